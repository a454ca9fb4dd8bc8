"""Weighted scores: uneven weights, lots of their own, sections without marks, long decimals."""

from fractions import Fraction

from procurement.calculations.combining import weighted_score
from tests.unit.procurement.calculations.bundles import (
    bid,
    bid_of,
    bundle,
    criterion,
    level,
    lot,
    lot_of,
    weights,
)
from tests.unit.procurement.calculations.golden import assess


def test_weighted_score_worked_example():
    # 45 x 50% x 8/10 = 22.5 x 0.8 = 18 (WORKED.md 1, Q1 at 8)
    assert weighted_score(
        Fraction(8),
        highest_points=Fraction(10),
        weight=Fraction(50),
        section_weight=Fraction(45),
    ) == Fraction(18)


def test_scale_is_not_stretched_to_its_lowest_level():
    scale = {"code": "five", "title": "1 to 5", "levels": [level(str(n)) for n in range(1, 6)]}
    result = assess(
        bundle(
            bid("A", "100.00", {"Q1": "1"}),
            section_weights=weights("70", "30", "0"),
            scales=[scale],
            criteria=[criterion("Q1", "quality", scale="five")],
        )
    )

    # 1 of 5 is 0.2, and 70 x 0.2 = 14; stretched, it would be 0
    assert bid_of(result, "A")["criteria"] == [
        {
            "criterion": "Q1",
            "points": "1",
            "weighted_score": "14.00",
            "weighted_score_unrounded": "14",
        }
    ]


def test_lot_with_weights_of_its_own_does_not_use_those_of_the_tender():
    result = assess(
        bundle(
            bid("A", "100.00", {"Q1": "50", "SV1": "75"}),
            bid("B", "100.00", {"Q1": "50", "SV1": "75"}, lot="2"),
            lots=[lot("1"), lot("2", section_weights=weights("20", "40", "40"))],
        )
    )

    # lot 1: 50 x 0.5 = 25; 20 x 0.75 = 15; price 30. Lot 2: 20 x 0.5 = 10; 40 x 0.75 = 30; price 40
    assert bid_of(result, "A")["total"] == "70.00"
    assert bid_of(result, "B", "2")["total"] == "80.00"
    assert lot_of(result, "2")["section_weights"] == weights("20", "40", "40")
    assert [section["weight"] for section in bid_of(result, "B", "2")["sections"]] == ["20", "40"]


def test_criteria_of_one_lot_count_in_that_lot_only():
    result = assess(
        bundle(
            bid("A", "100.00", {"Q1": "50", "SV1": "100"}),
            bid("B", "100.00", {"Q1": "50", "Q2": "100", "SV1": "100"}, lot="2"),
            lots=[lot("1"), lot("2")],
            criteria=[
                criterion("Q1", "quality", "100", lots=["1"]),
                criterion("SV1", "social_value"),
                criterion("Q1b", "quality", "0", lots=[]),
                criterion("Q2", "quality", "60", lots=["2"]),
            ],
        )
    )

    # Q1 is for lot 1 only, so B answers a question of another lot, and lot 2 adds up to 60.
    assert {error["code"] for error in result["errors"]} == {
        "unknown_code",
        "criterion_weights_not_100",
    }


def test_criteria_may_apply_to_all_lots_or_to_some():
    result = assess(
        bundle(
            bid("A", "100.00", {"Q1": "50", "Q2": "100", "SV1": "100"}),
            bid("B", "100.00", {"Q1": "50", "Q3": "25", "SV1": "100"}, lot="2"),
            lots=[lot("1"), lot("2")],
            criteria=[
                criterion("SV1", "social_value"),
                criterion("Q3", "quality", "40", lots=["2"]),
                criterion("Q1", "quality", "60"),
                criterion("Q2", "quality", "40", lots=["1"]),
            ],
        )
    )

    # lot 1: 50 x (0.6 x 0.5 + 0.4 x 1) = 35; lot 2: 50 x (0.6 x 0.5 + 0.4 x 0.25) = 20
    assert bid_of(result, "A")["sections"][0]["weighted_score"] == "35.00"
    assert bid_of(result, "B", "2")["sections"][0]["weighted_score"] == "20.00"
    # criteria come in the order of the methodology, sections quality first
    assert [each["criterion"] for each in bid_of(result, "B", "2")["criteria"]] == [
        "SV1",
        "Q3",
        "Q1",
    ]
    assert [each["section"] for each in bid_of(result, "B", "2")["sections"]] == [
        "quality",
        "social_value",
    ]


def test_section_of_weight_nought_without_criteria_does_not_appear():
    result = assess(
        bundle(
            bid("A", "100.00", {"Q1": "50"}),
            section_weights=weights("70", "30", "0"),
            criteria=[criterion("Q1", "quality")],
        )
    )

    assert bid_of(result, "A")["sections"] == [
        {
            "section": "quality",
            "weight": "70",
            "percent": "50.00",
            "weighted_score": "35.00",
            "weighted_score_unrounded": "35",
        }
    ]


def test_section_of_weight_nought_with_criteria_has_a_percent_of_its_own_marks():
    result = assess(
        bundle(
            bid("A", "100.00", {"Q1": "50", "SV1": "75"}),
            section_weights=weights("70", "30", "0"),
        )
    )

    # its marks are worth nothing to the total, but 75 of 100 are 75%
    assert bid_of(result, "A")["sections"][1] == {
        "section": "social_value",
        "weight": "0",
        "percent": "75.00",
        "weighted_score": "0.00",
        "weighted_score_unrounded": "0",
    }


def test_price_alone_may_decide():
    result = assess(
        bundle(
            bid("A", "200.00", {}),
            bid("B", "100.00", {}),
            section_weights=weights("0", "100", "0"),
            criteria=[],
            scales=[],
        )
    )

    # A: 100 x 100/200 = 50
    assert [(each["bid"], each["total"]) for each in lot_of(result)["bids"]] == [
        ("B", "100.00"),
        ("A", "50.00"),
    ]


def test_weights_of_thirty_places_are_exact():
    third = "33." + "3" * 30
    rest = "33." + "3" * 29 + "4"
    result = assess(
        bundle(
            bid("A", "100.00", {"Q1": "100", "Q2": "0", "Q3": "100", "SV1": "0"}),
            criteria=[
                criterion("Q1", "quality", third),
                criterion("Q2", "quality", third),
                criterion("Q3", "quality", rest),
                criterion("SV1", "social_value"),
            ],
        )
    )

    # 50 x 66.66...67% = 33.333...35, which shows as 33.33 and, to 10 places, as 33.3333333333
    quality = bid_of(result, "A")["sections"][0]
    assert (quality["percent"], quality["weighted_score"]) == ("66.67", "33.33")
    assert quality["weighted_score_unrounded"] == "33.3333333333"


def test_weights_that_miss_100_in_the_thirtieth_place_are_refused():
    third = "33." + "3" * 30
    result = assess(
        bundle(
            bid("A", "100.00", {"Q1": "100", "Q2": "0", "Q3": "100", "SV1": "0"}),
            criteria=[
                *(criterion(code, "quality", third) for code in ("Q1", "Q2", "Q3")),
                criterion("SV1", "social_value"),
            ],
        )
    )

    assert [error["code"] for error in result["errors"]] == ["criterion_weights_not_100"]


def test_values_are_repeated_as_they_stand():
    result = assess(
        bundle(
            bid("A", "100.0", {"Q1": "050.00", "SV1": "75.0"}),
            section_weights=weights("50.000", "030", "20"),
        )
    )

    marked = bid_of(result, "A")
    assert marked["price"] == "100.0"
    assert [each["points"] for each in marked["criteria"]] == ["050.00", "75.0"]
    assert lot_of(result)["section_weights"] == weights("50.000", "030", "20")
    assert lot_of(result)["price_statistics"]["lowest"] == "100.00"


def test_numbers_of_eighty_digits_are_exact():
    long = "1" + "0" * 76 + ".00"
    result = assess(
        bundle(
            bid("A", long, {"Q1": "100", "SV1": "100"}),
            bid("B", "2" + "0" * 76 + ".00", {"Q1": "100", "SV1": "100"}),
        )
    )

    assert bid_of(result, "A")["price"] == long
    assert lot_of(result)["price_statistics"]["mean"] == "15" + "0" * 75 + ".00"
    assert bid_of(result, "B")["price_score"] == "15.00"
