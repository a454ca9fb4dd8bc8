"""A row that could not be read, corrected by a person: its cells as texts, and the payment line.

Cells are read by the same rules as those of a file. The line keeps the sheet and row of the file
that it corrects, so that it can always be found again.
"""

import datetime as dt
from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from socialvalue.calculations.rounding import half_up
from socialvalue.calculations.spend.columns import Coder, PaymentLines
from socialvalue.calculations.spend.dates import DateOrder, NotADate, day_from_text
from socialvalue.calculations.spend.headings import Amounts
from socialvalue.calculations.spend.money import (
    Money,
    NotMoney,
    Pence,
    money_from_text,
    vat_from_text,
)

TEXTS = ("supplier", "category", "transaction_number", "description", "postcode")


class NotCorrected(ValueError):
    """Some cells still cannot be read: `problems` says by field what is wrong with each."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        self.problems = dict(problems)
        super().__init__("; ".join(problems.values()))


@dataclass(frozen=True)
class Corrected:
    """A payment made of corrected cells; the amount is net, in pence, exact."""

    sheet: str
    row: int
    day: dt.date
    net: Pence
    vat: Pence
    texts: Mapping[str, str]


def corrected(
    texts: Mapping[str, str], *, sheet: str, row: int, amounts: Amounts, order: DateOrder
) -> Corrected:
    """Return the payment that the cells of a row make, by field.

    `amounts` is what the file's amounts are; VAT counts only where they are gross. `order` is how
    the file's dates of three numbers are read. Raises NotCorrected.
    """
    problems: dict[str, str] = {}
    day = money = None
    vat = Money(0, 0)
    try:
        day = day_from_text(texts.get("date", ""), order=order).day
    except NotADate as wrong:
        problems["date"] = str(wrong)
    try:
        money = money_from_text(texts.get("amount", ""))
    except NotMoney as wrong:
        problems["amount"] = str(wrong)
    try:
        if amounts is Amounts.GROSS_AND_VAT:
            vat = vat_from_text(texts.get("vat", ""))
    except NotMoney as wrong:
        problems["vat"] = str(wrong)
    if day is None or money is None or problems:
        raise NotCorrected(problems)
    return Corrected(
        sheet=sheet,
        row=row,
        day=day,
        net=money.exact - vat.exact,
        vat=vat.exact,
        texts={name: " ".join(texts.get(name, "").split()) for name in TEXTS},
    )


def lines_of(payments: Iterable[Corrected]) -> PaymentLines:
    """Return corrected rows as payment lines, in the order given."""
    rows: Sequence[Corrected] = list(payments)
    exact = {
        at: (row.net, row.vat)
        for at, row in enumerate(rows)
        if not (row.net == int(row.net) and row.vat == int(row.vat))
    }
    columns = {name: _coded(row.texts[name] for row in rows) for name in TEXTS}
    return PaymentLines(
        sheet=_coded(row.sheet for row in rows).column(),
        row=array("l", (row.row for row in rows)),
        days=array("l", (row.day.toordinal() for row in rows)),
        pence=array("q", (_whole(row.net + row.vat) - _whole(row.vat) for row in rows)),
        vat_pence=array("q", (_whole(row.vat) for row in rows)),
        exact=exact,
        **{name: coder.column() for name, coder in columns.items()},
    )


def _coded(texts: Iterable[str]) -> Coder:
    coder = Coder()
    for text in texts:
        coder.add(text)
    return coder


def _whole(pence: Pence) -> int:
    return int(half_up(pence, places=0))
