"""Two analyses against each other: worked by hand, and what may not be compared."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from socialvalue.calculations.spend.comparing import (
    Change,
    Mover,
    NotComparable,
    Side,
    compared,
    why_not_comparable,
)


def spend(pence):
    """Return a sum as figures have it."""
    return {"lines": 1, "pence": str(pence)}


def side(suppliers, *, local=0, categories=(), anchors="A", area="town", rules="1", days=364):
    """Return a side: pence by supplier, of which so much stayed in the town."""
    total = sum(suppliers.values())
    figures = {
        "anchors": [{"code": code} for code in anchors],
        "areas": [{"code": area}],
        "total": spend(total),
        "bands": {area: spend(local), "outside": spend(total - local)},
        "area_totals": {area: {"registered": spend(local)}},
        "categories": [{"key": key, "total": spend(pence)} for key, pence in categories],
        "concentration": {"hhi": "0.5000"},
    }
    return Side(figures, rules, days, {key: (key.title(), p) for key, p in suppliers.items()})


PRESTON_BEFORE = side({"alpha": 500, "beta": 250}, local=38, categories=[("care", 750)])
PRESTON_AFTER = side({"alpha": 417, "gamma": 200}, local=112, categories=[("roads", 617)])


def test_spend_may_fall_while_what_stays_rises():
    found = compared(PRESTON_BEFORE, PRESTON_AFTER)

    # 750 fell to 617; 38 of 750 is 5.07%, 112 of 617 is 18.15%
    assert (found.total.cash, found.areas["town"].cash) == (-133, 74)
    assert found.areas["town"].points == Fraction(11200, 617) - Fraction(3800, 750)
    assert found.total.percent == Fraction(-13300, 750)
    assert (found.bands["outside"].before, found.bands["outside"].after) == (712, 505)
    assert found.hhi == ("0.5000", "0.5000")


def test_suppliers_are_new_lost_or_stayed():
    found = compared(PRESTON_BEFORE, PRESTON_AFTER)

    assert found.new == (Mover("gamma", "Gamma", 0, 200),)
    assert found.lost == (Mover("beta", "Beta", 250, 0),)
    assert found.stayed == (Mover("alpha", "Alpha", 500, 417),)


def test_categories_of_either_side_are_told():
    found = compared(PRESTON_BEFORE, PRESTON_AFTER).categories

    assert {key: change.cash for key, change in found.items()} == {"roads": 617, "care": -750}


def test_the_largest_suppliers_have_their_share():
    found = compared(PRESTON_BEFORE, PRESTON_AFTER).tops

    assert (found[1].before, found[1].after) == (500, 417)
    assert found[1].share_before == Fraction(50000, 750)
    assert found[300].share_after == 100


def test_before_is_put_in_the_prices_of_after():
    # prices rose by a quarter: 750 are worth 937.50
    found = compared(PRESTON_BEFORE, PRESTON_AFTER, deflate=lambda pence: Fraction(pence) * 5 / 4)

    assert found.total.real == 617 - Fraction(3750, 4)


def test_without_a_deflator_nothing_is_put_in_other_prices():
    assert compared(PRESTON_BEFORE, PRESTON_AFTER).total.real is None


def test_where_nothing_was_spent_there_is_no_percentage():
    found = compared(side({}), side({"alpha": 5}))

    assert (found.total.percent, found.total.points) == (None, None)


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ({"anchors": "AB"}, "Not the same anchors"),
        ({"rules": "2"}, "Not the same rules"),
        ({"area": "city"}, "Not the same areas"),
        ({"days": 200}, "Periods that are not equally long"),
    ],
)
def test_what_was_not_asked_alike_is_refused_or_marked(other, said):
    after = side({"alpha": 5}, **other)

    with pytest.raises(NotComparable, match=said) as refused:
        compared(side({"alpha": 5}), after)

    marked = compared(side({"alpha": 5}), after, whatever_differs=True)
    assert marked.because == refused.value.because
    assert len(marked.because) == 1


def test_a_leap_year_is_as_long_as_another():
    assert why_not_comparable(side({}, days=364), side({}, days=365)) == []


@given(
    st.dictionaries(st.sampled_from("abcd"), st.integers(-99, 999)),
    st.dictionaries(st.sampled_from("abcd"), st.integers(-99, 999)),
)
def test_movers_account_for_the_whole_change(before, after):
    found = compared(side(before), side(after))

    movers = [*found.new, *found.lost, *found.stayed]
    assert sorted(each.key for each in movers) == sorted({*before, *after})
    assert sum(each.after - each.before for each in movers) == found.total.cash


def test_a_change_of_a_share_that_is_not_known_is_not_known():
    assert Change(0, 1, None, Fraction(1)).points is None
