"""Horizontal bars, one for each row."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from socialvalue.calculations import chart_geometry as geometry

from .frame import Column, Frame, Number, Table, percentage


@dataclass(frozen=True, kw_only=True)
class Bar:
    """A row: its label, the value that sets its length (None: not known), the value in words.

    `leading` marks the row to set darker; `address` makes the label a link.
    """

    label: str
    value: Number | None
    shown: str
    leading: bool = False
    address: str = ""


@dataclass(frozen=True, kw_only=True)
class DrawnBar:
    """A row as the template draws it; `start` and `length` in percent, empty if not known."""

    label: str
    shown: str
    address: str
    pale: bool
    start: str = ""
    length: str = ""


@dataclass(frozen=True, kw_only=True)
class BarChart(Frame):
    """A bar chart; `zero` is where nought is, in percent, if some values are below it."""

    rows: Sequence[DrawnBar]
    zero: str


def bar_chart(
    *,
    name: str,
    title: str,
    words: str,
    bars: Sequence[Bar],
    label_heading: str,
    value_heading: str,
    scale_to: Number | None = None,
    table: Table | None = None,
    csv_address: str = "",
    address: str = "",
) -> BarChart:
    """Return a bar chart for components/charts/bars.html.

    Bars share one scale, from nought (or the lowest value, if below) to the highest value or
    `scale_to`. The table, unless given, has the label and the value in words of each bar.

    Raises NotAnIdentifier.
    """
    known = [Fraction(bar.value) for bar in bars if bar.value is not None]
    scale = geometry.scale_of(known, up_to=None if scale_to is None else Fraction(scale_to))
    any_leads = any(bar.leading for bar in bars)
    return BarChart(
        name=name,
        title=title,
        words=words,
        table=table or _table(bars, label_heading, value_heading),
        csv_address=csv_address,
        address=address,
        rows=[_drawn(bar, scale, pale=any_leads and not bar.leading) for bar in bars],
        zero=percentage(scale.zero) if scale.zero else "",
    )


def _drawn(bar: Bar, scale: geometry.Scale, *, pale: bool) -> DrawnBar:
    if bar.value is None:
        return DrawnBar(label=bar.label, shown=bar.shown, address=bar.address, pale=pale)
    span = geometry.bar(Fraction(bar.value), on=scale)
    return DrawnBar(
        label=bar.label,
        shown=bar.shown,
        address=bar.address,
        pale=pale,
        start=percentage(span.start),
        length=percentage(span.length),
    )


def _table(bars: Sequence[Bar], label_heading: str, value_heading: str) -> Table:
    return Table(
        columns=[Column(text=label_heading), Column(text=value_heading, numeric=True)],
        rows=[[bar.label, bar.shown] for bar in bars],
    )
