"""Which text a file is, found out in one pass, piece by piece, by the rules of `text_files`."""

import codecs
import os
from collections.abc import Iterator
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from socialvalue.calculations.spend.findings import FileRefused
from socialvalue.calculations.spend.text_files import (
    LineLengths,
    is_empty,
    likeness,
    marked_encoding,
    not_as_marked,
    not_text,
    refuse_what_is_no_table,
    windows_text,
)

PIECE = 4 * 1024 * 1024
BYTE_ORDER_MARK = "\ufeff".encode()
_TAB, _LINE_FEED, _RETURN, _FIRST_SHOWN = 9, 10, 13, 32
_LETTER = np.zeros(256, dtype=np.intp)
_LETTER[[*range(ord("A"), ord("Z") + 1), *range(ord("a"), ord("z") + 1)]] = 1


def encoding_of(file: BinaryIO) -> str:
    """Return the name of the encoding of a text file, and leave the file at its beginning.

    Raises FileRefused as `text_files.text_of` does.
    """
    size = file.seek(0, os.SEEK_END)
    if all(map(is_empty, _pieces(file))):
        raise FileRefused("The file is empty. Choose the file that holds the payments.")
    file.seek(0)
    start = file.read(2_000)
    refuse_what_is_no_table(start)
    encoding = marked_encoding(start, size=size)
    seen = _Seen()
    if encoding:
        _see_marked(file, encoding, seen)
    else:
        encoding = "utf-8" if _is_utf8(file) else _single_byte(file)
        for piece in _pieces(file):
            seen.see(piece)
    seen.refuse()
    file.seek(0)
    return encoding


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    file.seek(0)
    return iter(lambda: file.read(PIECE), b"")


class _Seen:
    """What is wrong with a text as a whole, in the order in which the patient reader finds it."""

    def __init__(self) -> None:
        self._lines = LineLengths()
        self._too_long: FileRefused | None = None
        self._control: FileRefused | None = None
        self._ends = 0

    def see(self, piece: bytes) -> None:
        """Look at the next bytes; of UTF-16, at the same text in UTF-8."""
        text = np.frombuffer(piece, dtype=np.uint8)
        low = text[text < _FIRST_SHOWN]
        if self._control is None and len(wrong := np.flatnonzero((low < _TAB) | (low > _RETURN))):
            line = self._ends + int(np.count_nonzero(low[: wrong[0]] == _LINE_FEED)) + 1
            self._control = not_text(line=line, code=int(low[wrong[0]]))
        self._ends += int(np.count_nonzero(low == _LINE_FEED))
        try:
            if self._too_long is None:
                self._lines.see(piece)
        except FileRefused as refused:
            self._too_long = refused

    def refuse(self) -> None:
        """Raise what is wrong, if anything is."""
        for wrong in (self._control, self._too_long):
            if wrong is not None:
                raise wrong


def _see_marked(file: BinaryIO, encoding: str, seen: _Seen) -> None:
    sixteen = encoding.startswith("utf-16")
    decoder = codecs.getincrementaldecoder(encoding if sixteen else "utf-8")()
    before = 0
    for piece in _from_the_mark(file, encoding):
        before = _decoded(decoder, piece, encoding, before, seen, is_utf16=sixteen)
    _decoded(decoder, b"", encoding, before, seen, is_utf16=sixteen)


def _from_the_mark(file: BinaryIO, encoding: str) -> Iterator[bytes]:
    pieces = _pieces(file)
    if encoding == "utf-8-sig":
        file.seek(len(BYTE_ORDER_MARK))
    return pieces


def _decoded(
    decoder: codecs.IncrementalDecoder,
    piece: bytes,
    encoding: str,
    before: int,
    seen: _Seen,
    *,
    is_utf16: bool,
) -> int:
    """Decode the next bytes, the last if there are none; return how many were seen by now."""
    held = len(decoder.getstate()[0])
    try:
        text = decoder.decode(piece, final=not piece)
    except UnicodeDecodeError as broken:
        raise not_as_marked(encoding=encoding, byte=before - held + broken.start + 1) from None
    seen.see(text.encode() if is_utf16 else piece)
    return before + len(piece)


def _is_utf8(file: BinaryIO) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for piece in _pieces(file):
            decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _single_byte(file: BinaryIO) -> str:
    """Return cp1252 or cp850, by the likeness of each special character between its neighbours."""
    windows = dos = 0
    before = b""
    for piece in _pieces(file):
        # The last byte waits until its neighbour is known.
        seen = np.frombuffer(before + piece, dtype=np.uint8)
        windows += _count(seen, _WINDOWS, from_start=not before)
        dos += _count(seen, _DOS, from_start=not before)
        before = bytes(seen[-2:])
    tail = np.frombuffer(before + b" ", dtype=np.uint8)
    windows += _count(tail, _WINDOWS, from_start=len(before) == 1)
    dos += _count(tail, _DOS, from_start=len(before) == 1)
    return "cp850" if dos > windows else "cp1252"


def _count(text: NDArray[np.uint8], table: NDArray[np.int64], *, from_start: bool) -> int:
    """Return the likeness of all but the last byte; the first is a neighbour only, or the start."""
    if from_start:
        text = np.concatenate([np.frombuffer(b" ", dtype=np.uint8), text])
    at = np.flatnonzero(text[1:-1] >= 0x80) + 1
    return int(table[text[at], _LETTER[text[at - 1]], _LETTER[text[at + 1]]].sum())


def _likeness_table(encoding: str) -> NDArray[np.int64]:
    """Return the likeness of each byte, by whether letters stand before and after it."""
    table = np.zeros((256, 2, 2), dtype=np.int64)
    for code in range(0x80, 0x100):
        for before, after in np.ndindex(2, 2):
            letters = b" a"[before : before + 1] + bytes([code]) + b" a"[after : after + 1]
            windows = encoding == "cp1252"
            text = windows_text(letters) if windows else letters.decode(encoding)
            table[code, before, after] = likeness(text)
    return table


_WINDOWS = _likeness_table("cp1252")
_DOS = _likeness_table("cp850")
