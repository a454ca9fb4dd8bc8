"""The weights: of the sections of the tender, and of the criteria of a section within each lot."""

from collections.abc import Iterable, Mapping
from fractions import Fraction

from procurement.calculations.bundle.checks.criteria import CheckedCriterion
from procurement.calculations.bundle.faults import FaultCode
from procurement.calculations.bundle.model import SCORED_SECTIONS, SECTIONS
from procurement.calculations.bundle.place import Place
from procurement.calculations.bundle.shapes import number, plain

HUNDRED = 100

SectionWeights = Mapping[str, Fraction | None]
"""The weight of each section in percent of the tender, None where it could not be read."""

UNREAD_WEIGHTS: SectionWeights = dict.fromkeys(SECTIONS)


def check_section_weights(weights: Place) -> SectionWeights:
    """Check that the three section weights are not negative and add up to exactly 100."""
    read = {section: _check_weight(weights.member(section)) for section in SECTIONS}
    known = [weight for weight in read.values() if weight is not None]
    if len(known) == len(SECTIONS) and sum(known) != HUNDRED:
        weights.note(
            FaultCode.SECTION_WEIGHTS_NOT_100,
            "Make the weights of quality, price and social value add up to exactly 100: "
            f"they add up to {plain(sum(known, start=Fraction(0)))}.",
        )
    return read


def _check_weight(weight: Place) -> Fraction | None:
    value = number(weight)
    if value is not None and value < 0:
        weight.note(
            FaultCode.WEIGHT_NEGATIVE, f"Make the section's weight 0 or more, not {weight.words}."
        )
    return value


def check_criterion_weights(
    criteria_place: Place,
    *,
    lot: str,
    weights: SectionWeights,
    criteria: Iterable[CheckedCriterion],
) -> None:
    """Check that in this lot the weights of the criteria of each section add up to exactly 100.

    A section of weight 0 may have no criteria. A section is passed over where it cannot be told
    which criteria belong to it, or what one of them weighs: that is reported already.
    """
    for section in SCORED_SECTIONS:
        share = _weights_in(criteria, lot=lot, section=section)
        if share is None or sum(share) == HUNDRED or (not share and not weights[section]):
            continue
        criteria_place.note(
            FaultCode.CRITERION_WEIGHTS_NOT_100,
            f"In lot {lot}, make the weights of the {section} criteria add up to exactly 100: "
            f"they add up to {plain(sum(share, start=Fraction(0)))}.",
        )


def _weights_in(
    criteria: Iterable[CheckedCriterion], *, lot: str, section: str
) -> list[Fraction] | None:
    """Return the weights of the criteria of a section in a lot, or None if that cannot be told."""
    share = []
    for criterion in criteria:
        if criterion.section is None or criterion.lots is None:
            return None
        if criterion.section == section and lot in criterion.lots:
            if criterion.weight is None:
                return None
            share.append(criterion.weight)
    return share
