"""Ten thousand weightings around the published one: how often would each bid have won?

A simulation. In each draw the weight of price and of every question is multiplied by a whole
percentage from 80 to 120, each as likely as another, and the weights are taken in the proportion
that results. The draws are always the same (draws.py, the numbers in the order of draw, then
price, then the questions).

The sums are in whole numbers. What each bid earns on each part, in points of the tender, is cut to
a whole number of units of 10^-12, so a sum may fall short by less than the sum of the multipliers.
Where the first two of a draw are closer than that can explain, the draw is ranked again by exact
fractions and the published tie-breaks. So every winner is the exact winner.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from procurement.calculations import draws
from procurement.calculations.bundle.model import PRICE
from procurement.calculations.contest import HUNDRED, Entrant, Rules, offer_of, winner_of
from procurement.calculations.formulas import Comparison
from procurement.calculations.price_statistics import PriceStatistics
from procurement.calculations.sensitivity.field import Field

DRAWS = 10_000
SEED = 20260202
LEAST, MOST = 80, 120
UNITS = 10**12
"""Units in a point of the tender."""

ROOT_BITS = 22
"""Bits of the factor by which a ranking formula sets points against the price."""

SHIFT = 16
"""Bits of the points that are given up to make room for that factor in 64 bits."""

WEIGHTED = frozenset(
    {"REL_LOWEST", "REL_LINEAR", "SPREAD", "MEAN", "MEDIAN", "BENCHMARK", "PQP", "WEIGHTED_VFM",
     "FIXED_PRICE"}
)  # fmt: skip
"""The formulas in which weights decide. Under QUALITY_TO_PRICE published pounds do, and above a
threshold the price."""

Whole = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class ManyWeights:
    """Who wins how many of the draws.

    `wins` by the code of the bid, the most first; `tied` are draws in which nothing separates the
    first; `checked` are those that were ranked again exactly.
    """

    draws: int
    wins: dict[str, int]
    tied: int
    checked: int


def many_weights(field: Field, *, number: int = DRAWS, seed: int = SEED) -> ManyWeights | None:
    """Return who wins under that many weightings around the published one.

    None where weights do not decide (WEIGHTED), or no bid is ranked. Source: docs/sums.md 12.4.
    """
    if field.rules.formula not in WEIGHTED or not field.base.ranks:
        return None
    ranked = [each for each in field.entrants if each.code in field.base.ranks]
    parts = _parts(ranked, field)
    factors = multipliers(number, columns=parts.shape[1], seed=seed)
    values, short = _values(factors @ parts.T, ranked, field.rules, columns=parts.shape[1])
    near = values >= values.max(axis=1, keepdims=True) - short
    clear = near.sum(axis=1) == 1
    wins = Counter(ranked[place].code for place in values.argmax(axis=1)[clear])
    exact = [
        _exact_winner(factors[draw], [ranked[place] for place in np.flatnonzero(near[draw])], field)
        for draw in np.flatnonzero(~clear)
    ]
    wins.update(code for code in exact if code is not None)
    return ManyWeights(
        draws=number,
        wins=dict(sorted(wins.items(), key=lambda each: (-each[1], each[0]))),
        tied=sum(1 for code in exact if code is None),
        checked=len(exact),
    )


def multipliers(number: int, *, columns: int, seed: int) -> Whole:
    """Return a row for each draw: the percentages by which price and each question are multiplied.

    The same numbers as `draws.numbers(seed)`, many at a time.
    """
    places = np.arange(1, number * columns + 1, dtype=np.uint64)
    state = np.uint64(seed) + places * np.uint64(draws.GAMMA)
    mixed = (state ^ (state >> np.uint64(30))) * np.uint64(draws.FIRST_FACTOR)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(draws.SECOND_FACTOR)
    mixed = mixed ^ (mixed >> np.uint64(31))
    drawn = mixed % np.uint64(MOST - LEAST + 1)
    return (drawn.astype(np.int64) + LEAST).reshape(number, columns)


def _parts(ranked: Sequence[Entrant], field: Field) -> Whole:
    """Return a row for each bid: what it earns on price and on each question, in units."""
    rules = field.rules
    statistics = field.base.statistics
    return np.array(
        [
            [
                _units(_price_score(each, rules, statistics)),
                *(_units(earned) for earned in _earned(each, rules)),
            ]
            for each in ranked
        ],
        dtype=np.int64,
    )


def _units(points: Fraction) -> int:
    return points.numerator * UNITS // points.denominator


def _earned(entrant: Entrant, rules: Rules) -> list[Fraction]:
    """Return what a bid earns on each question, in points of the tender."""
    return [
        rules.weights[question.section]
        * question.weight
        * entrant.points[question.code]
        / question.highest
        / HUNDRED
        for question in rules.questions
    ]


def _price_score(entrant: Entrant, rules: Rules, statistics: PriceStatistics | None) -> Fraction:
    """Return the price score, nought under a formula that ranks by a measure of its own."""
    if not rules.sums.gives_price_score or statistics is None:
        return Fraction(0)
    comparison = Comparison(
        weight=rules.weights[PRICE], statistics=statistics, parameters=rules.parameters
    )
    score = rules.sums.work_out(offer_of(entrant, rules), comparison)
    return score if isinstance(score, Fraction) else Fraction(0)


def _values(
    totals: Whole, ranked: Sequence[Entrant], rules: Rules, *, columns: int
) -> tuple[Whole, int]:
    """Return what each bid is ranked by in each draw, and by how much that may fall short."""
    short = MOST * columns
    if rules.formula not in {"PQP", "WEIGHTED_VFM"}:
        return totals, short
    values = (totals >> SHIFT) * np.array(_price_factors(ranked, rules), dtype=np.int64)
    # Each of the two is cut by less than one (the points by what they were short of too), and the
    # cut of the one is multiplied by the most that the other can be.
    most = int(totals.max(initial=0)) >> SHIFT
    return values, most + 2**ROOT_BITS * ((short >> SHIFT) + 3)


def _price_factors(ranked: Sequence[Entrant], rules: Rules) -> list[int]:
    """Return, for each bid, (lowest price / price)^(1/k) cut to a whole number of 2^-22.

    To rank by Q^k / P is to rank by Q / P^(1/k): k is 1 for price per quality point.
    """
    exponent = rules.parameters.exponent if rules.formula == "WEIGHTED_VFM" else Fraction(1)
    lowest = min(each.price for each in ranked)
    return [_root(lowest / each.price, exponent) for each in ranked]


def _root(ratio: Fraction, exponent: Fraction) -> int:
    """Return ratio^(1/exponent) x 2^22, cut to a whole number, by halving in whole numbers.

    The exponent is a multiple of a half, so x <= ratio^(1/k) is x^2k <= ratio^2.
    """
    power, square = int(2 * exponent), ratio**2
    below, above = 0, 2**ROOT_BITS + 1
    while above - below > 1:
        middle = (below + above) // 2
        if Fraction(middle, 2**ROOT_BITS) ** power <= square:
            below = middle
        else:
            above = middle
    return below


def _exact_winner(factors: Whole, ranked: Sequence[Entrant], field: Field) -> str | None:
    """Return the winner of one draw by exact fractions, with the published tie-breaks."""
    price, *of_questions = (int(factor) for factor in factors)
    rules = _reweighted(field.rules, price, of_questions)
    percents = {each.code: _percents(each, field.rules, rules, of_questions) for each in ranked}
    return winner_of(
        [replace(each, percents=percents[each.code]) for each in ranked],
        rules,
        statistics=field.base.statistics,
    )


def _reweighted(rules: Rules, price: int, of_questions: Sequence[int]) -> Rules:
    """Return the rules with every weight multiplied. The weights then no longer add up to 100, and
    need not: who wins depends on their proportion only. Pass marks are those of the published
    weights: who fell at one stays out, and nobody falls at one because weights are moved.
    """
    weights = {name: Fraction(0) for name in rules.weights}
    weights[PRICE] = rules.weights[PRICE] * price
    for question, factor in zip(rules.questions, of_questions, strict=True):
        share = rules.weights[question.section] * question.weight / HUNDRED
        weights[question.section] += share * factor
    return replace(rules.with_section_weights(weights), section_pass_marks={})


def _percents(
    entrant: Entrant, rules: Rules, reweighted: Rules, of_questions: Sequence[int]
) -> dict[str, Fraction]:
    """Return the percent of each section's multiplied marks that a bid earns."""
    earned = {name: Fraction(0) for name in entrant.percents}
    for question, points, factor in zip(
        rules.questions, _earned(entrant, rules), of_questions, strict=True
    ):
        earned[question.section] += points * factor
    return {
        name: points * HUNDRED / reweighted.weights[name]
        if reweighted.weights[name]
        else entrant.percents[name]
        for name, points in earned.items()
    }
