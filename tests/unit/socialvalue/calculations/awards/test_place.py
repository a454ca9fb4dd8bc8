"""What is told of a place without telling it of anybody."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from socialvalue.calculations.awards.place import (
    Judged,
    Period,
    Told,
    Weakness,
    held_by_year,
    weaknesses,
)


def judged(criterion, below, above):
    """Return marks of so many applicants below the best mark, and so many with it."""
    return [
        Judged("Weavers' award", criterion, f"applicant {number}", number < below)
        for number in range(below + above)
    ]


@pytest.mark.parametrize(
    ("below", "above", "told", "applicants", "share"),
    [
        (4, 0, Told.TOO_FEW, "", None),  # four applicants
        (4, 1, Told.FEW_BELOW, "5 to 9", None),
        (5, 4, Told.FEW_ABOVE, "5 to 9", None),
        (5, 5, Told.SHARE, "10 to 19", Fraction(1, 2)),
        (6, 5, Told.SHARE, "10 to 19", Fraction(1, 2)),  # 54.5% to the nearest tenth
        (7, 5, Told.SHARE, "10 to 19", Fraction(3, 5)),  # 58.3%
        (11, 9, Told.SHARE, "20 to 49", Fraction(3, 5)),  # 55%: a half goes up
        (40, 10, Told.SHARE, "50 or more", Fraction(4, 5)),
        (60, 4, Told.FEW_ABOVE, "50 or more", None),
    ],
)
def test_weakness_worked_examples(below, above, told, applicants, share):
    assert weaknesses(judged("S1", below, above)) == (
        Weakness("Weavers' award", "S1", told, applicants, share),
    )


def test_weakest_first_and_what_is_not_told_last():
    marks = [
        *judged("E1", 1, 1),
        *judged("E2", 2, 8),
        *judged("S1", 5, 15),
        *judged("S2", 15, 5),
        *judged("S3", 9, 1),
    ]

    assert [each.criterion for each in weaknesses(marks)] == ["S3", "S2", "S1", "E2", "E1"]


def test_an_applicant_judged_twice_counts_once_with_the_later_mark():
    marks = [*judged("S1", 5, 5), Judged("Weavers' award", "S1", "applicant 0", False)]

    # Four are below now.
    assert weaknesses(marks)[0].told is Told.FEW_BELOW


@given(st.integers(0, 30), st.integers(0, 30))
def test_no_count_below_five_can_be_read_off(below, above):
    for found in weaknesses(judged("S1", below, above)):
        if found.share is not None:
            assert below >= 5
            assert above >= 5
        assert found.applicants in {"", "5 to 9", "10 to 19", "20 to 49", "50 or more"}


def test_held_by_year_worked_example():
    periods = [Period(2022, 2024), Period(2024, None), Period(2026, 2031)]

    assert held_by_year(periods, years=range(2021, 2027)) == {
        2021: (0, 0),
        2022: (1, 1),
        2023: (1, 0),
        2024: (2, 1),
        2025: (1, 0),
        2026: (2, 1),
    }
