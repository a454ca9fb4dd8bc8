"""A price formula in words and in symbols, with one tender's own figures.

What a formula says of itself (formula.py) speaks to a buyer who chooses one. Bidders and readers
of a letter are told what it does here: with the weight of price, and the numbers published.
"""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from procurement.calculations.formulas import FORMULAS
from socialvalue.calculations.rounding import shown, shown_short

Published = Mapping[str, Any]
"""The published numbers of a formula, by name, as the bundle writes them (FORMAT.md 3)."""


def in_words(key: str, *, weight: str, published: Published) -> str:
    """Return what a formula does in this tender, in sentences.

    `weight` is the weight of price in percentage points, as text; `published` the numbers of the
    formula. Figures are rounded half up to 4 places where they are shown. Raises KeyError for a
    formula that is not known; where a number is not published yet it falls back to the words that
    the formula says of itself.
    """
    try:
        return WORDS[key](weight, published)
    except MISSING:
        return FORMULAS[key].explanation


def in_symbols(key: str, *, weight: str, published: Published) -> str:
    """Return a formula as a sum with this tender's figures, its limits in words.

    P is the price of the bid, Q what it earns for quality and social value together, 0 to 100.
    Where a number is not published yet it falls back to the formula's own symbols.
    """
    try:
        return SYMBOLS[key](weight, published)
    except MISSING:
        return FORMULAS[key].definition


MISSING = (KeyError, TypeError, ValueError)
"""What a number that is not there yet, or is no number, leads to."""


def _part(weight: str, share: Fraction) -> str:
    """Return a share of the price marks."""
    return shown_short(Fraction(weight) * share, places=4)


def _pounds(text: str) -> str:
    """Return an amount in pounds, with pence only where there are any: £1,500,000."""
    pounds, _, pence = shown(Fraction(text)).partition(".")
    return f"£{int(pounds):,}" + ("" if pence == "00" else f".{pence}")


def _number(text: str) -> str:
    """Return a number as it is published, without noughts that say nothing."""
    return shown_short(Fraction(text), places=4)


def _rel_lowest(weight: str, _: Published) -> str:
    return (
        f"The lowest price takes all {_number(weight)} price marks. A bid that costs twice as much "
        f"takes half of them, {_part(weight, Fraction(1, 2))}, and so on in proportion."
    )


def _rel_linear(weight: str, _: Published) -> str:
    return (
        f"The lowest price takes all {_number(weight)} price marks. Each 1% above it costs "
        f"{_part(weight, Fraction(1, 100))} marks, until none are left at twice the lowest price."
    )


def _spread(weight: str, published: Published) -> str:
    words = (
        f"The lowest price takes all {_number(weight)} price marks, the highest takes none, and "
        "prices between them take marks in proportion."
    )
    if published.get("when_undefined") == "full_score":
        words += " If there is one bid, or all prices are equal, each takes all the price marks."
    return words


def _around(middle: str) -> Callable[[str, Published], str]:
    """Return the words of a formula that compares with the mean or the median."""

    def words(weight: str, _: Published) -> str:
        step = _part(weight, Fraction(1, 200))
        return (
            f"A bid at the {middle} price takes {_part(weight, Fraction(1, 2))} of the "
            f"{_number(weight)} price marks. Each 1% below the {middle} adds {step} marks and each "
            f"1% above it takes {step} away, until none are left at twice the {middle}."
        )

    return words


def _benchmark(weight: str, published: Published) -> str:
    floor, ceiling = Fraction(published["floor"]), Fraction(published["ceiling"])
    middle = _pounds(str((floor + ceiling) / 2))
    return (
        f"A price of {_pounds(published['floor'])} or less takes all {_number(weight)} price "
        f"marks, a price of {_pounds(published['ceiling'])} or more takes none, and prices between "
        f"them take marks in proportion: {middle}, half-way, takes "
        f"{_part(weight, Fraction(1, 2))}. No bid changes the marks of another."
    )


def _weighted_vfm(_: str, published: Published) -> str:
    return (
        "The quality and social value points, raised to the power of "
        f"{_number(published['exponent'])}, are divided by the price in millions of pounds. The "
        "highest index wins."
    )


def _quality_to_price(_: str, published: Published) -> str:
    values = [Fraction(each["value"]) for each in published["values"]]
    return (
        "Each level of each question has a value in pounds, published with the method: from "
        f"{_pounds(str(min(values)))} to {_pounds(str(max(values)))}. The values of the levels "
        "that a bid reaches are taken off its price, and the lowest adjusted price wins."
    )


def _lowest_above(_: str, published: Published) -> str:
    return (
        f"A bid with fewer than {_number(published['minimum_quality'])} of 100 quality and social "
        "value points is disqualified. Of the others, the lowest price wins."
    )


def _fixed_price(_: str, published: Published) -> str:
    return (
        f"Every bid is at the published price of {_pounds(published['price'])}. The most quality "
        "and social value points win."
    )


WORDS: dict[str, Callable[[str, Published], str]] = {
    "REL_LOWEST": _rel_lowest,
    "REL_LINEAR": _rel_linear,
    "SPREAD": _spread,
    "MEAN": _around("mean"),
    "MEDIAN": _around("median"),
    "BENCHMARK": _benchmark,
    "PQP": lambda _weight, _published: FORMULAS["PQP"].explanation,
    "WEIGHTED_VFM": _weighted_vfm,
    "QUALITY_TO_PRICE": _quality_to_price,
    "LOWEST_ABOVE_THRESHOLD": _lowest_above,
    "FIXED_PRICE": _fixed_price,
}

SYMBOLS: dict[str, Callable[[str, Published], str]] = {
    "REL_LOWEST": lambda weight, _: f"{_number(weight)} × lowest ÷ P",
    "REL_LINEAR": lambda weight, _: (
        f"{_number(weight)} × (1 − (P − lowest) ÷ lowest), and never below 0"
    ),
    "SPREAD": lambda weight, _: f"{_number(weight)} × (highest − P) ÷ (highest − lowest)",
    "MEAN": lambda weight, _: f"{_number(weight)} × (½ + ½ × (mean − P) ÷ mean), and never below 0",
    "MEDIAN": lambda weight, _: (
        f"{_number(weight)} × (½ + ½ × (median − P) ÷ median), and never below 0"
    ),
    "BENCHMARK": lambda weight, published: (
        f"{_number(weight)} × ({_pounds(published['ceiling'])} − P) ÷ "
        f"({_pounds(published['ceiling'])} − {_pounds(published['floor'])}), and never below 0 or "
        f"above {_number(weight)}"
    ),
    "PQP": lambda _weight, _published: "P ÷ Q, the lowest first",
    "WEIGHTED_VFM": lambda _, published: (
        f"Q to the power of {_number(published['exponent'])} ÷ (P ÷ £1,000,000), the highest first"
    ),
    "QUALITY_TO_PRICE": lambda _weight, _published: (
        "P − the values of the levels reached, the lowest first"
    ),
    "LOWEST_ABOVE_THRESHOLD": lambda _, published: (
        f"the lowest P among bids with a Q of {_number(published['minimum_quality'])} or more"
    ),
    "FIXED_PRICE": lambda _, published: (
        f"the highest Q among bids at {_pounds(published['price'])}"
    ),
}
