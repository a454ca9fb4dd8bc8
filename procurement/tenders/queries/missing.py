"""What stands between a method and being published."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from procurement.calculations.formulas import FORMULAS
from procurement.calculations.section_sums import Leaf, sum_faults
from procurement.tenders import library
from procurement.tenders.models import (
    Criterion,
    LotMethod,
    Methodology,
    ParentCriterion,
    Section,
    SocialValueDuty,
    Tender,
    WeightDeparture,
)
from procurement.tenders.queries.linting import findings_of
from procurement.tenders.queries.stress import without_acknowledgement
from procurement.tenders.queries.weighting import HUNDRED, latest_departures, weighting_of

LONDON = ZoneInfo("Europe/London")
RANKING_FORMULAS = frozenset(
    key for key, formula in FORMULAS.items() if not formula.gives_price_score
)
"""The formulas that need a price weight of 0: they rank by another measure than the total."""

PAGES = {Section.QUALITY: "tenders:quality", Section.SOCIAL_VALUE: "tenders:social_value"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """Something that must be settled before the method can be published, and where to do it.

    `anchor` is the id of the place on that page, if it has one.
    """

    sentence: str
    page: str
    anchor: str = ""


def what_is_missing(methodology: Methodology) -> list[Missing]:
    """Return what stands between the method and being published; nothing if it is ready."""
    criteria = list(
        methodology.criteria.select_related("parent").prefetch_related("lots").order_by("position")
    )
    methods = list(methodology.lot_methods.select_related("lot").order_by("lot__position"))
    return [
        *_missing_about(methodology.tender),
        *_missing_duty(methodology.tender),
        *_missing_weights(methodology, methods),
        *_missing_departures(methodology),
        *_missing_criteria(methodology, criteria, methods),
        *_missing_words(criteria),
        *_missing_price(methodology, methods),
        *_missing_reservations(methodology.tender, methods),
        *_missing_stress(methodology, methods),
        *_missing_answers(methodology),
    ]


def _missing_about(tender: Tender) -> Iterator[Missing]:
    """A tender says by when bids must be in, after it commences and under a law of that day."""
    if tender.deadline is None:
        yield Missing(sentence="Say by when bids must be in.", page="tenders:change")
    elif is_before_day(tender.deadline, tender.commenced_on):
        sentence = "The deadline for bids is before the day the procurement commences."
        yield Missing(sentence=sentence, page="tenders:change")
    regime = library.regimes()[tender.regime]
    if not regime.covers(tender.commenced_on):
        sentence = f"{regime.title} does not apply to a procurement that commences on that day."
        yield Missing(sentence=sentence, page="tenders:change")


def is_before_day(moment: dt.datetime, day: dt.date) -> bool:
    """Whether a moment is before a day begins in London."""
    return moment.astimezone(LONDON).date() < day


def _missing_duty(tender: Tender) -> Iterator[Missing]:
    """Where the Act of 2012 reaches, what it asks to consider has been considered."""
    if not library.duty().reaches(nation=tender.nation, category=tender.main_category):
        return
    duty = SocialValueDuty.objects.filter(tender=tender).first()
    if duty is None or not duty.is_complete:
        yield Missing(
            sentence="Record what the contract could improve, as the Social Value Act 2012 asks.",
            page="tenders:duty",
        )


def _missing_weights(methodology: Methodology, methods: list[LotMethod]) -> Iterator[Missing]:
    """The weights of quality, price and social value add up to exactly 100, in every lot."""
    weights = [methodology.weight_of(section) for section in Section]
    if None in weights:
        yield Missing(sentence="Decide the weights.", page="tenders:weights")
    elif sum(weights) != HUNDRED:
        sentence = f"The weights add up to {sum(weights):f}%, not 100%."
        yield Missing(sentence=sentence, page="tenders:weights")
    for method in methods:
        own = [method.quality_weight, method.price_weight, method.social_value_weight]
        if None not in own and sum(own) != HUNDRED:
            sentence = f"The weights of lot {method.lot.code} add up to {sum(own):f}%, not 100%."
            yield Missing(sentence=sentence, page="tenders:lots", anchor=f"lot-{method.lot.code}")


def _missing_departures(methodology: Methodology) -> Iterator[Missing]:
    """A weight below what binds has a departure that an approver has confirmed."""
    if None in [methodology.weight_of(section) for section in Section]:
        return
    latest = latest_departures(methodology)
    asked = weighting_of(methodology)
    for breach in asked.breaches:
        departure: WeightDeparture | None = latest.get(breach.rule)
        title = asked.title_of(breach.rule)
        if departure is None or departure.proposed != breach.proposed:
            sentence = f"Record a departure from {title}, or weigh social value as it asks."
        elif departure.is_confirmed is None:
            sentence = f"An approver has to confirm the departure from {title}."
        elif not departure.is_confirmed:
            sentence = f"The departure from {title} was refused. Weigh social value as it asks."
        else:
            continue
        yield Missing(sentence=sentence, page="tenders:weights", anchor="departures")


def leaves_of(criteria: list[Criterion]) -> list[Leaf]:
    """Return criteria as the sums of a section look at them."""
    return [
        Leaf(
            code=criterion.code,
            weight=criterion.weight,
            lots=tuple(lot.code for lot in criterion.lots.all()),
            parent=criterion.parent.code if criterion.parent else "",
            inner=criterion.weight_in_parent,
        )
        for criterion in criteria
    ]


def _missing_criteria(
    methodology: Methodology, criteria: list[Criterion], methods: list[LotMethod]
) -> Iterator[Missing]:
    """A section that carries weight has questions; their weights add up to 100 in every lot."""
    parents = list(ParentCriterion.objects.filter(methodology=methodology).order_by("position"))
    lots = [method.lot.code for method in methods] or ["1"]
    for section, page in PAGES.items():
        asked = [criterion for criterion in criteria if criterion.section == section]
        if not asked and _weighs(methodology, methods, section):
            first = "tenders:areas" if section == Section.SOCIAL_VALUE else page
            sentence = f"Add the {section.label.lower()} questions."
            yield Missing(sentence=sentence, page=first)
            continue
        faults = sum_faults(
            leaves_of(asked),
            lots=[lot for lot in lots if asked],
            parents=[
                (parent.code, parent.title, parent.weight)
                for parent in parents
                if parent.section == section
            ],
        )
        for fault in faults:
            yield Missing(sentence=f"{section.label} questions. {fault}", page=page)


def _weighs(methodology: Methodology, methods: list[LotMethod], section: Section) -> bool:
    """Whether a section carries weight in any lot."""
    own = [getattr(method, f"{section}_weight") for method in methods]
    return bool(methodology.weight_of(section) or any(own))


def _missing_words(criteria: list[Criterion]) -> Iterator[Missing]:
    """Every question has a text, for bidders answer the text and not the title."""
    for section, page in PAGES.items():
        asked = [criterion for criterion in criteria if criterion.section == section]
        for number, criterion in enumerate(asked, start=1):
            if not criterion.question.strip():
                yield Missing(
                    sentence=f"Write the question of {criterion.code} {criterion.title}: "
                    "it has no text.",
                    page=page,
                    anchor=f"question-{number}",
                )


def _missing_price(methodology: Methodology, methods: list[LotMethod]) -> Iterator[Missing]:
    """Every lot has a price formula that fits the weight of price."""
    for method in methods:
        price = methodology.price_weight if method.price_weight is None else method.price_weight
        of_lot = f" in lot {method.lot.code}" if len(methods) > 1 else ""
        anchor = f"lot-{method.lot.code}" if len(methods) > 1 else ""
        if not method.formula:
            sentence = f"Choose how prices are scored{of_lot}."
        elif price is not None and (price == 0) != (method.formula in RANKING_FORMULAS):
            sentence = f"The price formula does not fit the weight of price{of_lot}. Choose again."
        else:
            continue
        yield Missing(sentence=sentence, page="tenders:price", anchor=anchor)


def _missing_reservations(tender: Tender, methods: list[LotMethod]) -> Iterator[Missing]:
    """A lot is reserved only in a way that is open to this tender."""
    for method in methods:
        lot = method.lot
        if lot.reserved_for and (why := library.reservations()[lot.reserved_for].why_not(tender)):
            sentence = f"Lot {lot.code} cannot be reserved in this way. {why}"
            yield Missing(sentence=sentence, page="tenders:lots", anchor=f"lot-{lot.code}")


def _missing_stress(methodology: Methodology, methods: list[LotMethod]) -> Iterator[Missing]:
    """Under a relative formula somebody read the stress test of the method as it stands."""
    for lot in without_acknowledgement(methodology):
        of_lot = f" of lot {lot.code}" if len(methods) > 1 else ""
        sentence = (
            f"Read the stress test{of_lot} and say why you keep a price formula under which "
            "one bid can change the marks of another."
        )
        yield Missing(sentence=sentence, page="tenders:stress", anchor="acknowledge")


def _missing_answers(methodology: Methodology) -> Iterator[Missing]:
    """Every finding that must be answered is answered."""
    count = sum(found.is_open for found in findings_of(methodology))
    if count:
        noun = "finding" if count == 1 else "findings"
        sentence = f"Answer {count} {noun} about the method, or put right what is found."
        yield Missing(sentence=sentence, page="tenders:findings")
