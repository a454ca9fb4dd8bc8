"""What one needs to say later whether a commitment was kept."""

import dataclasses
import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procurement.calculations.commitments import (
    CANNOT_BE_MEASURED_WITHOUT,
    QUESTIONS,
    WORDS,
    Lack,
    Promise,
    advice_on,
    is_measurable,
    lacks_of,
    question_about,
    surprise_of,
)

ON = dt.date(2026, 7, 24)
WHOLE = Promise(
    criterion="SV1",
    measure="Apprenticeships begun",
    quantity=Decimal("4.5"),
    unit="people",
    due_on=dt.date(2027, 9, 30),
    where="Guild City",
    for_whom="People aged 16 to 24",
)


def less(**parts):
    """Return the whole commitment with some parts changed."""
    return dataclasses.replace(WHOLE, **parts)


@pytest.mark.parametrize(
    ("changes", "lacks"),
    [
        ({}, []),
        ({"measure": " "}, [Lack.MEASURE]),
        ({"quantity": None}, [Lack.QUANTITY]),
        ({"quantity": Decimal(0)}, [Lack.NOTHING_PROMISED]),
        ({"quantity": Decimal(-1)}, [Lack.NOTHING_PROMISED]),
        ({"unit": ""}, [Lack.UNIT]),
        ({"due_on": None}, [Lack.DUE_ON]),
        ({"due_on": ON}, []),
        ({"due_on": dt.date(2026, 7, 23)}, [Lack.ALREADY_PAST]),
        ({"where": ""}, [Lack.WHERE]),
        ({"for_whom": "\t"}, [Lack.FOR_WHOM]),
        ({"quantity": None, "where": ""}, [Lack.QUANTITY, Lack.WHERE]),
    ],
)
def test_what_a_commitment_lacks(changes, lacks):
    assert lacks_of(less(**changes), on=ON) == lacks


def test_a_commitment_without_place_or_people_can_still_be_measured():
    promise = less(where="", for_whom="")

    assert is_measurable(promise, on=ON)
    assert advice_on(promise, on=ON) == ("It can be measured, but does not say where or for whom.")


def test_advice_says_what_is_missing():
    assert advice_on(WHOLE, on=ON) == ""
    assert advice_on(less(quantity=None, unit="", due_on=None), on=ON) == (
        "It cannot be measured: it does not say how much, the unit that is counted or by when."
    )


@pytest.mark.parametrize(
    ("changes", "plausible", "surprise"),
    [
        ({}, None, ""),
        ({}, Decimal(4), "More than 4 people has to be explained, and it is not."),
        ({"unit": ""}, Decimal(4), "More than 4 has to be explained, and it is not."),
        ({}, Decimal("4.5"), ""),
        ({"quantity": None}, Decimal(4), ""),
        ({"explanation": "Three colleges take part."}, Decimal(4), ""),
    ],
)
def test_a_quantity_beyond_what_is_plausible_has_to_be_explained(changes, plausible, surprise):
    assert surprise_of(less(**changes), plausible=plausible) == surprise


def test_the_question_asks_only_for_what_is_missing():
    assert question_about(WHOLE, on=ON) == ""
    assert question_about(less(due_on=None), on=ON) == (
        "Your commitment “Apprenticeships begun” under SV1: By which day will it be delivered?"
    )
    assert question_about(less(measure="", where=""), on=ON) == (
        "Your commitment “without a measure” under SV1: What will be measured? "
        "Where will it be delivered?"
    )


def test_every_lack_has_its_words_and_its_question():
    assert set(WORDS) == set(QUESTIONS) == set(Lack)


@given(
    st.builds(
        Promise,
        criterion=st.just("SV1"),
        measure=st.sampled_from(["", "Trees"]),
        quantity=st.none() | st.decimals(-5, 5, places=1),
        unit=st.sampled_from(["", "trees"]),
        due_on=st.none() | st.dates(dt.date(2025, 1, 1), dt.date(2028, 1, 1)),
        where=st.sampled_from(["", "Guild City"]),
        for_whom=st.sampled_from(["", "everyone"]),
    )
)
def test_what_can_be_measured_lacks_nothing_that_measuring_needs(promise):
    lacks = set(lacks_of(promise, on=ON))

    assert is_measurable(promise, on=ON) == (not lacks & CANNOT_BE_MEASURED_WITHOUT)
    assert bool(advice_on(promise, on=ON)) == bool(question_about(promise, on=ON)) == bool(lacks)
