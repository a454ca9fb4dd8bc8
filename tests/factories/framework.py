"""Frameworks and weighting rules for tests."""

import datetime as dt

import factory

from socialvalue.framework.models import (
    Area,
    Framework,
    FrameworkVersion,
    Measure,
    Objective,
    Threshold,
    WeightRule,
    WeightRulesEdition,
)
from tests.factories.accounts import OrganisationFactory

MADE = dt.datetime(2026, 1, 5, 9, tzinfo=dt.UTC)


def terms(**changes):
    """Return a weighting rule in the format: 15% for NHS trusts in England, since 2026."""
    return {
        "code": "ours",
        "title": "Ours: 15%",
        "status": "local_policy",
        "enabled": True,
        "nations": ["england"],
        "area_code": None,
        "buyer_code": None,
        "buyer_kinds": ["nhs_trust"],
        "regimes": None,
        "only_above_threshold": False,
        "values": [],
        "case_by_case_categories": [],
        "effective_from": "2026-01-01",
        "mandatory_from": None,
        "effective_to": None,
        "dates_confirmed": True,
        "minimum_percent": "15",
        "recommended_percent": None,
        "maximum_percent": None,
        "base": "total",
        "requirements": [],
        "departure_approver": None,
        "source": "Board paper 12",
        "clause": "At least 15% in every tender.",
        "confidence": "high",
        "note": None,
    } | changes


class FrameworkFactory(factory.django.DjangoModelFactory):
    """A framework for everyone. Give an organisation to make it that one's own."""

    class Meta:
        model = Framework

    code = factory.Sequence(lambda n: f"framework-{n}")


class FrameworkVersionFactory(factory.django.DjangoModelFactory):
    """A published version for everyone, without objectives.

    Ask for others by name: FrameworkVersionFactory(draft=True), FrameworkVersionFactory(own=True).
    """

    class Meta:
        model = FrameworkVersion

    class Params:
        draft = factory.Trait(published_at=None, published_by="")
        own = factory.Trait(framework__organisation=factory.SubFactory(OrganisationFactory))

    framework = factory.SubFactory(FrameworkFactory)
    number = 1
    title = factory.Sequence(lambda n: f"Matrix {n}")
    publisher = "The tests"
    made_at = MADE
    made_by = "the tests"
    published_at = MADE
    published_by = "the tests"


class ObjectiveFactory(factory.django.DjangoModelFactory):
    """An objective without areas."""

    class Meta:
        model = Objective

    version = factory.SubFactory(FrameworkVersionFactory)
    order = factory.Sequence(lambda n: n % 30_000 + 1)
    code = factory.LazyAttribute(lambda objective: f"objective-{objective.order}")
    title = factory.LazyAttribute(lambda objective: f"Objective {objective.order}")
    short_title = factory.LazyAttribute(lambda objective: f"Short {objective.order}")
    meaning = "What the objective means."


class AreaFactory(factory.django.DjangoModelFactory):
    """An area in use, with words and without measures."""

    class Meta:
        model = Area

    objective = factory.SubFactory(ObjectiveFactory)
    order = factory.Sequence(lambda n: n % 30_000 + 1)
    code = factory.LazyAttribute(lambda area: f"{area.objective.order}.{area.order}")
    title = factory.LazyAttribute(lambda area: f"Area {area.code}")
    meaning = "What the area means."
    good = factory.List(["A sign of good practice"])
    questions = factory.List(["A question"])
    cautions = factory.List(["A caution"])


class MeasureFactory(factory.django.DjangoModelFactory):
    """A number of people."""

    class Meta:
        model = Measure

    area = factory.SubFactory(AreaFactory)
    order = factory.Sequence(lambda n: n % 30_000 + 1)
    name = factory.Sequence(lambda n: f"Measure {n}")
    unit = "people"
    kind = "quantity"
    evidence = "A list"


class WeightRulesEditionFactory(factory.django.DjangoModelFactory):
    """An edition without rules."""

    class Meta:
        model = WeightRulesEdition

    number = factory.Sequence(lambda n: n + 1)
    as_of = dt.date(2026, 1, 5)
    method = factory.List(["A rule applies when everything matches."])
    thresholds_source = "The tests"
    fingerprint = factory.Sequence(lambda n: f"{n:064x}")
    loaded_at = MADE
    loaded_by = "the tests"


class WeightRuleFactory(factory.django.DjangoModelFactory):
    """An organisation's own rule. WeightRuleFactory(published=True): one of an edition."""

    class Meta:
        model = WeightRule

    class Params:
        published = factory.Trait(
            organisation=None, edition=factory.SubFactory(WeightRulesEditionFactory)
        )

    organisation = factory.SubFactory(OrganisationFactory)
    order = factory.Sequence(lambda n: n % 30_000 + 1)
    code = factory.Sequence(lambda n: f"own-{n}")
    terms = factory.LazyAttribute(lambda rule: terms(code=rule.code))
    made_at = MADE
    made_by = "the tests"


class ThresholdFactory(factory.django.DjangoModelFactory):
    """The threshold of sub-central authorities for goods and services, from 2026."""

    class Meta:
        model = Threshold

    edition = factory.SubFactory(WeightRulesEditionFactory)
    order = factory.Sequence(lambda n: n % 30_000 + 1)
    buyer_group = "sub_central"
    category = "goods_services"
    amount_including_vat_pence = 20_772_000
    effective_from = dt.date(2026, 1, 1)
