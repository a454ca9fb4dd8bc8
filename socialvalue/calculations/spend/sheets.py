"""Finding the table of payments in one sheet, and going through its rows."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from socialvalue.calculations.spend.findings import Finding
from socialvalue.calculations.spend.gathering import Aside, Gathered, gather_table
from socialvalue.calculations.spend.headings import Amounts, position_of
from socialvalue.calculations.spend.layout import NEEDED, Layout, header_at, layout_of
from socialvalue.calculations.spend.text_files import Broken, TextRow
from socialvalue.calculations.spend.unheaded import guessed_columns, is_date, is_money

SAMPLE_ROWS = 5


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the caller has said about the file."""

    confirmed: Mapping[str, str]
    amounts: Amounts | None
    total_markers: Collection[str]


@dataclass(frozen=True, slots=True)
class TableStart:
    """Where the table of a sheet begins: its layout, and how many rows come before its first.

    Payments may stand above their headings: then the table begins with these, and the row of
    headings is one of its rows.
    """

    layout: Layout
    rows_above: int
    relaid: Callable[[int | None, Sequence[str]], Layout]
    """Makes the layout of another row of headings in the same sheet."""


def start_of_table(
    sheet: str, first: Sequence[TextRow], *, wishes: Wishes, into: Gathered
) -> TableStart:
    """Find the table of a sheet; `first` are the rows looked at."""
    cells: list[Sequence[str]] = [[] if isinstance(row, Broken) else row for row in first]
    index = header_at(cells, confirmed=wishes.confirmed, amounts=wishes.amounts)
    row = [""] * max(map(len, cells), default=0) if index is None else cells[index]
    start = 0 if index is None else index + 1

    def laid(number: int | None, headings: Sequence[str]) -> Layout:
        return layout_of(
            headings,
            sheet=sheet,
            header_row=number,
            confirmed=wishes.confirmed,
            amounts=wishes.amounts,
        )

    layout = laid(None if index is None else start, row)
    if index is None and layout.missing:
        layout = _from_what_is_in_it(layout, cells, wishes=wishes, into=into)
    elif index is not None and not layout.missing:
        start = _first_payment(cells[:index], layout, otherwise=start)
    return TableStart(layout, start, laid)


def _first_payment(above: Sequence[Sequence[str]], layout: Layout, *, otherwise: int) -> int:
    """Return the first row above the headings that is a payment as they say; else `otherwise`.

    That is one with a supplier, a date and an amount in the places that the headings give them: a
    title or a total has no such row.
    """
    for at, row in enumerate(above):
        cells = [
            row[layout.positions[field]].strip() if layout.positions[field] < len(row) else ""
            for field in NEEDED
        ]
        if cells[0] and is_date(cells[1]) and is_money(cells[2]):
            return at
    return otherwise


def read_sheet(
    sheet: str,
    first: Sequence[TextRow],
    rest: Iterator[TextRow],
    *,
    wishes: Wishes,
    into: Gathered,
) -> list[Layout]:
    """Find the table of a sheet and gather its rows; `first` are the rows looked at."""
    start = start_of_table(sheet, first, wishes=wishes, into=into)
    numbered = enumerate(chain(first, rest), start=1)
    if start.layout.missing:
        for number, text in numbered:
            aside_unread(sheet, number, text, into=into)
        return [start.layout]
    for number, text in islice(numbered, start.rows_above):
        aside_title(sheet, number, text, into=into, header=start.layout.header_row)
    return gather_table(
        numbered,
        into=into,
        layout=start.layout,
        total_markers=wishes.total_markers,
        relaid=start.relaid,
    )


def _from_what_is_in_it(
    nameless: Layout, cells: Sequence[Sequence[str]], *, wishes: Wishes, into: Gathered
) -> Layout:
    """Return the layout of a table without headings, as far as its cells show it.

    Headings that somebody confirmed may stand further down, even in the last row: the rows above
    them are read by what is in them.
    """
    said = {
        field: heading
        for field, heading in wishes.confirmed.items()
        if not heading or position_of(heading, nameless.headings) is not None
    }
    guessed = guessed_columns(cells) | said
    layout = layout_of(
        [""] * nameless.width,
        sheet=nameless.sheet,
        header_row=None,
        confirmed=guessed,
        amounts=wishes.amounts,
    )
    if layout.missing or not guessed.keys() - said.keys():
        return layout
    columns = ", ".join(f"{field} in {layout.columns[field]}" for field in NEEDED)
    into.findings.append(
        Finding(
            nameless.sheet,
            1,
            "",
            "",
            f"This table has no headings. By what stands in its columns: {columns}",
            "Check that this is so, or choose the columns yourself",
            refused=False,
        )
    )
    return layout


def aside_unread(sheet: str, number: int, row: TextRow, *, into: Gathered) -> None:
    """Set aside a row of a sheet in which no table of payments was found."""
    into.rows_in += 1
    into.aside(sheet, number, Aside.NO_TABLE, [] if isinstance(row, Broken) else row)


def aside_title(
    sheet: str, number: int, row: TextRow, *, into: Gathered, header: int | None
) -> None:
    """Set aside a row above the table, or the row of headings itself (`header`)."""
    into.rows_in += 1
    cells = [row.why] if isinstance(row, Broken) else row
    reason = Aside.TITLE if any(cell.strip() for cell in cells) else Aside.BLANK
    into.aside(sheet, number, Aside.HEADINGS if number == header else reason, cells)


def sample_of(first: Sequence[TextRow], layout: Layout) -> list[tuple[int, tuple[str, ...]]]:
    """Return the first rows below the headings that hold anything, each with its number."""
    rows = (
        (number, tuple(row))
        for number, row in enumerate(first, start=1)
        if number > (layout.header_row or 0) and not isinstance(row, Broken) and any(row)
    )
    return list(islice(rows, SAMPLE_ROWS))
