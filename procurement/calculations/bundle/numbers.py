"""The decimal strings of a bundle: how long one may be, and its exact number, read once."""

from fractions import Fraction
from functools import lru_cache

from socialvalue.calculations.rounding import NotADecimalString, decimal_from_text

LONGEST_NUMBER = 80
"""Characters. Also what the database keeps of one; a long number costs the square of its length."""


@lru_cache(maxsize=4096)
def exact_number(text: str) -> Fraction:
    """Return the exact number that a decimal string spells.

    A tender has thousands of scores and few different points, so each text is read once.
    Raises NotADecimalString.
    """
    return Fraction(decimal_from_text(text))


def is_number(value: object) -> bool:
    """Whether the value is a decimal string that is not too long."""
    return isinstance(value, str) and len(value) <= LONGEST_NUMBER and _spells_a_number(value)


@lru_cache(maxsize=4096)
def _spells_a_number(text: str) -> bool:
    try:
        exact_number(text)
    except NotADecimalString:
        return False
    return True
