"""The states of an application and the moves between them."""

import pytest

from socialvalue.calculations.awards import life
from socialvalue.calculations.awards.life import State


def test_the_whole_way():
    state = State.DRAFT
    for move in ("submit", "start_assessing", "start_panel", "propose", "approve"):
        state = life.after(state, move)

    assert state == State.DECIDED


@pytest.mark.parametrize("state", [State.DECIDED, State.WITHDRAWN])
def test_what_has_ended_is_not_withdrawn(state):
    with pytest.raises(life.MoveNotAllowed, match="cannot be moved on like this"):
        life.after(state, "withdraw")


def test_an_assessor_sees_no_other_before_the_panel():
    assert State.ASSESSING not in life.SEES_OTHERS_JUDGEMENTS
    assert {State.PANEL, State.PROPOSED, State.DECIDED} == life.SEES_OTHERS_JUDGEMENTS


def test_the_clock_runs_from_submission_to_decision():
    assert {state for state in State if state not in life.CLOCK_RUNS} == {
        State.DRAFT,
        State.DECIDED,
        State.WITHDRAWN,
    }
