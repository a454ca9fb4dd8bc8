"""Each numbered rule finds what it says, leaves alone what it does not, and names its source."""

import re
from dataclasses import replace
from decimal import Decimal as D

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from procurement.calculations import linting
from procurement.calculations.linting import (
    RULES,
    Level,
    LotTold,
    Measure,
    Method,
    Question,
    SectionMark,
    Severity,
    words,
)
from tests.unit.test_code_base import ROOT

LEVELS = (
    Level(points=D(0), label="None", definition="Not answered."),
    Level(points=D(5), label="Full", definition="Answers all of it."),
)


def question(code="Q1", text="How will you deliver this contract?", **more):
    """Return a quality question with nothing to find."""
    return (
        Question(code=code, title="Delivery", section="quality", text=text, levels=LEVELS)
        if not more
        else replace(question(code, text), **more)
    )


def social(code="SV1", **more):
    """Return a social value question with nothing to find."""
    told = {
        "section": "social_value",
        "areas": ("3.1",),
        "measures": (Measure(measure="Jobs", unit="people"),),
        "asks_method_statement": True,
    }
    return question(code, **(told | more))


LOT = LotTold(code="1", price_weight=D(40), formula="BENCHMARK")


def method(*questions, **more):
    """Return a method with nothing to find but what is given."""
    told = {"regime": "procurement_act_2023", "lots": (LOT,)}
    return Method(questions=questions or (question(), social()), **(told | more))


def found(method):
    """Return the number and place of everything that is found."""
    return [(finding.rule, finding.place) for finding in linting.findings(method)]


def asking(text):
    """Return a method with one question."""
    return method(question(text=text))


def test_a_plain_method_has_no_findings():
    assert found(method()) == []


@pytest.mark.parametrize("number", RULES)
def test_every_rule_says_what_it_asks_and_where_it_is_from(number):
    rule = RULES[number]

    assert re.fullmatch(r"L[0-9]+", number)
    assert rule.sentence.endswith(".")
    assert rule.source


def test_rules_are_numbered_without_gaps():
    assert [*RULES] == [f"L{number}" for number in range(1, len(RULES) + 1)]


# --- Words of questions -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Where is your company based?",
        "Bidders should be based in the county.",
        "Show that your office is in or near the borough. State your office address in the county.",
        "We prefer local bidders.",
        "Describe the benefit of being a local supplier.",
    ],
)
def test_l1_where_the_supplier_is(text):
    assert found(asking(text)) == [("L1", "Q1")]
    assert found(method(question(text=text), regime="below_threshold")) == []


@pytest.mark.parametrize(
    "text",
    [
        "How many jobs will go to people who live in the borough?",
        "How will you help local businesses to become your subcontractors on this contract?",
    ],
)
def test_l1_leaves_alone_where_benefits_land(text):
    assert found(asking(text)) == []


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("Do you hold ISO 14001?", True),
        ("Do you hold ISO 14001 or equivalent?", False),
        ("Are you a Living Wage Employer?", True),
        ("Have you signed the Social Value Charter?", True),
        ("Do you hold the Social Value Award, or equivalent evidence?", False),
        ("Give your accreditations. Say what is equivalent.", True),
        ("Give certification, or any other proof, of your methods.", False),
    ],
)
def test_l2_an_accreditation_without_equivalent(text, is_found):
    assert found(asking(text)) == ([("L2", "Q1")] if is_found else [])


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("Describe your corporate social responsibility.", True),
        ("Tell us of your company's charitable giving.", True),
        ("How does your organisation's policy show in this contract?", False),
    ],
)
def test_l3_good_works_apart_from_the_contract(text, is_found):
    assert found(asking(text)) == ([("L3", "Q1")] if is_found else [])


def test_l4_the_same_area_or_measure_in_two_questions():
    twice = method(social("SV1"), social("SV2"))

    assert found(twice) == [("L4", "SV2"), ("L4", "SV2")]


def test_l4_questions_of_different_lots_do_not_meet():
    apart = method(social("SV1", lots=("1",)), social("SV2", lots=("2",)))
    together = method(social("SV1", lots=("1", "2")), social("SV2", lots=("2",)))

    assert found(apart) == []
    assert len(found(together)) == 2


def test_l5_a_commitment_without_a_unit():
    assert found(method(social(measures=()))) == [("L5", "SV1")]
    assert found(method(social(measures=(Measure(measure="Jobs", unit=""),)))) == [("L5", "SV1")]


def test_l6_no_method_statement_is_advice():
    [finding] = linting.findings(method(social(asks_method_statement=False)))

    assert (finding.rule, finding.severity) == ("L6", Severity.ADVICE)


def test_l7_a_scale_without_levels_or_words():
    bare = replace(LEVELS[0], definition=" ")

    assert found(method(question(levels=LEVELS[:1]))) == [("L7", "Q1")]
    assert found(method(question(levels=(bare, LEVELS[1])))) == [("L7", "Q1")]


@pytest.mark.parametrize(
    "text",
    [
        "How is your plan for this contract better than other plans?",
        "The highest offer earns full marks.",
        "Answers are compared with the other bids.",
    ],
)
def test_l8_bids_compared_with_each_other(text):
    assert found(asking(text)) == [("L8", "Q1")]


def test_l8_reads_the_scale_too():
    best = replace(LEVELS[1], definition="The best tender of all.")

    assert found(method(question(levels=(LEVELS[0], best)))) == [("L8", "Q1")]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("State your Evergreen level.", "L9"),
        ("Complete the TOMs calculator.", "L10"),
        ("Give the total social value in pounds.", "L10"),
        ("Attach your carbon reduction plan.", "L11"),
    ],
)
def test_l9_to_l11_what_is_not_to_be_scored(text, number):
    assert found(asking(text)) == [(number, "Q1")]


def test_l12_terms_of_employment_are_delicate_for_councils_only():
    asked = question(text="Will you pay the living wage on this contract?")

    assert found(method(asked)) == []
    assert found(method(asked, social(), terms_are_delicate=True)) == [("L12", "Q1")]


def test_l13_a_long_question():
    asked = question(text="word " * 11)

    assert found(method(asked, longest_question=11)) == []
    assert found(method(asked, longest_question=10)) == [("L13", "Q1")]


def test_l14_more_questions_than_suit_the_value():
    two = (social("SV1"), social("SV2", areas=("5.1",), measures=(Measure(measure="t", unit="t"),)))

    assert found(method(*two, most_questions=2)) == []
    assert found(method(*two, most_questions=1)) == [("L14", "")]


# --- Scoring ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lot", "more", "expected"),
    [
        ({"formula": "REL_LOWEST"}, {}, [("L15", "1")]),
        ({"formula": ""}, {}, []),
        ({"price_weight": D(0)}, {}, [("L17", "1")]),
        ({"formula": "PQP"}, {}, [("L17", "1"), ("L18", "1")]),
        ({"formula": "PQP", "price_weight": D(0)}, {}, [("L18", "1")]),
        ({"formula": "PQP", "price_weight": None}, {}, [("L18", "1")]),
        ({"formula": "FIXED_PRICE", "price_weight": D(0)}, {}, []),
        ({}, {"quantities": "relative"}, [("L16", "")]),
        ({"reserved_for": "place"}, {}, [("L21", "1")]),
        ({"reserved_for": "place"}, {"regime": "below_threshold"}, []),
    ],
)
def test_l15_to_l21_prices_and_lots(lot, more, expected):
    assert found(method(lots=(replace(LOT, **lot),), **more)) == expected


def test_l18_a_pass_mark_that_disqualifies_is_a_least_quality():
    divided = {"lots": (replace(LOT, formula="PQP", price_weight=D(0)),)}
    of_section = SectionMark(section="quality", percent=D(50), disqualifies=True)
    of_question = question(pass_mark=D(5), disqualifies=True)

    assert found(method(section_marks=(of_section,), **divided)) == []
    assert found(method(of_question, **divided)) == []


def test_l19_a_pass_mark_says_what_follows():
    silent = SectionMark(section="social_value", percent=D(50), disqualifies=None)

    assert found(method(question(pass_mark=D(5)))) == [("L19", "Q1")]
    assert found(method(section_marks=(silent,))) == [("L19", "social_value")]


@pytest.mark.parametrize(("mark", "is_found"), [(D(6), True), (D(5), False), (D(0), True)])
def test_l20_a_pass_mark_lies_within_its_scale(mark, is_found):
    asked = question(pass_mark=mark, disqualifies=False)

    assert found(method(asked)) == ([("L20", "Q1")] if is_found else [])


def test_l20_a_section_pass_mark_of_nought_is_none():
    mark = SectionMark(section="quality", percent=D(0), disqualifies=False)

    assert found(method(section_marks=(mark,))) == [("L20", "quality")]


def test_l20_a_scale_without_levels_is_found_once():
    asked = question(pass_mark=D(1), disqualifies=False, levels=())

    assert found(method(asked)) == [("L7", "Q1")]


def test_l22_every_key_criterion_has_a_question():
    keys = (("access", "Improving access"), ("social_value", "Social value"))
    asked = (question(), social(key="social_value"))

    assert found(method(*asked, key_criteria=keys)) == [("L22", "access")]


def test_l23_what_counts_by_size_has_a_cap_within_what_is_plausible():
    jobs = Measure(measure="Jobs", unit="people")
    capped = {"quantities": "capped"}

    assert found(method(social(), **capped)) == [("L23", "SV1")]
    for cap, plausible, expected in [
        (D(5), None, []),
        (D(5), D(10), []),
        (D(10), D(5), [("L23", "SV1")]),
    ]:
        measure = replace(jobs, cap=cap, plausible=plausible)
        assert found(method(social(measures=(measure,)), **capped)) == expected


# --- The words ----------------------------------------------------------------------------------


def test_words_are_counted_as_people_count_them():
    assert words.word_count("Don't ask for a one-page plan – it's too short.") == 9


@given(st.text(max_size=300))
def test_any_text_can_be_looked_at(text):
    for finding in linting.findings(asking(text)):
        assert finding.place == "Q1"


MATRIX = sorted((ROOT / "socialvalue" / "framework" / "data" / "marmot").glob("*.yaml"))
AREAS = [area for path in MATRIX for area in yaml.safe_load(path.read_text())["areas"]]


@pytest.mark.parametrize("area", AREAS, ids=lambda area: area["code"])
def test_our_model_questions_have_nothing_to_find(area):
    measures = tuple(Measure(measure=each["name"], unit=each["unit"]) for each in area["measures"])
    for text in area["questions"]:
        asked = social(title=area["title"], text=text, areas=(area["code"],), measures=measures)
        assert found(method(asked, longest_question=100)) == []


def test_every_area_has_a_model_question_measures_with_units_and_what_good_looks_like():
    whole = {
        area["code"]
        for area in AREAS
        if area["questions"]
        and len(area["good"]) >= 3
        and len([each for each in area["measures"] if each["unit"]]) >= 2
    }

    assert len(whole) == 35
