"""Lowest, highest, mean and median of the prices that are compared."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction


class NoPrices(ValueError):
    """There is no price to compare, so there is no lowest, highest or average either."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceStatistics:
    """The prices of the admissible bids of a lot, in pounds; `bids_compared` is their number."""

    bids_compared: int
    lowest: Fraction
    highest: Fraction
    mean: Fraction
    median: Fraction


def statistics_of(prices: Sequence[Fraction]) -> PriceStatistics:
    """Return the statistics of the prices, in pounds, not rounded.

    Give the prices of admissible bids only: a disqualified bid takes no part. The median of an even
    number of prices is the mean of the middle two.

    Raises NoPrices. Source: FORMAT.md 3.3.
    """
    if not prices:
        raise NoPrices("there are no admissible prices to compare")
    return PriceStatistics(
        bids_compared=len(prices),
        lowest=min(prices),
        highest=max(prices),
        mean=mean(prices),
        median=_median(prices),
    )


def mean(prices: Sequence[Fraction]) -> Fraction:
    """Return the sum of the prices divided by their number, in pounds, not rounded."""
    return sum(prices, start=Fraction(0)) / len(prices)


def _median(prices: Sequence[Fraction]) -> Fraction:
    ordered = sorted(prices)
    middle = len(ordered) // 2
    return mean(ordered[middle - 1 + len(ordered) % 2 : middle + 1])
