"""Two names of bidders that look the same are the same."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procurement.calculations.names import plain_name, same_name


@pytest.mark.parametrize(
    "name",
    [
        "Alderfinch\u200b Ltd",  # space of no width
        "Alder\u00adfinch Ltd",  # soft hyphen
        "\u202eAlderfinch Ltd\u202c",  # turned right to left
        "Alderfinch\ufeff Ltd",  # byte order mark
        "Alder\u034ffinch Ltd",  # grapheme joiner, a mark that shows nothing
        "Alderfinch\ufe0f Ltd",  # variation selector
        "Alderfinch\u3164 Ltd",  # Hangul filler
        "Alderfinch\u2800Ltd",  # blank Braille pattern
        "Alderfinch\u00a0 \tLtd",
        "Alder\x07finch Ltd",
    ],
)
def test_what_does_not_show_is_no_part_of_a_name(name):
    assert plain_name(name) == "Alderfinch Ltd"


def test_letters_are_composed():
    assert plain_name("Cafe\u0301 Ltd") == "Café Ltd"


def test_a_name_of_nothing_that_shows_is_none():
    assert plain_name("\u200b\u2060 \ufeff") == ""


@pytest.mark.parametrize("other", ["ALDERFINCH LTD", "\uff21lderfinch Ltd", "alder\ufb01nch ltd"])
def test_names_are_the_same_in_any_case_and_width(other):
    assert same_name(other) == same_name("Alderfinch Ltd")


@given(st.text(max_size=30))
def test_a_plain_name_stays_as_it_is(name):
    once = plain_name(name)

    assert plain_name(once) == once
    assert not {unicodedata.category(letter) for letter in once} & {"Cf", "Cc"}
    assert same_name(same_name(name)) == same_name(name)
