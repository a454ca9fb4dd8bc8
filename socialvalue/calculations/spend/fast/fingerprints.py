"""A number for each line by which lines that repeat others are found: equal lines have equal ones.

Of a text only its length and its first and last eight bytes count: so long cells cost no more than
short ones. Who finds two lines with the same number compares them whole.
"""

from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from socialvalue.calculations.spend.fast.cells import bytes_of, in_one_piece

COMPARED = ("supplier", "transaction_number", "category", "description")
_WORD = 8
_FACTOR = np.uint64(0x9E3779B97F4A7C15)
_PRIME = np.uint64(0xFF51AFD7ED558CCD)
_HALF = np.uint64(32)
_FIRST_BYTES = np.array([(1 << 8 * many) - 1 for many in range(_WORD)], dtype=np.uint64)

Prints = NDArray[np.uint64]


def fingerprints_of(lines: Any) -> Prints:
    """Return the number of each line of a table (`partition.SCHEMA`).

    Whole pence stand for the exact amount, and the postcode does not count.
    """
    found = np.zeros(lines.num_rows, dtype=np.uint64)
    for name in COMPARED:
        _mix(found, _of_column(in_one_piece(lines.column(name))))
    for name in ("days", "pence"):
        _mix(found, lines.column(name).to_numpy().astype(np.int64).view(np.uint64))
    return found


def _of_column(texts: Any) -> Prints:
    if isinstance(texts, pa.DictionaryArray):
        coded: Prints = _of_texts(texts.dictionary)[texts.indices.to_numpy()]
        return coded
    return _of_texts(texts)


def _of_texts(texts: Any) -> Prints:
    """Return a number for each text of an Arrow array."""
    held, start, end = bytes_of(texts)
    words = np.ndarray(len(held) - _WORD + 1, dtype="<u8", buffer=held, strides=(1,))
    length = end - start
    first, last = words[start], words[end - _WORD]
    short = np.flatnonzero(length < _WORD)
    first[short] &= _FIRST_BYTES[length[short]]
    last[short] = 0
    found = length.astype(np.uint64)
    _mix(found, first)
    _mix(found, last)
    return found


def _mix(into: Prints, other: Prints) -> None:
    """Mix other numbers into those, so that every bit of both counts."""
    into ^= other
    into *= _PRIME
    into ^= into >> _HALF
    into *= _FACTOR
