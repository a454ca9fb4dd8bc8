"""Text out of bytes, and rows out of text: CSV files in any encoding and with any delimiter."""

import codecs
import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from socialvalue.calculations.spend.findings import FileRefused

DELIMITERS = (",", ";", "\t", "|", "^")
ROWS_LOOKED_AT = 100
"""How many rows are looked at to find the delimiter and the headings."""

LONGEST_LINE = 1_000_000
"""A line with this many bytes is no row of payments; a few of them would fill the memory."""

LOOKED_AT = 200_000
"""How many characters are looked at to find the delimiter."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_START = 2_000
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f]")
_POUND_IN_PLACE = re.compile(r"(?<![A-Za-z])£(?![A-Za-z])")
_LETTER_IN_PLACE = re.compile(r"(?<=[A-Za-z])[À-ÖØ-öø-ÿ]|[À-ÖØ-öø-ÿ](?=[A-Za-z])")
_MARK_IN_PLACE = re.compile(
    "[\u2018\u2019\u2013\u2014\u2026°²½¼¾®·]|\xa0"
    "|(?<![A-Za-z])[\u201c\u201d\u2122\u20ac•]|[\u201c\u201d\u2122\u20ac•](?![A-Za-z])"
)
_NEVER_IN_TEXT = re.compile("[\u2500-\u259f\x80-\x9f]")


@dataclass(frozen=True, slots=True)
class Broken:
    """A row that cannot be told from its neighbours; `why` says what is wrong with it."""

    why: str


class LineLengths:
    """Watches the bytes of a text go by, piece by piece, for a line without end."""

    def __init__(self) -> None:
        """Begin at the start of a line."""
        self._open = 0

    def see(self, piece: bytes) -> None:
        """Raise FileRefused if a line has LONGEST_LINE bytes or more by the end of this piece."""
        start = 0
        while len(piece) - start + self._open >= LONGEST_LINE:
            until = start + LONGEST_LINE - self._open
            end = max(piece.rfind(b"\n", start, until), piece.rfind(b"\r", start, until))
            if end < 0:
                raise FileRefused(
                    f"The file has a line of more than {LONGEST_LINE:,} characters: it is no table "
                    "of payments. Save it again as CSV, one payment on each line."
                )
            start, self._open = end + 1, 0
        last = max(piece.rfind(b"\n", start), piece.rfind(b"\r", start)) + 1
        self._open = len(piece) - last if last else self._open + len(piece) - start


def refuse_what_is_no_table(start: bytes) -> None:
    """Raise FileRefused for a file that begins as a web page, a PDF or the like does."""
    said = start.removeprefix(codecs.BOM_UTF8).lstrip()[:200].lower()
    for begins, kind in _NO_TABLES:
        if said.startswith(begins):
            raise FileRefused(
                f"The file is {kind}, whatever its name says. Ask for the payments as CSV or as a "
                "spreadsheet, or open it in a spreadsheet program and save it as one."
            )


_NO_TABLES = (
    ((b"<!doctype html", b"<html"), "a web page"),
    ((b"<?xml", b"<workbook"), "an XML file"),
    ((b"%pdf",), "a PDF"),
    ((b"{\\rtf",), "a word-processed document"),
    ((b"{", b"[{"), "a JSON file"),
)


def is_empty(content: bytes) -> bool:
    """Say whether the bytes hold nothing but byte order marks, white space and nulls."""
    marks = [mark for mark, _ in _MARKS if content.startswith(mark)]
    return not content[len(marks[0]) if marks else 0 :].strip(b"\x00 \r\n\t")


TextRow = list[str] | Broken


def text_of(content: bytes) -> tuple[str, str]:
    """Return the text that the bytes spell, and the name of its encoding.

    A byte order mark decides; then UTF-16 without one, known by its pattern of nulls; then UTF-8,
    if the whole file is that; else Windows-1252 or the old DOS code page 850, whichever makes more
    of its special letters stand where such letters do (a pound sign or a closing quotation mark not
    within a word, an accented letter within one).

    Raises FileRefused for an empty file and for bytes that are not text.
    """
    if is_empty(content):
        raise FileRefused("The file is empty. Choose the file that holds the payments.")
    refuse_what_is_no_table(content[:_START])
    text, encoding = _decoded(content)
    text = text.removeprefix("\ufeff")
    if found := _CONTROLS.search(text):
        raise not_text(line=text.count("\n", 0, found.start()) + 1, code=ord(found[0]))
    LineLengths().see(text.encode() if encoding.startswith("utf-16") else content)
    return text, encoding


def not_text(*, line: int, code: int) -> FileRefused:
    """Return the refusal of a file with a character that no text has."""
    return FileRefused(
        f"The file is not text: line {line} holds a character that no text has (code {code}). "
        "Save it again as CSV, or upload the spreadsheet itself."
    )


def not_as_marked(*, encoding: str, byte: int) -> FileRefused:
    """Return the refusal of a file that is not in the encoding that it says; bytes count from 1."""
    return FileRefused(
        f"The file says that it is {encoding} text, but byte {byte} is not. "
        "Save it again as CSV (UTF-8)."
    )


def marked_encoding(start: bytes, *, size: int) -> str:
    """Return the encoding that the start of a file of so many bytes shows, or nothing."""
    marked = next((name for mark, name in _MARKS if start.startswith(mark)), "")
    return marked or _unmarked_utf16(start, size=size)


def _decoded(content: bytes) -> tuple[str, str]:
    encoding = marked_encoding(content[:_START], size=len(content))
    if encoding:
        try:
            return content.decode(encoding), encoding
        except UnicodeDecodeError as broken:
            raise not_as_marked(encoding=encoding, byte=broken.start + 1) from None
    try:
        return content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _single_byte(content)


def _unmarked_utf16(content: bytes, *, size: int) -> str:
    """Return which UTF-16 the bytes are if nearly every other byte is null, else nothing."""
    start = content[:_START]
    half = len(start) // 2
    if half and size % 2 == 0:
        if start[1::2].count(0) > 0.8 * half and start[0::2].count(0) < 0.2 * half:
            return "utf-16-le"
        if start[0::2].count(0) > 0.8 * half and start[1::2].count(0) < 0.2 * half:
            return "utf-16-be"
    return ""


def _single_byte(content: bytes) -> tuple[str, str]:
    windows = windows_text(content)
    dos = content.decode("cp850")
    if likeness(dos) > likeness(windows):
        return dos, "cp850"
    return windows, "cp1252"


def windows_text(content: bytes) -> str:
    """Decode Windows-1252 as browsers do: its five unused bytes stay what they are."""
    return "".join(
        chunk.decode("cp1252", "strict") if chunk not in _UNUSED else chunk.decode("latin-1")
        for chunk in _UNUSED_SPLIT.split(content)
    )


_UNUSED = (b"\x81", b"\x8d", b"\x8f", b"\x90", b"\x9d")
_UNUSED_SPLIT = re.compile(b"([\x81\x8d\x8f\x90\x9d])")


def likeness(text: str) -> int:
    """Return how much the special characters stand where such characters do."""
    pounds = len(_POUND_IN_PLACE.findall(text))
    letters = len(_LETTER_IN_PLACE.findall(text))
    marks = len(_MARK_IN_PLACE.findall(text))
    return 2 * pounds + letters + marks - 2 * len(_NEVER_IN_TEXT.findall(text))


def rows_of(text: str, *, delimiter: str) -> Iterator[TextRow]:
    """Yield each row of CSV text as its cells; blank lines are rows without cells.

    Strict: text after a closing quotation mark, and a mark that is never closed, make the row
    Broken instead of swallowing what follows in silence.
    """
    return rows_in(io.StringIO(text, newline=""), delimiter=delimiter)


def rows_in(lines: Iterable[str], *, delimiter: str, lines_before: int = 0) -> Iterator[TextRow]:
    """Yield each row of lines of CSV text, taking no line before it is needed; like `rows_of`.

    `lines_before`: how many lines of the file stand before these.
    """
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        first_line = reader.line_num + 1
        try:
            yield next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            first, last = lines_before + first_line, lines_before + reader.line_num
            yield Broken(f"{_why(error)} (lines {first} to {last} of the file)")


def _why(error: csv.Error) -> str:
    words = str(error)
    if "unexpected end" in words:
        return "A quotation mark is opened and never closed"
    if "field larger" in words:
        return "One cell is far too long"
    return "There is text between a closing quotation mark and the next cell"


def delimiter_of(text: str, *, likeness: Callable[[Sequence[str]], int], enough: int) -> str:
    """Return the delimiter with which the first rows look most like a table of payments.

    `likeness` says how many of the needed headings a row names; `enough` is as many as it can be.
    If no delimiter gives any, the one that cuts the most rows into the same number of cells (more
    than one) is taken.
    """
    return max(
        DELIMITERS, key=lambda mark: _fit(_first_rows(text, mark), likeness=likeness, enough=enough)
    )


def _first_rows(text: str, delimiter: str) -> list[list[str]]:
    rows = islice(rows_of(text[:LOOKED_AT], delimiter=delimiter), ROWS_LOOKED_AT)
    return [row for row in rows if not isinstance(row, Broken) and len(row) > 1]


def _fit(
    rows: Sequence[list[str]], *, likeness: Callable[[Sequence[str]], int], enough: int
) -> tuple[int, int]:
    most = 0
    for row in rows:
        most = max(most, likeness(row))
        if most >= enough:
            break
    widths = [len(row) for row in rows]
    return most, max(map(widths.count, widths), default=0)
