"""Distinct texts as Arrow arrays of strings, and the numbers by which rows say which they have.

Texts are in order by their code points, as Python has them.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from socialvalue.calculations.spend.sums import Codes


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


def united(arrays: Sequence[Any]) -> tuple[Any, list[Codes]]:
    """Return the distinct texts of all these arrays, in order, and of each array its codes."""
    coded = pa.chunked_array(arrays, pa.string()).combine_chunks().dictionary_encode()
    found, places = _in_order(coded.dictionary)
    ends = np.cumsum([len(each) for each in arrays], dtype=np.int64)
    return found, np.split(places[coded.indices.to_numpy()], ends[:-1]) if arrays else []


def _in_order(texts: Any) -> tuple[Any, Codes]:
    """Return texts in order, and the place of each of those given among them."""
    order = pc.sort_indices(texts)
    places = np.empty(len(texts), dtype=np.int32)
    places[order.to_numpy()] = np.arange(len(texts), dtype=np.int32)
    return texts.take(order), places
