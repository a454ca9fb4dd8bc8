"""Which pairs of names cannot be alike: nobody who is alike is left out."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from socialvalue.calculations.suppliers.likeness.bounds import Bounds
from socialvalue.calculations.suppliers.likeness.coding import Coded
from socialvalue.calculations.suppliers.likeness.names import views_of
from socialvalue.calculations.suppliers.likeness.scoring import likeness_of_views, weights_of

# Words that are near each other, so that made-up names often are too.
WORDS = [
    "ACME", "ACNE", "ACMES", "ACM", "HOLMWOOD", "HOLMWODO", "HOLMWOODS", "HOLM", "WOOD",
    "MAINTENANCE", "MAINTENACE", "MANTENACE", "ENVIRONMENTAL", "ENVIROMNETAL", "ENVIRON",
    "A", "B", "AB", "12", "21", "120", "LTD", "LIMIT", "T/A", "AND", "SERVICES", "SVCS",
]  # fmt: skip
NAMES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=12).map(" ".join)


def bounds_of(names, *, from_likeness=900):
    """Return views of names, the weights of their words, and the bounds."""
    views = [view for at, name in enumerate(names) for view in views_of(name, at)]
    weights = weights_of(views)
    return views, weights, Bounds(Coded(views), weights=weights, from_likeness=from_likeness)


def may_be_alike(one, other):
    """Say whether two names, of which neither has a trading name, may be alike."""
    _, _, bounds = bounds_of([one, other])
    (may,) = bounds.may_be_alike(np.array([0]), np.array([1])).tolist()
    return may


@given(st.lists(NAMES, min_size=2, max_size=6), st.sampled_from([300, 700, 900, 970]))
def test_nobody_who_is_alike_enough_is_left_out(names, from_likeness):
    views, weights, bounds = bounds_of(names, from_likeness=from_likeness)
    pairs = list(combinations(range(len(views)), 2))

    may = bounds.may_be_alike(*np.array(pairs).T).tolist()

    likeness = [likeness_of_views(views[a], views[b], weights=weights)[0] for a, b in pairs]
    assert [
        pair
        for pair, alike, kept in zip(pairs, likeness, may, strict=True)
        if alike >= from_likeness and not kept
    ] == []


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        # All weights are equal here: two thirds of it are shared, and no more can be.
        ("Guild Green Fields", "Guild Green Waters", False),
        ("Guild Green Fields", "Guild Green Fiedls", True),
        ("Guild Green Fields", "Guild Green Fieldhouse", True),  # the same start
        ("Guild Green Fields", "Green Fields Guild", True),
        ("Guild Maintenance", "Guild Maintenacne", True),
        ("Guild Environmental", "Guild Enviromnetla", True),  # two slips in a long word
        ("Guild Fields", "Guild Feidzk", False),  # two slips in a short one
        ("Ash Guild", "Oak Guild", False),  # too short to be misspelt
        ("Unit 12 Storage", "Unit 34 Storage", False),
        ("Guildford", "Guild Fird", True),  # one letter apart, run together
        ("Whittaker Property Maintena", "Whittaker Property Maintenance Services", True),
        ("Whittaker Property Cleaner", "Whittaker Property Maintenance Services", False),
        ("A B Carter Plumbing", "AB Carter Pluming", False),  # a letter is missing
        ("A B Carter Plumbing", "AB Carter Plumbimg", True),
    ],
)
def test_names_may_be_alike_by_words_by_letters_or_cut_short(one, other, expected):
    assert may_be_alike(one, other) is expected


def test_a_name_of_very_many_words_is_always_looked_at():
    eleven = " ".join(f"Guild{letter}" for letter in "ABCDEFGHIJK")

    assert may_be_alike(eleven, "Fylde Roofing")
    assert may_be_alike("Fylde Roofing", eleven)
    assert not may_be_alike(eleven.rsplit(maxsplit=1)[0], "Fylde Roofing")


def test_more_pairs_than_are_held_at_once_are_each_told():
    _, _, bounds = bounds_of(["Guild", "Guild Ltd", "Fylde"])
    many = 60_000

    may = bounds.may_be_alike(np.zeros(2 * many, dtype=int), np.repeat([1, 2], many))

    assert may.tolist() == [True] * many + [False] * many
