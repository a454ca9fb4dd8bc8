"""Exact sums of whole pence and parts of a penny, however large."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from socialvalue.calculations.spend.money import Pence

_LOW = (1 << 32) - 1
_MOST = (1 << 63) - 1


def whole(pence: NDArray[Any]) -> int:
    """Return the sum of whole pence: where they are large in two halves, so that none overflows."""
    largest = max(int(pence.max(initial=0)), -int(pence.min(initial=0)))
    if largest * len(pence) <= _MOST:
        return int(pence.sum(dtype=np.int64))
    high, low = pence >> 32, pence & _LOW
    return (int(high.sum(dtype=np.int64)) << 32) + int(low.sum(dtype=np.int64))


def exact(pence: NDArray[Any], parts: Mapping[int, Fraction], *, until: int | None = None) -> Pence:
    """Return the sum of the amounts, those in `parts` instead of their pence, down to a row."""
    end = len(pence) if until is None else until
    more = sum(
        (amount - int(pence[row]) for row, amount in parts.items() if row < end), start=Fraction(0)
    )
    return whole(pence[:end]) + more


def amounts_in(column: Any) -> dict[int, tuple[Fraction, Fraction]]:
    """Return the exact net amount and VAT, in pence, of the lines for which a column has them.

    `column` is that of partition.SCHEMA, "1/3 0" where an amount has a part of a penny.
    """
    found = {}
    for at in np.flatnonzero(column.is_valid().to_numpy()).tolist():
        net, vat = map(Fraction, column[at].as_py().split())
        found[at] = net, vat
    return found
