"""How the result shows figures: rounded once, half up, to the places of the tender."""

from decimal import Decimal as D

import pytest

from tests.unit.procurement.calculations.bundles import bid, bid_of, bundle, lot, lot_of, weights
from tests.unit.procurement.calculations.golden import assess


def rounding(places):
    """Return the published rounding."""
    return {"places": places, "mode": "half_up", "applied": "once_when_shown"}


@pytest.mark.parametrize(
    ("places", "total", "score", "mean"),
    [
        (0, "66", "11", "98"),
        (1, "65.5", "10.5", "97.5"),
        (2, "65.50", "10.50", "97.50"),
        (4, "65.5000", "10.5000", "97.5000"),
        (10, "65.5000000000", "10.5000000000", "97.5000000000"),
    ],
)
def test_shown_figures_have_the_places_of_the_tender(places, total, score, mean):
    result = assess(
        bundle(
            bid("A", "65.00", {"Q1": "100", "SV1": "25"}),
            bid("B", "130.00", {"Q1": "0", "SV1": "0"}),
            lots=[lot(formula="BENCHMARK", parameters={"floor": "0", "ceiling": "100"})],
            rounding=rounding(places),
        )
    )

    # A: 50 + 5 + 30 x 35/100 = 65.5; the mean of 65 and 130 is 97.5
    shown = bid_of(result, "A")
    assert (shown["total"], shown["price_score"]) == (total, score)
    assert (shown["total_unrounded"], shown["price_score_unrounded"]) == ("65.5", "10.5")
    assert lot_of(result)["price_statistics"]["mean"] == mean


def test_percent_that_was_achieved_has_two_places_whatever_the_rounding():
    result = assess(
        bundle(
            bid("A", "65.00", {"Q1": "25", "SV1": "25"}),
            section_pass_marks=[{"section": "quality", "percent": "50", "disqualifies": True}],
            rounding=rounding(0),
        )
    )

    assert bid_of(result, "A")["disqualifications"][0]["achieved"] == "25.00"
    assert bid_of(result, "A")["sections"][0]["percent"] == "25"


def test_unrounded_figures_have_ten_places_half_up():
    result = assess(
        bundle(
            bid("A", "300.00", {"Q1": "100", "SV1": "100"}),
            bid("B", "200.00", {"Q1": "100", "SV1": "100"}),
            bid("C", "7.00", {"Q1": "100", "SV1": "100"}),
        )
    )

    # 30 x 7/300 = 0.7; 30 x 7/200 = 1.05; the total of 70.7 drops no places that count
    assert bid_of(result, "A")["price_score_unrounded"] == "0.7"
    assert bid_of(result, "A")["total_unrounded"] == "70.7"
    assert bid_of(result, "B")["total_unrounded"] == "71.05"


def test_unrounded_root_is_right_in_the_tenth_place():
    result = assess(
        bundle(
            bid("A", "1250000.00", {"Q1": "100", "SV1": "45"}),
            section_weights=weights("60", "0", "40"),
            scales=[
                {"code": "hundred", "levels": [{"points": "100"}, {"points": "45"}]},
            ],
            lots=[lot(formula="WEIGHTED_VFM", parameters={"exponent": "1.5"})],
        )
    )

    # Q = 60 + 18 = 78; the square of the index is 78^3 / 1.25^2 = 303713.28 (formulas.json). By
    # hand 551.1^2 = 303711.21, and 2.07 / (2 x 551.1) = 0.001878, less 0.001878^2 / 1102.2 = 3.2e-9
    ranking = bid_of(result, "A")["ranking"]
    assert (ranking["value"], ranking["unrounded"]) == ("551.10", "551.1018780589")
    assert D("551.10187805885") ** 2 < D("303713.28") < D("551.10187805895") ** 2


def test_score_that_is_negative_nowhere_shows_no_sign():
    result = assess(
        bundle(
            bid("A", "1000.00", {"Q1": "0", "SV1": "0"}),
            lots=[lot(formula="BENCHMARK", parameters={"floor": "0", "ceiling": "100"})],
        )
    )

    assert bid_of(result, "A")["total"] == "0.00"
    assert bid_of(result, "A")["total_unrounded"] == "0"


def test_adjusted_price_just_below_nought_shows_no_sign():
    result = assess(
        bundle(
            bid("A", "100.00", {"Q1": "50", "SV1": "50"}),
            bid("B", "100.00", {"Q1": "100", "SV1": "50"}),
            section_weights=weights("60", "0", "40"),
            lots=[
                lot(
                    formula="QUALITY_TO_PRICE",
                    parameters={
                        "values": [
                            {"criterion": "Q1", "points": "50", "value": "100.001"},
                            {"criterion": "Q1", "points": "100.0", "value": "250.005"},
                        ]
                    },
                )
            ],
        )
    )

    # 100 - 100.001 = -0.001; 100 - 250.005 = -150.005, and a 5 goes away from nought
    assert bid_of(result, "A")["ranking"]["value"] == "0.00"
    assert bid_of(result, "A")["ranking"]["unrounded"] == "-0.001"
    assert bid_of(result, "B")["ranking"]["value"] == "-150.01"
    assert lot_of(result)["preferred_bid"] == "B"
