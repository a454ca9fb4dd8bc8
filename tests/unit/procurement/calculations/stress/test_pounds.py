"""What social value is worth in pounds: by hand, by the vectors, and put back into the contest."""

import json
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from procurement.calculations.bundle.model import Parameters
from procurement.calculations.contest import contest, measure_of, offer_of
from procurement.calculations.formulas import Comparison
from procurement.calculations.price_statistics import statistics_of
from procurement.calculations.square_root import rounded
from procurement.calculations.stress.exchange import (
    Pounds,
    Why,
    level_worths,
    pounds_for,
)
from procurement.calculations.stress.premium import Premium, premium
from socialvalue.calculations.rounding import shown
from tests.unit.procurement.calculations.fields import (
    SCORE_FORMULAS,
    F,
    bid,
    fields,
    question,
    rules,
)

GOLDEN = Path(__file__).parents[4] / "golden" / "tender" / "formulas.json"
VECTORS = json.loads(GOLDEN.read_text(encoding="utf-8"))["price_premium"]
BIDS = [bid("A", 1_000_000, 80, 50), bid("B", 800_000, 60, 50)]
STATISTICS = statistics_of([each.price for each in BIDS])


def worth(formula, entrant, gain=1, **more):
    """Return what points more are worth to a bid, beside the two bids above."""
    return pounds_for(F(gain), entrant=entrant, rules=rules(formula, **more), statistics=STATISTICS)


@pytest.mark.parametrize(
    ("formula", "amount"),
    [
        # A's score is 40 x 0.8 = 32; 31 is earned at 40 x 800,000 / 31
        ("REL_LOWEST", F(32_000_000, 31) - 1_000_000),
        ("REL_LINEAR", F(800_000, 40)),
        # a point is half a percent of twice the mean, 1,800,000 / 40
        ("MEAN", F(45_000)),
        ("MEDIAN", F(45_000)),
        ("BENCHMARK", F(25_000)),
        # Q = 85 x 0.8 + 15 x 0.5 = 75.5
        ("PQP", F(1_000_000) / F("75.5")),
    ],
)
def test_one_point_in_pounds_by_hand(formula, amount):
    assert worth(formula, BIDS[0]) == Pounds(amount=amount)


def test_one_point_of_the_cheaper_of_two_under_spread():
    assert worth("SPREAD", BIDS[1]) == Pounds(amount=F(5_000))  # 200,000 / 40


def test_half_a_power_is_a_root_to_the_penny():
    # P x ((Q + 1) / Q)^1.5 - P, Q = 75.5: 1,000,000 x 1.013245... x 1.006600... = 1,019,933.19
    assert worth("WEIGHTED_VFM", BIDS[0]) == Pounds(amount=F("19933.19"))


def test_a_whole_power_is_exact():
    squared = rules("WEIGHTED_VFM", parameters=Parameters(exponent=F(2)))

    found = pounds_for(F(1), entrant=BIDS[0], rules=squared, statistics=STATISTICS)

    assert found == Pounds(amount=1_000_000 * (F(153, 151) ** 2 - 1))


@pytest.mark.parametrize(
    ("formula", "entrant", "why"),
    [
        ("SPREAD", BIDS[0], Why.ANY_PRICE),  # the dearest has no price marks to lose
        ("LOWEST_ABOVE_THRESHOLD", BIDS[0], Why.NOTHING),
        ("FIXED_PRICE", BIDS[0], Why.PRICE_FIXED),
        ("QUALITY_TO_PRICE", BIDS[0], Why.BY_LEVEL),
        ("PQP", bid("Z", 100, 0, 0), Why.ANY_PRICE),
    ],
)
def test_why_there_is_no_amount(formula, entrant, why):
    assert worth(formula, entrant) == Pounds(why=why)


def test_equal_prices_have_no_spread_to_set_points_against():
    equal = statistics_of([F(100), F(100)])
    full = rules("SPREAD", parameters=Parameters(when_undefined="full_score"))

    found = pounds_for(F(1), entrant=bid("A", 100, 50), rules=full, statistics=equal)

    assert found == Pounds(why=Why.NO_SPREAD)


@given(fields(), st.sampled_from(SCORE_FORMULAS), st.integers(1, 15))
@settings(max_examples=80, deadline=None)
def test_a_bid_that_is_so_much_dearer_and_so_much_better_has_the_same_total(bids, formula, gain):
    with_rules = rules(formula)
    statistics = contest(bids, with_rules).statistics
    assume(contest(bids, with_rules).ranks)
    found = pounds_for(F(gain), entrant=bids[0], rules=with_rules, statistics=statistics)
    assume(found.amount is not None)
    comparison = Comparison(
        weight=with_rules.weights["price"], statistics=statistics, parameters=with_rules.parameters
    )
    dearer = bid("dearer", bids[0].price + found.amount, *bids[0].percents.values())

    before = measure_of(offer_of(bids[0], with_rules), comparison, with_rules)
    after = measure_of(offer_of(dearer, with_rules), comparison, with_rules)

    assert after + gain == before


@pytest.mark.parametrize("formula", ["PQP", "WEIGHTED_VFM"])
def test_a_measure_stays_the_same_for_so_much_dearer_and_better(formula):
    with_rules = rules(formula)
    found = worth(formula, BIDS[0], gain=F("8.5")).amount  # 10 percent of the quality of 85
    dearer = bid("dearer", BIDS[0].price + found, 90, 50)

    before, after = (
        rounded(contest([each], with_rules).measures[each.code], places=2)
        for each in (BIDS[0], dearer)
    )

    assert before == after


# --- One level -----------------------------------------------------------------------------------
def test_one_level_by_hand():
    asked = [
        question("SV1", "social_value", 60, levels=(0, 2, 5, 8, 10)),
        question("SV2", "social_value", 40, levels=(4,)),
        question("Q1"),
    ]
    found = level_worths(
        entrant=BIDS[0], rules=rules("BENCHMARK", questions=asked), statistics=STATISTICS
    )

    # 15 x 60% x 2/10 = 1.8 to 15 x 60% x 3/10 = 2.7 points, at £25,000 a point
    assert [each.question.code for each in found] == ["SV1"]
    assert (found[0].least_points, found[0].most_points) == (F("1.8"), F("2.7"))
    assert (found[0].least.amount, found[0].most.amount) == (45_000, 67_500)


def test_one_level_that_weighs_nothing_is_worth_nothing():
    asked = [question("SV1", "social_value", 0)]

    found = level_worths(
        entrant=BIDS[0], rules=rules("BENCHMARK", questions=asked), statistics=STATISTICS
    )

    assert found[0].least == found[0].most == Pounds(amount=F(0))


def test_one_level_where_pounds_are_published():
    asked = [question("SV1", "social_value", levels=(0, 1, 2))]
    values = {("SV1", F(1)): F(10_000), ("SV1", F(2)): F(40_000)}
    priced = rules("QUALITY_TO_PRICE", questions=asked, parameters=Parameters(values=values))

    found = level_worths(entrant=BIDS[0], rules=priced, statistics=STATISTICS)

    assert (found[0].least.amount, found[0].most.amount) == (10_000, 30_000)


# --- Premium -------------------------------------------------------------------------------------
@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: "-".join(vector.values()))
def test_the_premium_of_the_published_vectors(vector):
    social_value = F(vector["social_value_weight"])
    price = F(vector.get("price_weight", 0))
    weights = (100 - social_value - price, price, social_value)

    found = premium(rules(vector["formula"], weights=weights), price=F(900_000))

    assert shown(found.percent, places=1) == vector["premium_percent"]


@pytest.mark.parametrize(
    ("formula", "percent"),
    [
        ("REL_LINEAR", F(75, 2)),  # 15 / 40
        ("MEAN", F(120)),  # 55 / 25 - 1
        ("MEDIAN", F(120)),
        ("BENCHMARK", F(75, 2)),  # 15 / 40 of a million, from a million
    ],
)
def test_the_premium_of_the_other_score_formulas_by_hand(formula, percent):
    assert premium(rules(formula), price=F(1_000_000)) == Premium(percent=percent)


def test_the_premium_from_below_the_floor():
    # from 400,000 up to the floor of 500,000, and 15/40 of a million further
    assert premium(rules("BENCHMARK"), price=F(400_000)).percent == (F(875, 400) - 1) * 100


def test_the_premium_of_a_value_index():
    half = premium(rules("WEIGHTED_VFM"), price=F(1_000_000))
    squared = rules("WEIGHTED_VFM", parameters=Parameters(exponent=F(2)))

    # (100/85)^1.5 = 1.27605..., to the penny of a million pounds; (100/85)^2 exactly
    assert half.percent == (F("1276061.52") / 1_000_000 - 1) * 100
    assert premium(squared, price=F(1)).percent == ((F(100, 85)) ** 2 - 1) * 100


def test_the_premium_of_published_pounds():
    asked = [question("SV1", "social_value", levels=(0, 1, 2)), question("Q1")]
    values = {("SV1", F(2)): F(40_000), ("Q1", F(5)): F(90_000)}
    priced = rules("QUALITY_TO_PRICE", questions=asked, parameters=Parameters(values=values))

    assert premium(priced, price=F(1_000_000)) == Premium(percent=F(4))
    assert premium(rules("QUALITY_TO_PRICE"), price=F(1)) == Premium(why=Why.NOTHING)


@pytest.mark.parametrize(
    ("formula", "weights", "why"),
    [
        ("REL_LOWEST", (45, 40, 15), None),
        ("REL_LOWEST", (20, 40, 40), Why.ANY_PRICE),
        ("REL_LINEAR", (20, 40, 40), Why.ANY_PRICE),
        ("MEAN", (20, 40, 40), Why.ANY_PRICE),
        ("SPREAD", (45, 40, 15), Why.NOTHING),
        ("SPREAD", (20, 40, 40), Why.ANY_PRICE),
        ("BENCHMARK", (20, 40, 40), Why.ANY_PRICE),
        ("PQP", (0, 0, 100), Why.ANY_PRICE),
        ("WEIGHTED_VFM", (0, 0, 100), Why.ANY_PRICE),
        ("LOWEST_ABOVE_THRESHOLD", (85, 0, 15), Why.NOTHING),
        ("FIXED_PRICE", (85, 0, 15), Why.PRICE_FIXED),
        ("REL_LOWEST", (60, 40, 0), Why.NOTHING),
    ],
)
def test_where_there_is_no_premium(formula, weights, why):
    assert premium(rules(formula, weights=weights), price=F(1_000_000)).why == why


@given(
    st.sampled_from(["REL_LOWEST", "REL_LINEAR", "MEAN", "MEDIAN", "BENCHMARK", "PQP"]),
    st.integers(1, 39),
)
@settings(max_examples=80, deadline=None)
def test_at_the_premium_the_two_bids_are_level(formula, social_value):
    price = 40 if formula in SCORE_FORMULAS else 0
    with_rules = rules(formula, weights=(100 - price - social_value, price, social_value))
    found = premium(with_rules, price=F(600_000)).percent
    assume(found is not None)
    two = [bid("full", 600_000 * (1 + found / 100), 100, 100), bid("none", 600_000, 100, 0)]

    measures = contest(two, with_rules).measures

    assert measures["full"] == measures["none"]
