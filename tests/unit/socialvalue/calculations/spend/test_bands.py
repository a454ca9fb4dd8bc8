import pytest
from hypothesis import given
from hypothesis import strategies as st

from socialvalue.calculations.spend.bands import (
    OUTSIDE,
    UNKNOWN,
    Area,
    BandTable,
    NestedAreas,
    NotNested,
    Spend,
    area_spend,
    band_table,
    spend_by_band,
)

TOWN = Area("town", "The town", frozenset({"E1"}))
COUNTY = Area("county", "The county", frozenset({"E1", "E2"}))
REGION = Area("region", "The region", frozenset({"E1", "E2", "E3"}))
NESTED = NestedAreas((TOWN, COUNTY, REGION))

PENCE = [100, -30, 5, 7, 11, 13]
PLACES = ["E1", "E2", "E3", "W1", OUTSIDE, None]
GROUPS = ["care", "care", "care", "roads", "roads", "roads"]


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


def test_spend_by_band_worked_example():
    assert spend_by_band(pence=PENCE, places=PLACES, nested=NESTED) == {
        "town": Spend(1, 100),
        "county": Spend(1, -30),
        "region": Spend(1, 5),
        OUTSIDE: Spend(2, 18),
        UNKNOWN: Spend(1, 13),
    }


def test_spend_by_band_of_nothing_has_every_band():
    assert spend_by_band(pence=[], places=[], nested=NESTED) == {
        band: Spend(0, 0) for band in ("town", "county", "region", OUTSIDE, UNKNOWN)
    }


def test_band_table_worked_example():
    table = band_table(pence=PENCE, places=PLACES, groups=GROUPS, nested=NESTED)

    # care is 100 less 30 plus 5, roads are 7 and 11 and 13
    assert table.by_group() == {"care": Spend(3, 75), "roads": Spend(3, 31)}
    assert table.groups() == ("care", "roads")
    assert (table.at("roads", OUTSIDE), table.at("roads", "town")) == (Spend(2, 18), Spend())
    assert table.total() == Spend(6, 106)


def test_band_table_of_columns_of_different_length_is_refused():
    with pytest.raises(ValueError, match="zip"):
        band_table(pence=[1, 2], places=["E1"], groups=["a", "b"], nested=NESTED)


def test_band_tables_of_different_bands_are_not_merged():
    with pytest.raises(ValueError, match="different bands"):
        BandTable(("a",)).merged(BandTable(("b",)))


def test_band_table_of_nothing_is_nothing():
    assert BandTable(NESTED.bands).total() == Spend(0, 0)


def test_area_spend_counts_an_area_that_is_not_nested():
    valley = Area("valley", "", frozenset({"E2", "W1"}))

    assert area_spend(pence=PENCE, places=PLACES, area=valley) == Spend(2, -23)


LINE = st.tuples(
    st.integers(-(10**15), 10**15), st.sampled_from(PLACES), st.sampled_from(["a", "b", "c"])
)
LINES = st.lists(LINE, max_size=30)


def table_of(lines):
    pence, places, groups = ([line[part] for line in lines] for part in range(3))
    return band_table(pence=pence, places=places, groups=groups, nested=NESTED)


@given(LINES)
def test_bands_add_up_to_the_whole(lines):
    table = table_of(lines)

    whole = Spend(len(lines), sum(line[0] for line in lines))
    assert table.total() == whole
    assert sum(spend.pence for spend in table.by_band().values()) == whole.pence
    assert sum(spend.pence for spend in table.by_group().values()) == whole.pence


@given(st.lists(LINES, max_size=4), st.randoms(use_true_random=False))
def test_tables_of_parts_merge_in_any_order_to_the_table_of_the_whole(parts, random):
    whole = table_of([line for part in parts for line in part])
    tables = [table_of(part) for part in parts]
    random.shuffle(tables)

    merged = BandTable(NESTED.bands)
    for table in tables:
        merged = merged.merged(table)

    assert merged == whole


@given(LINES, st.randoms(use_true_random=False))
def test_the_order_of_lines_does_not_matter(lines, random):
    shuffled = list(lines)
    random.shuffle(shuffled)

    assert table_of(shuffled) == table_of(lines)
