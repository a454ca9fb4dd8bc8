"""Finding the table of payments in one sheet, and going through its rows."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice, zip_longest

from socialvalue.calculations.spend.evidence import evidence_of
from socialvalue.calculations.spend.findings import Finding
from socialvalue.calculations.spend.gathering import (
    Aside,
    Gathered,
    are_of_suppliers_accounts,
    are_with_comma_pence,
    gather_table,
)
from socialvalue.calculations.spend.headings import (
    Amounts,
    found_of_needed,
    position_of,
    scale_of,
)
from socialvalue.calculations.spend.layout import NEEDED, Layout, header_at, layout_of, names_of
from socialvalue.calculations.spend.not_payments import not_in_pounds, register_of
from socialvalue.calculations.spend.text_files import Broken, TextRow
from socialvalue.calculations.spend.unheaded import guessed_columns, is_date, is_money

SAMPLE_ROWS = 5
MOST_HEADINGS = 300
"""No table of payments is wider; a hostile one is, and is not looked at closely."""


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
    index, row = _headings_in(cells, wishes=wishes)
    if index is None:
        laying = _Laying(sheet, wishes.confirmed, wishes.amounts)
        layout = laying.layout(None, row)
        if layout.missing:
            layout = _from_what_is_in_it(layout, cells, wishes=wishes, into=into)
        if layout.missing:
            rows = enumerate(cells, start=1)
            told = (_told_of_register(sheet, number, each) for number, each in rows)
            into.findings.extend(islice(chain.from_iterable(told), 1))
        return TableStart(layout, 0, laying.layout)
    start = index + 1
    laying = _by_evidence(
        _Laying(sheet, wishes.confirmed, wishes.amounts), start, row, cells[start:], into=into
    )
    layout = laying.layout(start, row)
    if not layout.missing:
        start = _first_payment(cells[:index], layout, otherwise=start)
    return TableStart(layout, start, laying.layout)


@dataclass(frozen=True)
class _Laying:
    """How a row of headings is made a layout: with what a person said and the cells showed."""

    sheet: str
    confirmed: Mapping[str, str]
    amounts: Amounts | None
    is_turned: bool = False
    has_comma_pence: bool = False

    def layout(self, number: int | None, headings: Sequence[str]) -> Layout:
        return layout_of(
            headings,
            sheet=self.sheet,
            header_row=number,
            confirmed=self.confirmed,
            amounts=self.amounts,
            is_turned=self.is_turned,
            has_comma_pence=self.has_comma_pence,
        )


def _headings_in(
    cells: Sequence[Sequence[str]], *, wishes: Wishes
) -> tuple[int | None, Sequence[str]]:
    """Return where the row of headings is, and its cells; those of two rows if it takes two."""
    index = header_at(cells, confirmed=wishes.confirmed, amounts=wishes.amounts)
    if index is None or _named(cells[index], wishes) < len(NEEDED):
        for last in range(1, len(cells)):
            if joined := _joined(cells[last - 1], cells[last], wishes=wishes):
                return last, joined
    if index is None:
        return None, [""] * max(map(len, cells), default=0)
    return index, cells[index]


def _named(row: Sequence[str], wishes: Wishes) -> int:
    return found_of_needed(names_of(row), confirmed=wishes.confirmed, amounts=wishes.amounts)


def _joined(above: Sequence[str], below: Sequence[str], *, wishes: Wishes) -> list[str]:
    """Return two rows as one row of headings, if they name all that is needed only together."""
    widest = max(len(above), len(below))
    if widest > MOST_HEADINGS or any(is_date(cell) or is_money(cell) for cell in (*above, *below)):
        return []
    pairs = zip_longest(above, below, fillvalue="")
    joined = [
        " ".join(part for part in (one.strip(), other.strip()) if part) for one, other in pairs
    ]
    most = max(_named(above, wishes), _named(below, wishes))
    return joined if 0 < most < _named(joined, wishes) == len(NEEDED) else []


def _by_evidence(
    laying: _Laying,
    number: int,
    row: Sequence[str],
    below: Sequence[Sequence[str]],
    *,
    into: Gathered,
) -> _Laying:
    """Return how the headings are to be read by what the cells below them show, and tell it."""
    layout = laying.layout(number, row)
    settled = {**laying.confirmed, **dict.fromkeys(["amount", "vat"] if laying.amounts else [])}
    if layout.width > MOST_HEADINGS:
        return laying
    if not set(NEEDED) <= settled.keys() and register_of(layout.headings):
        into.findings.extend(_told_of_register(layout.sheet, number, layout.headings))
        return replace(laying, confirmed={"date": "", **laying.confirmed})
    into.findings.extend(_told_of_scale(layout))
    evidence = evidence_of(layout, below, settled=settled)
    into.findings.extend(evidence.findings)
    laying = replace(
        laying,
        confirmed={**evidence.columns, **laying.confirmed},
        amounts=laying.amounts or evidence.amounts,
    )
    layout = laying.layout(number, row)
    return laying if layout.missing else _by_amounts(laying, layout, below, into=into)


def _by_amounts(
    laying: _Laying, layout: Layout, below: Sequence[Sequence[str]], *, into: Gathered
) -> _Laying:
    """Return how amounts are to be read by what they, and the marks beside them, are like."""
    at, sign = layout.positions["amount"], layout.sign
    amounts = [cells[at].strip() for cells in below if at < len(cells)]
    if has_comma_pence := are_with_comma_pence(amounts):
        into.findings.append(
            Finding(
                layout.sheet,
                layout.header_row or 0,
                layout.headings[at],
                "",
                "The pence of these amounts stand behind a comma, as they do abroad",
                "They were read so: check that this is right",
                refused=False,
            )
        )
    marked = [
        (cells[sign], cells[at].strip())
        for cells in below
        if sign is not None and max(at, sign) < len(cells)
    ]
    return replace(
        laying,
        is_turned=are_of_suppliers_accounts(marked),
        has_comma_pence=has_comma_pence,
    )


def _told_of_register(sheet: str, number: int, headings: Sequence[str]) -> Iterator[Finding]:
    """Yield what to tell of headings that are those of a register."""
    if len(headings) <= MOST_HEADINGS and (kind := register_of(headings)):
        yield Finding(
            sheet,
            number,
            "",
            "",
            f"By its headings this is a register of {kind}, and not a list of payments",
            "Nothing was read. If payments are in it, choose all of their columns",
            refused=False,
        )


def _told_of_scale(layout: Layout) -> Iterator[Finding]:
    """Yield what to tell of a table whose only amounts are not in pounds."""
    if "amount" not in layout.columns and (heading := not_in_pounds(layout.headings)):
        yield Finding(
            layout.sheet,
            layout.header_row or 0,
            heading,
            "",
            f"These amounts are in {scale_of(heading)}",
            "Make a column in pounds beside it in a spreadsheet program and upload that file",
            refused=False,
        )


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
