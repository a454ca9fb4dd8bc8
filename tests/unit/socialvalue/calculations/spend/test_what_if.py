"""What another share would be in pounds."""

from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from socialvalue.calculations.spend.what_if import WhatIf, reserve_left

MILLION = 100_000_000  # pence


def test_from_5_to_10_percent_of_740_million_is_37_million():
    what = WhatIf(total=740 * MILLION, now=37 * MILLION, to_percent=Decimal(10))

    # 5% is 37 million, 10% is 74 million
    assert (what.now_percent, what.then, what.change) == (5, 74 * MILLION, 37 * MILLION)


def test_parts_of_a_penny_are_kept():
    assert WhatIf(total=1, now=0, to_percent=Decimal("0.5")).change == Fraction(1, 200)


def test_no_money_has_no_share():
    assert WhatIf(total=0, now=0, to_percent=Decimal(5)).now_percent is None


def test_a_reserve_of_3_percent():
    # 3% of 1,000.00 is 30.00, of which 12.00 are spent
    assert reserve_left(total=100_000, percent=Decimal(3), used=1_200) == 1_800
    assert reserve_left(total=100_000, percent=Decimal(3), used=4_000) == -1_000


@given(st.integers(1, 10**12), st.integers(0, 10**12), st.integers(0, 100))
def test_the_change_leads_to_the_share(total, now, to):
    what = WhatIf(total=total, now=now, to_percent=Decimal(to))

    assert 100 * (now + what.change) / total == to
