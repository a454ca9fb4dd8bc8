"""A formula worked on made-up bids: the marks, the ranks and what they mean in words."""

from fractions import Fraction as F

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procurement.calculations.bundle.model import Number, Parameters
from procurement.calculations.formulas import FORMULAS
from procurement.calculations.price_example import (
    CAUSES,
    MadeUpBid,
    shown_measure,
    worked_example,
)
from procurement.calculations.square_root import SquareRoot


def bid(name, price, percent):
    """Return a made-up bid."""
    return MadeUpBid(name=name, price=F(price), percent=F(percent))


# The published example of rank reversal: quality 60, price 40 of the tender
A, B, C = bid("A", 1_000_000, 75), bid("B", 700_000, 60), bid("C", 400_000, 30)


def work(*bids, formula="REL_LOWEST", weight=40, **parameters):
    """Return the worked example."""
    return worked_example(
        bids,
        formula=formula,
        price_weight=F(weight),
        parameters=Parameters(**parameters),
    )


def test_worked_example_by_hand():
    example = work(A, B)

    # A: 60 x 75% = 45, 40 x 700/1000 = 28; B: 60 x 60% = 36, 40 x 700/700 = 40
    assert [(row.other_marks, row.price_marks, row.measure, row.rank) for row in example.rows] == [
        (45, 28, 73, 2),
        (36, 40, 76, 1),
    ]
    assert example.consequences == (
        "A, 42.9% dearer than B, loses 12.00 of the 40.00 price marks by its price.",
        "What a bid earns depends on the other bids.",
    )


def test_a_losing_bid_turns_two_others_round():
    example = work(A, B, C)

    # B: 40 x 400/700 = 22.857; without C 40. A: 45 + 16 = 61, B 36 + 22.857 = 58.857
    assert [row.rank for row in example.rows] == [1, 2, 3]
    assert example.consequences[1] == (
        "If C had not come, B would earn 40.00 price marks instead of 22.86. The order of the "
        "others would change: A, B becomes B, A."
    )


def test_without_the_lowest_the_order_may_stay():
    example = work(bid("A", 120, 90), bid("B", 110, 50), bid("C", 100, 50))

    assert example.consequences[1] == (
        "If C had not come, B would earn 40.00 price marks instead of 36.36."
    )


def test_between_floor_and_ceiling_a_mark_has_its_price():
    example = work(A, B, formula="BENCHMARK", floor=F(300_000), ceiling=F(1_200_000))

    # (1,200,000 - 300,000) / 40 = 22,500
    assert example.consequences[1:] == (
        (
            "Between floor and ceiling one mark of quality or social value is worth £22,500.00 of "
            "price."
        ),
        "No bid can change what another one earns.",
    )


def test_equal_prices_have_no_spread():
    assert work(A, A, formula="SPREAD").problem == (
        "The formula has no answer here: all prices are equal."
    )


def test_the_spread_of_two_is_gone_without_one():
    three = work(A, A, B, formula="SPREAD")

    assert three.consequences[1] == "Without B the formula would have no answer."


def test_a_price_of_nought_has_no_percentage():
    assert work(bid("A", 0, 50), bid("B", 10, 50), formula="MEAN").consequences[0] == (
        "B loses 40.00 of the 40.00 price marks by its price."
    )


def test_one_bid_has_nothing_to_lose():
    assert work(A).consequences == ("What a bid earns depends on the other bids.",)


def test_a_ranking_formula_has_a_measure_and_no_price_marks():
    example = work(A, B, formula="PQP", weight=0)

    # 1,000,000 / 75 and 700,000 / 60
    assert [(row.price_marks, row.rank) for row in example.rows] == [(None, 2), (None, 1)]
    assert [shown_measure(row.measure) for row in example.rows] == ["13333.33", "11666.67"]
    assert example.consequences == ("No bid can change what another one earns.",)


def test_bids_below_the_least_quality_are_left_out():
    least = {"minimum_quality": Number(text="70", exact=F(70))}

    some = work(A, B, formula="LOWEST_ABOVE_THRESHOLD", weight=0, **least)
    none = work(B, C, formula="LOWEST_ABOVE_THRESHOLD", weight=0, **least)

    assert [row.bid.name for row in some.rows] == ["A"]
    assert none.problem == "No bid reaches the lowest quality."


def test_a_root_is_rounded_where_it_is_shown():
    assert shown_measure(SquareRoot(F(2))) == "1.41"


def test_every_cause_has_words():
    assert all(words for words in CAUSES.values())


@pytest.mark.parametrize("key", [key for key in FORMULAS if key != "QUALITY_TO_PRICE"])
@given(st.lists(st.tuples(st.integers(0, 10**7), st.integers(0, 100)), min_size=1, max_size=4))
def test_any_bids_are_worked_or_refused_in_words(key, pairs):
    bids = [bid(f"B{place}", *pair) for place, pair in enumerate(pairs)]
    weight = 40 if FORMULAS[key].gives_price_score else 0

    example = work(*bids, formula=key, weight=weight, floor=F(10), ceiling=F(10**6), price=F(5))

    assert bool(example.rows) != bool(example.problem)
    assert all(0 <= (row.price_marks or 0) <= 40 for row in example.rows)
