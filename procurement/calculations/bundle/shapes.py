"""The shapes of the format: an object, a list, a decimal string, a code, a count, a yes or no.

Each function notes a fault where the shape is wrong, and returns None or nothing so that what
depends on it is passed over: one mistake in the file is reported once, not once for everything
that it touches.
"""

import contextlib
import re
from collections.abc import Collection
from fractions import Fraction

from procurement.calculations.bundle.faults import FaultCode
from procurement.calculations.bundle.numbers import LONGEST_NUMBER, exact_number
from procurement.calculations.bundle.place import Place
from socialvalue.calculations.rounding import NotADecimalString, shown_short

_CODE = re.compile(r"[\w.-]+")


def is_record(place: Place) -> bool:
    """Whether there is an object here; notes `unknown_format` if not."""
    if isinstance(place.value, dict):
        return True
    place.note(FaultCode.UNKNOWN_FORMAT, f"Give an object with its members, not {place.words}.")
    return False


def listed(place: Place, *, code: FaultCode = FaultCode.UNKNOWN_FORMAT) -> list[Place]:
    """Return the entries of a list, noting the code if there is no list here."""
    if not isinstance(place.value, list):
        place.note(code, f"Give a list, not {place.words}.")
    return place.entries()


def records(place: Place) -> list[Place]:
    """Return the objects of a list of objects, noting what is not a list or not an object."""
    return [entry for entry in listed(place) if is_record(entry)]


def number(place: Place) -> Fraction | None:
    """Return the exact number of a decimal string, noting `number_not_string` if it is none.

    One of more than 80 characters is none either: no tender needs it, and it would take minutes.
    """
    text = place.value
    if isinstance(text, str) and len(text) > LONGEST_NUMBER:
        place.note(
            FaultCode.NUMBER_NOT_STRING,
            f"Write this number in {LONGEST_NUMBER} characters at most: it has {len(text)}.",
        )
        return None
    if isinstance(text, str):
        with contextlib.suppress(NotADecimalString):
            return exact_number(text)
    place.note(
        FaultCode.NUMBER_NOT_STRING,
        "Write this number as text in digits with an optional minus and point, "
        f'such as "15" or "1040000.00", not {place.words}.',
    )
    return None


def number_if_given(place: Place) -> Fraction | None:
    """Return the number of an optional member: None if it is left out or null."""
    return number(place) if place.is_given else None


def code_text(place: Place, *, what: str) -> str | None:
    """Return a code, noting `unknown_code` unless it is letters, digits, "_", "-" and "."."""
    if isinstance(place.value, str) and _CODE.fullmatch(place.value):
        return place.value
    place.note(
        FaultCode.UNKNOWN_CODE,
        f"Give the code of the {what} in letters, digits, '_', '-' and '.', not {place.words}.",
    )
    return None


def known_code(place: Place, *, what: str, among: Collection[str]) -> str | None:
    """Return a code that is among the known ones, noting `unknown_code` if it is not."""
    if isinstance(place.value, str) and place.value in among:
        return place.value
    place.note(FaultCode.UNKNOWN_CODE, f"There is no {what} {place.words}: use {_choices(among)}.")
    return None


def _choices(among: Collection[str]) -> str:
    """Return the codes that may be used, or where to find them when there are many."""
    if not among:
        return "one that the bundle lists (it lists none)"
    if len(among) > 12:
        return "one that the bundle lists"
    return "one of " + ", ".join(sorted(among)) if len(among) > 1 else next(iter(among))


def new_code(place: Place, *, what: str, seen: Collection[str | None]) -> str | None:
    """Return a code that none of its kind has yet, noting `duplicate_code` for one that is taken.

    A code that is taken is returned all the same: it is known.
    """
    code = code_text(place, what=what)
    if code is not None and code in seen:
        place.note(
            FaultCode.DUPLICATE_CODE,
            f"The code {place.words} is taken: give each {what} a code of its own.",
        )
    return code


def new_codes(entries: Place, *, what: str) -> tuple[str, ...]:
    """Return the codes of the entries of a list, each once, noting those that are taken."""
    codes: dict[str, None] = {}
    for entry in entries.entries():
        code = new_code(entry.member("code"), what=what, seen=codes)
        if code is not None:
            codes[code] = None
    return tuple(codes)


def truth(place: Place) -> None:
    """Note `unknown_format` unless this is true or false."""
    if not isinstance(place.value, bool):
        place.note(FaultCode.UNKNOWN_FORMAT, f"Give true or false, not {place.words}.")


def count(place: Place, *, what: str, at_least: int, at_most: int | None = None) -> None:
    """Check a count, which is a JSON integer.

    Notes `number_not_string`, the code of a malformed number, if it is not a whole number, and
    `parameter_invalid` if it is outside its range.
    """
    value = place.value
    if isinstance(value, bool) or not isinstance(value, int):
        place.note(
            FaultCode.NUMBER_NOT_STRING,
            f"Give the {what} as a whole number without quotes, not {place.words}.",
        )
    elif value < at_least or (at_most is not None and value > at_most):
        limit = f"{at_least} or more" if at_most is None else f"from {at_least} to {at_most}"
        place.note(FaultCode.PARAMETER_INVALID, f"Make the {what} {limit}, not {place.words}.")


def plain(value: Fraction) -> str:
    """Return a number as a message gives it: without trailing zeros, to 40 places at most."""
    return shown_short(value, places=40)
