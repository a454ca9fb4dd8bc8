"""Two analyses against each other: what changed, in pounds, in percent and in the same prices.

A change in pounds means something only where the same anchors were asked about by the same rules:
Preston's spend fell from £750m to £617m while what stayed in Preston rose. Where they differ it is
refused, or the comparison says what differs.
Source: rule 20 of local spend.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from socialvalue.calculations.spend.shares import share

Deflate = Callable[[int], Fraction]
"""Gives pence of the earlier period in the prices of the later one."""

TOPS = (1, 5, 10, 20, 50, 100, 300)


class NotComparable(ValueError):
    """The two were not asked about the same. `because` has a plain sentence for each difference."""

    def __init__(self, because: Sequence[str]) -> None:
        super().__init__(" ".join(because))
        self.because = tuple(because)


@dataclass(frozen=True)
class Side:
    """One of the two: its figures, what it was asked by, and the whole pence of every supplier.

    `suppliers` has name and pence of each supplier in scope by its key, not of the largest alone.
    """

    figures: Mapping[str, Any]
    rules: str
    days: int
    suppliers: Mapping[str, tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Change:
    """An amount before and after, in whole pence; `real_before` is that of before in new prices.

    A share is of all spend in scope of its side, in percent; None where there is none.
    """

    before: int
    after: int
    share_before: Fraction | None
    share_after: Fraction | None
    real_before: Fraction | None = None

    @property
    def cash(self) -> int:
        """Return the change in pence as they were paid."""
        return self.after - self.before

    @property
    def percent(self) -> Fraction | None:
        """Return the change in percent of before; None where nothing was before."""
        return share(self.cash, of=self.before)

    @property
    def real(self) -> Fraction | None:
        """Return the change in pence of the later prices; None without a deflator."""
        return None if self.real_before is None else self.after - self.real_before

    @property
    def points(self) -> Fraction | None:
        """Return the change of the share, in percentage points."""
        if self.share_before is None or self.share_after is None:
            return None
        return self.share_after - self.share_before


@dataclass(frozen=True, slots=True)
class Mover:
    """A supplier that was paid in one of the two alone, or in both: its pence before and after."""

    key: str
    name: str
    before: int
    after: int


@dataclass(frozen=True)
class Comparison:
    """What changed from one analysis to the other.

    `tops` are the pence of the N largest suppliers of each side, by N; `because` says what speaks
    against comparing pounds, and is empty where nothing does.
    """

    because: tuple[str, ...]
    total: Change
    bands: Mapping[str, Change]
    areas: Mapping[str, Change]
    categories: Mapping[str, Change]
    tops: Mapping[int, Change]
    hhi: tuple[str | None, str | None]
    new: tuple[Mover, ...]
    lost: tuple[Mover, ...]
    stayed: tuple[Mover, ...]


def why_not_comparable(before: Side, after: Side) -> list[str]:
    """Return in plain sentences what differs in what the two were asked."""
    said = []
    if _anchors(before) != _anchors(after):
        said.append("Not the same anchors: a change in pounds may come from who is counted.")
    if before.rules != after.rules:
        said.append("Not the same rules: some payments count in one and not in the other.")
    if _codes(before) != _codes(after):
        said.append("Not the same areas: each share is of its own place.")
    if abs(before.days - after.days) > 1:  # a leap year is a day longer
        said.append("Periods that are not equally long: pounds cannot be compared.")
    return said


def compared(
    before: Side, after: Side, *, deflate: Deflate | None = None, whatever_differs: bool = False
) -> Comparison:
    """Return what changed from `before` to `after`.

    Raises NotComparable where they were not asked about the same, unless `whatever_differs`: then
    the comparison says so.
    """
    because = why_not_comparable(before, after)
    if because and not whatever_differs:
        raise NotComparable(because)
    change = _Changing(before, after, deflate)
    movers = _movers(before, after)
    return Comparison(
        because=tuple(because),
        total=change.of(*(_pence(side.figures["total"]) for side in (before, after))),
        bands=change.each(_spends(before, "bands"), _spends(after, "bands")),
        areas=change.each(_areas(before), _areas(after)),
        categories=change.each(_categories(before), _categories(after)),
        tops=change.each(_tops(before), _tops(after)),
        hhi=(before.figures["concentration"]["hhi"], after.figures["concentration"]["hhi"]),
        new=tuple(each for each in movers if each.key not in before.suppliers),
        lost=tuple(
            sorted(
                (each for each in movers if each.key not in after.suppliers),
                key=lambda each: (-each.before, each.key),
            )
        ),
        stayed=tuple(
            each for each in movers if each.key in before.suppliers and each.key in after.suppliers
        ),
    )


class _Changing:
    """Makes changes, with shares of each side's own total."""

    def __init__(self, before: Side, after: Side, deflate: Deflate | None) -> None:
        self.totals = [_pence(side.figures["total"]) for side in (before, after)]
        self.deflate = deflate

    def of(self, before: int, after: int) -> Change:
        return Change(
            before,
            after,
            share(before, of=self.totals[0]),
            share(after, of=self.totals[1]),
            self.deflate(before) if self.deflate else None,
        )

    def each(self, before: Mapping[Any, int], after: Mapping[Any, int]) -> dict[Any, Change]:
        """Return the change of each key of either, those of `after` first."""
        keys = dict.fromkeys([*after, *before])
        return {key: self.of(before.get(key, 0), after.get(key, 0)) for key in keys}


def _movers(before: Side, after: Side) -> list[Mover]:
    """Return every supplier of either side, by what it got after: largest first, then by key."""
    found = []
    for key in {*before.suppliers, *after.suppliers}:
        name_before, pence_before = before.suppliers.get(key, ("", 0))
        name_after, pence_after = after.suppliers.get(key, ("", 0))
        found.append(Mover(key, name_after or name_before, pence_before, pence_after))
    return sorted(found, key=lambda each: (-each.after, each.key))


def _anchors(side: Side) -> set[str]:
    return {anchor["code"] for anchor in side.figures["anchors"]}


def _codes(side: Side) -> list[str]:
    return [area["code"] for area in side.figures["areas"]]


def _pence(spend: Mapping[str, Any]) -> int:
    return int(spend["pence"])


def _spends(side: Side, member: str) -> dict[str, int]:
    return {key: _pence(spend) for key, spend in side.figures[member].items()}


def _areas(side: Side) -> dict[str, int]:
    totals = side.figures["area_totals"]
    return {code: _pence(spends["registered"]) for code, spends in totals.items()}


def _categories(side: Side) -> dict[str, int]:
    return {group["key"]: _pence(group["total"]) for group in side.figures["categories"]}


def _tops(side: Side) -> dict[int, int]:
    paid = sorted((pence for _, pence in side.suppliers.values()), reverse=True)
    return {n: sum(paid[:n]) for n in TOPS}
