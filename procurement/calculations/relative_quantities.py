"""Social value scored by the size of the offer against the highest offer, and why not to."""

from collections.abc import Mapping
from fractions import Fraction


class NothingOffered(ValueError):
    """No bid offers more than nought, so there is no highest offer to compare with."""


def relative_quantity_scores(
    offers: Mapping[str, Fraction], *, weight: Fraction
) -> dict[str, Fraction]:
    """Return the score of each bid: weight x offer / highest offer, in percentage points.

    `offers` are pounds by the code of the bid. Not rounded. It is here to show what the method
    does: one inflated offer shrinks the difference between all the others, so the tool does not
    score with it.

    Raises NothingOffered. Source: formulas.json, relative_quantities.
    """
    highest = max(offers.values(), default=Fraction(0))
    if highest <= 0:
        raise NothingOffered("no bid offers more than nought")
    return {bid: weight * offer / highest for bid, offer in offers.items()}
