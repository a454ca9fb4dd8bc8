"""Assessment summaries: what the suppliers of the golden tender are told, and every rule of it."""

import copy
from dataclasses import replace

import pytest

from procurement.calculations.evaluation import evaluate
from procurement.calculations.summaries import RULES, Parent, Supplier, gaps_of, summaries_of
from procurement.calculations.summaries.why import disqualified_words, missed_words, why_not
from socialvalue.framework.data_files import areas_for_action
from tests.unit.procurement.calculations import golden

BUNDLE = golden.published("bundle.json")
RESULT = golden.published("expected.json")
SUPPLIERS = {
    bidder["code"]: Supplier(
        name=bidder["name"],
        postal_address="1 Mill Lane",
        email="bids@bidder.example",
        identifier=f"GB-{bidder['code']}",
    )
    for bidder in BUNDLE["bidders"]
}


def told(bundle=BUNDLE, result=RESULT, **more):
    """Return every summary of a tender by its bid."""
    given = {"suppliers": SUPPLIERS, "full_version": "version 1 in the tender documents"} | more
    return {summary.bid: summary for summary in summaries_of(bundle, result, **given)}


@pytest.fixture(name="loser")
def _loser():
    return told()["L1-D"]


@pytest.fixture(name="winner")
def _winner():
    return told()["L1-B"]


def gaps(summary, number):
    """Return the words of what a summary lacks by one rule."""
    return [gap.words for gap in gaps_of(summary) if gap.rule == number]


def with_reason(assessment, code, reason):
    """Return an assessment in which one mark has another reason."""
    return replace(
        assessment,
        sections=tuple(
            replace(
                section,
                marks=tuple(
                    replace(mark, reason=reason) if mark.code == code else mark
                    for mark in section.marks
                ),
            )
            for section in assessment.sections
        ),
    )


def test_golden_tender_lacks_nothing():
    assert [gap for summary in told().values() for gap in gaps_of(summary)] == []


def test_winners_summary_worked_example(winner):
    # Lot 1: quality 45% of which Q1 is 50%, so Q1 is worth 22.5% of the whole; 10 of 10 points
    quality = winner.criteria[0]
    mark = winner.own.sections[0].marks[0]

    assert (quality.title, quality.weight) == ("Quality", "45")
    assert (quality.criteria[0].weight, quality.criteria[0].worth) == ("50", "22.5")
    assert (quality.criteria[0].lowest, quality.criteria[0].highest) == ("0", "10")
    assert quality.criteria[0].pass_mark == "5 points; below it a tender is disqualified"
    assert quality.criteria[1].pass_mark == "5 points; for information"
    assert winner.criteria[1].pass_mark == "25%; below it a tender is disqualified"
    assert (mark.points, mark.label, mark.weighted_score) == ("10", "Excellent", "22.50")
    assert (winner.own.sections[0].weighted_score, winner.own.total) == ("40.50", "86.13")
    assert (winner.is_winner, winner.winning, winner.why_not) == (True, None, ())


def test_a_loser_is_told_the_winner_without_its_price(loser):
    assert loser.winner == "Brightwater Works CIC"
    assert loser.winning.total == "86.13"
    assert (loser.winning.price.amount, loser.winning.price.score) == ("", "32.50")
    assert loser.own.price.amount.startswith("£")
    assert loser.why_not == (
        (
            "Your tender's total score is 73.51 of 100. The most advantageous tender's total "
            "score is 86.13."
        ),
    )


@pytest.mark.parametrize(
    ("bid", "words"),
    [
        ("L1-A", "the tie was broken by the higher social value score"),
        ("L1-E", "Q1 earned 2 points, below the pass mark of 5"),
        ("L2-B", "the published limit on lots for one supplier"),
        ("L2-D", "Social value earned 18.75% of its marks, below the pass mark of 25%"),
        ("L2-F", "A condition of participation was not met. No evidence of food hygiene"),
    ],
)
def test_why_the_contract_is_not_awarded(bid, words):
    assert words in told()[bid].why_not[0]


def test_a_disqualified_tender_is_told_only_what_was_assessed():
    summary = told()["L2-F"]

    assert (summary.is_disqualified, summary.own.sections, summary.own.price) == (True, (), None)
    assert summary.own.total == ""


def test_individual_scores_are_never_read():
    bundle = copy.deepcopy(BUNDLE)
    for bid in bundle["bids"]:
        for score in bid["scores"]:
            del score["individual"]

    assert told(bundle) == told()


def test_nobody_has_won_where_no_bid_is_preferred():
    result = copy.deepcopy(RESULT)
    result["lots"][0]["preferred_bid"] = None

    summary = told(result=result)["L1-D"]

    assert (summary.winner, summary.winning) == ("", None)
    assert summary.why_not == ("No contract is awarded for this lot.",)
    assert gaps_of(summary) == []


def test_a_reason_that_is_withheld_is_replaced_for_others_alone():
    withheld = {("L1-B", "Q1"): "Its own method, not told here."}

    summaries = told(withheld=withheld)

    others, own = summaries["L1-D"].winning, summaries["L1-B"].own
    assert others.sections[0].marks[0].reason == "Its own method, not told here."
    assert others.sections[0].marks[0].is_withheld
    assert not own.sections[0].marks[0].is_withheld


def test_a_sub_criterion_names_its_criterion():
    parent = Parent(code="P", title="Service", weight="80")

    summary = told(parents={"Q1": parent})["L1-D"]

    assert [criterion.parent for criterion in summary.criteria[0].criteria][:2] == [parent, None]


@pytest.mark.parametrize(
    ("formula", "parameters", "measure"),
    [
        ("PQP", {}, "£"),
        ("WEIGHTED_VFM", {"exponent": "1"}, ""),
        ("LOWEST_ABOVE_THRESHOLD", {"minimum_quality": "10"}, "£"),
    ],
)
def test_a_measure_in_money_is_told_to_its_own_supplier_alone(formula, parameters, measure):
    bundle = copy.deepcopy(BUNDLE)
    bundle["lots"] = bundle["lots"][:1]
    bundle["bids"] = [bid for bid in bundle["bids"] if bid["lot"] == "1"]
    bundle["disqualifications"] = []
    method = bundle["methodology"]
    method["section_weights"] = {"quality": "70", "price": "0", "social_value": "30"}
    method["criteria"] = [each for each in method["criteria"] if "2" not in each.get("lots", "")]
    method.pop("lot_limits")
    bundle["lots"][0]["price"] = {"formula": formula, "parameters": parameters}
    bundle["lots"][0].pop("section_weights", None)
    result = evaluate(bundle, areas_for_action=areas_for_action())
    assert result["errors"] == []

    summaries = told(bundle, result)

    loser = next(each for each in summaries.values() if each.winning and not each.is_disqualified)
    assert loser.own.price.measure.startswith(measure)
    assert loser.own.price.measure
    assert bool(loser.winning.price.measure) == (measure == "")
    assert "Tenders were ranked by" in loser.why_not[0]
    assert gaps_of(loser) == []


def test_a_scale_whose_level_has_gone_gives_no_label():
    bundle = copy.deepcopy(BUNDLE)
    for level in bundle["methodology"]["scales"][0]["levels"]:
        level["label"] = ""

    assert told(bundle)["L1-B"].own.sections[0].marks[0].label == ""


# --- The rules, one by one ----------------------------------------------------------------------
def test_rules_have_a_sentence_and_a_source():
    assert list(RULES) == [f"R31.{number}" for number in range(1, 15)]
    for rule in RULES.values():
        assert rule.sentence.endswith(".")
        assert "regulation 31" in rule.source or "section 94" in rule.source


def test_r31_1_a_summary_without_a_name(loser):
    summary = replace(loser, supplier=replace(loser.supplier, name=" "))

    assert gaps(summary, "R31.1") == ["The supplier has no name."]


def test_r31_2_a_summary_without_addresses(loser):
    supplier = replace(loser.supplier, postal_address="", email="")

    assert gaps(replace(loser, supplier=supplier), "R31.2") == [
        f"No postal address of {supplier.name} is recorded.",
        f"No email address of {supplier.name} is recorded.",
    ]


def test_r31_3_a_summary_without_an_identifier(loser):
    supplier = replace(loser.supplier, identifier="")

    assert gaps(replace(loser, supplier=supplier), "R31.3") == [
        f"No unique identifier of {supplier.name} is recorded."
    ]


def test_r31_4_5_6_criteria_without_title_weight_or_scale(loser):
    quality, social_value = loser.criteria
    first, *others = quality.criteria
    bare = replace(first, title="", weight="", scale="gone")
    summary = replace(
        loser,
        price_weight="",
        criteria=(replace(quality, weight="", criteria=(bare, *others)), social_value),
    )

    assert gaps(summary, "R31.4") == ["Criterion Q1 has no title."]
    assert gaps(summary, "R31.5") == [
        "The weight of price is missing.",
        "Quality has no weight.",
        "Criterion Q1 has no weight.",
    ]
    assert gaps(summary, "R31.6") == ["The scale of criterion Q1 is missing."]


def test_r31_6_a_level_without_a_definition(loser):
    first, *others = loser.scales
    bare = replace(first, levels=(("0", "None", " "),))
    summary = replace(loser, scales=(bare, *others))

    assert gaps(summary, "R31.6")[0] == ("A level of the scale of criterion Q1 has no definition.")


def test_r31_7_nothing_says_where_the_criteria_are(loser):
    assert len(gaps(replace(loser, full_version=""), "R31.7")) == 1


def test_r31_8_a_criterion_without_a_score(loser):
    quality, *others = loser.own.sections
    own = replace(loser.own, sections=(replace(quality, marks=quality.marks[1:]), *others))

    assert gaps(replace(loser, own=own), "R31.8") == ["The score for Q1 is missing."]


@pytest.mark.parametrize("has_price", [True, False])
def test_r31_8_a_price_without_a_score(loser, has_price):
    price = replace(loser.own.price, score="") if has_price else None

    assert gaps(replace(loser, own=replace(loser.own, price=price)), "R31.8") == [
        "The price score is missing."
    ]


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        (" ", "The score for Q1 has no reason."),
        ("Good.", "The reason for Q1 is too short to refer to the tender."),
        (
            "Meets the requirement in full with good evidence;  minor concerns at most",
            "The reason for Q1 only repeats the scale.",
        ),
        (
            "Good: Meets the requirement in full with good evidence; minor concerns at most.",
            "The reason for Q1 only repeats the scale.",
        ),
    ],
)
def test_r31_9_a_score_without_a_reason_that_explains(loser, reason, words):
    summary = replace(loser, own=with_reason(loser.own, "Q1", reason))

    assert gaps(summary, "R31.9") == [words]


def test_r31_10_a_sub_criterion_without_a_reason():
    parent = Parent(code="P", title="Service", weight="80")
    summary = told(parents={"Q1": parent})["L1-D"]
    summary = replace(summary, own=with_reason(summary.own, "Q1", ""))

    assert gaps(summary, "R31.10") == ["Sub-criterion Q1 of P has no reason."]


def test_r31_11_totals_that_are_missing(loser):
    quality, *others = loser.own.sections
    own = replace(loser.own, total="", sections=(replace(quality, weighted_score=""), *others))

    assert gaps(replace(loser, own=own), "R31.11") == [
        "The total score is missing.",
        "The sub-total of quality is missing.",
    ]


def test_r31_12_a_loser_who_is_not_told_why(loser):
    assert gaps(replace(loser, why_not=()), "R31.12") == [
        "It is not said why the contract is not awarded to this supplier."
    ]


def test_r31_13_a_loser_who_is_not_told_the_winners_scores(loser):
    assert gaps(replace(loser, winning=None), "R31.13") == [
        "The scores of the winning tender are missing."
    ]


def test_r31_13_a_winning_score_without_a_reason_or_at_all(loser):
    winning = with_reason(loser.winning, "Q1", "")
    quality, *others = winning.sections
    winning = replace(winning, sections=(replace(quality, marks=quality.marks[:2]), *others))

    assert gaps(replace(loser, winning=winning), "R31.13") == [
        "The score of the winning tender for Q3 is missing.",
        "The score of the winning tender for Q1 has no reason.",
    ]


def test_r31_14_a_reason_that_names_another_supplier(loser):
    other = "Alderfinch Facilities Ltd"
    own = with_reason(loser.own, "Q1", "Less convincing than BRIGHTWATER  works CIC on page 4.")
    winning = with_reason(loser.winning, "Q2", f"Clearer than {other}, whose plan is on page 2.")

    assert gaps(replace(loser, own=own, winning=winning), "R31.14") == [
        "The reason for Q1 names another supplier, Brightwater Works CIC.",
        f"The reason of the winning tender for Q2 names another supplier, {other}.",
    ]


def test_r31_14_a_very_short_name_is_not_looked_for(loser):
    assert gaps(replace(loser, other_names=("As",)), "R31.14") == []


def test_r31_14_the_winners_own_reasons_may_name_the_winner(winner):
    own = with_reason(winner.own, "Q1", "Brightwater Works CIC gives a rota on page 4.")

    assert gaps(replace(winner, own=own), "R31.14") == []


# --- Words ----------------------------------------------------------------------------------------
def test_minimum_quality_in_words():
    entry = {"rule": "minimum_quality", "achieved": "48.20", "pass_mark": "50"}

    assert disqualified_words(entry) == (
        "Your tender was disqualified. Quality and social value earned 48.20 of 100, below the "
        "published minimum of 50."
    )


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        (
            {"criterion": "Q2", "achieved": "2", "pass_mark": "5"},
            "Q2: 2 points, below the pass mark of 5. As published, this does not disqualify.",
        ),
        (
            {"section": "quality", "achieved": "20.00", "pass_mark": "25"},
            (
                "Quality: 20.00% of its marks, below the pass mark of 25%. As published, this does "
                "not disqualify."
            ),
        ),
    ],
)
def test_pass_marks_that_only_inform(entry, words):
    assert missed_words(entry) == words


def test_a_tie_broken_by_a_criterion_and_a_draw():
    winner = {"bid": "W", "tie_breaks_used": ["criterion:Q1", "drawn_lot"]}
    bid = {"bid": "L", "disqualifications": [], "tied_with": ["W"]}

    said = why_not(bid, lot={"passed_over": []}, winner=winner)

    assert said == (
        (
            "Your tender and the winning one came out exactly equal. As published, the tie was "
            "broken by the higher score for Q1, then lots drawn before a witness."
        ),
    )
