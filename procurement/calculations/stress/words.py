"""Amounts as people read them in the sentences of a stress test."""

from fractions import Fraction

from socialvalue.calculations.rounding import Exact, half_up, shown_short

SMALL_CHANGE = 100
"""Pounds below which pence are shown."""


def pounds(amount: Exact) -> str:
    """Return pounds as people write them: £25,641, and with pence below £100 where there are any.

    Rounded once, half up.
    """
    exact = Fraction(amount)
    whole = abs(exact) >= SMALL_CHANGE or exact.denominator == 1
    number = half_up(exact, places=0 if whole else 2)
    return f"-£{-number:,f}" if number < 0 else f"£{number:,f}"


def percent(value: Exact, *, places: int = 2) -> str:
    """Return a percentage rounded half up, without trailing noughts: 33.33%, 15%."""
    return f"{shown_short(value, places=places)}%"


def points(value: Exact) -> str:
    """Return points of the tender: 1 point, 0.75 points."""
    words = shown_short(value, places=2)
    return f"{words} point{'' if words == '1' else 's'}"


def listed(names: list[str]) -> str:
    """Return names as a list in a sentence: A, B and C."""
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
