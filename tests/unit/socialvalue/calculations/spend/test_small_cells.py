"""What may be shown to others: nothing that stands for fewer than five payments."""

from itertools import chain, combinations

from hypothesis import given
from hypothesis import strategies as st

from socialvalue.calculations.spend.bands import Spend
from socialvalue.calculations.spend.small_cells import (
    FEWEST,
    OTHERS,
    Group,
    is_small,
    may_split,
    named,
    shown,
)


def group(key, **bands):
    """Return a group with so many payments of £1 in each band."""
    return Group(key, key.title(), {band: Spend(n, 100 * n) for band, n in bands.items()})


def seen(groups):
    return [(one.key, one.total.lines, one.bands is not None) for one in shown(groups)]


def test_large_groups_are_shown_as_they_are():
    groups = [group("food", here=10, outside=5), group("books", here=20, outside=0)]

    assert seen(groups) == [("books", 20, True), ("food", 15, True)]


def test_small_groups_become_one():
    groups = [group("food", here=10), group("a", here=3), group("b", here=2)]

    assert seen(groups) == [("food", 10, True), (OTHERS, 5, True)]


def test_one_small_group_takes_the_next_smallest_with_it():
    groups = [group("food", here=10), group("books", here=6), group("a", here=2)]

    assert seen(groups) == [("food", 10, True), (OTHERS, 8, True)]


def test_nothing_is_shown_of_fewer_than_five_payments():
    assert shown([group("a", here=2), group("b", here=2)]) == []


def test_a_split_with_a_small_cell_is_left_out_with_another_beside_it():
    groups = [
        group("food", here=10, outside=2),
        group("books", here=20, outside=20),
        group("paper", here=5, outside=6),
    ]

    # Paper goes unsplit too: food and paper together have 8 payments outside.
    assert seen(groups) == [("books", 40, True), ("food", 12, False), ("paper", 11, False)]


def test_no_split_is_shown_where_all_together_have_a_small_cell():
    groups = [group("food", here=10, outside=2), group("books", here=20, outside=0)]

    assert seen(groups) == [("books", 20, False), ("food", 12, False)]


def test_what_is_small():
    assert [is_small(Spend(lines, 0)) for lines in (0, 1, 4, 5)] == [False, True, True, False]
    assert may_split({"here": Spend(5, 1), "outside": Spend()})
    assert not may_split({"here": Spend(4, 1)})


COUNTS = st.integers(0, 9)
GROUPS = st.lists(st.tuples(COUNTS, COUNTS, COUNTS).filter(any), max_size=6).map(
    lambda counts: [
        group(f"g{n}", here=here, outside=outside, unknown=unknown)
        for n, (here, outside, unknown) in enumerate(counts)
    ]
)


@given(GROUPS)
def test_nobody_can_work_out_a_small_cell_from_what_is_shown(groups):
    # Who sees the groups and the whole, band by band where that may be split, can take any of the
    # shown from it: what is left must never stand for one to four payments.
    parts = shown(groups)
    whole = sum_of(each.bands for each in groups)
    if not may_split(whole):
        assert all(part.bands is None for part in parts)
        return

    split = [part.bands for part in parts if part.bands is not None]

    assert not any(is_small(part.total) for part in parts)
    assert all(may_split(bands) for bands in split)
    left_over = {
        band: whole[band].lines - sum(bands.get(band, Spend()).lines for bands in split)
        for band in whole
    }
    assert not parts or not any(0 < lines < FEWEST for lines in left_over.values())


@given(GROUPS)
def test_what_is_shown_adds_up_to_the_whole(groups):
    parts = shown(groups)

    total = sum(each.total.lines for each in groups)
    assert sum(part.total.lines for part in parts) in {total, 0}
    assert (not parts) == (total < FEWEST)


@given(GROUPS)
def test_the_order_of_the_groups_changes_nothing(groups):
    assert shown(groups) == shown(groups[::-1])


def sum_of(all_bands):
    totals = {}
    for band, spend in chain.from_iterable(bands.items() for bands in all_bands):
        totals[band] = totals.get(band, Spend()).plus(spend)
    return totals


def test_every_pair_of_small_groups_is_joined():
    small = [group(f"s{n}", here=n) for n in (1, 2, 3, 4)]

    for pair in combinations(small, 2):
        joined = shown([*pair, group("large", here=50)])
        assert [part.key for part in joined] in ([OTHERS], ["large", OTHERS])


def names(groups, **of):
    return [one.key for one in named(groups, of={band: Spend(n, n) for band, n in of.items()})]


def test_groups_of_five_payments_are_named_where_nothing_follows_from_them():
    groups = [group("food", here=10), group("books", here=6), group("a", here=4)]

    assert names(groups, here=20 + 1, outside=0) == ["food", "books"]
    assert names(groups[:2], here=16, outside=0) == ["food", "books"]


def test_the_smallest_of_a_band_stays_unnamed_where_a_few_payments_would_be_left():
    groups = [group("food", here=10), group("books", here=6, outside=1), group("far", outside=5)]

    # Of 18 here, 2 would be left.
    assert names(groups, here=18, outside=11) == ["food", "far"]


def test_a_few_payments_in_a_band_of_their_own_keep_another_company():
    groups = [group("food", here=10), group("books", here=6)]

    # All but two payments outside would be named, and all are counted.
    assert names(groups, here=16, outside=2) == ["food"]
    assert names(groups[1:], here=6, outside=2) == []


@given(
    st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)).filter(any), min_size=1, max_size=6)
)
def test_what_is_left_of_each_band_and_of_all_stands_for_five_payments_or_none(counts):
    groups = [group(str(n), here=here, outside=out) for n, (here, out) in enumerate(counts)]
    whole = {
        band: Spend(sum(one.bands[band].lines for one in groups), 0) for band in ("here", "outside")
    }

    kept = named(groups, of=whole)

    left = {band: whole[band].lines - sum(one.bands[band].lines for one in kept) for band in whole}
    there = {band: sum(one.bands[band].lines for one in kept) for band in whole}
    assert [n for band, n in left.items() if there[band] and 0 < n < FEWEST] == []
    assert not (kept and 0 < sum(left.values()) < FEWEST)
    assert all(one.total.lines >= FEWEST for one in kept)
