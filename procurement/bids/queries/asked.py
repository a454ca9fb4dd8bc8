"""What a tender asks of bidders: the questions of a lot under the published method."""

from procurement.calculations.responses import Measure, Question
from procurement.tenders.models import Criterion, Lot, Methodology, Section, Tender
from procurement.tenders.queries import NoMethod


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


def questions_of(methodology: Methodology, lot: Lot) -> list[Question]:
    """Return the questions of a lot as plain values."""
    return [
        Question(
            code=criterion.code,
            title=criterion.title,
            question=criterion.question,
            section=criterion.get_section_display(),
            weight=criterion.weight,
            asks_commitments=asks_commitments(criterion),
            measures=tuple(
                Measure(measure=each["measure"], unit=each.get("unit", ""))
                for each in criterion.measures
            ),
        )
        for criterion in criteria_for(methodology, lot)
    ]
