"""Any text at all becomes text that is safe and bounded."""

import unicodedata
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from socialvalue.core.pdf import NotPrintable, words

ANY_TEXT = st.text(alphabet=st.characters(), max_size=200)
"""Text with every kind of character in it, lone surrogates too."""


@pytest.mark.parametrize(
    ("given_text", "made"),
    [
        ("  Plain  words ", "Plain words"),
        ("<b>bold</b> & <img src='/etc/passwd'>", "<b>bold</b> & <img src='/etc/passwd'>"),
        ("1\r\n2\r3\x0b4\x0c5\x856\u20287\u20298", "1\n2\n3\n4\n5\n6\n7\n8"),
        ("one\n\n\n\n\ntwo", "one\n\ntwo"),
        ("tab\there", "tab here"),
        ("nul\0 bell\a escape\x1b", "nul bell escape"),
        ("\u202eesrever\u202c", "esrever"),
        ("zero\u200bwidth\u2060join\ufeffer", "zerowidthjoiner"),
        ("soft\u00adhyphen", "softhyphen"),
        ("no\u00a0break", "no break"),
        ("lone \ud800 surrogate", "lone □ surrogate"),
        ("private \ue000 use", "private □ use"),
        ("not a character \uffff", "not a character □"),
        ("e\u0301", "é"),
        ("e" + "\u0301" * 50, "é" + "\u0301" * (words.MOST_MARKS - 1)),
        ("", ""),
    ],
)  # fmt: skip
def test_plain_keeps_letters_and_line_breaks_only(given_text, made):
    assert words.plain(given_text) == made


@pytest.mark.parametrize(
    ("value", "made"),
    [(0, "0"), (-5, "-5"), (Decimal("86.10"), "86.10"), (Decimal("1E+5"), "100000")],
)
def test_plain_writes_numbers_out(value, made):
    assert words.plain(value) == made


@pytest.mark.parametrize("value", [None, 1.5, True, Fraction(1, 3), b"x", ["x"]])
def test_plain_refuses_what_nobody_has_put_into_words(value):
    with pytest.raises(NotPrintable, match="cannot be printed"):
        words.plain(value)


def test_a_long_text_is_cut_and_says_so():
    made = words.plain("x" * (words.LONGEST_TEXT + 1))

    assert made == "x" * words.LONGEST_TEXT + words.CUT


def test_a_text_of_just_the_longest_length_is_whole():
    assert words.plain("x" * words.LONGEST_TEXT) == "x" * words.LONGEST_TEXT


def test_a_text_of_too_many_lines_is_cut_and_says_so():
    made = words.plain("x\n" * 10_000)

    assert made == "\n".join("x" * words.MOST_LINES) + words.CUT


def test_a_label_is_one_line():
    assert words.label("one\ntwo") == "one two"


def test_a_long_label_is_cut_and_says_so():
    assert words.label("x" * 1_000_000) == "x" * words.LONGEST_LABEL + words.CUT


@given(ANY_TEXT)
def test_what_plain_makes_can_be_printed_and_encoded(text):
    made = words.plain(text)

    made.encode("utf-8")
    kinds = {unicodedata.category(letter) for letter in made if letter != "\n"}
    assert kinds & {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"} == set()


@given(ANY_TEXT)
def test_plain_is_settled_after_one_go(text):
    made = words.plain(text)

    assert words.plain(made) == made
