"""How far a weight may move before somebody else wins: exact, to the hundredth of a point.

One weight moves and the others keep their proportions. Then every bid's total is a straight line
in that weight (or, for formulas without a total, the comparison of two bids turns over at most
once), so a bid that has overtaken the winner stays ahead of it. The place where that happens is
therefore found by halving, each step decided by the exact ranking, and no hundredth is missed.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from procurement.calculations.contest import HUNDRED, Contest, Entrant, Rules, contest, moved
from procurement.calculations.price_statistics import PriceStatistics

STEPS = 100
"""Places looked at in one percentage point: hundredths."""

RulesAt = Callable[[Fraction], Rules]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """How far a weight may move in one direction.

    `end` is where it can go no further: 0 or 100. `last_same` is the last hundredth at which the
    winner is the same, or `end` if it never changes. `changes_at` is the next hundredth, where
    `new_winner` wins; both None if it never changes. `new_winner` is also None where nobody wins
    any more: no bid is left or the formula has no answer.
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


def section_moves(entrants: Sequence[Entrant], rules: Rules) -> tuple[WeightMove, ...]:
    """Return how far each section weight may move, the other two in proportion.

    Left out: price under a formula that ranks by another measure, where it must weigh 0; and a
    weight of 100, to which nothing is in proportion. Nothing is returned where nobody wins as the
    weights are.
    """
    now = contest(entrants, rules)
    if now.winner is None:
        return ()
    return tuple(
        weight_move(entrants, name=name, weights=rules.weights, rules_at=_sections_at(rules, name))
        for name, weight in rules.weights.items()
        if weight < HUNDRED and (rules.sums.gives_price_score or name != "price")
    )


def _sections_at(rules: Rules, name: str) -> RulesAt:
    return lambda to: rules.with_section_weights(moved(rules.weights, name=name, to=to))


def weight_move(
    entrants: Sequence[Entrant],
    *,
    name: str,
    weights: Mapping[str, Fraction],
    rules_at: RulesAt,
    entrants_at: Callable[[Fraction, Sequence[Entrant]], Sequence[Entrant]] | None = None,
) -> WeightMove:
    """Return how far the weight `name` of `weights` may fall and rise before the winner changes.

    `rules_at` gives the rules with that weight moved; `entrants_at` the bids as they then stand,
    where moving it changes the percent of a section that they earn.
    """
    weight = weights[name]

    def at(to: Fraction, field: Sequence[Entrant], statistics: PriceStatistics | None) -> Contest:
        standing = entrants_at(to, field) if entrants_at else field
        return contest(standing, rules_at(to), statistics=statistics)

    return WeightMove(
        name=name,
        weight=weight,
        down=_limit(entrants, at, weight=weight, end=Fraction(0)),
        up=_limit(entrants, at, weight=weight, end=HUNDRED),
    )


_At = Callable[[Fraction, Sequence[Entrant], PriceStatistics | None], Contest]


def _limit(entrants: Sequence[Entrant], at: _At, *, weight: Fraction, end: Fraction) -> Limit:
    now = at(weight, entrants, None)
    winner, there = now.winner, at(end, entrants, None)
    if there.winner == winner or weight == end:
        return Limit(end=end, last_same=end)
    field = _who_may_win(entrants, winner, there)
    # Only where every bid stays in: a bid that falls out may have been the lowest price.
    statistics = None if now.out or there.out else now.statistics
    places = _hundredths(weight, end)
    same, changed = -1, len(places) - 1
    while changed - same > 1:
        middle = (same + changed) // 2
        if at(places[middle], field, statistics).winner == winner:
            same = middle
        else:
            changed = middle
    changes_at = places[changed]
    return Limit(
        end=end,
        last_same=weight if same < 0 else places[same],
        changes_at=changes_at,
        new_winner=_new_winner(places[changed : changed + 2], field, statistics, at),
    )


def _who_may_win(
    entrants: Sequence[Entrant], winner: str | None, there: Contest
) -> Sequence[Entrant]:
    """Return the winner and the bids ahead of it at the end: nobody else overtakes it before."""
    if winner is None or winner not in there.ranks or there.out:
        return entrants
    ahead = {code for code, rank in there.ranks.items() if rank <= there.ranks[winner]}
    return [each for each in entrants if each.code in ahead]


def _hundredths(weight: Fraction, end: Fraction) -> Sequence[Fraction]:
    """Return the hundredths after the weight, in its direction, the end among them."""
    if end > weight:
        first = floor(weight * STEPS) + 1
        return [Fraction(place, STEPS) for place in range(first, int(end) * STEPS + 1)]
    first = ceil(weight * STEPS) - 1
    return [Fraction(place, STEPS) for place in range(first, int(end) * STEPS - 1, -1)]


def _new_winner(
    places: Sequence[Fraction],
    field: Sequence[Entrant],
    statistics: PriceStatistics | None,
    at: _At,
) -> str | None:
    """Return who wins there; where two are exactly level there, who wins one hundredth on."""
    winners = (at(place, field, statistics).winner for place in places)
    return next((winner for winner in winners if winner is not None), None)
