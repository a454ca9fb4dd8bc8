"""What the weighting rules ask of a tender, and whether it is met."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

from procurement.tenders.models import Methodology, Section, Tender, WeightDeparture
from procurement.tenders.queries.finding import areas_chosen
from socialvalue.calculations import weight_rules
from socialvalue.framework import queries as framework

HUNDRED = Decimal(100)

WEIGHT_REQUIREMENTS = frozenset({"minimum_percent", "maximum_percent"})
"""What a rule asks of the weight itself. What it asks of the questions is settled with them."""


def weight_facts(
    tender: Tender,
    *,
    weights: dict[str, Decimal | None],
    areas: set[str] | None = None,
    climate: list[str] | None = None,
) -> dict[str, Any]:
    """Return the tender as the weighting rules ask about it (FORMAT.md 2.1 and 5).

    `areas` are the areas for action chosen so far, None or empty while nobody has chosen: what
    follows from them is then not decided yet. `climate` is where the officer said that the climate
    theme is, None while nobody said; a question that asks for it says so by itself.
    """
    asked = {"social_value_criterion"} if areas and "5.1" in areas else set()
    social_value: dict[str, Any] = {}
    if areas:
        social_value["measures"] = len(areas)
    if asked or climate is not None:
        social_value["climate_theme_in"] = sorted(asked.union(climate or []))
    return {
        "buyer": {
            "kind": tender.buyer_kind,
            "code": tender.buyer_code or None,
            "area_code": tender.buyer_area_code or None,
        },
        "nation": tender.nation,
        "regime": tender.regime,
        "main_category": tender.main_category,
        "categories": tender.categories or [],
        "commenced_on": tender.commenced_on,
        "estimated_value": {
            "excluding_vat": Decimal(tender.value_excluding_vat_pence).scaleb(-2),
            "including_vat": Decimal(tender.value_including_vat_pence).scaleb(-2),
        },
        "section_weights": weights,
        "social_value": social_value,
    }


class Kept(StrEnum):
    """Whether what a binding rule asks is met. Unknown is neither met nor not met."""

    MET = "Met"
    NOT_MET = "Not met"
    NOT_CHECKED = "Not checked"


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleStanding:
    """One rule that binds a tender, and whether what it asks is met, in sentences."""

    code: str
    title: str
    kept: Kept
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighting:
    """What the weighting rules ask of a tender, or in `problem` why they cannot be asked.

    `own` has the key of each rule that is the organisation's own, by code.
    """

    answer: weight_rules.Answer | None
    explanations: tuple[weight_rules.Explanation, ...]
    problem: str = ""
    own: Mapping[str, UUID] = field(default_factory=dict)

    @property
    def breaches(self) -> list[weight_rules.Breach]:
        """What is broken that is about the weight itself; questions are settled on their page."""
        if self.answer is None:
            return []
        return [
            breach for breach in self.answer.breaches if breach.requirement in WEIGHT_REQUIREMENTS
        ]

    @property
    def standings(self) -> list[RuleStanding]:
        """Return each rule that binds, with whether what it asks is met."""
        if self.answer is None:
            return []
        broken = {breach.rule for breach in self.answer.breaches}
        unchecked = {each.rule for each in self.answer.unchecked}
        return [
            RuleStanding(
                code=found.rule.code,
                title=found.rule.title,
                sentences=found.sentences,
                kept=Kept.NOT_MET
                if found.rule.code in broken
                else Kept.NOT_CHECKED
                if found.rule.code in unchecked
                else Kept.MET,
            )
            for found in self.explanations
            if found.standing is weight_rules.Standing.BINDS
        ]

    @property
    def asks_about_climate(self) -> bool:
        """Whether a rule that binds asks where the climate theme is, and nobody has said."""
        unchecked = () if self.answer is None else self.answer.unchecked
        return any(each.requirement == "climate_theme" for each in unchecked)

    def title_of(self, code: str) -> str:
        """Return the title of a rule."""
        return next(found.rule.title for found in self.explanations if found.rule.code == code)


def weighting(
    tender: Tender,
    *,
    weights: dict[str, Decimal | None],
    areas: set[str],
    climate: list[str] | None = None,
) -> Weighting:
    """Return what the published rules and the organisation's own ask of these weights."""
    facts = weight_facts(tender, weights=weights, areas=areas, climate=climate)
    organisation = tender.organisation
    try:
        return Weighting(
            answer=framework.binding_weight_rules(facts, organisation=organisation),
            explanations=tuple(framework.explained_weight_rules(facts, organisation=organisation)),
            own=dict(organisation.weight_rules.values_list("code", "pk")),
        )
    except (framework.NotLoaded, weight_rules.ThresholdUnknown) as unknown:
        return Weighting(answer=None, explanations=(), problem=str(unknown))


def weighting_of(methodology: Methodology) -> Weighting:
    """Return what the weighting rules ask of a method as it stands."""
    return weighting(
        methodology.tender,
        weights={section.value: methodology.weight_of(section) for section in Section},
        areas=areas_chosen(methodology),
        climate=methodology.climate_theme_in,
    )


def latest_departures(methodology: Methodology) -> dict[str, WeightDeparture]:
    """Return the last departure recorded for each rule, by the rule's code."""
    departures = methodology.departures.order_by("recorded_at")
    return {departure.rule_code: departure for departure in departures}


def open_rules(methodology: Methodology, asked: Weighting) -> list[RuleStanding]:
    """Return the binding rules that are not checked, or not met without a confirmed departure."""
    departed = {
        code for code, latest in latest_departures(methodology).items() if latest.is_confirmed
    }
    return [
        rule
        for rule in asked.standings
        if rule.kept is Kept.NOT_CHECKED
        or (rule.kept is Kept.NOT_MET and rule.code not in departed)
    ]
