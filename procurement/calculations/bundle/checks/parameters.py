"""The parameters of a price formula."""

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction

from procurement.calculations.bundle.checks.criteria import CheckedCriterion
from procurement.calculations.bundle.faults import FaultCode
from procurement.calculations.bundle.place import Place
from procurement.calculations.bundle.shapes import known_code, number, plain
from procurement.calculations.formulas import Formula

LARGEST_EXPONENT = 100
"""Far above any use; without a limit a file could ask for a number that fills the memory."""

WHEN_UNDEFINED = ("refuse", "full_score")

Levels = Mapping[str, frozenset[Fraction] | None]


def check_parameters(
    parameters: Place, *, formula: Formula, criteria: Iterable[CheckedCriterion]
) -> None:
    """Check that the formula has the parameters it needs, and that they are valid.

    Parameters that the formula does not know are passed over.
    """
    if parameters.is_given and not isinstance(parameters.value, dict):
        _invalid(parameters, f"Give the parameters as an object, not {parameters.words}.")
        return
    levels = {one.code: one.levels for one in criteria if one.code is not None}
    for parameter in formula.parameters:
        place = parameters.member(parameter.name)
        if place.is_given:
            _CHECKS[parameter.name](place, levels)
        elif parameter.is_required:
            place.note(
                FaultCode.PARAMETER_MISSING,
                f"Give the parameter {parameter.name} of {formula.key}: {parameter.meaning}.",
            )
    _check_order(parameters.member("floor"), parameters.member("ceiling"), formula)


def _invalid(place: Place, detail: str) -> None:
    place.note(FaultCode.PARAMETER_INVALID, detail)


def _check_number(place: Place, _levels: Levels) -> None:
    number(place)


def _check_when_undefined(place: Place, _levels: Levels) -> None:
    if place.value not in WHEN_UNDEFINED:
        _invalid(place, f'Give "refuse" or "full_score", not {place.words}.')


def _check_exponent(place: Place, _levels: Levels) -> None:
    exponent = number(place)
    if exponent is None:
        return
    if not 1 <= exponent <= LARGEST_EXPONENT or (exponent * 2).denominator != 1:
        _invalid(
            place,
            f"Give an exponent from 1 to {LARGEST_EXPONENT} in steps of 0.5, not {place.words}.",
        )


def _check_values(place: Place, levels: Levels) -> None:
    """Check the published pounds of each level of a scale: each level once."""
    if not isinstance(place.value, list):
        _invalid(place, f"Give a list of criterion, points and value, not {place.words}.")
    seen: set[tuple[str, Fraction]] = set()
    for entry in place.entries():
        if not isinstance(entry.value, dict):
            _invalid(entry, f"Give criterion, points and value, not {entry.words}.")
            continue
        criterion = known_code(entry.member("criterion"), what="criterion", among=levels)
        points = number(entry.member("points"))
        number(entry.member("value"))
        if criterion is None or points is None:
            continue
        on_scale = levels[criterion]
        if on_scale is not None and points not in on_scale:
            _invalid(entry, f"Use a level of the scale of {criterion}: {plain(points)} is none.")
        if (criterion, points) in seen:
            _invalid(entry, f"Give {plain(points)} points on {criterion} one value, not two.")
        seen.add((criterion, points))


def _check_order(floor: Place, ceiling: Place, formula: Formula) -> None:
    """Check that a ceiling is above its floor, where the formula has both and both can be read."""
    if {"floor", "ceiling"} - {parameter.name for parameter in formula.parameters}:
        return
    lowest, highest = number(floor.quietly()), number(ceiling.quietly())
    if lowest is not None and highest is not None and highest <= lowest:
        _invalid(ceiling, f"Make the ceiling higher than the floor, which is {floor.words}.")


_CHECKS: Mapping[str, Callable[[Place, Levels], None]] = {
    "floor": _check_number,
    "ceiling": _check_number,
    "when_undefined": _check_when_undefined,
    "exponent": _check_exponent,
    "values": _check_values,
    "minimum_quality": _check_number,
    "price": _check_number,
}
