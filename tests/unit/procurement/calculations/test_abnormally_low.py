"""Flags for low prices: less than the threshold, never at it, and never more than a flag."""

from fractions import Fraction

import pytest

from procurement.calculations.abnormally_low import low_price_tests, mean_of_the_rest
from procurement.calculations.price_statistics import statistics_of
from tests.unit.procurement.calculations.bundles import (
    bid,
    bid_of,
    bundle,
    decision,
    lot,
    ranks_of,
    weights,
)
from tests.unit.procurement.calculations.golden import assess

POINTS = {"Q1": "50", "SV1": "50"}


def low_price(percent_below, *references):
    """Return the published test."""
    return {"percent_below": percent_below, "references": list(references)}


def test_price_worked_example():
    prices = [Fraction(each) for each in (1_040_000, 1_280_000, 1_300_000, 1_299_950)]

    (test,) = low_price_tests(
        prices[0],
        mean_of_others=mean_of_the_rest(prices[0], statistics_of(prices)),
        should_cost=None,
        references=["mean_of_others", "should_cost"],
        percent_below=Fraction(10),
    )

    # WORKED.md 2: 3,879,950 / 3; 90% of it is 1,163,985; (1,293,316.67 - 1,040,000) / 1,293,316.67
    assert test.amount == Fraction(3_879_950, 3)
    assert test.threshold == 1_163_985
    assert test.percent_below == Fraction(75_995_000, 3_879_950)
    assert test.flag is True


@pytest.mark.parametrize(("price", "flag"), [("89.99", True), ("90.00", False), ("90.01", False)])
def test_price_at_the_threshold_is_not_flagged(price, flag):
    result = assess(
        bundle(
            bid("A", price, POINTS),
            lots=[lot(should_cost="100")],
            abnormally_low=low_price("10", "should_cost"),
        )
    )

    assert bid_of(result, "A")["abnormally_low"]["flag"] is flag


def test_tests_come_in_the_published_order_and_each_has_its_own_flag():
    result = assess(
        bundle(
            bid("A", "95.00", POINTS),
            bid("B", "120.00", POINTS),
            lots=[lot(should_cost="100.00")],
            abnormally_low=low_price("12.5", "should_cost", "mean_of_others"),
        )
    )

    # should-cost: 100 x 87.5% = 87.5; mean of others: 120 x 87.5% = 105; 25/120 = 20.83%
    assert bid_of(result, "A")["abnormally_low"] == {
        "flag": True,
        "tests": [
            {
                "reference": "should_cost",
                "amount": "100.00",
                "threshold": "87.50",
                "percent_below": "5.00",
                "flag": False,
            },
            {
                "reference": "mean_of_others",
                "amount": "120.00",
                "threshold": "105.00",
                "percent_below": "20.83",
                "flag": True,
            },
        ],
    }


def test_flag_changes_no_rank_and_disqualifies_nobody():
    result = assess(
        bundle(bid("A", "1.00", POINTS), bid("B", "100.00", POINTS), bid("C", "100.00", POINTS))
    )

    assert bid_of(result, "A")["abnormally_low"]["flag"] is True
    assert ranks_of(result) == {"A": 1, "B": 2, "C": 2}


def test_reference_of_nought_has_no_percent_below():
    result = assess(
        bundle(
            bid("A", "50.00", POINTS),
            bid("B", "0.00", POINTS),
            lots=[lot(formula="BENCHMARK", parameters={"floor": "0", "ceiling": "100"})],
        )
    )

    assert bid_of(result, "A")["abnormally_low"]["tests"] == [
        {
            "reference": "mean_of_others",
            "amount": "0.00",
            "threshold": "0.00",
            "percent_below": None,
            "flag": False,
        }
    ]


def test_all_prices_of_nought_are_compared_without_a_flag():
    result = assess(
        bundle(
            bid("A", "0", POINTS),
            bid("B", "0.0", POINTS),
            lots=[lot(formula="SPREAD", parameters={"when_undefined": "full_score"})],
            abnormally_low=low_price("10", "mean_of_others"),
        )
    )

    assert bid_of(result, "A")["abnormally_low"] == {
        "flag": False,
        "tests": [
            {
                "reference": "mean_of_others",
                "amount": "0.00",
                "threshold": "0.00",
                "percent_below": None,
                "flag": False,
            }
        ],
    }


def test_disqualified_price_is_neither_tested_nor_a_reference():
    result = assess(
        bundle(
            bid("A", "100.00", POINTS),
            bid("B", "1000.00", POINTS),
            disqualifications=[decision("B")],
        )
    )

    assert bid_of(result, "A")["abnormally_low"] == {"flag": False, "tests": []}
    assert bid_of(result, "B")["abnormally_low"] is None


def test_no_test_is_applied_under_a_fixed_price():
    result = assess(
        bundle(
            bid("A", "100.00", POINTS),
            section_weights=weights("60", "0", "40"),
            lots=[lot(formula="FIXED_PRICE", parameters={"price": "100"}, should_cost="1000.00")],
        )
    )

    assert bid_of(result, "A")["abnormally_low"] is None


def test_no_test_is_made_without_references():
    result = assess(bundle(bid("A", "100.00", POINTS), abnormally_low=low_price("10")))

    assert bid_of(result, "A")["abnormally_low"] == {"flag": False, "tests": []}


def test_hardly_above_the_reference_shows_no_negative_nought():
    result = assess(
        bundle(
            bid("A", "100000.01", POINTS),
            lots=[lot(should_cost="100000.00")],
            abnormally_low=low_price("10", "should_cost"),
        )
    )

    # 0.01 / 100,000 is 0.00001% above, which rounds to nought and has no sign
    assert bid_of(result, "A")["abnormally_low"]["tests"][0]["percent_below"] == "0.00"
