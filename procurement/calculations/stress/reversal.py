"""Does a bid that loses decide which of the others wins?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

from procurement.calculations.contest import Contest, Entrant, Rules, contest, is_out, winner_of
from procurement.calculations.stress.decoys import DECOY, decoy_at, decoys


@dataclass(frozen=True, slots=True, kw_only=True)
class Reversal:
    """A losing bid that changes who wins among the others.

    Without `third` the others give `without`; with it they give `including`, where `third` itself
    does not win. `is_decoy` says whether it was thrown in, or is one of the bids under test.
    """

    others: tuple[Entrant, ...]
    third: Entrant
    without: Contest
    including: Contest

    @property
    def is_decoy(self) -> bool:
        """Whether the third bid is a decoy and not one of the bids under test."""
        return self.third.code == DECOY

    @property
    def wins_without(self) -> Entrant:
        """The bid that wins while the third is not there."""
        return self._of(self.without.winner)

    @property
    def wins_including(self) -> Entrant:
        """The bid that wins once the third is there."""
        return self._of(self.including.winner)

    def _of(self, code: str | None) -> Entrant:
        return next(each for each in self.others if each.code == code)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reversals:
    """What the search found.

    `tried` comparisons were made, with and without a third bid, and in `found` of them it changed
    the winner: among all the bids, and among every two of them. `in_whole_field` are those in which
    all the bids under test take part. `smallest` is the example with the fewest bids, then without
    a decoy, then with the price nearest to the others; None if nothing was found.
    """

    tried: int
    found: int
    in_whole_field: int
    smallest: Reversal | None


def reversals(entrants: Sequence[Entrant], rules: Rules) -> Reversals:
    """Return whether removing or adding a losing bid changes the winner among the others.

    Looked at: all the bids with each of them left out, and with each decoy put in; and every two
    bids with each of the others, and with each decoy. Every comparison is exact.

    Source: docs/sums.md 10.3; the grid of decoys is in decoys.py.
    """
    whole = [_Trial(tuple(entrants), tuple(decoys(entrants)))]
    whole += [_Trial(_but(entrants, each), (each,)) for each in entrants]
    pairs = [
        _Trial(pair, (*(each for each in entrants if each not in pair), *decoys(pair)))
        for pair in combinations(entrants, 2)
    ]
    in_whole_field = _changes(whole, rules)
    found = [*_changes(pairs, rules), *in_whole_field]
    smallest = min(found, key=_size, default=None)
    return Reversals(
        tried=sum(len(trial.thirds) for trial in (*whole, *pairs)),
        found=len(found),
        in_whole_field=len(in_whole_field),
        smallest=None if smallest is None else _reversal(*smallest, rules),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class InFields:
    """In how many plausible fields leaving out one losing bid changes who wins among the others.

    `settled` are the fields with a winner. `example` is the first with three bids, or else the
    first; None if there is none.
    """

    settled: int
    found: int
    example: Reversal | None


def in_fields(fields: Iterable[Sequence[Entrant]], rules: Rules) -> InFields:
    """Return how often a losing bid decides in these fields. Exact for each of them."""
    settled, found = 0, []
    for field in fields:
        winner = winner_of(field, rules)
        if winner is None:
            continue
        settled += 1
        changes = _changes([_Trial(_but(field, each), (each,)) for each in field], rules)
        found += changes[:1]
    shrunk = (_shrunk(change, rules) for change in found)
    small = next((each for each in shrunk if each is not None), None)
    example = small or (found[0] if found else None)
    return InFields(
        settled=settled,
        found=len(found),
        example=None if example is None else _reversal(*example, rules),
    )


def _shrunk(change: "_Change", rules: Rules) -> "_Change | None":
    """Return the example with only the two bids that win with and without the third, if it still is
    one.
    """
    others, third = change
    winners = {winner_of(others, rules), winner_of([*others, third], rules)}
    two = tuple(each for each in others if each.code in winners)
    return next(iter(_changes([_Trial(two, (third,))], rules)), None)


def scan(reversal: Reversal, rules: Rules, *, prices: Iterable[Fraction]) -> list[Contest]:
    """Return the contest of the example's bids with its third bid at each of the prices."""
    third = reversal.third
    return [
        contest([*reversal.others, decoy_at(price, dict(third.percents), name=third.name)], rules)
        for price in prices
    ]


@dataclass(frozen=True, slots=True)
class _Trial:
    """Some bids, and the bids that are put to them one at a time."""

    others: tuple[Entrant, ...]
    thirds: tuple[Entrant, ...]


_Change = tuple[tuple[Entrant, ...], Entrant]


def _but(entrants: Sequence[Entrant], left_out: Entrant) -> tuple[Entrant, ...]:
    return tuple(each for each in entrants if each is not left_out)


def _changes(trials: Iterable[_Trial], rules: Rules) -> list[_Change]:
    """Return the others and the third bid of each trial in which it changes who wins."""
    found = []
    for trial in trials:
        prices = [each.price for each in trial.others if not is_out(each, rules)]
        thirds = [
            each
            for each in trial.thirds
            if prices and not _leaves_prices_alone(each.price, prices, rules)
        ]
        without = winner_of(trial.others, rules) if thirds else None
        for third in thirds if without is not None else ():
            including = winner_of([*trial.others, third], rules)
            if including not in (None, without, third.code):
                found.append((trial.others, third))
    return found


def _leaves_prices_alone(price: Fraction, prices: Sequence[Fraction], rules: Rules) -> bool:
    """Whether a relative formula, which looks at the lowest and highest price only, sees none of a
    further price: then the marks of the others stay as they are.
    """
    if rules.formula in {"REL_LOWEST", "REL_LINEAR"}:
        return price >= min(prices)
    return rules.formula == "SPREAD" and min(prices) <= price <= max(prices)


def _reversal(others: tuple[Entrant, ...], third: Entrant, rules: Rules) -> Reversal:
    return Reversal(
        others=others,
        third=third,
        without=contest(others, rules),
        including=contest([*others, third], rules),
    )


def _size(change: _Change) -> tuple[int, bool, Fraction, Fraction]:
    """Return how large an example is: bids, whether it needs a decoy, how far its price is off,
    and how little it earns (the more it earns, the more believable it is).
    """
    others, third = change
    prices = [each.price for each in others]
    off = max(min(prices) - third.price, third.price - max(prices), Fraction(0)) / max(prices)
    earned = sum(third.percents.values(), start=Fraction(0))
    return len(others), third.code == DECOY, off, -earned
