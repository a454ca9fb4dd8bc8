"""Rows that a person corrected, as payment lines."""

import datetime as dt
from fractions import Fraction

import pytest

from socialvalue.calculations.spend.correcting import NotCorrected, corrected, lines_of
from socialvalue.calculations.spend.dates import DateOrder
from socialvalue.calculations.spend.headings import Amounts

TEXTS = {
    "supplier": " Bright  Ltd ", "date": "04/03/2024", "amount": "£1,200.00", "vat": "200.00",
    "category": "Cleaning",
}  # fmt: skip


def payment(amounts=Amounts.NET, order=DateOrder.DAY_FIRST, **texts):
    return corrected(TEXTS | texts, sheet="", row=7, amounts=amounts, order=order)


def test_cells_become_a_payment_of_the_row_that_they_correct():
    (line,) = lines_of([payment()])

    assert (line.row, line.day, line.pence, line.vat_pence) == (7, dt.date(2024, 3, 4), 120_000, 0)
    assert (line.supplier, line.category, line.postcode) == ("Bright Ltd", "Cleaning", "")


def test_dates_are_read_in_the_order_of_the_file():
    assert payment(order=DateOrder.MONTH_FIRST).day == dt.date(2024, 4, 3)


def test_vat_is_taken_off_a_gross_amount():
    (line,) = lines_of([payment(Amounts.GROSS_AND_VAT)])

    assert (line.pence, line.vat_pence) == (100_000, 20_000)


def test_parts_of_a_penny_are_kept():
    lines = lines_of([payment(), payment(amount="0.125")])

    assert lines.pence.tolist() == [120_000, 13]
    assert lines.exact == {1: (Fraction(25, 2), 0)}


def test_every_cell_that_cannot_be_read_is_named():
    with pytest.raises(NotCorrected) as refused:
        payment(Amounts.GROSS_AND_VAT, date="31/02/2024", amount="about 40", vat="x")

    assert set(refused.value.problems) == {"date", "amount", "vat"}
