"""Numbers that matter: read from text exactly, and rounded once, when they are shown.

Nothing here, nor anywhere in a score, weight, price or rank, touches a float.
"""

import re
from decimal import Decimal
from fractions import Fraction

Exact = Fraction | Decimal | int

_DECIMAL_STRING = re.compile(r"-?[0-9]+(\.[0-9]+)?")


class NotADecimalString(ValueError):
    """The text is not an optional minus, digits, and optionally a point and digits."""


def decimal_from_text(text: object) -> Decimal:
    """Return the number that a decimal string spells, with all its places.

    Accepts an optional minus, digits, and optionally a point and digits
    ("15", "1040000.00", "-5.50"), in the digits 0 to 9 only. Refuses exponents, thousands commas,
    currency signs, white space and anything that is not text.

    Raises NotADecimalString.
    """
    if not isinstance(text, str) or not _DECIMAL_STRING.fullmatch(text):
        raise NotADecimalString(f"{text!r} is not a decimal string such as 15 or 1040000.00")
    return Decimal(text)


def half_up(value: Exact, *, places: int) -> Decimal:
    """Return the value rounded to that many decimal places; a 5 goes away from zero.

    Exact for any Fraction, Decimal or int, however long: the rounding is done in whole numbers, so
    no working precision can cut it short.
    """
    scaled = Fraction(value) * 10**places
    whole, remainder = divmod(abs(scaled.numerator), scaled.denominator)
    if 2 * remainder >= scaled.denominator:
        whole += 1
    sign = 1 if scaled < 0 and whole else 0
    digits = Decimal(whole).as_tuple().digits  # a decimal spells an integer of any length
    return Decimal((sign, digits, -places))


def shown(value: Exact, *, places: int = 2) -> str:
    """Return the value as people read it: rounded once, half up, with all its places ("86.13")."""
    return f"{half_up(value, places=places):f}"


def shown_short(value: Exact, *, places: int = 10) -> str:
    """Return the value rounded half up to at most that many places, trailing zeros dropped."""
    text = shown(value, places=places)
    return text.rstrip("0").rstrip(".") if "." in text else text
