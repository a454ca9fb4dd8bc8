"""The life of a tender, whole."""

import pytest

from procurement.calculations import life
from procurement.calculations.life import Move, MoveNotAllowed, State
from procurement.tenders import models

# Every move that is allowed, by hand from the state it leads on from. All others are refused.
ALLOWED = {
    "draft": {"publish": "published", "terminate": "terminated"},
    "published": {"amend": "published", "open_bids": "closed", "terminate": "terminated"},
    "closed": {"start_scoring": "scoring", "terminate": "terminated"},
    "scoring": {"start_moderation": "consensus", "terminate": "terminated"},
    "consensus": {"lock_quality": "quality_locked", "terminate": "terminated"},
    "quality_locked": {
        "unlock_quality": "consensus",
        "open_prices": "price_opened",
        "terminate": "terminated",
    },
    "price_opened": {"rank": "ranked", "terminate": "terminated"},
    "ranked": {
        "return_ranking": "price_opened",
        "approve": "approved",
        "terminate": "terminated",
    },
    "approved": {"award": "awarded", "terminate": "terminated"},
    "awarded": {"archive": "archived"},
    "archived": {},
    "terminated": {"archive": "archived"},
}


@pytest.mark.parametrize("move", list(Move))
@pytest.mark.parametrize("state", list(State))
def test_each_move_leads_where_it_should_or_is_refused(state, move):
    follows = ALLOWED[state].get(move)

    if follows is None:
        with pytest.raises(MoveNotAllowed, match="cannot"):
            life.after(state, move)
    else:
        assert life.after(state, move) == follows


def test_a_refusal_is_a_sentence():
    with pytest.raises(MoveNotAllowed) as refusal:
        life.after("quality_locked", "start_scoring")

    assert str(refusal.value) == "A tender that is quality locked cannot start scoring."


@pytest.mark.parametrize("state", list(State))
def test_the_possible_moves_are_those_of_the_table(state):
    assert set(life.possible(state)) == set(ALLOWED[state])


def test_moves_that_take_two_people():
    assert {
        "publish",
        "amend",
        "open_bids",
        "lock_quality",
        "open_prices",
        "approve",
    } == life.TWO_PEOPLE


def test_the_states_are_those_that_are_stored():
    assert [state.value for state in State] == models.State.values


@pytest.mark.parametrize(
    ("seen", "first"),
    [
        (life.SEES_BIDS, State.CLOSED),
        (life.SEES_CONSENSUS, State.CONSENSUS),
        (life.SEES_PRICES, State.PRICE_OPENED),
        (life.SEES_RANK, State.PRICE_OPENED),
    ],
)
def test_what_is_seen_stays_seen_and_a_terminated_tender_opens_nothing(seen, first):
    in_order = [state for state in State if state != State.TERMINATED]

    assert seen == set(in_order[in_order.index(first) :])
