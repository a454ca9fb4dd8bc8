"""The scales that points are given on."""

from collections.abc import Mapping
from fractions import Fraction

from procurement.calculations.bundle.faults import FaultCode
from procurement.calculations.bundle.place import Place
from procurement.calculations.bundle.shapes import listed, new_code, number

Scales = Mapping[str, frozenset[Fraction] | None]
"""The points of the levels of each scale by its code, None where they could not be read."""


def check_scales(scales: Place) -> Scales:
    """Check every scale and return the points of each."""
    known: dict[str, frozenset[Fraction] | None] = {}
    for scale in scales.entries():
        code = new_code(scale.member("code"), what="scale", seen=known)
        levels = _check_levels(scale.member("levels"))
        if code is not None:
            known.setdefault(code, levels)
    return known


def _check_levels(levels: Place) -> frozenset[Fraction] | None:
    """Return the points of the levels, or None with a fault noted."""
    entries = listed(levels, code=FaultCode.SCALE_INVALID)
    points = [number(level.member("points")) for level in entries]
    known = [each for each in points if each is not None]
    if len(known) < len(points) or not isinstance(levels.value, list):
        return None
    if fault := _fault_of(known):
        levels.note(FaultCode.SCALE_INVALID, fault)
        return None
    return frozenset(known)


def _fault_of(points: list[Fraction]) -> str | None:
    """Return what is wrong with the points of a scale, in words."""
    if not points:
        return "Give the scale at least one level."
    if min(points) < 0:
        return "Give every level of the scale points of 0 or more."
    if len(set(points)) < len(points):
        return "Give each level of the scale points of its own: two have the same."
    if max(points) == 0:
        return "Give the highest level of the scale more than 0 points."
    return None
