"""Which names are likely the same."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.bench_suppliers import quality
from benchmarks.supplier_names import made
from socialvalue.calculations.suppliers.likeness.proposals import (
    ALIKE,
    likely_the_same,
    likeness_of,
)

SAME = [
    ("Ashton Building Services Ltd", "ASHTON BLDG SVCS", "abbreviations"),
    ("J T Motors", "JT Motors Ltd", "initials apart"),
    ("Smith Roofing Ltd", "Roofing, Smith", "order"),
    ("Holmwood Engineering Ltd", "Holmwood Enginering Ltd", "a slip"),
    ("P Cromman & Stanham Plumbing", "Pcramman & Stanham Plumbing", "run together and a slip"),
    ("J T Carter Motors", "JT Carter Notors", "initials apart and a slip"),
    ("Care Homes Blackburn", "CareHomes Blackburn Ltd", "run together"),
    ("Whittaker Property Maintenance Ltd", "WHITTAKER PROPERTY MAINTENA", "cut"),
    ("D Rossi t/a Pendle Catering", "Pendle Catering Ltd", "trading name"),
    ("The Ribble Trust", "Ribble Trust", "the"),
    ("12345 - ACME JOINERY LTD", "Acme Joinery Limited", "a number in front"),
    ("S100234: Acme Joinery", "Acme Joinery Ltd.", "a number with a letter in front"),
    ("Acme Joinery Ltd (12345)", "Acme Joinery", "a number behind"),
    ("Acme Joinery Ltd - 12345", "ACME JOINERY", "a number behind a dash"),
]
TWO = [
    ("Smith Roofing Ltd", "Smith Flooring Ltd"),
    ("Unit 12 Storage Ltd", "Unit 21 Storage Ltd"),
    ("A B Carter Plumbing", "C D Carter Plumbing"),
    ("A Carter Plumbing", "Carter Plumbing"),
    ("Northgate Dairy", "Southgate Dairy"),
    ("Storage 123 - Unit 12", "Storage 123 - Unit 21"),
    ("Depot (12)", "Depot (13)"),
    ("12345", "54321"),
    ("D Rossi t/a Pendle Catering", "D Rossi t/a Fylde Roofing"),
    ("12", "13"),
    ("Ltd", "Fylde Roofing"),
]


@pytest.mark.parametrize(("one", "other", "why"), SAME)
def test_names_that_differ_as_ledgers_do_are_alike(one, other, why):
    (pair,) = likely_the_same([one, other])

    assert (pair.first, pair.second) == (0, 1)
    assert pair.likeness >= ALIKE
    assert pair.why


@pytest.mark.parametrize(("one", "other"), TWO)
def test_names_that_differ_in_what_matters_are_not(one, other):
    assert likely_the_same([one, other]) == []


def test_likeness_worked_example():
    # Weights are 100 each. HOLMWOOD is shared; ENGINERING is one slip from ENGINEERING, whose
    # Jaro-Winkler similarity is 0.982: (200 + 196) / 400 = 990 thousandths.
    assert likeness_of("Holmwood Enginering Ltd", "Holmwood Engineering") == (
        990,
        "A word is spelt in another way",
    )


def test_likeness_is_that_of_words_shared():
    # Of 2 x 3 words, 2 x 2 are shared: 4 / 6 = 666 thousandths.
    assert likeness_of("Guild Green Fields", "Guild Green Waters")[0] == 666


def test_names_as_long_as_each_other_are_not_cut_short():
    # Both may have been cut at the end, but it is two letters in a word that stand the other way
    # round: Jaro (1 + 1 + 10/11) / 3 = 0.970, with four equal letters in front 0.982. Of 2 x 3
    # words, 2 x 2 are shared, and this one by that: (400 + 196) / 600 = 993 thousandths.
    assert likeness_of("Wakecombe Pemson Recruitment", "Wakecombe Pemson Recriutment") == (
        993,
        "A word is spelt in another way",
    )


def test_names_without_a_word_are_like_nothing():
    assert likeness_of("£", "Guild")[0] == 0
    assert likely_the_same(["", "£", "Guild"]) == [likely_the_same(["", "£"])[0]]


def test_equal_words_in_a_large_block_are_found_by_a_seldom_one():
    names = [f"Preston {word} Services" for word in map(str, range(60))]

    found = likely_the_same([*names, "Zephyr Preston Services", "Preston Services, Zephyr"])

    assert [(pair.first, pair.second) for pair in found] == [(60, 61)]


def test_a_long_name_whose_end_differs_in_digits_is_not_cut_short():
    assert (
        likely_the_same(["Fylde Property Holdings Number", "Fylde Property Hold1ngs Numbers"]) == []
    )


def test_it_is_right_often_enough():
    precision, recall = quality(*made(3_000, seed=7))

    assert 2 * precision * recall / (precision + recall) > 0.97


@settings(max_examples=30)
@given(st.lists(st.text("ABCDE ftoa/.&12", max_size=30), max_size=12))
def test_pairs_are_told_once_whatever_the_names(names):
    found = likely_the_same(names)

    pairs = [(pair.first, pair.second) for pair in found]
    assert len(set(pairs)) == len(pairs)
    assert all(first < second for first, second in pairs)
    assert all(ALIKE <= pair.likeness <= 1000 for pair in found)


@settings(max_examples=50)
@given(st.text("ABCDE fto/.&12", max_size=30), st.text("ABCDE fto/.&12", max_size=30))
def test_likeness_is_the_same_either_way_round(one, other):
    assert likeness_of(one, other)[0] == likeness_of(other, one)[0]
