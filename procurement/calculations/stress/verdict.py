"""What a stress test comes to, in plain English, with the sentences that support it."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from procurement.calculations.contest import Contest, Entrant
from procurement.calculations.square_root import rounded
from procurement.calculations.stress.exchange import Pounds, Why
from procurement.calculations.stress.reversal import InFields, Reversal
from procurement.calculations.stress.testing import StressTest
from procurement.calculations.stress.words import listed, percent, points, pounds
from procurement.calculations.weight_moves import Limit, WeightMove
from socialvalue.calculations.rounding import shown

TOTAL_PLACES = range(2, 11)

RARELY = 5
"""In fewer than this many of 100 fields: social value hardly ever decides."""

MOSTLY = 50
"""In more than this many of 100 fields: social value decides more often than not."""


class Kind(StrEnum):
    """What a stress test comes to."""

    PASSES = "passes"
    LOOK_AGAIN = "look_again"
    CHANGES_WINNERS = "changes_winners"


HEADINGS = {
    Kind.PASSES: "The method passes",
    Kind.LOOK_AGAIN: "Look again before you publish",
    Kind.CHANGES_WINNERS: "A losing bid can change the winner",
}

CAUSES = {
    "lowest_price_zero": "the lowest price is £0",
    "single_bid": "only one bid is left to compare",
    "equal_prices": "all prices are equal",
    "average_price_zero": "the average price is £0",
    "zero_quality": "a bid has no quality and no social value marks",
    "zero_price": "a price is £0",
    "price_not_fixed_price": "a bid is not at the fixed price",
}
"""Why a price formula has no answer, by the codes of FORMAT.md 3.3."""

SECTION_WORDS = {"quality": "quality", "price": "price", "social_value": "social value"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One sentence of the verdict. A concern is what the officer should look at again."""

    sentence: str
    is_concern: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What the test comes to, and why."""

    kind: Kind
    findings: tuple[Finding, ...]

    @property
    def heading(self) -> str:
        """The verdict in a few words."""
        return HEADINGS[self.kind]


def verdict_on(test: StressTest) -> Verdict:
    """Return the verdict on a stress test.

    A reversal that was found: a losing bid can change the winner. Otherwise look again if anything
    is a concern, and else the method passes. Source: docs/sums.md 10.8.
    """
    findings = tuple(_findings(test))
    if test.example is not None:
        kind = Kind.CHANGES_WINNERS
    elif any(finding.is_concern for finding in findings):
        kind = Kind.LOOK_AGAIN
    else:
        kind = Kind.PASSES
    return Verdict(kind=kind, findings=findings)


def _findings(test: StressTest) -> Iterator[Finding]:
    yield _first(test)
    yield from _reversal(test)
    yield from _outside_the_range(test)
    yield from _one_point(test)
    yield _premium(test)
    yield from _deciding(test)
    yield from _moves(test)


def _first(test: StressTest) -> Finding:
    if test.winner is not None:
        return Finding(sentence=f"Of your made-up bids, {test.winner.called} wins.")
    if test.base.cause:
        return Finding(
            sentence="The price formula has no answer for your made-up bids, because "
            f"{CAUSES[test.base.cause]}. Real bids like these would leave you without a result.",
            is_concern=True,
        )
    if not test.base.ranks:
        sentence = "Every made-up bid misses a pass mark, so nobody wins."
    else:
        tied = [each.called for each in test.entrants if test.base.ranks.get(each.code) == 1]
        sentence = f"{listed(tied)} are exactly equal, and nothing but drawn lots separates them."
    return Finding(sentence=sentence, is_concern=True)


def _reversal(test: StressTest) -> Iterator[Finding]:
    found, fields = test.reversals, test.in_fields
    if fields is None:
        yield Finding(
            sentence="No bid can change the marks of another under this formula: in "
            f"{found.tried:,} comparisons no losing bid changed the winner."
        )
        return
    yield Finding(
        sentence="Under this formula the marks of a bid depend on the other bids, so a bid that "
        "cannot win may decide who does.",
        is_concern=True,
    )
    if test.example is not None:
        yield Finding(sentence=example(test.example), is_concern=True)
    yield Finding(sentence=_how_often(test, fields), is_concern=True)


def _how_often(test: StressTest, fields: InFields) -> str:
    """Return how often a losing bid changed the winner: the made-up bids, the plausible fields."""
    found = test.reversals
    times = f"{found.found:,}" if found.found else "none"
    whole = f", {found.in_whole_field:,} of them with all your bids" if found.found else ""
    return (
        f"A losing bid changed the winner in {times} of {found.tried:,} comparisons of your "
        f"made-up bids{whole}, and in {fields.found:,} of {fields.settled:,} plausible fields of "
        "bids."
    )


def example(reversal: Reversal) -> str:
    """Return a reversal in words, with the numbers that a reader needs to check it."""
    before, after, third = reversal.wins_without, reversal.wins_including, reversal.third
    alone = "alone " if len(reversal.others) == 2 else ""
    without = _by(reversal.without, before, after)
    including = _by(reversal.including, after, before)
    its_own = _total(reversal.including, third, places=2)
    words = (
        f"{before.called} ({pounds(before.price)}) {alone}beats {after.called} "
        f"({pounds(after.price)}) {without}. Put in {third.called}, at "
        f"{pounds(third.price)}, which loses with {its_own}, and {after.called} beats "
        f"{before.called} {including}."
    )
    return words[0].upper() + words[1:]


def _by(found: Contest, first: Entrant, second: Entrant) -> str:
    """Return by what one bid beats another, in as few places, from 2 to 10, as tell them apart."""
    for places in TOTAL_PLACES:
        totals = [_total(found, each, places=places) for each in (first, second)]
        if totals[0] != totals[1]:
            return f"by {totals[0]} to {totals[1]}"
    return f"on the tie-break, at {_total(found, first, places=2)} each"


def _total(found: Contest, entrant: Entrant, *, places: int) -> str:
    """Return the total of a bid, or that it has none because it is out."""
    if entrant.code not in found.measures:
        return "no total"
    return shown(rounded(found.measures[entrant.code], places=places), places=places)


def _outside_the_range(test: StressTest) -> Iterator[Finding]:
    """Say which made-up bids are where a published floor and ceiling make no difference."""
    if test.rules.formula != "BENCHMARK":
        return
    parameters = test.rules.parameters
    above = [each.called for each in test.entrants if each.price >= parameters.ceiling]
    below = [each.called for each in test.entrants if each.price < parameters.floor]
    if above:
        yield Finding(
            sentence=f"At or above the ceiling of {pounds(parameters.ceiling)} a dearer price "
            f"costs nothing more. That is where {listed(above)} {_is(above)}.",
            is_concern=True,
        )
    if below:
        yield Finding(
            sentence=f"Below the floor of {pounds(parameters.floor)} a lower price earns nothing "
            f"more. That is where {listed(below)} {_is(below)}.",
            is_concern=True,
        )


def _is(names: list[str]) -> str:
    return "is" if len(names) == 1 else "are"


WHY_NO_POUNDS = {
    Why.ANY_PRICE: "For {bid}, one more point of social value outweighs any price: it has less "
    "than one point of price marks left to lose.",
    Why.NOTHING: "Points of social value earn nothing in pounds: above the minimum, only the price "
    "counts.",
    Why.PRICE_FIXED: "Every bid is at the fixed price, so points of social value have no price.",
    Why.BY_LEVEL: "The pounds of social value are those that you publish for each level.",
    Why.NO_SPREAD: "All prices are equal, so points of social value have no price.",
}
CONCERNS = frozenset({Why.ANY_PRICE, Why.NOTHING})


def _one_point(test: StressTest) -> Iterator[Finding]:
    winner = test.winner
    if winner is None:
        return
    worth = test.one_point[winner.code]
    if worth.why is not None:
        yield Finding(
            sentence=WHY_NO_POUNDS[worth.why].format(bid=winner.called),
            is_concern=worth.why in CONCERNS,
        )
        return
    keeps = "score" if test.rules.sums.gives_price_score else "place"
    yield Finding(
        sentence=f"One more point of social value is worth {pounds_words(worth)} to "
        f"{winner.called}: it could be that much dearer and keep its {keeps}.{_range(test)}"
    )


def _range(test: StressTest) -> str:
    """Return between what amounts a point is worth to the bids, where it differs."""
    amounts = sorted(each.amount for each in test.one_point.values() if each.amount is not None)
    if not amounts or pounds(amounts[0]) == pounds(amounts[-1]):
        return ""
    return f" Across the bids it is worth {pounds(amounts[0])} to {pounds(amounts[-1])}."


def _premium(test: StressTest) -> Finding:
    weight = test.rules.weights["social_value"]
    found = test.premium
    if found.percent is not None:
        return Finding(
            sentence="All else equal, a bid with all the social value marks may be up to "
            f"{percent(found.percent, places=1)} dearer than one with none before it loses."
        )
    if found.why is Why.ANY_PRICE:
        return Finding(
            sentence="All else equal, a bid with all the social value marks beats one with none "
            "however dear it is.",
            is_concern=True,
        )
    if found.why is Why.PRICE_FIXED:
        return Finding(sentence="At a fixed price no bid can be dearer than another.")
    nothing = "Social value weighs nothing" if not weight else "Social value buys nothing"
    return Finding(
        sentence=f"{nothing}: of two bids that differ in nothing else, one with all the social "
        "value marks loses to one with none that is a pound cheaper.",
        is_concern=True,
    )


def _deciding(test: StressTest) -> Iterator[Finding]:
    found = test.deciding
    if found is None:
        return
    share = found.percent
    if share is None:
        yield Finding(
            sentence="None of the plausible fields has a winner, so it cannot be said how often "
            "social value decides.",
            is_concern=True,
        )
        return
    words = f"In {percent(share, places=0)} of {found.settled:,} plausible fields of bids"
    if share < RARELY:
        yield Finding(
            sentence=f"{words} social value decides who wins. That is hardly ever: the weight "
            "promises more than it does.",
            is_concern=True,
        )
    elif share > MOSTLY:
        yield Finding(
            sentence=f"{words} social value decides who wins, more often than not. Check that so "
            "much is proportionate to this contract.",
            is_concern=True,
        )
    else:
        yield Finding(sentence=f"{words} social value decides who wins.")


def _moves(test: StressTest) -> Iterator[Finding]:
    nearest = nearest_change(test.moves)
    if nearest is not None:
        move, limit = nearest
        yield Finding(sentence=f"The nearest change of a weight that changes the winner: "
                      f"{change_words(move, limit, test)}.")  # fmt: skip
    elif test.moves:
        yield Finding(sentence="No change of one weight changes the winner of your made-up bids.")


def nearest_change(moves: tuple[WeightMove, ...]) -> tuple[WeightMove, Limit] | None:
    """Return the weight that need move least before the winner changes, and where it then is."""
    changes = [
        (abs(limit.changes_at - move.weight), place, limit, move)
        for place, move in enumerate(moves)
        for limit in (move.down, move.up)
        if limit.changes_at is not None
    ]
    if not changes:
        return None
    _, _, limit, move = min(changes, key=lambda change: change[:2])
    return move, limit


def change_words(move: WeightMove, limit: Limit, test: StressTest) -> str:
    """Return one change of a weight in words: "price from 40% to 55.54%, where Bid F wins"."""
    names = {each.code: each.called for each in test.entrants}
    wins = "nobody wins" if limit.new_winner is None else f"{names[limit.new_winner]} wins"
    to = percent(limit.changes_at or Fraction(0))
    return f"{SECTION_WORDS[move.name]} from {percent(move.weight)} to {to}, where {wins}"


def pounds_words(worth: Pounds) -> str:
    """Return an amount in pounds for a table, or in few words why there is none."""
    return pounds(worth.amount) if worth.amount is not None else SHORT[worth.why]


SHORT: dict[Why | None, str] = {
    Why.ANY_PRICE: "Any price",
    Why.NOTHING: "Nothing",
    Why.PRICE_FIXED: "Prices are fixed",
    Why.BY_LEVEL: "By level",
    Why.NO_SPREAD: "Prices are equal",
}


def points_words(least: Fraction, most: Fraction) -> str:
    """Return how many points a level is worth: "0.75 points", or "0.3 to 0.45 points"."""
    low, high = points(least), points(most)
    return high if low == high else f"{low.split()[0]} to {high}"
