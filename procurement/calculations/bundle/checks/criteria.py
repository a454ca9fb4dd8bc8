"""The criteria: their section, weight, scale, lots, pass mark and areas for action."""

from collections.abc import Collection
from dataclasses import dataclass
from fractions import Fraction

from procurement.calculations.bundle.checks.scales import Scales
from procurement.calculations.bundle.faults import FaultCode
from procurement.calculations.bundle.model import SCORED_SECTIONS, SOCIAL_VALUE
from procurement.calculations.bundle.place import Place
from procurement.calculations.bundle.shapes import (
    is_record,
    known_code,
    listed,
    new_code,
    number,
    truth,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedCriterion:
    """What could be read of a criterion: None for each part that could not be."""

    code: str | None
    section: str | None
    weight: Fraction | None
    levels: frozenset[Fraction] | None
    lots: frozenset[str] | None


def check_criteria(
    criteria: Place, *, scales: Scales, lots: Collection[str], areas: Collection[str] | None
) -> tuple[CheckedCriterion, ...]:
    """Check every criterion and return what could be read of each.

    `areas` are the areas for action of the framework, None if the framework is not known.
    """
    seen: set[str | None] = set()
    read = []
    for criterion in criteria.entries():
        checked = _check_criterion(criterion, seen=seen, scales=scales, lots=lots)
        if checked.section == SOCIAL_VALUE:
            _check_areas(criterion.member("areas_for_action"), areas)
        seen.add(checked.code)
        read.append(checked)
    return tuple(read)


def _check_criterion(
    criterion: Place, *, seen: Collection[str | None], scales: Scales, lots: Collection[str]
) -> CheckedCriterion:
    scale = known_code(criterion.member("scale"), what="scale", among=scales)
    if criterion.member("pass_mark").is_given:
        check_pass_mark(criterion.member("pass_mark"), measured_in="points")
    return CheckedCriterion(
        code=new_code(criterion.member("code"), what="criterion", seen=seen),
        section=known_code(
            criterion.member("section"), what="section of a criterion", among=SCORED_SECTIONS
        ),
        weight=_check_weight(criterion.member("weight")),
        levels=scales[scale] if scale is not None else None,
        lots=_check_lots(criterion.member("lots"), lots),
    )


def _check_weight(weight: Place) -> Fraction | None:
    value = number(weight)
    if value is not None and value < 0:
        weight.note(
            FaultCode.WEIGHT_NEGATIVE, f"Make the criterion's weight 0 or more, not {weight.words}."
        )
    return value


def _check_lots(lots: Place, known: Collection[str]) -> frozenset[str] | None:
    """Return the lots that a criterion applies to, or None if that cannot be told."""
    if not lots.is_given:
        return frozenset(known)
    named = [known_code(lot, what="lot", among=known) for lot in listed(lots)]
    if None in named or not isinstance(lots.value, list):
        return None
    return frozenset(lot for lot in named if lot is not None)


def _check_areas(areas: Place, known: Collection[str] | None) -> None:
    if not areas.entries():
        areas.note(
            FaultCode.AREA_FOR_ACTION_MISSING,
            "Name at least one area for action for each social value criterion.",
        )
    for area in areas.entries():
        if known is not None and not (isinstance(area.value, str) and area.value in known):
            area.note(
                FaultCode.UNKNOWN_AREA_FOR_ACTION,
                f"Use an area for action of the tender's framework: it has no {area.words}.",
            )


def check_pass_mark(pass_mark: Place, *, measured_in: str) -> None:
    """Check a pass mark: a number under that name, and whether it disqualifies."""
    if is_record(pass_mark):
        number(pass_mark.member(measured_in))
        truth(pass_mark.member("disqualifies"))
