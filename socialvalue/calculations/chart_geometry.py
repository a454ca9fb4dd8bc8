"""Where the marks of a chart go: exact places and lengths, before anything is drawn.

Everything is a whole number or a Fraction, so that a bar is as long as its figure says and the
same figures always give the same picture. Rounding is left to whoever writes the picture down.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Any

NICE_STEPS = (1, 2, 5)
"""The steps of an axis that people read easily, times a power of ten."""


class NegativeFlow(ValueError):
    """A flow below nought has no width: say it in words beside the picture instead."""


@dataclass(frozen=True, kw_only=True)
class Span:
    """A stretch of a line: where it starts and how long it is, in the units of the line."""

    start: Fraction
    length: Fraction

    @property
    def end(self) -> Fraction:
        return self.start + self.length


@dataclass(frozen=True, kw_only=True)
class Scale:
    """From the lowest to the highest value, laid along a line from nought to one.

    Nought is always on the scale, so that lengths can be compared.
    """

    lowest: Fraction
    highest: Fraction

    def place(self, value: Fraction) -> Fraction:
        """Return where on the line the value is, from nought (lowest) to one (highest)."""
        return (value - self.lowest) / (self.highest - self.lowest)

    @property
    def zero(self) -> Fraction:
        """Where nought is: at the left end unless some values are below it."""
        return self.place(Fraction(0))


def scale_of(values: Iterable[Fraction], *, up_to: Fraction | None = None) -> Scale:
    """Return the scale that holds nought, every value, and `up_to` where it is given.

    `up_to` is the most that could be reached (100 for a percentage); a value above it stretches
    the scale. Where there is nothing but nought the scale runs from nought to one.
    """
    reached = [Fraction(0), *values, *([] if up_to is None else [up_to])]
    lowest, highest = min(reached), max(reached)
    if lowest == highest:
        return Scale(lowest=Fraction(0), highest=Fraction(1))
    return Scale(lowest=lowest, highest=highest)


def bar(value: Fraction, *, on: Scale) -> Span:
    """Return the bar from nought to the value; below nought it lies to the left of nought."""
    ends = sorted((on.zero, on.place(value)))
    return Span(start=ends[0], length=ends[1] - ends[0])


def scale_of_stacks(rows: Iterable[Sequence[Fraction]], *, up_to: Fraction | None = None) -> Scale:
    """Return the one scale on which every row's stacked values can be drawn and compared.

    `up_to` is the most that could be reached, where there is such a thing.
    """
    ends = []
    for row in rows:
        ends += [sum((v for v in row if v > 0), start=Fraction(0))]
        ends += [sum((v for v in row if v < 0), start=Fraction(0))]
    return scale_of(ends, up_to=up_to)


def stack(values: Sequence[Fraction], *, on: Scale) -> list[Span]:
    """Return one span for each value, end to end.

    Values above nought run to the right of it and values below nought to the left, so a refund
    is not hidden in the length of the rest. Each span is as long as its value is large.
    """
    right = left = Fraction(0)
    spans = []
    for value in values:
        if value >= 0:
            spans.append(
                Span(start=on.place(right), length=on.place(right + value) - on.place(right))
            )
            right += value
        else:
            left += value
            spans.append(Span(start=on.place(left), length=on.place(left - value) - on.place(left)))
    return spans


@dataclass(frozen=True, kw_only=True)
class Ribbon:
    """A flow between two columns: where it leaves and where it arrives, downwards."""

    source: str
    target: str
    leaves: Span
    arrives: Span


@dataclass(frozen=True, kw_only=True)
class Sankey:
    """Two columns of nodes and the ribbons between them, on a height from nought down."""

    sources: Mapping[str, Span]
    targets: Mapping[str, Span]
    ribbons: Sequence[Ribbon]
    height: Fraction


def sankey(
    flows: Mapping[tuple[str, str], Fraction],
    *,
    sources: Sequence[str],
    targets: Sequence[str],
    thickness: int,
    gap: int,
) -> Sankey:
    """Return where each node and ribbon of a two-column flow diagram goes.

    `flows` maps a pair of source and target to what flows; a pair left out is nought. The whole
    flow is `thickness` high; nodes of a column stand `gap` apart, and the shorter column is in the
    middle. Ribbons leave and arrive in the order of the columns, so that they cross least.

    Raises NegativeFlow.
    """
    if any(flow < 0 for flow in flows.values()):
        raise NegativeFlow("a flow cannot be below nought")
    total = sum(flows.values(), start=Fraction(0)) or Fraction(1)
    high = {pair: flow * thickness / total for pair, flow in flows.items()}
    tallest = thickness + gap * (max(len(sources), len(targets)) - 1)
    left = _column(sources, [pair[0] for pair in high], high, gap=gap, tallest=tallest)
    right = _column(targets, [pair[1] for pair in high], high, gap=gap, tallest=tallest)
    ribbons = _ribbons(high, left, right)
    return Sankey(sources=left, targets=right, ribbons=ribbons, height=Fraction(tallest))


@dataclass(frozen=True, kw_only=True)
class Stream:
    """Columns of nodes, and the ribbons from each column to the next, from nought down."""

    columns: Sequence[Mapping[str, Span]]
    ribbons: Sequence[Sequence[Ribbon]]
    height: Fraction


def stream(
    flows: Mapping[tuple[str, ...], Fraction],
    *,
    columns: Sequence[Sequence[str]],
    thickness: int,
    gaps: Sequence[int],
) -> Stream:
    """Return where each node and ribbon of a flow diagram of several columns goes.

    `flows` maps a node of each column, in their order, to what flows through them all. `gaps` says
    for each column how far apart its nodes stand. Otherwise as `sankey`.

    Raises NegativeFlow.
    """
    if any(flow < 0 for flow in flows.values()):
        raise NegativeFlow("a flow cannot be below nought")
    total = sum(flows.values(), start=Fraction(0)) or Fraction(1)
    high = {path: flow * thickness / total for path, flow in flows.items()}
    tallest = max(
        thickness + gap * (len(names) - 1) for names, gap in zip(columns, gaps, strict=True)
    )
    placed = [
        _column(names, [path[at] for path in high], high, gap=gap, tallest=tallest)
        for at, (names, gap) in enumerate(zip(columns, gaps, strict=True))
    ]
    return Stream(
        columns=placed,
        ribbons=[
            _ribbons(_between(high, at), left, right)
            for at, (left, right) in enumerate(pairwise(placed))
        ],
        height=Fraction(tallest),
    )


def _between(high: Mapping[tuple[str, ...], Fraction], at: int) -> dict[tuple[str, str], Fraction]:
    """Return what flows from each node of a column to each of the next."""
    found: dict[tuple[str, str], Fraction] = {}
    for path, height in high.items():
        pair = path[at], path[at + 1]
        found[pair] = found.get(pair, Fraction(0)) + height
    return found


def _column(
    names: Sequence[str],
    ends: Sequence[str],
    high: Mapping[Any, Fraction],
    *,
    gap: int,
    tallest: int,
) -> dict[str, Span]:
    """Return the place of each node of a column: as high as all that passes through it."""
    heights = dict.fromkeys(names, Fraction(0))
    for name, height in zip(ends, high.values(), strict=True):
        heights[name] += height
    whole = sum(heights.values(), start=Fraction(0)) + gap * (len(names) - 1)
    top = (tallest - whole) / 2
    spans = {}
    for name, height in heights.items():
        spans[name] = Span(start=top, length=height)
        top += height + gap
    return spans


def _ribbons(
    high: Mapping[tuple[str, str], Fraction],
    left: Mapping[str, Span],
    right: Mapping[str, Span],
) -> list[Ribbon]:
    leaving = {name: span.start for name, span in left.items()}
    arriving = {name: span.start for name, span in right.items()}
    ribbons = []
    for source in left:
        for target in right:
            height = high.get((source, target), Fraction(0))
            if not height:
                continue
            leaves = Span(start=leaving[source], length=height)
            arrives = Span(start=arriving[target], length=height)
            ribbons.append(Ribbon(source=source, target=target, leaves=leaves, arrives=arrives))
            leaving[source] += height
            arriving[target] += height
    return ribbons


def ticks(scale: Scale, *, about: int) -> list[Fraction]:
    """Return round values to mark on an axis, nought among them: no more than about + 1 of them.

    Steps are 1, 2 or 5 times a power of ten, the smallest of these that keeps within the number.
    The values lie on the scale and do not go past its ends.
    """
    step = _nice_step((scale.highest - scale.lowest) / about)
    first = -(-scale.lowest // step)
    last = scale.highest // step
    return [step * number for number in range(first, last + 1)]


def _nice_step(least: Fraction) -> Fraction:
    """Return the smallest of 1, 2 or 5 times a power of ten that is not below `least`."""
    power = Fraction(1)
    while power > least:
        power /= 10
    while power * 10 <= least:
        power *= 10
    return next(power * nice for nice in (*NICE_STEPS, 10) if power * nice >= least)


def wrapped(text: str, *, characters: int, lines: int) -> list[str]:
    """Return the text on at most that many lines of about that many characters.

    Words are kept whole where they fit; a word longer than a line is cut. What does not fit on
    the last line is replaced by an ellipsis (the whole text is in the table beside the picture).
    """
    made = [""]
    for word in text.split():
        for start in range(0, len(word), characters):
            piece = word[start : start + characters]
            longer = f"{made[-1]} {piece}".strip() if start == 0 else piece
            if start == 0 and len(longer) <= characters:
                made[-1] = longer
            else:
                made.append(piece)
    kept = [line for line in made if line]
    if len(kept) <= lines:
        return kept
    return [*kept[: lines - 1], kept[lines - 1][: characters - 1] + "…"]
