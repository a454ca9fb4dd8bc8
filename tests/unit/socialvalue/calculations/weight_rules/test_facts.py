from datetime import date
from decimal import Decimal as D

import pytest

from socialvalue.calculations.weight_rules import FactMissing, FactNotUnderstood, facts_from

from .samples import tender


def test_facts_of_a_tender_that_has_decided_little():
    sparse = tender(buyer={"kind": "council"})
    for optional in ("categories", "section_weights", "social_value"):
        del sparse[optional]

    facts = facts_from(sparse)

    assert (facts.buyer_code, facts.area_code, facts.categories) == (None, None, frozenset())
    assert (facts.social_value_weight, facts.measures, facts.split) == (None, None, None)


def test_facts_take_days_and_decimals_as_they_are():
    exact = tender(
        commenced_on=date(2026, 5, 5),
        estimated_value={"excluding_vat": D("1.10"), "including_vat": D("1.32")},
    )

    facts = facts_from(exact)

    assert (facts.commenced_on, facts.excluding_vat) == (date(2026, 5, 5), D("1.10"))


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"buyer": None}, "the tender does not say its buyer"),
        ({"buyer": {"kind": None}}, "the tender does not say its kind"),
        ({"nation": None}, "the tender does not say its nation"),
        ({"commenced_on": None}, "the tender does not say its commenced_on"),
        ({"estimated_value": {"excluding_vat": "1"}}, "the tender does not say its including_vat"),
    ],
)
def test_a_fact_that_the_rules_need_is_not_guessed(changed, words):
    with pytest.raises(FactMissing) as refused:
        facts_from(tender(**changed))

    assert str(refused.value) == words


@pytest.mark.parametrize(
    "changed",
    [
        {"buyer": {"kind": "shop"}},
        {"nation": "france"},
        {"commenced_on": "5 May 2026"},
        {"estimated_value": {"excluding_vat": "1,000", "including_vat": "1"}},
        {"estimated_value": {"excluding_vat": 1000, "including_vat": "1"}},
        {"estimated_value": {"excluding_vat": D("NaN"), "including_vat": "1"}},
        {"section_weights": {"social_value": 15}},
        {"social_value": {"measures": "4"}},
        {"social_value": {"measures": True}},
        {"social_value": {"measures": -1}},
    ],
)
def test_a_fact_that_is_malformed_is_refused(changed):
    with pytest.raises(FactNotUnderstood):
        facts_from(tender(**changed))
