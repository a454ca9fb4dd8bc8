"""What if one of the bids had not been there?"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import cast

from procurement.calculations.bundle.model import PRICE
from procurement.calculations.contest import NOUGHT, Entrant, Rules, winner_of
from procurement.calculations.price_statistics import PriceStatistics, statistics_of
from procurement.calculations.sensitivity.field import Field
from procurement.calculations.square_root import comparable


@dataclass(frozen=True, slots=True, kw_only=True)
class Dropped:
    """A bid left out, and who then wins: None where nobody stands alone at the top."""

    bid: str
    winner: str | None


def drop_one(field: Field) -> tuple[Dropped, ...]:
    """Return who wins without each of the ranked bids, in the order of the bundle. Exact.

    Where the prices that the formula looks at stay as they are, so does every other bid's measure,
    and nothing need be worked anew.
    """
    return tuple(
        Dropped(bid=each.code, winner=_winner_without(each, field))
        for each in field.entrants
        if each.code in field.base.ranks
    )


def _winner_without(entrant: Entrant, field: Field) -> str | None:
    ranks = field.base.ranks
    remaining = [each for each in field.but(entrant.code) if each.code in ranks]
    if not remaining:
        return None
    before = cast(PriceStatistics, field.base.statistics)
    if not _is_looked_at(entrant.price, before, field.rules):
        best = min(ranks[each.code] for each in remaining)
        next_best = [each for each in remaining if ranks[each.code] == best]
        return winner_of(next_best, field.rules, statistics=before)
    now = statistics_of([each.price for each in remaining])
    may_win = _not_too_far_behind(remaining, before, now, field)
    return winner_of(may_win, field.rules, statistics=now)


def _not_too_far_behind(
    remaining: Sequence[Entrant], before: PriceStatistics, now: PriceStatistics, field: Field
) -> Sequence[Entrant]:
    """Return the bids that may win once the mean or median has moved; otherwise all of them.

    A price score w x clamp(1 - P / 2m) moves by no more than w x P / 2 x |1/m - 1/m'|, so a bid
    that is more than twice that behind the best of those that remain cannot win.
    """
    averages = {"MEAN": (before.mean, now.mean), "MEDIAN": (before.median, now.median)}
    was, is_now = averages.get(field.rules.formula, (NOUGHT, NOUGHT))
    if is_now == 0:
        return remaining
    dearest = field.rules.weights[PRICE] * max(each.price for each in remaining)
    most = dearest / 2 * abs(1 / was - 1 / is_now)
    totals = {each.code: comparable(field.base.measures[each.code]) for each in remaining}
    least = max(totals.values()) - 2 * most
    return [each for each in remaining if totals[each.code] >= least]


def _is_looked_at(price: Fraction, statistics: PriceStatistics, rules: Rules) -> bool:
    """Whether a bid of that price has a part in what the formula sees of the others' prices."""
    lowest, highest = statistics.lowest, statistics.highest
    ends = {"REL_LOWEST": (lowest,), "REL_LINEAR": (lowest,), "SPREAD": (lowest, highest)}
    return rules.sums.depends_on_other_bids and price in ends.get(rules.formula, (price,))
