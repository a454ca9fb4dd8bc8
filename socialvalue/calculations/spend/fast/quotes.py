"""Whether the quotation marks of a block are where CSV has them, and where its last row ends."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

_ROWS_WITHOUT_LONG_CELLS = 65_536
"""Where every so many bytes hold the end of a line, no cell can reach csv's limit of 131,072."""

_LONGEST_CELL = 131_072
_NEAR = 256 * 1024
"""So many bytes are looked at together: what is made of them stays near the processor."""

_QUOTE = ord('"')
_RETURN = ord("\r")
_LINE_FEED = ord("\n")

Places = NDArray[np.int64]


def marks_in(block: bytes) -> Places:
    """Return where the quotation marks of a block are."""
    pieces = _pieces(np.frombuffer(block, dtype=np.uint8))
    return np.concatenate([start + np.flatnonzero(text == _QUOTE) for start, text in pieces])


def whole_rows(block: bytes, *, marks: Places) -> int:
    """Return where the last whole row of a block ends, if its marks are well placed.

    A row whose last quotation mark is not closed goes on in the next block.
    """
    if len(marks) % 2 == 0:
        return len(block)
    return block.rfind(b"\n", 0, int(marks[-1])) + 1


def is_plain(block: bytes, *, marks: Places, delimiter: str) -> bool:
    """Say whether every reader of CSV takes the same rows and cells from a block of whole rows.

    That is: lines end with a line feed, none is very long, a quotation mark stands only around a
    whole cell, or doubled within such a one.
    """
    if _has_lone_return(block) or _has_long_line(block):
        return False
    if not len(marks) or len(marks) % 2:
        return not len(marks)
    text = np.frombuffer(block, dtype=np.uint8)
    opening, closing = marks[::2], marks[1::2]
    around = np.zeros(256, dtype=bool)
    around[[ord(delimiter), _RETURN, _LINE_FEED]] = True
    starts = (opening == 0) | around[text[opening - 1]]
    ends = (closing == len(text) - 1) | around[text[np.minimum(closing + 1, len(text) - 1)]]
    # A doubled mark within a cell closes it and opens it again at once.
    doubled = opening[1:] == closing[:-1] + 1
    starts[1:] |= doubled
    ends[:-1] |= doubled
    first, last = opening[np.r_[True, ~doubled]], closing[np.r_[~doubled, True]]
    return bool(starts.all() and ends.all() and (last - first).max() < _LONGEST_CELL)


def count_lines(block: bytes) -> int:
    """Return how many line feeds a block has."""
    pieces = _pieces(np.frombuffer(block, dtype=np.uint8))
    return sum(int(np.count_nonzero(text == _LINE_FEED)) for _, text in pieces)


def _pieces(text: NDArray[np.uint8]) -> Iterator[tuple[int, NDArray[np.uint8]]]:
    """Yield bytes piece by piece, and where each begins; at least one piece."""
    for start in range(0, max(len(text), 1), _NEAR):
        yield start, text[start : start + _NEAR]


def _has_lone_return(block: bytes) -> bool:
    if block.endswith(b"\r"):
        return True
    text = np.frombuffer(block, dtype=np.uint8)
    return any(
        bool(((piece == _RETURN) & (text[start + 1 : start + 1 + len(piece)] != _LINE_FEED)).any())
        for start, piece in _pieces(text[:-1])
    )


def _has_long_line(block: bytes) -> bool:
    starts = range(0, len(block) - _ROWS_WITHOUT_LONG_CELLS, _ROWS_WITHOUT_LONG_CELLS)
    return any(block.find(b"\n", at, at + _ROWS_WITHOUT_LONG_CELLS) < 0 for at in starts)
