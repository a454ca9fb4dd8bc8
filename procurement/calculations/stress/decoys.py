"""The grid of bids that could be thrown in to spoil a comparison: a decoy for each place on it.

A decoy is a bid that cannot win. Under a relative formula its price still moves the scores of the
others. The grid is published, so that a test that finds nothing says what it looked for:

* cheap: 50% to 99% of the lowest price, in steps of 1%;
* dear: 101% to 110% of the highest price in steps of 1%, and 120%, 150%, 200%, 300% and 500%;
* near copies: each bid again, at 99% and at 101% of its price, with 5 points in the hundred less
  in each section.

Cheap and dear decoys come twice: with none of the marks, and with the lowest marks of the field in
each section (the more believable of the two).
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from procurement.calculations.bundle.model import SCORED_SECTIONS
from procurement.calculations.contest import HUNDRED, Entrant

CHEAP = tuple(range(50, 100))
DEAR = (*range(101, 111), 120, 150, 200, 300, 500)
COPIES = (99, 101)
COPY_LESS = 5
DECOY = "decoy"


def decoys(entrants: Sequence[Entrant]) -> Iterator[Entrant]:
    """Yield the decoys for these bids. They have section percents only, and the code "decoy"."""
    lowest = min(each.price for each in entrants)
    highest = max(each.price for each in entrants)
    prices = [lowest * percent / HUNDRED for percent in CHEAP]
    prices += [highest * percent / HUNDRED for percent in DEAR]
    for price in prices:
        yield decoy_at(price, marks_of_the_worst(entrants), name=_kind(price, lowest))
        yield decoy_at(
            price, dict.fromkeys(SCORED_SECTIONS, Fraction(0)), name=_kind(price, lowest)
        )
    for each in entrants:
        less = {name: max(each.percents.get(name, Fraction(0)) - COPY_LESS, Fraction(0))
                for name in SCORED_SECTIONS}  # fmt: skip
        for percent in COPIES:
            yield decoy_at(
                each.price * percent / HUNDRED, less, name=f"a near copy of {each.called}"
            )


def decoy_at(price: Fraction, percents: dict[str, Fraction], *, name: str) -> Entrant:
    """Return a decoy at a price in pounds with these percents of each section's marks."""
    return Entrant(code=DECOY, price=price, percents=percents, name=name)


def marks_of_the_worst(entrants: Sequence[Entrant]) -> dict[str, Fraction]:
    """Return the lowest percent that any of the bids earned in each section."""
    return {
        name: min(each.percents.get(name, Fraction(0)) for each in entrants)
        for name in SCORED_SECTIONS
    }


def _kind(price: Fraction, lowest: Fraction) -> str:
    return "a cheap bid that cannot win" if price < lowest else "a dear bid that cannot win"
