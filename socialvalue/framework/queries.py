"""Reads about frameworks and weighting rules, for this room and for those above it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any
from uuid import UUID

from django.db.models import F, Q

from socialvalue.accounts.models import Organisation
from socialvalue.calculations import weight_rules
from socialvalue.framework.models import (
    Area,
    AreaQuerySet,
    FrameworkVersion,
    Threshold,
    WeightRule,
    WeightRulesEdition,
)
from socialvalue.places.queries import authority_names


class NotLoaded(LookupError):
    """The reference data are not in the database: run `manage.py load_frameworks`."""


def published_versions() -> list[FrameworkVersion]:
    """Return the latest version of each framework that is for everyone, by code."""
    published = FrameworkVersion.objects.published().for_everyone()
    return list(published.latest().select_related("framework"))


def published_version(code: str) -> FrameworkVersion | None:
    """Return the latest version of a framework that is for everyone, or None."""
    versions = FrameworkVersion.objects.published().for_everyone().filter(framework__code=code)
    return versions.select_related("framework").order_by("-number").first()


def own_versions(organisation: Organisation | None) -> list[FrameworkVersion]:
    """Return every version of an organisation's own frameworks, newest first in each."""
    if organisation is None:
        return []
    versions = FrameworkVersion.objects.of(organisation)
    return list(versions.select_related("framework", "based_on"))


def own_version(organisation: Organisation | None, *, pk: UUID) -> FrameworkVersion | None:
    """Return a version of the organisation's own, or None: another's is like an absent one."""
    if organisation is None:
        return None
    versions = FrameworkVersion.objects.of(organisation).select_related(
        "framework__organisation", "based_on"
    )
    return versions.filter(pk=pk).first()


def own_weight_rule(organisation: Organisation | None, *, pk: UUID) -> WeightRule | None:
    """Return a rule of the organisation's own, or None: another's is like an absent one."""
    return None if organisation is None else organisation.weight_rules.filter(pk=pk).first()


def frameworks_for(organisation: Organisation | None) -> list[FrameworkVersion]:
    """Return the versions a tender of the organisation may use.

    The latest published version of each of its own frameworks, then of each that is for everyone.
    """
    published = FrameworkVersion.objects.published()
    own = (
        []
        if organisation is None
        else list(published.of(organisation).latest().select_related("framework"))
    )
    return own + published_versions()


def areas_of(version: FrameworkVersion) -> AreaQuerySet:
    """Return the areas in use of a version, in the order of the matrix, with their objectives."""
    return Area.objects.of(version).in_use()


def area_of(version: FrameworkVersion, **where: object) -> Area | None:
    """Return the area of a version with that code or key, or None; retired ones too."""
    return Area.objects.of(version).filter(**where).first()


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesInUse:
    """The rules that a tender of one organisation is asked about, and the thresholds.

    `stored` has the row of each rule, in the same order.
    """

    edition: WeightRulesEdition
    rules: tuple[weight_rules.Rule, ...]
    thresholds: tuple[weight_rules.Threshold, ...]
    stored: tuple[WeightRule, ...]


def rules_for(organisation: Organisation | None) -> RulesInUse:
    """Return the published rules of the latest edition and the organisation's own.

    Rules carry their own dates, so the latest edition answers for any day. Raises NotLoaded.
    """
    edition = WeightRulesEdition.objects.order_by("-number").first()
    if edition is None:
        raise NotLoaded("Run manage.py load_frameworks: there are no weighting rules yet.")
    theirs = Q(edition=edition)
    if organisation is not None:
        theirs |= Q(organisation=organisation)
    published_first = F("organisation").asc(nulls_first=True)
    stored = tuple(WeightRule.objects.filter(theirs).order_by(published_first, "order"))
    return RulesInUse(
        edition=edition,
        rules=weight_rules.rules_from({"rules": [rule.terms for rule in stored]}),
        thresholds=tuple(
            threshold.terms() for threshold in Threshold.objects.filter(edition=edition)
        ),
        stored=stored,
    )


def binding_weight_rules(
    tender: Mapping[str, Any], *, organisation: Organisation | None
) -> weight_rules.Answer:
    """Return what the rules, published and the organisation's own, ask of a tender.

    `tender` is in the format of weight_rules_cases.json: see calculations.weight_rules.answer.
    Raises NotLoaded, FactMissing, FactNotUnderstood, ThresholdUnknown.
    """
    in_use = rules_for(organisation)
    return weight_rules.answer(tender, rules=in_use.rules, thresholds=in_use.thresholds)


def explained_weight_rules(
    tender: Mapping[str, Any], *, organisation: Organisation | None
) -> Sequence[weight_rules.Explanation]:
    """Return for each rule what it means for a tender, in sentences. Raises as above."""
    in_use = rules_for(organisation)
    return weight_rules.explain(tender, rules=in_use.rules, thresholds=in_use.thresholds)


def names_in(rules: Iterable[weight_rules.Rule]) -> dict[str, str]:
    """Return the names of the official codes that the rules speak of."""
    codes = {code for rule in rules for code in (rule.buyer_code, rule.area_code) if code}
    return authority_names(sorted(codes))


def choices_in(
    rules: Sequence[weight_rules.Rule], names: Mapping[str, str]
) -> dict[str, list[tuple[str, str]]]:
    """Return the authorities, areas and categories that rules name, as choices of a form."""
    authorities = {rule.buyer_code for rule in rules if rule.buyer_code}
    areas = {rule.area_code for rule in rules if rule.area_code}
    categories = {category for rule in rules for category in rule.case_by_case_categories}
    return {
        "authorities": sorted(((code, names[code]) for code in authorities), key=itemgetter(1)),
        "areas": sorted(((code, names[code]) for code in areas), key=itemgetter(1)),
        "categories": [(code, code.replace("_", " ").capitalize()) for code in sorted(categories)],
    }
