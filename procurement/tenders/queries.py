"""Reads about tenders: lists, the method that counts, what is missing, what the rules ask."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import Count, Q

from procurement.calculations.formulas import FORMULAS
from procurement.tenders.models import Methodology, Section, Tender
from socialvalue.accounts.models import Organisation
from socialvalue.calculations import weight_rules
from socialvalue.framework import queries as framework
from socialvalue.framework.models import Area, FrameworkVersion

LONDON = ZoneInfo("Europe/London")
HUNDRED = Decimal(100)
RANKING_FORMULAS = frozenset(
    key for key, formula in FORMULAS.items() if not formula.gives_price_score
)
"""The formulas that need a price weight of 0: they rank by another measure than the total."""


WEIGHT_REQUIREMENTS = frozenset({"minimum_percent", "maximum_percent"})
"""What a rule asks of the weight itself. What it asks of the questions is settled with them."""


class NoMethod(ValueError):
    """The tender has no method yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """Something that must be settled before the method can be fixed, and the page that does it.

    `anchor` is the id of the place on that page, if it has one.
    """

    sentence: str
    page: str
    anchor: str = ""


def tenders_of(organisation: Organisation | None) -> models.QuerySet[Tender]:
    """Return the tenders of an organisation; none for someone who acts for no organisation."""
    return Tender.objects.none() if organisation is None else organisation.tenders.all()


def list_of(organisation: Organisation | None) -> models.QuerySet[Tender]:
    """Return the tenders for the list, newest first, with the number of bids that stand."""
    bids = Count("bids", filter=Q(bids__withdrawn_at=None))
    return tenders_of(organisation).annotate(bid_count=bids).newest_first()


def methodology_of(tender: Tender) -> Methodology:
    """Return the method that counts: the version with the highest number. Raises NoMethod."""
    methodology = tender.methodologies.order_by("-number").first()
    if methodology is None:
        raise NoMethod(f"{tender.reference} has no method yet")
    methodology.tender = tender
    return methodology


def criteria_of(methodology: Methodology, section: str) -> models.QuerySet[Any]:
    """Return the criteria of a section in their order, with scale, levels and areas."""
    return (
        methodology.criteria.filter(section=section)
        .select_related("scale")
        .prefetch_related("areas", "scale__levels")
        .order_by("position")
    )


def what_is_missing(methodology: Methodology) -> list[Missing]:
    """Return what stands between the method and being fixed; nothing if it is ready."""
    return [
        *_missing_about(methodology.tender),
        *_missing_weights(methodology),
        *_missing_criteria(methodology),
        *_missing_words(methodology),
        *_missing_price(methodology),
    ]


def _missing_about(tender: Tender) -> list[Missing]:
    """A tender says by when bids must be in, and that is not before it commences."""
    if tender.deadline is None:
        return [Missing(sentence="Say by when bids must be in.", page="tenders:change")]
    if is_before_day(tender.deadline, tender.commenced_on):
        sentence = "The deadline for bids is before the day the procurement commences."
        return [Missing(sentence=sentence, page="tenders:change")]
    return []


def is_before_day(moment: dt.datetime, day: dt.date) -> bool:
    """Whether a moment is before a day begins in London."""
    return moment.astimezone(LONDON).date() < day


def _missing_weights(methodology: Methodology) -> list[Missing]:
    """The weights of quality, price and social value add up to exactly 100."""
    weights = [methodology.weight_of(section) for section in Section]
    if None in weights:
        return [Missing(sentence="Decide the weights.", page="tenders:weights")]
    if sum(weights) != HUNDRED:
        sentence = f"The weights add up to {sum(weights):f}%, not 100%."
        return [Missing(sentence=sentence, page="tenders:weights")]
    return []


def _missing_criteria(methodology: Methodology) -> list[Missing]:
    """A section that carries weight has questions, and their weights add up to exactly 100."""
    pages = {Section.QUALITY: "tenders:quality", Section.SOCIAL_VALUE: "tenders:areas"}
    missing = []
    for section, page in pages.items():
        weights = list(
            methodology.criteria.filter(section=section).values_list("weight", flat=True)
        )
        if not weights and methodology.weight_of(section):
            sentence = f"Add the {section.label.lower()} questions."
            missing.append(Missing(sentence=sentence, page=page))
        elif weights and sum(weights) != HUNDRED:
            sentence = (
                f"The weights of the {section.label.lower()} questions add up to "
                f"{sum(weights):f}%, not 100%."
            )
            page = page if section == Section.QUALITY else "tenders:social_value"
            missing.append(Missing(sentence=sentence, page=page))
    return missing


def _missing_words(methodology: Methodology) -> list[Missing]:
    """Every question has a text, for bidders answer the text and not the title."""
    pages = {Section.QUALITY: "tenders:quality", Section.SOCIAL_VALUE: "tenders:social_value"}
    missing = []
    for section, page in pages.items():
        criteria = methodology.criteria.filter(section=section).order_by("position")
        missing += [
            Missing(
                sentence=f"Write the question of {criterion.code} {criterion.title}: "
                "it has no text.",
                page=page,
                anchor=f"question-{number}",
            )
            for number, criterion in enumerate(criteria, start=1)
            if not criterion.question.strip()
        ]
    return missing


def _missing_price(methodology: Methodology) -> list[Missing]:
    """Every lot has a price formula that fits the weight of price."""
    missing = []
    for method in methodology.lot_methods.select_related("lot"):
        price = methodology.price_weight if method.price_weight is None else method.price_weight
        if not method.formula:
            missing.append(Missing(sentence="Choose how prices are scored.", page="tenders:price"))
        elif price is not None and (price == 0) != (method.formula in RANKING_FORMULAS):
            sentence = "The price formula does not fit the weight of price. Choose again."
            missing.append(Missing(sentence=sentence, page="tenders:price"))
    return missing


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


def open_rules(methodology: Methodology, asked: Weighting) -> list[RuleStanding]:
    """Return the binding rules that are not checked, or not met without a recorded departure."""
    departed = set(methodology.departures.values_list("rule_code", flat=True))
    return [
        rule
        for rule in asked.standings
        if rule.kept is Kept.NOT_CHECKED
        or (rule.kept is Kept.NOT_MET and rule.code not in departed)
    ]


def areas_chosen(methodology: Methodology) -> set[str]:
    """Return the codes of the areas for action that the method asks about."""
    return set(methodology.criteria.exclude(areas=None).values_list("areas__area", flat=True))


def framework_versions_for(organisation: Organisation) -> list[FrameworkVersion]:
    """Return the matrices that a tender may choose areas for action from; its own come first."""
    return [
        version
        for version in framework.frameworks_for(organisation)
        if framework.areas_of(version).exists()
    ]


def areas_of(version: FrameworkVersion) -> list[Area]:
    """Return the areas for action of a matrix, in its order, each with its objective."""
    return list(framework.areas_of(version))
