"""Whether the quotation marks of a block are where CSV has them, and where its last row ends."""

import numpy as np
from numpy.typing import NDArray

_ROWS_WITHOUT_LONG_CELLS = 65_536
"""Where every so many bytes hold the end of a line, no cell can reach csv's limit of 131,072."""

_LONGEST_CELL = 131_072
_QUOTE = ord('"')
_LINE_FEED = ord("\n")


def whole_rows(block: bytes) -> int:
    """Return where the last whole row of a block ends, if its marks are well placed.

    A row whose last quotation mark is not closed goes on in the next block.
    """
    if np.count_nonzero(np.frombuffer(block, dtype=np.uint8) == _QUOTE) % 2 == 0:
        return len(block)
    return block.rfind(b"\n", 0, block.rfind(b'"')) + 1


def is_plain(block: bytes, *, delimiter: str) -> bool:
    """Say whether every reader of CSV takes the same rows and cells from a block of whole rows.

    That is: lines end with a line feed, none is very long, a quotation mark stands only around a
    whole cell, or doubled within such a one.
    """
    text = np.frombuffer(block, dtype=np.uint8)
    if _has_lone_return(text) or _has_long_line(block):
        return False
    marks = np.flatnonzero(text == _QUOTE)
    if not len(marks) or len(marks) % 2:
        return not len(marks)
    opening, closing = marks[::2], marks[1::2]
    around = np.zeros(256, dtype=bool)
    around[[ord(delimiter), ord("\r"), ord("\n")]] = True
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
    return int(np.count_nonzero(np.frombuffer(block, dtype=np.uint8) == _LINE_FEED))


def _has_lone_return(text: NDArray[np.uint8]) -> bool:
    returns = np.flatnonzero(text == ord("\r"))
    if not len(returns):
        return False
    if returns[-1] == len(text) - 1:
        return True
    return bool((text[returns + 1] != _LINE_FEED).any())


def _has_long_line(block: bytes) -> bool:
    starts = range(0, len(block) - _ROWS_WITHOUT_LONG_CELLS, _ROWS_WITHOUT_LONG_CELLS)
    return any(block.find(b"\n", at, at + _ROWS_WITHOUT_LONG_CELLS) < 0 for at in starts)
