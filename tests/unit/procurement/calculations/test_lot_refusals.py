"""Lots whose formula has no answer: refused whole, with everything else still given."""

import pytest

from tests.unit.procurement.calculations.bundles import (
    bid,
    bid_of,
    bundle,
    criterion,
    decision,
    lot,
    lot_of,
    ranks_of,
    weights,
)
from tests.unit.procurement.calculations.golden import assess

NO_PRICE = weights("60", "0", "40")
HALF = {"Q1": "50", "SV1": "50"}


def errors_of(result, lot="1"):
    """Return the errors of a lot without their words."""
    return [
        {name: value for name, value in error.items() if name != "detail"}
        for error in lot_of(result, lot)["errors"]
    ]


def test_bid_at_another_price_than_the_fixed_one_refuses_the_lot():
    result = assess(
        bundle(
            bid("A", "100.0", HALF),
            bid("B", "100.01", HALF),
            bid("C", "99.99", HALF),
            section_weights=NO_PRICE,
            lots=[lot(formula="FIXED_PRICE", parameters={"price": "100.00"})],
        )
    )

    assert errors_of(result) == [{"code": "price_not_fixed_price", "at": "1"}]
    assert (lot_of(result)["status"], result["status"]) == ("refused", "incomplete")
    assert bid_of(result, "A")["abnormally_low"] is None


def test_disqualified_bid_may_be_at_another_price_than_the_fixed_one():
    result = assess(
        bundle(
            bid("A", "100.00", HALF),
            bid("B", "1.00", HALF),
            section_weights=NO_PRICE,
            lots=[lot(formula="FIXED_PRICE", parameters={"price": "100.00"})],
            disqualifications=[decision("B")],
        )
    )

    assert errors_of(result) == []
    assert bid_of(result, "A")["ranking"] == {
        "measure": "quality",
        "value": "50.00",
        "unrounded": "50",
        "best": "highest",
    }


@pytest.mark.parametrize(
    ("formula", "parameters", "price", "points", "cause"),
    [
        ("PQP", {}, "100.00", {"Q1": "0", "SV1": "0"}, "zero_quality"),
        ("PQP", {}, "0.00", HALF, "zero_price"),
        ("WEIGHTED_VFM", {"exponent": "1"}, "0.00", HALF, "zero_price"),
    ],
)
def test_ranking_formula_without_an_answer_for_one_bid_refuses_the_lot(
    formula, parameters, price, points, cause
):
    result = assess(
        bundle(
            bid("A", "100.00", HALF),
            bid("B", price, points),
            section_weights=NO_PRICE,
            lots=[lot(formula=formula, parameters=parameters)],
        )
    )

    assert errors_of(result) == [
        {"code": "formula_undefined", "at": "1", "formula": formula, "cause": cause}
    ]


def test_weighted_value_for_money_of_no_quality_is_nought():
    result = assess(
        bundle(
            bid("A", "100.00", {"Q1": "0", "SV1": "0"}),
            section_weights=NO_PRICE,
            lots=[lot(formula="WEIGHTED_VFM", parameters={"exponent": "1.5"})],
        )
    )

    assert bid_of(result, "A")["ranking"]["value"] == "0.00"


def test_refused_lot_still_gives_all_that_does_not_need_the_formula():
    result = assess(
        bundle(
            bid("D", "70.00", {"Q1": "0", "SV1": "50"}),
            bid("C", "100.00", {"Q1": "25", "SV1": "50"}),
            bid("B", "100.00", {"Q1": "100", "SV1": "100"}),
            bid("A", "100.00", {"Q1": "0", "SV1": "50"}),
            criteria=[
                criterion("Q1", "quality", pass_mark={"points": "25", "disqualifies": True}),
                criterion("SV1", "social_value"),
            ],
            section_pass_marks=[{"section": "quality", "percent": "50", "disqualifies": False}],
            lots=[lot(formula="SPREAD", should_cost="120.00")],
        )
    )

    # admissible bids in the order of the bundle, then the disqualified ones by code
    assert list(ranks_of(result).items()) == [("C", None), ("B", None), ("A", None), ("D", None)]
    assert errors_of(result)[0]["cause"] == "equal_prices"
    assert lot_of(result)["preferred_bid"] is None
    assert lot_of(result)["price_statistics"]["bids_compared"] == 2
    refused = bid_of(result, "C")
    assert (refused["price_score"], refused["total"], refused["ranking"]) == (None, None, None)
    assert refused["pass_marks_missed"] == [
        {"section": "quality", "achieved": "25.00", "pass_mark": "50"}
    ]
    assert [each["flag"] for each in refused["abnormally_low"]["tests"]] == [False, True]
    assert bid_of(result, "A")["disqualifications"][0]["rule"] == "criterion_pass_mark"


def test_one_refused_lot_leaves_the_others_ranked():
    result = assess(
        bundle(
            bid("A", "100.00", HALF),
            bid("B", "100.00", HALF, lot="2"),
            lots=[lot("1", formula="SPREAD"), lot("2")],
        )
    )

    assert [each["status"] for each in result["lots"]] == ["refused", "ranked"]
    assert result["status"] == "incomplete"
    assert lot_of(result, "2")["preferred_bid"] == "B"


def test_each_lot_may_have_a_formula_of_its_own():
    result = assess(
        bundle(
            bid("A", "100.00", HALF),
            bid("B", "3000.00", HALF, lot="2"),
            lots=[lot("1"), lot("2", formula="PQP", section_weights=NO_PRICE)],
        )
    )

    assert bid_of(result, "A")["total"] == "65.00"
    assert bid_of(result, "B", "2")["ranking"]["value"] == "60.00"
    assert [each["formula"] for each in result["lots"]] == ["REL_LOWEST", "PQP"]


def test_value_of_a_criterion_that_is_not_priced_adds_nothing():
    values = [
        {"criterion": "Q1", "points": "50", "value": "40.00"},
        {"criterion": "Q1", "points": "100", "value": "90.00"},
    ]
    result = assess(
        bundle(
            bid("A", "200.00", {"Q1": "50", "SV1": "75"}),
            bid("B", "240.00", {"Q1": "100", "SV1": "0"}),
            section_weights=NO_PRICE,
            lots=[lot(formula="QUALITY_TO_PRICE", parameters={"values": values})],
        )
    )

    # 200 - 40 = 160; 240 - 90 = 150
    assert ranks_of(result) == {"B": 1, "A": 2}
    assert bid_of(result, "A")["ranking"]["value"] == "160.00"
