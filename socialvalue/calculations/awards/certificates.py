"""The identifier on a certificate: nobody can guess one, and a slip in typing one is noticed.

Twelve letters drawn at random (60 bits) and two check letters, in the 32 letters of Crockford's
alphabet, which has no I, L, O or U: "7K2M-9QXT-4B8D-SN". The check letters are the remainder, by
1021, of the number that the twelve spell. 1021 is prime and above 32, so one wrong letter always
shows, and so do two letters that changed places.
Source: docs/sums.md, identifiers of certificates; Douglas Crockford, Base 32 (crockford.com).
"""

import re
from collections.abc import Sequence

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
DRAWN = 12
CHECKS = 2
PRIME = 1021
"""The largest prime below 32 * 32: a remainder takes two letters."""

_MEANT = str.maketrans({"O": "0", "I": "1", "L": "1"})
_BETWEEN = re.compile(r"[\s\-\u2010-\u2015]+")


class NotAnIdentifier(ValueError):
    """The text cannot be the identifier of a certificate. The message says what is wrong."""


def spelled(drawn: Sequence[int]) -> str:
    """Return the identifier for twelve numbers from 0 to 31, drawn at random by the caller.

    Raises ValueError for another count, or a number that has no letter.
    """
    if len(drawn) != DRAWN or not all(0 <= each < len(ALPHABET) for each in drawn):
        raise ValueError(f"give {DRAWN} numbers from 0 to {len(ALPHABET) - 1}")
    body = "".join(ALPHABET[each] for each in drawn)
    return _grouped(body + _check_letters(body))


def read(typed: str) -> str:
    """Return the identifier that somebody typed, as it is printed.

    Small letters, spaces and hyphens do not matter; O is read as 0, I and L as 1, since the
    alphabet has none of them. Raises NotAnIdentifier.
    """
    bare = _BETWEEN.sub("", typed).upper().translate(_MEANT)
    strange = [letter for letter in bare if letter not in ALPHABET]
    if strange:
        raise NotAnIdentifier(
            f"“{strange[0]}” is in no identifier. They have the digits 0 to 9 and the letters "
            "A to Z without I, L, O and U."
        )
    if len(bare) != DRAWN + CHECKS:
        raise NotAnIdentifier(
            f"An identifier has {DRAWN + CHECKS} letters and digits. You typed {len(bare)}."
        )
    if _check_letters(bare[:DRAWN]) != bare[DRAWN:]:
        raise NotAnIdentifier(
            "There is a slip in what you typed: the last two letters do not fit the others. "
            "Compare it with the certificate, letter by letter."
        )
    return _grouped(bare)


def _check_letters(body: str) -> str:
    number = 0
    for letter in body:
        number = number * len(ALPHABET) + ALPHABET.index(letter)
    high, low = divmod(number % PRIME, len(ALPHABET))
    return ALPHABET[high] + ALPHABET[low]


def _grouped(bare: str) -> str:
    return "-".join(bare[start : start + 4] for start in range(0, len(bare), 4))
