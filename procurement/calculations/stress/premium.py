"""How much dearer a bid with all the social value marks may be than one with none."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from procurement.calculations.bundle.model import PRICE, SOCIAL_VALUE
from procurement.calculations.contest import HUNDRED, Rules
from procurement.calculations.price_premium import NoPremium, pqp_premium, rel_lowest_premium
from procurement.calculations.square_root import SquareRoot, rounded
from procurement.calculations.stress.exchange import PENCE_PLACES, Why


@dataclass(frozen=True, slots=True, kw_only=True)
class Premium:
    """The premium in percent of the other's price, or why there is none in percent.

    ANY_PRICE: it wins however dear it is. NOTHING: social value earns no pounds, so a pound dearer
    loses. PRICE_FIXED: prices are all the same.
    """

    percent: Fraction | None = None
    why: Why | None = None


def premium(rules: Rules, *, price: Fraction) -> Premium:
    """Return how much dearer a bid with full social value marks may be than one with none.

    Only these two bids are compared, all their other marks being full and equal; the one without
    social value is at `price`, in pounds above nought. At the premium the two are level. For
    REL_LOWEST and PQP it does not depend on the price: price_premium.py.

    Source: docs/sums.md 10.1 and 10.5.
    """
    gain = rules.weights[SOCIAL_VALUE]
    if gain == 0 and rules.formula != "QUALITY_TO_PRICE":
        return Premium(why=Why.NOTHING)
    try:
        return _PREMIUMS[rules.formula](rules, gain, price)
    except NoPremium:
        return Premium(why=Why.ANY_PRICE)


def _rel_lowest(rules: Rules, gain: Fraction, _price: Fraction) -> Premium:
    weight = rules.weights[PRICE]
    return Premium(percent=rel_lowest_premium(price_weight=weight, social_value_weight=gain))


def _rel_linear(rules: Rules, gain: Fraction, _price: Fraction) -> Premium:
    """The dearer bid loses w x premium, and nothing more beyond twice the lowest price."""
    return _some(gain / rules.weights[PRICE], limit=Fraction(1))


def _spread(rules: Rules, gain: Fraction, _price: Fraction) -> Premium:
    """Of two bids the dearer has no price marks, whatever the difference."""
    return Premium(why=Why.NOTHING if gain < rules.weights[PRICE] else Why.ANY_PRICE)


def _average(rules: Rules, gain: Fraction, _price: Fraction) -> Premium:
    """Of two bids, w x (P' - P) / (P' + P) is lost: P' / P = (w + gain) / (w - gain)."""
    weight = rules.weights[PRICE]
    if gain >= weight:
        return Premium(why=Why.ANY_PRICE)
    return Premium(percent=((weight + gain) / (weight - gain) - 1) * HUNDRED)


def _benchmark(rules: Rules, gain: Fraction, price: Fraction) -> Premium:
    """From the price, or the floor if it is below it, gain / w of the way from floor to ceiling."""
    floor, ceiling = rules.parameters.floor, rules.parameters.ceiling
    reached = max(price, floor) + gain / rules.weights[PRICE] * (ceiling - floor)
    if reached >= ceiling:
        return Premium(why=Why.ANY_PRICE)
    return Premium(percent=(reached / price - 1) * HUNDRED)


def _pqp(rules: Rules, gain: Fraction, _price: Fraction) -> Premium:
    return Premium(percent=pqp_premium(social_value_share=gain))


def _value_index(rules: Rules, gain: Fraction, price: Fraction) -> Premium:
    """(100 / (100 - gain))^k - 1; half a power is taken as a root, to the penny of the price."""
    if gain == HUNDRED:
        return Premium(why=Why.ANY_PRICE)
    ratio, exponent = HUNDRED / (HUNDRED - gain), rules.parameters.exponent
    if exponent.denominator == 1:
        return Premium(percent=(ratio**exponent.numerator - 1) * HUNDRED)
    dearest = rounded(SquareRoot(price**2 * ratio ** int(2 * exponent)), places=PENCE_PLACES)
    return Premium(percent=(dearest / price - 1) * HUNDRED)


def _published(rules: Rules, _gain: Fraction, price: Fraction) -> Premium:
    """The published pounds of the highest levels of social value, less those of the lowest."""
    values = rules.parameters.values
    pounds = sum(
        (
            values.get((question.code, question.levels[-1]), Fraction(0))
            - values.get((question.code, question.levels[0]), Fraction(0))
            for question in rules.questions
            if question.section == SOCIAL_VALUE
        ),
        start=Fraction(0),
    )
    return Premium(percent=pounds / price * HUNDRED) if pounds else Premium(why=Why.NOTHING)


def _some(share: Fraction, *, limit: Fraction) -> Premium:
    """Return a share as a percentage, or that there is no limit once it is reached."""
    return Premium(why=Why.ANY_PRICE) if share >= limit else Premium(percent=share * HUNDRED)


def _nothing(_rules: Rules, _gain: Fraction, _price: Fraction) -> Premium:
    return Premium(why=Why.NOTHING)


def _fixed(_rules: Rules, _gain: Fraction, _price: Fraction) -> Premium:
    return Premium(why=Why.PRICE_FIXED)


_PREMIUMS: Mapping[str, Callable[[Rules, Fraction, Fraction], Premium]] = {
    "REL_LOWEST": _rel_lowest,
    "REL_LINEAR": _rel_linear,
    "SPREAD": _spread,
    "MEAN": _average,
    "MEDIAN": _average,
    "BENCHMARK": _benchmark,
    "PQP": _pqp,
    "WEIGHTED_VFM": _value_index,
    "QUALITY_TO_PRICE": _published,
    "LOWEST_ABOVE_THRESHOLD": _nothing,
    "FIXED_PRICE": _fixed,
}
