"""What a result says, sentence by sentence."""

from decimal import Decimal

import pytest

from procurement.evaluation import queries
from procurement.evaluation.presenters import ranking, scoring, sentences
from tests.factories.bids import BidFactory, BidPriceFactory, bid_for
from tests.factories.evaluation import (
    DisqualificationFactory,
    DrawFactory,
    DrawnBidFactory,
    IndividualScoreFactory,
    ScoreDraftFactory,
    ScoreFactory,
)
from tests.factories.framework import AreaFactory
from tests.factories.tenders import (
    CriterionFactory,
    MethodologyFactory,
    ScaleFactory,
    ScaleLevelFactory,
    whole_method,
)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (None, "not opened"),
        ("1040000.00", "£1,040,000"),
        ("0.50", "£0.50"),
        ("-5.50", "−£5.50"),
        ("-5.00", "−£5"),
    ],
)
def test_pounds(text, said):
    assert sentences.pounds(text) == said


@pytest.mark.parametrize(
    ("ranking_of_bid", "said"),
    [
        (None, "–"),
        ({"measure": "total", "value": "86.13"}, "86.13"),
        ({"measure": "value_index", "value": "343.00"}, "343.00"),
        ({"measure": "adjusted_price", "value": "-200.00"}, "−£200"),
    ],
)
def test_measure(ranking_of_bid, said):
    assert sentences.measure(ranking_of_bid) == said


@pytest.mark.parametrize(
    ("tied_with", "used", "is_broken", "said"),
    [
        ([], [], True, ""),
        (["A"], ["price"], True, "Exactly equal to Ada. Placed by the lower price, as published."),
        (
            ["A", "B"],
            ["quality", "criterion:Q1", "drawn_lot"],
            True,
            (
                "Exactly equal to Ada and Bo. Placed by the higher quality score, "
                "the higher score for Q1 then lots drawn before a witness, as published."
            ),
        ),
        (
            ["A"],
            ["price"],
            False,
            "Exactly equal to Ada. Nothing in the published order separates them.",
        ),
    ],
)
def test_ties(tied_with, used, is_broken, said):
    bid = {"tied_with": tied_with, "tie_breaks_used": used}

    assert sentences.tie(bid, names={"A": "Ada", "B": "Bo"}, is_broken=is_broken) == said


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        (
            {"rule": "minimum_quality", "achieved": "59.99", "pass_mark": "60"},
            "Quality and social value: 59.99 of 100, below the published minimum of 60.",
        ),
        (
            {"rule": "exclusion_ground", "reason": "Debarred."},
            "Decided by people: an exclusion ground applies. Debarred.",
        ),
    ],
)
def test_disqualifications(entry, said):
    assert sentences.disqualification(entry) == said


def test_a_section_pass_mark_that_is_missed_without_disqualifying():
    entry = {"section": "quality", "achieved": "49.00", "pass_mark": "50"}

    assert sentences.missed(entry) == (
        "Quality: 49.00% of its marks, below the pass mark of 50%. "
        "As published, this does not disqualify."
    )


def test_a_low_price_outside_the_act_quotes_no_section_of_it():
    assert "section 19" not in " ".join(sentences.low_price_duty("below_threshold"))


def test_the_duty_before_a_low_price_is_disregarded_is_told_in_order():
    assert [
        step.partition(":")[0] for step in sentences.low_price_duty("procurement_act_2023")
    ] == [
        "Notify",
        "Hear",
        "Decide",
    ]


def test_a_price_that_is_not_the_fixed_one():
    error = {"code": "price_not_fixed_price"}

    assert sentences.refusal(error) == "A bid is not at the fixed price that was published."


def test_what_is_missing_besides_scores_is_said_too():
    errors = [
        {"code": "score_missing", "detail": "-"},
        {"code": "price_missing", "detail": "Price."},
    ]

    assert sentences.missing(errors, scores=1) == ["1 score is still missing.", "Price."]


@pytest.mark.parametrize(
    ("points", "level"), [("0", 0), ("2", 1), ("5", 2), ("8", 4), ("10", 5), (None, None)]
)
def test_tints_run_from_nothing_to_the_highest_of_the_scale(points, level):
    assert ranking.heat(points, Decimal(10))["level"] == level


@pytest.mark.django_db
def test_what_a_criterion_is_worth_in_the_whole_tender():
    criterion = CriterionFactory(weight=Decimal("33.34"))

    # 45% of the tender x 33.34% of the section = 15.003%
    assert scoring.worth(criterion, criterion.methodology) == "15.003%"


@pytest.mark.django_db
def test_a_criterion_of_a_section_that_is_not_weighed_yet_is_worth_nothing_known():
    methodology = MethodologyFactory(quality_weight=None)

    assert scoring.worth(CriterionFactory(methodology=methodology), methodology) == ""


@pytest.mark.django_db
def test_an_organisations_own_matrix_is_known():
    area = AreaFactory()
    version = area.objective.version
    methodology = MethodologyFactory(framework=version.framework.code, framework_version=version)

    known = queries.known_areas_for_action(methodology)

    assert known[version.framework.code] == {area.code}
    assert queries.objectives_by_area(methodology) == {area.code: area.objective.short_title}


@pytest.mark.django_db
def test_a_question_asked_in_one_lot_only_is_left_out_of_others():
    methodology = whole_method(fixed=True)
    bid = bid_for(methodology)
    other = BidFactory(tender=methodology.tender, lot__code="2", lot__position=1)
    criteria = queries.criteria_to_score(methodology.tender)
    criteria[0].only_lots = [other.lot]

    assert [each.code for each in queries.criteria_for(bid, criteria)] == ["SV1"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("factory", "said"),
    [
        (ScoreFactory, "B1 Q1, version 1: 3"),
        (ScoreDraftFactory, "draft for B1 Q1"),
    ],
)
def test_scores_say_what_they_are(factory, said):
    assert str(factory(bid__code="B1", criterion__code="Q1")) == said


@pytest.mark.django_db
def test_records_say_what_they_are():
    bid = BidFactory(code="B1", bidder__name="Ada Ltd")

    assert [
        str(bid),
        str(BidPriceFactory(bid=bid)),
        str(IndividualScoreFactory(bid=bid, criterion__code="Q1", evaluator="E1")),
        str(DisqualificationFactory(bid=bid)),
        str(DrawFactory(lot=bid.lot)),
        str(DrawnBidFactory(bid=bid)),
        str(ScaleLevelFactory(points=Decimal(4), label="Very good")),
        str(ScaleFactory(title="0 to 5")),
    ] == [
        "B1 of Ada Ltd",
        "price of B1",
        "E1 on B1 Q1: 3",
        "B1: Late tender",
        "draw for lot 1: Whole contract",
        "place 1: B1",
        "4 Very good",
        "0 to 5",
    ]
