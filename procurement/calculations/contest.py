"""Who would win: a few bids under the method of one lot, ranked exactly and quickly.

The result of a tender lists everything that was found on every bid (lot_assessment.py). A test of
the method asks only who would win, thousands of times. It uses the same formulas, the same price
statistics and the same tie-breaks, and is held to the same answers by its tests.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from procurement.calculations.bundle.model import PRICE, QUALITY, SOCIAL_VALUE, Parameters
from procurement.calculations.formulas import FORMULAS, Comparison, Formula, Offer
from procurement.calculations.price_statistics import PriceStatistics, statistics_of
from procurement.calculations.ranking import Contender, standings
from procurement.calculations.square_root import SquareRoot, comparable

HUNDRED = Fraction(100)
NOUGHT = Fraction(0)


class NothingToShare(ValueError):
    """One weight is all of 100, so there is no proportion in which the others could share."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question of a lot: its weight within its section in percent, and its levels in points.

    `levels` rise. `pass_mark` is the one that disqualifies below it, None where there is none.
    """

    code: str
    section: str
    weight: Fraction
    levels: tuple[Fraction, ...]
    title: str = ""
    pass_mark: Fraction | None = None

    @property
    def highest(self) -> Fraction:
        """The highest points of the scale."""
        return self.levels[-1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """How the bids of one lot are compared.

    `weights` of quality, price and social value in percent of the tender; `section_pass_marks` in
    percent of the section's marks, those that disqualify; `draw` is the recorded order of bid
    codes, best first, if lots were drawn.
    """

    weights: Mapping[str, Fraction]
    formula: str
    parameters: Parameters = field(default_factory=Parameters)
    questions: tuple[Question, ...] = ()
    tie_break: tuple[str, ...] = ()
    section_pass_marks: Mapping[str, Fraction] = field(default_factory=dict)
    draw: tuple[str, ...] = ()

    @property
    def sums(self) -> Formula:
        """The price formula and its words."""
        return FORMULAS[self.formula]

    def with_section_weights(self, weights: Mapping[str, Fraction]) -> "Rules":
        """Return the same rules with other section weights."""
        return replace(self, weights=weights)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entrant:
    """One bid: its price in pounds, and the percent of each section's own marks that it earned.

    `points` on the questions, by code, may be empty: pass marks of questions are then not judged.
    """

    code: str
    price: Fraction
    percents: Mapping[str, Fraction]
    points: Mapping[str, Fraction] = field(default_factory=dict)
    name: str = ""

    @property
    def called(self) -> str:
        """What people call the bid."""
        return self.name or self.code

    def weighted(self, section: str, weights: Mapping[str, Fraction]) -> Fraction:
        """Return the weighted score of a section, in percentage points of the tender."""
        return weights[section] * self.percents.get(section, NOUGHT) / HUNDRED

    def quality(self, weights: Mapping[str, Fraction]) -> Fraction:
        """Return Q: quality and social value together, in percentage points of the tender."""
        return (
            weights[QUALITY] * self.percents.get(QUALITY, NOUGHT)
            + weights[SOCIAL_VALUE] * self.percents.get(SOCIAL_VALUE, NOUGHT)
        ) / HUNDRED


@dataclass(frozen=True, slots=True)
class _Marks:
    """What a tie-break sees of an entrant."""

    entrant: Entrant
    rules: Rules

    def of_section(self, name: str) -> Fraction:
        return self.entrant.weighted(name, self.rules.weights)

    def of_criterion(self, code: str) -> Fraction | None:
        for question in self.rules.questions:
            if question.code == code and code in self.entrant.points:
                earned = question.weight * self.entrant.points[code] / question.highest / HUNDRED
                return self.rules.weights[question.section] * earned
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contest:
    """Who wins, and by what. All by the code of the bid; nothing is rounded.

    `winner` is None where nobody stands alone at the top: no bid is admissible, the formula has no
    answer (`cause` says why), or bids are tied and nothing separates them. `measures` are totals,
    or what the formula ranks by in their place; `ranks` and `measures` leave out those that a pass
    mark disqualified (`out`).
    """

    winner: str | None = None
    ranks: Mapping[str, int] = field(default_factory=dict)
    measures: Mapping[str, Fraction | SquareRoot] = field(default_factory=dict)
    statistics: PriceStatistics | None = None
    out: tuple[str, ...] = ()
    cause: str | None = None

    @property
    def order(self) -> tuple[str, ...]:
        """The codes of the ranked bids, best first."""
        return tuple(sorted(self.ranks, key=lambda code: self.ranks[code]))


def contest(
    entrants: Sequence[Entrant], rules: Rules, *, statistics: PriceStatistics | None = None
) -> Contest:
    """Return who would win among these bids.

    `statistics` of the prices may be given where these bids are some of a larger field that keeps
    its lowest, highest, mean and median. Source: FORMAT.md 3.
    """
    admissible, compared = _compared(entrants, rules, statistics)
    ranks = _ranks(admissible, compared.measures, rules) if compared.measures else {}
    return replace(compared, winner=_alone_at_the_top(ranks), ranks=ranks)


def winner_of(
    entrants: Sequence[Entrant], rules: Rules, *, statistics: PriceStatistics | None = None
) -> str | None:
    """Return the winner of the contest, and nothing else: quicker, where no two are tied at the
    top, because the others need not be ranked.
    """
    admissible, compared = _compared(entrants, rules, statistics)
    if not compared.measures:
        return None
    measures = {code: comparable(measure) for code, measure in compared.measures.items()}
    best = (max if rules.sums.best == "highest" else min)(measures.values())
    first = [code for code, measure in measures.items() if measure == best]
    if len(first) == 1:
        return first[0]
    return _alone_at_the_top(_ranks(admissible, compared.measures, rules))


def _compared(
    entrants: Sequence[Entrant], rules: Rules, statistics: PriceStatistics | None
) -> tuple[list[Entrant], Contest]:
    """Return the admissible bids, and the contest but for its ranks."""
    out = tuple(each.code for each in entrants if is_out(each, rules))
    admissible = [each for each in entrants if each.code not in out]
    if not admissible:
        return admissible, Contest(out=out)
    known = statistics or statistics_of([each.price for each in admissible])
    comparison = Comparison(
        weight=rules.weights[PRICE], statistics=known, parameters=rules.parameters
    )
    offers = {each.code: offer_of(each, rules) for each in admissible}
    cause = rules.sums.cause(list(offers.values()), comparison)
    measures = (
        {}
        if cause
        else {code: measure_of(offer, comparison, rules) for code, offer in offers.items()}
    )
    return admissible, Contest(out=out, cause=cause, statistics=known, measures=measures)


def is_out(entrant: Entrant, rules: Rules) -> bool:
    """Whether a pass mark, or the minimum quality, disqualifies a bid. At the mark is a pass."""
    minimum = rules.parameters.minimum_quality
    return (
        (bool(entrant.points) and _misses_a_question(entrant, rules))
        or any(
            section in entrant.percents and entrant.percents[section] < mark
            for section, mark in rules.section_pass_marks.items()
        )
        or (minimum is not None and entrant.quality(rules.weights) < minimum.exact)
    )


def _misses_a_question(entrant: Entrant, rules: Rules) -> bool:
    return any(
        question.pass_mark is not None
        and question.code in entrant.points
        and entrant.points[question.code] < question.pass_mark
        for question in rules.questions
    )


def offer_of(entrant: Entrant, rules: Rules) -> Offer:
    """Return what a price formula sees of a bid."""
    return Offer(price=entrant.price, quality=entrant.quality(rules.weights), points=entrant.points)


def measure_of(offer: Offer, comparison: Comparison, rules: Rules) -> Fraction | SquareRoot:
    """Return the total of a bid, or the measure that takes its place. Exact, not rounded."""
    worked_out = rules.sums.work_out(offer, comparison)
    if rules.sums.gives_price_score and isinstance(worked_out, Fraction):
        return offer.quality + worked_out
    return worked_out


def percents_of(
    points: Mapping[str, Fraction], questions: Iterable[Question]
) -> dict[str, Fraction]:
    """Return the percent of each section's own marks that points on its questions earn.

        sum of  weight x points / highest points  over the section's questions (FORMAT.md 3.1)

    Weights in percent of the section. Raises KeyError if a question has no points.
    """
    percents: dict[str, Fraction] = {}
    for question in questions:
        earned = question.weight * points[question.code] / question.highest
        percents[question.section] = percents.get(question.section, NOUGHT) + earned
    return percents


def moved(weights: Mapping[str, Fraction], *, name: str, to: Fraction) -> dict[str, Fraction]:
    """Return the weights with one moved to another value and the others sharing the rest of 100 in
    the proportion that they have now.

    All in percent; they add up to 100 before and after. Raises NothingToShare.
    """
    rest = HUNDRED - weights[name]
    if rest == 0:
        raise NothingToShare(f"{name} weighs 100, so nothing is in proportion to anything")
    return {
        each: to if each == name else weight * (HUNDRED - to) / rest
        for each, weight in weights.items()
    }


def _ranks(
    entrants: Iterable[Entrant],
    measures: Mapping[str, Fraction | SquareRoot],
    rules: Rules,
) -> dict[str, int]:
    found = standings(
        [
            Contender(
                code=each.code,
                measure=measures[each.code],
                price=each.price,
                marks=_Marks(each, rules),
            )
            for each in entrants
        ],
        best=rules.sums.best,
        tie_break=rules.tie_break,
        draw=rules.draw,
    )
    return {code: standing.rank for code, standing in found.items()}


def _alone_at_the_top(ranks: Mapping[str, int]) -> str | None:
    first = [code for code, rank in ranks.items() if rank == 1]
    return first[0] if len(first) == 1 else None
