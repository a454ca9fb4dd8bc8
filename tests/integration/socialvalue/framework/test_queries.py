import datetime as dt
import json
import uuid
from decimal import Decimal as D
from pathlib import Path

import pytest

from socialvalue.framework import actions, queries
from tests.factories.accounts import OrganisationFactory
from tests.factories.framework import (
    AreaFactory,
    FrameworkVersionFactory,
    ThresholdFactory,
    WeightRuleFactory,
    WeightRulesEditionFactory,
    terms,
)

from .conftest import NOW

pytestmark = pytest.mark.django_db
CASES = json.loads(
    (
        Path(__file__).resolve().parents[3] / "golden" / "tender" / "weight_rules_cases.json"
    ).read_text()
)["cases"]


def test_published_versions_are_the_latest_of_each(small):
    newer = FrameworkVersionFactory(framework=small.framework, number=2)
    other = FrameworkVersionFactory(framework__code="zebra")
    FrameworkVersionFactory(own=True)
    FrameworkVersionFactory(framework=small.framework, number=3, draft=True)

    assert queries.published_versions() == [newer, other]
    assert queries.published_version("small") == newer
    assert queries.published_version("absent") is None


def test_frameworks_for_an_organisation_are_its_own_and_those_for_everyone(
    trust, draft, small, officer
):
    assert queries.frameworks_for(trust) == [small]

    first = actions.publish_version(version=draft, by=officer, at=NOW)
    actions.start_next_version(version=first, by=officer, at=NOW)

    assert queries.frameworks_for(trust) == [first, small]
    assert queries.frameworks_for(OrganisationFactory()) == [small]
    assert queries.frameworks_for(None) == [small]


def test_own_version_of_another_organisation_is_like_an_absent_one(draft, trust):
    assert queries.own_version(trust, pk=draft.pk) == draft
    assert queries.own_version(OrganisationFactory(), pk=draft.pk) is None
    assert queries.own_version(trust, pk=uuid.uuid4()) is None
    assert queries.own_version(None, pk=draft.pk) is None
    assert (queries.own_versions(trust), queries.own_versions(None)) == ([draft], [])


def test_own_rule_of_another_organisation_is_like_an_absent_one(trust):
    rule = WeightRuleFactory(organisation=trust)

    assert queries.own_weight_rule(trust, pk=rule.pk) == rule
    assert queries.own_weight_rule(OrganisationFactory(), pk=rule.pk) is None
    assert queries.own_weight_rule(None, pk=rule.pk) is None


def test_areas_of_a_version_are_those_in_use_in_order(small):
    objective = small.objectives.first()
    AreaFactory(objective=objective, order=3, code="1.3", is_retired=True)
    second = AreaFactory(objective=objective, order=2, code="1.2")

    assert [area.code for area in queries.areas_of(small)] == ["1.1", "1.2"]
    assert queries.area_of(small, code="1.3").is_retired
    assert queries.area_of(small, pk=second.pk) == second
    assert queries.area_of(small, code="9.9") is None


def test_without_reference_data_the_rules_say_so():
    with pytest.raises(queries.NotLoaded, match="load_frameworks"):
        queries.rules_for(None)


def test_rules_are_those_of_the_latest_edition_and_the_organisations_own(trust):
    WeightRuleFactory(published=True, edition=WeightRulesEditionFactory(number=1), code="old")
    edition = WeightRulesEditionFactory(number=2)
    ThresholdFactory(edition=edition)
    WeightRuleFactory(organisation=trust, code="own-1")
    WeightRuleFactory(organisation=OrganisationFactory(), code="own-1")
    WeightRuleFactory(published=True, edition=edition, code="new")

    in_use = queries.rules_for(trust)

    assert [rule.code for rule in in_use.rules] == ["new", "own-1"]
    assert [rule.code for rule in queries.rules_for(None).rules] == ["new"]
    assert in_use.edition == edition
    assert [threshold.amount_including_vat for threshold in in_use.thresholds] == [D("207720.00")]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_each_golden_case_from_the_database(rules_loaded, case):
    answer = queries.binding_weight_rules(case["tender"], organisation=None)

    assert answer.documented() == case["expected"]


def test_an_own_rule_binds_the_organisations_tenders_and_nobody_elses(rules_loaded, trust):
    WeightRuleFactory(organisation=trust, terms=terms(code="own-1", minimum_percent="25"))
    tender = CASES[0]["tender"]

    ours = queries.binding_weight_rules(tender, organisation=trust)
    theirs = queries.binding_weight_rules(tender, organisation=OrganisationFactory())

    assert (ours.binding_rule, ours.binding_floor_percent) == ("own-1", D(25))
    assert theirs.binding_rule == "nhs-england-2022"


def test_an_own_rule_does_not_bind_before_its_first_day(rules_loaded, trust):
    WeightRuleFactory(organisation=trust, terms=terms(code="own-1", minimum_percent="25"))
    tender = CASES[0]["tender"] | {"commenced_on": dt.date(2025, 12, 31)}

    answer = queries.binding_weight_rules(tender, organisation=trust)

    assert answer.binding_rule == "nhs-england-2022"


def test_rules_are_explained_one_by_one(rules_loaded):
    explanations = queries.explained_weight_rules(CASES[0]["tender"], organisation=None)

    assert [one.rule.code for one in explanations if one.sets_floor] == ["nhs-england-2022"]
    assert len(explanations) == 10


def test_rules_cost_three_queries_however_many_there_are(
    rules_loaded, trust, django_assert_num_queries
):
    with django_assert_num_queries(3):
        queries.rules_for(trust)

    for _ in range(3):
        WeightRuleFactory(organisation=trust)

    with django_assert_num_queries(3):
        queries.rules_for(trust)
