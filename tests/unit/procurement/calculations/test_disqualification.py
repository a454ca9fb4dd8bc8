"""Pass marks, recorded decisions and the minimum quality: which apply, and in which order."""

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


def mark(points, *, disqualifies):
    """Return the pass mark of a criterion."""
    return {"points": points, "disqualifies": disqualifies}


def section_mark(section, percent, *, disqualifies):
    """Return the pass mark of a section."""
    return {"section": section, "percent": percent, "disqualifies": disqualifies}


def shape_of(finding):
    """Return a finding without its free text."""
    return {name: value for name, value in finding.items() if name != "reason"}


@pytest.mark.parametrize(
    ("points", "expected"),
    [
        ("25", [{"criterion": "Q1", "achieved": "25", "pass_mark": "50.0"}]),
        ("50", []),
        ("75", []),
    ],
)
def test_pass_mark_is_missed_below_it_and_not_at_it(points, expected):
    result = assess(
        bundle(
            bid("A", "100.00", {"Q1": points, "SV1": "100"}),
            criteria=[
                criterion("Q1", "quality", pass_mark=mark("50.0", disqualifies=False)),
                criterion("SV1", "social_value"),
            ],
        )
    )

    assert bid_of(result, "A")["pass_marks_missed"] == expected
    assert bid_of(result, "A")["rank"] == 1


def test_everything_that_applies_is_listed_in_the_order_of_the_format():
    result = assess(
        bundle(
            bid("A", None, {"SV1": "25", "Q2": "0", "Q1": "25"}),
            section_weights=weights("60", "0", "40"),
            criteria=[
                criterion("SV1", "social_value", pass_mark=mark("50", disqualifies=True)),
                criterion("Q1", "quality", "50", pass_mark=mark("75", disqualifies=True)),
                criterion("Q2", "quality", "50", pass_mark=mark("25", disqualifies=True)),
            ],
            section_pass_marks=[
                section_mark("social_value", "30", disqualifies=True),
                section_mark("quality", "40", disqualifies=True),
            ],
            lots=[lot(formula="LOWEST_ABOVE_THRESHOLD", parameters={"minimum_quality": "17.6"})],
            disqualifications=[decision("A", "late_tender"), decision("A", "exclusion_ground")],
        )
    )

    # quality 60 x (25% + 0%) / 2 = 7.5, which is 12.5%; social value 40 x 25% = 10; Q = 17.5
    assert [shape_of(each) for each in bid_of(result, "A")["disqualifications"]] == [
        {"rule": "late_tender"},
        {"rule": "exclusion_ground"},
        {"rule": "criterion_pass_mark", "criterion": "SV1", "achieved": "25", "pass_mark": "50"},
        {"rule": "criterion_pass_mark", "criterion": "Q1", "achieved": "25", "pass_mark": "75"},
        {"rule": "criterion_pass_mark", "criterion": "Q2", "achieved": "0", "pass_mark": "25"},
        {
            "rule": "section_pass_mark",
            "section": "quality",
            "achieved": "12.50",
            "pass_mark": "40",
        },
        {
            "rule": "section_pass_mark",
            "section": "social_value",
            "achieved": "25.00",
            "pass_mark": "30",
        },
        {"rule": "minimum_quality", "achieved": "17.50", "pass_mark": "17.6"},
    ]
    assert lot_of(result)["status"] == "no_admissible_bids"


def test_misses_that_do_not_disqualify_are_listed_apart_criteria_first():
    result = assess(
        bundle(
            bid("A", "100.00", {"Q1": "25", "SV1": "25"}),
            criteria=[
                criterion("Q1", "quality", pass_mark=mark("50", disqualifies=False)),
                criterion("SV1", "social_value"),
            ],
            section_pass_marks=[
                section_mark("social_value", "33.3", disqualifies=False),
                section_mark("quality", "50", disqualifies=False),
                section_mark("quality", "25.01", disqualifies=False),
            ],
        )
    )

    assert bid_of(result, "A")["pass_marks_missed"] == [
        {"criterion": "Q1", "achieved": "25", "pass_mark": "50"},
        {"section": "quality", "achieved": "25.00", "pass_mark": "50"},
        {"section": "quality", "achieved": "25.00", "pass_mark": "25.01"},
        {"section": "social_value", "achieved": "25.00", "pass_mark": "33.3"},
    ]
    assert bid_of(result, "A")["disqualifications"] == []


def test_section_pass_mark_looks_at_the_exact_percent_not_the_shown_one():
    thirds = [
        criterion("Q1", "quality", "33.333"),
        criterion("Q2", "quality", "66.667"),
        criterion("SV1", "social_value"),
    ]
    result = assess(
        bundle(
            bid("A", "100.00", {"Q1": "100", "Q2": "0", "SV1": "100"}),
            criteria=thirds,
            section_pass_marks=[section_mark("quality", "33.334", disqualifies=True)],
        )
    )

    # 33.333% shows as 33.33, is below 33.334, and would not be below a mark rounded to 33.33
    assert bid_of(result, "A")["disqualifications"] == [
        {
            "rule": "section_pass_mark",
            "section": "quality",
            "achieved": "33.33",
            "pass_mark": "33.334",
            "reason": "Quality earned 33.333% of its marks, which is below the pass mark of "
            "33.334%.",
        }
    ]


def test_section_of_weight_nought_may_still_be_a_gate():
    result = assess(
        bundle(
            bid("A", "100.00", {"Q1": "50", "SV1": "25"}),
            bid("B", "100.00", {"Q1": "50", "SV1": "50"}),
            section_weights=weights("70", "30", "0"),
            section_pass_marks=[section_mark("social_value", "50", disqualifies=True)],
        )
    )

    assert ranks_of(result) == {"B": 1, "A": None}


def test_section_pass_mark_of_a_section_without_criteria_applies_to_nobody():
    result = assess(
        bundle(
            bid("A", "100.00", {"Q1": "0"}),
            section_weights=weights("70", "30", "0"),
            criteria=[criterion("Q1", "quality")],
            section_pass_marks=[section_mark("social_value", "50", disqualifies=True)],
        )
    )

    assert bid_of(result, "A")["disqualifications"] == []
    assert bid_of(result, "A")["pass_marks_missed"] == []


@pytest.mark.parametrize(
    ("minimum", "status"), [("49.99", "ranked"), ("50", "ranked"), ("50.01", "no_admissible_bids")]
)
def test_minimum_quality_disqualifies_below_it_and_not_at_it(minimum, status):
    result = assess(
        bundle(
            bid("A", "100.00", {"Q1": "50", "SV1": "50"}),
            section_weights=weights("60", "0", "40"),
            lots=[lot(formula="LOWEST_ABOVE_THRESHOLD", parameters={"minimum_quality": minimum})],
        )
    )

    assert lot_of(result)["status"] == status


def test_bid_disqualified_by_decision_may_have_scores_in_part():
    result = assess(
        bundle(
            bid("A", "100.00", {"Q1": "25", "SV1": "50"}),
            bid("B", "50.00", {"Q1": "25"}),
            disqualifications=[decision("B")],
            criteria=[
                criterion("Q1", "quality", pass_mark=mark("50", disqualifies=False)),
                criterion("SV1", "social_value"),
            ],
            section_pass_marks=[
                section_mark("quality", "20", disqualifies=True),
                section_mark("social_value", "20", disqualifies=True),
            ],
        )
    )

    # what was scored is shown and judged; social value is not known, so it is neither
    out = bid_of(result, "B")
    assert out["criteria"] == [
        {
            "criterion": "Q1",
            "points": "25",
            "weighted_score": "12.50",
            "weighted_score_unrounded": "12.5",
        }
    ]
    assert [each["section"] for each in out["sections"]] == ["quality"]
    assert [each["rule"] for each in out["disqualifications"]] == ["other"]
    assert out["pass_marks_missed"] == [{"criterion": "Q1", "achieved": "25", "pass_mark": "50"}]
    # its price of 50.00 takes no part: A has the lowest price
    assert bid_of(result, "A")["price_score"] == "30.00"


def test_minimum_quality_is_not_judged_on_scores_in_part():
    result = assess(
        bundle(
            bid("A", "100.00", {"Q1": "25"}),
            section_weights=weights("60", "0", "40"),
            lots=[lot(formula="LOWEST_ABOVE_THRESHOLD", parameters={"minimum_quality": "90"})],
            disqualifications=[decision("A")],
        )
    )

    assert [each["rule"] for each in bid_of(result, "A")["disqualifications"]] == ["other"]


def test_bid_disqualified_by_decision_may_lack_its_price_scores_and_reasons():
    unopened = bid("A", None, {})
    del unopened["scores"]
    del unopened["price"]
    half_written = bid("B", "-3.00", {"Q1": "25", "SV1": "25"})
    half_written["scores"][0]["consensus"] = {"points": "25"}
    half_written["scores"][1]["consensus"] = None
    result = assess(
        bundle(unopened, half_written, disqualifications=[decision("A"), decision("B")])
    )

    assert (bid_of(result, "A")["price"], bid_of(result, "A")["criteria"]) == (None, [])
    assert bid_of(result, "B")["price"] == "-3.00"
    assert [each["criterion"] for each in bid_of(result, "B")["criteria"]] == ["Q1"]


def test_pass_mark_missed_with_no_reason_written_has_an_empty_reason():
    out = bid("A", None, {"Q1": "0"})
    del out["scores"][0]["consensus"]["reason"]
    result = assess(
        bundle(
            out,
            disqualifications=[decision("A")],
            criteria=[
                criterion("Q1", "quality", pass_mark=mark("50", disqualifies=True)),
                criterion("SV1", "social_value"),
            ],
        )
    )

    assert bid_of(result, "A")["disqualifications"][1]["reason"] == ""


def test_bid_after_the_deadline_is_out_only_by_decision():
    late = {"submitted_at": "2026-05-01T00:00:00+01:00"}
    points = {"Q1": "100", "SV1": "100"}

    in_time = assess(bundle(bid("A", "100.00", points, **late)))
    decided = assess(
        bundle(bid("A", "100.00", points, **late), disqualifications=[decision("A", "late_tender")])
    )

    assert lot_of(in_time)["status"] == "ranked"
    assert lot_of(decided)["status"] == "no_admissible_bids"


def test_disqualified_bids_come_last_by_code():
    points = {"Q1": "50", "SV1": "50"}
    result = assess(
        bundle(
            *(bid(code, "100.00", points) for code in ("C", "b", "A", "D")),
            disqualifications=[decision("C"), decision("A"), decision("b")],
        )
    )

    # by code, capitals before small letters: A, C, b
    assert ranks_of(result) == {"D": 1, "A": None, "C": None, "b": None}
