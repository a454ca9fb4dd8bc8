"""The sums of the six formulas that give a price score.

Each takes one offer and what it is compared with, and returns a weighted score in percentage
points of the tender, from 0 to the price weight, not rounded. Where a formula would divide by
nought, its cause says so and the sum must not be asked for. Source: FORMAT.md 3.3.
"""

from collections.abc import Sequence
from fractions import Fraction

from procurement.calculations.formulas.offers import Comparison, Offer

HALF = Fraction(1, 2)


def clamp(fraction: Fraction) -> Fraction:
    """Return the number kept between 0 and 1."""
    return min(max(fraction, Fraction(0)), Fraction(1))


def rel_lowest(offer: Offer, comparison: Comparison) -> Fraction:
    """w x lowest / P. Undefined where the lowest price is 0."""
    return comparison.weight * comparison.statistics.lowest / offer.price


def rel_linear(offer: Offer, comparison: Comparison) -> Fraction:
    """w x clamp(1 - (P - lowest) / lowest). Undefined where the lowest price is 0."""
    lowest = comparison.statistics.lowest
    return comparison.weight * clamp(1 - (offer.price - lowest) / lowest)


def spread(offer: Offer, comparison: Comparison) -> Fraction:
    """w x (highest - P) / (highest - lowest); w where that is 0 / 0 and full_score is published."""
    lowest, highest = comparison.statistics.lowest, comparison.statistics.highest
    if highest == lowest:
        return comparison.weight
    return comparison.weight * (highest - offer.price) / (highest - lowest)


def mean(offer: Offer, comparison: Comparison) -> Fraction:
    """w x clamp(1/2 + 1/2 x (mean - P) / mean). Undefined where the mean is 0."""
    return _against_average(offer, comparison, average=comparison.statistics.mean)


def median(offer: Offer, comparison: Comparison) -> Fraction:
    """w x clamp(1/2 + 1/2 x (median - P) / median). Undefined where the median is 0."""
    return _against_average(offer, comparison, average=comparison.statistics.median)


def _against_average(offer: Offer, comparison: Comparison, *, average: Fraction) -> Fraction:
    return comparison.weight * clamp(HALF + HALF * (average - offer.price) / average)


def benchmark(offer: Offer, comparison: Comparison) -> Fraction:
    """w x clamp((ceiling - P) / (ceiling - floor)), both published, the ceiling above the floor."""
    floor, ceiling = comparison.parameters.floor, comparison.parameters.ceiling
    return comparison.weight * clamp((ceiling - offer.price) / (ceiling - floor))


def lowest_price_zero(_offers: Sequence[Offer], comparison: Comparison) -> str | None:
    """Say whether the lowest price is 0."""
    return "lowest_price_zero" if comparison.statistics.lowest == 0 else None


def no_spread(_offers: Sequence[Offer], comparison: Comparison) -> str | None:
    """Say whether there is one bid or one price, and nothing is published for that."""
    statistics = comparison.statistics
    if (
        comparison.parameters.when_undefined == "full_score"
        or statistics.lowest < statistics.highest
    ):
        return None
    return "single_bid" if statistics.bids_compared == 1 else "equal_prices"


def mean_zero(_offers: Sequence[Offer], comparison: Comparison) -> str | None:
    """Say whether the mean price is 0."""
    return "average_price_zero" if comparison.statistics.mean == 0 else None


def median_zero(_offers: Sequence[Offer], comparison: Comparison) -> str | None:
    """Say whether the median price is 0."""
    return "average_price_zero" if comparison.statistics.median == 0 else None
