from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from socialvalue.calculations.spend.multiplier import Respend, lm3, respend


@pytest.mark.parametrize(
    ("rounds", "score"),
    [
        ((1000, 800, 640), "2.44"),  # 80% spent locally each time: 24.40 / 10
        ((1000, 200, 40), "1.24"),  # 20%: 12.40 / 10
    ],
)
def test_lm3_worked_examples_of_nef(rounds, score):
    round_1, round_2, round_3 = rounds

    found = lm3(round_1=round_1, round_2=round_2, round_3=Fraction(round_3))

    assert found == Fraction(score)


def test_lm3_of_nothing_spent_is_not_known():
    assert lm3(round_1=0, round_2=0, round_3=Fraction(0)) is None


def test_lm3_without_a_third_round_is_not_known():
    assert lm3(round_1=10, round_2=5, round_3=None) is None


def test_respend_worked_example():
    # A 0.5 of 200 and B 0.25 of 100: 125 of 300; C, 100, did not answer; D lies elsewhere
    found = respend(
        spend_in_area={"A": 200, "B": 100, "C": 100},
        respend_shares={"A": Fraction("0.5"), "B": Fraction("0.25"), "D": Fraction(1)},
    )

    assert found == Respend(respondents=2, base=300, respent=Fraction(125), round_2=400)
    assert found.weighted_mean == Fraction(125, 300)
    # 125 + 100 x 125/300
    assert found.imputed == 125 + Fraction(125, 3)


def test_respend_without_answers_has_no_mean_and_imputes_nothing():
    found = respend(spend_in_area={"A": 200}, respend_shares={})

    assert (found.respondents, found.respent, found.weighted_mean, found.imputed) == (
        0,
        0,
        None,
        None,
    )


def test_respend_where_nobody_is_silent_needs_no_mean():
    found = respend(spend_in_area={"A": 0}, respend_shares={"A": Fraction("0.5")})

    assert (found.weighted_mean, found.imputed) == (None, 0)


SPEND = st.dictionaries(st.sampled_from("ABCDEF"), st.integers(1, 10**9), min_size=1)
SHARES = st.dictionaries(st.sampled_from("ABCDEF"), st.fractions(0, 1, max_denominator=100))


@given(SPEND, SHARES, st.integers(0, 10**9))
def test_lm3_lies_between_one_and_three(spend, shares, elsewhere):
    found = respend(spend_in_area=spend, respend_shares=shares)
    rounds = {"round_1": found.round_2 + elsewhere, "round_2": found.round_2}

    only = lm3(**rounds, round_3=found.respent)
    imputed = lm3(**rounds, round_3=found.imputed)

    assert 1 <= only <= 3
    assert imputed is None or only <= imputed <= 3
