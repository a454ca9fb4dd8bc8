"""What stands between a method and being published."""

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from procurement.calculations.formulas import FORMULAS
from procurement.tenders.models import Methodology, Section, Tender
from procurement.tenders.queries.weighting import HUNDRED

LONDON = ZoneInfo("Europe/London")
RANKING_FORMULAS = frozenset(
    key for key, formula in FORMULAS.items() if not formula.gives_price_score
)
"""The formulas that need a price weight of 0: they rank by another measure than the total."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """Something that must be settled before the method can be fixed, and the page that does it.

    `anchor` is the id of the place on that page, if it has one.
    """

    sentence: str
    page: str
    anchor: str = ""


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
