"""How far a weight may move before somebody else wins: exact, to the hundredth of a point.

One weight moves and the others keep their proportions. Then every bid's total is a straight line
in that weight (and under formulas without a total, the comparison of two bids turns over at most
once), so a bid that has overtaken the winner stays ahead of it. The place where that happens is
therefore found by halving, each step decided by the exact ranking, and no hundredth is missed.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from procurement.calculations.bundle.model import PRICE
from procurement.calculations.contest import (
    HUNDRED,
    NOUGHT,
    Contest,
    Entrant,
    Rules,
    contest,
    moved,
    winner_of,
)

STEPS = 100
"""Places looked at in one percentage point: hundredths."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """How far a weight may move in one direction.

    `end` is where it can go no further: 0 or 100, or the last place before a bid crosses a pass
    mark. `last_same` is the last hundredth at which the winner is the same, or `end` if it never
    changes. `changes_at` is the next hundredth, where `new_winner` wins; both None if it never
    changes. `new_winner` is also None where nobody wins any more: no bid is left or the formula has
    no answer.
    """

    end: Fraction
    last_same: Fraction
    changes_at: Fraction | None = None
    new_winner: str | None = None

    @property
    def never_changes(self) -> bool:
        """Whether the winner is the same all the way."""
        return self.changes_at is None


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightMove:
    """A weight, in percent, and how far it may fall and rise before the winner changes."""

    name: str
    weight: Fraction
    down: Limit
    up: Limit


At = Callable[[Fraction, Sequence[Entrant]], tuple[Sequence[Entrant], Rules]]
"""Gives bids and rules as they are with the weight moved to a place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Movable:
    """A weight that can be moved from its place in `base`, between two ends.

    `may_win` gives the bids that are not behind the winner at an end: nobody else can overtake it
    on the way. Without it all of the field is compared.
    """

    name: str
    weight: Fraction
    entrants: Sequence[Entrant]
    base: Contest
    at: At
    ends: tuple[Fraction, Fraction] = (NOUGHT, HUNDRED)
    may_win: Callable[[Fraction], Sequence[Entrant]] | None = None

    def winner(self, place: Fraction, field: Sequence[Entrant]) -> str | None:
        """Return who wins at a place, among these bids of the field."""
        bids, rules = self.at(place, field)
        # The prices of a part of the field are compared with those of the whole field.
        whole = len(field) == len(self.entrants)
        return winner_of(bids, rules, statistics=None if whole else self.base.statistics)


def section_moves(entrants: Sequence[Entrant], rules: Rules) -> tuple[WeightMove, ...]:
    """Return how far each section weight may move, the other two in proportion.

    Left out: price under a formula that ranks by another measure, where it must weigh 0; and a
    weight of 100, to which nothing is in proportion. Nothing is returned where nobody wins as the
    weights are. Source: docs/sums.md 10.7.
    """
    base = contest(entrants, rules)
    if base.winner is None:
        return ()
    return tuple(
        weight_move(
            Movable(
                name=name, weight=weight, entrants=entrants, base=base, at=_section_at(rules, name)
            )
        )
        for name, weight in rules.weights.items()
        if weight < HUNDRED and (rules.sums.gives_price_score or name != PRICE)
    )


def _section_at(rules: Rules, name: str) -> At:
    def at(place: Fraction, field: Sequence[Entrant]) -> tuple[Sequence[Entrant], Rules]:
        return field, rules.with_section_weights(moved(rules.weights, name=name, to=place))

    return at


def weight_move(movable: Movable) -> WeightMove:
    """Return how far a weight may fall and rise before the winner changes.

    Somebody must win as the weights are.
    """
    least, most = movable.ends
    return WeightMove(
        name=movable.name,
        weight=movable.weight,
        down=_limit(movable, least),
        up=_limit(movable, most),
    )


def _limit(movable: Movable, end: Fraction) -> Limit:
    winner, weight = movable.base.winner, movable.weight
    field = _who_may_win(movable, end)
    if weight == end or movable.winner(end, field) == winner:
        return Limit(end=end, last_same=end)
    places = _Hundredths(weight, end)
    same, changed = -1, places.last
    while changed - same > 1:
        middle = (same + changed) // 2
        if movable.winner(places.at(middle), field) == winner:
            same = middle
        else:
            changed = middle
    # Where two are exactly level, the one who wins a hundredth on.
    after = [places.at(each) for each in (changed, min(changed + 1, places.last))]
    winners = (movable.winner(place, field) for place in after)
    return Limit(
        end=end,
        last_same=weight if same < 0 else places.at(same),
        changes_at=places.at(changed),
        new_winner=next((each for each in winners if each is not None), None),
    )


def _who_may_win(movable: Movable, end: Fraction) -> Sequence[Entrant]:
    """Return the winner and the bids that are not behind it at the end."""
    if movable.may_win is not None:
        return movable.may_win(end)
    there = contest(*movable.at(end, movable.entrants))
    winner = movable.base.winner
    if winner is None or winner not in there.ranks or there.out or movable.base.out:
        return movable.entrants  # a bid that falls out may have been the lowest price
    ahead = {code for code, rank in there.ranks.items() if rank <= there.ranks[winner]}
    return [each for each in movable.entrants if each.code in ahead]


class _Hundredths:
    """The hundredths after a weight, in the direction of an end, and then the end, from 0 on."""

    def __init__(self, weight: Fraction, end: Fraction) -> None:
        self.end = end
        if end > weight:
            self.steps = range(floor(weight * STEPS) + 1, ceil(end * STEPS))
        else:
            self.steps = range(ceil(weight * STEPS) - 1, floor(end * STEPS), -1)
        self.last = len(self.steps)

    def at(self, number: int) -> Fraction:
        """Return the place of that number; the last is the end."""
        return self.end if number == self.last else Fraction(self.steps[number], STEPS)
