"""What a tender asks of bidders: the questions of a lot under the published method."""

from decimal import Decimal

from procurement.calculations.responses import Measure, Paper, Question
from procurement.tenders.models import (
    Criterion,
    Lot,
    Methodology,
    PriceBasis,
    Section,
    Tender,
)
from procurement.tenders.queries import NoMethod
from socialvalue.core.forms.dates import in_words

BASIS_WORDS = {
    PriceBasis.EXCLUDING_VAT: "without VAT",
    PriceBasis.INCLUDING_VAT: "with VAT",
}


def published_method(tender: Tender) -> Methodology:
    """Return the version of the method that bids are made for: the last one published.

    Raises NoMethod.
    """
    published = tender.methodologies.exclude(published_at=None)
    methodology = published.order_by("-number").first()
    if methodology is None:
        raise NoMethod(f"{tender.reference} has no published method yet")
    methodology.tender = tender
    return methodology


def criteria_for(methodology: Methodology, lot: Lot) -> list[Criterion]:
    """Return the criteria that bids for a lot are marked on, in their order."""
    criteria = methodology.criteria.prefetch_related("lots").order_by("position")
    return [
        criterion
        for criterion in criteria
        if not (lots := criterion.lots.all()) or lot.pk in {one.pk for one in lots}
    ]


def asks_commitments(criterion: Criterion) -> bool:
    """Whether a question asks for commitments: those of social value, and those with measures."""
    return criterion.section == Section.SOCIAL_VALUE or bool(criterion.measures)


def papers_of(tender: Tender) -> list[Paper]:
    """Return what is asked of bidders, lot by lot. Raises NoMethod."""
    methodology = published_method(tender)
    return [paper_of(methodology, lot) for lot in tender.lots.order_by("position")]


def paper_of(methodology: Methodology, lot: Lot) -> Paper:
    """Return what is asked for one lot under one published version of the method."""
    tender = methodology.tender
    return Paper(
        key=f"{tender.pk}:{lot.pk}",
        reference=tender.reference,
        title=tender.title,
        buyer=tender.buyer_name,
        lot=lot.code,
        lot_title=lot.title,
        version=methodology.version,
        fingerprint=methodology.fingerprint,
        deadline=f"{in_words(tender.deadline)} ({tender.get_time_zone_display()})",
        price_basis=BASIS_WORDS[tender.price_basis],
        questions=tuple(_question(each) for each in criteria_for(methodology, lot)),
    )


def _question(criterion: Criterion) -> Question:
    """Return a criterion as bidders are asked it."""
    return Question(
        code=criterion.code,
        title=criterion.title,
        question=criterion.question,
        section=criterion.get_section_display(),
        weight=criterion.weight,
        asks_commitments=asks_commitments(criterion),
        measures=tuple(
            Measure(
                measure=each["measure"],
                unit=each.get("unit", ""),
                plausible=Decimal(each["plausible"]) if each.get("plausible") else None,
            )
            for each in criterion.measures
        ),
    )
