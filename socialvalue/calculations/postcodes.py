"""Postcodes as people type them, and the one form in which they are looked up.

Only what cannot be meant otherwise is repaired. A postcode that cannot be read is unknown, and says
why: it is never guessed at, and never quietly called local or not local.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

# GIR is the old Girobank's and NPT the old Newport's: ended, but still on people's books.
_OUTWARD = r"[A-Z]{1,2}[0-9][A-Z0-9]?|GIR|NPT"
_INWARD = r"[0-9][ABD-HJLNP-UW-Z]{2}"
_INWARD_REPAIRABLE = r"[0-9OI][ABD-HJLNP-UW-Z]{2}"

_COMPACT = re.compile(rf"({_OUTWARD})({_INWARD_REPAIRABLE})")
_FIRST_HALF = re.compile(rf"(?:{_OUTWARD})[0-9]?")
_WITHIN = re.compile(
    rf"(?<![A-Z0-9])(?:{_OUTWARD}) ?{_INWARD}(?![A-Z0-9])", re.ASCII | re.IGNORECASE
)
_DIGIT_FOR = {"O": "0", "I": "1"}


class Reason(StrEnum):
    """Why no postcode could be read. The value is the sentence that people see."""

    BLANK = "No postcode was given"
    WORDS = "These are words, not a postcode"
    FIRST_HALF = "This is only the first half of a postcode"
    MORE_TEXT = "There is other text beside the postcode"
    OTHER_FORM = "This is not written as a UK postcode is"


@dataclass(frozen=True, slots=True)
class Postcode:
    """A postcode in the one form used for looking up, such as "PR1 2RL".

    `repair` says in words what was changed to read it, and is empty when nothing was.
    """

    code: str
    repair: str = ""


@dataclass(frozen=True, slots=True)
class NotAPostcode:
    """Text from which no postcode could be read, with the reason."""

    text: str
    reason: Reason


def normal_form(text: str | None) -> Postcode | NotAPostcode:
    """Return the postcode that the text spells, or the reason why it spells none.

    Capital letters; white space goes, and one space is put before the last three characters (the
    inward part). The first of those three is a digit: a letter O there is read as 0 and a letter I
    as 1, and the answer says so. Nothing else is changed. Whether the postcode exists is another
    question: an ended one is as good as a live one here.

    Source: rule 10 of the local spend rules (docs/decisions/0012-postcodes-and-the-map.md); the
    shape of postcodes is that of Royal Mail's Postcode Address File, whose inward letters leave out
    C, I, K, M, O and V.
    """
    given = text or ""
    compact = _compact(given)
    if found := _COMPACT.fullmatch(compact):
        return _postcode(given, outward=found[1], inward=found[2])
    return NotAPostcode(given, _reason(given, compact))


def _compact(given: str) -> str:
    """Return the text in capitals without white space of any kind.

    Text that is not plain ASCII keeps its letters: some of them turn into plain ones as capitals,
    and would make up a postcode that nobody wrote.
    """
    compact = "".join(given.split())
    return compact.upper() if compact.isascii() else compact


def _postcode(given: str, *, outward: str, inward: str) -> Postcode:
    digit = inward[0]
    if digit.isdigit():
        return Postcode(f"{outward} {inward}")
    repaired = f"{outward} {_DIGIT_FOR[digit]}{inward[1:]}"
    return Postcode(
        repaired, f"Read the letter {digit} in {given.strip()} as the digit {_DIGIT_FOR[digit]}"
    )


def _reason(given: str, compact: str) -> Reason:
    if not compact:
        return Reason.BLANK
    if not any(character.isdigit() for character in compact):
        return Reason.WORDS
    if _FIRST_HALF.fullmatch(compact):
        return Reason.FIRST_HALF
    if _WITHIN.search(given):
        return Reason.MORE_TEXT
    return Reason.OTHER_FORM
