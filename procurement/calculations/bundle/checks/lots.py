"""The lots: their amounts, weights and price formula, and the weights of their criteria."""

from collections.abc import Collection, Iterable

from procurement.calculations.bundle.checks.criteria import CheckedCriterion
from procurement.calculations.bundle.checks.parameters import check_parameters
from procurement.calculations.bundle.checks.tender import check_estimated_value
from procurement.calculations.bundle.checks.weights import (
    UNREAD_WEIGHTS,
    SectionWeights,
    check_criterion_weights,
    check_section_weights,
)
from procurement.calculations.bundle.faults import FaultCode
from procurement.calculations.bundle.model import PRICE
from procurement.calculations.bundle.place import Place
from procurement.calculations.bundle.shapes import is_record, known_code, number_if_given
from procurement.calculations.formulas import FORMULAS, Formula


def check_lots(
    top: Place,
    *,
    lots: Collection[str],
    weights: SectionWeights,
    criteria: Iterable[CheckedCriterion],
) -> None:
    """Check every lot. `weights` are the tender's section weights, which a lot may replace."""
    for lot in top.member("lots").entries():
        own = _weights_of(lot.member("section_weights"), published=weights)
        check_estimated_value(lot.member("estimated_value"))
        number_if_given(lot.member("should_cost"))
        if is_record(lot.member("price")):
            _check_price(lot.member("price"), weights=own, criteria=criteria)
        code = lot.member("code").value
        if isinstance(code, str) and code in lots:
            place = top.member("methodology").member("criteria")
            check_criterion_weights(place, lot=code, weights=own, criteria=criteria)


def _weights_of(own: Place, *, published: SectionWeights) -> SectionWeights:
    if not own.is_given:
        return published
    return check_section_weights(own) if is_record(own) else UNREAD_WEIGHTS


def _check_price(
    price: Place, *, weights: SectionWeights, criteria: Iterable[CheckedCriterion]
) -> None:
    key = known_code(price.member("formula"), what="price formula", among=FORMULAS)
    if key is None:
        return
    _check_price_weight(price.member("formula"), formula=FORMULAS[key], weights=weights)
    check_parameters(price.member("parameters"), formula=FORMULAS[key], criteria=criteria)


def _check_price_weight(place: Place, *, formula: Formula, weights: SectionWeights) -> None:
    """Check that a score formula has a price weight to share out, and a ranking formula none."""
    weight = weights[PRICE]
    if weight is None or weight < 0:
        return
    if formula.gives_price_score and weight == 0:
        place.note(
            FaultCode.PRICE_WEIGHT_ZERO,
            f"Give price a weight above 0, or use a ranking formula: {formula.key} shares out "
            "the price weight.",
        )
    if not formula.gives_price_score and weight > 0:
        place.note(
            FaultCode.PRICE_WEIGHT_NOT_ZERO,
            f"Make the price weight 0, or use a score formula: {formula.key} gives price no marks.",
        )
