"""Reading any published payments file: bytes in, payment lines out, with nothing lost on the way.

Two steps for a person: read once with nothing confirmed, show the proposal (`layout`, `sample`,
`findings`), then read again with the columns that the person confirmed. A study does the second
step only.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from socialvalue.calculations.spend.columns import PaymentLines
from socialvalue.calculations.spend.confined import opened
from socialvalue.calculations.spend.dates import DateOrder
from socialvalue.calculations.spend.findings import FileRefused, Finding
from socialvalue.calculations.spend.gathering import Aside, Gathered, SetAside
from socialvalue.calculations.spend.headings import (
    FIELDS,
    Amounts,
    found_of_needed,
    is_gross,
    position_of,
    scale_of,
)
from socialvalue.calculations.spend.layout import NEEDED, Layout, names_of
from socialvalue.calculations.spend.parsing import Parsed, parse
from socialvalue.calculations.spend.repeated_sheets import repeated_sheet
from socialvalue.calculations.spend.sheets import Wishes, read_sheet, sample_of
from socialvalue.calculations.spend.text_files import (
    ROWS_LOOKED_AT,
    TextRow,
    delimiter_of,
    rows_of,
    text_of,
)
from socialvalue.calculations.spend.workbooks import BookSheet, is_workbook

TOTAL_ROW_MARKERS = (
    *("Total", "Totals", "Grand total", "Sub total", "Subtotal", "Sub-total"),
    "Cyfanswm",
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read of a payments file.

    `rows_in` counts every row below the start of the file, blank ones included, and is always
    lines + set aside + refused. `kind` is csv, xlsx, xls or ods; `encoding` and `delimiter` are
    empty for a spreadsheet. `layouts` has one entry per table found, `layout` is the one to show a
    person. `sample` has the first rows below the headings, as they stand in the file.
    `findings` are in the order of the file; those with `refused` are rows that were left out.
    """

    name: str
    kind: str
    encoding: str
    delimiter: str
    layouts: tuple[Layout, ...]
    lines: PaymentLines
    date_order: DateOrder
    date_forms: frozenset[str]
    money_style: frozenset[str]
    set_aside: tuple[SetAside, ...]
    findings: tuple[Finding, ...]
    refused_rows: tuple[tuple[str, int], ...]
    rows_in: int
    sample: tuple[tuple[int, tuple[str, ...]], ...]

    @property
    def layout(self) -> Layout:
        """Return the table to show: the first whole one, else the first with headings."""
        return layout_to_show(self.layouts)

    @property
    def columns(self) -> Mapping[str, str]:
        """Return the heading of each field that was found or confirmed."""
        return self.layout.columns

    @property
    def headings(self) -> tuple[str, ...]:
        """Return the name of every column, to choose from."""
        return self.layout.headings

    @property
    def header_row(self) -> int | None:
        """Return the row of the headings, as a spreadsheet shows it, or None if there is none."""
        return self.layout.header_row

    @property
    def amounts(self) -> Amounts:
        """Return what the amounts were taken for."""
        return self.layout.amounts

    @property
    def missing(self) -> tuple[str, ...]:
        """Return the needed fields that have no column: a person must say which column it is."""
        return self.layout.missing

    @property
    def total_rows_skipped(self) -> int:
        """Return how many rows were set aside as totals."""
        return self.set_aside_by_reason()[Aside.TOTAL]

    def set_aside_by_reason(self) -> "Counter[Aside]":
        """Return how many rows were set aside for each reason."""
        return Counter(row.reason for row in self.set_aside)


def layout_to_show(layouts: Sequence[Layout]) -> Layout:
    """Return the table of a file to show: the first whole one, else the first with headings."""
    return min(layouts, key=lambda table: (bool(table.missing), table.header_row is None))


def read_payments(
    content: bytes,
    *,
    name: str,
    confirmed_columns: Mapping[str, str] | None = None,
    amounts: Amounts | str | None = None,
    total_row_markers: Collection[str] = TOTAL_ROW_MARKERS,
    first_rows: int | None = None,
) -> Reading:
    """Read a payments file as published: CSV of any delimiter and encoding, XLSX, XLS or ODS.

    `confirmed_columns` maps fields (`headings.FIELDS`) to headings of the file; "" says that the
    file has no such column. Fields that are not in it are found by the meaning of the headings.
    `amounts` is "net" or "gross_and_vat" (net = gross - VAT), or None to find out. A row whose
    supplier is one of `total_row_markers`, in capitals or not, is a total and no payment.

    `first_rows` limits how much of each sheet of a spreadsheet is read, to make a proposal soon; a
    text is cut short by whoever gives it.

    Where a needed field has no column, no line is read and `missing` says which.

    Raises FileRefused, in plain words, if the file is empty, is not text or a spreadsheet, or if a
    confirmed heading is not in it; ValueError if a field or kind of amounts is not known.
    Source: FORMAT of the local spend study, 3.1; docs/sums.md, reading.
    """
    wishes = wishes_of(confirmed_columns, amounts=amounts, total_row_markers=total_row_markers)
    if is_workbook(content):
        return _read_workbook(content, name=name, wishes=wishes, first_rows=first_rows)
    return _read_text(content, name=name, wishes=wishes)


def wishes_of(
    confirmed_columns: Mapping[str, str] | None,
    *,
    amounts: Amounts | str | None,
    total_row_markers: Collection[str],
) -> Wishes:
    """Return what the caller has said; ValueError if a field or kind of amounts is not known."""
    return Wishes(
        _known_fields(confirmed_columns or {}),
        None if amounts is None else Amounts(amounts),
        total_row_markers,
    )


def _known_fields(confirmed: Mapping[str, str]) -> Mapping[str, str]:
    if unknown := confirmed.keys() - set(FIELDS):
        raise ValueError(f"no such field: {', '.join(sorted(unknown))}")
    return confirmed


def _read_text(content: bytes, *, name: str, wishes: Wishes) -> Reading:
    text, encoding = text_of(content)
    delimiter = best_delimiter(text, wishes=wishes)
    sheets = [("", rows_of(text, delimiter=delimiter))]
    return _read_sheets(sheets, _About(name, "csv", encoding, delimiter), wishes=wishes)


def best_delimiter(text: str, *, wishes: Wishes) -> str:
    """Return the delimiter with which the beginning of a text is most like the table wished for."""
    wanted = [heading for heading in wishes.confirmed.values() if heading]

    def likeness(row: Sequence[str]) -> int:
        named = names_of(row)
        has = sum(position_of(heading, named) is not None for heading in wanted)
        return has + found_of_needed(named, confirmed=wishes.confirmed, amounts=wishes.amounts)

    return delimiter_of(text, likeness=likeness, enough=len(NEEDED) + len(wanted))


def _read_workbook(content: bytes, *, name: str, wishes: Wishes, first_rows: int | None) -> Reading:
    with opened(content, first_rows=first_rows) as (kind, sheets):
        shown = ((sheet.name, sheet.rows) for sheet in sheets if not sheet.hidden)
        return _read_sheets(
            shown, _About(name, kind, "", ""), wishes=wishes, known=list(_hidden(sheets))
        )


def _hidden(sheets: Iterable[BookSheet]) -> Iterator[Finding]:
    for sheet in sheets:
        if sheet.hidden:
            yield Finding(
                sheet.name, 0, "", "",
                "This sheet is hidden and was not read",
                "Show it and save the spreadsheet again if its payments belong to the file",
                refused=False,
            )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _About:
    name: str
    kind: str
    encoding: str
    delimiter: str


def _read_sheets(
    sheets: Iterable[tuple[str, Iterator[TextRow]]],
    about: _About,
    *,
    wishes: Wishes,
    known: Sequence[Finding] = (),
) -> Reading:
    gathered = Gathered()
    gathered.findings.extend(known)
    layouts: list[Layout] = []
    samples = {}
    for sheet, rows in sheets:
        first = list(islice(rows, ROWS_LOOKED_AT))
        if not first:
            continue
        found = read_sheet(sheet, first, rows, wishes=wishes, into=gathered)
        samples[sheet] = sample_of(first, found[0])
        layouts.extend(found)
    if not layouts:
        raise FileRefused("The spreadsheet is empty. Choose the file that holds the payments.")
    refuse_unknown_headings(layouts, wishes)
    gathered.findings.extend(remarks_on(layouts))
    amounts = next((table.amounts for table in layouts if not table.missing), Amounts.NET)
    parsed = parse(gathered, amounts=amounts)
    gathered.findings.extend(_remarks_on_sheets(parsed.lines))
    return _reading(about, layouts, gathered, parsed, samples[layout_to_show(layouts).sheet])


def remarks_on(layouts: Sequence[Layout]) -> Iterator[Finding]:
    """Yield what a person should know of the columns of each table.

    That its amounts are called gross and are read as they stand; that its credits are apart; that
    another column says which amounts are credits.
    """
    for table in layouts:
        if table.credit is not None:
            yield Finding(
                table.sheet,
                table.header_row or 0,
                table.headings[table.credit],
                "",
                "What came back stands in a column of its own",
                "It was read with a minus: check that this is right",
                refused=False,
            )
        if table.sign is not None:
            yield _of_signs(table, heading=table.headings[table.sign])
        heading = table.columns.get("amount", "")
        if table.amounts is Amounts.NET and is_gross(heading):
            yield Finding(
                table.sheet,
                table.header_row or 0,
                heading,
                "",
                "These amounts are called gross and no VAT is taken off them",
                "If the file has the VAT, confirm its column; if not, say so beside the figures",
                refused=False,
            )


def _remarks_on_sheets(lines: PaymentLines) -> Iterator[Finding]:
    if sheet := repeated_sheet(lines):
        yield Finding(
            sheet, 0, "", "",
            "The payments of this sheet stand in other sheets too, and were counted twice",
            "Take the file back, delete the sheets that repeat others and upload it again",
            refused=False,
        )  # fmt: skip


def _of_signs(table: Layout, *, heading: str) -> Finding:
    """Return what is told of a column that says which amounts came back."""
    problem, read_so = (
        (
            "Most amounts are marked as credits, as invoices are in the suppliers' accounts",
            "Those marked as debits were read with a minus",
        )
        if table.is_turned
        else (
            "This column says which amounts were paid and which came back",
            "Those marked as credits were read with a minus",
        )
    )
    remedy = (
        f"{read_so}: check that this is right; if not, take the file back and upload it without "
        "this column"
    )
    return Finding(table.sheet, table.header_row or 0, heading, "", problem, remedy, refused=False)


def refuse_unknown_headings(layouts: Sequence[Layout], wishes: Wishes) -> None:
    """Raise FileRefused if a confirmed heading is in no table, or says that it is not in pounds."""
    if scale := scale_of(wishes.confirmed.get("amount", "")):
        raise FileRefused(
            f'"{wishes.confirmed["amount"]}" is in {scale}. Make a column in pounds beside it in a '
            "spreadsheet program, save the file and upload that."
        )
    for field, heading in wishes.confirmed.items():
        if heading and all(position_of(heading, table.headings) is None for table in layouts):
            have = "; ".join(layouts[0].headings)
            raise FileRefused(
                f'There is no heading "{heading}" for {field}. The headings are: {have}.'
            )


def _reading(
    about: _About,
    layouts: Sequence[Layout],
    gathered: Gathered,
    parsed: Parsed,
    sample: Sequence[tuple[int, tuple[str, ...]]],
) -> Reading:
    order = {table.sheet: place for place, table in enumerate(layouts)}

    def in_file_order(place: Finding | SetAside) -> tuple[int, int]:
        return order.get(place.sheet, -1), place.row

    return Reading(
        name=about.name,
        kind=about.kind,
        encoding=about.encoding,
        delimiter=about.delimiter,
        layouts=tuple(layouts),
        lines=parsed.lines,
        date_order=parsed.date_order,
        date_forms=parsed.date_forms,
        money_style=parsed.money_style,
        set_aside=tuple(sorted(gathered.set_aside, key=in_file_order)),
        findings=tuple(sorted(gathered.findings, key=in_file_order)),
        refused_rows=tuple(sorted(gathered.refused_rows)),
        rows_in=gathered.rows_in,
        sample=tuple(sample),
    )
