"""Sums of money over many groups at once, exact in whole numbers whatever their size and order.

A 64-bit number holds any one amount, but not every sum of them. So amounts are added up in two
halves, which cannot run over before there are two thousand million of them, and are put together
as whole numbers without end. Parts of a penny, which are rare, are kept beside them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from socialvalue.calculations.spend.money import Pence

Ints = NDArray[np.int64]
Yes = NDArray[np.bool_]
Codes = NDArray[np.int32]
"""For each row, which of a list of texts (or other things) it has."""

PARTS = 10**60
"""Parts of a penny are counted in these: no amount is written with more places."""

_HALF = 31
_LOW = (1 << _HALF) - 1


class NotCountable(ValueError):
    """An amount has more decimal places than an amount can be written with."""


class TooMuchMoney(OverflowError):
    """One group of one file comes to more pence than 64 bits hold."""


def parts_of(amount: Pence) -> tuple[int, int]:
    """Return an exact amount as whole pence, rounded down, and parts of a penny (see PARTS).

    Raises NotCountable.
    """
    whole, rest = divmod(Fraction(amount), 1)
    parts = rest * PARTS
    if parts.denominator != 1:
        raise NotCountable(f"{amount} pence has too many decimal places")
    return whole, parts.numerator


def whole_and_parts(pence: int, parts: int) -> Pence:
    """Return the exact amount, as a whole number where it is one."""
    if not parts:
        return pence
    exact = pence + Fraction(parts, PARTS)
    return exact.numerator if exact.denominator == 1 else exact


def summed(amounts: Ints, *, cells: NDArray[np.integer], size: int) -> Ints:
    """Return the sum of the amounts of each of `size` cells. Raises TooMuchMoney."""
    high, low = np.zeros(size, dtype=np.int64), np.zeros(size, dtype=np.int64)
    np.add.at(high, cells, amounts >> _HALF)
    np.add.at(low, cells, amounts & _LOW)
    high += low >> _HALF
    if (np.abs(high) >= 1 << (62 - _HALF)).any():
        raise TooMuchMoney("one supplier's payments of one month are too much to add up")
    return (high << _HALF) + (low & _LOW)


class Spend(NamedTuple):
    """How many payment lines, and their exact sum in pence (refunds are negative)."""

    lines: int = 0
    pence: Pence = 0


@dataclass(frozen=True)
class Amounts:
    """Rows to be added to sums: lines and whole pence, taken apart in halves once for all sums.

    `parts` are the parts of a penny of the few rows that have any, by row.
    """

    lines: Ints
    high: Ints
    low: Ints
    parts: Mapping[int, int]

    @classmethod
    def of(cls, lines: Ints, pence: Ints, parts: Mapping[int, int]) -> "Amounts":
        """Return rows of so many lines and pence."""
        return cls(lines, pence >> _HALF, pence & _LOW, parts)

    def rows(self, wanted: NDArray[np.integer]) -> "Amounts":
        """Return some of the rows, which are told by their places."""
        parts: dict[int, int] = {}
        if self.parts:
            place_of = {row: at for at, row in enumerate(wanted.tolist())}
            parts = {place_of[row]: part for row, part in self.parts.items() if row in place_of}
        return Amounts(self.lines[wanted], self.high[wanted], self.low[wanted], parts)


@dataclass
class Sums:
    """Lines and pence of each of so many cells, to which rows are added in any order.

    `shape` is how many cells there are along each side, one or two: Sums((suppliers, zones)). A
    cell is a number: of two sides, that of its row times the second side, and its column.
    """

    shape: tuple[int, ...]
    lines: Ints = field(init=False, repr=False)
    parts: dict[int, int] = field(init=False, default_factory=dict)
    _high: Ints = field(init=False, repr=False)
    _low: Ints = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self.lines, self._high, self._low = (
            np.zeros(int(np.prod(self.shape)), dtype=np.int64) for _ in range(3)
        )

    def add(self, cells: NDArray[np.integer], amounts: Amounts) -> None:
        """Add rows, and tell the cell of each."""
        np.add.at(self.lines, cells, amounts.lines)
        np.add.at(self._high, cells, amounts.high)
        np.add.at(self._low, cells, amounts.low)
        for row, part in amounts.parts.items():
            cell = int(cells[row])
            self.parts[cell] = self.parts.get(cell, 0) + part

    def over(self, columns: Yes) -> "Sums":
        """Return, of two sides, the sum over the wanted columns for each row."""
        found = Sums(self.shape[:1])
        for name in ("lines", "_high", "_low"):
            setattr(found, name, getattr(self, name).reshape(self.shape)[:, columns].sum(axis=1))
        for cell, part in self.parts.items():
            row, column = divmod(cell, self.shape[1])
            if columns[column]:
                found.parts[row] = found.parts.get(row, 0) + part
        return found

    def with_lines(self) -> list[int]:
        """Return the cells that have lines."""
        found: list[int] = np.flatnonzero(self.lines).tolist()
        return found

    def at(self, cell: int) -> Spend:
        """Return what one cell comes to."""
        whole = (int(self._high[cell]) << _HALF) + int(self._low[cell])
        return Spend(int(self.lines[cell]), whole_and_parts(whole, self.parts.get(cell, 0)))

    def each(self) -> list[Spend]:
        """Return what every cell comes to, in their order."""
        halves = zip(self.lines.tolist(), self._high.tolist(), self._low.tolist(), strict=True)
        found = [Spend(lines, (high << _HALF) + low) for lines, high, low in halves]
        for cell in self.parts:
            found[cell] = self.at(cell)
        return found

    def total(self, wanted: Yes | None = None) -> Spend:
        """Return what all cells, or the wanted ones, come to."""
        some = slice(None) if wanted is None else wanted
        whole = (int(self._high[some].sum()) << _HALF) + int(self._low[some].sum())
        parts = sum(
            part for cell, part in self.parts.items() if wanted is None or bool(wanted[cell])
        )
        return Spend(int(self.lines[some].sum()), whole_and_parts(whole, parts))
