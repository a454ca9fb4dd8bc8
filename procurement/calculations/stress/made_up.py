"""The made-up bids that a stress test begins with, until somebody makes up others."""

from fractions import Fraction

from procurement.calculations.bundle.model import QUALITY, SOCIAL_VALUE
from procurement.calculations.contest import HUNDRED, Entrant, Rules

BEGINNING = (
    # name, percent of the expected price, percent of the quality and of the social value marks
    ("Bid A, balanced", 100, 75, 60),
    ("Bid B, strong on social value", 104, 72, 90),
    ("Bid C, low price", 88, 60, 40),
    ("Bid D, strong on quality", 108, 88, 55),
    ("Bid E, middling", 96, 68, 50),
)


def made_up_bids(rules: Rules, *, price: Fraction) -> tuple[Entrant, ...]:
    """Return five bids around the expected price, in pounds: cheap and dear, strong here and there.

    Prices are in whole pounds, rounded down; where the price is fixed all are at it.
    """
    fixed = rules.parameters.price if rules.formula == "FIXED_PRICE" else None
    return tuple(
        Entrant(
            code=str(number),
            name=name,
            price=fixed if fixed is not None else Fraction(price * of_price // HUNDRED),
            percents={QUALITY: Fraction(quality), SOCIAL_VALUE: Fraction(social_value)},
        )
        for number, (name, of_price, quality, social_value) in enumerate(BEGINNING)
    )
