import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from socialvalue.calculations.maps.circles import KeyCircle, radius, size_key


def test_radius_of_a_quarter_of_the_money_is_half():
    assert radius(100_00, largest_pence=400_00, largest_radius=40) == 20


def test_radius_of_a_refund_is_by_its_size():
    assert radius(-400_00, largest_pence=400_00, largest_radius=40) == 40


@pytest.mark.parametrize(("pence", "largest"), [(0, 400_00), (1, 400_00), (0, 0)])
def test_radius_is_never_too_small_to_see(pence, largest):
    assert radius(pence, largest_pence=largest, largest_radius=40) == 2.5


@given(st.integers(0, 10**12), st.integers(1, 10**12))
def test_area_grows_with_the_money(pence, largest):
    pence = min(pence, largest)

    found = radius(pence, largest_pence=largest, largest_radius=40)

    expected = math.pi * 40**2 * pence / largest
    assert math.pi * found**2 == pytest.approx(max(expected, math.pi * 2.5**2))


def test_size_key_worked_example():
    key = size_key(largest_pence=4_000_000_00, largest_radius=40, letter=8, gap=7, width=640)

    # £2 million: 40 * sqrt(1/2); £500,000: 40 * sqrt(1/8); £100,000: 40 * sqrt(1/40)
    assert [circle.words for circle in key] == ["£2 million", "£500,000", "£100,000"]
    assert [circle.radius for circle in key] == pytest.approx([28.284, 14.142, 6.325], abs=0.001)
    # From 7: the circle to 63.57, a gap, ten letters to 150.57, two gaps, and so on
    assert [circle.x for circle in key] == pytest.approx([35.284, 178.711, 284.177], abs=0.001)
    assert [circle.words_x for circle in key] == pytest.approx(
        [70.569, 199.853, 297.502], abs=0.001
    )


def test_size_key_leaves_out_what_does_not_fit():
    key = size_key(largest_pence=4_000_000_00, largest_radius=40, letter=8, gap=7, width=260)

    assert [circle.words for circle in key] == ["£2 million"]


def test_size_key_of_small_amounts():
    key = size_key(largest_pence=3_00, largest_radius=40, letter=8, gap=7, width=640)

    assert [circle.words for circle in key] == ["£2"]
    assert size_key(largest_pence=99, largest_radius=40, letter=8, gap=7, width=640) == []
    assert isinstance(key[0], KeyCircle)
