"""The decimal strings of a bundle: each is read once, and none is longer than a tender needs."""

import json
from fractions import Fraction

import pytest

from procurement.calculations.bundle.numbers import LONGEST_NUMBER, exact_number, is_number
from socialvalue.calculations.rounding import NotADecimalString
from tests.unit.procurement.calculations import golden
from tests.unit.procurement.calculations.bundles import bid, bid_of, bundle
from tests.unit.procurement.calculations.golden import assess

FULL = {"Q1": "100", "SV1": "100"}


def test_a_number_is_read_exactly():
    assert exact_number("-5.50") == Fraction(-11, 2)


def test_what_is_no_decimal_string_is_refused_each_time():
    for _ in range(2):
        with pytest.raises(NotADecimalString):
            exact_number("1e3")


@pytest.mark.parametrize(
    ("value", "is_one"), [("1.50", True), ("1e3", False), (1, False), ("1" * 81, False)]
)
def test_what_is_a_number(value, is_one):
    assert is_number(value) is is_one


def test_a_price_of_eighty_characters_is_read():
    longest = "1" * 77 + ".50"
    assert len(longest) == LONGEST_NUMBER

    result = assess(bundle(bid("A", longest, FULL)))

    assert bid_of(result, "A")["price"] == longest


@pytest.mark.parametrize("text", ["9" * 81, "0." + "0" * 79, "-" + "9" * 300_000, "x" * 81])
def test_a_longer_one_is_refused_at_once_and_says_how_long_it_is(text):
    result = assess(bundle(bid("A", text, FULL)))

    assert result["errors"] == [
        {
            "code": "number_not_string",
            "at": "/bids/0/price",
            "detail": f"Write this number in 80 characters at most: it has {len(text)}.",
        }
    ]


@pytest.mark.parametrize("path", ["individual", "weight", "points"])
def test_no_number_of_a_bundle_may_be_longer(path):
    made = bundle(bid("A", "1.00", FULL))
    score = made["bids"][0]["scores"][0]
    places = {
        "individual": (score.setdefault("individual", [{"evaluator": "E1"}])[0], "points"),
        "weight": (made["methodology"]["criteria"][0], "weight"),
        "points": (made["methodology"]["scales"][0]["levels"][0], "points"),
    }
    holder, name = places[path]
    holder[name] = "1" * 81

    assert "number_not_string" in golden.codes_of(assess(made))


def strings_in(value):
    """Yield every text within a JSON value."""
    if isinstance(value, str):
        yield value
    if isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from strings_in(part)


def test_published_numbers_are_far_shorter():
    texts = [
        text
        for path in golden.TENDER.glob("*.json")
        for text in strings_in(json.loads(path.read_text(encoding="utf-8")))
    ]

    assert max(len(text) for text in texts if text.replace(".", "").isdecimal()) == 13
