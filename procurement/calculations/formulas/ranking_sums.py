"""The sums of the five formulas that rank on a measure of their own instead of a total.

Each takes one offer and what it is compared with, and returns its measure, not rounded. There is
no price score, and the price weight is 0, so Q runs from 0 to 100. Source: FORMAT.md 3.3.
"""

from collections.abc import Sequence
from fractions import Fraction

from procurement.calculations.formulas.offers import Comparison, Offer
from procurement.calculations.square_root import SquareRoot

MILLION = 1_000_000

PRICE_NOT_FIXED_PRICE = "price_not_fixed_price"


def price_per_quality_point(offer: Offer, _comparison: Comparison) -> Fraction:
    """P / Q, in pounds per point. Undefined where Q or P is 0."""
    return offer.price / offer.quality


def value_index(offer: Offer, comparison: Comparison) -> Fraction | SquareRoot:
    """Q^k / (P / 1,000,000), an index per million pounds. Undefined where P is 0.

    With k a half the answer may have no end of places, so it is kept by its square, Q^2k over the
    square of the price in millions, which is exact.
    """
    exponent = comparison.parameters.exponent
    in_millions = offer.price / MILLION
    if exponent.denominator == 1:
        return offer.quality**exponent.numerator / in_millions
    return SquareRoot(offer.quality ** int(2 * exponent) / in_millions**2)


def adjusted_price(offer: Offer, comparison: Comparison) -> Fraction:
    """P less the published pounds of the levels reached. It may fall below 0."""
    values = comparison.parameters.values
    reached = (values[level] for level in offer.points.items() if level in values)
    return offer.price - sum(reached, start=Fraction(0))


def price(offer: Offer, _comparison: Comparison) -> Fraction:
    """P, in pounds, of bids that reach the minimum quality."""
    return offer.price


def quality(offer: Offer, _comparison: Comparison) -> Fraction:
    """Q, in points, of bids that are all at the published price."""
    return offer.quality


def zero_quality_or_price(offers: Sequence[Offer], comparison: Comparison) -> str | None:
    """Say whether any offer has a Q of 0, or else a price of 0."""
    if any(offer.quality == 0 for offer in offers):
        return "zero_quality"
    return zero_price(offers, comparison)


def zero_price(offers: Sequence[Offer], _comparison: Comparison) -> str | None:
    """Say whether any offer has a price of 0."""
    return "zero_price" if any(offer.price == 0 for offer in offers) else None


def price_not_fixed(offers: Sequence[Offer], comparison: Comparison) -> str | None:
    """Say whether any offer is at another price than the published one."""
    fixed = comparison.parameters.price
    return PRICE_NOT_FIXED_PRICE if any(offer.price != fixed for offer in offers) else None
