"""The life of an application: its states, the moves between them, and who may see what in which."""

from enum import StrEnum


class State(StrEnum):
    """Where an application stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    ASSESSING = "assessing"
    PANEL = "panel"
    PROPOSED = "proposed"
    DECIDED = "decided"
    WITHDRAWN = "withdrawn"


class MoveNotAllowed(ValueError):
    """This cannot be done as the application stands."""


MOVES: dict[tuple[State, str], State] = {
    (State.DRAFT, "submit"): State.SUBMITTED,
    # Before anybody has begun to assess it, an application can be taken back and amended.
    (State.SUBMITTED, "amend"): State.DRAFT,
    (State.SUBMITTED, "start_assessing"): State.ASSESSING,
    (State.ASSESSING, "start_panel"): State.PANEL,
    # An assessor was lost to an interest: somebody else judges, who must not see the others'.
    (State.PANEL, "assess_again"): State.ASSESSING,
    (State.PANEL, "propose"): State.PROPOSED,
    (State.PROPOSED, "return"): State.PANEL,
    (State.PROPOSED, "approve"): State.DECIDED,
    # An appeal that is upheld goes to a panel again.
    (State.DECIDED, "reopen"): State.PANEL,
    **{
        (state, "withdraw"): State.WITHDRAWN
        for state in (State.DRAFT, State.SUBMITTED, State.ASSESSING, State.PANEL, State.PROPOSED)
    },
}

SEES_OTHERS_JUDGEMENTS = frozenset({State.PANEL, State.PROPOSED, State.DECIDED})
"""States in which one assessor sees another's judgements: all of them are in by then."""

CLOCK_RUNS = frozenset({State.SUBMITTED, State.ASSESSING, State.PANEL, State.PROPOSED})
"""States in which the time for a decision runs, unless the applicant was asked something."""


def after(state: str, move: str) -> State:
    """Return the state after a move. Raises MoveNotAllowed, in words."""
    try:
        return MOVES[State(state), move]
    except KeyError:
        raise MoveNotAllowed(
            f"An application that is {state.replace('_', ' ')} cannot be moved on like this."
        ) from None
