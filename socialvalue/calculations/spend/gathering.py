"""Going through the rows of a table of payments: which are lines, and which are set aside and why.

No row is dropped: each becomes a line, is set aside with a reason, or is refused with a finding.
"""

import re
from array import array
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache

from socialvalue.calculations.spend.columns import Coder
from socialvalue.calculations.spend.findings import Finding, shortened
from socialvalue.calculations.spend.headings import FIELDS, is_heading
from socialvalue.calculations.spend.layout import Layout
from socialvalue.calculations.spend.text_files import Broken, TextRow


class Aside(StrEnum):
    """Why a row is no payment. The value is what people read."""

    BLANK = "Nothing is written in this row"
    TITLE = "Above the headings"
    HEADINGS = "The headings again"
    TOTAL = "A total, not a payment"
    NOTE = "Neither a date nor an amount: a note, not a payment"
    NO_TABLE = "No table of payments was found in this sheet"


@dataclass(frozen=True, slots=True)
class SetAside:
    """A row that is no payment, and why."""

    sheet: str
    row: int
    reason: Aside
    text: str = ""


@dataclass(frozen=True, slots=True)
class TotalRow:
    """A row that says it is a total: what it says, and how many lines stand above it."""

    sheet: str
    row: int
    amount: str
    lines_above: int


@dataclass
class Gathered:
    """The texts of the rows that look like payments, by column, and what became of the others."""

    sheet: Coder = field(default_factory=Coder)
    row: "array[int]" = field(default_factory=lambda: array("l"))
    fields: Mapping[str, Coder] = field(default_factory=lambda: {name: Coder() for name in FIELDS})
    headings: list[tuple[int, Mapping[str, str]]] = field(default_factory=list)
    set_aside: list[SetAside] = field(default_factory=list)
    totals: list[TotalRow] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    refused_rows: set[tuple[str, int]] = field(default_factory=set)
    rows_in: int = 0

    def aside(self, sheet: str, row: int, reason: Aside, cells: Iterable[str] = ()) -> None:
        """Set a row aside, with the beginning of what it says."""
        text = shortened(" ".join(cell for cell in cells if cell))
        self.set_aside.append(SetAside(sheet, row, reason, text))

    def refuse(self, finding: Finding) -> None:
        """Leave a row out because of what was found in it."""
        self.findings.append(finding)
        self.refused_rows.add((finding.sheet, finding.row))

    def headings_of(self, line: int) -> Mapping[str, str]:
        """Return the heading of each field for the line of that index."""
        return next(columns for start, columns in reversed(self.headings) if start <= line)


def gather_table(
    rows: Iterable[tuple[int, TextRow]],
    *,
    into: Gathered,
    layout: Layout,
    total_markers: Collection[str],
    relaid: Callable[[int, Sequence[str]], Layout],
) -> list[Layout]:
    """Sort the rows below a row of headings, and return the layouts met on the way.

    When headings come again they are set aside; when they come in another order, the rows below
    are read in that order (`relaid` makes the new layout).
    """
    table = TableReader(into, layout, total_markers=total_markers, relaid=relaid)
    for number, row in rows:
        table.take(number, row)
    return table.layouts


class TableReader:
    """Takes the rows below a row of headings, one by one."""

    def __init__(
        self,
        into: Gathered,
        layout: Layout,
        *,
        total_markers: Collection[str],
        relaid: Callable[[int, Sequence[str]], Layout],
    ) -> None:
        """Begin below the headings of that layout."""
        self.layouts = [layout]
        self._relaid = relaid
        self._markers = frozenset(map(str.casefold, total_markers))
        self._rows = _RowReader(into, layout, self._markers)

    @property
    def layout(self) -> Layout:
        """Return the layout in force."""
        return self.layouts[-1]

    def go_on(self, *, into: Gathered) -> None:
        """Take the next rows into another place, in the layout in force."""
        self._rows = _RowReader(into, self.layout, self._markers)

    @property
    def marks_of_totals(self) -> Sequence[str]:
        """Return texts, case-folded, of which every name of a total has one."""
        return self._rows.marks_of_totals

    def says_total(self, text: str) -> bool:
        """Say whether a text is how a total is called."""
        return self._rows.says_total(text)

    def is_heading(self, text: str, name: str) -> bool:
        """Say whether the text of that field is a heading and no date or amount."""
        return self._rows.is_heading(text, name)

    def take(self, number: int, row: TextRow) -> None:
        """Take one row: as a line, as the headings again, set aside or refused."""
        into = self._rows.into
        into.rows_in += 1
        if isinstance(row, Broken):
            into.refuse(_broken(self.layout.sheet, number, row))
            return
        cells = [cell.strip(AROUND_CELLS) for cell in row]
        renewed = self._relaid(number, cells) if self._rows.could_be_headings(cells) else None
        if renewed is None or renewed.missing:
            self._rows.read(number, cells)
            return
        into.aside(self.layout.sheet, number, Aside.HEADINGS, cells)
        before = self.layout
        if _places_of(renewed) != _places_of(before):
            self.layouts.append(renewed)
            self.go_on(into=into)


_WHICH_TOTAL = re.compile(r"^(?:grand|sub|overall|report|final)[\s-]*")
_NOUGHT = re.compile(r"£?\s*(?:0+(?:\.0*)?|-)")
_HAS_SIGN = re.compile(
    r"^[£\s]*[-\u2010-\u2015\u2212(]|[-\u2010-\u2015\u2212)]$|CR$", re.IGNORECASE
)
AROUND_CELLS = " \t\r\n\x0b\x0c\xa0\ufeff\u200b"


def _places_of(layout: Layout) -> tuple[object, ...]:
    return layout.positions, layout.credit, layout.sign, layout.currency


def _broken(sheet: str, number: int, row: Broken) -> Finding:
    return Finding(
        sheet, number, "", "", row.why, "Correct the quotation marks and read the file again"
    )


def _ends_early(sheet: str, number: int) -> Finding:
    return Finding(
        sheet,
        number,
        "",
        "",
        "The row ends before the last headings",
        "The cells that it does not have were read as empty",
        refused=False,
    )


@lru_cache(maxsize=65536)
def _is_heading(text: str) -> bool:
    return is_heading(text)


def _cell(cells: Sequence[str], position: int | None) -> str:
    return cells[position] if position is not None and position < len(cells) else ""


def _net_of(debit: str, credit: str) -> str:
    """Return the amount of a row that has a debit and a credit, as a publisher would write it.

    A credit is what came back, whether it is written with a minus or not. Two amounts in one row
    are none: their reader refuses them.
    """
    if not credit or (debit and _NOUGHT.fullmatch(credit)):
        return debit
    if debit and not _NOUGHT.fullmatch(debit):
        return f"{debit} and {credit}"
    return credit if _HAS_SIGN.search(credit) else f"-{credit}"


_PAID = frozenset(["", "DR", "D", "DB", "DEBIT", "S", "+"])
_CAME_BACK = frozenset(["CR", "C", "CREDIT", "H", "-"])
"""How finance systems mark a debit and a credit: SAP writes S (Soll) and H (Haben)."""


_BY_THE_ACCOUNT = {
    **dict.fromkeys(["DR", "D", "DB", "DEBIT", "S"], "CR"),
    **dict.fromkeys(["CR", "C", "CREDIT", "H"], "DR"),
}
"""What the marks of a supplier's account, where an invoice is a credit, are to the one who pays."""


def are_of_suppliers_accounts(marked: Iterable[tuple[str, str]]) -> bool:
    """Say whether marks of debits and credits must be those of the suppliers' accounts.

    `marked` has each mark with its amount. An amount with a minus of its own shows what the mark
    beside it means. Where there is none: invoices are more than credit notes anywhere. But where
    every mark says credit, it may be a file of credit notes: only H, which nobody writes for people
    to read, is enough alone.
    """
    known = [
        (_BY_THE_ACCOUNT[said], said, bool(_HAS_SIGN.search(amount)))
        for mark, amount in marked
        if amount and (said := _as_said(mark)) in _BY_THE_ACCOUNT
    ]
    came_back = [turned for turned, _, has_sign in known if has_sign]
    if came_back:
        return came_back.count("CR") * 2 > len(came_back)
    invoices = [said for turned, said, _ in known if turned == "DR"]
    return len(invoices) * 2 > len(known) and (len(invoices) < len(known) or "H" in invoices)


def _as_said(mark: str) -> str:
    return mark.strip().upper().rstrip(".")


def _signed_by(mark: str, amount: str, *, is_turned: bool) -> str:
    """Return an amount with the sign that the cell beside it gives it, as a publisher would.

    An amount that has a sign of its own keeps that. One beside a mark that is not known is none:
    its reader refuses it.
    """
    said = _as_said(mark)
    if is_turned:
        said = _BY_THE_ACCOUNT.get(said, said)
    if not amount or said in _PAID or (said in _CAME_BACK and _HAS_SIGN.search(amount)):
        return amount
    return f"-{amount}" if said in _CAME_BACK else f"{amount} {mark}"


_COMMA_PENCE = re.compile(r"([^0-9]*[0-9]+),([0-9]{1,2})([^0-9]*)")
_TWO_PENCE = re.compile(r"[^0-9]*[0-9]+,[0-9]{2}[^0-9]*")
_POINT_OR_THOUSANDS = re.compile(r"\.[0-9]{1,2}[^0-9,]*$|,[0-9]{3}(?![0-9])")


def are_with_comma_pence(amounts: Sequence[str]) -> bool:
    """Say whether the pence of these amounts stand behind a comma, as abroad.

    "99,00" alone may be a slip for 9,900 or 99,000; two such, and no amount with a point before its
    pence or a comma between its thousands, are none.
    """
    pence = sum(_TWO_PENCE.fullmatch(amount) is not None for amount in amounts)
    return pence >= 2 and not any(map(_POINT_OR_THOUSANDS.search, amounts))


def _with_a_point(amount: str) -> str:
    found = _COMMA_PENCE.fullmatch(amount)
    return f"{found[1]}.{found[2]}{found[3]}" if found else amount


_POUNDS = frozenset(["", "GBP", "£", "STERLING", "POUNDS", "POUND", "UKP", "STG"])


def _in_money(currency: str, amount: str) -> str:
    """Return an amount with its currency, if that is not pounds: its reader refuses it."""
    return f"{amount} {currency}" if amount and currency.upper() not in _POUNDS else amount


class _RowReader:
    """Reads the rows of one table, whose columns are known."""

    def __init__(self, into: Gathered, layout: Layout, total_markers: frozenset[str]) -> None:
        self.into = into
        self.layout = layout
        self.total_markers = total_markers
        # What says total has one of these in it; most texts have none, and that is soon seen.
        self.marks_of_totals = [
            marker
            for marker in total_markers
            if not any(other in marker and other != marker for other in total_markers)
        ]
        self._at = dict(layout.positions)
        self._named_width = layout.named_width
        self._needed_width = layout.needed_width
        into.headings.append((len(into.row), layout.columns))

    def cell(self, cells: Sequence[str], name: str) -> str:
        """Return the text of a field, empty if the table or the row has no such cell."""
        text = _cell(cells, self._at.get(name))
        if name not in {"amount", "vat"}:
            return text
        if self.layout.has_comma_pence:
            text = _with_a_point(text)
        if name == "amount" and self.layout.credit is not None:
            text = _net_of(text, _cell(cells, self.layout.credit))
        if self.layout.sign is not None:
            mark = _cell(cells, self.layout.sign)
            text = _signed_by(mark, text, is_turned=self.layout.is_turned)
        return _in_money(_cell(cells, self.layout.currency), text)

    def could_be_headings(self, cells: Sequence[str]) -> bool:
        """Say whether a heading stands where the date or the amount should.

        That is any heading that is known, or the one that stood there before, whatever it is.
        """
        return any(
            self.is_heading(text, name)
            for name in ("date", "amount")
            if (text := self.cell(cells, name))
        )

    def is_heading(self, text: str, name: str) -> bool:
        """Say whether the text is a heading that is known, or the one of that field."""
        return _is_heading(text) or " ".join(text.split()) == self.layout.columns[name]

    def read(self, number: int, cells: list[str]) -> None:
        """Take one row as a line, set it aside, or refuse it."""
        sheet = self.layout.sheet
        filled = [cell for cell in cells if cell]
        if not filled:
            self.into.aside(sheet, number, Aside.BLANK)
        elif self._is_total(cells):
            self.into.aside(sheet, number, Aside.TOTAL, cells)
            self.into.totals.append(
                TotalRow(sheet, number, self.cell(cells, "amount"), len(self.into.row))
            )
        elif (len(filled) == 1 or len(cells) >= self._named_width) and not self._has_date_or_amount(
            cells
        ):
            self.into.aside(sheet, number, Aside.NOTE, cells)
        elif problem := self._wrong_width(cells):
            remedy = "Make the row as long as the row of headings: check its commas and quotes"
            self.into.refuse(Finding(sheet, number, "", " ".join(filled), problem, remedy))
        else:
            self._add(number, cells)

    def _is_total(self, cells: Sequence[str]) -> bool:
        """A total says so in the supplier's place, or anywhere if supplier and date are empty.

        It may say whose it is, "Acme Ltd Total", as spreadsheets write below the payments to each;
        where there is no date, it may also say which one: "Grand Total", "Sub-total:".
        """
        supplier = self.cell(cells, "supplier")
        if self.cell(cells, "date"):
            return supplier.casefold() in self.total_markers or self._is_subtotal(supplier)
        return any(map(self.says_total, [supplier] if supplier else cells))

    def says_total(self, text: str) -> bool:
        """Say whether a text is how a total is called."""
        said = text.casefold()
        if not any(marker in said for marker in self.marks_of_totals):
            return False
        bare = _WHICH_TOTAL.sub("", said.rstrip(" :=-"))
        is_named = not self.total_markers.isdisjoint({said, bare, bare.removesuffix("s")})
        return is_named or self._is_subtotal(text)

    def _is_subtotal(self, text: str) -> bool:
        """Say whether a text is how a spreadsheet calls the total of one: "Acme Ltd Total"."""
        said = text.casefold()
        which, _, last = said.rpartition(" ")
        return bool(which) and last in self.total_markers and _WHICH_TOTAL.sub("", said) != last

    def _has_date_or_amount(self, cells: Sequence[str]) -> bool:
        return any(self.cell(cells, name) for name in ("date", "amount", "vat"))

    def _wrong_width(self, cells: Sequence[str]) -> str:
        if any(cells[self.layout.width :]):
            return f"The row has {len(cells)} cells and the headings only {self.layout.width}"
        if len(cells) < self._needed_width:
            return f"The row has only {len(cells)} cells and the headings {self._named_width}"
        return ""

    def _add(self, number: int, cells: Sequence[str]) -> None:
        if len(cells) < self._named_width:
            self.into.findings.append(_ends_early(self.layout.sheet, number))
        self.into.sheet.add(self.layout.sheet)
        self.into.row.append(number)
        for name, coder in self.into.fields.items():
            coder.add(self.cell(cells, name))
