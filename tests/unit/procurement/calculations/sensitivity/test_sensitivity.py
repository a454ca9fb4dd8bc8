"""Sensitivity held to a slow and obvious second way: change the bundle, work it all out anew."""

import copy
import dataclasses
from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import given, settings

from benchmarks import bench_sensitivity
from procurement.calculations.bundle.reading import tender_of
from procurement.calculations.contest import moved, winner_of
from procurement.calculations.lot_assessment import assess_lot
from procurement.calculations.sensitivity import many_weights as many
from procurement.calculations.sensitivity.dropping import Dropped, drop_one
from procurement.calculations.sensitivity.field import fields_of
from procurement.calculations.sensitivity.pack import sensitivity
from procurement.calculations.sensitivity.scores import one_level
from procurement.calculations.sensitivity.weights import (
    moves_of_questions,
    moves_of_sections,
    weight_grid,
)
from procurement.calculations.weight_moves import section_moves
from tests.unit.procurement.calculations import bundles
from tests.unit.procurement.calculations.generated import tenders

F = Fraction


def winner_in(bundle, lot_code):
    """Return who wins a lot by the engine that works out results."""
    tender = tender_of(bundle)
    lot = next(each for each in tender.lots if each.code == lot_code)
    standings = assess_lot(lot, tender).standings
    first = [code for code, standing in standings.items() if standing.rank == 1]
    return first[0] if len(first) == 1 else None


def ranked_in(bundle, lot_code):
    """Return the codes of the ranked bids of a lot."""
    tender = tender_of(bundle)
    lot = next(each for each in tender.lots if each.code == lot_code)
    return set(assess_lot(lot, tender).standings)


def bid_of(bundle, code):
    """Return a bid of the bundle."""
    return next(each for each in bundle["bids"] if each["code"] == code)


def levels_of(bundle, criterion):
    """Return the points of a criterion's scale, rising."""
    scales = {scale["code"]: scale["levels"] for scale in bundle["methodology"]["scales"]}
    return sorted((level["points"] for level in scales[criterion["scale"]]), key=Fraction)


def slow_one_level(bundle, lot_code, decided_out):
    """Return every score that, moved by a level, changes the winner."""
    winner, changes, tried = winner_in(bundle, lot_code), set(), 0
    if winner is None:
        return 0, set()
    for bid in bundle["bids"]:
        if bid["lot"] != lot_code or bid["code"] in decided_out:
            continue
        for criterion in bundle["methodology"]["criteria"]:
            if lot_code not in criterion.get("lots", [lot_code]):
                continue
            levels = levels_of(bundle, criterion)
            score = next(s for s in bid["scores"] if s["criterion"] == criterion["code"])
            place = [F(each) for each in levels].index(F(score["consensus"]["points"]))
            for other in (place - 1, place + 1):
                if not 0 <= other < len(levels):
                    continue
                tried += 1
                other_bundle = copy.deepcopy(bundle)
                for each in bid_of(other_bundle, bid["code"])["scores"]:
                    if each["criterion"] == criterion["code"]:
                        each["consensus"]["points"] = levels[other]
                new = winner_in(other_bundle, lot_code)
                if new != winner:
                    changes.add((bid["code"], criterion["code"], F(levels[other]), new))
    return tried, changes


@given(tenders())
@settings(max_examples=40, deadline=None)
def test_one_level_is_the_slow_way(bundle):
    out = {each["bid"] for each in bundle["disqualifications"]}
    for field in fields_of(bundle):
        found = one_level(field)

        changes = {(c.bid, c.question.code, c.after, c.new_winner) for c in found.changes}
        assert (found.tried, changes) == slow_one_level(bundle, field.lot, out)


@given(tenders())
@settings(max_examples=80, deadline=None)
def test_one_bid_left_out_is_the_slow_way(bundle):
    for field in fields_of(bundle):
        ranked = ranked_in(bundle, field.lot)
        expected = []
        for bid in bundle["bids"]:
            if bid["code"] in ranked:
                without = {**bundle, "bids": [b for b in bundle["bids"] if b is not bid]}
                expected.append(Dropped(bid=bid["code"], winner=winner_in(without, field.lot)))
        assert list(drop_one(field)) == expected


@pytest.mark.parametrize("formula", ["MEAN", "MEDIAN"])
def test_a_losing_bid_whose_price_moved_the_average_decided_by_hand(formula):
    """B leads A by one level of quality, 12.5 points; A is cheaper by 30 x (300 - 100) / 2m.

    With C the mean is 600 and the median 300: A makes up 5, or 10. Without C both are 200: A makes
    up 15 and wins by 2.5.
    """
    bundle = bundles.bundle(
        bundles.bid("A", "100000.00", {"Q1": "50", "SV1": "50"}),
        bundles.bid("B", "300000.00", {"Q1": "75", "SV1": "50"}),
        bundles.bid("C", "1400000.00", {"Q1": "0", "SV1": "0"}),
        lots=[bundles.lot(formula=formula)],
    )
    field = fields_of(bundle)[0]

    assert field.base.winner == "B"
    assert {each.bid: each.winner for each in drop_one(field)} == {"A": "B", "B": "A", "C": "A"}


def with_weights(bundle, lot_code, weights):
    """Return the bundle with other section weights in a lot, as decimal strings if they are."""
    changed = copy.deepcopy(bundle)
    for lot in changed["lots"]:
        if lot["code"] == lot_code:
            lot["section_weights"] = weights
    return changed


@given(tenders())
@settings(max_examples=40, deadline=None)
def test_the_grid_is_who_wins_with_those_weights(bundle):
    for field in fields_of(bundle):
        for place in weight_grid(field):
            weights = moved(field.rules.weights, name=place.section, to=place.weight)
            rules = field.rules.with_section_weights(weights)
            assert place.weight == field.rules.weights[place.section] + place.by
            assert place.winner == winner_of(field.entrants, rules)


def test_the_grid_leaves_out_what_no_weight_can_be():
    field = fields_of(two_bids("REL_LOWEST"))[0]

    assert [each.by for each in weight_grid(field) if each.section == "social_value"] == [
        -10, -5, -2, -1, 1, 2, 5, 10
    ]  # fmt: skip
    assert {each.section for each in weight_grid(fields_of(two_bids("PQP"))[0])} == {
        "quality", "social_value"
    }  # fmt: skip


def two_bids(formula, **more):
    """Return a bundle of two bids on two quality questions and one of social value."""
    ranking = formula == "PQP"
    return bundles.bundle(
        bundles.bid("A", "100000.00", {"Q1": "100", "Q2": "25", "SV1": "50"}),
        bundles.bid("B", "100000.00", {"Q1": "25", "Q2": "75", "SV1": "50"}),
        lots=[bundles.lot(formula=formula)],
        criteria=[
            bundles.criterion("Q1", "quality", "60"),
            bundles.criterion("Q2", "quality", "40"),
            bundles.criterion("SV1", "social_value"),
        ],
        section_weights=bundles.weights(*(("70", "0", "30") if ranking else ("50", "30", "20"))),
        **more,
    )


def test_how_far_the_weight_of_a_question_may_move_by_hand():
    field = fields_of(two_bids("REL_LOWEST", tie_break=["price"]))[0]

    # With Q1 at w of 100: A has w + 0.25 (100 - w) = 25 + 0.75w, B 0.25w + 0.75 (100 - w)
    # = 75 - 0.5w. Level at 1.25w = 50, w = 40, where nobody is first alone; below it B is.
    q1 = {move.name: move for move in moves_of_questions(field)}["Q1"]

    assert (q1.weight, q1.down.last_same, q1.down.changes_at) == (F(60), F(4001, 100), F(40))
    assert q1.down.new_winner == "B"
    assert q1.up.never_changes


def test_the_weight_of_the_only_question_of_a_section_cannot_move():
    field = fields_of(two_bids("REL_LOWEST"))[0]

    assert [move.name for move in moves_of_questions(field)] == ["Q1", "Q2"]


def test_a_weight_moves_no_further_than_where_a_bid_crosses_a_pass_mark():
    mark = [{"section": "quality", "percent": "40", "disqualifies": True}]
    field = fields_of(two_bids("REL_LOWEST", section_pass_marks=mark))[0]

    # A: 25 + 0.75w is below 40 under w = 20; B: 75 - 0.5w is below 40 over w = 70, and B is out
    # only there, so Q1 may rise to 69.99 before that is seen.
    q1 = {move.name: move for move in moves_of_questions(field)}["Q1"]

    assert (q1.down.end, q1.up.end) == (F(2001, 100), F(6999, 100))
    assert q1.down.changes_at == F(40)  # A and B are level, and nobody is first alone


def test_a_weight_cannot_move_where_a_bid_is_at_the_pass_mark():
    mark = [{"section": "quality", "percent": "45", "disqualifies": True}]
    field = fields_of(two_bids("REL_LOWEST", section_pass_marks=mark))[0]

    # B: 75 - 0.5 x 60 = 45, at the mark
    q1 = {move.name: move for move in moves_of_questions(field)}["Q1"]

    assert (q1.down.end, q1.up.end) == (F(60), F(60))


def test_under_price_per_point_a_question_on_which_a_bid_has_nothing_stops_short_of_all():
    bundle = two_bids("PQP")
    for score in bundle["bids"][1]["scores"]:
        if score["criterion"] in ("Q1", "SV1"):
            score["consensus"]["points"] = "0"
    field = fields_of(bundle)[0]

    q1 = {move.name: move for move in moves_of_questions(field)}["Q1"]

    assert (q1.down.end, q1.up.end) == (F(0), F(9999, 100))


@given(tenders())
@settings(max_examples=40, deadline=None)
def test_moves_of_questions_keep_the_winner_up_to_the_limit_and_change_it_after(bundle):
    for field in fields_of(bundle):
        for move in moves_of_questions(field):
            for limit in (move.down, move.up):
                middle = (move.weight + limit.last_same) / 2
                assert winner_at(bundle, field, move, limit.last_same) == field.base.winner
                assert winner_at(bundle, field, move, middle) == field.base.winner
                if limit.changes_at is not None:
                    assert winner_at(bundle, field, move, limit.changes_at) != field.base.winner


def winner_at(bundle, field, move, place):
    """Return who wins with the weight of a question moved, worked out from its points anew."""
    section = next(q.section for q in field.rules.questions if q.code == move.name)
    weights = {q.code: q.weight for q in field.rules.questions if q.section == section}
    weights = moved(weights, name=move.name, to=place)
    changed = copy.deepcopy(bundle)
    for criterion in changed["methodology"]["criteria"]:
        if criterion["code"] in weights:
            # A fraction has no decimal string: the sums take it all the same.
            criterion["weight"] = "0"
    tender = tender_of(changed)
    lot = next(each for each in tender.lots if each.code == field.lot)

    criteria = tuple(
        dataclasses.replace(each, weight=weights.get(each.code, each.weight))
        for each in tender.methodology.criteria
    )
    methodology = dataclasses.replace(tender.methodology, criteria=criteria)
    standings = assess_lot(lot, dataclasses.replace(tender, methodology=methodology)).standings
    first = [code for code, standing in standings.items() if standing.rank == 1]
    return first[0] if len(first) == 1 else None


def test_moves_of_sections_are_those_of_any_field():
    field = fields_of(two_bids("REL_LOWEST"))[0]

    assert moves_of_sections(field) == section_moves(field.entrants, field.rules)


def slow_many(field, number):
    """Return who wins each weighting, by fractions alone, bid by bid and question by question."""
    ranked = [each for each in field.entrants if each.code in field.base.ranks]
    factors = many.multipliers(number, columns=1 + len(field.rules.questions), seed=many.SEED)
    return Counter(many._exact_winner(row, ranked, field) for row in factors)


@given(tenders())
@settings(max_examples=60, deadline=None)
def test_many_weightings_have_the_exact_winners(bundle):
    for field in fields_of(bundle):
        found = many.many_weights(field, number=40)

        if found is None:
            assert field.rules.formula not in many.WEIGHTED or not field.base.ranks
        else:
            expected = slow_many(field, 40)
            assert found.tied == expected.pop(None, 0)
            assert found.wins == dict(expected)
            assert sum(found.wins.values()) + found.tied == found.draws == 40


def test_a_weighting_by_hand():
    field = fields_of(two_bids("REL_LOWEST"))[0]
    price, first, second, social = 100, 80, 120, 100
    row = many.np.array([price, first, second, social], dtype=many.np.int64)

    # Quality is 50: Q1 30 x 0.8 = 24, Q2 20 x 1.2 = 24. A: 24 + 6 = 30; B: 6 + 18 = 24.
    assert many._exact_winner(row, list(field.entrants), field) == "A"


def test_nobody_falls_at_a_pass_mark_because_weights_are_moved():
    # B: 75 - 0.5 x 60 = 45, at the mark; where Q1 weighs more than Q2 it would be below it.
    mark = [{"section": "quality", "percent": "45", "disqualifies": True}]
    field = fields_of(two_bids("REL_LOWEST", section_pass_marks=mark))[0]
    alone = [each for each in field.entrants if each.code == "B"]
    row = many.np.array([100, 120, 80, 100], dtype=many.np.int64)

    assert many._exact_winner(row, alone, field) == "B"


def test_many_weightings_have_the_winners_of_a_loop_in_decimal():
    bundle = bench_sensitivity.spread_bundle()
    bundle["bids"] = bundle["bids"][:12]
    field = fields_of(bundle)[0]

    found = many.many_weights(field, number=60)

    assert found.wins == dict(bench_sensitivity.slow_winners(field, number=60))


def test_one_level_under_price_per_point_by_hand():
    # A has Q = 70 (0.6 x 1 + 0.4 x 0.25) + 30 x 0.5 = 49 + 15 = 64, B 70 x 0.45 + 15 = 46.5.
    # At equal prices A is 17.5 ahead. A's Q1 at 75 takes 70 x 0.6 x 0.25 = 10.5 away: not enough.
    field = fields_of(two_bids("PQP"))[0]
    assert one_level(field).changes == ()

    # B 25% cheaper needs 0.75 x 64 = 48 to be level, 1.5 more: one level of any question.
    bundle = two_bids("PQP")
    bundle["bids"][1]["price"] = "75000.00"
    found = one_level(fields_of(bundle)[0])

    assert {(c.bid, c.question.code, c.after) for c in found.changes} == {
        ("B", "Q1", F(50)), ("B", "Q2", F(100)), ("B", "SV1", F(75)),
        ("A", "Q1", F(75)), ("A", "Q2", F(0)), ("A", "SV1", F(25)),
    }  # fmt: skip


def test_weights_decide_nothing_where_pounds_are_published():
    bundle = two_bids("REL_LOWEST")
    bundle["lots"] = [bundles.lot(formula="LOWEST_ABOVE_THRESHOLD",
                                  parameters={"minimum_quality": "10"},
                                  section_weights=bundles.weights("70", "0", "30"))]  # fmt: skip

    assert many.many_weights(fields_of(bundle)[0]) is None


@pytest.mark.parametrize("exponent", [F(1), F(3, 2), F(2), F(7, 2)])
def test_a_root_is_cut_to_whole_units(exponent):
    ratio = F(7, 9)

    found = F(many._root(ratio, exponent), 2**many.ROOT_BITS)
    step = F(1, 2**many.ROOT_BITS)

    assert found ** int(2 * exponent) <= ratio**2 < (found + step) ** int(2 * exponent)


def test_the_pack_has_every_lot_and_everything():
    found = sensitivity(two_bids("REL_LOWEST"))[0]

    assert found.field.base.winner == "A"
    assert found.one_level.tried == 11  # A is at the top of Q1; other scores have two neighbours
    assert [(each.bid, each.winner) for each in found.dropped] == [("A", "B"), ("B", "A")]
    assert found.many.draws == 10_000
    assert len(found.grid) == 24


def test_of_one_bid_alone_nothing_can_change_but_its_being_there():
    bundle = two_bids("REL_LOWEST")
    bundle["bids"] = bundle["bids"][:1]
    found = sensitivity(bundle)[0]

    assert found.one_level.changes == ()
    assert [(each.bid, each.winner) for each in found.dropped] == [("A", None)]
    assert found.many.wins == {"A": 10_000}
