"""Lines over a few periods: small, with the numbers written at the marks that matter."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from socialvalue.calculations import chart_geometry as geometry

from .frame import Band, Column, Frame, Number, Table, WrongShape, coordinate

LABEL_HEIGHT = 18
"""Distance that keeps two labels at the ends of lines from touching."""

LETTER = 7
"""About the width of a letter of the name of a period."""

LETTER_WIDTH = 18
LETTERS = "abcdefghijklmnopqrstuvwxyz"
"""What references are called in the picture."""


@dataclass(frozen=True, kw_only=True)
class Line:
    """A line: its words and colour, and a value for each period (None: not known)."""

    band: Band
    values: Sequence[Number | None]


@dataclass(frozen=True, kw_only=True)
class Reference:
    """A value to hold the lines against: drawn thin across the picture, said in the key."""

    words: str
    value: Number


@dataclass(frozen=True, kw_only=True)
class Plan:
    """The measures of a drawing, in its units (about a pixel)."""

    name: str
    width: int
    height: int
    left: int
    right: int
    most_periods: int


PLANS = (
    Plan(name="wide", width=720, height=300, left=70, right=90, most_periods=12),
    Plan(name="narrow", width=320, height=260, left=56, right=62, most_periods=3),
)
TOP = 14
FOOT = 34


@dataclass(frozen=True, kw_only=True)
class Mark:
    """A place with words: a tick of an axis, or the value at the end of a line."""

    x: str
    y: str
    text: str


@dataclass(frozen=True, kw_only=True)
class DrawnLine:
    """A line: the pieces between gaps, a dot for each value, and the last value in words."""

    css_class: str
    number: int
    pieces: Sequence[str]
    dots: Sequence[tuple[str, str]]
    last: Mark | None


@dataclass(frozen=True, kw_only=True)
class Drawing:
    name: str
    width: int
    height: int
    left: int
    right: int
    rules: Sequence[Mark]
    periods: Sequence[Mark]
    lines: Sequence[DrawnLine]
    references: Sequence[Mark]


@dataclass(frozen=True, kw_only=True)
class Key:
    words: str
    css_class: str
    number: int


@dataclass(frozen=True, kw_only=True)
class LineChart(Frame):
    """A line chart: its two drawings and its legend."""

    keys: Sequence[Key]
    drawings: Sequence[Drawing]
    references: Sequence[tuple[str, str]]


def line_chart(
    *,
    name: str,
    title: str,
    words: str,
    period_heading: str,
    periods: Sequence[str],
    lines: Sequence[Line],
    show: Callable[[Number], str],
    unknown: str = "Not known",
    table: Table | None = None,
    references: Sequence[Reference] = (),
    csv_address: str = "",
    address: str = "",
) -> LineChart:
    """Return a line chart for components/charts/lines.html.

    The axis begins at nought, so that a change is not made to look larger than it is. Where a
    value is not known the line has a gap. `show` puts a value into words. `references` are marked
    by letters, which the key beneath explains.

    Raises WrongShape, NotAnIdentifier.
    """
    for line in lines:
        if len(line.values) != len(periods):
            raise WrongShape(f"{line.band.words!r} has not one value for each period")
    return LineChart(
        name=name,
        title=title,
        words=words,
        table=table or _table(period_heading, periods, lines, show, unknown),
        csv_address=csv_address,
        address=address,
        keys=[
            Key(words=line.band.words, css_class=line.band.css_class, number=number)
            for number, line in enumerate(lines, start=1)
        ],
        drawings=[_drawing(plan, periods, lines, references, show) for plan in PLANS],
        references=[
            (letter, f"{reference.words}: {show(reference.value)}")
            for letter, reference in zip(LETTERS, references, strict=False)
        ],
    )


def _drawing(
    plan: Plan,
    periods: Sequence[str],
    lines: Sequence[Line],
    references: Sequence[Reference],
    show: Callable[[Number], str],
) -> Drawing:
    exact = [[None if v is None else Fraction(v) for v in line.values] for line in lines]
    held = [Fraction(reference.value) for reference in references]
    known = [value for values in exact for value in values if value is not None]
    scale = geometry.scale_of([*known, *held])
    across = _across(plan, len(periods))

    def height(value: Fraction) -> Fraction:
        return TOP + (1 - scale.place(value)) * (plan.height - TOP - FOOT)

    rules = [
        Mark(x=coordinate(plan.left - 8), y=coordinate(height(tick)), text=show(tick))
        for tick in geometry.ticks(scale, about=4)
    ]
    ends = _ends(exact, height)
    return Drawing(
        name=plan.name,
        width=plan.width,
        height=plan.height,
        left=plan.left,
        right=plan.width - plan.right,
        rules=rules,
        periods=list(_period_marks(plan, periods, across)),
        lines=[
            _line(number, line, values, across, height, ends, show)
            for number, (line, values) in enumerate(zip(lines, exact, strict=True), start=1)
        ],
        references=_reference_marks(plan, held, height),
    )


def _reference_marks(
    plan: Plan, held: Sequence[Fraction], height: Callable[[Fraction], Fraction]
) -> list[Mark]:
    """Return where each reference lies; its letter stands further right if one is near already."""
    marks: list[Mark] = []
    taken: dict[int, int] = {}
    for letter, value in zip(LETTERS, held, strict=False):
        y = height(value)
        row = round(y / LABEL_HEIGHT)
        beside = taken[row] = taken.get(row, -1) + 1
        x = plan.left + 6 + beside * LETTER_WIDTH
        marks.append(Mark(x=coordinate(x), y=coordinate(y), text=letter))
    return marks


def _across(plan: Plan, count: int) -> list[Fraction]:
    """Return how far to the right each period stands."""
    room = plan.width - plan.left - plan.right
    if count == 1:
        return [plan.left + Fraction(room, 2)]
    return [plan.left + Fraction(room * number, count - 1) for number in range(count)]


def _period_marks(plan: Plan, periods: Sequence[str], across: Sequence[Fraction]) -> Iterable[Mark]:
    """Yield the names of as many periods as fit, the last among them."""
    step = -(-len(periods) // plan.most_periods)
    for number, (period, x) in enumerate(zip(periods, across, strict=True)):
        if (len(periods) - 1 - number) % step == 0:
            yield Mark(x=coordinate(x), y=coordinate(plan.height - 10), text=_fitting(period, plan))


def _fitting(period: str, plan: Plan) -> str:
    """Return a period's name, cut to what fits around the first mark; the table has it whole."""
    most = 2 * min(plan.left, plan.right) // LETTER
    return period if len(period) <= most else f"{period[: most - 1].rstrip()}…"


def _ends(
    exact: Sequence[Sequence[Fraction | None]], height: Callable[[Fraction], Fraction]
) -> dict[int, Fraction]:
    """Return where the label of each line's last value stands, moved down where two would touch."""
    wanted = []
    for number, values in enumerate(exact, start=1):
        known = [value for value in values if value is not None]
        if known:
            wanted.append((height(known[-1]), number))
    placed, lowest = {}, Fraction(0)
    for y, number in sorted(wanted):
        lowest = max(y, lowest)
        placed[number] = lowest
        lowest += LABEL_HEIGHT
    return placed


def _line(
    number: int,
    line: Line,
    values: Sequence[Fraction | None],
    across: Sequence[Fraction],
    height: Callable[[Fraction], Fraction],
    ends: Mapping[int, Fraction],
    show: Callable[[Number], str],
) -> DrawnLine:
    pieces: list[list[str]] = [[]]
    dots, last = [], None
    for value, x in zip(values, across, strict=True):
        if value is None:
            pieces.append([])
            continue
        place = (coordinate(x), coordinate(height(value)))
        pieces[-1].append(" ".join(place))
        dots.append(place)
        last = Mark(x=coordinate(x + 9), y=coordinate(ends[number] + 5), text=show(value))
    return DrawnLine(
        css_class=line.band.css_class,
        number=number,
        pieces=["M" + "L".join(piece) for piece in pieces if len(piece) > 1],
        dots=dots,
        last=last,
    )


def _table(
    period_heading: str,
    periods: Sequence[str],
    lines: Sequence[Line],
    show: Callable[[Number], str],
    unknown: str,
) -> Table:
    return Table(
        columns=[
            Column(text=period_heading),
            *(Column(text=line.band.words, numeric=True) for line in lines),
        ],
        rows=[
            [
                period,
                *(unknown if (v := line.values[n]) is None else show(v) for line in lines),
            ]
            for n, period in enumerate(periods)
        ],
    )
