"""How far the first bid is ahead, worked out by hand."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procurement.calculations.evaluation import work_out
from procurement.calculations.gaps import Gap, gaps
from tests.unit.procurement.calculations.golden import AREAS, published

PARTS = ("quality", "social_value", "price")


def parts(*points):
    """Return weighted scores by section."""
    return dict(zip(PARTS, map(Fraction, points), strict=True))


def test_the_gap_is_the_sum_of_what_each_section_gives():
    scores = [("A", parts(40, 9, 20)), ("B", parts(36, 12, "20.5")), ("C", parts(30, 9, 20))]

    ahead = gaps(scores)

    # B: 40 - 36 = 4, 9 - 12 = -3, 20 - 20.5 = -0.5: together 0.5. C: 10 on quality alone.
    assert ahead == (
        Gap(bid="B", points=Fraction(1, 2), sections=parts(4, -3, "-0.5")),
        Gap(bid="C", points=Fraction(10), sections=parts(10, 0, 0)),
    )
    assert [gap.decided_by for gap in ahead] == [("quality",), ("quality",)]


@pytest.mark.parametrize(
    ("other", "decided_by"),
    [((39, 8, 20), ("quality", "social_value")), ((40, 9, 20), ()), ((40, 9, 19), ("price",))],
)
def test_the_sections_that_give_the_most_decide(other, decided_by):
    (gap,) = gaps([("A", parts(40, 9, 20)), ("B", parts(*other))])

    assert gap.decided_by == decided_by


@pytest.mark.parametrize("scores", [[], [("A", parts(1, 2, 3))]])
def test_one_bid_is_ahead_of_nobody(scores):
    assert gaps(scores) == ()


@given(
    st.lists(
        st.tuples(*[st.fractions(0, 60, max_denominator=997)] * 3).map(lambda three: parts(*three)),
        min_size=1,
        max_size=6,
    )
)
def test_gaps_are_differences_of_totals(scores):
    totals = [sum(score.values()) for score in scores]

    ahead = gaps([(str(place), score) for place, score in enumerate(scores)])

    assert [gap.points for gap in ahead] == [totals[0] - total for total in totals[1:]]


def test_the_golden_gaps_are_those_of_the_exact_totals():
    worked_out = work_out(published("bundle.json"), areas_for_action=AREAS)

    for lot in worked_out.result["lots"]:
        totals = {
            bid["bid"]: Fraction(bid["total_unrounded"]) for bid in lot["bids"] if bid["rank"]
        }
        first, *_ = totals.values()
        # The result prints ten places; the gap itself is exact.
        assert {
            gap.bid: abs(gap.points - (first - totals[gap.bid])) <= Fraction(1, 10**10)
            for gap in worked_out.gaps[lot["lot"]]
        } == dict.fromkeys(list(totals)[1:], True)


def test_a_measure_that_is_no_sum_has_no_gaps():
    bundle = published("bundle.json")
    weights = {"quality": "75", "price": "0", "social_value": "25"}
    for lot in bundle["lots"]:
        lot |= {"price": {"formula": "PQP", "parameters": {}}, "section_weights": weights}

    worked_out = work_out(bundle, areas_for_action=AREAS)

    assert [lot["status"] for lot in worked_out.result["lots"]] == ["ranked", "ranked"]
    assert worked_out.gaps == {"1": (), "2": ()}


def test_a_faulty_bundle_has_no_gaps():
    assert work_out({}, areas_for_action=AREAS).gaps == {}


def test_a_bundle_without_a_canonical_form_is_refused():
    bundle = published("bundle.json")
    bundle["tender"]["title"] = "half a letter \ud800"

    worked_out = work_out(bundle, areas_for_action=AREAS)

    assert [error["code"] for error in worked_out.result["errors"]] == ["unknown_format"]
