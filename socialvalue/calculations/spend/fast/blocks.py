"""A text file of any size as blocks of whole lines in UTF-8, one at a time in memory."""

import codecs
import io
from collections.abc import Callable, Iterator
from typing import BinaryIO

import numpy as np

from socialvalue.calculations.spend.text_files import windows_text

BLOCK = 4 * 1024 * 1024
_PIECE = 256 * 1024  # decoded at once: small enough to stay near the processor
_SOME_LINES = 64 * 1024
BYTE_ORDER_MARK = "\ufeff".encode()
_LATIN_FROM = -96  # 0xA0 as a signed byte: from there on, Windows-1252 is Latin-1
_NO_ASCII = 0x80
_FEW_LETTERS = 4


def pieces_of(file: BinaryIO, *, encoding: str, size: int = BLOCK) -> Iterator[bytes]:
    """Yield the text of a file in UTF-8, in pieces smaller than blocks, from its beginning.

    `encoding` is its own (`scanning.encoding_of`).
    """
    file.seek(len(BYTE_ORDER_MARK) if encoding == "utf-8-sig" else 0)
    in_utf8 = _in_utf8(encoding)
    while piece := file.read(min(size, _PIECE)):
        yield in_utf8(piece)
    yield in_utf8(b"")


class Blocks:
    """The lines of a text that comes in pieces."""

    def __init__(self, pieces: Iterator[bytes], *, size: int = BLOCK) -> None:
        """Begin with the first piece; a block has about `size` bytes."""
        self._pieces = pieces
        self._size = size
        self._held = [b""]
        self._at_end = False
        self._fill()
        self._held = [self.head().removeprefix(BYTE_ORDER_MARK)]
        self.lines_before = 0
        """How many lines have been taken."""

    def _fill(self, least: int = 0) -> None:
        """Read until there is a block's worth of text, at least so much, or the text ends."""
        length = sum(map(len, self._held))
        while length < max(self._size, least) and not self._at_end:
            piece = next(self._pieces, None)
            self._at_end = piece is None
            self._held.append(piece or b"")
            length += len(self._held[-1])

    def head(self) -> bytes:
        """Return the text at which the next block begins, without taking it."""
        self._held = [b"".join(self._held)]
        return self._held[0]

    def block(self, *, most: int | None = None) -> bytes:
        """Take about a block's worth of whole lines; nothing at the end of the file.

        `most`: take fewer, if that many bytes hold a whole line.
        """
        self._fill()
        # Most blocks end in what was read last: all before it is put together once.
        last = self._held[-1]
        end = 0 if most or self._at_end else last.rfind(b"\n") + 1
        if end:
            taken = b"".join([*self._held[:-1], last[:end]])
            self._held = [last[end:]]
            return taken
        end = self.head().rfind(b"\n", 0, most) + 1 if most else 0
        end = end or self._last_line_end()
        text = self.head()
        self._held = [text[end:]]
        return text[:end]

    def _last_line_end(self) -> int:
        while not self._at_end:
            text = self.head()
            end = text.rfind(b"\n") + 1
            # In a file of the old Mac kind only carriage returns end lines; but one at the very end
            # may be the first half of a line's end.
            end = end or text.rfind(b"\r", 0, len(text) - 1) + 1
            if end:
                return end
            self._fill(2 * len(text))
        return len(self.head())

    def give_back(self, rest: bytes) -> None:
        """Put lines that were taken back in front of the others."""
        self._held.insert(0, rest)

    def lines(self, block: bytes) -> "Lines":
        """Return the lines of a block, and of those after it where a row goes on."""
        return Lines(self, block)


class Lines(Iterator[str]):
    """The lines of a block, one by one; and of the next ones, if more are asked for."""

    def __init__(self, blocks: Blocks, block: bytes) -> None:
        """Begin at the first line of the block."""
        self._blocks = blocks
        self._lines = _lines_of(block)
        self.at_end_of_block = not block
        """Whether all lines of the first block have been taken."""
        self._next = next(self._lines, None)
        self.taken = 0

    def __next__(self) -> str:
        """Take a line."""
        if self._next is None:
            self._lines = _lines_of(self._blocks.block(most=_SOME_LINES))
            self._next = next(self._lines, None)
            if self._next is None:
                raise StopIteration
        line = self._next
        self._next = next(self._lines, None)
        self.at_end_of_block = self.at_end_of_block or self._next is None
        self.taken += 1
        return line

    def give_back_the_rest(self) -> None:
        """Put what was not taken back in front of the blocks."""
        if self._next is not None:
            self._blocks.give_back("".join([self._next, *self._lines]).encode())


def _lines_of(block: bytes) -> Iterator[str]:
    return iter(io.StringIO(block.decode(), newline=""))


def _in_utf8(encoding: str) -> Callable[[bytes], bytes]:
    """Return what makes UTF-8 of the next bytes of a file; no bytes are its end."""
    if encoding.startswith("utf-8"):
        return bytes
    if encoding == "cp1252":
        return _FromWindows()
    decoder = codecs.getincrementaldecoder(encoding)()
    return lambda piece: decoder.decode(piece, final=not piece).encode()


class _FromWindows:
    """Makes UTF-8 of Windows-1252, remembering which letters beyond ASCII a text has.

    They are mostly few, a pound sign and some accents: to put each in by itself takes a third of
    the time of decoding everything and encoding it again.
    """

    def __init__(self) -> None:
        self._letters: list[bytes] = []

    def __call__(self, piece: bytes) -> bytes:
        if piece.isascii():
            return piece
        signed = np.frombuffer(piece, dtype=np.int8)
        if (signed < _LATIN_FROM).any():
            return windows_text(piece).encode()
        # In UTF-8 each letter of Latin-1 beyond ASCII takes one byte more.
        size = len(piece) + int(np.count_nonzero(signed < 0))
        found = self._put_in(piece, size)
        if len(found) < size:
            new = {bytes([letter]) for letter in set(piece) if letter >= _NO_ASCII}
            self._letters = sorted(new.union(self._letters), key=_turn)
            found = self._put_in(piece, size)
        return found

    def _put_in(self, piece: bytes, size: int) -> bytes:
        if len(self._letters) > _FEW_LETTERS:
            return piece.decode("latin-1").encode()
        for letter in self._letters:
            piece = piece.replace(letter, letter.decode("latin-1").encode())
            if len(piece) == size:
                break
        return piece


def _turn(letter: bytes) -> tuple[bool, bool, bytes]:
    """Return when a letter has its turn, so that none is a byte of what was put in before.

    In UTF-8 letters of Latin-1 begin with 0xC2 or 0xC3, and go on with themselves or with what is
    0x40 below.
    """
    return letter != b"\xc3", letter != b"\xc2", letter
