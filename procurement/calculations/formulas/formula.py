"""What every price formula says of itself, to the sums and to people."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from procurement.calculations.formulas.offers import Comparison, Offer
from procurement.calculations.square_root import SquareRoot

Best = Literal["highest", "lowest"]

Cause = Callable[[Sequence[Offer], Comparison], str | None]
"""Says why a formula has no answer for these offers, by a code of FORMAT.md 3.3, or None."""


def always_defined(_offers: Sequence[Offer], _comparison: Comparison) -> None:
    """Say that there is no reason why the formula should have no answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """Something a formula needs that the buyer must publish. `meaning` is for people."""

    name: str
    meaning: str
    is_required: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Formula:
    """One price formula.

    `work_out` gives the price score in percentage points of the tender if `gives_price_score`, and
    otherwise the measure that takes the place of the total; exact, never rounded. Call it only
    where `cause` gives None. The other fields are words for people: `title`, `definition` in
    symbols, `explanation`, `caution`, `unit` of the answer, `clamp` and `undefined_when`. Where
    `tests_low_prices` is false the tests for abnormally low prices are not applied.
    """

    key: str
    title: str
    definition: str
    explanation: str
    caution: str
    unit: str
    measure: str
    best: Best
    depends_on_other_bids: bool
    clamp: str
    undefined_when: str
    gives_price_score: bool
    work_out: Callable[[Offer, Comparison], Fraction | SquareRoot]
    cause: Cause = always_defined
    parameters: tuple[Parameter, ...] = ()
    tests_low_prices: bool = True
