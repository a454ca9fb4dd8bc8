"""What was considered before a tender began, and the thresholds of its day."""

from dataclasses import dataclass
from decimal import Decimal

from procurement.tenders import library
from procurement.tenders.models import SocialValueDuty, Tender
from procurement.tenders.queries.weighting import weight_facts
from socialvalue.calculations import weight_rules
from socialvalue.framework import queries as framework


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
