import pytest

from socialvalue.calculations import weight_rules
from socialvalue.calculations.weight_rules import Standing

from .samples import THRESHOLD, document, rule, tender


def standing(data, of=None, thresholds=(THRESHOLD,)):
    given_document = document(data, thresholds=thresholds)
    [finding] = weight_rules.judge(
        weight_rules.facts_from(of or tender()),
        rules=weight_rules.rules_from(given_document),
        thresholds=weight_rules.thresholds_from(given_document),
    )
    return finding.standing, finding.reasons


def valued(excluding, including):
    return tender(estimated_value={"excluding_vat": excluding, "including_vat": including})


def band(**limits):
    return {"main_category": None, "basis": "excluding_vat", "basis_confirmed": True} | limits


def test_a_rule_that_names_nothing_is_for_all():
    open_rule = rule(nations=None, buyer_kinds=None, effective_from=None)

    assert standing(open_rule) == (Standing.BINDS, ())


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        (
            {"nations": ["wales", "scotland"]},
            "It is for Wales or Scotland; this tender is for England.",
        ),
        (
            {"buyer_kinds": ["police", "fire", "nhs_trust"]},
            "It is for a police body, a fire service or an NHS trust; this buyer is a council.",
        ),
        ({"buyer_code": "E07000126"}, "It is the rule of another authority (E07000126)."),
        ({"area_code": "E54000008"}, "It is for buyers that serve another area (E54000008)."),
        (
            {"regimes": ["provider_selection_regime"]},
            (
                "It is for procurements under the Provider Selection Regime; "
                "this one is under the Procurement Act 2023."
            ),
        ),
        (
            {"effective_from": "2026-05-06"},
            "It starts on 6 May 2026, after this procurement commenced.",
        ),
        (
            {"effective_to": "2026-05-04"},
            "It ended on 4 May 2026, before this procurement commenced.",
        ),
        (
            {"values": [band(above="200000.00"), band(below="100.50")]},
            (
                "It is for values above £200,000 or below £100.50; "
                "this tender is £200,000 excluding VAT."
            ),
        ),
        ({"values": [band(main_category="works", above="1")]}, "It gives no amount for services."),
    ],
)
def test_a_rule_that_does_not_match_says_why(changed, reason):
    assert standing(rule(**changed)) == (Standing.DOES_NOT_APPLY, (reason,))


def test_every_reason_outside_its_scope_is_given():
    elsewhere = rule(nations=["wales"], buyer_kinds=["police"])

    assert len(standing(elsewhere)[1]) == 2


@pytest.mark.parametrize("day", ["2026-05-05", None])
def test_the_first_and_last_day_of_a_rule_are_included(day):
    assert standing(rule(effective_from=day, effective_to=day)) == (Standing.BINDS, ())


@pytest.mark.parametrize(
    ("limits", "applies"),
    [
        ({"at_least": "200000.00"}, True),
        ({"above": "200000.00"}, False),
        ({"below": "200000.00"}, False),
        ({"above": "199999.99", "below": "200000.01"}, True),
        ({"at_least": "240000.00", "basis": "including_vat"}, True),
        ({"at_least": "240000.00"}, False),
    ],
)
def test_the_limits_of_a_band_are_exact(limits, applies):
    expected = Standing.BINDS if applies else Standing.DOES_NOT_APPLY

    assert standing(rule(values=[band(**limits)]))[0] == expected


def test_value_including_vat_in_a_band_of_unconfirmed_basis_is_said():
    doubtful = rule(values=[band(at_least="220000.00", basis_confirmed=False)])

    was, reasons = standing(doubtful)

    assert was == Standing.VALUE_IN_DOUBT
    assert reasons == (
        "It is for values from £220,000; this tender is £200,000 excluding VAT.",
        (
            "Including VAT the value would be in its range, and its source does not say which "
            "value counts: ask its owner."
        ),
    )


def test_an_unconfirmed_band_reached_by_neither_value_does_not_apply():
    doubtful = rule(values=[band(at_least="240000.01", basis_confirmed=False)])

    assert standing(doubtful)[0] == Standing.DOES_NOT_APPLY


def test_an_unconfirmed_band_is_decided_by_the_value_excluding_vat():
    doubtful = rule(values=[band(below="210000", basis="including_vat", basis_confirmed=False)])

    assert standing(doubtful)[0] == Standing.BINDS


@pytest.mark.parametrize(
    ("including", "expected"),
    [("207720.00", Standing.BINDS), ("207719.99", Standing.DOES_NOT_APPLY)],
)
def test_a_value_at_the_threshold_is_not_below_it(including, expected):
    above = rule(only_above_threshold=True)

    assert standing(above, of=valued("173100.00", including))[0] == expected


def test_below_the_threshold_the_amount_is_named():
    above = rule(only_above_threshold=True)

    reasons = standing(above, of=valued("100000.00", "120000.00"))[1]

    assert reasons == (
        (
            "It is for contracts of £207,720 or more including VAT, the threshold of that day; "
            "this one is £120,000."
        ),
    )


@pytest.mark.parametrize(
    "lacking",
    [
        THRESHOLD | {"buyer_group": "central"},
        THRESHOLD | {"category": "works"},
        THRESHOLD | {"effective_from": "2026-05-06"},
        THRESHOLD | {"effective_to": "2026-05-04"},
    ],
)
def test_a_threshold_that_is_not_recorded_is_refused_not_guessed(lacking):
    with pytest.raises(weight_rules.ThresholdUnknown) as refused:
        standing(rule(only_above_threshold=True), thresholds=[lacking])

    assert str(refused.value) == (
        "no sub_central threshold for goods_services is recorded for 5 May 2026"
    )


def test_works_of_a_central_buyer_have_their_own_threshold():
    works = THRESHOLD | {"buyer_group": "central", "category": "works"}
    facts = weight_rules.facts_from(tender(main_category="works", buyer={"kind": "nhs_trust"}))
    thresholds = weight_rules.thresholds_from(document(thresholds=[THRESHOLD, works]))

    assert weight_rules.threshold_for(facts, thresholds) == thresholds[1].amount_including_vat


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"enabled": False}, Standing.NOT_IN_FORCE),
        ({"status": "proposal"}, Standing.NOT_IN_FORCE),
        ({"case_by_case_categories": ["consultancy"]}, Standing.CASE_BY_CASE),
        ({"mandatory_from": "2026-05-06"}, Standing.OPTION),
        ({"mandatory_from": "2026-05-05"}, Standing.BINDS),
        ({"status": "target"}, Standing.ADVISES),
    ],
)
def test_a_rule_that_applies_may_still_not_bind(changed, expected):
    consultancy = tender(categories=["consultancy"])

    assert standing(rule(**changed), of=consultancy)[0] == expected


def test_which_apply_leaves_out_the_rules_that_do_not():
    given_document = document(
        rule(code="binds"), rule(code="wales", nations=["wales"]), rule(code="off", enabled=False)
    )

    applying = weight_rules.which_apply(
        tender(), rules=weight_rules.rules_from(given_document), thresholds=()
    )

    assert [finding.rule.code for finding in applying] == ["binds", "off"]
