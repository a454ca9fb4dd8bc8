"""The tests for abnormally low prices. A flag opens a duty to ask; it changes no score."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from procurement.calculations.price_statistics import PriceStatistics

HUNDRED = 100

MEAN_OF_OTHERS = "mean_of_others"
SHOULD_COST = "should_cost"


@dataclass(frozen=True, slots=True, kw_only=True)
class LowPriceTest:
    """One price against one reference.

    `amount` is the reference and `threshold` the price below which the flag goes up, in pounds;
    `percent_below` is how far the price is below the reference, negative where it is above, and
    None where the reference is 0. Nothing is rounded.
    """

    reference: str
    amount: Fraction
    threshold: Fraction
    percent_below: Fraction | None
    flag: bool


def low_price_tests(
    price: Fraction,
    *,
    mean_of_others: Fraction | None,
    should_cost: Fraction | None,
    references: Iterable[str],
    percent_below: Fraction,
) -> tuple[LowPriceTest, ...]:
    """Return the tests of a price against the published references, in their order.

        threshold = reference x (100 - percent_below) / 100; flagged if the price is less

    `price`, `mean_of_others` (of the prices of the other admissible bids, see `mean_of_the_rest`)
    and `should_cost` are in pounds. A test without its reference is left out: the mean of others
    where there are none, the should-cost where the lot has none.

    Source: FORMAT.md 3.6; Procurement Act 2023 s.19(4) and (5).
    """
    amounts = {
        MEAN_OF_OTHERS: mean_of_others,
        SHOULD_COST: should_cost,
    }
    return tuple(
        _test(price, reference=reference, amount=amount, percent_below=percent_below)
        for reference in references
        if (amount := amounts[reference]) is not None
    )


def mean_of_the_rest(price: Fraction, statistics: PriceStatistics) -> Fraction | None:
    """Return the mean of the compared prices without one of them, in pounds: None if it is alone.

    Taken from the mean of all, so that a lot of many bids is not added up again for each of them.
    """
    others = statistics.bids_compared - 1
    if not others:
        return None
    return (statistics.mean * statistics.bids_compared - price) / others


def _test(
    price: Fraction, *, reference: str, amount: Fraction, percent_below: Fraction
) -> LowPriceTest:
    threshold = amount * (HUNDRED - percent_below) / HUNDRED
    return LowPriceTest(
        reference=reference,
        amount=amount,
        threshold=threshold,
        percent_below=(amount - price) / amount * HUNDRED if amount else None,
        flag=price < threshold,
    )
