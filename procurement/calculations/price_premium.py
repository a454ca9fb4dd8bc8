"""How much dearer full social value marks let a bid be before it loses on price."""

from fractions import Fraction

HUNDRED = 100


class NoPremium(ValueError):
    """No price, however high, would lose: social value weighs as much as all it is set against."""


def rel_lowest_premium(*, price_weight: Fraction, social_value_weight: Fraction) -> Fraction:
    """Return the premium under REL_LOWEST, in percent of the lowest price.

    A bid with full social value marks is set against the lowest-priced bid with none, all other
    marks being equal. They tie when it is dearer by

        price weight / (price weight - social value weight) - 1

    Weights in percentage points of the tender. Not rounded.

    Raises NoPremium where social value weighs as much as price or more: then the bid wins at any
    price. Source: formulas.json, price_premium.
    """
    return _premium(whole=price_weight, share=social_value_weight)


def pqp_premium(*, social_value_share: Fraction) -> Fraction:
    """Return the premium under PQP (price per quality point), in percent of the other's price.

        100 / (100 - share) - 1, the share being social value's percent of all the quality points

    Not rounded. Raises NoPremium where social value is all there is. Source: formulas.json.
    """
    return _premium(whole=Fraction(HUNDRED), share=social_value_share)


def _premium(*, whole: Fraction, share: Fraction) -> Fraction:
    if share >= whole:
        raise NoPremium("a bid with full social value marks would win at any price")
    return (whole / (whole - share) - 1) * HUNDRED
