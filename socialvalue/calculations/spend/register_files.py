"""Reading a contracts register: CSV or spreadsheet, any headings, every cell understood or named.

A register is small and made by hand, so it is read whole and nothing is guessed at: a cell that
cannot be understood is a problem with its row and heading, and one problem stops the import.
Source: Local Government Transparency Code 2015, contracts register; docs/sums_spend.md, renewals.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import TypeVar

from socialvalue.calculations.spend.confined import opened
from socialvalue.calculations.spend.dates import DateOrder, NotADate, day_from_text, order_of
from socialvalue.calculations.spend.findings import FileRefused, Finding
from socialvalue.calculations.spend.money import NotMoney, money_from_text
from socialvalue.calculations.spend.register_headings import FIELDS, NEEDED, columns_of
from socialvalue.calculations.spend.renewals import months_later
from socialvalue.calculations.spend.text_files import (
    Broken,
    TextRow,
    delimiter_of,
    rows_of,
    text_of,
)
from socialvalue.calculations.spend.workbooks import is_workbook

MOST_ROWS = 20_000
ROWS_LOOKED_AT = 50
LONGEST = {"reference": 120, "title": 500, "supplier": 500, "category": 255}
_DATES = ("start", "end", "extends_to")
_Read = TypeVar("_Read")
_NONE = frozenset(["", "none", "no", "n/a", "na", "nil", "-", "not applicable", "0"])
_LENGTH = re.compile(r"(?P<number>[0-9]{1,3})\s*(?P<unit>months?|mths?|m|years?|yrs?|y)?", re.I)
_WHAT_TO_DO = {
    "start": "Write the day as 01/04/2025, or leave it empty",
    "end": "Write the last day as 31/03/2028",
    "extends_to": "Write the last day with every extension, such as 31/03/2030, or a number of "
    "months, or leave it empty",
    "value": "Write the amount as 120000.00, or leave it empty if it is not known",
    "yearly": "Write the amount as 40000.00, or leave it empty if it is not known",
}


@dataclass(frozen=True)
class ContractRow:
    """One contract as read; money in whole pence, None where the register does not say."""

    row: int
    reference: str
    title: str
    supplier: str
    category: str
    start: dt.date | None
    end: dt.date
    extends_to: dt.date | None
    value_pence: int | None
    yearly_pence: int | None


@dataclass
class RegisterReading:
    """What was read: contracts, cells that could not be understood, and rows that are none."""

    columns: Mapping[str, str]
    contracts: list[ContractRow] = field(default_factory=list)
    problems: list[Finding] = field(default_factory=list)
    set_aside: list[int] = field(default_factory=list)


def read_register(content: bytes) -> RegisterReading:
    """Read a contracts register. Raises FileRefused, in words, if no table of contracts is in it.

    The headings may stand below title lines. Blank rows, and rows with neither title nor supplier
    nor end, are no contracts and are named in `set_aside`.
    """
    for rows in _tables(content):
        head = _head_of(rows)
        if head is not None:
            return _Reader(rows, head).read()
    raise FileRefused(
        "No contracts register was found in this file. It needs a row of headings that names at "
        "least the title, the supplier and the end date."
    )


def _tables(content: bytes) -> Iterator[Sequence[TextRow]]:
    if is_workbook(content):
        with opened(content, first_rows=MOST_ROWS + ROWS_LOOKED_AT) as (_, sheets):
            yield from (list(sheet.rows) for sheet in sheets if not sheet.hidden)
        return
    text, _ = text_of(content)
    mark = delimiter_of(text, likeness=lambda row: len(columns_of(row)), enough=len(FIELDS))
    yield list(islice(rows_of(text, delimiter=mark), MOST_ROWS + ROWS_LOOKED_AT))


def _head_of(rows: Sequence[TextRow]) -> int | None:
    """Return the index of the row of headings: of those that name what is needed, the fullest."""
    named = [
        (len(found), -at)
        for at, row in enumerate(rows[:ROWS_LOOKED_AT])
        if not isinstance(row, Broken) and set(NEEDED) <= (found := columns_of(row)).keys()
    ]
    return -max(named)[1] if named else None


class _Reader:
    """Reads the rows below the headings."""

    def __init__(self, rows: Sequence[TextRow], head: int) -> None:
        headings = rows[head]
        assert not isinstance(headings, Broken)  # noqa: S101 -- _head_of returns none
        self.headings = [heading.strip() for heading in headings]
        self.at = columns_of(self.headings)
        self.rows = list(enumerate(rows[head + 1 :], start=head + 2))
        if len(self.rows) > MOST_ROWS:
            raise FileRefused(
                f"The register has more than {MOST_ROWS:,} rows. Split it into parts."
            )
        self.reading = RegisterReading({name: self.headings[at] for name, at in self.at.items()})
        self.order = order_of(tuple(self._every_date()))
        self.seen: dict[str, int] = {}

    def _every_date(self) -> Iterator[str]:
        for _, row in self.rows:
            if not isinstance(row, Broken):
                yield from (text for name in _DATES if (text := self.cell(row, name)))

    def cell(self, row: Sequence[str], name: str) -> str:
        """Return the text of a field, white space squeezed; empty where there is no such cell."""
        at = self.at.get(name)
        return " ".join(row[at].split()) if at is not None and at < len(row) else ""

    def read(self) -> RegisterReading:
        """Return everything that was read."""
        for number, row in self.rows:
            if isinstance(row, Broken):
                self.problem(number, "", "", row.why, "Correct the quotation marks")
            elif not any(self.cell(row, name) for name in NEEDED):
                self.reading.set_aside.append(number)
            else:
                self._contract(number, row)
        return self.reading

    def problem(self, number: int, name: str, cell: str, what: str, remedy: str) -> None:
        """Note a cell that cannot be understood."""
        heading = self.reading.columns.get(name, "")
        self.reading.problems.append(Finding("", number, heading, cell, what, remedy))

    def _contract(self, number: int, row: Sequence[str]) -> None:
        before = len(self.reading.problems)
        if any(cell.strip() for cell in row[len(self.headings) :]):
            what = f"The row has {len(row)} cells and the headings only {len(self.headings)}"
            self.problem(number, "", "", what, "Check the commas and quotation marks of the row")
        texts = {name: self._text(number, row, name) for name in LONGEST}
        texts["reference"] = self._reference(number, texts["reference"])
        start, end = self._day(number, row, "start"), self._day(number, row, "end")
        extends_to = self._extension(number, row, end)
        money = {name: self._money(number, row, name) for name in ("value", "yearly")}
        self._check_days(number, row, start, end, extends_to)
        if end is not None and len(self.reading.problems) == before:
            self.reading.contracts.append(
                ContractRow(
                    row=number,
                    start=start,
                    end=end,
                    extends_to=extends_to,
                    value_pence=money["value"],
                    yearly_pence=money["yearly"],
                    **texts,
                )
            )

    def _text(self, number: int, row: Sequence[str], name: str) -> str:
        text = self.cell(row, name)
        if len(text) > LONGEST[name]:
            self.problem(number, name, text, "The text is too long",
                         f"Shorten it to {LONGEST[name]} characters")  # fmt: skip
        if not text and name in NEEDED:
            self.problem(number, name, "", f"The {name} is empty", f"Enter the {name}")
        return text

    def _reference(self, number: int, text: str) -> str:
        reference = text or f"Row {number}"
        if (first := self.seen.setdefault(reference.casefold(), number)) != number:
            self.problem(number, "reference", text, f"Row {first} has the same reference",
                         "Give each contract a reference of its own")  # fmt: skip
        return reference

    def _day(self, number: int, row: Sequence[str], name: str) -> dt.date | None:
        text = self.cell(row, name)
        if not text:
            if name == "end":
                self.problem(number, name, "", "The end date is empty", _WHAT_TO_DO[name])
            return None
        return self._tried(number, name, text, lambda: _whole_day(text, self.order))

    def _extension(self, number: int, row: Sequence[str], end: dt.date | None) -> dt.date | None:
        text = self.cell(row, "extends_to")
        if text.casefold() in _NONE or end is None:
            return None
        if length := _LENGTH.fullmatch(text):
            years = (length["unit"] or "m").lower().startswith("y")
            months = int(length["number"]) * (12 if years else 1)
            return months_later(end + dt.timedelta(days=1), months) - dt.timedelta(days=1)
        return self._tried(number, "extends_to", text, lambda: _whole_day(text, self.order))

    def _money(self, number: int, row: Sequence[str], name: str) -> int | None:
        text = self.cell(row, name)
        if not text:
            return None
        pence = self._tried(number, name, text, lambda: money_from_text(text).pence)
        if pence is not None and pence < 0:
            self.problem(number, name, text, "The value is below nought", _WHAT_TO_DO[name])
        return pence

    def _tried(self, number: int, name: str, text: str, read: Callable[[], _Read]) -> _Read | None:
        try:
            return read()
        except (NotADate, NotMoney) as wrong:
            self.problem(number, name, text, str(wrong), _WHAT_TO_DO[name])
            return None

    def _check_days(
        self,
        number: int,
        row: Sequence[str],
        start: dt.date | None,
        end: dt.date | None,
        extends_to: dt.date | None,
    ) -> None:
        if start and end and end < start:
            self.problem(number, "end", self.cell(row, "end"), "The contract ends before it starts",
                         "Check both days")  # fmt: skip
        if end and extends_to and extends_to < end:
            self.problem(number, "extends_to", self.cell(row, "extends_to"),
                         "The extension ends before the contract", "Check both days")  # fmt: skip


def _whole_day(text: str, order: DateOrder) -> dt.date:
    day = day_from_text(text, order=order)
    if day.month_only:
        raise NotADate("Only the month is given")
    return day.day
