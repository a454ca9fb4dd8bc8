"""Which level marks come to, worked by hand.

The scheme of samples.py: points 0, 1, 2; weights S1 1, S2 1, E1 1, E2 3, so at most 12 points.
Aspiring: S1 and S2 at least partly. Accredited: Aspiring, and one of S1, S2 met, and 60% of the
points (7.2 of 12), and E1 met or the green mark held.
"""

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from socialvalue.calculations.awards.outcome import Held, outcome
from socialvalue.calculations.awards.points import points_share
from tests.unit.socialvalue.calculations.awards.samples import marks, scheme

GREEN = [Held("green-mark", "held")]
CODES = ("S1", "S2", "E1", "E2")


def level_of(said, held=()):
    """Return the code of the level that these marks come to, or None."""
    found = outcome(scheme(), marks=marks(said), held=held).level
    return found and found.code


@pytest.mark.parametrize(
    ("said", "held", "level"),
    [
        ("nnnn", [], None),
        ("npmm", [], None),  # S1 is not even partly met
        ("pnmm", [], None),  # nor S2
        ("ppnn", [], "aspiring"),
        ("mpnn", [], "aspiring"),
        ("mmnn", [], "aspiring"),  # 2 + 2 = 4 of 12 points
        ("mmmm", [], "accredited"),  # 12 of 12
        ("mpmm", [], "accredited"),  # 2 + 1 + 2 + 6 = 11
        ("ppmm", [], "aspiring"),  # 10 points, but neither S1 nor S2 is met
        ("mmmn", [], "aspiring"),  # 2 + 2 + 2 + 0 = 6 of 12: 50%
        ("mmmp", [], "accredited"),  # 2 + 2 + 2 + 3 = 9: 75%
        ("mpmp", [], "accredited"),  # 2 + 1 + 2 + 3 = 8: 66.7%
        ("mmpp", [], "aspiring"),  # 8 points, but E1 is not met
        ("mmpp", GREEN, "accredited"),  # and the green mark stands for it
        ("mpnm", GREEN, "accredited"),  # 2 + 1 + 0 + 6 = 9
        ("mppp", GREEN, "aspiring"),  # 2 + 1 + 1 + 3 = 7 of 12: 58.3%
        ("mmnp", GREEN, "aspiring"),  # 2 + 2 + 0 + 3 = 7
        ("mmpn", GREEN, "aspiring"),  # 2 + 2 + 1 + 0 = 5
        ("nnnn", GREEN, None),
        ("pmmp", [], "accredited"),  # 1 + 2 + 2 + 3 = 8
        ("mmnm", [], "aspiring"),  # 10 points, E1 not met and no green mark
        ("mmnm", [Held("blue-mark", "held")], "aspiring"),
    ],
)
def test_level_by_hand(said, held, level):
    assert level_of(said, held) == level


@pytest.mark.parametrize(
    ("asked", "held", "level"),
    [
        ({"holds": "green-mark"}, [Held("green-mark", "gold")], "only"),
        ({"holds": "green-mark", "level": "gold"}, [Held("green-mark", "gold")], "only"),
        ({"holds": "green-mark", "level": "gold"}, [Held("green-mark", "silver")], None),
        ({"mark": "met", "count": 3}, [], "only"),
        ({"mark": "met"}, [], None),
        ({"mark": "partly"}, [], "only"),
        ({"percent": "75"}, [], "only"),  # exactly 9 of 12
        ({"percent": "75.01"}, [], None),
        ({"theme": "environment", "percent": "62.5"}, [], "only"),  # 5 of 8
        ({"criteria": ["S1", "E2"], "percent": "62.6"}, [], None),  # 5 of 8
    ],
)
def test_one_rule_by_hand(asked, held, level):
    one = scheme(levels=[{"code": "only", "title": "Only", "rule": asked}])

    found = outcome(one, marks=marks("mmmp"), held=held).level

    assert (found and found.code) == level


def test_what_is_missing_for_the_next_level_is_said():
    found = outcome(scheme(), marks=marks("mppp"), schemes={"green-mark": "The green mark"})

    assert found.met == ("Everything that Aspiring asks for is met.",)
    assert found.next_level.code == "accredited"
    assert found.missing == (
        "60% of the points of all criteria are needed, and 58.3% are reached.",
        ("One of these is enough: “Energy” must be judged “Met”. “The green mark” is not held."),
    )


def test_what_is_missing_names_criteria_and_levels():
    asked = {"all": [{"criteria": ["E1", "E2"], "percent": "90"}, {"holds": "a", "level": "gold"}]}
    one = scheme(levels=[{"code": "only", "title": "Only", "rule": asked}])

    missing = outcome(one, marks=marks("mmmp")).missing

    assert missing == (
        "90% of the points of the criteria of “Environment” are needed, and 62.5% are reached.",
        "“a” at the level “gold” or above is not held.",
    )


@pytest.mark.parametrize(
    ("asked", "given", "said"),
    [
        ({"mark": "met"}, "mmpp", "“Energy” and “Waste” must be judged “Met”."),
        ({"mark": "partly"}, "mmmn", "“Waste” must be judged “Partly met” or better."),
        (
            {"mark": "met", "count": 3},
            "mppp",
            (
                "Three of four criteria must be judged “Met”, and one is. "
                "Below it: “Pay”, “Energy” and “Waste”."
            ),
        ),
        (
            {"mark": "met", "count": 3},
            "mmpp",
            (
                "Three of four criteria must be judged “Met”, and two are. "
                "Below it: “Energy” and “Waste”."
            ),
        ),
        # Which are below it needs no words when all are.
        (
            {"mark": "met", "count": 2},
            "pppp",
            "Two of four criteria must be judged “Met”, and none is.",
        ),
        (
            {"theme": "environment", "mark": "met", "count": 1},
            "mmpp",
            (
                "One of two criteria must be judged “Met”, and none is. "
                "Below it: “Energy” and “Waste”."
            ),
        ),
    ],
)
def test_what_is_missing_says_how_many_and_which(asked, given, said):
    one = scheme(levels=[{"code": "only", "title": "Only", "rule": asked}])

    assert outcome(one, marks=marks(given)).missing == (said,)


def test_share_just_below_a_bound_is_not_shown_as_the_bound():
    asked = {"percent": "66.7"}
    one = scheme(levels=[{"code": "only", "title": "Only", "rule": asked}])

    found = outcome(one, marks=marks("mpmp"))  # 8 of 12 is 66.666...%

    assert found.level is None
    assert found.missing == (
        "66.7% of the points of all criteria are needed, and 66.6% are reached.",
    )


def test_highest_level_has_nothing_above_it():
    found = outcome(scheme(), marks=marks("mmmm"))

    assert (found.next_level, found.missing, len(found.met)) == (None, (), 2)


def test_an_application_not_wholly_judged_comes_to_no_level():
    judged = marks("mmmm")
    del judged["E2"]

    found = outcome(scheme(), marks=judged)

    assert (found.level, found.not_judged, found.missing) == (None, ("E2",), ())


def test_a_mark_or_criterion_that_the_scheme_does_not_have_is_refused():
    with pytest.raises(KeyError):
        outcome(scheme(), marks=marks("mmmm") | {"X9": "met"})
    with pytest.raises(KeyError):
        outcome(scheme(), marks=marks("mmmm") | {"S1": "splendid"})


def test_where_no_point_can_be_had_the_share_is_nought():
    without = [
        {"code": "no", "title": "No", "definition": "No."},
        {"code": "yes", "title": "Yes", "definition": "Yes."},
    ]
    levels = [{"code": "only", "title": "Only", "rule": {"mark": "yes"}}]
    one = scheme(marks=without, levels=levels)

    assert points_share(one, CODES, dict.fromkeys(CODES, "yes")) == Fraction(0)


@given(st.lists(st.sampled_from("npm"), min_size=4, max_size=4), st.integers(0, 3))
def test_a_better_mark_never_lowers_the_level(said, at):
    order = ["aspiring", "accredited"]
    better = [*said]
    better[at] = {"n": "p", "p": "m", "m": "m"}[said[at]]

    before, after = level_of("".join(said)), level_of("".join(better))

    assert order.index(before) <= order.index(after) if before and after else not before or after


@given(st.lists(st.sampled_from("npm"), min_size=4, max_size=4))
def test_holding_more_never_lowers_the_level(said):
    order = [None, "aspiring", "accredited"]

    assert order.index(level_of("".join(said))) <= order.index(level_of("".join(said), GREEN))


def test_every_combination_agrees_with_a_slow_and_obvious_rule():
    points = {"n": 0, "p": 1, "m": 2}
    for said in map("".join, product("npm", repeat=4)):
        s1, s2, e1, e2 = (points[letter] for letter in said)
        aspiring = s1 >= 1 and s2 >= 1
        enough = 100 * (s1 + s2 + e1 + 3 * e2) >= 60 * 12
        accredited = aspiring and 2 in (s1, s2) and enough and e1 == 2
        expected = "accredited" if accredited else "aspiring" if aspiring else None
        assert level_of(said) == expected, said
