"""Pounds and percentages as results show them: worked exactly, rounded once, half up."""

from collections.abc import Sequence
from fractions import Fraction

from socialvalue.calculations.rounding import shown


def pounds(pence: int | Fraction) -> str:
    """Return an amount of pence as pounds to 2 places ("1237400.00"); part pennies half up."""
    return shown(Fraction(pence) / 100, places=2)


def share(part: int | Fraction, *, of: int | Fraction) -> Fraction | None:
    """Return the part as an exact percentage of the whole, or None if the whole is 0.

    A whole below 0 (more refunds than payments) is divided by as it is: sum over sum.
    """
    return Fraction(100 * part) / of if of else None


def percent(part: int | Fraction, *, of: int | Fraction) -> str | None:
    """Return the part as a percentage of the whole to 3 places, or None if the whole is 0."""
    return percent_shown(share(part, of=of))


def percent_shown(percentage: Fraction | None) -> str | None:
    """Return an exact percentage to 3 places; None stays None."""
    return None if percentage is None else shown(percentage, places=3)


def mean(percentages: Sequence[Fraction | None]) -> Fraction | None:
    """Return the plain mean of the percentages that exist, exactly, or None if there are none."""
    known = [percentage for percentage in percentages if percentage is not None]
    return sum(known, start=Fraction(0)) / len(known) if known else None
