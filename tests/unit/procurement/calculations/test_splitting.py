"""Equal shares add up to exactly 100."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procurement.calculations.splitting import NothingToShare, equal_split, split_by


def test_three_cannot_share_equally_so_the_first_gets_the_last_hundredth():
    # 100.00 is 10,000 hundredths; 10,000 = 3 x 3,333 + 1
    assert equal_split(3) == (Decimal("33.34"), Decimal("33.33"), Decimal("33.33"))


@pytest.mark.parametrize(
    ("shares", "each"), [(1, "100"), (2, "50"), (4, "25"), (8, "12.5"), (16, "6.25")]
)
def test_shares_that_divide_are_equal_and_short(shares, each):
    assert [f"{share:f}" for share in equal_split(shares)] == [each] * shares


def test_nobody_to_share_with_is_refused():
    with pytest.raises(NothingToShare):
        equal_split(0)


@given(st.integers(1, 500), st.integers(0, 6))
def test_shares_add_up_to_100_and_differ_by_one_step_at_most(shares, places):
    split = equal_split(shares, places=places)

    assert sum(split) == 100
    assert max(split) - min(split) <= Decimal(1).scaleb(-places)
    assert list(split) == sorted(split, reverse=True)


def test_shares_in_proportion_worked_example():
    # 40 and 20 of 60, the 20 shared by three: 66.666..., then three times 11.111...
    # Rounded down: 66.66 + 3 x 11.11 = 99.99; the last hundredth goes to the first, which lost most
    shares = [Fraction(40), *[Fraction(20, 3)] * 3]

    assert [f"{share:f}" for share in split_by(shares)] == ["66.67", "11.11", "11.11", "11.11"]


@pytest.mark.parametrize("shares", [[Fraction(0)], [Fraction(2), Fraction(-1)]])
def test_shares_of_nothing_are_refused(shares):
    with pytest.raises(NothingToShare):
        split_by(shares)


@given(st.lists(st.fractions(0, 100), min_size=1, max_size=40).filter(any), st.integers(0, 6))
def test_shares_in_proportion_add_up_to_100_and_are_less_than_a_step_off(shares, places):
    split = split_by(shares, places=places)

    assert sum(split) == 100
    for share, given_share in zip(split, shares, strict=True):
        assert abs(Fraction(share) - given_share / sum(shares) * 100) < Fraction(1, 10**places)
