"""The files in a zip, as publishers send them: a year of months, sometimes zips within a zip."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from socialvalue.calculations.spend.findings import FileRefused

MOST_FILES = 2_000
MOST_BYTES = 1_000_000_000
MOST_TIMES_LARGER = 200
"""Text packs to a twentieth at best: what unpacks to 200 times its size was made to do harm."""
SMALL = 10_000_000
"""Below this many bytes it does not matter how well a file packs."""
MOST_ZIPS_WITHIN = 2

DAMAGED = (
    zipfile.BadZipFile, zlib.error, struct.error, RuntimeError, NotImplementedError, EOFError,
    OSError, ValueError, OverflowError,
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
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return not set(_SPREADSHEETS) & set(archive.namelist())
    except DAMAGED:
        return False


def files_in(content: bytes, *, name: str) -> Iterator[PackedFile]:
    """Yield each file of a zip in the order of their names, those of zips within it included.

    Folders, hidden files and what macOS adds are passed over. Nothing is written anywhere, so a
    name that points outside (`../`) points to nothing.

    Raises FileRefused for a damaged, locked or too large archive, before it is unpacked.
    """
    return _files_in(content, name=name, depth=1)


def _files_in(content: bytes, *, name: str, depth: int) -> Iterator[PackedFile]:
    if depth > MOST_ZIPS_WITHIN:
        raise FileRefused(f"{name} lies too deep in other zips. Unpack it, then try again.")
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except DAMAGED as wrong:
        raise FileRefused(f"{name} is damaged: {wrong}. Get the file again.") from wrong
    with archive:
        wanted = sorted(
            (entry for entry in archive.infolist() if _is_wanted(entry)),
            key=lambda entry: entry.filename,
        )
        _refuse_bombs(wanted, name=name)
        for entry in wanted:
            inside = _unpacked(archive, entry, name=name)
            path = f"{name}/{entry.filename}"
            if is_archive(inside):
                yield from _files_in(inside, name=path, depth=depth + 1)
            else:
                yield PackedFile(path, inside)


def _is_wanted(entry: zipfile.ZipInfo) -> bool:
    parts = entry.filename.split("/")
    return not (entry.is_dir() or parts[0] == "__MACOSX" or parts[-1].startswith("."))


def _refuse_bombs(entries: list[zipfile.ZipInfo], *, name: str) -> None:
    if len(entries) > MOST_FILES:
        raise FileRefused(f"{name} holds {len(entries)} files; {MOST_FILES} can be read at once.")
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
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
