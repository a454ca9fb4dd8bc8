"""Drawing tables: light rules, headings repeated on each page, rows of any height."""

from collections.abc import Sequence
from dataclasses import dataclass

from . import paper, parts
from .blocks import AFTER
from .pages import Pages
from .paper import Type
from .tags import COLUMN_HEADER, ROW_HEADER, Tag

GAP = 11
"""Space between two columns."""

PADDING = 4.5
"""Space above and below the words of a row."""

SAMPLE = 200
"""Rows that are measured to fit the widths of the columns."""

MOST_HEADING_LINES = 8
"""Lines of a column heading that are drawn; one that needs more is cut with an ellipsis."""

WIDEST_CELL = 420
"""The most that a cell may ask for when widths are fitted; longer text wraps."""

TITLE_ON_TWO_LINES = 0.55
"""The part of its length that a column heading asks for: enough for two lines."""

WORDS_TO_NUMBERS = 3
"""How much more room words are given than numbers, where both could do with more."""

HALVINGS = 40
"""Steps that find a width to far less than a hair."""

WIDEST_WORD = 90
"""The most that a single word may ask for when widths are fitted."""


SMALLEST_TYPE = 6.5
"""The smallest type to which a table is set so that no amount and no word breaks."""

NARROWEST_WORDS = 40
"""The room that a column of words keeps, or else amounts break too."""

TYPE_STEP = 0.5
"""By how much type and line are made smaller at a time."""


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One cell ready to be drawn: its element and its lines."""

    tag: Tag | None
    lines: Sequence[str]
    kind: Type


class Grid:
    """One table on its pages: the widths of its columns and the row that is repeated."""

    def __init__(self, pages: Pages, table: parts.Table, *, headings: bool = True):
        self.pages = pages
        self.table = table
        self._set_type(*_type_size(len(table.columns)))
        while self._least() > pages.sheet.width and self.kind.size > SMALLEST_TYPE:
            self._set_type(self.kind.size - TYPE_STEP, self.kind.leading - TYPE_STEP)
        self.places = self._places(self._widths())
        self.headings = self._headings() if headings else None

    def _set_type(self, size: float, leading: float) -> None:
        self.kind = Type(size=size, leading=leading)
        self.bold = Type(size=size, leading=leading, bold=True)

    def _least(self) -> float:
        """Return the width below which an amount or a word would break across lines."""
        if all(column.share for column in self.table.columns):
            return 0
        return sum(self._wishes(n)[1] for n in range(len(self.table.columns)))

    def draw(self, tag: Tag) -> None:
        """Draw the headings and every row."""
        first = 2.5 * (self.kind.leading + 2 * PADDING)
        self.pages.need(first + (self._height(self.headings) if self.headings else 0))
        if self.headings:
            self._draw_tagged_headings(tag)
        body = self.pages.tag("TBody", within=tag)
        totals = len(self.table.rows) - self.table.total_rows
        for number, row in enumerate(self.table.rows):
            if number == totals and number:
                self.pages.rule(y=self.pages.y, colour=paper.INK, thickness=1.1)
            self._draw_row(self._row(body, row, total=number >= totals))

    def _row(self, body: Tag, row: Sequence[str], *, total: bool) -> list[Cell]:
        line = self.pages.tag("TR", within=body)
        cells = []
        for number, text in enumerate(row):
            heads = number == 0 and self.table.header_column
            kind = self.bold if heads or total else self.kind
            tag = self.pages.tag(
                "TH" if heads else "TD",
                within=line,
                text=text,
                attributes=ROW_HEADER if heads else "",
            )
            lines = self.pages.lines(text, kind=kind, width=self.places[number][1])
            cells.append(Cell(tag=tag, lines=lines if text else [], kind=kind))
        return cells

    def _draw_row(self, cells: Sequence[Cell]) -> None:
        """Draw a row on this page if it fits, else on the next; one taller than a page is split."""
        pages, tallest = self.pages, max(1, *(len(cell.lines) for cell in cells))
        whole = tallest * self.kind.leading + 2 * PADDING
        fresh = pages.sheet.height - (self._height(self.headings) if self.headings else 0)
        if whole > pages.room() and (whole <= fresh or pages.room() < whole / 8):
            self._turn()
        start = 0
        while True:
            fits = max(1, int((pages.room() - 2 * PADDING) // self.kind.leading))
            self._draw_lines(cells, start=start, end=min(start + fits, tallest))
            start += fits
            if start >= tallest:
                return
            self._turn()

    def _draw_lines(self, cells: Sequence[Cell], *, start: int, end: int) -> None:
        pages, top = self.pages, self.pages.y - PADDING
        for cell, column, (x, width) in zip(cells, self.table.columns, self.places, strict=True):
            if lines := cell.lines[start:end]:
                pages.write(
                    cell.tag, lines, x=x, top=top, kind=cell.kind, align=column.align, width=width
                )
        pages.y = top - (end - start) * self.kind.leading - PADDING
        pages.rule(y=pages.y)

    def _turn(self) -> None:
        """Turn the page and repeat the headings, which are read out only the first time."""
        self.pages.turn()
        if self.headings:
            with self.pages.artefact("/Type/Pagination"):
                self._draw_headings(self.headings)
            self._rule_under_headings()

    def _draw_tagged_headings(self, tag: Tag) -> None:
        line = self.pages.tag("TR", within=self.pages.tag("THead", within=tag))
        cells = []
        for cell, column in zip(self.headings, self.table.columns, strict=True):
            head = self.pages.tag("TH", within=line, text=column.title, attributes=COLUMN_HEADER)
            cells.append(Cell(tag=head, lines=cell.lines, kind=cell.kind))
        self._draw_headings(cells)
        self._rule_under_headings()

    def _draw_headings(self, cells: Sequence[Cell]) -> None:
        """Draw the headings with their last lines level."""
        pages, tallest = self.pages, max(len(cell.lines) for cell in cells)
        for cell, column, (x, width) in zip(cells, self.table.columns, self.places, strict=True):
            top = pages.y - (tallest - len(cell.lines)) * self.bold.leading
            written = {"x": x, "top": top, "kind": cell.kind, "align": column.align, "width": width}
            if cell.tag:
                pages.write(cell.tag, cell.lines, **written)
            else:
                pages.draw(cell.lines, **written)

    def _rule_under_headings(self) -> None:
        self.pages.y -= self._height(self.headings)
        self.pages.rule(y=self.pages.y, colour=paper.INK, thickness=0.9)

    def _headings(self) -> list[Cell]:
        cells = []
        for column, (_x, width) in zip(self.table.columns, self.places, strict=True):
            lines = self.pages.lines(column.title, kind=self.bold, width=width)
            if len(lines) > MOST_HEADING_LINES:
                lines = [*lines[: MOST_HEADING_LINES - 1], "…"]
            cells.append(Cell(tag=None, lines=lines, kind=self.bold))
        return cells

    def _height(self, cells: Sequence[Cell]) -> float:
        return max(len(cell.lines) for cell in cells) * self.kind.leading + PADDING

    def _places(self, widths: Sequence[float]) -> list[tuple[float, float]]:
        """Return for each column where its words start and how wide they may be."""
        places, x = [], self.pages.sheet.left
        for number, width in enumerate(widths):
            last = number == len(widths) - 1
            places.append((x, max(1.0, width - (0 if last else GAP))))
            x += width
        return places

    def _widths(self) -> list[float]:
        whole = self.pages.sheet.width
        shares = [column.share for column in self.table.columns]
        if all(shares):
            return [whole * share / sum(shares) for share in shares]
        wanted, least = zip(*(self._wishes(n) for n in range(len(shares))), strict=True)
        if sum(wanted) <= whole:
            return _widened(wanted, self.table.columns, whole)
        if sum(least) >= whole:
            return _squeezed(least, self.table.columns, whole)
        return _shared_out(wanted, least, self.table.columns, whole)

    def _wishes(self, number: int) -> tuple[float, float]:
        """Return the width at which nothing in the column wraps, and the least that will do."""
        size, column = self.kind.size, self.table.columns[number]
        texts = [row[number][:400] for row in self.table.rows[:SAMPLE]]
        face = self.pages.bold
        titled = face.widest_word(column.title, size)
        widest = max(
            (face.width(face.drawable(t.replace("\n", " ")), size) for t in texts), default=0
        )
        word = max((face.widest_word(text, size) for text in texts), default=0)
        least = max(titled, min(word, WIDEST_WORD) if column.align == "left" else widest)
        title = face.width(face.drawable(column.title), size)
        wanted = max(least, min(widest, WIDEST_CELL), min(title, title * TITLE_ON_TWO_LINES + 8))
        return wanted + GAP, min(least, WIDEST_WORD * 1.5) + GAP


def draw_table(pages: Pages, table: parts.Table) -> None:
    """Draw the table under its caption."""
    whole = pages.tag("Table")
    if table.caption:
        _draw_caption(pages, whole, table.caption)
    Grid(pages, table).draw(whole)
    pages.y -= AFTER + 8


def draw_key_values(pages: Pages, keys: parts.KeyValues) -> None:
    """Draw names and their values as rows, each name the heading of its row."""
    columns = (parts.Column(title="", share=32), parts.Column(title="", share=68))
    table = parts.Table(
        columns=columns, rows=keys.pairs, caption="", header_column=True, total_rows=0
    )
    Grid(pages, table, headings=False).draw(pages.tag("Table"))
    pages.y -= AFTER + 8


def _draw_caption(pages: Pages, whole: Tag, caption: str) -> None:
    kind = paper.BODY_BOLD
    lines = pages.lines(caption, kind=kind, width=pages.sheet.width)
    pages.need((len(lines) + 6) * kind.leading)
    tag = pages.tag("Caption", within=whole, text=caption)
    pages.write(tag, lines, x=pages.sheet.left, top=pages.y, kind=kind)
    pages.y -= len(lines) * kind.leading + 5


def _type_size(columns: int) -> tuple[float, float]:
    """Return the size of type and of line that suits so many columns."""
    if columns <= 6:
        return 9, 12.5
    return (8, 11.2) if columns <= 9 else (7, 9.8)


def _squeezed(least: Sequence[float], columns: Sequence[parts.Column], whole: float) -> list[float]:
    """Give columns what they need at the least, as far as it goes: words break before amounts do.

    Where not even that leaves columns of words a little room, all are narrowed alike.
    """
    in_words = [column.align == "left" for column in columns]
    amounts = sum(width for width, words in zip(least, in_words, strict=True) if not words)
    asked = sum(least) - amounts
    left = whole - amounts
    if left < NARROWEST_WORDS * sum(in_words) or not asked:
        return [whole * width / sum(least) for width in least]
    return [
        width * left / asked if words else width
        for width, words in zip(least, in_words, strict=True)
    ]


def _shared_out(
    wanted: Sequence[float],
    least: Sequence[float],
    columns: Sequence[parts.Column],
    whole: float,
) -> list[float]:
    """Give each column a fair width, but none less than its least nor more than it wants.

    A column of words counts as much as WORDS_TO_NUMBERS columns of numbers. The fair width is
    found by halving: the sum of the columns only grows with it.
    """
    weights = [WORDS_TO_NUMBERS if column.align == "left" else 1 for column in columns]
    low, high, widths = 0.0, whole, list(least)
    for _halving in range(HALVINGS):
        fair = (low + high) / 2
        widths = [
            min(max(fair * weight, few), many)
            for weight, few, many in zip(weights, least, wanted, strict=True)
        ]
        if sum(widths) > whole:
            high = fair
        else:
            low = fair
    return [width * whole / sum(widths) for width in widths]


def _widened(wanted: Sequence[float], columns: Sequence[parts.Column], whole: float) -> list[float]:
    """Share what is left of the width among the columns of words, or else among all."""
    takers = [column.align == "left" for column in columns]
    if not any(takers):
        takers = [True] * len(takers)
    sharing = sum(width for width, takes in zip(wanted, takers, strict=True) if takes)
    spare = whole - sum(wanted)
    return [
        width + (spare * width / sharing if takes else 0)
        for width, takes in zip(wanted, takers, strict=True)
    ]
