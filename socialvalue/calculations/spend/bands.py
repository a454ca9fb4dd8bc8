"""Where the money went: areas that lie one within the next, and the bands between them.

A **place** is the code of the local authority district that a payment went to, `OUTSIDE` where it
is known to lie in none (a supplier abroad), or None where it is not known.

A **band** is the smallest of the nested areas that holds the place, else `OUTSIDE`; a payment whose
place is not known is in the band `UNKNOWN`. Bands never overlap, so they add up to the whole.
"""

from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

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
