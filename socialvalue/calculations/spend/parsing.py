"""From texts to payment lines: every distinct date and amount of a file is worked out once."""

from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import compress
from math import lcm
from typing import TypeVar

from socialvalue.calculations.rounding import half_up
from socialvalue.calculations.spend.columns import CodedColumn, PaymentLines
from socialvalue.calculations.spend.dates import (
    DateOrder,
    Day,
    NotADate,
    OrderSeen,
    day_from_text,
)
from socialvalue.calculations.spend.findings import Finding
from socialvalue.calculations.spend.gathering import Aside, Gathered, SetAside, TotalRow
from socialvalue.calculations.spend.headings import Amounts
from socialvalue.calculations.spend.money import (
    Money,
    NotMoney,
    Pence,
    money_from_text,
    vat_from_text,
)

Read = TypeVar("Read")

NO_SUPPLIER = "The supplier is empty"
NAMELESS = "The payment counts, to a supplier that is not known; enter the name if it may be said"
REMEDY = {
    "date": "Write the day that is meant, in the form 31/03/2025",
    "amount": "Write the amount as 1234.56, with a minus in front for a refund",
    "vat": "Write the VAT as 1234.56, or 0.00 if there was none",
}


MONTH_ONLY = ("Only the month is given", "It was read as the first of it")


@dataclass(frozen=True, slots=True)
class Parsed:
    """The payment lines of a file, and how its dates and amounts were written."""

    lines: PaymentLines
    date_order: DateOrder
    date_forms: frozenset[str]
    money_style: frozenset[str]


def parse(gathered: Gathered, *, amounts: Amounts) -> Parsed:
    """Work out the lines of what was gathered; rows that cannot be read are refused, with findings.

    A row without supplier and date whose amount is the sum of the rows above it is a total: it is
    set aside, as are the totals that say so. A total that does not agree is a finding.
    """
    columns = {name: coder.column() for name, coder in gathered.fields.items()}
    seen = OrderSeen(columns["date"].values)
    order = seen.order
    days = _tried(columns["date"].values, lambda text: day_from_text(text, order=order))
    money = _tried(columns["amount"].values, money_from_text)
    vat = _tried(columns["vat"].values, vat_from_text) if amounts is _GROSS else None
    work = _Work(gathered, columns, days, money, vat)
    work.refuse_what_cannot_be_read()
    work.compare_totals()
    gathered.findings.extend(remarks_on_dates(seen))
    return Parsed(
        lines=work.lines(),
        date_order=order,
        date_forms=frozenset(day.form for day in days if isinstance(day, Day)),
        money_style=frozenset().union(*(got.style for got in money if isinstance(got, Money))),
    )


_GROSS = Amounts.GROSS_AND_VAT
_NOTHING = Money(0, 0)


def _tried(texts: Sequence[str], read: Callable[[str], Read]) -> list[Read | str]:
    """Return what each text is, or in words why it cannot be read."""
    return [_attempt(text, read) for text in texts]


def _attempt(text: str, read: Callable[[str], Read]) -> Read | str:
    try:
        return read(text)
    except (NotMoney, NotADate) as wrong:
        return str(wrong)


def is_sum(stated: Money, *, of: Pence) -> bool:
    """Say whether an amount is a sum in pence, exactly or as rounded to the penny."""
    return stated.exact in (of, half_up(of, places=0))


def wrong_total(total: TotalRow) -> Finding:
    """Return the finding of a total that does not agree with the rows above it."""
    return Finding(
        total.sheet,
        total.row,
        "",
        total.amount,
        "The total is not the sum of the rows above it",
        "Check whether rows are missing from the file",
        refused=False,
    )


ORDER_NOT_SHOWN = Finding(
    "", 0, "", "",
    "The dates do not show whether the day or the month comes first",
    "They were read day first: check that this is right",
    refused=False,
)  # fmt: skip


ORDERS_MIXED = Finding(
    "", 0, "", "",
    "Some dates can only have the day first and some only the month: both orders are in the file",
    "Dates that could be either were read day first: check them",
    refused=False,
)  # fmt: skip
MAYBE_TURNED_ROUND = Finding(
    "", 0, "", "",
    "A spreadsheet may have turned day and month round: no date that it made one has a day above "
    "12, and every date that it left as text has",
    "Compare a few of them with invoices; if they are wrong, ask for the file as it was first",
    refused=False,
)  # fmt: skip


def remarks_on_dates(seen: OrderSeen) -> Iterator[Finding]:
    """Yield what a person should know of the order of a file's dates."""
    if not seen.is_shown:
        yield ORDER_NOT_SHOWN
    if seen.is_mixed:
        yield ORDERS_MIXED
    if seen.may_be_turned_round:
        yield MAYBE_TURNED_ROUND


class _Work:
    """The rows of one file, on their way from texts to lines."""

    def __init__(
        self,
        gathered: Gathered,
        columns: Mapping[str, CodedColumn],
        days: Sequence[Day | str],
        money: Sequence[Money | str],
        vat: Sequence[Money | str] | None,
    ) -> None:
        self.gathered = gathered
        self.columns = columns
        self.sheet = gathered.sheet.column()
        self.read: dict[str, Sequence[object]] = {"date": days, "amount": money}
        if vat is not None:
            self.read["vat"] = vat
        self.days = [got.day.toordinal() if isinstance(got, Day) else 0 for got in days]
        self.money = [got if isinstance(got, Money) else _NOTHING for got in money]
        self.vat = [got if isinstance(got, Money) else _NOTHING for got in vat or []]
        self.parts = lcm(*(got.exact.denominator for got in (*self.money, *self.vat)))
        self.keep = bytearray(b"\x01" * len(gathered.row))
        self.sums = [0, *self._running_sums()]

    def _running_sums(self) -> list[int]:
        """Return the sum of the amounts as written, down to each row; what was not read is 0.

        In whole numbers of the largest part of a penny (`parts`) that all amounts are made of.
        """
        amounts = [int(got.exact * self.parts) for got in self.money]
        total = 0
        sums = []
        for code in self.columns["amount"].codes:
            total += amounts[code]
            sums.append(total)
        return sums

    def refuse_what_cannot_be_read(self) -> None:
        """Find every cell that cannot be read, and every one read with a little licence."""
        suspects = {name: self._codes_with_a_word_to_say(name) for name in self.read}
        for line in range(len(self.gathered.row)):
            if self._is_nameless_total(line):
                self._set_aside_total(line)
                continue
            if not self._text("supplier", line):
                self._note(line, "supplier", NO_SUPPLIER, NAMELESS)
            for name, codes in suspects.items():
                if self.columns[name].codes[line] in codes:
                    self._say(line, name)

    def _codes_with_a_word_to_say(self, name: str) -> frozenset[int]:
        return frozenset(
            code
            for code, got in enumerate(self.read[name])
            if isinstance(got, str)
            or (isinstance(got, Money) and got.licence is not None)
            or (isinstance(got, Day) and got.month_only)
        )

    def _say(self, line: int, name: str) -> None:
        got = self.read[name][self.columns[name].codes[line]]
        if isinstance(got, str):
            self._refuse(line, name, got)
        elif isinstance(got, Money) and got.licence:
            self._note(line, name, *got.licence)
        else:
            self._note(line, name, *MONTH_ONLY)

    def _is_nameless_total(self, line: int) -> bool:
        """Say whether a row without supplier and date has the sum of those above as its amount."""
        if self._text("supplier", line) or self._text("date", line):
            return False
        amount = self.read["amount"][self.columns["amount"].codes[line]]
        return isinstance(amount, Money) and line > 0 and self._is_sum(amount, self.sums[line])

    def _is_sum(self, stated: Money, parts: int) -> bool:
        return is_sum(stated, of=Fraction(parts, self.parts))

    def _set_aside_total(self, line: int) -> None:
        self.keep[line] = 0
        text = self._text("amount", line)
        row = self.gathered.row[line]
        self.gathered.set_aside.append(SetAside(self.sheet[line], row, Aside.TOTAL, text))

    def compare_totals(self) -> None:
        """Find the totals that are neither the sum of all lines above nor since the last total."""
        start = 0
        for total in self.gathered.totals:
            self._compare(total, since=start)
            start = total.lines_above

    def _compare(self, total: TotalRow, *, since: int) -> None:
        stated = _attempt(total.amount, money_from_text)
        whole = self.sums[total.lines_above]
        possible = (whole, whole - self.sums[since])
        if not isinstance(stated, Money) or any(self._is_sum(stated, sum_) for sum_ in possible):
            return
        self.gathered.findings.append(wrong_total(total))

    def _text(self, name: str, line: int) -> str:
        return self.columns[name][line]

    def _refuse(self, line: int, name: str, problem: str) -> None:
        self.keep[line] = 0
        self.gathered.refuse(self._finding(line, name, problem, REMEDY[name]))

    def _note(self, line: int, name: str, problem: str, remedy: str) -> None:
        self.gathered.findings.append(self._finding(line, name, problem, remedy, refused=False))

    def _finding(
        self, line: int, name: str, problem: str, remedy: str, *, refused: bool = True
    ) -> Finding:
        return Finding(
            self.sheet[line],
            self.gathered.row[line],
            self.gathered.headings_of(line).get(name, name),
            self._text(name, line),
            problem,
            remedy,
            refused,
            {field: self._text(field, line) for field in self.columns} if refused else {},
        )

    def lines(self) -> PaymentLines:
        """Return the lines of the rows that were kept, the amounts net."""
        kept = {name: column.kept(self.keep) for name, column in self.columns.items()}
        gross = [self.money[code] for code in kept["amount"].codes]
        vat = (
            [self.vat[code] for code in kept["vat"].codes] if self.vat else [_NOTHING] * len(gross)
        )
        return PaymentLines(
            sheet=self.sheet.kept(self.keep),
            row=array("l", compress(self.gathered.row, self.keep)),
            supplier=kept["supplier"],
            days=array("l", (self.days[code] for code in kept["date"].codes)),
            pence=array("q", (of.pence - off.pence for of, off in zip(gross, vat, strict=True))),
            vat_pence=array("q", (off.pence for off in vat)),
            category=kept["category"],
            transaction_number=kept["transaction_number"],
            description=kept["description"],
            postcode=kept["postcode"],
            exact=_with_a_part(gross, vat) if self.parts > 1 else {},
        )


def _with_a_part(gross: Sequence[Money], vat: Sequence[Money]) -> dict[int, tuple[Pence, Pence]]:
    """Return the exact net amount and VAT of the lines where either has a part of a penny."""
    return {
        line: (of.exact - off.exact, off.exact)
        for line, (of, off) in enumerate(zip(gross, vat, strict=True))
        if not (of.exact == of.pence and off.exact == off.pence)
    }
