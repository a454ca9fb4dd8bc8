"""How long an award is valid."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from socialvalue.calculations.awards.validity import Standing, last_day, months_before, standing

DAY = dt.date


@pytest.mark.parametrize(
    ("first", "months", "last"),
    [
        (DAY(2026, 3, 2), 60, DAY(2031, 3, 1)),
        (DAY(2027, 3, 1), 12, DAY(2028, 2, 29)),  # the day before 1 March 2028, a leap year
        (DAY(2026, 1, 31), 1, DAY(2026, 2, 28)),  # February has no 31st: its last day
        (DAY(2026, 12, 15), 1, DAY(2027, 1, 14)),
        (DAY(2028, 2, 29), 12, DAY(2029, 2, 28)),
    ],
)
def test_last_day_worked_examples(first, months, last):
    assert last_day(first=first, months=months) == last


def test_last_day_refuses_no_months():
    with pytest.raises(ValueError, match="at least one month, not 0"):
        last_day(first=DAY(2026, 1, 1), months=0)


@given(st.dates(DAY(2000, 1, 1), DAY(2100, 1, 1)), st.integers(1, 120))
def test_last_day_is_later_with_more_months(first, months):
    assert first < last_day(first=first, months=months) < last_day(first=first, months=months + 1)


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        (DAY(2031, 3, 1), 6, DAY(2030, 9, 1)),
        (DAY(2026, 8, 31), 6, DAY(2026, 2, 28)),
        (DAY(2026, 1, 10), 1, DAY(2025, 12, 10)),
        (DAY(2026, 3, 2), -6, DAY(2026, 9, 2)),
    ],
)
def test_months_before_worked_examples(day, months, before):
    assert months_before(day, months=months) == before


@pytest.mark.parametrize(
    ("state", "on", "told"),
    [
        ("held", DAY(2026, 1, 1), Standing.IN_FORCE),
        ("held", DAY(2026, 12, 31), Standing.IN_FORCE),
        ("held", DAY(2025, 12, 31), Standing.NOT_YET),
        ("held", DAY(2027, 1, 1), Standing.RUN_OUT),
        ("suspended", DAY(2026, 6, 1), Standing.SUSPENDED),
        ("suspended", DAY(2027, 1, 1), Standing.RUN_OUT),
        ("withdrawn", DAY(2027, 1, 1), Standing.WITHDRAWN),
    ],
)
def test_standing_on_a_day(state, on, told):
    days = {"valid_from": DAY(2026, 1, 1), "valid_to": DAY(2026, 12, 31)}

    assert standing(state=state, on=on, **days) == told


def test_standing_without_an_end_never_runs_out():
    assert standing(
        state="held", valid_from=DAY(2026, 1, 1), valid_to=None, on=DAY(2999, 1, 1)
    ) == (Standing.IN_FORCE)
