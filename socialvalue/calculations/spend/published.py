"""Shares that others have published, read from a document of `local-spend-published/1.0`.

They are held beside a result as references and are never targets.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from socialvalue.calculations.documents import DataWrong, Part
from socialvalue.calculations.rounding import half_up

EXTENTS = ("place", "wider", "sme")


@dataclass(frozen=True)
class Point:
    """One published share, in percent; `part` of `total` in pounds where both were published.

    `is_confirmed` is false where the figure could not be checked at its origin.
    """

    period: str
    percent: Decimal
    part: Decimal | None
    total: Decimal | None
    is_confirmed: bool
    note: str


@dataclass(frozen=True)
class Series:
    """The same share at one or more times, the earliest first."""

    label: str
    extent: str
    points: tuple[Point, ...]

    @property
    def first(self) -> Point:
        """The earliest."""
        return self.points[0]

    @property
    def last(self) -> Point:
        """The latest."""
        return self.points[-1]


@dataclass(frozen=True)
class Study:
    """A published study: what it looked at, where it stands, and what must be said of it."""

    code: str
    title: str
    about: str
    source: str
    caveats: tuple[str, ...]
    series: tuple[Series, ...]


def studies_from(document: Mapping[str, Any]) -> tuple[Study, ...]:
    """Return the studies of a document, in its order.

    Raises DataWrong, which names the place, at the first thing that is wrong: also where a
    percentage is not what its own amounts come to.
    """
    studies = tuple(_study(part) for part in Part(document).parts("studies"))
    codes = [study.code for study in studies]
    for number, code in enumerate(codes):
        if code in codes[:number]:
            raise DataWrong(at=f"/studies/{number}/code", detail=f"{code!r} is used twice")
    return studies


def pooled_percent(study: Study) -> Fraction | None:
    """Return all parts over all totals of the latest points, in percent.

    None unless every series has both amounts.
    """
    points = [series.last for series in study.series]
    parts = [Fraction(point.part) for point in points if point.part is not None]
    totals = [Fraction(point.total) for point in points if point.total is not None]
    if len(parts) < len(points) or len(totals) < len(points):
        return None
    return 100 * sum(parts, start=Fraction(0)) / sum(totals, start=Fraction(0))


def mean_percent(study: Study) -> Fraction:
    """Return the mean of the latest percentages, each counting alike: exact where amounts are."""
    shares = [
        100 * Fraction(point.part) / Fraction(point.total)
        if point.part is not None and point.total is not None
        else Fraction(point.percent)
        for point in (series.last for series in study.series)
    ]
    return sum(shares, start=Fraction(0)) / len(shares)


def _study(part: Part) -> Study:
    series = tuple(_series(one) for one in part.parts("series"))
    if not series:
        raise part.wrong("series", "is empty")
    return Study(
        code=part.text("code"),
        title=part.text("title"),
        about=part.text("about"),
        source=part.text("source"),
        caveats=part.texts("caveats"),
        series=series,
    )


def _series(part: Part) -> Series:
    points = tuple(_point(one) for one in part.parts("points"))
    if not points:
        raise part.wrong("points", "is empty")
    return Series(part.text("label"), part.one_of("extent", EXTENTS), points)


def _point(part: Part) -> Point:
    point = Point(
        period=part.text("period"),
        percent=part.percentage("percent"),
        part=part.optional("part", part.amount),
        total=part.optional("total", part.amount),
        is_confirmed=part.truth("confirmed"),
        note=str(part.needed("note")),
    )
    if (point.part is None) != (point.total is None):
        raise part.wrong("part", "and total come together or not at all")
    if point.part is not None and point.total is not None:
        found = half_up(100 * Fraction(point.part) / Fraction(point.total), places=1)
        if found != point.percent:
            raise part.wrong("percent", f"is {point.percent}, but its amounts come to {found}")
    return point
