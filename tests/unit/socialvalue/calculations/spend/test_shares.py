from fractions import Fraction

import pytest

from socialvalue.calculations.spend.shares import mean, percent, percent_shown, pounds, share


@pytest.mark.parametrize(
    ("pence", "text"),
    [
        (0, "0.00"),
        (123456, "1234.56"),
        (-5, "-0.05"),
        (Fraction(1, 2), "0.01"),
        (Fraction(-1, 2), "-0.01"),
        (Fraction(49, 100), "0.00"),
    ],
)
def test_pounds_are_rounded_half_up_to_pence(pence, text):
    assert pounds(pence) == text


@pytest.mark.parametrize(
    ("part", "whole", "text"),
    [
        (342000, 1237400, "27.639"),
        (1, 3, "33.333"),
        (2, 3, "66.667"),
        (1, 200000, "0.001"),
        (-1, 4, "-25.000"),
        (1, -4, "-25.000"),
        (0, 5, "0.000"),
        (5, 0, None),
    ],
)
def test_percent_is_sum_over_sum_and_null_over_nothing(part, whole, text):
    assert percent(part, of=whole) == text


def test_mean_is_of_exact_percentages_that_exist():
    # a third, two thirds and nothing: 50 percent, and not (33.333 + 66.667 + 0) / 3
    percentages = [share(1, of=3), share(2, of=3), share(1, of=0)]

    assert mean(percentages) == 50


def test_mean_of_nothing_is_nothing():
    assert percent_shown(mean([None])) is None
