import pytest

from socialvalue.calculations import weight_rules

from .samples import document, rule, tender


def explained(*rules, of=None):
    given_document = document(*rules)
    explanations = weight_rules.explain(
        of or tender(),
        rules=weight_rules.rules_from(given_document),
        thresholds=weight_rules.thresholds_from(given_document),
    )
    return [(one.sets_floor, one.kept, one.sentences) for one in explanations]


def test_the_rule_that_sets_the_floor_and_the_ones_that_do_not():
    highest = rule(code="highest", title="Highest")
    lower = rule(code="lower", minimum_percent="10")
    equal = rule(code="equal")

    assert explained(highest, lower, equal) == [
        (
            True,
            True,
            (
                "Social value must weigh at least 15% of the tender.",
                "No rule that applies asks for more, so this one sets the floor.",
            ),
        ),
        (
            False,
            True,
            (
                "Social value must weigh at least 10% of the tender.",
                "Highest asks for more, so that one sets the floor.",
            ),
        ),
        (
            False,
            True,
            (
                "Social value must weigh at least 15% of the tender.",
                "Highest asks for the same and comes first.",
            ),
        ),
    ]


def test_a_breach_says_what_is_required_and_who_may_approve():
    requirements = [{"code": "maximum_measures", "about": "measures", "value": 3}]
    broken = rule(
        minimum_percent="20",
        requirements=requirements,
        departure_approver="Cabinet",
        recommended_percent="25",
    )

    [(sets_floor, kept, sentences)] = explained(broken)

    assert (sets_floor, kept) == (True, False)
    assert sentences[2:] == (
        "Not met: the lowest social value weight. Required: 20%. Proposed: 15%.",
        "Not met: the number of measures. Required: 3. Proposed: 4.",
        "It recommends a social value weight of at least 25%.",
        "A departure must be approved by: Cabinet.",
    )


def test_a_breach_of_a_rule_that_names_no_approver_asks_the_authority_to():
    [(_, _, sentences)] = explained(rule(minimum_percent="20"))

    assert sentences[-1] == (
        "A departure must be approved. The source names nobody, so your authority must."
    )


def test_what_is_not_decided_and_what_is_attached_are_said():
    requirements = [
        {"code": "split", "about": "split", "value": "50/50"},
        {"code": "attachment", "about": "attachments", "value": "delivery plan"},
    ]

    [(_, _, sentences)] = explained(
        rule(minimum_percent=None, requirements=requirements), of=tender(social_value={})
    )

    assert sentences == (
        "Not checked yet: the split between quantitative and qualitative marks.",
        "It asks for a delivery plan with the tender.",
    )


def test_a_rule_that_asks_nothing_more_is_met():
    [(_, kept, sentences)] = explained(rule(minimum_percent=None))

    assert (kept, sentences) == (True, ("It applies, and what it asks is met.",))


@pytest.mark.parametrize(
    ("limits", "weights", "sentences"),
    [
        (
            {"recommended_percent": "20"},
            {"social_value": "15"},
            (
                "It recommends a social value weight of at least 20%.",
                "The proposed weight is below that. It is advice: it does not bind.",
            ),
        ),
        (
            {"recommended_percent": "15"},
            {"social_value": "15"},
            (
                "It recommends a social value weight of at least 15%.",
                "The proposed weight is not below that.",
            ),
        ),
        (
            {"minimum_percent": "10"},
            {},
            (
                "It recommends a social value weight of at least 10%.",
                "It is advice: it does not bind.",
            ),
        ),
        (
            {},
            {},
            ("It recommends no particular weight.", "It is advice: it does not bind."),
        ),
    ],
)
def test_advice_says_that_it_does_not_bind(limits, weights, sentences):
    advice = rule(status="recommendation", **({"minimum_percent": None} | limits))

    [(_, _, said)] = explained(advice, of=tender(section_weights=weights))

    assert said == sentences


def test_a_rule_that_does_not_apply_gives_its_reasons():
    [(_, _, sentences)] = explained(rule(nations=["wales"]))

    assert sentences == ("It is for Wales; this tender is for England.",)


def test_an_option_names_the_day_it_becomes_mandatory():
    [(_, _, sentences)] = explained(rule(mandatory_from="2026-10-01"))

    assert sentences == (
        "It may be used, and becomes mandatory for procurements commenced from 1 October 2026.",
    )
