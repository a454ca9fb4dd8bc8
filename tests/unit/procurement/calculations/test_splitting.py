"""Sharing 100 percent equally, so that the shares add up to exactly 100."""

from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procurement.calculations.splitting import NothingToShare, equal_split


@pytest.mark.parametrize(
    ("shares", "places", "split"),
    [
        (1, 2, ["100"]),
        (3, 2, ["33.34", "33.33", "33.33"]),
        (4, 2, ["25", "25", "25", "25"]),
        (6, 1, ["16.7", "16.7", "16.7", "16.7", "16.6", "16.6"]),
        (8, 2, ["12.5"] * 8),
        (7, 0, ["15", "15", "14", "14", "14", "14", "14"]),
    ],
)
def test_split_worked_examples(shares, places, split):
    assert [f"{share:f}" for share in equal_split(shares, places=places)] == split


@given(st.integers(1, 300), st.integers(0, 6))
def test_shares_add_up_to_100_and_differ_by_one_step_at_most(shares, places):
    split = equal_split(shares, places=places)

    assert len(split) == shares
    assert sum(split) == 100
    assert max(split) - min(split) in (0, D(1).scaleb(-places))
    assert list(split) == sorted(split, reverse=True)


def test_nothing_is_shared_between_nobody():
    with pytest.raises(NothingToShare, match="between 0"):
        equal_split(0)
