import pytest

from socialvalue.calculations.spend.bands import (
    OUTSIDE,
    UNKNOWN,
    Area,
    NestedAreas,
    NotNested,
    Spend,
)

TOWN = Area("town", "The town", frozenset({"E1"}))
COUNTY = Area("county", "The county", frozenset({"E1", "E2"}))
REGION = Area("region", "The region", frozenset({"E1", "E2", "E3"}))
NESTED = NestedAreas((TOWN, COUNTY, REGION))


@pytest.mark.parametrize(
    ("place", "band"),
    [
        ("E1", "town"),
        ("E2", "county"),
        ("E3", "region"),
        ("W1", OUTSIDE),
        (OUTSIDE, OUTSIDE),
        (None, UNKNOWN),
    ],
)
def test_band_of_is_the_smallest_area_that_holds_the_place(place, band):
    assert NESTED.band_of(place) == band


def test_nested_areas_must_lie_within_each_other():
    with pytest.raises(NotNested) as wrong:
        NestedAreas((COUNTY, Area("valley", "", frozenset({"E1"}))))

    assert str(wrong.value) == "county does not lie within valley: E2 is not in valley"


def test_nested_areas_may_be_equal():
    assert NestedAreas((TOWN, TOWN)).bands == ("town", "town", OUTSIDE, UNKNOWN)


def test_spends_are_added_up():
    assert Spend(1, 100).plus(Spend(2, -130)) == Spend(3, -30)
