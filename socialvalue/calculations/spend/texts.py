"""Distinct texts as Arrow arrays of strings, and the numbers by which rows say which they have.

Texts are in order by their code points, as Python has them.
"""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from socialvalue.calculations.spend.sums import Codes

AT_ONCE = 16
"""So many arrays are united at a time."""


def array_of(texts: Sequence[str]) -> Any:
    """Return texts as an Arrow array."""
    return pa.array(texts, pa.string())


def those_used(texts: Any, codes: Codes) -> tuple[Any, Codes]:
    """Return those of distinct texts that rows have, in order, and the rows' codes in them."""
    used = np.flatnonzero(np.bincount(codes, minlength=len(texts)))
    found, places = _in_order(texts.take(pa.array(used)))
    place_of = np.zeros(len(texts), dtype=np.int32)
    place_of[used] = places
    return found, place_of[codes]


class Union:
    """Unites arrays of texts as they come, some at a time, so that few are in memory."""

    def __init__(self) -> None:
        """Begin without texts."""
        self._found = array_of([])
        self._waiting: list[Any] = []
        self._codes: list[Codes] = []

    def add(self, texts: Any) -> None:
        """Take the texts of one more array."""
        self._waiting.append(texts)
        if len(self._waiting) == AT_ONCE:
            self._unite()

    def _unite(self) -> None:
        arrays = [self._found, *self._waiting]
        coded = pa.concat_arrays(arrays).dictionary_encode()
        self._found = coded.dictionary
        ends = np.cumsum([len(each) for each in arrays])
        # Each has codes of its own: a part of those of all would keep all in memory.
        parts = np.split(coded.indices.to_numpy(), ends[:-1])[1:]
        self._codes += [part.copy() for part in parts]
        self._waiting.clear()

    def finished(self) -> tuple[Any, list[Codes]]:
        """Return all distinct texts, in order, and of each array the codes of its texts."""
        self._unite()
        found, places = _in_order(self._found)
        return found, [places[codes] for codes in self._codes]


def united(arrays: Iterable[Any]) -> tuple[Any, list[Codes]]:
    """Return the distinct texts of all these arrays, in order, and of each array its codes."""
    union = Union()
    for texts in arrays:
        union.add(texts)
    return union.finished()


def _in_order(texts: Any) -> tuple[Any, Codes]:
    """Return texts in order, and the place of each of those given among them."""
    order = pc.sort_indices(texts)
    places = np.empty(len(texts), dtype=np.int32)
    places[order.to_numpy()] = np.arange(len(texts), dtype=np.int32)
    return texts.take(order), places
