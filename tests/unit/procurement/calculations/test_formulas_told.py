"""What a price formula says with one tender's own figures, and that the sums say the same."""

from fractions import Fraction

import pytest

from procurement.calculations.bundle.reading import parameters_of
from procurement.calculations.formulas import FORMULAS, told
from procurement.calculations.price_example import MadeUpBid, worked_example

PUBLISHED = {
    "BENCHMARK": {"floor": "500000.00", "ceiling": "1500000.50"},
    "SPREAD": {"when_undefined": "full_score"},
    "WEIGHTED_VFM": {"exponent": "1.5"},
    "QUALITY_TO_PRICE": {
        "values": [
            {"criterion": "Q1", "points": "1", "value": "1000.00"},
            {"criterion": "Q1", "points": "5", "value": "25000.00"},
        ]
    },
    "LOWEST_ABOVE_THRESHOLD": {"minimum_quality": "60"},
    "FIXED_PRICE": {"price": "250000.00"},
}


def said(key, *, weight="40"):
    """Return a formula in words with the figures above."""
    return told.in_words(key, weight=weight, published=PUBLISHED.get(key, {}))


@pytest.mark.parametrize("key", FORMULAS)
def test_no_formula_speaks_to_the_buyer_or_in_symbols_of_a_program(key):
    words = said(key)
    symbols = told.in_symbols(key, weight="40", published=PUBLISHED.get(key, {}))

    assert "You publish" not in words
    assert [part for part in ("clamp", "max(", " x ", "/") if part in symbols] == []
    assert words.endswith(".")


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("REL_LOWEST", "takes half of them, 20, and so on"),
        ("REL_LINEAR", "Each 1% above it costs 0.4 marks"),
        ("SPREAD", "If there is one bid, or all prices are equal, each takes all the price marks."),
        ("MEAN", "takes 20 of the 40 price marks. Each 1% below the mean adds 0.2 marks"),
        ("MEDIAN", "until none are left at twice the median."),
        ("BENCHMARK", "A price of £500,000 or less takes all 40 price marks"),
        ("BENCHMARK", "a price of £1,500,000.50 or more takes none"),
        # (500000.00 + 1500000.50) / 2 = 1000000.25
        ("BENCHMARK", "£1,000,000.25, half-way, takes 20."),
        ("PQP", "costs least per point wins"),
        ("WEIGHTED_VFM", "raised to the power of 1.5,"),
        ("QUALITY_TO_PRICE", "from £1,000 to £25,000."),
        ("LOWEST_ABOVE_THRESHOLD", "fewer than 60 of 100"),
        ("FIXED_PRICE", "the published price of £250,000."),
    ],
)
def test_a_formula_is_told_with_its_own_figures(key, words):
    assert words in said(key)


def test_one_bid_alone_without_a_published_rule_is_not_promised_anything():
    assert told.in_words("SPREAD", weight="40", published={}).endswith("in proportion.")


@pytest.mark.parametrize("key", ["BENCHMARK", "WEIGHTED_VFM", "QUALITY_TO_PRICE", "FIXED_PRICE"])
def test_what_is_not_published_yet_is_told_in_general(key):
    assert told.in_words(key, weight="40", published={}) == FORMULAS[key].explanation
    assert told.in_words("MEAN", weight="", published={}) == FORMULAS["MEAN"].explanation


def test_symbols_without_figures_are_the_formulas_own():
    assert told.in_symbols("BENCHMARK", weight="", published={}) == FORMULAS["BENCHMARK"].definition


@pytest.mark.parametrize(
    ("key", "prices", "marks"),
    [
        # The figures that the words above name, worked by the sums: weight 40.
        ("REL_LOWEST", [100, 200], [40, 20]),
        ("REL_LINEAR", [100, 101, 200], [40, Fraction(396, 10), 0]),
        ("MEAN", [99, 101], [Fraction(202, 10), Fraction(198, 10)]),
        ("MEDIAN", [99, 101], [Fraction(202, 10), Fraction(198, 10)]),
        ("BENCHMARK", [500_000, Fraction("1000000.25"), Fraction("1500000.5")], [40, 20, 0]),
    ],
)
def test_the_sums_give_the_figures_that_the_words_name(key, prices, marks):
    bids = [
        MadeUpBid(name=f"Bid {number}", price=Fraction(price), percent=Fraction(50))
        for number, price in enumerate(prices)
    ]

    example = worked_example(
        bids,
        formula=key,
        price_weight=Fraction(40),
        parameters=parameters_of(PUBLISHED.get(key, {}), formula=key),
    )

    by_name = {row.bid.name: row.price_marks for row in example.rows}
    assert [by_name[bid.name] for bid in bids] == marks
