"""The rest of the methodology: pass marks, tie-break, low prices, rounding and lot limits."""

from collections.abc import Collection, Iterable

from procurement.calculations.bundle.checks.criteria import CheckedCriterion, check_pass_mark
from procurement.calculations.bundle.faults import FaultCode
from procurement.calculations.bundle.model import SCORED_SECTIONS
from procurement.calculations.bundle.place import Place
from procurement.calculations.bundle.shapes import count, is_record, known_code, listed, number

MOST_PLACES = 10
"""The unrounded figures of a result are given to 10 places, so no figure may be shown to more."""

TIE_BREAKS = ("quality", "social_value", "price", "drawn_lot")
REFERENCES = ("mean_of_others", "should_cost")


def check_methodology(
    methodology: Place, *, criteria: Iterable[CheckedCriterion], lots: Collection[str]
) -> None:
    """Check the parts of the methodology that are neither weights, scales nor criteria."""
    for mark in methodology.member("section_pass_marks").entries():
        known_code(mark.member("section"), what="section with marks", among=SCORED_SECTIONS)
        check_pass_mark(mark, measured_in="percent")
    _check_tie_break(methodology.member("tie_break"), criteria)
    _check_abnormally_low(methodology.member("abnormally_low"))
    _check_rounding(methodology.member("rounding"))
    limits = methodology.member("lot_limits")
    if limits.is_given and is_record(limits):
        _check_lot_limits(limits, lots)


def _check_tie_break(tie_break: Place, criteria: Iterable[CheckedCriterion]) -> None:
    by_criterion = [f"criterion:{one.code}" for one in criteria if one.code is not None]
    for entry in tie_break.entries():
        known_code(entry, what="tie-break", among=(*TIE_BREAKS, *by_criterion))


def _check_abnormally_low(test: Place) -> None:
    number(test.member("percent_below"))
    for reference in listed(test.member("references")):
        known_code(reference, what="reference for low prices", among=REFERENCES)


def _check_rounding(rounding: Place) -> None:
    count(rounding.member("places"), what="number of places", at_least=0, at_most=MOST_PLACES)
    known_code(rounding.member("mode"), what="way of rounding", among=("half_up",))
    known_code(rounding.member("applied"), what="time of rounding", among=("once_when_shown",))


def _check_lot_limits(limits: Place, lots: Collection[str]) -> None:
    most = limits.member("maximum_lots_awarded_per_supplier")
    count(most, what="number of lots that one supplier may be awarded", at_least=1)
    known_code(limits.member("mechanism"), what="mechanism", among=("award_order",))
    _check_award_order(limits.member("award_order"), lots)


def _check_award_order(order: Place, lots: Collection[str]) -> None:
    """Check that the award order has every lot once, so that no lot is left without an award."""
    seen: set[str | None] = {None}
    misnamed = not isinstance(order.value, list)
    for entry in listed(order):
        lot = known_code(entry, what="lot", among=lots)
        if lot is not None and lot in seen:
            entry.note(FaultCode.DUPLICATE_CODE, f"Name lot {lot} once only in the award order.")
        misnamed = misnamed or lot in seen
        seen.add(lot)
    missing = [lot for lot in lots if lot not in seen]
    if missing and not misnamed:
        order.note(
            FaultCode.UNKNOWN_CODE,
            f"Put every lot in the award order: it lacks {', '.join(missing)}.",
        )
