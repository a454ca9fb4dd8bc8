"""What the law asks of a method, in words."""

import datetime as dt
from decimal import Decimal
from typing import Any

from procurement.tenders import library
from procurement.tenders.models import Methodology, Section, Tender
from procurement.tenders.presenters.plain import day, money, percent
from procurement.tenders.presenters.weighting import floor_sentences
from procurement.tenders.queries import ThresholdStanding, Weighting
from socialvalue.calculations.rounding import shown_short


def key_criteria_rows(methodology: Methodology, regime: library.RegimeText) -> list[dict[str, Any]]:
    """Return each criterion that the law names, where it is in the method, and what it weighs.

    `worth` is in percent of the tender, exact; "Not decided" where a weight is not.
    """
    rows = []
    parents = {parent.key: parent for parent in methodology.parent_criteria.exclude(key="")}
    for key in regime.key_criteria_in(methodology.tender.nation):
        section, parent = Section(key.section), parents.get(key.code)
        weight = methodology.weight_of(section)
        if key.section != Section.QUALITY:
            where = f"The section {section.label.lower()}"
        elif parent is None:
            where, weight = "Not in the method yet", None
        else:
            where = f"The criterion {parent.code}, in quality"
            weight = None if weight is None else weight * parent.weight / 100
        rows.append({"title": key.title, "where": where, "worth": _worth(weight)})
    return rows


def _worth(weight: Decimal | None) -> str:
    """Return a weight in percent of the tender, without noughts at its end."""
    return percent(None) if weight is None else f"{shown_short(weight)}%"


def threshold_sentence(standing: ThresholdStanding, tender: Tender) -> str:
    """Return how the value stands to the threshold of its day, and whether the law fits it."""
    if standing.amount is None:
        return f"The threshold is not known: {standing.problem}"
    reaches = "reaches" if standing.is_above else "is below"
    told = (
        f"The value with VAT, {money(tender.value_including_vat_pence)}, {reaches} the threshold "
        f"of {money(int(standing.amount * 100))} for procurements that commence on "
        f"{day(tender.commenced_on)}."
    )
    says_below = tender.regime == "below_threshold"
    if standing.is_above and says_below:
        told += " The tender says that it is below the threshold: check the law it is run under."
    if not standing.is_above and tender.regime == "procurement_act_2023":
        told += " A contract below the threshold is usually run under the rules for those."
    return told


def thresholds_sentence(found: list[tuple[str, Decimal]], *, on: dt.date) -> str:
    """Return the thresholds of a day in words, or that none is known."""
    if not found:
        return f"The threshold for {day(on)} is not recorded here"
    told = ", ".join(f"{money(int(amount * 100))} for {words}" for words, amount in found)
    return f"The threshold for a buyer like you is {told}, for procurements commencing {day(on)}"


def floor_of(asked: Weighting, methodology: Methodology) -> list[str]:
    """Return what the rules on weight ask of social value, in sentences."""
    if asked.problem:
        return [asked.problem]
    return floor_sentences(asked, weight=methodology.social_value_weight)


def guidance_for(tender: Tender) -> dict[str, Any]:
    """Return what is relevant and proportionate for a contract of this kind and value."""
    proportion = library.proportion()
    suits = proportion.categories[tender.main_category]
    band = proportion.band_of(tender.value_excluding_vat_pence)
    return {
        "category": suits.advice,
        "suits": suits.areas,
        "value": band.advice,
        "most": band.questions,
        "source": proportion.source,
        "worth": money(tender.value_excluding_vat_pence),
    }


def crosswalk_notes(
    methodology: Methodology, *, areas: list[str], titles: dict[str, str]
) -> dict[str, Any]:
    """Return the policy outcomes beside each area chosen, and what is covered on one side only."""
    crosswalk = library.crosswalk()
    wanted = methodology.policy_outcomes
    rows = [
        {
            "code": area,
            "title": titles.get(area, ""),
            "outcomes": [
                {
                    "title": f"{link.outcome.model}, {link.outcome.code} {link.outcome.title}",
                    "strength": "mainly" if link.is_primary else "in part",
                    "reason": link.reason,
                }
                for link in crosswalk.of_area(area)
            ],
        }
        for area in areas
    ]
    return {
        "status": crosswalk.status,
        "author": crosswalk.author,
        "rows": rows,
        "warnings": crosswalk_warnings(wanted, areas) if wanted else [],
        "gaps": crosswalk.gaps,
    }


def crosswalk_warnings(wanted: list[str], areas: list[str]) -> list[str]:
    """Return what a tender covers on one side of the crosswalk only."""
    crosswalk = library.crosswalk()
    outcomes = [
        f"The tender must cover {outcome.title} ({outcome.model}), and no area chosen works on it: "
        "it covers a policy outcome but no Marmot objective."
        for outcome in crosswalk.without_area(wanted, areas=areas)
    ]
    alone = [
        f"Area {area} belongs to none of the policy outcomes that the tender must cover."
        for area in crosswalk.without_outcome(areas, wanted=wanted)
    ]
    return outcomes + alone
