"""Ranks, ties and tie-breaks, as the result gives them."""

from tests.unit.procurement.calculations.bundles import (
    bid,
    bid_of,
    bundle,
    criterion,
    draw,
    lot,
    lot_of,
    ranks_of,
    weights,
)
from tests.unit.procurement.calculations.golden import assess

# Under BENCHMARK from 0 to 100 pounds with weight 30, a pound is worth 0.3 marks, so tied totals
# are easily made: quality 50 and social value 20 give 25 points of Q1 12.5 and of SV1 5 marks.
BENCHMARK = lot(formula="BENCHMARK", parameters={"floor": "0", "ceiling": "100"})


def ties_of(result, lot="1"):
    """Return rank, the bids tied with, and the tie-breaks used, of each bid in its order."""
    return {
        each["bid"]: (each["rank"], each["tied_with"], each["tie_breaks_used"])
        for each in lot_of(result, lot)["bids"]
    }


def test_same_shown_number_is_not_a_tie():
    result = assess(
        bundle(
            bid("A", "100.00", {"Q1": "50", "SV1": "50"}),
            bid("B", "99.99", {"Q1": "50", "SV1": "50"}),
            lots=[lot(formula="BENCHMARK", parameters={"floor": "0", "ceiling": "1000"})],
        )
    )

    # 35 + 30 x 0.9 = 62; 35 + 30 x 0.90001 = 62.0003
    assert ties_of(result) == {"B": (1, [], []), "A": (2, [], [])}
    assert bid_of(result, "A")["total"] == bid_of(result, "B")["total"] == "62.00"


def test_three_tied_bids_are_separated_step_by_step():
    # Q1 12.5 marks a step, SV1 5 a step, price 0.3 a pound: 50 + 20 + 0 = 70 each
    points = {
        "A": ("100.00", {"Q1": "100", "SV1": "100"}),
        "B": ("50.00", {"Q1": "100", "SV1": "25"}),
        "C": ("50.00", {"Q1": "100", "SV1": "25"}),
    }
    result = assess(
        bundle(
            *(bid(code, price, marks) for code, (price, marks) in points.items()),
            lots=[BENCHMARK],
            tie_break=["social_value", "price", "criterion:Q1", "drawn_lot"],
            draws=[draw("C", "A", "B")],
        )
    )

    # social value puts A first and alone; B and C go on through price and Q1 to the draw: C, B
    used = ["social_value", "price", "criterion:Q1", "drawn_lot"]
    assert ties_of(result) == {
        "A": (1, ["B", "C"], ["social_value"]),
        "C": (2, ["A", "B"], used),
        "B": (3, ["A", "C"], used),
    }
    assert lot_of(result)["status"] == "ranked"


def test_tied_bids_that_nothing_separates_share_the_best_rank():
    same = {"Q1": "50", "SV1": "50"}
    result = assess(
        bundle(
            bid("D", "100.00", {"Q1": "0", "SV1": "0"}),
            bid("C", "50.00", same),
            bid("A", "50.00", same),
            bid("B", "0.00", {"Q1": "100", "SV1": "100"}),
            bid("E", "50.00", same),
            lots=[BENCHMARK],
        )
    )

    # B leads with 100; C, A and E share rank 2 in the order of the bundle; D is then fifth
    used = ["social_value", "price"]
    assert ties_of(result) == {
        "B": (1, [], []),
        "C": (2, ["A", "E"], used),
        "A": (2, ["C", "E"], used),
        "E": (2, ["C", "A"], used),
        "D": (5, [], []),
    }
    assert lot_of(result)["status"] == "draw_needed"
    assert lot_of(result)["preferred_bid"] == "B"
    assert result["status"] == "incomplete"


def test_separation_in_part_leaves_the_rest_sharing_a_rank():
    result = assess(
        bundle(
            bid("A", "50.00", {"Q1": "100", "SV1": "25"}),
            bid("B", "100.00", {"Q1": "100", "SV1": "100"}),
            bid("C", "50.00", {"Q1": "100", "SV1": "25"}),
            lots=[BENCHMARK],
            tie_break=["price", "social_value"],
        )
    )

    # price puts A and C, at 50, before B at 100, who stands alone from then on
    assert ties_of(result) == {
        "A": (1, ["B", "C"], ["price", "social_value"]),
        "C": (1, ["A", "B"], ["price", "social_value"]),
        "B": (3, ["A", "C"], ["price"]),
    }
    assert lot_of(result)["preferred_bid"] is None


def test_two_groups_of_tied_bids_are_separated_apart():
    high, low = {"Q1": "100", "SV1": "100"}, {"Q1": "0", "SV1": "0"}
    result = assess(
        bundle(
            bid("A", "50.00", low),
            bid("B", "50.00", high),
            bid("C", "50.00", low),
            bid("D", "50.00", high),
            tie_break=["drawn_lot"],
            draws=[draw("D", "C", "B", "A")],
        )
    )

    assert ties_of(result) == {
        "D": (1, ["B"], ["drawn_lot"]),
        "B": (2, ["D"], ["drawn_lot"]),
        "C": (3, ["A"], ["drawn_lot"]),
        "A": (4, ["C"], ["drawn_lot"]),
    }


def test_draw_that_leaves_out_a_tied_bid_separates_nobody():
    same = {"Q1": "50", "SV1": "50"}
    result = assess(
        bundle(
            bid("A", "50.00", same),
            bid("B", "50.00", same),
            bid("C", "50.00", same),
            tie_break=["drawn_lot"],
            draws=[draw("B", "A")],
        )
    )

    assert ties_of(result) == {
        "A": (1, ["B", "C"], []),
        "B": (1, ["A", "C"], []),
        "C": (1, ["A", "B"], []),
    }
    assert lot_of(result)["status"] == "draw_needed"


def test_draw_that_the_methodology_did_not_publish_breaks_no_tie():
    same = {"Q1": "50", "SV1": "50"}
    result = assess(
        bundle(
            bid("A", "50.00", same),
            bid("B", "50.00", same),
            tie_break=[],
            draws=[draw("B", "A")],
        )
    )

    assert ties_of(result) == {"A": (1, ["B"], []), "B": (1, ["A"], [])}
    assert lot_of(result)["status"] == "draw_needed"


def test_draw_of_another_lot_breaks_no_tie():
    same = {"Q1": "50", "SV1": "50"}
    result = assess(
        bundle(
            bid("A", "50.00", same),
            bid("B", "50.00", same),
            bid("C", "50.00", same, lot="2"),
            lots=[lot("1"), lot("2")],
            draws=[draw("C", lot="2")],
        )
    )

    assert (lot_of(result)["status"], lot_of(result, "2")["status"]) == ("draw_needed", "ranked")


def test_criterion_of_another_lot_is_passed_over_as_a_tie_break():
    same = {"Q2": "50", "SV1": "50"}
    result = assess(
        bundle(
            bid("A", "50.00", same),
            bid("B", "50.00", same),
            bid("C", "50.00", {"Q1": "50", "SV1": "50"}, lot="2"),
            lots=[lot("1"), lot("2")],
            criteria=[
                criterion("Q1", "quality", lots=["2"]),
                criterion("Q2", "quality", lots=["1"]),
                criterion("SV1", "social_value"),
            ],
            tie_break=["criterion:Q1", "criterion:Q2", "quality"],
        )
    )

    # Q1 is not asked in lot 1, so it cannot be applied there and is not named as used
    assert ties_of(result)["A"] == (1, ["B"], ["criterion:Q2", "quality"])


def test_criterion_breaks_a_tie_by_its_weighted_score():
    result = assess(
        bundle(
            bid("A", "50.00", {"Q1": "100", "Q2": "0", "SV1": "50"}),
            bid("B", "50.00", {"Q1": "0", "Q2": "100", "SV1": "50"}),
            criteria=[
                criterion("Q1", "quality", "50"),
                criterion("Q2", "quality", "50"),
                criterion("SV1", "social_value"),
            ],
            tie_break=["quality", "criterion:Q2"],
        )
    )

    assert ties_of(result) == {
        "B": (1, ["A"], ["quality", "criterion:Q2"]),
        "A": (2, ["B"], ["quality", "criterion:Q2"]),
    }


def test_section_without_criteria_is_applied_and_separates_nobody():
    result = assess(
        bundle(
            bid("A", "50.00", {"Q1": "100"}),
            bid("B", "50.00", {"Q1": "100"}),
            section_weights=weights("70", "30", "0"),
            criteria=[criterion("Q1", "quality")],
            tie_break=["social_value"],
        )
    )

    # its weighted score is the sum of no criteria, 0, for both
    assert ties_of(result)["A"] == (1, ["B"], ["social_value"])


def test_ranking_formula_ties_are_broken_too():
    result = assess(
        bundle(
            bid("A", "512000.00", {"Q1": "100", "SV1": "10"}),
            bid("B", "64000.00", {"Q1": "10", "SV1": "25"}),
            section_weights=weights("60", "0", "40"),
            scales=[
                {
                    "code": "hundred",
                    "title": "0 to 100",
                    "levels": [{"points": points} for points in ("0", "10", "25", "100")],
                }
            ],
            lots=[lot(formula="WEIGHTED_VFM", parameters={"exponent": "1.5"})],
            tie_break=["price"],
        )
    )

    # Q: 60 + 4 = 64 and 6 + 10 = 16; 512 / 0.512 = 64 / 0.064 = 1000 (formulas.json)
    assert ties_of(result) == {"B": (1, ["A"], ["price"]), "A": (2, ["B"], ["price"])}
    assert bid_of(result, "A")["ranking"] == {
        "measure": "value_index",
        "value": "1000.00",
        "unrounded": "1000",
        "best": "highest",
    }


def test_lowest_measure_is_best_where_the_formula_says_so():
    result = assess(
        bundle(
            bid("A", "6400.00", {"Q1": "100", "SV1": "100"}),
            bid("B", "3000.00", {"Q1": "50", "SV1": "50"}),
            section_weights=weights("60", "0", "40"),
            lots=[lot(formula="PQP")],
        )
    )

    # 6400 / 100 = 64; 3000 / 50 = 60
    assert ranks_of(result) == {"B": 1, "A": 2}
    assert bid_of(result, "B")["ranking"] == {
        "measure": "price_per_quality_point",
        "value": "60.00",
        "unrounded": "60",
        "best": "lowest",
    }
    assert (bid_of(result, "B")["price_score"], bid_of(result, "B")["total"]) == (None, "50.00")


def test_tie_break_list_of_any_length_is_walked():
    same = {"Q1": "50", "SV1": "50"}
    result = assess(
        bundle(bid("A", "50.00", same), bid("B", "50.00", same), tie_break=["price"] * 5000)
    )

    assert len(bid_of(result, "A")["tie_breaks_used"]) == 5000
