"""The sensitivity of a tender of 200 bids and 35 criteria, and 10,000 weightings in Decimal."""

from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

from benchmarks.bench_tender import bundle
from procurement.calculations.sensitivity.field import Field, fields_of
from procurement.calculations.sensitivity.many_weights import DRAWS, SEED, many_weights, multipliers
from procurement.calculations.sensitivity.pack import sensitivity
from procurement.calculations.stress import stress_test
from procurement.calculations.stress.made_up import made_up_bids

SLOW_DRAWS = 100
"""Weightings that the loop in Decimal does in a round; its time is per weighting."""


def spread_bundle() -> dict[str, Any]:
    """Return the bundle of the other benchmarks with marks and prices that differ more."""
    made = bundle()
    for place, bid in enumerate(made["bids"]):
        bid["price"] = f"{800_000 + place * 7_919 % 400_000}.00"
        for number, score in enumerate(bid["scores"]):
            score["consensus"]["points"] = str((place * 31 + number * (place % 7 + 1)) % 6)
    return made


def slow_winners(field: Field, *, number: int) -> Counter[str | None]:
    """Return who wins each of the weightings, by a plain loop over bids and questions in Decimal.

    For REL_LOWEST. The winner is the first of those with the most.
    """
    rules, lowest = field.rules, field.base.statistics.lowest
    parts = {
        each.code: [
            _decimal(rules.weights["price"]) * _decimal(lowest) / _decimal(each.price),
            *(
                _decimal(rules.weights[q.section])
                * _decimal(q.weight)
                / 100
                * _decimal(each.points[q.code])
                / _decimal(q.highest)
                for q in rules.questions
            ),
        ]
        for each in field.entrants
    }
    wins: Counter[str | None] = Counter()
    columns = 1 + len(rules.questions)
    for row in multipliers(DRAWS, columns=columns, seed=SEED)[:number].tolist():
        totals = {
            code: sum(Decimal(factor) * part for factor, part in zip(row, own, strict=True))
            for code, own in parts.items()
        }
        wins[max(totals, key=lambda code: totals[code])] += 1
    return wins


def _decimal(number: Fraction) -> Decimal:
    return Decimal(number.numerator) / Decimal(number.denominator)


def pairs() -> list[tuple[str, Callable[[], object], Callable[[], object]]]:
    """Return what is timed."""
    made = spread_bundle()
    field = fields_of(made)[0]
    fast = many_weights(field, number=SLOW_DRAWS)
    assert fast is not None
    assert fast.wins == dict(slow_winners(field, number=SLOW_DRAWS))
    rules = field.rules
    price = field.entrants[0].price
    bids = [*made_up_bids(rules, price=price), *field.entrants[:1]]
    return [
        (
            f"{DRAWS:,} weightings (v. {SLOW_DRAWS} of them in a Decimal loop)",
            lambda: many_weights(field),
            lambda: slow_winners(field, number=SLOW_DRAWS),
        ),
        (
            "sensitivity of 200 bids x 35 criteria (v. the same loop)",
            lambda: sensitivity(made),
            lambda: slow_winners(field, number=SLOW_DRAWS),
        ),
        (
            "stress test of 6 bids x 35 criteria (v. the same loop)",
            lambda: stress_test(bids, rules, price=price),
            lambda: slow_winners(field, number=SLOW_DRAWS),
        ),
    ]
