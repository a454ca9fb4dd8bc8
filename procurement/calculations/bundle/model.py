"""A bundle that has passed every check, as plain values with exact numbers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

QUALITY = "quality"
PRICE = "price"
SOCIAL_VALUE = "social_value"

SCORED_SECTIONS = (QUALITY, SOCIAL_VALUE)
"""The sections that evaluators score, in the order in which they are always given."""

SECTIONS = (QUALITY, PRICE, SOCIAL_VALUE)


@dataclass(frozen=True, slots=True)
class Number:
    """A decimal string: as it stands in the bundle, which is how it is repeated, and its value."""

    text: str
    exact: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class PassMark:
    """The points of a criterion, or the percent of a section, below which a bid misses it."""

    mark: Number
    disqualifies: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """One question: its weight within its section (percent) and the highest points of its scale."""

    code: str
    section: str
    weight: Fraction
    highest_points: Fraction
    lots: frozenset[str] | None
    pass_mark: PassMark | None

    def applies_to(self, lot: str) -> bool:
        """Whether bids for that lot answer this criterion. Without a list it applies to all."""
        return self.lots is None or lot in self.lots


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionPassMark:
    """A pass mark of a whole section, in percent of the marks of that section."""

    section: str
    pass_mark: PassMark


@dataclass(frozen=True, slots=True, kw_only=True)
class LotLimits:
    """How many lots one supplier may be awarded, and the order in which lots are awarded."""

    most_per_supplier: int
    award_order: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Methodology:
    """How bids are scored and compared, as published. Percentages are of 100."""

    criteria: tuple[Criterion, ...]
    section_pass_marks: tuple[SectionPassMark, ...]
    tie_break: tuple[str, ...]
    percent_below: Fraction
    references: tuple[str, ...]
    places: int
    lot_limits: LotLimits | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameters:
    """What a price formula needs besides prices. Each formula reads only its own parameters.

    Money in pounds; `exponent` has no unit; `minimum_quality` is in points out of 100;
    `values` gives pounds for a criterion's code and the points reached on it.
    """

    floor: Fraction = Fraction(0)
    ceiling: Fraction = Fraction(1)
    when_undefined: str = "refuse"
    exponent: Fraction = Fraction(1)
    values: Mapping[tuple[str, Fraction], Fraction] = field(default_factory=dict)
    minimum_quality: Number | None = None
    price: Fraction = Fraction(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lot:
    """One lot: its section weights (percent), price formula, and should-cost in pounds if any."""

    code: str
    section_weights: Mapping[str, Number]
    formula: str
    parameters: Parameters
    should_cost: Fraction | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """The consensus on one criterion: points on its scale, and the reason."""

    points: Number
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A disqualification that people decided."""

    rule: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bid:
    """One bidder's tender for one lot. The price, in pounds, is None if it was never opened."""

    code: str
    bidder: str
    lot: str
    price: Number | None
    scores: Mapping[str, Score]
    decisions: tuple[Decision, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tender:
    """Everything that the result follows from. Draws are bid codes per lot, best first."""

    reference: str
    methodology: Methodology
    lots: tuple[Lot, ...]
    bids: tuple[Bid, ...]
    draws: Mapping[str, tuple[str, ...]]
