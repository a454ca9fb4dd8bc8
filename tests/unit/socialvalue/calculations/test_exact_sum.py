"""Adding up exact numbers, as a plain sum of fractions does it."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from socialvalue.calculations.exact_sum import exact_sum


def test_exact_sum_worked_example():
    # 1/6 + 1/3 + 5/6 - 1/4 = 2/12 + 4/12 + 10/12 - 3/12 = 13/12
    parts = [Fraction(1, 6), Fraction(1, 3), Fraction(5, 6), Fraction(-1, 4)]

    assert exact_sum(parts) == Fraction(13, 12)


def test_exact_sum_of_nothing_is_nought():
    assert exact_sum([]) == Fraction(0)


@given(st.lists(st.fractions()))
def test_exact_sum_is_the_plain_sum(parts):
    assert exact_sum(parts) == sum(parts, start=Fraction(0))
