"""A price formula worked on a few made-up bids, and what it means, in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import cast

from procurement.calculations.bundle.model import Parameters
from procurement.calculations.formulas import FORMULAS, Comparison, Formula, Offer
from procurement.calculations.price_statistics import statistics_of
from procurement.calculations.square_root import SquareRoot, comparable, rounded
from socialvalue.calculations.rounding import half_up, shown

HUNDRED = 100
CAUSES = {
    "lowest_price_zero": "the lowest price is 0",
    "single_bid": "there is only one bid",
    "equal_prices": "all prices are equal",
    "average_price_zero": "the average price is 0",
    "zero_quality": "a bid has no marks",
    "zero_price": "a price is 0",
    "price_not_fixed_price": "a price is not the fixed price",
}
"""Why a formula has no answer, in words, by the codes of FORMAT.md 3.3."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeUpBid:
    """One made-up bid: a price in pounds, and how much it earns of the other marks, in percent."""

    name: str
    price: Fraction
    percent: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkedBid:
    """One bid as the formula leaves it; everything exact.

    `other_marks` and `price_marks` in percentage points of the tender; `price_marks` is None for a
    formula that ranks by another measure, and `measure` is then that measure, else the total.
    """

    bid: MadeUpBid
    other_marks: Fraction
    price_marks: Fraction | None
    measure: Fraction | SquareRoot
    rank: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkedExample:
    """The bids in the order they were given, and sentences; `problem` says why there are none."""

    rows: tuple[WorkedBid, ...]
    consequences: tuple[str, ...]
    problem: str = ""


def worked_example(
    bids: Sequence[MadeUpBid], *, formula: str, price_weight: Fraction, parameters: Parameters
) -> WorkedExample:
    """Return what a formula makes of made-up bids, one at least.

    `price_weight` in percent of the tender. Nothing is rounded but the numbers in sentences. Bids
    that share a rank are equal: no tie-break is applied. Under LOWEST_ABOVE_THRESHOLD bids below
    the least quality are left out.
    """
    words = FORMULAS[formula]
    rest = HUNDRED - price_weight
    offers = [
        (bid, Offer(price=bid.price, quality=bid.percent * rest / HUNDRED, points={}))
        for bid in bids
    ]
    least = parameters.minimum_quality
    if least is not None:
        offers = [pair for pair in offers if pair[1].quality >= least.exact]
    rows, problem = _worked(offers, words, weight=price_weight, parameters=parameters)
    if problem:
        return WorkedExample(rows=(), consequences=(), problem=problem)
    told = _consequences(words, rows, weight=price_weight, parameters=parameters)
    return WorkedExample(rows=tuple(rows), consequences=tuple(told))


def _worked(
    offers: Sequence[tuple[MadeUpBid, Offer]],
    words: Formula,
    *,
    weight: Fraction,
    parameters: Parameters,
) -> tuple[list[WorkedBid], str]:
    """Return the bids as the formula leaves them, or why it cannot."""
    if not offers:
        return [], "No bid reaches the lowest quality."
    comparison = Comparison(
        weight=weight,
        statistics=statistics_of([offer.price for _, offer in offers]),
        parameters=parameters,
    )
    if cause := words.cause([offer for _, offer in offers], comparison):
        return [], f"The formula has no answer here: {CAUSES[cause]}."
    answers = [words.work_out(offer, comparison) for _, offer in offers]
    measures = [
        offer.quality + _marks(answer) if words.gives_price_score else answer
        for (_, offer), answer in zip(offers, answers, strict=True)
    ]
    sign = 1 if words.best == "highest" else -1
    keys = [sign * comparable(measure) for measure in measures]
    return [
        WorkedBid(
            bid=bid,
            other_marks=offer.quality,
            price_marks=_marks(answer) if words.gives_price_score else None,
            measure=measure,
            rank=1 + sum(other > key for other in keys),
        )
        for (bid, offer), answer, measure, key in zip(offers, answers, measures, keys, strict=True)
    ], ""


def _marks(answer: Fraction | SquareRoot | None) -> Fraction:
    """Return a price score: of a formula that gives one it is there, and never a root."""
    return cast(Fraction, answer)


def _consequences(
    words: Formula, rows: Sequence[WorkedBid], *, weight: Fraction, parameters: Parameters
) -> list[str]:
    """Return what the formula means for these bids, one sentence each."""
    told = []
    by_price = sorted(rows, key=lambda row: row.bid.price)
    low, high = by_price[0], by_price[-1]
    if low.price_marks is not None and high.price_marks is not None and low is not high:
        dearer = (high.bid.price / low.bid.price - 1) * HUNDRED if low.bid.price else None
        gap = f"{shown(low.price_marks - high.price_marks)} of the {shown(weight)} price marks"
        much = "" if dearer is None else f", {shown(dearer, places=1)}% dearer than {low.bid.name},"
        told.append(f"{high.bid.name}{much} loses {gap} by its price.")
    if words.key == "BENCHMARK":
        pounds = (parameters.ceiling - parameters.floor) / weight
        told.append(
            f"Between floor and ceiling one mark of quality or social value is worth "
            f"£{half_up(pounds, places=2):,f} of price."
        )
    told.append(
        _without_the_lowest(words, by_price, weight=weight, parameters=parameters)
        if words.depends_on_other_bids
        else "No bid can change what another one earns."
    )
    return told


def _without_the_lowest(
    words: Formula, by_price: Sequence[WorkedBid], *, weight: Fraction, parameters: Parameters
) -> str:
    """Return what would become of the marks if the cheapest bid had not come."""
    low, *others = by_price
    if len(others) < 2:
        return "What a bid earns depends on the other bids."
    offers = [
        (row.bid, Offer(price=row.bid.price, quality=row.other_marks, points={})) for row in others
    ]
    rows, problem = _worked(offers, words, weight=weight, parameters=parameters)
    if problem:
        return f"Without {low.bid.name} the formula would have no answer."
    order = [row.bid.name for row in sorted(others, key=lambda row: row.rank)]
    after = [row.bid.name for row in sorted(rows, key=lambda row: row.rank)]
    swap = (
        f" The order of the others would change: {', '.join(order)} becomes {', '.join(after)}."
        if order != after
        else ""
    )
    return (
        f"If {low.bid.name} had not come, {rows[0].bid.name} would earn "
        f"{shown(_marks(rows[0].price_marks))} price marks instead of "
        f"{shown(_marks(others[0].price_marks))}.{swap}"
    )


def shown_measure(measure: Fraction | SquareRoot) -> str:
    """Return a total or measure as people read it, rounded once to two places."""
    return shown(rounded(measure, places=2))
