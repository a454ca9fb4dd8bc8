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

PIECE = 256 * 1024  # what is made of it stays near the processor
BYTE_ORDER_MARK = "\ufeff".encode()
_TAB, _LINE_FEED, _RETURN, _FIRST_SHOWN, _SPECIAL = 9, 10, 13, 32, 0x80
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
        encoding = _see_unmarked(file, seen)
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
        ends = int(np.count_nonzero(text == _LINE_FEED))
        usual = ends + int(np.count_nonzero(text == _RETURN))
        if self._control is None and np.count_nonzero(text < _FIRST_SHOWN) > usual:
            self._look_at_controls(text)
        self._ends += ends
        try:
            if self._too_long is None:
                self._lines.see(piece)
        except FileRefused as refused:
            self._too_long = refused

    def _look_at_controls(self, text: NDArray[np.uint8]) -> None:
        low = text[text < _FIRST_SHOWN]
        if len(wrong := np.flatnonzero((low < _TAB) | (low > _RETURN))):
            line = self._ends + int(np.count_nonzero(low[: wrong[0]] == _LINE_FEED)) + 1
            self._control = not_text(line=line, code=int(low[wrong[0]]))

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


def _see_unmarked(file: BinaryIO, seen: _Seen) -> str:
    """Return the encoding of a text that does not say which one it has."""
    utf8, others = _Utf8(), _SingleByte()
    for piece in _pieces(file):
        seen.see(piece)
        utf8.see(piece)
        others.see(piece)
    utf8.see(b"", is_last=True)
    return "utf-8" if utf8.is_possible else others.encoding()


class _Utf8:
    """Whether a text is UTF-8."""

    def __init__(self) -> None:
        self.is_possible = True
        self._decoder = codecs.getincrementaldecoder("utf-8")()

    def see(self, piece: bytes, *, is_last: bool = False) -> None:
        """Look at the next bytes."""
        if self.is_possible:
            try:
                self._decoder.decode(piece, final=is_last)
            except UnicodeDecodeError:
                self.is_possible = False


class _SingleByte:
    """Whether a text is cp1252 or cp850, by how likely its special characters are in their places.

    A character is judged by its neighbours: the last byte waits until the next one is known.
    """

    def __init__(self) -> None:
        self._before = b" "
        self._like_dos = 0

    def see(self, piece: bytes) -> None:
        """Look at the next bytes."""
        text = np.frombuffer(self._before + piece, dtype=np.uint8)
        self._before = text[-2:].tobytes()
        at = np.flatnonzero(text[1:-1] >= _SPECIAL) + 1
        self._like_dos += int(
            _LIKE_DOS[text[at], _LETTER[text[at - 1]], _LETTER[text[at + 1]]].sum()
        )

    def encoding(self) -> str:
        """Return the encoding of what was seen."""
        self.see(b" ")
        return "cp850" if self._like_dos > 0 else "cp1252"


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


_LIKE_DOS = _likeness_table("cp850") - _likeness_table("cp1252")
