"""The stress test of one lot's method: everything that is looked at, in one go."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice

from procurement.calculations.bundle.model import PRICE, SOCIAL_VALUE
from procurement.calculations.contest import HUNDRED, Contest, Entrant, Rules, contest
from procurement.calculations.stress.deciding import (
    FIELDS,
    WEIGHTS_TRIED,
    Deciding,
    how_often,
    plausible_fields,
)
from procurement.calculations.stress.exchange import (
    LevelWorth,
    Pounds,
    level_worths,
    pounds_for,
)
from procurement.calculations.stress.premium import Premium, premium
from procurement.calculations.stress.reversal import (
    InFields,
    Reversal,
    Reversals,
    in_fields,
    reversals,
)
from procurement.calculations.weight_moves import WeightMove, section_moves

ONE_POINT = Fraction(1)


class NotTestable(ValueError):
    """The method or the made-up bids cannot be tested. The message is a sentence that says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StressTest:
    """What the stress test of one lot found. Nothing is rounded.

    `base` is the contest of the made-up bids. `in_fields` is None where the marks of a bid do not
    depend on the others: then no bid can change who else wins. `one_point` is what a point more of
    social value is worth to each bid, by its code; `levels` what a level more is worth to the
    winner, question by question. `deciding` is None where social value is all there is or weighs
    nothing; `at_other_weights` says the same of other weights of social value. `price` is the
    expected price in pounds.
    """

    rules: Rules
    entrants: tuple[Entrant, ...]
    price: Fraction
    base: Contest
    reversals: Reversals
    in_fields: InFields | None
    one_point: dict[str, Pounds]
    levels: tuple[LevelWorth, ...]
    premium: Premium
    deciding: Deciding | None
    at_other_weights: tuple[Deciding, ...]
    moves: tuple[WeightMove, ...]

    @property
    def example(self) -> Reversal | None:
        """The smallest example of a losing bid that changes the winner, the made-up bids first."""
        if self.reversals.smallest is not None:
            return self.reversals.smallest
        return None if self.in_fields is None else self.in_fields.example

    @property
    def winner(self) -> Entrant | None:
        """The made-up bid that wins, None if nobody stands alone at the top."""
        return next((each for each in self.entrants if each.code == self.base.winner), None)


def stress_test(entrants: Sequence[Entrant], rules: Rules, *, price: Fraction) -> StressTest:
    """Return what the stress test finds on these made-up bids.

    `price` is what the contract is expected to cost, in pounds above nought; the plausible fields
    and the premium are worked around it. Everything is exact but that the share of fields in which
    social value decides depends on the fields drawn, which are always the same.

    Raises NotTestable: see `why_not`.
    """
    if problem := why_not(entrants, rules, price=price):
        raise NotTestable(problem)
    base = contest(entrants, rules)
    deciding, others = _deciding(rules, price)
    return StressTest(
        rules=rules,
        entrants=tuple(entrants),
        price=price,
        base=base,
        reversals=reversals(entrants, rules),
        in_fields=_in_fields(rules, price),
        one_point=_one_point(entrants, rules, base),
        levels=_levels(entrants, rules, base),
        premium=premium(rules, price=price),
        deciding=deciding,
        at_other_weights=others,
        moves=section_moves(entrants, rules),
    )


def _in_fields(rules: Rules, price: Fraction) -> InFields | None:
    """Return how often a losing bid decides in the plausible fields, under a relative formula."""
    if not rules.sums.depends_on_other_bids:
        return None
    return in_fields(islice(plausible_fields(rules, price=price), FIELDS), rules)


def _one_point(entrants: Sequence[Entrant], rules: Rules, base: Contest) -> dict[str, Pounds]:
    """Return what a point more is worth to each ranked bid."""
    return {
        each.code: pounds_for(ONE_POINT, entrant=each, rules=rules, statistics=base.statistics)
        for each in entrants
        if each.code in base.ranks and base.statistics is not None
    }


def _levels(entrants: Sequence[Entrant], rules: Rules, base: Contest) -> tuple[LevelWorth, ...]:
    """Return what a level more is worth to the winner; nothing where nobody wins."""
    return tuple(
        worth
        for each in entrants
        if each.code == base.winner and base.statistics is not None
        for worth in level_worths(entrant=each, rules=rules, statistics=base.statistics)
    )


def why_not(entrants: Sequence[Entrant], rules: Rules, *, price: Fraction) -> str:
    """Return, in a sentence, why nothing can be tested; nothing if it can."""
    if sum(rules.weights.values(), start=Fraction(0)) != HUNDRED:
        return "The weights do not add up to exactly 100%."
    if rules.sums.gives_price_score and not rules.weights[PRICE]:
        return "The price formula gives price marks, and price weighs nothing."
    if not rules.sums.gives_price_score and rules.weights[PRICE]:
        return "The price formula ranks by another measure, so price must weigh 0%."
    if len(entrants) < 2:
        return "A comparison needs at least two made-up bids."
    if price <= 0 or any(each.price <= 0 for each in entrants):
        return "Every price must be more than £0."
    return ""


def _deciding(rules: Rules, price: Fraction) -> tuple[Deciding | None, tuple[Deciding, ...]]:
    """Return how often social value decides at its own weight, and at others to compare with."""
    weight = rules.weights[SOCIAL_VALUE]
    if weight == HUNDRED or (not weight and rules.formula != "QUALITY_TO_PRICE"):
        return None, ()
    if rules.formula == "QUALITY_TO_PRICE":
        return how_often(rules, price=price, weights=[weight], fields=FIELDS)[0], ()
    tried = [Fraction(each) for each in WEIGHTS_TRIED if each != weight]
    here, *others = how_often(rules, price=price, weights=[weight, *tried], fields=FIELDS)
    return here, tuple(others)
