"""The fingerprint of a bundle, against the published one and the examples of RFC 8785."""

import hashlib
import json
from decimal import Decimal

import pytest

from procurement.calculations.canonical import NotCanonical, sha256
from tests.unit.procurement.calculations import golden


def digest(text):
    """Return the SHA-256 of a text."""
    return hashlib.sha256(text.encode()).hexdigest()


def test_published_bundle_has_its_published_fingerprint():
    published = golden.published("expected.json")["bundle_sha256"]

    assert sha256(golden.published("bundle.json")) == published


@pytest.mark.parametrize(
    ("value", "canonical"),
    [
        ({"b": [1, 2], "a": None}, '{"a":null,"b":[1,2]}'),
        # by UTF-16 code units, the emoji (d83d) sorts before the ligature (fb33)
        ({"\ufb33": 1, "😀": 2, "é": 3}, '{"é":3,"😀":2,"\ufb33":1}'),
        ('"\\/\b\t\u0001é\u007f', '"\\"\\\\/\\b\\t\\u0001é\u007f"'),
        ([True, False, ""], '[true,false,""]'),
        ({}, "{}"),
        # numbers as ECMAScript writes the double: RFC 8785 appendix B and section 3.2.2.3
        (2**53 - 1, "9007199254740991"),
        (2**53 + 1, "9007199254740992"),
        (-(2**53) - 2, "-9007199254740994"),
        (10**21, "1e+21"),
        (123456789012345678901, "123456789012345680000"),
        (0.1, "0.1"),
        (Decimal("0.1"), "0.1"),
        (Decimal("0.10000000000000000000000001"), "0.1"),
        (Decimal("1E+2"), "100"),
        (Decimal("-0.0"), "0"),
        (Decimal("4.50"), "4.5"),
        (Decimal("2e-3"), "0.002"),
        (Decimal("1e-999"), "0"),
        (Decimal("333333333.33333329"), "333333333.3333333"),
    ],
)
def test_canonical_form_worked_examples(value, canonical):
    assert sha256(value) == digest(canonical)


def test_order_of_members_and_white_space_do_not_matter_and_order_of_lists_does():
    assert sha256(json.loads('{"a": 1, "b": [1, 2]}')) == sha256(json.loads('{"b":[1,2],"a":1}'))
    assert sha256([1, 2]) != sha256([2, 1])


def nested(levels):
    """Return a list so many levels deep."""
    value = []
    for _ in range(levels - 1):
        value = [value]
    return value


@pytest.mark.parametrize(
    "value",
    [
        10**400,
        Decimal("1e400"),
        float("inf"),
        float("nan"),
        Decimal("NaN"),
        "\ud800",
        {"\ud800": 1},
        {1: 2},
        {"a": {1, 2}},
        b"bytes",
        nested(201),
        nested(5000),
    ],
)
def test_what_has_no_canonical_form_is_refused(value):
    with pytest.raises(NotCanonical, match=r"^The bundle has no canonical JSON form: .*\.$"):
        sha256(value)


def test_nesting_up_to_the_limit_is_fine():
    assert sha256(nested(200)) == digest("[" * 200 + "]" * 200)
