"""The fingerprint of a bundle, against the published one and the examples of RFC 8785."""

import hashlib
import json
from decimal import Decimal

import pytest
import rfc8785
from hypothesis import example, given, settings
from hypothesis import strategies as st

from procurement.calculations import canonical as module
from procurement.calculations.canonical import NotCanonical, canonical_json, sha256
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


# --- Written by Python itself where that gives the same bytes -------------------------------------

ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"])) | st.text(
    st.sampled_from('\0\x1f\x7f\x80"\\/\b\t\n\f\r\u2028\u2029\ufeff\uffff😀'), max_size=8
)
NAMES = st.text(st.characters(codec="ascii"), max_size=4) | ANY_TEXT
NUMBERS = st.integers(-(2**53) + 1, 2**53 - 1)
FLOATS = st.floats(allow_nan=False, allow_infinity=False)
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | NUMBERS
    | ANY_TEXT
    | st.floats(allow_nan=False, allow_infinity=False),
    lambda parts: st.lists(parts, max_size=5) | st.dictionaries(NAMES, parts, max_size=5),
    max_leaves=20,
)
LETTERS = [chr(number) for number in range(0x11_0000) if not 0xD800 <= number <= 0xDFFF]


def gives_the_librarys_bytes(value):
    """Whether the value is written as the library writes it."""
    return canonical_json(value) == rfc8785.dumps(value)


@settings(max_examples=200)
@given(VALUES)
@example({"b": 1, "a": {"d": [], "c": {}}})
def test_every_value_is_written_as_the_library_writes_it(value):
    assert gives_the_librarys_bytes(value)


@pytest.mark.slow
@settings(max_examples=20_000)
@given(VALUES)
def test_every_value_is_written_as_the_library_writes_it_at_length(value):
    assert gives_the_librarys_bytes(value)


def test_every_letter_there_is_is_written_as_the_library_writes_it():
    every = "".join(LETTERS)

    assert gives_the_librarys_bytes([every, {"a": every}])


def test_every_ascii_name_is_put_where_the_library_puts_it():
    assert gives_the_librarys_bytes({chr(number): number for number in range(128)})


def test_the_published_bundle_is_written_without_the_library(monkeypatch):
    monkeypatch.delattr(rfc8785, "dumps")

    assert canonical_json(golden.published("bundle.json"))


@pytest.mark.parametrize("value", [1.5, {"é": 1}, {1: 2}, {"a": 2**53}, [b"x"], {"a": Decimal(1)}])
def test_what_might_be_written_otherwise_is_left_to_the_library(value):
    with pytest.raises(module._NotPlain):
        module._PlainWriter().text_of(value, levels=200)


def test_object_that_stands_in_several_lists_is_written_in_each():
    mark = {"points": "3", "evaluator": "E1"}

    # The third is equal and another object; the object of objects is not of texts alone.
    written = canonical_json([[mark], [mark, dict(mark)], {"is": mark}, [{"is": mark}]])

    one = b'{"evaluator":"E1","points":"3"}'
    assert written == b'[[%b],[%b,%b],{"is":%b},[{"is":%b}]]' % (one, one, one, one, one)


def test_object_that_stands_in_several_lists_is_never_too_deep_unseen():
    mark = {"points": "3"}
    deep = [mark]
    for _ in range(199):
        deep = [deep]

    with pytest.raises(NotCanonical, match="nested deeper than 200 levels"):
        canonical_json([mark, deep])


def test_what_is_written_may_be_as_deep_either_way():
    for inner, is_fine in (([], True), ("x", False), (1, False), (1.5, False)):
        value = inner
        for _ in range(199 if inner == [] else 200):
            value = [value]
        if is_fine:
            assert gives_the_librarys_bytes(value)
        else:
            with pytest.raises(NotCanonical, match="nested deeper than 200 levels"):
                canonical_json(value)


@pytest.mark.parametrize("value", ["\ud800", ["a\udfff"], {"a": "\udc00\ud800"}])
def test_half_of_a_pair_is_refused_in_the_same_words_either_way(value):
    with pytest.raises(NotCanonical) as plain:
        canonical_json(value)
    with pytest.raises(NotCanonical) as otherwise:
        canonical_json([value, 1.5])

    assert str(plain.value) == str(otherwise.value)
