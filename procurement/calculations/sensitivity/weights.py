"""What if a weight had been another? A grid of section weights, and how far each may move."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil, floor
from typing import cast

from procurement.calculations.bundle.model import PRICE
from procurement.calculations.contest import (
    HUNDRED,
    NOUGHT,
    Entrant,
    Question,
    Rules,
    measure_of,
    moved,
    winner_of,
)
from procurement.calculations.formulas import Comparison, Offer
from procurement.calculations.price_statistics import PriceStatistics
from procurement.calculations.sensitivity.field import Field
from procurement.calculations.square_root import SquareRoot, comparable
from procurement.calculations.weight_moves import (
    STEPS,
    Movable,
    WeightMove,
    section_moves,
    weight_move,
)

GRID = (-10, -5, -2, -1, 1, 2, 5, 10)
"""Percentage points by which a section weight is moved."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GridPlace:
    """A section weight moved by whole percentage points, and who then wins."""

    section: str
    by: int
    weight: Fraction
    winner: str | None


def weight_grid(field: Field) -> tuple[GridPlace, ...]:
    """Return who wins with each section weight moved by 1, 2, 5 and 10 points either way, the other
    two in proportion. Left out: what would be below 0 or above 100, a weight of 100, and price
    under a formula that ranks by another measure.
    """
    rules = field.rules
    return tuple(
        GridPlace(
            section=section,
            by=by,
            weight=weight + by,
            winner=winner_of(
                field.entrants,
                rules.with_section_weights(moved(rules.weights, name=section, to=weight + by)),
            ),
        )
        for section, weight in rules.weights.items()
        if weight < HUNDRED and (rules.sums.gives_price_score or section != PRICE)
        for by in GRID
        if 0 <= weight + by <= HUNDRED
    )


def moves_of_sections(field: Field) -> tuple[WeightMove, ...]:
    """Return how far each section weight may move before the winner changes, exact."""
    return section_moves(field.entrants, field.rules)


def moves_of_questions(field: Field) -> tuple[WeightMove, ...]:
    """Return how far the weight of each question within its section may move before the winner
    changes, the other questions of the section in proportion. Exact.

    Left out: a question that is all of its section, and all of a section that weighs nothing.
    """
    if field.base.winner is None:
        return ()
    return tuple(
        _move_of(question, field)
        for question in field.rules.questions
        if question.weight < HUNDRED and field.rules.weights[question.section]
    )


def _move_of(question: Question, field: Field) -> WeightMove:
    """Return the move of one question: the percent of its section runs from what the others alone
    earn, at 0, to what it alone earns, at 100.
    """
    earned = _Earned(question, field)

    def at(place: Fraction, entrants: Sequence[Entrant]) -> tuple[Sequence[Entrant], Rules]:
        return [earned.at(place, each) for each in entrants], _rules_at(
            question, place, field.rules
        )

    constant = field.rules.parameters.minimum_quality is None
    return weight_move(
        Movable(
            name=question.code,
            weight=question.weight,
            entrants=field.entrants,
            base=field.base,
            at=at,
            ends=earned.ends(),
            may_win=earned.not_behind if constant else None,
        )
    )


class _Earned:
    """What each bid earns in the section of a question, as the question's weight moves."""

    def __init__(self, question: Question, field: Field) -> None:
        self.question, self.field = question, field
        self.own = {
            each.code: each.points[question.code] * HUNDRED / question.highest
            for each in field.entrants
        }
        self.comparison = Comparison(
            weight=field.rules.weights[PRICE],
            statistics=cast(PriceStatistics, field.base.statistics),
            parameters=field.rules.parameters,
        )
        share = question.weight / HUNDRED
        self.others = {
            each.code: (each.percents[question.section] - share * self.own[each.code]) / (1 - share)
            for each in field.entrants
        }

    def percent(self, place: Fraction, code: str) -> Fraction:
        """Return the percent of the section's marks that a bid earns."""
        if place in (NOUGHT, HUNDRED):
            return self.own[code] if place else self.others[code]
        return (place * self.own[code] + (HUNDRED - place) * self.others[code]) / HUNDRED

    def at(self, place: Fraction, entrant: Entrant) -> Entrant:
        """Return a bid as it stands there."""
        percent = self.percent(place, entrant.code)
        return replace(entrant, percents={**entrant.percents, self.question.section: percent})

    def not_behind(self, place: Fraction) -> list[Entrant]:
        """Return the winner and the ranked bids that are not behind it there.

        The bids that are out stay out, so prices are compared as they are.
        """
        rules, base = self.field.rules, self.field.base
        ranked = [each for each in self.field.entrants if each.code in base.ranks]
        sign = 1 if rules.sums.best == "highest" else -1
        measures = {each.code: sign * comparable(self._measure(place, each)) for each in ranked}
        least = measures[cast(str, base.winner)]
        return [each for each in ranked if measures[each.code] >= least]

    def _measure(self, place: Fraction, entrant: Entrant) -> Fraction | SquareRoot:
        """Return the total of a bid there, or the measure in its place."""
        section, rules = self.question.section, self.field.rules
        percent = self.percent(place, entrant.code) - entrant.percents[section]
        gained = rules.weights[section] * percent / HUNDRED
        total = self.field.base.measures[entrant.code]
        if rules.sums.gives_price_score and isinstance(total, Fraction):
            return total + gained
        quality = self.field.qualities[entrant.code] + gained
        offer = Offer(price=entrant.price, quality=quality, points=entrant.points)
        return measure_of(offer, self.comparison, rules)

    def ends(self) -> tuple[Fraction, Fraction]:
        """Return how far the weight may move before a bid crosses the section's pass mark.

        Under PQP a question of weight 100, on which a bid has nothing, would leave it without any
        quality: then the end is a hundredth before.
        """
        least, most = self._ends_of_quality()
        mark = self.field.rules.section_pass_marks.get(self.question.section)
        if mark is None:
            return least, most
        weight, crossings = self.question.weight, self._crossings(mark)
        if weight in crossings:  # a bid is at the mark, and would not be on one of the sides
            return weight, weight
        below = [floor(place * STEPS) + 1 for place in crossings if place < weight]
        above = [ceil(place * STEPS) - 1 for place in crossings if place > weight]
        return (
            min(max([least, *(Fraction(place, STEPS) for place in below)]), weight),
            max(min([most, *(Fraction(place, STEPS) for place in above)]), weight),
        )

    def _ends_of_quality(self) -> tuple[Fraction, Fraction]:
        if self.field.rules.formula != "PQP":
            return NOUGHT, HUNDRED
        least = NOUGHT if all(self.others.values()) else Fraction(1, STEPS)
        most = HUNDRED if all(self.own.values()) else HUNDRED - Fraction(1, STEPS)
        return min(least, self.question.weight), max(most, self.question.weight)

    def _crossings(self, mark: Fraction) -> list[Fraction]:
        places = (
            _crossing(self.others[each.code], self.own[each.code], mark)
            for each in self.field.entrants
        )
        return [place for place in places if place is not None]


def _crossing(at_nought: Fraction, at_hundred: Fraction, mark: Fraction) -> Fraction | None:
    """Return where a percent that runs straight between two values meets a mark, if it does."""
    if at_nought == at_hundred:
        return None
    place = (mark - at_nought) * HUNDRED / (at_hundred - at_nought)
    return place if 0 <= place <= HUNDRED else None


def _rules_at(question: Question, to: Fraction, rules: Rules) -> Rules:
    """Return the rules with one question's weight moved: a tie-break may look at one question."""
    if not any(entry.startswith("criterion:") for entry in rules.tie_break):
        return rules
    weights = {
        each.code: each.weight for each in rules.questions if each.section == question.section
    }
    weights = moved(weights, name=question.code, to=to)
    questions = tuple(
        replace(each, weight=weights.get(each.code, each.weight)) for each in rules.questions
    )
    return replace(rules, questions=questions)
