"""Who would win: held to the engine that works out results, and to sums by hand."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from procurement.calculations.bundle.checks import faults_of
from procurement.calculations.bundle.reading import tender_of
from procurement.calculations.contest import (
    NothingToShare,
    contest,
    moved,
    percents_of,
    winner_of,
)
from procurement.calculations.lot_assessment import assess_lot
from procurement.calculations.sensitivity.field import fields_of
from tests.unit.procurement.calculations.fields import (
    F,
    any_rules,
    bid,
    fields,
    question,
    rules,
    scored,
)
from tests.unit.procurement.calculations.generated import tenders

AREAS = {"marmot-6": frozenset({"2.2"})}


def test_the_first_vector_by_hand():
    sixty_forty = rules(weights=(60, 40, 0))
    bids = [bid("A", 1_000_000, 75), bid("B", 700_000, 60)]

    # A: 60 x 0.75 + 40 x 0.7 = 45 + 28; B: 36 + 40
    assert contest(bids, sixty_forty).measures == {"A": F(73), "B": F(76)}
    assert contest(bids, sixty_forty).winner == "B"
    assert contest(bids, sixty_forty).order == ("B", "A")


def test_a_tie_that_nothing_separates_has_no_winner():
    bids = [bid("A", 100, 50), bid("B", 100, 50)]

    assert contest(bids, rules()).winner is None
    assert winner_of(bids, rules()) is None
    assert contest(bids, rules()).ranks == {"A": 1, "B": 1}


def test_a_drawn_lot_separates_bids_that_nothing_else_does():
    bids = [bid("A", 100, 50), bid("B", 100, 50)]

    assert winner_of(bids, rules(draw=("B", "A"))) == "B"


def test_a_formula_without_an_answer_has_no_winner():
    found = contest([bid("A", 100, 50), bid("B", 100, 60)], rules("SPREAD"))

    assert (found.winner, found.cause, found.ranks) == (None, "equal_prices", {})
    assert winner_of([bid("A", 100, 50), bid("B", 100, 60)], rules("SPREAD")) is None


def test_nobody_wins_where_every_bid_is_out():
    found = contest([bid("A", 100, 40)], rules(section_pass_marks={"quality": F(50)}))

    assert (found.winner, found.out, found.statistics) == (None, ("A",), None)


def test_a_bid_that_misses_the_pass_mark_of_a_question_takes_no_part():
    asked = [question("Q1", pass_mark=F(3))]
    bids = [scored("A", 100, {"Q1": 2}, asked), scored("B", 400, {"Q1": 3}, asked)]

    found = contest(bids, rules(questions=asked))

    assert (found.out, found.winner) == (("A",), "B")
    assert found.statistics.lowest == 400


def test_the_minimum_quality_is_of_quality_and_social_value_together():
    # 85 x 0.6 + 15 x 0.6 = 60, at the minimum; 59 is below it
    bids = [bid("A", 200, 60, 60), bid("B", 100, 59, 59)]

    assert contest(bids, rules("LOWEST_ABOVE_THRESHOLD")).out == ("B",)


def test_a_tie_break_may_look_at_one_question():
    asked = [question("Q1", weight=50), question("Q2", weight=50)]
    bids = [
        scored("A", 100, {"Q1": 2, "Q2": 4}, asked),
        scored("B", 100, {"Q1": 4, "Q2": 2}, asked),
    ]
    one = rules(questions=asked, tie_break=("criterion:NONE", "criterion:Q1"))

    assert winner_of(bids, one) == "B"


def test_percents_are_the_weighted_share_of_the_highest_points():
    asked = [question("Q1", weight=60), question("Q2", weight=40, levels=(0, 10))]

    # 60 x 3/5 + 40 x 10/10
    assert percents_of({"Q1": F(3), "Q2": F(10)}, asked) == {"quality": F(76)}


def test_the_other_weights_share_the_rest_in_proportion():
    weights = {"quality": F(45), "price": F(40), "social_value": F(15)}

    # 45 and 40 share 80 as 9 to 8
    assert moved(weights, name="social_value", to=F(20)) == {
        "quality": F(720, 17), "price": F(640, 17), "social_value": F(20)
    }  # fmt: skip


def test_nothing_is_in_proportion_to_all_of_it():
    with pytest.raises(NothingToShare):
        moved({"quality": F(100), "price": F(0)}, name="quality", to=F(50))


@given(tenders())
@settings(max_examples=100, deadline=None)
def test_a_contest_is_the_result_of_the_lot(bundle):
    assert not faults_of(bundle, areas_for_action=AREAS)
    tender = tender_of(bundle)

    for field, lot in zip(fields_of(bundle), tender.lots, strict=True):
        assessed = assess_lot(lot, tender)
        ranks = {code: standing.rank for code, standing in assessed.standings.items()}
        first = [code for code, rank in ranks.items() if rank == 1]
        assert field.base.ranks == ranks
        assert field.base.cause == assessed.cause
        assert field.base.winner == (first[0] if len(first) == 1 else None)


@given(fields(), any_rules())
@settings(max_examples=100, deadline=None)
def test_the_quick_winner_is_the_winner(bids, any_of_them):
    assert winner_of(bids, any_of_them) == contest(bids, any_of_them).winner


@given(st.lists(st.integers(0, 50), min_size=2, max_size=5), st.integers(0, 100))
def test_moved_weights_add_up_to_100(parts, to):
    total = sum(parts) or 1
    weights = {str(place): Fraction(100 * part, total) for place, part in enumerate(parts)}
    weights["0"] += 100 - sum(weights.values())
    if weights["0"] < 100:
        assert sum(moved(weights, name="0", to=F(to)).values()) == 100
