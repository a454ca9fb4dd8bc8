"""Scores that are told to be sound at once are those on which the long way notes nothing."""

import copy
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procurement.calculations.bundle.checks import scores as checks
from procurement.calculations.bundle.checks.criteria import CheckedCriterion
from procurement.calculations.bundle.checks.sound_scores import sound_scores
from procurement.calculations.bundle.place import Place

LEVELS = frozenset({Fraction(0), Fraction(5), Fraction(21, 2)})


def criterion(code, *, lots=("1",), levels=LEVELS):
    """Make a criterion as the checks read it."""
    return CheckedCriterion(
        code=code, section="quality", weight=Fraction(50), levels=levels, lots=frozenset(lots)
    )


CRITERIA = {
    "Q1": criterion("Q1"),
    "Q2": criterion("Q2"),
    "OTHER": criterion("OTHER", lots=("2",)),
    "UNREAD": criterion("UNREAD", lots=("2",), levels=None),
}


def score(code, points="5"):
    """Make a sound score."""
    return {
        "criterion": code,
        "consensus": {"points": points, "reason": "As the bid says."},
        "individual": [{"evaluator": "E1", "points": "0"}, {"evaluator": "E2", "points": "5"}],
    }


def noted_the_long_way(scores, **how):
    """Return what is read and noted where nothing is told at once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(checks, "sound_scores", lambda *_, **__: None)
        return noted(scores, **how)


def noted(scores, *, lot="1", is_recorded=False):
    """Return the points read, and the faults noted."""
    place = Place(scores, ("bids", 0, "scores"), [])
    points = checks.check_scores(place, lot=lot, criteria=CRITERIA, is_recorded=is_recorded)
    return points, place.noted


def test_sound_scores_are_told_at_once():
    asked = {code: CRITERIA[code] for code in ("Q1", "Q2")}

    told = sound_scores([score("Q2", "10.50"), score("Q1")], allowed=asked, expected=asked)

    assert told == {"Q2": Fraction(21, 2), "Q1": Fraction(5)}


def changed(path, value):
    """Return two sound scores with one value changed."""
    scores = [score("Q1"), score("Q2")]
    part = scores
    for step in path[:-1]:
        part = part[step]
    part[path[-1]] = value
    return scores


@pytest.mark.parametrize(
    "scores",
    [
        None,
        {"Q1": score("Q1")},
        [],
        [score("Q1")],
        [score("Q1"), score("Q1")],
        [score("Q1"), score("Q2"), score("OTHER")],
        [score("Q1"), "Q2"],
        changed([1, "criterion"], "unknown"),
        changed([1, "criterion"], ["Q2"]),
        changed([1, "consensus"], None),
        changed([1, "consensus", "points"], "4"),
        changed([1, "consensus", "points"], 5),
        changed([1, "consensus", "points"], None),
        changed([1, "consensus", "points"], "5" + "0" * 80),
        changed([1, "consensus", "reason"], "  "),
        changed([1, "consensus", "reason"], ["because"]),
        changed([1, "individual", 0, "points"], "five"),
        changed([1, "individual", 0, "points"], 5),
        changed([1, "individual", 0, "points"], ["5"]),
        changed([1, "individual", 0], "5"),
        changed([1, "individual"], 5),
    ],
)
def test_what_may_be_wrong_is_left_to_the_long_way(scores):
    asked = {code: CRITERIA[code] for code in ("Q1", "Q2")}

    assert sound_scores(scores, allowed=asked, expected=asked) is None


def test_points_on_a_scale_that_could_not_be_read_are_left_to_the_long_way():
    unread = {"UNREAD": CRITERIA["UNREAD"]}

    assert sound_scores([score("UNREAD")], allowed=unread, expected=unread) is None


def test_score_without_points_of_the_evaluators_is_sound():
    alone = score("Q1")
    del alone["individual"]
    abstained = score("Q2")
    abstained["individual"][0]["points"] = None

    assert noted([alone, abstained]) == ({"Q1": Fraction(5), "Q2": Fraction(5)}, [])


ODD = st.sampled_from(
    [None, True, 0, 1.5, "", " ", "5", "4", "1e3", "5.0", "Q1", "Q2", "OTHER", [], {}, [None], [{}]]
)


@given(data=st.data(), lot=st.sampled_from(["1", "2", None]), is_recorded=st.booleans())
def test_every_way_reads_and_notes_the_same(data, lot, is_recorded):
    scores = [score("Q1"), score("Q2", "10.5")]
    broken = copy.deepcopy(scores)
    for _ in range(data.draw(st.integers(0, 2))):
        at = data.draw(st.integers(0, 1))
        inside = data.draw(st.sampled_from([broken[at], broken[at].get("consensus")]))
        if isinstance(inside, dict):
            inside[data.draw(st.sampled_from(sorted({*inside, "points", "individual"})))] = (
                data.draw(ODD)
            )

    assert noted(broken, lot=lot, is_recorded=is_recorded) == noted_the_long_way(
        broken, lot=lot, is_recorded=is_recorded
    )
