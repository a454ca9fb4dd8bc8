"""From the bytes of a file to the JSON documents in it: JSON, JSON lines, either of them packed."""

import gzip
import io
import zlib

from procurement.calculations.bundle.text import NotABundle, load_bundle

MOST_BYTES = 50_000_000
"""Bytes of a file, and of what is packed in it."""

MOST_DOCUMENTS = 20_000
GZIP = b"\x1f\x8b"
BLANK = b" \t\r\n"


class NotAFile(ValueError):
    """Nothing in the file can be read. The message is one sentence that says what to do."""


def documents_of(content: bytes) -> list[tuple[str, object]]:
    """Return the JSON values in a file, each with where it stands: "" or "line 3".

    A file holds one JSON value, or one on each line. Gzip is opened. UTF-8 only; duplicate members,
    NaN, nesting deeper than 200 levels and files beyond MOST_BYTES are refused. A line that cannot
    be read comes back as the NotAFile that says why, so that the others are still read.

    Raises NotAFile if there is nothing else in the file.
    """
    content = _opened(content)
    if len(content) > MOST_BYTES:
        raise NotAFile(f"Give a file of no more than {MOST_BYTES:,} bytes.")
    if not content.strip(BLANK):
        raise NotAFile("The file is empty.")
    lines = _lines(content)
    if len(lines) < 2:
        return [("", _read(content))]
    if len(lines) > MOST_DOCUMENTS:
        raise NotAFile(f"Give a file of no more than {MOST_DOCUMENTS:,} lines.")
    return [(f"line {number}", _read_or_fault(line)) for number, line in lines]


def _opened(content: bytes) -> bytes:
    """Return what is packed in a gzip file, no more than one byte beyond what is allowed."""
    if not content.startswith(GZIP):
        return content
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(content)) as packed:
            return packed.read(MOST_BYTES + 1)
    except (OSError, EOFError, zlib.error):
        raise NotAFile("The file begins like a gzip file, and cannot be unpacked.") from None


def _lines(content: bytes) -> list[tuple[int, bytes]]:
    """Return the lines of JSON lines with their numbers; none if the file is one JSON value.

    In JSON lines the first line is a whole value, and others follow it.
    """
    lines = [
        (number, line)
        for number, line in enumerate(content.split(b"\n"), start=1)
        if line.strip(BLANK)
    ]
    if len(lines) < 2 or isinstance(_read_or_fault(lines[0][1]), NotAFile):
        return [] if not _looks_like_lines(lines) else lines
    return lines


def _looks_like_lines(lines: list[tuple[int, bytes]]) -> bool:
    """Whether each line is an object by its ends, though the first has a mistake."""
    whole = [line.strip(BLANK) for _number, line in lines]
    return len(whole) > 1 and all(each[:1] == b"{" and each[-1:] == b"}" for each in whole)


def _read(content: bytes) -> object:
    try:
        return load_bundle(content)
    except NotABundle as wrong:
        raise NotAFile(str(wrong)) from None


def _read_or_fault(line: bytes) -> object:
    try:
        return _read(line)
    except NotAFile as wrong:
        return wrong
