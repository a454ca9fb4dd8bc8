"""Drawing bar charts, each a figure with its alternative text."""

from collections.abc import Sequence
from fractions import Fraction

from socialvalue.calculations import chart_geometry as geometry

from . import paper, parts
from .blocks import AFTER
from .pages import Pages
from .paper import Type

LABEL = Type(size=9, leading=12)
VALUE = Type(size=9, leading=12, bold=True)
LABEL_SHARE = 0.32
BAR = 13
"""Height of a bar."""

ROW_GAP = 7
MOST_LABEL_LINES = 6

HATCHES = ("", "/", "\\", "x", "|", "-")
"""How the bands of a stack are hatched, so that colour is not the only difference."""


def draw_bar_chart(pages: Pages, chart: parts.BarChart) -> None:
    """Draw one bar for each row, over as many pages as they need."""
    known = [bar.value for bar in chart.bars if bar.value is not None]
    scale = geometry.scale_of(known, up_to=chart.scale_to)
    frame = _Frame(pages, [(bar.label, bar.shown) for bar in chart.bars])

    def draw_bar(number: int, top: float) -> None:
        value = chart.bars[number].value
        if value is None:
            return
        colour = paper.BRAND if chart.bars[number].leading or not _any_leads(chart) else paper.TINT
        frame.track(top)
        frame.span(geometry.bar(value, on=scale), top=top, colour=colour)
        if scale.lowest < 0:
            frame.line_at(scale.zero, top=top)

    frame.draw(chart.title, chart.alternative, draw_bar)


def draw_stacked_bar_chart(pages: Pages, chart: parts.StackedBarChart) -> None:
    """Draw one stack for each row, with a legend above."""
    scale = geometry.scale_of_stacks((stack.values for stack in chart.stacks), up_to=chart.scale_to)
    frame = _Frame(pages, [(stack.label, stack.shown) for stack in chart.stacks])

    def draw_stack(number: int, top: float) -> None:
        spans = geometry.stack(chart.stacks[number].values, on=scale)
        for place, (span, (_words, band)) in enumerate(zip(spans, chart.bands, strict=True)):
            frame.span(span, top=top, colour=paper.BANDS[band], hatch=HATCHES[place % 6])
        if scale.lowest < 0:
            frame.line_at(scale.zero, top=top)

    frame.draw(chart.title, chart.alternative, draw_stack, bands=chart.bands)


def _any_leads(chart: parts.BarChart) -> bool:
    return any(bar.leading for bar in chart.bars)


class _Frame:
    """The labels, the values and the room for the bars between them."""

    def __init__(self, pages: Pages, rows: Sequence[tuple[str, str]]):
        self.pages = pages
        sheet = pages.sheet
        value = max((pages.bold.width(shown, VALUE.size) for _label, shown in rows), default=0)
        self.value_width = min(value + 2, sheet.width * 0.24)
        self.start = sheet.left + sheet.width * LABEL_SHARE
        self.length = sheet.right - self.value_width - 8 - self.start
        width = sheet.width * LABEL_SHARE - 10
        self.rows = [
            (
                pages.lines(label, kind=LABEL, width=width)[:MOST_LABEL_LINES],
                pages.fitted(shown, kind=VALUE, width=self.value_width),
            )
            for label, shown in rows
        ]

    def draw(self, title, alternative, draw_marks, *, bands=()) -> None:
        """Draw the rows in figures that each fit a page; the first says what all of them show."""
        pages = self.pages
        head = self._head_height(title, bands)
        pages.need(head + sum(self._height(row) for row in range(min(3, len(self.rows)))))
        row = 0
        while True:
            last, height = self._fitting(row, pages.room() - head)
            again = f"{title} (continued)" if row else title
            figure = pages.tag(
                "Figure",
                alternative=alternative if row == 0 else again,
                attributes=self._box(head + height),
            )
            with pages.marked(figure):
                self._draw_head(again, bands)
                for number in range(row, last):
                    self._draw_row(number)
                    draw_marks(number, pages.y)
                    pages.y -= self._height(number)
            if last == len(self.rows):
                break
            row = last
            pages.turn()
        pages.y -= AFTER + 6

    def track(self, top: float) -> None:
        """Draw the faint line along which a bar can grow."""
        self.span(geometry.Span(start=Fraction(0), length=Fraction(1)), top=top, colour=paper.TRACK)

    def span(
        self, span: geometry.Span, *, top: float, colour: paper.Colour, hatch: str = ""
    ) -> None:
        """Draw a stretch of a bar, hatched if asked."""
        if not span.length:
            return
        x = self.start + float(span.start) * self.length
        width = float(span.length) * self.length
        self.pages.box(x=x, y=top - BAR, width=width, height=BAR, colour=colour)
        _draw_hatch(self.pages, hatch, x=x, y=top - BAR, width=width)

    def line_at(self, place: Fraction, *, top: float) -> None:
        """Draw the line at nought, from this row towards the next."""
        x, half = self.start + float(place) * self.length, ROW_GAP / 2
        line = (x, top + half, x, top - BAR - half)
        self.pages.stroke([line], colour=paper.INK, thickness=1)

    def _draw_row(self, number: int) -> None:
        label, shown = self.rows[number]
        sheet, top = self.pages.sheet, self.pages.y - 0.5
        self.pages.draw(label, x=sheet.left, top=top, kind=LABEL)
        x = sheet.right - self.value_width
        self.pages.draw([shown], x=x, top=top, kind=VALUE, align="right", width=self.value_width)

    def _height(self, number: int) -> float:
        return max(BAR, len(self.rows[number][0]) * LABEL.leading) + ROW_GAP

    def _fitting(self, row: int, room: float) -> tuple[int, float]:
        """Return the row after the last that fits, at least one, and the height of them all."""
        height = 0.0
        for number in range(row, len(self.rows)):
            if number > row and height + self._height(number) > room:
                return number, height
            height += self._height(number)
        return len(self.rows), height

    def _head_height(self, title: str, bands: Sequence[tuple[str, str]]) -> float:
        title_lines = self.pages.lines(title, kind=paper.BODY_BOLD, width=self.pages.sheet.width)
        legend = len(self._legend(bands)) * (LABEL.leading + 3) + 6 if bands else 0
        return len(title_lines) * paper.BODY_BOLD.leading + 6 + legend

    def _draw_head(self, title: str, bands: Sequence[tuple[str, str]]) -> None:
        pages, kind = self.pages, paper.BODY_BOLD
        lines = pages.lines(title, kind=kind, width=pages.sheet.width)
        pages.draw(lines, x=pages.sheet.left, top=pages.y, kind=kind)
        pages.y -= len(lines) * kind.leading + 6
        for line in self._legend(bands):
            for x, words, place, band in line:
                pages.box(x=x, y=pages.y - 11, width=12, height=10, colour=paper.BANDS[band])
                _draw_hatch(pages, HATCHES[place % 6], x=x, y=pages.y - 11, width=12, height=10)
                pages.draw([words], x=x + 17, top=pages.y, kind=LABEL)
            pages.y -= LABEL.leading + 3
        pages.y -= 6 if bands else 0

    def _legend(self, bands: Sequence[tuple[str, str]]):
        """Return the lines of the legend: for each band, where it stands, its words and colour."""
        sheet, lines, x = self.pages.sheet, [], self.pages.sheet.right
        for place, (words, band) in enumerate(bands):
            words = self.pages.fitted(words, kind=LABEL, width=sheet.width - 20)
            wide = self.pages.regular.width(words, LABEL.size) + 35
            if x + wide - 18 > sheet.right:
                lines.append([])
                x = sheet.left
            lines[-1].append((x, words, place, band))
            x += wide
        return lines

    def _box(self, height: float) -> str:
        sheet, top = self.pages.sheet, self.pages.y
        edges = (sheet.left, top - height, sheet.right, top)
        return "/O/Layout/Placement/Block/BBox[" + " ".join(f"{edge:.2f}" for edge in edges) + "]"


def _draw_hatch(
    pages: Pages, hatch: str, *, x: float, y: float, width: float, height: float = BAR
) -> None:
    """Draw white lines across a box, in the manner asked."""
    if not hatch:
        return
    pages.canvas.addLiteral(f"q {x:.2f} {y:.2f} {width:.2f} {height:.2f} re W n")
    lines = _hatching(hatch, x=x, y=y, width=width, height=height)
    pages.stroke(lines, colour=paper.WHITE, thickness=0.6)
    pages.canvas.addLiteral("Q")


def _hatching(hatch: str, *, x: float, y: float, width: float, height: float):
    """Yield the lines of a hatch: x1, y1, x2, y2."""
    step = 7.0
    for number in range(int((width + height) / step) + 2):
        at = x + number * step
        if hatch in "/x":
            yield at - height, y, at, y + height
        if hatch in "\\x":
            yield at, y, at - height, y + height
        if hatch == "|":
            yield at, y, at, y + height
    if hatch == "-":
        for number in range(1, int(height / 4) + 1):
            yield x, y + number * 4, x + width, y + number * 4
