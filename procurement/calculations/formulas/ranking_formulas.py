"""The five formulas that rank on a measure of their own, with the words that explain them."""

from functools import partial

from procurement.calculations.formulas import ranking_sums
from procurement.calculations.formulas.formula import Formula, Parameter

_ranking_formula = partial(Formula, gives_price_score=False, depends_on_other_bids=False)

RANKING_FORMULAS = (
    _ranking_formula(
        key="PQP",
        title="Price per quality point",
        definition="P / Q",
        explanation="The price is divided by the quality and social value points. The bid that "
        "costs least per point wins.",
        caution="The exchange of price for quality is fixed by the division, and a cheap bid of "
        "poor quality can win: set pass marks.",
        unit="pounds per quality point",
        measure="price_per_quality_point",
        best="lowest",
        clamp="none",
        undefined_when="a bid has no points, or its price is 0",
        work_out=ranking_sums.price_per_quality_point,
        cause=ranking_sums.zero_quality_or_price,
    ),
    _ranking_formula(
        key="WEIGHTED_VFM",
        title="Weighted value for money",
        definition="Q^k / (P / 1000000)",
        explanation="The quality and social value points, raised to a published exponent, are "
        "divided by the price in millions of pounds. The highest index wins.",
        caution="The exponent says how much quality counts, and is hard to explain in pounds: "
        "publish a worked example.",
        unit="index per GBP million",
        measure="value_index",
        best="highest",
        clamp="none",
        undefined_when="a price is 0",
        parameters=(
            Parameter(
                name="exponent",
                meaning="1 or more, in steps of 0.5; the higher, the more quality counts",
            ),
        ),
        work_out=ranking_sums.value_index,
        cause=ranking_sums.zero_price,
    ),
    _ranking_formula(
        key="QUALITY_TO_PRICE",
        title="Price less the value of quality",
        definition="P - sum of the published pound values of the points reached",
        explanation="You publish what each level of each criterion is worth to you in pounds. That "
        "is taken off the price, and the lowest adjusted price wins.",
        caution="Publish a value for every level that a bid can reach. No bid can change the "
        "measure of another.",
        unit="pounds",
        measure="adjusted_price",
        best="lowest",
        clamp="none: it may fall below 0",
        undefined_when="never",
        parameters=(
            Parameter(
                name="values",
                meaning="a list of criterion, points and value, the value in pounds",
            ),
        ),
        work_out=ranking_sums.adjusted_price,
    ),
    _ranking_formula(
        key="LOWEST_ABOVE_THRESHOLD",
        title="Lowest price above a quality threshold",
        definition="lowest P among bids with Q at or above the minimum",
        explanation="Bids with fewer quality and social value points than the minimum are "
        "disqualified. Of the others, the lowest price wins.",
        caution="Above the minimum, better quality and social value earn nothing.",
        unit="pounds",
        measure="price",
        best="lowest",
        clamp="none",
        undefined_when="never",
        parameters=(
            Parameter(
                name="minimum_quality",
                meaning="the quality and social value points out of 100 that a bid must reach",
            ),
        ),
        work_out=ranking_sums.price,
    ),
    _ranking_formula(
        key="FIXED_PRICE",
        title="Highest quality at a fixed price",
        definition="highest Q among bids at the published price",
        explanation="You publish the price, and every bid is at that price. The most quality and "
        "social value points win.",
        caution="Every bid must be at the published price to the penny, or the lot is refused.",
        unit="points",
        measure="quality",
        best="highest",
        clamp="none",
        undefined_when="never; a bid at another price refuses the lot",
        parameters=(
            Parameter(name="price", meaning="the price in pounds that every bid must be at"),
        ),
        work_out=ranking_sums.quality,
        cause=ranking_sums.price_not_fixed,
        tests_low_prices=False,
    ),
)
