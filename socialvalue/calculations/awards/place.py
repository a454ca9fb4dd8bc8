"""What can be said of all awards in a place, without saying it of anybody.

Marks of a criterion are counted over every applicant of the place that was decided. A count of
few would tell what a single one was judged: where fewer than `FEWEST` applicants are behind a
criterion, nothing is told of it. Nor is a share told where all of them, or all but a few, are on
one side: the number of those below is then as good as a list of names. It is told as a bound.

Places lie within each other, so that one count taken from another could leave a single applicant:
counts are therefore told in bands, and shares to the nearest tenth.
Source: docs/sums.md, criteria of a place; ONS, policy on protecting confidentiality in tables.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from socialvalue.calculations.rounding import half_up

FEWEST = 5
"""Fewer applicants than this are not told of; the number itself is told as "fewer than 5"."""

BANDS = ((50, "50 or more"), (20, "20 to 49"), (10, "10 to 19"), (FEWEST, "5 to 9"))
"""How many there are, from so many on."""


class Told(StrEnum):
    """What is told of a criterion."""

    SHARE = "share"
    TOO_FEW = "too_few"
    FEW_BELOW = "few_below"
    FEW_ABOVE = "few_above"


@dataclass(frozen=True, slots=True)
class Weakness:
    """How many applicants of a place were judged below the best mark of a criterion.

    `share` is to the nearest tenth, None where it is not told. `applicants` is the band of how
    many there are, empty where they are too few.
    """

    scheme: str
    criterion: str
    told: Told
    applicants: str
    share: Fraction | None


@dataclass(frozen=True, slots=True)
class Judged:
    """One applicant's mark of one criterion: whether it is below the best that can be given."""

    scheme: str
    criterion: str
    applicant: str
    is_below: bool


def weaknesses(judged: Iterable[Judged]) -> tuple[Weakness, ...]:
    """Return every criterion with what can be told of it, the weakest first.

    An applicant that was judged twice under one scheme counts once, with the later of the marks
    given. Those of which nothing is told come last, by scheme and criterion.
    """
    latest: dict[tuple[str, str], dict[str, bool]] = {}
    for each in judged:
        latest.setdefault((each.scheme, each.criterion), {})[each.applicant] = each.is_below
    found = [_weakness(scheme, code, marks) for (scheme, code), marks in latest.items()]
    return tuple(sorted(found, key=_order))


def _weakness(scheme: str, criterion: str, marks: Mapping[str, bool]) -> Weakness:
    count, below = len(marks), sum(marks.values())
    if count < FEWEST:
        return Weakness(scheme, criterion, Told.TOO_FEW, "", None)
    band = next(words for least, words in BANDS if count >= least)
    if below < FEWEST:
        return Weakness(scheme, criterion, Told.FEW_BELOW, band, None)
    if count - below < FEWEST:
        return Weakness(scheme, criterion, Told.FEW_ABOVE, band, None)
    return Weakness(scheme, criterion, Told.SHARE, band, _tenth(Fraction(below, count)))


def _tenth(share: Fraction) -> Fraction:
    return Fraction(half_up(share, places=1))


_RANK = {Told.FEW_ABOVE: 0, Told.SHARE: 1, Told.FEW_BELOW: 2, Told.TOO_FEW: 3}


def _order(weakness: Weakness) -> tuple[int, Fraction, str, str]:
    share = -(weakness.share or Fraction(0))
    return _RANK[weakness.told], share, weakness.scheme, weakness.criterion


@dataclass(frozen=True, slots=True)
class Period:
    """An award as years count it: first and last year in which it was held, and when it was given.

    `last` None: it has no end.
    """

    first: int
    last: int | None


def held_by_year(periods: Iterable[Period], *, years: Iterable[int]) -> dict[int, tuple[int, int]]:
    """Return for each year how many awards were in force at any time of it, and how many began."""
    known = list(periods)
    return {
        year: (
            sum(each.first <= year and (each.last is None or year <= each.last) for each in known),
            sum(each.first == year for each in known),
        )
        for year in years
    }
