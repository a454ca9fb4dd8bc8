"""The six formulas that give a price score, with the words that explain them."""

from functools import partial

from procurement.calculations.formulas import score_sums
from procurement.calculations.formulas.formula import Formula, Parameter

_score_formula = partial(
    Formula,
    unit="percentage points",
    measure="total",
    best="highest",
    gives_price_score=True,
)

SCORE_FORMULAS = (
    _score_formula(
        key="REL_LOWEST",
        title="Share of the lowest price",
        definition="w x lowest / P",
        explanation="The lowest price takes all the price marks. A bid that costs twice as much "
        "takes half of them.",
        caution="Every price score moves when the lowest bid changes, so a bid that cannot win can "
        "decide which of two others does.",
        depends_on_other_bids=True,
        clamp="none needed: lowest / P is between 0 and 1",
        undefined_when="the lowest price is 0",
        work_out=score_sums.rel_lowest,
        cause=score_sums.lowest_price_zero,
    ),
    _score_formula(
        key="REL_LINEAR",
        title="Straight line from the lowest price",
        definition="w x max(0, 1 - (P - lowest) / lowest)",
        explanation="The lowest price takes all the price marks. Each 1% above it costs 1% of the "
        "marks, until nothing is left at twice the lowest price.",
        caution="Every price score moves when the lowest bid changes, and all bids at twice the "
        "lowest price or more score the same nought.",
        depends_on_other_bids=True,
        clamp="0 at twice the lowest price and above",
        undefined_when="the lowest price is 0",
        work_out=score_sums.rel_linear,
        cause=score_sums.lowest_price_zero,
    ),
    _score_formula(
        key="SPREAD",
        title="Between the highest and the lowest price",
        definition="w x (highest - P) / (highest - lowest)",
        explanation="The lowest price takes all the price marks, the highest takes none, and the "
        "others lie between in proportion.",
        caution="A difference of one pound between two bids is worth as much as a difference of a "
        "million, and one bid alone has no score unless you publish that it then takes full marks.",
        depends_on_other_bids=True,
        clamp="none needed",
        undefined_when="there is one bid, or all prices are equal",
        parameters=(
            Parameter(
                name="when_undefined",
                meaning="refuse (nothing is scored) or full_score (all price marks to each bid)",
                is_required=False,
            ),
        ),
        work_out=score_sums.spread,
        cause=score_sums.no_spread,
    ),
    _score_formula(
        key="MEAN",
        title="Against the mean price",
        definition="w x clamp(1/2 + 1/2 x (mean - P) / mean)",
        explanation="A bid at the mean price takes half the price marks. Cheaper bids take more, "
        "dearer bids less, and a bid at twice the mean takes none.",
        caution="A very high or very low bid moves the mean, and with it every score. One bid "
        "alone always takes half the marks.",
        depends_on_other_bids=True,
        clamp="0 at twice the mean and above; 1 only at price 0",
        undefined_when="the mean price is 0",
        work_out=score_sums.mean,
        cause=score_sums.mean_zero,
    ),
    _score_formula(
        key="MEDIAN",
        title="Against the median price",
        definition="w x clamp(1/2 + 1/2 x (median - P) / median)",
        explanation="A bid at the median price takes half the price marks. Cheaper bids take more, "
        "dearer bids less, and a bid at twice the median takes none.",
        caution="The median moves when bids come or go, and with it every score. One bid alone "
        "always takes half the marks.",
        depends_on_other_bids=True,
        clamp="0 at twice the median and above; 1 only at price 0",
        undefined_when="the median price is 0",
        work_out=score_sums.median,
        cause=score_sums.median_zero,
    ),
    _score_formula(
        key="BENCHMARK",
        title="Between a published floor and ceiling",
        definition="w x clamp((ceiling - P) / (ceiling - floor))",
        explanation="You publish a floor and a ceiling. At the floor or below a bid takes all the "
        "price marks, at the ceiling or above none, and between them in proportion.",
        caution="Set the floor and ceiling with care: below the floor a lower price earns nothing "
        "more. No bid can change the score of another.",
        depends_on_other_bids=False,
        clamp="full marks at the floor and below, 0 at the ceiling and above",
        undefined_when="never",
        parameters=(
            Parameter(name="floor", meaning="the price in pounds that takes all the price marks"),
            Parameter(
                name="ceiling",
                meaning="the price in pounds, above the floor, that takes no price marks",
            ),
        ),
        work_out=score_sums.benchmark,
    ),
)
