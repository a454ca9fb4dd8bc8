import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from socialvalue.spend import words


@pytest.mark.parametrize(
    ("pence", "said"),
    [(0, "£0.00"), (5, "£0.05"), (-123456, "-£1,234.56"), (224091597673, "£2,240,915,976.73")],
)
def test_pounds_to_the_penny(pence, said):
    assert words.pounds(pence) == said


@pytest.mark.parametrize(
    ("pence", "said"),
    [
        (0, "£0"),
        (-82050049, "-£820,500"),
        (82050050, "£820,501"),  # half a pound goes up
        (99_999_999, "£1,000,000"),
        (154_324_250, "£1.5 million"),
        (1_543_242_507, "£15 million"),
        (-224_091_597_673, "-£2,241 million"),
    ],
)
def test_pounds_short_says_it_as_people_do(pence, said):
    assert words.pounds_short(pence) == said


def test_percent_of_something():
    assert words.percent(1, 3) == "33.3%"


def test_percent_of_nothing_is_not_known():
    assert words.percent(0, 0) == "not known"


@given(st.integers(-(10**15), 10**15))
def test_as_pounds_is_exact(pence):
    assert words.as_pounds(pence) * 100 == pence


def test_as_pounds_keeps_its_pennies():
    assert str(words.as_pounds(120)) == str(Decimal("1.20"))


def test_period_in_words():
    assert words.period(dt.date(2014, 4, 1), dt.date(2015, 3, 31)) == (
        "1 April 2014 to 31 March 2015"
    )


@pytest.mark.parametrize(
    ("number", "said"), [(0, "0 payments"), (1, "1 payment"), (1204, "1,204 payments")]
)
def test_counted_with_its_noun(number, said):
    assert words.counted(number, "payment") == said


def test_counted_with_an_odd_plural():
    assert words.counted(2, "category", "categories") == "2 categories"


def test_lower_changes_only_the_first_letter():
    assert words.lower("Rest of Lancashire") == "rest of Lancashire"


@pytest.mark.parametrize(
    ("pence", "said"),
    [
        (1_540_000_000, "£15m"),
        (154_000_000, "£1.5m"),
        (-82_050_000, "-£821k"),
        (99_999_999, "£1,000,000"),
        (945_000, "£9,450"),
        (0, "£0"),
    ],
)
def test_pounds_tiny_fit_beside_an_axis(pence, said):
    assert words.pounds_tiny(pence) == said


@pytest.mark.parametrize(
    ("start", "end", "called"),
    [
        ((2024, 4, 1), (2025, 3, 31), "financial year 2024/25"),
        ((1999, 4, 1), (2000, 3, 31), "financial year 1999/00"),
        ((2024, 4, 1), (2026, 3, 31), "payments of 1 April 2024 to 31 March 2026"),
        ((2024, 4, 1), (2024, 4, 30), "payments of 1 April 2024 to 30 April 2024"),
    ],
)
def test_a_financial_year_is_called_one(start, end, called):
    assert words.period_called(dt.date(*start), dt.date(*end)) == called
