"""The life of a tender: its states, what moves it on, which moves take two people, who sees what.

Secrecy is a function of the state, never a choice of somebody: the sets below are the only place
that says in which states bids, scores and prices may be seen.
"""

from enum import StrEnum


class State(StrEnum):
    """Where a tender stands."""

    DRAFT = "draft"
    PUBLISHED = "published"
    CLOSED = "closed"
    SCORING = "scoring"
    CONSENSUS = "consensus"
    QUALITY_LOCKED = "quality_locked"
    PRICE_OPENED = "price_opened"
    RANKED = "ranked"
    APPROVED = "approved"
    AWARDED = "awarded"
    ARCHIVED = "archived"
    TERMINATED = "terminated"


class Move(StrEnum):
    """What moves a tender from one state to another."""

    PUBLISH = "publish"
    AMEND = "amend"
    OPEN_BIDS = "open_bids"
    START_SCORING = "start_scoring"
    START_MODERATION = "start_moderation"
    LOCK_QUALITY = "lock_quality"
    UNLOCK_QUALITY = "unlock_quality"
    OPEN_PRICES = "open_prices"
    RANK = "rank"
    RETURN_RANKING = "return_ranking"
    APPROVE = "approve"
    AWARD = "award"
    ARCHIVE = "archive"
    TERMINATE = "terminate"


MOVES: dict[tuple[State, Move], State] = {
    (State.DRAFT, Move.PUBLISH): State.PUBLISHED,
    (State.PUBLISHED, Move.AMEND): State.PUBLISHED,
    (State.PUBLISHED, Move.OPEN_BIDS): State.CLOSED,
    (State.CLOSED, Move.START_SCORING): State.SCORING,
    (State.SCORING, Move.START_MODERATION): State.CONSENSUS,
    (State.CONSENSUS, Move.LOCK_QUALITY): State.QUALITY_LOCKED,
    (State.QUALITY_LOCKED, Move.UNLOCK_QUALITY): State.CONSENSUS,
    (State.QUALITY_LOCKED, Move.OPEN_PRICES): State.PRICE_OPENED,
    (State.PRICE_OPENED, Move.RANK): State.RANKED,
    (State.RANKED, Move.RETURN_RANKING): State.PRICE_OPENED,
    (State.RANKED, Move.APPROVE): State.APPROVED,
    (State.APPROVED, Move.AWARD): State.AWARDED,
    (State.AWARDED, Move.ARCHIVE): State.ARCHIVED,
    (State.TERMINATED, Move.ARCHIVE): State.ARCHIVED,
    **{
        (state, Move.TERMINATE): State.TERMINATED
        for state in State
        if state not in {State.AWARDED, State.ARCHIVED, State.TERMINATED}
    },
}

TWO_PEOPLE = frozenset(
    {
        Move.PUBLISH,
        Move.AMEND,
        Move.OPEN_BIDS,
        Move.LOCK_QUALITY,
        Move.OPEN_PRICES,
        Move.APPROVE,
    }
)
"""Moves that one person proposes and another confirms."""

NEEDS_A_REASON = frozenset({Move.UNLOCK_QUALITY, Move.RETURN_RANKING, Move.TERMINATE})
"""Moves of one person that go back or break off, and so say why."""

SEES_PRICES = frozenset(
    {State.PRICE_OPENED, State.RANKED, State.APPROVED, State.AWARDED, State.ARCHIVED}
)
"""States in which prices may be seen. A terminated tender keeps what it had sealed sealed."""

SEES_CONSENSUS = SEES_PRICES | {State.CONSENSUS, State.QUALITY_LOCKED}
"""States in which others' individual scores, and the agreed scores, may be seen."""

SEES_BIDS = SEES_CONSENSUS | {State.CLOSED, State.SCORING}
"""States in which the content of bids, and who the bidders are, may be seen."""

SEES_RANK = SEES_PRICES
"""States in which totals and ranks may be worked out and seen."""


class MoveNotAllowed(ValueError):
    """The tender is in a state from which this move does not lead on."""


def after(state: str, move: str) -> State:
    """Return the state that follows.

    Raises MoveNotAllowed; ValueError for a state or a move that is not known.
    """
    start, step = State(state), Move(move)
    try:
        return MOVES[start, step]
    except KeyError:
        raise MoveNotAllowed(
            f"A tender that is {start.replace('_', ' ')} cannot {step.replace('_', ' ')}."
        ) from None


def possible(state: str) -> list[Move]:
    """Return the moves that lead on from a state, in the order of a tender's life."""
    return [move for (start, move) in MOVES if start == State(state)]
