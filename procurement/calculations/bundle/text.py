"""Reading the text of a bundle: strictly JSON, and no digit of a number lost."""

import json
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Any, NoReturn

from procurement.calculations.bundle.place import in_words
from procurement.calculations.canonical import DEEPEST

LONGEST_INTEGER = 4000
"""Integers of more digits than this are kept as decimals, which Python reads at any length."""


class NotABundle(ValueError):
    """The file cannot be read as JSON. The message is one sentence that says what to do."""


def load_bundle(text: bytes) -> object:
    """Return the JSON value in the bytes of a file: UTF-8, with or without a byte order mark.

    Stricter than most readers, because two readers must never see two different tenders in one
    file: a member name may stand once only in an object, and NaN, Infinity, lone surrogates and
    nesting deeper than 200 levels are refused. JSON numbers come back as int or Decimal with all
    their digits.

    Raises NotABundle.
    """
    value = _json(_unicode(text))
    for depth, part in _parts(value):
        if depth > DEEPEST:
            raise NotABundle(f"Nest lists and objects no deeper than {DEEPEST} levels.")
        if isinstance(part, str) and _has_half_a_pair(part):
            raise NotABundle("Remove the half of a surrogate pair (\\ud800 to \\udfff).")
    return value


def _unicode(text: bytes) -> str:
    try:
        return text.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        raise NotABundle(f"Save the file as UTF-8: byte {wrong.start} is not UTF-8.") from None


def _json(text: str) -> object:
    try:
        return json.loads(
            text,
            object_pairs_hook=_object,
            parse_constant=_refused_constant,
            parse_int=_integer,
            parse_float=_decimal,
        )
    except json.JSONDecodeError as wrong:
        raise NotABundle(
            f"Correct the JSON at line {wrong.lineno}, column {wrong.colno}: {wrong.msg}."
        ) from None
    except RecursionError:
        raise NotABundle(f"Nest lists and objects no deeper than {DEEPEST} levels.") from None


def _object(members: list[tuple[str, Any]]) -> dict[str, Any]:
    named: dict[str, Any] = {}
    for name, value in members:
        if name in named:
            raise NotABundle(f"Keep only one of the members named {in_words(name)} of an object.")
        named[name] = value
    return named


def _refused_constant(name: str) -> NoReturn:
    raise NotABundle(f"Remove {name}, which is not a JSON number.")


def _integer(digits: str) -> int | Decimal:
    return int(digits) if len(digits) <= LONGEST_INTEGER else Decimal(digits)


def _decimal(digits: str) -> Decimal:
    try:
        return Decimal(digits)
    except InvalidOperation:
        raise NotABundle("Remove the number whose exponent is too large to read.") from None


def _has_half_a_pair(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return False


def _parts(value: object) -> Iterator[tuple[int, object]]:
    """Yield every value and member name with its depth, without calling itself."""
    waiting = [(1, value)]
    while waiting:
        depth, part = waiting.pop()
        yield depth, part
        if isinstance(part, dict):
            waiting.extend((depth + 1, inner) for pair in part.items() for inner in pair)
        elif isinstance(part, list):
            waiting.extend((depth + 1, inner) for inner in part)
