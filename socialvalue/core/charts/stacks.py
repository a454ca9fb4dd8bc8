"""Stacked bars: the parts of each row's total, told apart by colour, hatching and words."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from socialvalue.calculations import chart_geometry as geometry

from .frame import HATCHES, Band, Column, Frame, Number, Table, WrongShape, percentage


@dataclass(frozen=True, kw_only=True)
class Stack:
    """A row: its label, a value and its words for each band, and the total in words."""

    label: str
    values: Sequence[Number]
    shown_values: Sequence[str]
    shown: str
    address: str = ""


@dataclass(frozen=True, kw_only=True)
class DrawnPart:
    """A stretch of a row, in percent, with its colour and hatching ("" for none)."""

    css_class: str
    hatch: str
    start: str
    length: str


@dataclass(frozen=True, kw_only=True)
class DrawnStack:
    """A row as the template draws it; `note` says why there is no bar, if there is none."""

    label: str
    address: str
    shown: str
    words: str
    parts: Sequence[DrawnPart]
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Key:
    """An entry of the legend."""

    words: str
    css_class: str
    hatch: str


@dataclass(frozen=True, kw_only=True)
class StackedChart(Frame):
    """A stacked chart; `zero` is where nought is, in percent, if some values are below it."""

    keys: Sequence[Key]
    rows: Sequence[DrawnStack]
    zero: str


NO_SHARES = "Refunds are larger than payments in part of this row, so its shares cannot be drawn."


def stacked_chart(
    *,
    name: str,
    title: str,
    words: str,
    bands: Sequence[Band],
    stacks: Sequence[Stack],
    label_heading: str,
    total_heading: str,
    as_shares: bool = False,
    scale_to: Number | None = None,
    table: Table | None = None,
    csv_address: str = "",
    address: str = "",
) -> StackedChart:
    """Return a stacked chart for components/charts/stacks.html.

    All rows share one scale, so that totals can be compared; a value below nought lies to the left
    of the line at nought. With `as_shares` each row fills the width and shows shares of its own
    total instead; a row with a value below nought, or with nothing in it, then has no bar and its
    note says so. The table, unless given, has each band's words and the total.

    Raises WrongShape, NotAnIdentifier.
    """
    for row in stacks:
        if not len(row.values) == len(row.shown_values) == len(bands):
            raise WrongShape(f"{row.label!r} does not have a value for each of {len(bands)} bands")
    exact = [[Fraction(value) for value in row.values] for row in stacks]
    scale = _scale(exact, scale_to, as_shares=as_shares)
    drawn = [
        _drawn(name, row, values, bands, scale, as_shares=as_shares)
        for row, values in zip(stacks, exact, strict=True)
    ]
    return StackedChart(
        name=name,
        title=title,
        words=words,
        table=table or _table(bands, stacks, label_heading, total_heading),
        csv_address=csv_address,
        address=address,
        keys=[_key(name, place, band) for place, band in enumerate(bands)],
        rows=drawn,
        zero=percentage(scale.zero) if scale.zero else "",
    )


def _scale(
    rows: Sequence[Sequence[Fraction]], scale_to: Number | None, *, as_shares: bool
) -> geometry.Scale:
    if as_shares:
        return geometry.scale_of([Fraction(1)])
    ends = geometry.scale_of_stacks(rows)
    reach = [] if scale_to is None else [Fraction(scale_to)]
    return geometry.scale_of([ends.lowest, ends.highest, *reach])


def _drawn(
    name: str,
    row: Stack,
    values: Sequence[Fraction],
    bands: Sequence[Band],
    scale: geometry.Scale,
    *,
    as_shares: bool,
) -> DrawnStack:
    pairs = zip(bands, row.shown_values, strict=True)
    words = "; ".join(f"{band.words}: {shown}" for band, shown in pairs)
    drawn = {"label": row.label, "address": row.address, "shown": row.shown, "words": words}
    if as_shares:
        if min(values, default=0) < 0:
            return DrawnStack(**drawn, parts=[], note=NO_SHARES)
        total = sum(values, start=Fraction(0)) or Fraction(1)
        values = [value / total for value in values]
    return DrawnStack(**drawn, parts=_parts(name, values, bands, scale))


def _parts(
    name: str, values: Sequence[Fraction], bands: Sequence[Band], scale: geometry.Scale
) -> list[DrawnPart]:
    spans = geometry.stack(values, on=scale)
    return [
        DrawnPart(
            css_class=band.css_class,
            hatch=_hatch(name, place),
            start=percentage(span.start),
            length=percentage(span.length),
        )
        for place, (span, band) in enumerate(zip(spans, bands, strict=True))
        if span.length
    ]


def _key(name: str, place: int, band: Band) -> Key:
    return Key(words=band.words, css_class=band.css_class, hatch=_hatch(name, place))


def _hatch(name: str, place: int) -> str:
    """Return the identifier of a band's hatching on the page, empty for the plain one."""
    number = place % HATCHES
    return f"{name}-hatch-{number}" if number else ""


def _table(
    bands: Sequence[Band], stacks: Sequence[Stack], label_heading: str, total_heading: str
) -> Table:
    headings = [band.words for band in bands] + [total_heading]
    return Table(
        columns=[
            Column(text=label_heading),
            *(Column(text=heading, numeric=True) for heading in headings),
        ],
        rows=[[row.label, *row.shown_values, row.shown] for row in stacks],
    )
