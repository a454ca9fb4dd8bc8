"""What was considered before a tender began, and the thresholds of its day."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from procurement.tenders import library
from procurement.tenders.models import (
    BuyerKind,
    MainCategory,
    Regime,
    SocialValueDuty,
    Tender,
)
from procurement.tenders.queries.weighting import weight_facts
from socialvalue.accounts.models import Organisation
from socialvalue.calculations import weight_rules
from socialvalue.framework import queries as framework

THRESHOLD_CATEGORIES = {
    MainCategory.SERVICES: "goods and services",
    MainCategory.WORKS: "works",
}
"""What the thresholds tell apart, by a main category that stands for it."""


def duty_of(tender: Tender) -> SocialValueDuty | None:
    """Return what was considered, None while nobody has recorded anything."""
    return SocialValueDuty.objects.filter(tender=tender).first()


def key_criteria_of(tender: Tender, section: str) -> list[library.KeyCriterion]:
    """Return the criteria that the tender's law names for a section of its method."""
    keys = library.regimes()[tender.regime].key_criteria_in(tender.nation)
    return [key for key in keys if key.section == section]


@dataclass(frozen=True, slots=True, kw_only=True)
class ThresholdStanding:
    """The threshold of a tender in pounds with VAT, or in `problem` why it is not known."""

    amount: Decimal | None
    is_above: bool | None
    source: str = ""
    problem: str = ""


def kind_of(organisation: Organisation) -> str:
    """Return the kind of buyer that an organisation is."""
    return organisation.kind if organisation.kind in BuyerKind.values else BuyerKind.OTHER


def thresholds_on(organisation: Organisation, *, on: dt.date) -> list[tuple[str, Decimal]]:
    """Return what counts for a buyer on a day: what is bought, and the pounds with VAT.

    Empty where no threshold is recorded.
    """
    found = []
    for category, words in THRESHOLD_CATEGORIES.items():
        made_up = Tender(
            organisation=organisation,
            buyer_kind=kind_of(organisation),
            nation=organisation.nation,
            regime=Regime.PROCUREMENT_ACT_2023,
            main_category=category,
            commenced_on=on,
            value_excluding_vat_pence=0,
            value_including_vat_pence=0,
        )
        amount = threshold_of(made_up).amount
        if amount is not None:
            found.append((words, amount))
    return found


def threshold_of(tender: Tender) -> ThresholdStanding:
    """Return the threshold that counts for a tender, and whether its value reaches it."""
    try:
        in_use = framework.rules_for(tender.organisation)
        facts = weight_rules.facts_from(weight_facts(tender, weights={}))
        amount = weight_rules.threshold_for(facts, in_use.thresholds)
    except (framework.NotLoaded, weight_rules.ThresholdUnknown) as unknown:
        return ThresholdStanding(amount=None, is_above=None, problem=str(unknown))
    return ThresholdStanding(
        amount=amount,
        is_above=facts.including_vat >= amount,
        source=in_use.edition.thresholds_source,
    )
