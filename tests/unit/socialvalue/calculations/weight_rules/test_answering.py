import json
from decimal import Decimal as D
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from socialvalue.calculations import weight_rules
from socialvalue.calculations.weight_rules import Unchecked

from .samples import document, rule, tender

GOLDEN = Path(__file__).resolve().parents[4] / "golden" / "tender"
PUBLISHED = json.loads((GOLDEN / "weight_rules.json").read_text())
CASES = json.loads((GOLDEN / "weight_rules_cases.json").read_text())["cases"]
RULES = weight_rules.rules_from(PUBLISHED)
THRESHOLDS = weight_rules.thresholds_from(PUBLISHED)


def asked(*rules, of=None):
    given_document = document(*rules)
    return weight_rules.answer(
        of or tender(),
        rules=weight_rules.rules_from(given_document),
        thresholds=weight_rules.thresholds_from(given_document),
    )


def weighing(percent):
    return tender(section_weights={"quality": "45", "price": "40", "social_value": percent})


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_answer_of_each_golden_case(case):
    answer = weight_rules.answer(case["tender"], rules=RULES, thresholds=THRESHOLDS)

    assert answer.documented() == case["expected"]


def test_answer_without_rules_is_empty():
    assert asked().documented() == {
        "binding_floor_percent": None,
        "binding_rule": None,
        "breaches": [],
        "advisories": [],
        "attachments": [],
        "departure_needs_approver": False,
        "approvers": [],
    }


@pytest.mark.parametrize(
    ("statuses", "binding"),
    [
        (["local_policy", "national_policy", "law"], "rule-2"),
        (["local_policy", "national_policy", "target"], "rule-1"),
        (["local_policy", "local_policy", "recommendation"], "rule-0"),
    ],
)
def test_equal_minimums_bind_by_status_then_by_place(statuses, binding):
    rules = [rule(code=f"rule-{place}", status=status) for place, status in enumerate(statuses)]

    assert asked(*rules).binding_rule == binding


def test_the_highest_minimum_binds_whatever_its_status():
    lower = rule(code="lower", status="law", minimum_percent="10")
    higher = rule(code="higher", status="local_policy", minimum_percent="10.5")

    answer = asked(lower, higher)

    assert (answer.binding_rule, answer.binding_floor_percent) == ("higher", D("10.5"))


def test_a_weight_not_decided_is_unchecked_and_no_breach():
    limits = rule(maximum_percent="20", recommended_percent="18")

    answer = asked(limits, of=tender(section_weights=None))

    assert answer.binding_floor_percent == D(15)
    assert answer.breaches == answer.advisories == ()
    assert answer.unchecked == (
        Unchecked(rule="ours", requirement="minimum_percent"),
        Unchecked(rule="ours", requirement="maximum_percent"),
    )


REQUIREMENTS = [
    {"code": "climate_theme", "about": "climate_theme_in"},
    {"code": "split", "about": "split", "value": "50/50"},
    {"code": "maximum_measures", "about": "measures", "value": 6},
    {"code": "minimum_employment_and_skills_measures", "about": "measures", "value": 1},
    {"code": "social_value_scored", "about": "measures"},
]


def test_requirements_not_decided_are_unchecked():
    undecided = tender(social_value=None)

    answer = asked(rule(requirements=REQUIREMENTS), of=undecided)

    assert [unchecked.requirement for unchecked in answer.unchecked] == [
        requirement["code"] for requirement in REQUIREMENTS
    ]
    assert not answer.departure_needs_approver


def test_requirements_met_are_no_breach():
    answer = asked(rule(requirements=REQUIREMENTS))

    assert (answer.breaches, answer.unchecked) == ((), ())


PLACES = "specification or social value criterion"


@pytest.mark.parametrize(
    ("code", "changed", "required", "proposed"),
    [
        (
            "climate_theme",
            {"climate_theme_in": []},
            PLACES,
            "none",
        ),
        (
            "climate_theme",
            {"climate_theme_in": ["annex"]},
            PLACES,
            "annex",
        ),
        ("split", {"split": "60/40"}, "50/50", "60/40"),
        ("maximum_measures", {"measures": 7}, "6", "7"),
        (
            "minimum_employment_and_skills_measures",
            {"employment_and_skills_measures": 0},
            "1",
            "0",
        ),
        ("social_value_scored", {"measures": 0}, "scored", "not scored"),
    ],
)
def test_requirement_not_met_is_a_breach(code, changed, required, proposed):
    lacking = tender(social_value=tender()["social_value"] | changed)

    answer = asked(rule(requirements=REQUIREMENTS, departure_approver="The mayor"), of=lacking)

    assert answer.documented()["breaches"] == [
        {"rule": "ours", "requirement": code, "required": required, "proposed": proposed}
    ]
    assert answer.documented()["approvers"] == [{"rule": "ours", "approver": "The mayor"}]


def test_social_value_of_weight_nought_is_not_scored():
    scored = rule(minimum_percent=None, requirements=[REQUIREMENTS[4]])

    answer = asked(scored, of=weighing("0"))

    assert [breach.requirement for breach in answer.breaches] == ["social_value_scored"]


def test_a_split_with_spaces_is_the_same_split():
    spaced = tender(social_value=tender()["social_value"] | {"split": "50 / 50"})

    assert asked(rule(requirements=REQUIREMENTS), of=spaced).breaches == ()


@pytest.mark.parametrize(("percent", "breached"), [("20", []), ("20.01", ["maximum_percent"])])
def test_weight_above_a_maximum_is_a_breach(percent, breached):
    answer = asked(rule(maximum_percent="20"), of=weighing(percent))

    assert [breach.requirement for breach in answer.breaches] == breached


@pytest.mark.parametrize(
    ("status", "limits", "advisories"),
    [
        ("recommendation", {"recommended_percent": "16"}, ["below_recommendation"]),
        ("recommendation", {"recommended_percent": "15"}, []),
        ("target", {"recommended_percent": "16"}, ["below_portfolio_target"]),
        ("recommendation", {"minimum_percent": "16"}, ["below_recommendation"]),
        ("local_policy", {"recommended_percent": "16"}, ["below_recommendation"]),
        ("recommendation", {}, []),
    ],
)
def test_a_recommendation_never_binds(status, limits, advisories):
    advice = rule(status=status, **({"minimum_percent": None} | limits))

    answer = asked(advice)

    assert [advisory.code for advisory in answer.advisories] == advisories
    assert (answer.binding_floor_percent, answer.breaches) == (None, ())


def test_a_requirement_with_a_band_is_asked_only_within_it():
    banded = {"code": "split", "about": "split", "value": "70/30", "basis": "including_vat"}
    from_the_value = rule(requirements=[banded | {"at_least": "240000.00"}])
    above_the_value = rule(requirements=[banded | {"above": "240000.00"}])

    assert len(asked(from_the_value).breaches) == 1
    assert asked(above_the_value).breaches == ()


def test_an_attachment_in_its_band_is_listed():
    requirement = {"code": "attachment", "about": "attachments", "value": "delivery plan"}
    needed = requirement | {"basis": "excluding_vat", "at_least": "200000.00"}
    not_needed = requirement | {"basis": "excluding_vat", "below": "200000.00"}

    answer = asked(rule(requirements=[needed, not_needed]))

    assert answer.documented()["attachments"] == [{"rule": "ours", "attachment": "delivery plan"}]


percents = st.decimals(min_value=0, max_value=100, places=2)


@given(minimums=st.lists(percents, min_size=1, max_size=5), weight=percents)
def test_the_floor_is_the_highest_minimum_and_decides_the_breaches(minimums, weight):
    rules = [
        rule(code=f"rule-{place}", minimum_percent=f"{minimum:f}")
        for place, minimum in enumerate(minimums)
    ]

    answer = asked(*rules, of=weighing(f"{weight:f}"))

    assert answer.binding_floor_percent == max(minimums)
    assert len(answer.breaches) == sum(weight < minimum for minimum in minimums)
    assert answer.departure_needs_approver == (weight < max(minimums))


@given(order=st.permutations(range(len(RULES))), which=st.sampled_from(CASES))
def test_the_floor_does_not_depend_on_the_order_of_the_published_rules(order, which):
    shuffled = [RULES[place] for place in order]

    answer = weight_rules.answer(which["tender"], rules=shuffled, thresholds=THRESHOLDS)

    assert answer.documented()["binding_rule"] == which["expected"]["binding_rule"]
