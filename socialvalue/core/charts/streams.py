"""Flows through three columns: from whom, for what, and where the money goes.

As flows.py draws two columns: one drawing for wide screens and one for phones. The words of the
middle column stand above its blocks, in one line where it is wide enough.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from socialvalue.calculations import chart_geometry as geometry

from .flows import (
    HIGHEST,
    NODE,
    Block,
    Drawing,
    FlowChart,
    Ribbon,
    Words,
    blocks_of,
    path_of,
    shares_of,
)
from .frame import Band, Column, Number, Table, WrongShape, coordinate

Path = tuple[str, str, str]


@dataclass(frozen=True, kw_only=True)
class Plan:
    """The measures of a drawing.

    `side` is the room beside the outer columns, none where all words stand above their blocks;
    `letters` and `lines` are what fits into a label of each column.
    """

    name: str
    width: int
    side: int
    line: int
    letters: tuple[int, int, int]
    lines: tuple[int, int, int]


PLANS = (
    Plan(name="wide", width=720, side=142, line=20, letters=(16, 28, 16), lines=(3, 1, 3)),
    Plan(name="narrow", width=320, side=0, line=18, letters=(11, 12, 11), lines=(3, 3, 3)),
)


@dataclass(frozen=True, kw_only=True)
class _Streams:
    """What flows, as it will be drawn and as it will be said."""

    columns: Sequence[Sequence[str]]
    bands: Sequence[Band]
    drawn: Mapping[Path, Fraction]
    amounts: Sequence[Mapping[str, str]]
    show: Callable[[Number], str]


def stream_chart(
    *,
    name: str,
    title: str,
    words: str,
    headings: tuple[str, str],
    sources: Sequence[str],
    middles: Sequence[str],
    bands: Sequence[Band],
    flows: Mapping[Path, Number],
    show: Callable[[Number], str],
    csv_address: str = "",
    address: str = "",
) -> FlowChart:
    """Return a flow chart of three columns for components/charts/flows.html.

    `flows` maps (source, middle, the words of a band) to an amount; `headings` are those of the
    first two columns in the table. What is below nought is left out of the picture and said in
    words, and is still in the totals and the table. Keep to a handful of sources and eight or so
    in the middle.

    Raises WrongShape for a flow through no node, NotAnIdentifier.
    """
    columns = [list(sources), list(middles), [band.words for band in bands]]
    for path in flows:
        if any(node not in of for node, of in zip(path, columns, strict=True)):
            raise WrongShape(f"no such flow: {' to '.join(map(repr, path))}")
    exact = {path: Fraction(flow) for path, flow in flows.items()}
    sums = [_sums(names, exact, at=at) for at, names in enumerate(columns)]
    told = _Streams(
        columns=columns,
        bands=bands,
        drawn={path: flow for path, flow in exact.items() if flow > 0},
        amounts=[*(_shown(of, show) for of in sums[:2]), shares_of(sums[2], show)],
        show=show,
    )
    return FlowChart(
        name=name,
        title=title,
        words=words,
        table=_table(headings, columns, exact, show),
        csv_address=csv_address,
        address=address,
        drawings=[_drawing(plan, told) for plan in PLANS],
        left_out=[f"{' to '.join(path)} ({show(f)})" for path, f in exact.items() if f < 0],
    )


def _sums(names: Sequence[str], flows: Mapping[Path, Fraction], *, at: int) -> dict[str, Fraction]:
    sums = dict.fromkeys(names, Fraction(0))
    for path, flow in flows.items():
        sums[path[at]] += flow
    return sums


def _shown(amounts: Mapping[str, Fraction], show: Callable[[Number], str]) -> dict[str, str]:
    return {name: show(amount) for name, amount in amounts.items()}


def _drawing(plan: Plan, told: _Streams) -> Drawing:
    labels = [_labels_of(plan, told, at) for at in range(3)]
    gaps = [_gap(plan, told, labels, at) for at in range(3)]
    laid = geometry.stream(told.drawn, columns=told.columns, thickness=HIGHEST, gaps=gaps)
    above = plan.line + (max(gaps) if not plan.side else gaps[1])
    lefts = _lefts(plan)
    colours = {band.words: band.css_class for band in told.bands}
    blocks: list[Block] = []
    for spans, left in zip(laid.columns, lefts, strict=True):
        blocks += blocks_of(spans, left, above, colours if left == lefts[-1] else {})
    return Drawing(
        name=plan.name,
        width=plan.width,
        height=coordinate(laid.height + above + plan.line + 8),
        node=NODE,
        ribbons=list(_ribbons(laid, lefts, above, colours, told)),
        blocks=blocks,
        labels=[
            words
            for at, spans in enumerate(laid.columns)
            for words in _words(plan, labels[at], spans, above, at=at)
        ],
    )


def _lefts(plan: Plan) -> tuple[int, int, int]:
    """Return the left edge of each column of blocks."""
    return plan.side, (plan.width - NODE) // 2, plan.width - plan.side - NODE


def _labels_of(plan: Plan, told: _Streams, at: int) -> dict[str, list[str]]:
    """Return the lines of each label of a column: the name and the number, or both in one."""
    found = {}
    for name in told.columns[at]:
        lines = geometry.wrapped(name, characters=plan.letters[at], lines=plan.lines[at])
        number = told.amounts[at][name]
        if plan.lines[at] == 1:
            found[name] = [f"{lines[0]}, {number}" if lines else number]
        else:
            found[name] = [number, *lines] if at == 2 else [*lines, number]
    return found


def _gap(plan: Plan, told: _Streams, labels: Sequence[Mapping[str, list[str]]], at: int) -> int:
    """Return the space between the blocks of a column that keeps its labels from touching."""
    tallest = max((len(lines) for lines in labels[at].values()), default=0) * plan.line
    if not plan.side or at == 1:
        return tallest + 6
    total = sum(told.drawn.values(), start=Fraction(0)) or Fraction(1)
    heights = _sums(told.columns[at], told.drawn, at=at)
    shortest = min(heights.values(), default=Fraction(0)) * HIGHEST / total
    return max(14, tallest + 4 - int(shortest))


def _ribbons(
    laid: geometry.Stream,
    lefts: Sequence[int],
    above: int,
    colours: Mapping[str, str],
    told: _Streams,
) -> Iterable[Ribbon]:
    """Yield the ribbons: those to a band have its colour, those before it are plain."""
    for at, ribbons in enumerate(laid.ribbons):
        for ribbon in ribbons:
            flow = sum(
                (
                    amount
                    for path, amount in told.drawn.items()
                    if path[at : at + 2] == (ribbon.source, ribbon.target)
                ),
                start=Fraction(0),
            )
            yield Ribbon(
                path=path_of(ribbon, left=lefts[at] + NODE, right=lefts[at + 1], above=above),
                css_class=colours.get(ribbon.target, "") if at else "app-svg__flow--plain",
                words=f"{ribbon.source} to {ribbon.target}: {told.show(flow)}",
            )


def _words(
    plan: Plan,
    labels: Mapping[str, list[str]],
    spans: Mapping[str, geometry.Span],
    above: int,
    *,
    at: int,
) -> Iterable[Words]:
    """Yield the lines beside or above each block of a column; its number is bold."""
    for name, span in spans.items():
        lines = labels[name]
        if plan.side and at != 1:
            x = plan.width - plan.side + 9 if at else plan.side - 9
            anchor = "start" if at else "end"
            centre = span.start + span.length / 2 + above
            first = centre - Fraction((len(lines) - 1) * plan.line, 2) + 6
        else:
            x = (0, plan.width // 2, plan.width)[at]
            anchor = ("start", "middle", "end")[at]
            first = span.start + above - len(lines) * plan.line + plan.line - 8
        bold = 0 if at == 2 else len(lines) - 1
        for number, line in enumerate(lines):
            yield Words(
                text=line,
                x=str(x),
                y=coordinate(first + number * plan.line),
                anchor=anchor,
                bold=number == bold and plan.lines[at] > 1,
            )


def _table(
    headings: tuple[str, str],
    columns: Sequence[Sequence[str]],
    flows: Mapping[Path, Fraction],
    show: Callable[[Number], str],
) -> Table:
    sources, middles, bands = columns

    def row(begins: Sequence[str], chosen: Callable[[Path], bool]) -> list[str]:
        sums = [
            sum(flow for path, flow in flows.items() if path[2] == band and chosen(path))
            for band in bands
        ]
        return [*begins, *map(show, sums), show(sum(sums))]

    pairs = {path[:2] for path in flows}
    return Table(
        columns=[
            *(Column(text=heading) for heading in headings),
            *(Column(text=heading, numeric=True) for heading in [*bands, "Total"]),
        ],
        rows=[
            row([source, middle], lambda path, pair=(source, middle): path[:2] == pair)
            for source in sources
            for middle in middles
            if (source, middle) in pairs
        ],
        total=row(["Total", ""], lambda path: True),
    )
