"""How far a weight may move: by hand, against a line that is solved, and place by place."""

import pytest
from hypothesis import given, settings

from procurement.calculations.contest import contest, moved, winner_of
from procurement.calculations.weight_moves import Limit, section_moves
from tests.unit.procurement.calculations.fields import F, any_rules, bid, fields, rules


def moves_of(bids, with_rules):
    """Return the moves by the name of the weight."""
    return {move.name: move for move in section_moves(bids, with_rules)}


def test_the_place_by_hand():
    bids = [bid("A", 1_000_000, 80), bid("B", 800_000, 60)]

    # Price w, quality 100 - w: A has 80 - 0.8w + 0.8w = 80, B has 60 - 0.6w + w = 60 + 0.4w.
    # Level at w = 50, where A wins by quality; at 50.01 B is ahead.
    found = moves_of(bids, rules(weights=(60, 40, 0), tie_break=("quality",)))

    assert found["price"].up == Limit(
        end=F(100), last_same=F(50), changes_at=F(5001, 100), new_winner="B"
    )
    assert found["price"].down == Limit(end=F(0), last_same=F(0))
    assert found["price"].down.never_changes
    assert found["quality"].down.changes_at == F(4999, 100)


def test_where_a_tie_goes_to_the_other_the_place_itself_changes():
    bids = [bid("A", 1_000_000, 80), bid("B", 800_000, 60)]

    found = moves_of(bids, rules(weights=(60, 40, 0), tie_break=("price",)))

    assert found["price"].up.last_same == F(4999, 100)
    assert found["price"].up.changes_at == F(50)
    assert found["price"].up.new_winner == "B"


def test_where_bids_are_level_the_new_winner_is_the_one_a_hundredth_on():
    bids = [bid("A", 1_000_000, 80), bid("B", 800_000, 60)]

    found = moves_of(bids, rules(weights=(60, 40, 0), tie_break=()))

    # at 50 nobody is first alone; at 50.01 it is B
    assert (found["price"].up.changes_at, found["price"].up.new_winner) == (F(50), "B")


def test_a_weight_between_hundredths_moves_to_the_next():
    bids = [bid("A", 1_000_000, 80), bid("B", 800_000, 60)]
    close = rules(weights=(F("50.004"), F("49.996"), 0), tie_break=("price",))

    found = moves_of(bids, close)["price"]

    assert (found.up.last_same, found.up.changes_at) == (F("49.996"), F(50))


def test_a_weight_that_is_all_of_it_does_not_move():
    bids = [bid("A", 1_000_000, 80), bid("B", 800_000, 60)]

    assert set(moves_of(bids, rules(weights=(0, 100, 0)))) == {"quality", "social_value"}


def test_price_does_not_move_under_a_formula_that_gives_it_no_weight():
    bids = [bid("A", 1_000_000, 80, 40), bid("B", 800_000, 60, 60)]

    assert set(moves_of(bids, rules("PQP"))) == {"quality", "social_value"}


def test_nothing_moves_where_nobody_wins():
    assert section_moves([bid("A", 100, 50), bid("B", 100, 50)], rules()) == ()


def test_a_formula_that_has_no_answer_at_the_end_leaves_nobody():
    # At 100% social value B has no points at all, so price per point has no answer.
    bids = [bid("A", 1_000_000, 80, 80), bid("B", 900_000, 60, 0)]

    found = moves_of(bids, rules("PQP"))["social_value"]

    assert (found.up.last_same, found.up.changes_at) == (F(9999, 100), F(100))
    assert found.up.new_winner is None


def solved(bids, with_rules, name, end):
    """Return where another bid is level with the winner, by a line through two totals."""
    here = with_rules.weights[name]
    now = contest(bids, with_rules)
    there = contest(
        bids, with_rules.with_section_weights(moved(with_rules.weights, name=name, to=end))
    )
    places = []
    for code in now.measures:
        ahead = now.measures[now.winner] - now.measures[code]
        behind = there.measures[now.winner] - there.measures[code]
        if behind < 0:
            places.append(here + (end - here) * ahead / (ahead - behind))
    return places


@pytest.mark.parametrize("end", [F(0), F(100)])
@given(fields(), any_rules(formulas=("REL_LOWEST", "BENCHMARK", "MEAN", "FIXED_PRICE")))
@settings(max_examples=60, deadline=None)
def test_the_place_is_where_the_line_crosses(end, bids, with_rules):
    if with_rules.formula == "FIXED_PRICE":
        bids = [bid(each.code, 1_000_000, *each.percents.values()) for each in bids]
    for name, move in moves_of(bids, with_rules).items():
        limit = move.up if end else move.down
        places = solved(bids, with_rules, name, end)
        nearest = min(places, key=lambda place: abs(place - move.weight), default=None)
        if nearest is None:
            assert limit.never_changes or limit.changes_at == end  # level only at the very end
        else:
            assert abs(limit.last_same - move.weight) <= abs(nearest - move.weight)
            assert abs(limit.changes_at - nearest) <= F(1, 100)


@given(fields(most=4), any_rules())
@settings(max_examples=25, deadline=None)
def test_the_winner_is_the_same_at_every_place_looked_at_before_the_limit(bids, with_rules):
    for move in section_moves(bids, with_rules):
        winner = winner_of(bids, with_rules)
        for limit in (move.down, move.up):
            steps = [
                move.weight + (limit.last_same - move.weight) * part / 20 for part in range(1, 21)
            ]
            for place in steps:
                weights = moved(with_rules.weights, name=move.name, to=place)
                assert winner_of(bids, with_rules.with_section_weights(weights)) == winner
            if limit.changes_at is not None:
                weights = moved(with_rules.weights, name=move.name, to=limit.changes_at)
                assert winner_of(bids, with_rules.with_section_weights(weights)) != winner
