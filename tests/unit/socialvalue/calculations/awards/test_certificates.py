"""Identifiers of certificates: spelled, read, and every slip noticed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from socialvalue.calculations.awards.certificates import ALPHABET, NotAnIdentifier, read, spelled

DRAWN = st.lists(st.integers(0, 31), min_size=12, max_size=12)


def test_spelled_worked_example():
    # The twelve spell the number 1 * 32 + 2 = 34: remainder 34 = 1 * 32 + 2, so "12".
    assert spelled([0] * 10 + [1, 2]) == "0000-0000-0012-12"


def test_spelled_worked_example_above_the_prime():
    # 1 * 32**2 = 1024 = 1 * 1021 + 3: remainder 3 = 0 * 32 + 3, so "03".
    assert spelled([0] * 9 + [1, 0, 0]) == "0000-0000-0100-03"


@pytest.mark.parametrize("drawn", [[1] * 11, [1] * 13, [32] * 12, [-1] * 12])
def test_spelled_refuses_what_cannot_be_spelled(drawn):
    with pytest.raises(ValueError, match="give 12 numbers from 0 to 31"):
        spelled(drawn)


@pytest.mark.parametrize(
    "typed",
    [
        "0000-0000-0012-12",
        " 0000 0000 0012 12 ",
        "00000000001212",
        "oooo-oooo-ooi2-l2",
        "0000\u20130000\u20130012\u201312",
    ],
)
def test_read_takes_it_as_people_type_it(typed):
    assert read(typed) == "0000-0000-0012-12"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "You typed 0."),
        ("0000-0000-0012-1", "You typed 13."),
        ("0000-0000-0012-1U", "“U” is in no identifier."),
        ("0000-0000-0012-13", "There is a slip"),
    ],
)
def test_read_says_what_is_wrong(typed, said):
    with pytest.raises(NotAnIdentifier, match=said):
        read(typed)


@given(DRAWN)
def test_what_is_spelled_is_read_back(drawn):
    assert read(spelled(drawn).lower().replace("-", " ")) == spelled(drawn)


@given(DRAWN, st.integers(0, 13), st.sampled_from(ALPHABET))
def test_one_wrong_letter_always_shows(drawn, place, letter):
    bare = spelled(drawn).replace("-", "")
    wrong = bare[:place] + letter + bare[place + 1 :]

    if wrong != bare:
        with pytest.raises(NotAnIdentifier):
            read(wrong)


@given(DRAWN, st.integers(0, 12))
def test_two_letters_that_changed_places_always_show(drawn, place):
    bare = spelled(drawn).replace("-", "")
    wrong = bare[:place] + bare[place + 1] + bare[place] + bare[place + 2 :]

    if wrong != bare:
        with pytest.raises(NotAnIdentifier):
            read(wrong)
