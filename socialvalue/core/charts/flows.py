"""Flows from a column of sources to a column of bands: where the money goes.

Two drawings are made, because words in a picture shrink with it: one for wide screens with labels
at the sides, one for phones with labels above the blocks.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from socialvalue.calculations import chart_geometry as geometry
from socialvalue.calculations.rounding import shown

from .frame import Band, Column, Frame, Number, Table, WrongShape, coordinate

NODE = 12
"""Width of a block, in units of the drawing (about a pixel)."""

HIGHEST = 260
"""Height of the whole flow."""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """The measures of a drawing: widths, type and how many letters fit beside a block."""

    name: str
    width: int
    side: int
    line: int
    characters: int
    lines: int
    labels_above: bool


PLANS = (
    Plan(name="wide", width=720, side=186, line=20, characters=21, lines=3, labels_above=False),
    Plan(name="narrow", width=320, side=0, line=18, characters=17, lines=3, labels_above=True),
)


@dataclass(frozen=True, kw_only=True)
class Ribbon:
    path: str
    css_class: str
    words: str


@dataclass(frozen=True, kw_only=True)
class Block:
    x: str
    y: str
    height: str
    css_class: str


@dataclass(frozen=True, kw_only=True)
class Words:
    """One line of text: where it stands, which of its ends is there, and whether it is bold."""

    text: str
    x: str
    y: str
    anchor: str
    bold: bool


@dataclass(frozen=True, kw_only=True)
class Drawing:
    name: str
    width: int
    height: str
    node: int
    ribbons: Sequence[Ribbon]
    blocks: Sequence[Block]
    labels: Sequence[Words]


@dataclass(frozen=True, kw_only=True)
class FlowChart(Frame):
    """A flow chart: its two drawings, and words for what could not be drawn."""

    drawings: Sequence[Drawing]
    left_out: Sequence[str]


@dataclass(frozen=True, kw_only=True)
class _Flows:
    """What flows, as it will be drawn and as it will be said."""

    sources: Sequence[str]
    bands: Sequence[Band]
    drawn: Mapping[tuple[str, str], Fraction]
    totals: Mapping[str, str]
    shares: Mapping[str, str]
    show: Callable[[Number], str]


def flow_chart(
    *,
    name: str,
    title: str,
    words: str,
    source_heading: str,
    sources: Sequence[str],
    bands: Sequence[Band],
    flows: Mapping[tuple[str, str], Number],
    show: Callable[[Number], str],
    table: Table | None = None,
    csv_address: str = "",
    address: str = "",
) -> FlowChart:
    """Return a flow chart for components/charts/flows.html.

    `flows` maps (source, the words of a band) to an amount; `show` puts an amount into words. A
    flow below nought (refunds larger than payments) has no width: it is left out of the picture
    and said in words beneath, and is still in the totals and the shares, as in the table. Keep to
    about a dozen sources.

    Raises WrongShape for a flow that names no source or band, NotAnIdentifier.
    """
    names = [band.words for band in bands]
    for source, target in flows:
        if source not in sources or target not in names:
            raise WrongShape(f"no such flow: from {source!r} to {target!r}")
    exact = {pair: Fraction(flow) for pair, flow in flows.items()}
    drawn = {pair: flow for pair, flow in exact.items() if flow > 0}
    told = _Flows(
        sources=sources,
        bands=bands,
        drawn=drawn,
        totals={source: show(total) for source, total in _sums(sources, exact, end=0).items()},
        shares=shares_of(_sums(names, exact, end=1), show),
        show=show,
    )
    return FlowChart(
        name=name,
        title=title,
        words=words,
        table=table or _table(source_heading, sources, names, exact, show),
        csv_address=csv_address,
        address=address,
        drawings=[_drawing(plan, told) for plan in PLANS],
        left_out=[f"{a} to {b} ({show(f)})" for (a, b), f in exact.items() if f < 0],
    )


def _sums(
    names: Sequence[str], flows: Mapping[tuple[str, str], Fraction], *, end: int
) -> dict[str, Fraction]:
    """Return what leaves each source (end 0) or arrives at each band (end 1), refunds taken off."""
    return {
        name: sum((flow for pair, flow in flows.items() if pair[end] == name), start=Fraction(0))
        for name in names
    }


def shares_of(arriving: Mapping[str, Fraction], show: Callable[[Number], str]) -> dict[str, str]:
    """Return each band's share of the whole, in whole percent.

    Where a band is below nought, or all are nought, there are no shares: amounts are shown.
    """
    total = sum(arriving.values())
    if not total or min(arriving.values()) < 0:
        return {name: show(amount) for name, amount in arriving.items()}
    return {name: f"{shown(100 * amount / total, places=0)}%" for name, amount in arriving.items()}


def _drawing(plan: Plan, flows: _Flows) -> Drawing:
    names = [band.words for band in flows.bands]
    labels = {
        "left": {
            source: [*_wrapped(source, plan), flows.totals[source]] for source in flows.sources
        },
        "right": {name: [flows.shares[name], *_wrapped(name, plan)] for name in names},
    }
    tallest = max((len(lines) for side in labels.values() for lines in side.values()), default=0)
    gap = tallest * plan.line + 6 if plan.labels_above else _gap(flows, tallest * plan.line)
    laid = geometry.sankey(
        flows.drawn, sources=flows.sources, targets=names, thickness=HIGHEST, gap=gap
    )
    above = gap if plan.labels_above else plan.line
    ends = _ends(plan)
    blocks = [*blocks_of(laid.sources, ends[0], above, {})]
    colours = {band.words: band.css_class for band in flows.bands}
    blocks += blocks_of(laid.targets, ends[1], above, colours)
    return Drawing(
        name=plan.name,
        width=plan.width,
        height=coordinate(laid.height + above + plan.line + 8),
        node=NODE,
        ribbons=[_ribbon(ribbon, ends, above, colours, flows) for ribbon in laid.ribbons],
        blocks=blocks,
        labels=[
            *_labels(plan, labels["left"], laid.sources, above, right=False),
            *_labels(plan, labels["right"], laid.targets, above, right=True),
        ],
    )


def _ends(plan: Plan) -> tuple[int, int]:
    """Return the left edge of each column of blocks."""
    return plan.side, plan.width - plan.side - NODE


def _wrapped(text: str, plan: Plan) -> list[str]:
    return geometry.wrapped(text, characters=plan.characters, lines=plan.lines)


def _gap(flows: _Flows, label: int) -> int:
    """Return the space between blocks that keeps labels at the sides from touching."""
    total = sum(flows.drawn.values(), start=Fraction(0)) or Fraction(1)
    heights = dict.fromkeys([*flows.sources, *flows.shares], Fraction(0))
    for (source, target), flow in flows.drawn.items():
        heights[source] += flow * HIGHEST / total
        heights[target] += flow * HIGHEST / total
    shortest = int(min(heights.values(), default=Fraction(0)))
    return max(14, label + 4 - shortest)


def blocks_of(
    spans: Mapping[str, geometry.Span], x: int, above: int, colours: Mapping[str, str]
) -> Iterable[Block]:
    """Yield a block for each node of a column; one of nothing is a line."""
    for name, span in spans.items():
        yield Block(
            x=coordinate(x),
            y=coordinate(span.start + above),
            height=coordinate(max(span.length, Fraction(1))),
            css_class=colours.get(name, ""),
        )


def _ribbon(
    ribbon: geometry.Ribbon,
    ends: tuple[int, int],
    above: int,
    colours: Mapping[str, str],
    flows: _Flows,
) -> Ribbon:
    path = path_of(ribbon, left=ends[0] + NODE, right=ends[1], above=above)
    amount = flows.show(flows.drawn[ribbon.source, ribbon.target])
    words = f"{ribbon.source} to {ribbon.target}: {amount}"
    return Ribbon(path=path, css_class=colours[ribbon.target], words=words)


def path_of(ribbon: geometry.Ribbon, *, left: int, right: int, above: int) -> str:
    """Return the outline of a ribbon between two columns, as an attribute of SVG."""
    middle = coordinate(Fraction(left + right, 2))
    upper, lower = ribbon.leaves.start + above, ribbon.leaves.end + above
    far_upper, far_lower = ribbon.arrives.start + above, ribbon.arrives.end + above
    return (
        f"M{left} {coordinate(upper)}"
        f"C{middle} {coordinate(upper)} {middle} {coordinate(far_upper)} "
        f"{right} {coordinate(far_upper)}"
        f"V{coordinate(far_lower)}"
        f"C{middle} {coordinate(far_lower)} {middle} {coordinate(lower)} "
        f"{left} {coordinate(lower)}Z"
    )


def _labels(
    plan: Plan,
    labels: Mapping[str, Sequence[str]],
    spans: Mapping[str, geometry.Span],
    above: int,
    *,
    right: bool,
) -> Iterable[Words]:
    """Yield the lines beside each block, or above it; the number of each label is bold."""
    for name, span in spans.items():
        lines = [line for line in labels[name] if line]
        if plan.labels_above:
            x, anchor = (plan.width, "end") if right else (0, "start")
            first = span.start + above - len(lines) * plan.line + plan.line - 8
        else:
            x = plan.width - plan.side + 9 if right else plan.side - 9
            anchor = "start" if right else "end"
            centre = span.start + span.length / 2 + above
            first = centre - Fraction((len(lines) - 1) * plan.line, 2) + 6
        for number, line in enumerate(lines):
            bold = number == (0 if right else len(lines) - 1)
            y = coordinate(first + number * plan.line)
            yield Words(text=line, x=coordinate(x), y=y, anchor=anchor, bold=bold)


def _table(
    source_heading: str,
    sources: Sequence[str],
    names: Sequence[str],
    flows: Mapping[tuple[str, str], Fraction],
    show: Callable[[Number], str],
) -> Table:
    def row(heading: str, chosen: Sequence[str]) -> list[str]:
        sums = [sum(flows.get((source, name), 0) for source in chosen) for name in names]
        return [heading, *map(show, sums), show(sum(sums))]

    return Table(
        columns=[
            Column(text=source_heading),
            *(Column(text=heading, numeric=True) for heading in [*names, "Total"]),
        ],
        rows=[row(source, [source]) for source in sources],
        total=row("Total", sources),
    )
