"""What a contract that ends could bring home."""

import datetime as dt
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from socialvalue.calculations.spend.renewals import (
    months_later,
    term_months,
    worth_pence,
    yearly_pence,
)

DAYS = st.dates(dt.date(2000, 1, 1), dt.date(2090, 12, 31))


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        # Three whole years, a leap day among them.
        (dt.date(2024, 4, 1), dt.date(2027, 3, 31), 36),
        (dt.date(2024, 4, 1), dt.date(2024, 4, 30), 1),
        # A month, and 15 of the 31 days of May.
        (dt.date(2024, 4, 1), dt.date(2024, 5, 15), 1 + Fraction(15, 31)),
        # From the 31st: the month ends with February, which has no such day.
        (dt.date(2025, 1, 31), dt.date(2025, 2, 27), 1),
        (dt.date(2025, 1, 31), dt.date(2025, 1, 31), Fraction(1, 28)),
    ],
)
def test_term_months_by_hand(start, end, months):
    assert term_months(start, end) == months


def test_term_months_refuses_an_end_before_the_start():
    with pytest.raises(ValueError, match="2024-03-31 lies before 2024-04-01"):
        term_months(dt.date(2024, 4, 1), dt.date(2024, 3, 31))


@given(start=DAYS, days=st.integers(0, 4000))
def test_a_day_more_is_a_longer_term(start, days):
    end = start + dt.timedelta(days=days)

    assert 0 < term_months(start, end) < term_months(start, end + dt.timedelta(days=1))


@given(start=DAYS, months=st.integers(1, 400))
def test_whole_months_are_whole(start, months):
    end = months_later(start.replace(day=1), months) - dt.timedelta(days=1)

    assert term_months(start.replace(day=1), end) == months


def test_yearly_value_by_hand():
    # £300,000 over 36 months: 30,000,000 pence / 36 * 12 = 10,000,000 pence a year.
    yearly = yearly_pence(
        value_pence=30_000_000, start=dt.date(2024, 4, 1), end=dt.date(2027, 3, 31)
    )

    assert yearly == 10_000_000


def test_worth_by_hand():
    # Of £842,400 of cleaning £230,000 leaks: 10,000,000 * 230,000 / 842,400 pence.
    worth = worth_pence(Fraction(10_000_000), leak_pence=23_000_000, total_pence=84_240_000)

    assert worth == Fraction(10_000_000 * 230_000, 842_400)


@pytest.mark.parametrize("total", [0, -100])
def test_worth_is_not_known_where_nothing_was_spent(total):
    assert worth_pence(Fraction(100), leak_pence=5, total_pence=total) is None
