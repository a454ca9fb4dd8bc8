"""What a point of social value is worth in pounds: the exchange that a method offers bidders."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import cast

from procurement.calculations.bundle.model import PRICE, SOCIAL_VALUE
from procurement.calculations.contest import Entrant, Question, Rules, offer_of
from procurement.calculations.formulas import Comparison
from procurement.calculations.price_statistics import PriceStatistics
from procurement.calculations.square_root import SquareRoot, rounded

PENCE_PLACES = 2


class Why(StrEnum):
    """Why there is no amount in pounds."""

    ANY_PRICE = "any_price"  # nothing that a dearer price could still cost
    NOTHING = "nothing"  # points earn nothing in pounds under this formula
    PRICE_FIXED = "price_fixed"  # every bid is at one price
    BY_LEVEL = "by_level"  # pounds are published level by level, not by the point
    NO_SPREAD = "no_spread"  # all prices are equal, so none can be set against points


@dataclass(frozen=True, slots=True, kw_only=True)
class Pounds:
    """An amount in pounds, exact unless a root is taken (then to the penny), or why there is none.

    `why` is None exactly where there is an amount.
    """

    amount: Fraction | None = None
    why: Why | None = None


def pounds_for(
    gain: Fraction, *, entrant: Entrant, rules: Rules, statistics: PriceStatistics
) -> Pounds:
    """Return how much dearer a bid could be, in pounds, for `gain` more weighted points, and rank
    where it does now.

    `gain` in percentage points of the tender, above nought. The lowest, highest, mean and median
    price are held as they stand. With the inverse of the price formula, score(P) = s:

        pounds = price at which the score is s - gain, less the bid's own price

    and under formulas that rank by a measure of their own: PQP P x gain / Q; WEIGHTED_VFM
    P x ((Q + gain) / Q)^k - P, half a power to the penny. Source: docs/sums.md 10.4.
    """
    if special := _WITHOUT_EXCHANGE.get(rules.formula):
        return Pounds(why=special)
    if not rules.sums.gives_price_score:
        return _ranking_pounds(gain, entrant=entrant, rules=rules)
    comparison = Comparison(
        weight=rules.weights[PRICE], statistics=statistics, parameters=rules.parameters
    )
    if rules.formula == "SPREAD" and statistics.lowest == statistics.highest:
        return Pounds(why=Why.NO_SPREAD)
    # Only a ranking formula gives a root.
    score = cast(Fraction, rules.sums.work_out(offer_of(entrant, rules), comparison))
    left = score - gain
    if left <= 0:
        return Pounds(why=Why.ANY_PRICE)
    return Pounds(amount=_PRICE_AT[rules.formula](left, comparison) - entrant.price)


def _ranking_pounds(gain: Fraction, *, entrant: Entrant, rules: Rules) -> Pounds:
    """P x ((Q + gain) / Q)^k - P, where k is 1 for price per quality point."""
    quality = entrant.quality(rules.weights)
    if quality == 0:
        return Pounds(why=Why.ANY_PRICE)
    exponent = rules.parameters.exponent if rules.formula == "WEIGHTED_VFM" else Fraction(1)
    return Pounds(amount=_raised(entrant.price, (quality + gain) / quality, exponent))


def _raised(price: Fraction, ratio: Fraction, exponent: Fraction) -> Fraction:
    """Return price x ratio^exponent - price; half a power is taken as a root, to the penny."""
    if exponent.denominator == 1:
        return price * ratio**exponent.numerator - price
    root = SquareRoot(price**2 * ratio ** int(2 * exponent))
    return rounded(root, places=PENCE_PLACES) - price


def _rel_lowest(score: Fraction, comparison: Comparison) -> Fraction:
    return comparison.weight * comparison.statistics.lowest / score


def _rel_linear(score: Fraction, comparison: Comparison) -> Fraction:
    return comparison.statistics.lowest * (2 - score / comparison.weight)


def _spread(score: Fraction, comparison: Comparison) -> Fraction:
    lowest, highest = comparison.statistics.lowest, comparison.statistics.highest
    return highest - score / comparison.weight * (highest - lowest)


def _mean(score: Fraction, comparison: Comparison) -> Fraction:
    return 2 * comparison.statistics.mean * (1 - score / comparison.weight)


def _median(score: Fraction, comparison: Comparison) -> Fraction:
    return 2 * comparison.statistics.median * (1 - score / comparison.weight)


def _benchmark(score: Fraction, comparison: Comparison) -> Fraction:
    floor, ceiling = comparison.parameters.floor, comparison.parameters.ceiling
    return ceiling - score / comparison.weight * (ceiling - floor)


_PRICE_AT: Mapping[str, Callable[[Fraction, Comparison], Fraction]] = {
    "REL_LOWEST": _rel_lowest,
    "REL_LINEAR": _rel_linear,
    "SPREAD": _spread,
    "MEAN": _mean,
    "MEDIAN": _median,
    "BENCHMARK": _benchmark,
}
"""The highest price that earns a score above nought: each score formula turned round."""

_WITHOUT_EXCHANGE: Mapping[str, Why] = {
    "LOWEST_ABOVE_THRESHOLD": Why.NOTHING,
    "FIXED_PRICE": Why.PRICE_FIXED,
    "QUALITY_TO_PRICE": Why.BY_LEVEL,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelWorth:
    """What one level up on a social value question is worth to one bid.

    `least` and `most` points, in percentage points of the tender, are of the smallest and largest
    step of the scale; the pounds go with them.
    """

    question: Question
    least_points: Fraction
    most_points: Fraction
    least: Pounds
    most: Pounds


def level_worths(
    *, entrant: Entrant, rules: Rules, statistics: PriceStatistics
) -> tuple[LevelWorth, ...]:
    """Return what one level up on each social value question is worth to a bid, question by
    question in the order of the method. Questions with one level only are left out.
    """
    return tuple(
        _level_worth(question, entrant=entrant, rules=rules, statistics=statistics)
        for question in rules.questions
        if question.section == SOCIAL_VALUE and len(question.levels) > 1
    )


def _level_worth(
    question: Question, *, entrant: Entrant, rules: Rules, statistics: PriceStatistics
) -> LevelWorth:
    pairs = list(zip(question.levels, question.levels[1:], strict=False))
    each_point = rules.weights[SOCIAL_VALUE] * question.weight / question.highest / 100
    steps = sorted(higher - lower for lower, higher in pairs)
    if rules.formula == "QUALITY_TO_PRICE":
        amounts = sorted(_published(question, pair, rules) for pair in pairs)
        least, most = (Pounds(amount=amount) for amount in (amounts[0], amounts[-1]))
    else:
        least, most = (
            _worth(each_point * step, entrant=entrant, rules=rules, statistics=statistics)
            for step in (steps[0], steps[-1])
        )
    return LevelWorth(
        question=question,
        least_points=each_point * steps[0],
        most_points=each_point * steps[-1],
        least=least,
        most=most,
    )


def _worth(
    gain: Fraction, *, entrant: Entrant, rules: Rules, statistics: PriceStatistics
) -> Pounds:
    if gain == 0:
        return Pounds(amount=Fraction(0))
    return pounds_for(gain, entrant=entrant, rules=rules, statistics=statistics)


def _published(question: Question, pair: tuple[Fraction, Fraction], rules: Rules) -> Fraction:
    """Return the published pounds between two levels; a level without a value carries none."""
    values = rules.parameters.values
    lower, higher = (values.get((question.code, level), Fraction(0)) for level in pair)
    return higher - lower
