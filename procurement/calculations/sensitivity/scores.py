"""What if one score had been a level higher or lower? Every score of every bid, one at a time."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from procurement.calculations.contest import (
    HUNDRED,
    Entrant,
    Question,
    Rules,
    is_out,
    winner_of,
)
from procurement.calculations.sensitivity.field import Field
from procurement.calculations.square_root import comparable


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreChange:
    """One score that, moved by a level, changes who wins. `new_winner` is None where nobody then
    stands alone at the top.
    """

    bid: str
    question: Question
    before: Fraction
    after: Fraction
    new_winner: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OneLevel:
    """How many scores were moved by a level, and those that change who wins."""

    tried: int
    changes: tuple[ScoreChange, ...]


def one_level(field: Field) -> OneLevel:
    """Return which single scores, a level up or down, change the winner. Exact.

    A score that crosses a pass mark puts its bid in or out, and then every price score is worked
    anew. Otherwise only that bid's own measure moves, so only it and the winner, or the winner and
    those next to it, need be compared. Source: docs/sums.md 12.1.
    """
    winner = field.base.winner
    if winner is None:
        return OneLevel(tried=0, changes=())
    tried, changes = 0, []
    moved = _Moved(field)
    for entrant in field.entrants:
        for question in field.rules.questions:
            for level in _neighbours(question, entrant.points[question.code]):
                tried += 1
                new_winner = moved.winner(entrant, question, level)
                if new_winner != winner:
                    changes.append(_change(entrant, question, level, new_winner))
    return OneLevel(tried=tried, changes=tuple(changes))


def _change(
    entrant: Entrant, question: Question, level: Fraction, new_winner: str | None
) -> ScoreChange:
    return ScoreChange(
        bid=entrant.code,
        question=question,
        before=entrant.points[question.code],
        after=level,
        new_winner=new_winner,
    )


def _neighbours(question: Question, points: Fraction) -> Iterator[Fraction]:
    """Yield the level below and the level above, where there is one."""
    place = question.levels.index(points)
    if place:
        yield question.levels[place - 1]
    if place + 1 < len(question.levels):
        yield question.levels[place + 1]


def with_level(entrant: Entrant, question: Question, level: Fraction) -> Entrant:
    """Return a bid with other points on one question."""
    gained = question.weight * (level - entrant.points[question.code]) / question.highest
    percents = dict(entrant.percents)
    percents[question.section] += gained
    return replace(entrant, percents=percents, points={**entrant.points, question.code: level})


class _Moved:
    """The winner once a score is moved, worked no further than it must be."""

    def __init__(self, field: Field) -> None:
        self.field = field
        self.winner_now = field.base.winner
        order = field.base.order
        self.first = [each for each in field.entrants if each.code in order[:1]]
        second = field.base.ranks[order[1]] if len(order) > 1 else 0
        self.next = [each for each in field.entrants if field.base.ranks.get(each.code) == second]
        self.without: dict[str, str | None] = {}
        self.behind = _points_behind(field)

    def winner(self, entrant: Entrant, question: Question, level: Fraction) -> str | None:
        """Return who wins if the bid had that level on the question."""
        if self._cannot_matter(entrant, question, level):
            return self.winner_now
        rules, statistics = self.field.rules, self.field.base.statistics
        changed = with_level(entrant, question, level)
        was_out, now_out = entrant.code in self.field.base.out, is_out(changed, rules)
        if was_out and now_out:
            return self.winner_now
        if now_out:
            return self._winner_without(entrant.code)
        if was_out:
            return winner_of([*self.field.but(entrant.code), changed], rules)
        others = self.next if entrant.code == self.winner_now else self.first
        return winner_of([changed, *others], rules, statistics=statistics)

    def _cannot_matter(self, entrant: Entrant, question: Question, level: Fraction) -> bool:
        """Whether a bid that gains these points of the tender is still behind the winner (or, the
        winner, loses them and is still ahead), with no pass mark in sight.
        """
        behind = self.behind.get(entrant.code)
        if behind is None:
            return False
        rules = self.field.rules
        each = rules.weights[question.section] * question.weight / question.highest / HUNDRED
        gained = each * (level - entrant.points[question.code])
        if entrant.code == self.winner_now:
            gained = -gained
        return gained < behind

    def _winner_without(self, code: str) -> str | None:
        if code not in self.without:
            self.without[code] = winner_of(self.field.but(code), self.field.rules)
        return self.without[code]


def _points_behind(field: Field) -> dict[str, Fraction]:
    """Return how many points of quality or social value each ranked bid lacks to be level with the
    winner, and how many the winner has more than it needs to be level with the next.

    Nothing where points cannot be set off so, or a pass mark could be crossed.
    """
    needed = _NEEDED.get(field.rules.formula, _total_needed)
    if field.rules.formula in _NOT_SET_OFF or _has_pass_marks(field.rules):
        return {}
    first, *others = [field.entrant(code) for code in field.base.order]
    behind = {each.code: needed(each, first, field) for each in others}
    if others:
        behind[first.code] = -needed(first, others[0], field)
    return behind


_NOT_SET_OFF = frozenset({"WEIGHTED_VFM", "QUALITY_TO_PRICE", "LOWEST_ABOVE_THRESHOLD"})


def _total_needed(entrant: Entrant, other: Entrant, field: Field) -> Fraction:
    """Return the difference of two totals: points of quality add to them one for one."""
    measures = field.base.measures
    return comparable(measures[other.code]) - comparable(measures[entrant.code])


def _per_point_needed(entrant: Entrant, other: Entrant, field: Field) -> Fraction:
    """Return what Q a bid lacks to have the other's price per point: P / P' x Q' - Q."""
    qualities = field.qualities
    return entrant.price / other.price * qualities[other.code] - qualities[entrant.code]


_NEEDED = {"PQP": _per_point_needed}


def _has_pass_marks(rules: Rules) -> bool:
    return bool(rules.section_pass_marks) or any(
        question.pass_mark is not None for question in rules.questions
    )
