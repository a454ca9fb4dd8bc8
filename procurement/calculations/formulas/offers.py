"""What a price formula sees: one bid, and what it is compared with."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from procurement.calculations.bundle.model import Parameters
from procurement.calculations.price_statistics import PriceStatistics


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """One admissible bid.

    `price` in pounds; `quality` is Q, the quality and social value weighted scores together, in
    points of the tender; `points` on each criterion's own scale, by the code of the criterion.
    """

    price: Fraction
    quality: Fraction
    points: Mapping[str, Fraction]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What the bids of a lot share: price weight (percentage points), prices and parameters."""

    weight: Fraction
    statistics: PriceStatistics
    parameters: Parameters
