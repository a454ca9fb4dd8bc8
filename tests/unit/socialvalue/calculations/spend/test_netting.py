"""What members of a pool paid each other, and what of it can be told."""

from hypothesis import given, settings
from hypothesis import strategies as st

from socialvalue.calculations.spend.bands import Spend
from socialvalue.calculations.spend.netting import Netting, nettings_of
from socialvalue.calculations.spend.small_cells import is_small

HERE, FAR = "here", "far"


def bands(here=0, far=0):
    """Return payments of £1 in two bands."""
    return {HERE: Spend(here, here * 100), FAR: Spend(far, far * 100)}


def test_what_stands_for_enough_payments_is_told_by_category():
    # 6 of 20 payments for rent went to the trust, and 5 of 30 for care: 14 and 25 are left.
    found = nettings_of(
        {"trust": {"rent": bands(6), "care": bands(5)}},
        total=bands(50, 10),
        categories={"rent": bands(20), "care": bands(30, 10)},
    )

    assert found == {
        "trust": Netting(bands(11), {"rent": bands(6), "care": bands(5)}),
    }


def test_what_stands_for_few_payments_is_netted_off_in_no_category():
    # Care: 3 payments are few, so they are told in the sum alone; with rent that would be 3, so
    # rent is told in the sum alone too.
    found = nettings_of(
        {"trust": {"rent": bands(6), "care": bands(3)}},
        total=bands(50),
        categories={"rent": bands(20), "care": bands(30)},
    )

    assert found == {"trust": Netting(bands(9), {})}


def test_as_many_categories_as_it_takes_hide_a_small_one():
    paid = {"rent": bands(6), "care": bands(3), "fuel": bands(9)}

    found = nettings_of(
        {"trust": paid},
        total=bands(90),
        categories={"rent": bands(20), "care": bands(30), "fuel": bands(40)},
    )

    assert found["trust"].told == {"fuel": bands(9)}


def test_a_category_of_which_few_would_be_left_is_not_told():
    # 6 of 8: the 2 that are left would be known.
    found = nettings_of(
        {"trust": {"rent": bands(6)}}, total=bands(50), categories={"rent": bands(8)}
    )

    assert found == {"trust": Netting(bands(6), {})}


def test_a_category_that_is_not_shown_or_not_split_is_not_told():
    paid = {"rent": bands(6), "care": bands(7)}

    found = nettings_of({"trust": paid}, total=bands(50), categories={"care": None})

    assert found == {"trust": Netting(bands(13), {})}


def test_few_payments_in_all_cannot_be_netted_off():
    paid = {"trust": {"rent": bands(4)}, "college": {"rent": bands(5)}}

    found = nettings_of(paid, total=bands(50), categories={})

    assert found == {"trust": None, "college": Netting(bands(5), {})}


def test_what_is_left_after_one_member_counts_for_the_next():
    # Of 12, 5 went to the trust and 5 to the college: the 2 that are left would be known.
    paid = {"trust": {"rent": bands(5)}, "college": {"rent": bands(5)}}

    found = nettings_of(paid, total=bands(12), categories={"rent": bands(12)})

    assert found == {"trust": Netting(bands(5), {"rent": bands(5)}), "college": None}


CELLS = st.integers(0, 14)
PAID = st.dictionaries(
    st.sampled_from("ABC"), st.dictionaries(st.sampled_from("rst"), CELLS, max_size=3), max_size=3
)


@settings(max_examples=100, deadline=None)
@given(PAID, st.dictionaries(st.sampled_from("rst"), CELLS))
def test_no_figure_that_is_told_or_follows_stands_for_few_payments(given_paid, others):
    paid = {m: {k: bands(n) for k, n in by.items()} for m, by in given_paid.items()}
    whole = {
        key: others.get(key, 0) + sum(by.get(key, 0) for by in given_paid.values()) for key in "rst"
    }
    shown = {key: bands(lines) for key, lines in whole.items() if not is_small(Spend(lines))}

    found = nettings_of(paid, total=bands(sum(whole.values())), categories=shown)

    left, left_in_all = dict(whole), sum(whole.values())
    for member, netting in found.items():
        if netting is None:
            continue
        lines = sum(spend.lines for spend in netting.bands.values())
        told = {key: part[HERE].lines for key, part in netting.told.items()}
        left_in_all -= lines
        for key, part in told.items():
            left[key] -= part
        figures = [lines, lines - sum(told.values()), *told.values(), left_in_all]
        figures += [left[key] for key in told]
        assert not any(is_small(Spend(figure)) for figure in figures), member
        assert lines == sum(given_paid[member].values())
