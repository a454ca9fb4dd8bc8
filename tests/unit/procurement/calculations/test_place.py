"""Walking through a broken bundle, and saying what is there in a few words."""

from decimal import Decimal

import pytest

from procurement.calculations.bundle.faults import Fault, FaultCode
from procurement.calculations.bundle.place import ABSENT, Place, in_words, pointer


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ((), ""),
        (("bids", 0, "price"), "/bids/0/price"),
        (("a/b", "m~n", "~1"), "/a~1b/m~0n/~01"),
        (("",), "/"),
    ],
)
def test_pointer_is_a_json_pointer(path, text):
    assert pointer(path) == text


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (ABSENT, "nothing"),
        (None, "null"),
        ({}, "an object"),
        ([], "a list"),
        (True, "true"),
        (False, "false"),
        (15, "the number 15"),
        (Decimal("1.50"), "the number 1.50"),
        (1.5, "a number"),
        pytest.param(10**5000, "a number", id="too long to spell"),
        ("1,040", '"1,040"'),
        ("Café", '"Café"'),
        ("two\nlines\ud800", '"two\\nlines\\ud800"'),
        ("x" * 61, '"' + "x" * 60 + '…"'),
        ("x" * 60, '"' + "x" * 60 + '"'),
    ],
)
def test_any_value_is_said_in_a_few_words(value, words):
    assert in_words(value) == words


def test_walking_past_what_is_not_there_ends_at_an_absent_place():
    top = Place({"bids": [{"price": 5}]}, (), [])

    assert top.member("bids").entries()[0].member("price").value == 5
    assert top.member("nothing").member("price").value is ABSENT
    assert top.member("bids").member("price").is_given is False
    assert top.member("nothing").entries() == []


def test_place_is_faulty_only_for_faults_at_it_or_inside_it():
    top = Place({"a": [{"b": 1}], "ab": 2}, (), [])
    top.member("ab").note(FaultCode.UNKNOWN_CODE, "Beside it.")

    assert top.member("a").is_faulty is False
    assert top.member("ab").is_faulty is True

    top.member("a").entries()[0].member("b").note(FaultCode.UNKNOWN_CODE, "Inside it.")

    assert top.member("a").is_faulty is True


def test_fault_is_noted_with_its_place_and_not_when_quiet():
    noted = []
    place = Place({"a": 1}, (), noted).member("a")

    place.note(FaultCode.PRICE_MISSING, "Give it.")
    place.quietly().note(FaultCode.PRICE_MISSING, "Unheard.")

    assert noted == [Fault(code=FaultCode.PRICE_MISSING, at="/a", detail="Give it.")]
