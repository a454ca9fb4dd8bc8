"""How often social value decides, over many made-up fields of bids.

A simulation, and labelled as one wherever it is shown: it says what a method tends to do, not what
bidders will do. Every field in it is ranked exactly. The fields are drawn anew, always the same
(draws.py), from assumptions that are printed with the result:

* each field has five bids;
* quality earns 50% to 90% of its marks and social value 30% to 90% of its marks, in whole percent,
  each percent as likely as another, and one section says nothing about the other;
* prices are from 85.0% to 115.0% of the expected price, in tenths of a percent, each as likely; at
  a fixed price all are at it;
* nobody misses a pass mark of a question, since bids that do are out whatever anything weighs.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import islice

from procurement.calculations import draws
from procurement.calculations.bundle.model import QUALITY, SOCIAL_VALUE
from procurement.calculations.contest import (
    HUNDRED,
    Entrant,
    Question,
    Rules,
    is_out,
    moved,
    winner_of,
)
from procurement.calculations.price_statistics import PriceStatistics, statistics_of

FIELDS = 1000
BIDS = 5
SEED = 20260101
QUALITY_PERCENT = (50, 90)
SOCIAL_VALUE_PERCENT = (30, 90)
PRICE_PER_MILLE = (850, 1150)
WEIGHTS_TRIED = (5, 10, 15, 20, 25, 30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Deciding:
    """In how many of the fields social value decides.

    `settled` are the fields with a winner both ways, `decided` those of them in which it is another
    one. `weight` of social value in percent.
    """

    weight: Fraction
    fields: int
    settled: int
    decided: int

    @property
    def percent(self) -> Fraction | None:
        """The share of the settled fields, None where none is settled."""
        return Fraction(100 * self.decided, self.settled) if self.settled else None


def how_often(
    rules: Rules, *, price: Fraction, weights: Iterable[Fraction], fields: int
) -> tuple[Deciding, ...]:
    """Return, for each of the weights of social value in percent, in how many fields the winner
    differs when that weight is spread over the other sections in their proportion.

    `price` is the expected price in pounds. The other sections keep the proportion they have in
    `rules`. Under QUALITY_TO_PRICE weights decide nothing, so the pounds of social value are taken
    away instead.

    Raises NothingToShare where social value weighs all of 100. Source: docs/sums.md 10.6.
    """
    drawn = [
        (field, _statistics(field, rules))
        for field in islice(plausible_fields(rules, price=price), fields)
    ]
    plain = without_social_value(rules)
    bare = [winner_of(field, plain, statistics=statistics) for field, statistics in drawn]
    return tuple(_deciding(rules, weight, drawn, bare) for weight in weights)


def without_social_value(rules: Rules) -> Rules:
    """Return the rules with the weight of social value spread over the other sections.

    Raises NothingToShare.
    """
    if rules.formula == "QUALITY_TO_PRICE":
        return _without_its_pounds(rules)
    return rules.with_section_weights(moved(rules.weights, name=SOCIAL_VALUE, to=Fraction(0)))


def plausible_fields(rules: Rules, *, price: Fraction, seed: int = SEED) -> Iterator[list[Entrant]]:
    """Yield fields of bids without end, by the assumptions at the top of this file."""
    drawn = draws.numbers(seed)
    while True:
        yield [_plausible_bid(number, rules, price, drawn) for number in range(1, BIDS + 1)]


def points_near(percent: Fraction, questions: Sequence[Question]) -> dict[str, Fraction]:
    """Return, for each question, the level nearest to that percent of its highest points; where two
    are as near, the lower.
    """
    return {
        question.code: min(
            question.levels, key=lambda level: abs(level * HUNDRED / question.highest - percent)
        )
        for question in questions
    }


def _plausible_bid(number: int, rules: Rules, price: Fraction, drawn: Iterator[int]) -> Entrant:
    """Return the next bid: quality, social value and price, in this order of the drawn numbers."""
    quality, social_value, per_mille = (
        Fraction(draws.between(next(drawn), lowest=lowest, highest=highest))
        for lowest, highest in (QUALITY_PERCENT, SOCIAL_VALUE_PERCENT, PRICE_PER_MILLE)
    )
    percents = {QUALITY: quality, SOCIAL_VALUE: social_value}
    at = rules.parameters.price if rules.formula == "FIXED_PRICE" else price * per_mille / 1000
    points: dict[str, Fraction] = {}
    if rules.formula == "QUALITY_TO_PRICE":
        for section, percent in percents.items():
            asked = [each for each in rules.questions if each.section == section]
            points |= points_near(percent, asked)
    return Entrant(
        code=str(number),
        name=f"made-up bid {number}",
        price=at,
        percents=percents,
        points=points,
    )


def _deciding(
    rules: Rules,
    weight: Fraction,
    drawn: Sequence[tuple[Sequence[Entrant], PriceStatistics | None]],
    bare: Sequence[str | None],
) -> Deciding:
    weighed = _at_weight(rules, weight)
    winners = [winner_of(field, weighed, statistics=statistics) for field, statistics in drawn]
    settled = [pair for pair in zip(winners, bare, strict=True) if None not in pair]
    return Deciding(
        weight=weight,
        fields=len(drawn),
        settled=len(settled),
        decided=sum(1 for now, then in settled if now != then),
    )


def _statistics(field: Sequence[Entrant], rules: Rules) -> PriceStatistics | None:
    """Return the prices of the bids that no pass mark puts out: the same whatever sections weigh.

    A minimum of quality may put out others at other weights; where there is one, prices are not
    compared.
    """
    prices = [each.price for each in field if not is_out(each, rules)]
    return statistics_of(prices) if prices else None


def _at_weight(rules: Rules, weight: Fraction) -> Rules:
    if weight == rules.weights[SOCIAL_VALUE]:
        return rules
    return rules.with_section_weights(moved(rules.weights, name=SOCIAL_VALUE, to=weight))


def _without_its_pounds(rules: Rules) -> Rules:
    social = {question.code for question in rules.questions if question.section == SOCIAL_VALUE}
    values = {
        level: pounds for level, pounds in rules.parameters.values.items() if level[0] not in social
    }
    return replace(rules, parameters=replace(rules.parameters, values=values))
