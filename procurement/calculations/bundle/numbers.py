"""The decimal strings of a bundle: how long one may be, and its exact number, read once."""

from fractions import Fraction
from functools import lru_cache

from socialvalue.calculations.rounding import decimal_from_text

LONGEST_NUMBER = 80
"""Characters. Also what the database keeps of one; a long number costs the square of its length."""


@lru_cache(maxsize=4096)
def exact_number(text: str) -> Fraction:
    """Return the exact number that a decimal string spells.

    A tender has thousands of scores and few different points, so each text is read once.
    Raises NotADecimalString.
    """
    return Fraction(decimal_from_text(text))
