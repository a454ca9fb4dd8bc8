"""Marks on one scale, a row for each: a single value, or a way from a first value to a last."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from socialvalue.calculations import chart_geometry as geometry

from .frame import Frame, Number, Table, percentage


@dataclass(frozen=True, kw_only=True)
class Range:
    """A row: its label, what is said of it, its last value and, where there was one, its first.

    `leading` marks the row to set darker; `address` makes the label a link.
    """

    label: str
    last: Number
    shown: str
    first: Number | None = None
    leading: bool = False
    address: str = ""


@dataclass(frozen=True, kw_only=True)
class DrawnRange:
    """A row as the template draws it, in percent of the width; `first` is empty without one."""

    label: str
    shown: str
    address: str
    leading: bool
    last: str
    first: str = ""


@dataclass(frozen=True, kw_only=True)
class RangeChart(Frame):
    """A chart of ranges; `leading` has the places to draw a line through all rows at."""

    rows: Sequence[DrawnRange]
    leading: Sequence[str]


def range_chart(
    *,
    name: str,
    title: str,
    words: str,
    ranges: Sequence[Range],
    table: Table,
    scale_to: Number | None = None,
    csv_address: str = "",
    address: str = "",
) -> RangeChart:
    """Return a chart for components/charts/ranges.html.

    All rows share one scale from nought to the highest value or `scale_to`. Raises NotAnIdentifier.
    """
    known = [
        Fraction(value) for row in ranges for value in (row.first, row.last) if value is not None
    ]
    scale = geometry.scale_of(known, up_to=None if scale_to is None else Fraction(scale_to))

    def place(value: Number) -> str:
        return percentage(scale.place(Fraction(value)))

    return RangeChart(
        name=name,
        title=title,
        words=words,
        table=table,
        csv_address=csv_address,
        address=address,
        rows=[
            DrawnRange(
                label=row.label,
                shown=row.shown,
                address=row.address,
                leading=row.leading,
                last=place(row.last),
                first="" if row.first is None else place(row.first),
            )
            for row in ranges
        ],
        leading=[place(row.last) for row in ranges if row.leading],
    )
