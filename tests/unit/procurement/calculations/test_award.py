"""The preferred bid of each lot, and limits on the lots one supplier may be awarded."""

from procurement.calculations.award import Award, RankedBid, awards
from procurement.calculations.bundle.model import LotLimits
from tests.unit.procurement.calculations.bundles import (
    bid,
    bundle,
    criterion,
    decision,
    draw,
    lot,
    lot_of,
    ranks_of,
)
from tests.unit.procurement.calculations.golden import assess

GOOD, FAIR, POOR = ({"Q1": points, "SV1": points} for points in ("100", "50", "25"))


def limits(most, *order):
    """Return a limit on lots per supplier."""
    return {
        "maximum_lots_awarded_per_supplier": most,
        "mechanism": "award_order",
        "award_order": list(order),
    }


def bids_of(bidder, points, *, lots, price="100.00"):
    """Return the bids of one bidder for several lots, named by bidder and lot."""
    return [bid(f"{bidder}{code}", price, points, bidder=bidder, lot=code) for code in lots]


def outcome_of(result):
    """Return the preferred bid and those passed over, by lot, in the order of the result."""
    for each in result["lots"]:
        assert {passed["reason"] for passed in each["passed_over"]} <= {"lot_limit"}
    return {
        each["lot"]: (each["preferred_bid"], [passed["bid"] for passed in each["passed_over"]])
        for each in result["lots"]
    }


def test_lots_are_awarded_in_the_published_order_not_that_of_the_bundle():
    result = assess(
        bundle(
            *bids_of("X", GOOD, lots="123"),
            *bids_of("Y", FAIR, lots="123"),
            *bids_of("Z", POOR, lots="123"),
            lots=[lot("1"), lot("2"), lot("3")],
            lot_limits=limits(1, "3", "1", "2"),
        )
    )

    # lot 3 first: X; then lot 1: X has one, so Y; then lot 2: X and Y have one, so Z
    assert outcome_of(result) == {
        "1": ("Y1", ["X1"]),
        "2": ("Z2", ["X2", "Y2"]),
        "3": ("X3", []),
    }
    assert ranks_of(result, "2") == {"X2": 1, "Y2": 2, "Z2": 3}


def test_supplier_may_be_awarded_as_many_lots_as_the_limit():
    result = assess(
        bundle(
            *bids_of("X", GOOD, lots="123"),
            *bids_of("Y", FAIR, lots="123"),
            lots=[lot("1"), lot("2"), lot("3")],
            lot_limits=limits(2, "1", "2", "3"),
        )
    )

    assert outcome_of(result) == {"1": ("X1", []), "2": ("X2", []), "3": ("Y3", ["X3"])}


def test_lot_where_every_bidder_is_at_the_limit_has_no_preferred_bid():
    result = assess(
        bundle(
            *bids_of("X", GOOD, lots="12"),
            lots=[lot("1"), lot("2")],
            lot_limits=limits(1, "1", "2"),
        )
    )

    assert outcome_of(result) == {"1": ("X1", []), "2": (None, ["X2"])}
    assert (lot_of(result, "2")["status"], result["status"]) == ("ranked", "complete")


def test_without_limits_one_bidder_may_be_preferred_in_every_lot():
    result = assess(
        bundle(
            *bids_of("X", GOOD, lots="12"),
            *bids_of("Y", FAIR, lots="12"),
            lots=[lot("1"), lot("2")],
        )
    )

    assert outcome_of(result) == {"1": ("X1", []), "2": ("X2", [])}


def test_lot_without_a_preferred_bid_counts_towards_nobodys_limit():
    result = assess(
        bundle(
            *bids_of("X", GOOD, lots="123"),
            *bids_of("Y", GOOD, lots="1"),
            *bids_of("W", FAIR, lots="2"),
            lots=[
                lot("1"),
                lot("2", formula="SPREAD"),
                lot("3"),
            ],
            tie_break=["social_value"],
            lot_limits=limits(1, "1", "2", "3"),
        )
    )

    # lot 1: X and Y are tied, so nobody is preferred; lot 2 is refused, for W and X are at one
    # price; so X is still free in lot 3
    assert outcome_of(result) == {"1": (None, []), "2": (None, []), "3": ("X3", [])}
    assert [each["status"] for each in result["lots"]] == ["draw_needed", "refused", "ranked"]


def test_tie_below_the_preferred_bid_still_needs_a_draw():
    result = assess(
        bundle(
            bid("A", "100.00", GOOD),
            bid("B", "100.00", FAIR),
            bid("C", "100.00", FAIR),
            tie_break=[],
        )
    )

    assert outcome_of(result) == {"1": ("A", [])}
    assert (lot_of(result)["status"], result["status"]) == ("draw_needed", "incomplete")


def test_limit_may_leave_one_of_two_tied_bids_to_choose():
    result = assess(
        bundle(
            *bids_of("X", GOOD, lots="12"),
            *bids_of("Y", GOOD, lots="2"),
            *bids_of("Z", FAIR, lots="2"),
            lots=[lot("1"), lot("2")],
            tie_break=[],
            lot_limits=limits(1, "1", "2"),
        )
    )

    # X has lot 1; of X and Y, who share rank 1 in lot 2, only Y may have it
    assert outcome_of(result) == {"1": ("X1", []), "2": ("Y2", ["X2"])}
    assert lot_of(result, "2")["status"] == "draw_needed"


def test_choice_that_falls_on_tied_bids_below_those_passed_over_prefers_nobody():
    result = assess(
        bundle(
            *bids_of("X", GOOD, lots="12"),
            *bids_of("Y", FAIR, lots="2"),
            *bids_of("Z", FAIR, lots="2"),
            lots=[lot("1"), lot("2")],
            tie_break=[],
            lot_limits=limits(1, "1", "2"),
        )
    )

    assert outcome_of(result) == {"1": ("X1", []), "2": (None, ["X2"])}


def test_recorded_draw_settles_the_choice():
    result = assess(
        bundle(
            bid("A", "100.00", GOOD),
            bid("B", "100.00", GOOD),
            draws=[draw("B", "A")],
        )
    )

    assert outcome_of(result) == {"1": ("B", [])}
    assert result["status"] == "complete"


def test_lot_without_bids_or_with_none_admissible_is_complete_and_has_no_preferred_bid():
    result = assess(
        bundle(
            *bids_of("X", GOOD, lots="1"),
            lots=[lot("1"), lot("2")],
            disqualifications=[decision("X1")],
            lot_limits=limits(1, "1", "2"),
        )
    )

    assert outcome_of(result) == {"1": (None, []), "2": (None, [])}
    assert [each["status"] for each in result["lots"]] == ["no_admissible_bids"] * 2
    assert result["status"] == "complete"
    assert lot_of(result, "2")["bids"] == []
    assert lot_of(result, "2")["price_statistics"] is None


def test_disqualified_bid_is_not_passed_over():
    result = assess(
        bundle(
            *bids_of("X", GOOD, lots="12"),
            *bids_of("Y", FAIR, lots="2"),
            lots=[lot("1"), lot("2")],
            disqualifications=[decision("X2")],
            criteria=[criterion("Q1", "quality"), criterion("SV1", "social_value")],
            lot_limits=limits(1, "1", "2"),
        )
    )

    assert outcome_of(result) == {"1": ("X1", []), "2": ("Y2", [])}


def test_awards_worked_example():
    ranked = {
        "1": [RankedBid(code="a", bidder="A", rank=1), RankedBid(code="b", bidder="B", rank=2)],
        "2": [RankedBid(code="c", bidder="A", rank=1), RankedBid(code="d", bidder="B", rank=1)],
    }

    made = awards(ranked, limits=LotLimits(most_per_supplier=1, award_order=("2", "1")))

    # lot 2 is tied, so nobody has it; A is free for lot 1
    assert made == {"1": Award(preferred="a"), "2": Award()}
