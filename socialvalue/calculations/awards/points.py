"""Points of criteria: each mark's points times the weight of its criterion, exact."""

from collections.abc import Collection, Mapping
from fractions import Fraction

from socialvalue.calculations.awards.scheme import Scheme


def most_points(scheme: Scheme, criteria: Collection[str]) -> Fraction:
    """Return the most points that these criteria can have."""
    highest = max((mark.points for mark in scheme.marks), default=0)
    weights = (each.weight for each in scheme.criteria if each.code in criteria)
    return sum((Fraction(weight) for weight in weights), Fraction(0)) * Fraction(highest)


def points_share(scheme: Scheme, criteria: Collection[str], marks: Mapping[str, str]) -> Fraction:
    """Return the share that criteria reach of the most points they can have: exact, 0 to 1.

    Each criterion counts with its weight. Where nothing could be reached, the share is 0.
    """
    most = most_points(scheme, criteria)
    if not most:
        return Fraction(0)
    weights = {each.code: Fraction(each.weight) for each in scheme.criteria}
    reached = sum(
        (weights[code] * Fraction(scheme.mark(marks[code]).points) for code in criteria),
        Fraction(0),
    )
    return reached / most
