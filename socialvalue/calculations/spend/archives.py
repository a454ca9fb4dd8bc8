"""The files in a zip, as publishers send them: a year of months, sometimes zips within a zip."""

import io
import lzma
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, cast

from socialvalue.calculations.spend.findings import FileRefused

MOST_FILES = 2_000
MOST_BYTES = 1_000_000_000
MOST_TIMES_LARGER = 200
"""Text packs to a twentieth at best: what unpacks to 200 times its size was made to do harm."""
SMALL = 10_000_000
"""Below this many bytes it does not matter how well a file packs."""
MOST_ZIPS_WITHIN = 2
MOST_LISTED = 2_000_000
"""Bytes of a zip's list of what is in it: MOST_FILES with long names take a third of it."""

DAMAGED = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, RuntimeError, NotImplementedError,
    EOFError, OSError, ValueError, OverflowError,
)  # fmt: skip
"""What the library raises for a part that is damaged, locked or packed in an unknown way.

A ValueError too: of a changed byte it makes a place before the beginning of the file.
"""

_SPREADSHEETS = ("[Content_Types].xml", "mimetype")


@dataclass(frozen=True, slots=True)
class PackedFile:
    """A file that was in a zip: its name, with those of the zips it lay in, and its bytes."""

    name: str
    content: bytes


def is_archive(content: bytes) -> bool:
    """Say whether the bytes are a zip of files, and not a spreadsheet (which is a zip too)."""
    if not content.startswith(b"PK\x03\x04"):
        return False
    try:
        _look_at_list(io.BytesIO(content))
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return not set(_SPREADSHEETS) & set(archive.namelist())
    except _ListTooLong:
        return True  # whoever asks what is in it is told
    except DAMAGED:
        return False


class _ListTooLong(Exception):
    """A zip lists more than it would take to list MOST_FILES."""


class _ListOnly:
    """A file of which no more can be read than the list at the end of a zip may take.

    The library takes a whole list into memory, as large as it is and whatever number it gives
    itself: a million names, before the first can be counted.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._left = MOST_LISTED
        self.seek, self.tell, self.seekable = file.seek, file.tell, file.seekable

    def read(self, size: int = -1) -> bytes:
        """Return what stands there. Raises _ListTooLong."""
        most = self._left + 1
        content = self._file.read(most if size < 0 else min(size, most))
        self._left -= len(content)
        if self._left < 0:
            raise _ListTooLong
        return content


def _look_at_list(file: BinaryIO) -> None:
    """Go through the list of a zip once. Raises _ListTooLong before much of it is in memory."""
    zipfile.ZipFile(cast(BinaryIO, _ListOnly(file))).close()


def files_in(content: bytes, *, name: str, largest: int = MOST_BYTES) -> Iterator[PackedFile]:
    """Yield each file of a zip in the order of their names, those of zips within it included.

    Folders, hidden files and what macOS adds are passed over. Nothing is written anywhere.

    Raises FileRefused for an archive that is damaged, locked or too large, that has a file of more
    than `largest` bytes, or of which a name points outside or a file to another, before it is
    unpacked; and as soon as it and the zips within it are too large together.
    """
    found = _files_in(io.BytesIO(content), name=name, largest=largest, depth=1)
    return _bounded(found, name=name, packed=len(content))


def _bounded(found: Iterator[PackedFile], *, name: str, packed: int) -> Iterator[PackedFile]:
    """Yield files until they are too many, or too much for what they came from.

    Each zip within a zip may be modest, and a thousand of them together are not.
    """
    files = unpacked = 0
    for file in found:
        files, unpacked = files + 1, unpacked + len(file.content)
        _refuse_too_many(files, name=name)
        _refuse_too_much(unpacked, packed=packed, name=name)
        yield file


def names_in(file: BinaryIO, *, name: str, largest: int = MOST_BYTES) -> list[str]:
    """Return the names of the files in a zip, in order, without unpacking any.

    Raises FileRefused as `files_in` does for what can be seen from outside: of zips within it,
    nothing can.
    """
    with _opened(file, name=name) as archive:
        return [entry.filename for entry in _wanted(archive, name=name, largest=largest)]


def _opened(file: BinaryIO, *, name: str) -> zipfile.ZipFile:
    try:
        _look_at_list(file)
        return zipfile.ZipFile(file)
    except _ListTooLong:
        raise FileRefused(
            f"{name} lists far more than the {MOST_FILES} files that can be read at once. Unpack "
            "it, and choose the files that hold payments."
        ) from None
    except DAMAGED as wrong:
        raise FileRefused(f"{name} is damaged: {wrong}. Get the file again.") from wrong


def _files_in(file: BinaryIO, *, name: str, largest: int, depth: int) -> Iterator[PackedFile]:
    if depth > MOST_ZIPS_WITHIN:
        raise FileRefused(f"{name} lies too deep in other zips. Unpack it, then try again.")
    with _opened(file, name=name) as archive:
        for entry in _wanted(archive, name=name, largest=largest):
            inside = _unpacked(archive, entry, name=name)
            path = f"{name}/{entry.filename}"
            if is_archive(inside):
                within = io.BytesIO(inside)
                yield from _files_in(within, name=path, largest=largest, depth=depth + 1)
            else:
                yield PackedFile(path, inside)


def _wanted(archive: zipfile.ZipFile, *, name: str, largest: int) -> list[zipfile.ZipInfo]:
    wanted = sorted(
        (entry for entry in archive.infolist() if _is_wanted(entry)),
        key=lambda entry: entry.filename,
    )
    _refuse_bombs(wanted, name=name)
    for entry in wanted:
        _refuse_tricks(entry, name=name)
        if entry.file_size > largest:
            raise FileRefused(
                f"{entry.filename} in {name} is larger than {largest // 1024**2} MB. Split it by "
                "month or year."
            )
    return wanted


def _is_wanted(entry: zipfile.ZipInfo) -> bool:
    parts = entry.filename.split("/")
    return not (entry.is_dir() or parts[0] == "__MACOSX" or parts[-1].startswith("."))


def _refuse_tricks(entry: zipfile.ZipInfo, *, name: str) -> None:
    """Refuse a file that says it belongs elsewhere than in its folder, or is a link to another.

    Nothing would come of either here; no program that packs payments makes one.
    """
    parts = re.split(r"[/\\]", entry.filename)
    if ".." in parts or not parts[0] or re.match("[A-Za-z]:", parts[0]):
        raise FileRefused(
            f"{entry.filename} in {name} points outside the zip. Pack the files anew, by their "
            "names alone."
        )
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise FileRefused(
            f"{entry.filename} in {name} is a link and no file. Pack the file itself."
        )


def _refuse_bombs(entries: list[zipfile.ZipInfo], *, name: str) -> None:
    _refuse_too_many(len(entries), name=name)
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    _refuse_too_much(unpacked, packed=packed, name=name)


def _refuse_too_many(files: int, *, name: str) -> None:
    if files > MOST_FILES:
        raise FileRefused(f"{name} holds {files} files; {MOST_FILES} can be read at once.")


def _refuse_too_much(unpacked: int, *, packed: int, name: str) -> None:
    if unpacked > MOST_BYTES or (unpacked > SMALL and unpacked > packed * MOST_TIMES_LARGER):
        raise FileRefused(
            f"{name} would unpack to {unpacked} bytes, which is too much. Unpack it, and choose "
            "the files that hold payments."
        )


def _unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, *, name: str) -> bytes:
    """Return one file; no more of it is unpacked than the archive says it holds."""
    try:
        with archive.open(entry) as file:
            content = file.read(entry.file_size + 1)
    except DAMAGED as wrong:
        raise FileRefused(
            f"{entry.filename} in {name} cannot be unpacked: {wrong}. Unpack it, then try again."
        ) from wrong
    if len(content) > entry.file_size:
        raise FileRefused(f"{entry.filename} in {name} is larger than the zip says. Get it again.")
    return content
