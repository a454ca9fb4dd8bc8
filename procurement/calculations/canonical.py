"""The fingerprint of a bundle: SHA-256 of its canonical JSON (RFC 8785)."""

import hashlib
import json
from decimal import Decimal
from typing import Any

import rfc8785

DEEPEST = 200
"""Levels of nesting that a bundle may have; the format itself needs ten."""

_LARGEST_COMMON_INTEGER = 2**53 - 1


class NotCanonical(ValueError):
    """The value has no canonical JSON. The message is one sentence that says why."""


def sha256(bundle: object) -> str:
    """Return the SHA-256 of a JSON value in canonical form, as 64 hexadecimal digits.

    It is what `sha256sum` prints for a file that holds `canonical_json` and nothing else.
    Raises NotCanonical, as `canonical_json` does.

    Source: RFC 8785, JSON Canonicalization Scheme; FORMAT.md 4.
    """
    return hashlib.sha256(canonical_json(bundle)).hexdigest()


def canonical_json(bundle: object) -> bytes:
    """Return a JSON value in canonical form, without a newline at the end.

    Canonical form: UTF-8, members sorted by name (by UTF-16 code units), no white space, numbers
    as ECMAScript writes the IEEE 754 double that every JSON reader makes of them. The numbers that
    matter in a bundle are text and keep every digit; only members that the format does not know
    can hold others.

    The library rfc8785 does the writing. It refuses integers beyond 2^53 - 1 and knows no Decimal,
    so those are handed to it as the double they stand for, as RFC 8785 section 3.2.2.3 says.

    Raises NotCanonical for what has no such form: a number too large for a double, NaN, half of a
    surrogate pair, nesting deeper than 200 levels, and anything that is not a JSON value.

    Source: RFC 8785, JSON Canonicalization Scheme.
    """
    try:
        return rfc8785.dumps(_with_common_numbers(bundle, depth=1))
    except ValueError as wrong:
        raise NotCanonical(f"The bundle has no canonical JSON form: {wrong}.") from None


def _with_common_numbers(value: object, *, depth: int) -> Any:
    """Return the value with every number as canonical JSON takes it, or raise ValueError."""
    if depth > DEEPEST:
        raise ValueError(f"it is nested deeper than {DEEPEST} levels")
    if isinstance(value, dict):
        return {name: _with_common_numbers(part, depth=depth + 1) for name, part in value.items()}
    if isinstance(value, list):
        return [_with_common_numbers(part, depth=depth + 1) for part in value]
    if value is None or isinstance(value, str | bool):
        return value
    if isinstance(value, int) and abs(value) <= _LARGEST_COMMON_INTEGER:
        return value
    if isinstance(value, int | float | Decimal):
        return _double(value)
    raise ValueError(f"{type(value).__name__} is not a kind of JSON value")


def _double(number: int | float | Decimal) -> Any:
    """Return the double that a JSON reader makes of the number: infinite if it is too large."""
    return json.loads(f"{Decimal(number):E}")
