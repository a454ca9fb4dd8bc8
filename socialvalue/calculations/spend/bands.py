"""Where the money went: spend by band, and by band and category, supplier, anchor or anything else.

A **place** is the code of the local authority district that a payment went to, `OUTSIDE` where it
is known to lie in none (a supplier abroad), or None where it is not known.

A **band** is the smallest of the nested areas that holds the place, else `OUTSIDE`; a payment whose
place is not known is in the band `UNKNOWN`. Bands never overlap, so they add up to the whole.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple, TypeVar

Key = TypeVar("Key", bound=Hashable)

OUTSIDE = "outside"
UNKNOWN = "unknown"

Place = str | None
"""An official district code such as E07000123, OUTSIDE, or None for not known."""


class NotNested(ValueError):
    """An area does not lie wholly within the next larger one."""


@dataclass(frozen=True)
class Area:
    """A named area, as the set of the official codes of its local authority districts."""

    code: str
    name: str
    districts: frozenset[str]

    def holds(self, place: Place) -> bool:
        """Say whether the place is one of this area's districts."""
        return place in self.districts


@dataclass(frozen=True)
class NestedAreas:
    """Areas that lie one within the next, smallest first.

    Raises NotNested, naming both areas and the districts that stick out.
    """

    areas: tuple[Area, ...]

    def __post_init__(self) -> None:
        for inner, outer in pairwise(self.areas):
            if beyond := inner.districts - outer.districts:
                raise NotNested(
                    f"{inner.code} does not lie within {outer.code}: "
                    f"{', '.join(sorted(beyond))} is not in {outer.code}"
                )

    @property
    def bands(self) -> tuple[str, ...]:
        """Every band in the order in which it is shown: the areas, then outside, then unknown."""
        return (*(area.code for area in self.areas), OUTSIDE, UNKNOWN)

    def band_of(self, place: Place) -> str:
        """Return the smallest area that holds the place, else OUTSIDE; of None, UNKNOWN."""
        if place is None:
            return UNKNOWN
        return next((area.code for area in self.areas if area.holds(place)), OUTSIDE)


class Spend(NamedTuple):
    """How many payment lines, and their sum in whole pence (refunds are negative)."""

    lines: int = 0
    pence: int = 0

    def plus(self, other: "Spend") -> "Spend":
        """Return both together."""
        return Spend(self.lines + other.lines, self.pence + other.pence)


@dataclass(frozen=True)
class BandTable:
    """Spend by group and band: what a page shows, a file holds, and a run adds up.

    `cells` has one entry for each (group, band) that occurs. Tables of parts of the lines can be
    merged in any order and give the table of the whole, to the penny.
    """

    bands: tuple[str, ...]
    cells: Mapping[tuple[Hashable, str], Spend] = field(default_factory=dict)

    def at(self, group: Hashable, band: str) -> Spend:
        """Return the spend of one group in one band; nothing where there were no lines."""
        return self.cells.get((group, band), Spend())

    def groups(self) -> tuple[Hashable, ...]:
        """Return every group that has lines: largest spend first, then by name."""
        totals = self.by_group()
        return tuple(sorted(totals, key=lambda group: (-totals[group].pence, str(group))))

    def by_group(self) -> dict[Hashable, Spend]:
        """Return each group's spend over all bands."""
        return _added_up((group, spend) for (group, _), spend in self.cells.items())

    def by_band(self) -> dict[str, Spend]:
        """Return each band's spend over all groups, every band of the table in its order."""
        found = _added_up((band, spend) for (_, band), spend in self.cells.items())
        return {band: found.get(band, Spend()) for band in self.bands}

    def total(self) -> Spend:
        """Return the spend over all groups and bands."""
        return _added_up((None, spend) for spend in self.cells.values()).get(None, Spend())

    def merged(self, other: "BandTable") -> "BandTable":
        """Return the table of both tables' lines.

        Raises ValueError if the two do not have the same bands.
        """
        if self.bands != other.bands:
            raise ValueError(f"tables of different bands: {self.bands} and {other.bands}")
        return BandTable(self.bands, _added_up([*self.cells.items(), *other.cells.items()]))


def spend_by_band(
    *, pence: Sequence[int], places: Sequence[Place], nested: NestedAreas
) -> dict[str, Spend]:
    """Return the spend in each band, every band present, in the order of `nested.bands`.

    `pence` (whole pence) and `places` have one entry for each payment line, in the same order.
    Source: docs/sums.md, bands.
    """
    table = band_table(pence=pence, places=places, groups=[None] * len(pence), nested=nested)
    return table.by_band()


def band_table(
    *,
    pence: Sequence[int],
    places: Sequence[Place],
    groups: Sequence[Hashable],
    nested: NestedAreas,
) -> BandTable:
    """Return the spend of each group (category, supplier, anchor, month ...) in each band.

    The three sequences have one entry for each payment line, in the same order. Each distinct
    place is looked up once. Raises ValueError if they are not equally long.
    """
    band_of = {place: nested.band_of(place) for place in set(places)}
    cells: dict[tuple[Hashable, str], list[int]] = {}
    for amount, place, group in zip(pence, places, groups, strict=True):
        cell = cells.setdefault((group, band_of[place]), [0, 0])
        cell[0] += 1
        cell[1] += amount
    return BandTable(nested.bands, {key: Spend(*cell) for key, cell in cells.items()})


def area_spend(*, pence: Iterable[int], places: Iterable[Place], area: Area) -> Spend:
    """Return the spend in one area, whether or not it is one of the nested ones."""
    held = [amount for amount, place in zip(pence, places, strict=True) if area.holds(place)]
    return Spend(len(held), sum(held))


def _added_up(parts: Iterable[tuple[Key, Spend]]) -> dict[Key, Spend]:
    totals: dict[Key, Spend] = {}
    for key, spend in parts:
        totals[key] = totals.get(key, Spend()).plus(spend)
    return totals
