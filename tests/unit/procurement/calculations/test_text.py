"""Reading the bytes of a bundle: what is refused, and that no digit is lost."""

import json
from decimal import Decimal

import pytest

from procurement.calculations.evaluation import NotABundle, load_bundle
from tests.unit.procurement.calculations import golden

TOO_DEEP = "Nest lists and objects no deeper than 200 levels."


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (b"", "Correct the JSON at line 1, column 1: Expecting value."),
        (b"hello", "Correct the JSON at line 1, column 1: Expecting value."),
        (b'{"a": 1}\n{"b": 2}', "Correct the JSON at line 2, column 1: Extra data."),
        (b'{"a": 1,}', "Correct the JSON at line 1, column 9: "),
        (b"{'a': 1}", "Correct the JSON at line 1, column 2: "),
        (b'{"a": "tab\tin text"}', "Correct the JSON at line 1, column 11: "),
        (b"\xff\xfe{\x00}\x00", "Save the file as UTF-8: byte 0 is not UTF-8."),
        ('{"title": "Café"}'.encode("cp1252"), "Save the file as UTF-8: byte 14 is not UTF-8."),
        (b'{"a": 1, "b": 2, "a": 1}', 'Keep only one of the members named "a" of an object.'),
        (b'[{"x": {"": 1, "": 2}}]', 'Keep only one of the members named "" of an object.'),
        (b'{"a": NaN}', "Remove NaN, which is not a JSON number."),
        (b"[Infinity]", "Remove Infinity, which is not a JSON number."),
        (b"[-Infinity]", "Remove -Infinity, which is not a JSON number."),
        (b'{"a": "\\ud800"}', "Remove the half of a surrogate pair (\\ud800 to \\udfff)."),
        (b'{"\\udc00": 1}', "Remove the half of a surrogate pair (\\ud800 to \\udfff)."),
        pytest.param(b"[" * 201 + b"]" * 201, TOO_DEEP, id="201 lists"),
        pytest.param(b"[" * 100_000, TOO_DEEP, id="100,000 lists"),
        pytest.param(b'{"a":' * 100_000, TOO_DEEP, id="100,000 objects"),
        (b"[1e" + b"9" * 30 + b"]", "Remove the number whose exponent is too large to read."),
    ],
)
def test_what_is_not_a_bundle_is_refused_in_one_sentence(text, sentence):
    with pytest.raises(NotABundle) as refusal:
        load_bundle(text)

    assert str(refusal.value).startswith(sentence)
    assert str(refusal.value).endswith(".")
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (b"null", None),
        (b"\xef\xbb\xbf[true]", [True]),
        (b'"\\ud83d\\ude00"', "😀"),
        ('"Café — naïve"'.encode(), "Café — naïve"),
        pytest.param(b"[" * 200 + b"]" * 200, json.loads("[" * 200 + "]" * 200), id="200 lists"),
        (b"1.10", Decimal("1.10")),
        (b"0.1000000000000000055511151231257827", Decimal("0.1000000000000000055511151231257827")),
        (b"1e400", Decimal("1e400")),
        (b"12345678901234567890123", 12345678901234567890123),
        pytest.param(b"9" * 5000, Decimal("9" * 5000), id="5,000 digits"),
        (b'{"__proto__": 1, "a/b~c": 2}', {"__proto__": 1, "a/b~c": 2}),
    ],
)
def test_json_is_read_with_all_its_digits(text, value):
    assert load_bundle(text) == value


def test_published_bundle_reads_the_same_with_and_without_a_byte_order_mark():
    text = (golden.TENDER / "bundle.json").read_bytes()

    assert load_bundle(b"\xef\xbb\xbf" + text) == load_bundle(text) == json.loads(text)
