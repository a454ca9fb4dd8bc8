"""The stress test of a method in words and tables."""

from fractions import Fraction
from typing import Any

from procurement.calculations import stress
from procurement.calculations.contest import Entrant
from procurement.calculations.square_root import rounded
from procurement.calculations.stress import verdict as words
from procurement.calculations.stress.words import percent, pounds
from socialvalue.calculations.rounding import shown

TAGS = {
    stress.Kind.PASSES: ("Passes", "green"),
    stress.Kind.LOOK_AGAIN: ("Look again", "yellow"),
    stress.Kind.CHANGES_WINNERS: ("Changes winners", "red"),
}
SECTIONS = {"quality": "Quality", "price": "Price", "social_value": "Social value"}


def verdict(test: stress.StressTest) -> dict[str, Any]:
    """Return the verdict: its heading, a tag, and its sentences, concerns apart."""
    found = stress.verdict_on(test)
    tag, colour = TAGS[found.kind]
    return {
        "kind": found.kind.value,
        "heading": found.heading,
        "tag": tag,
        "colour": colour,
        "passes": found.kind is stress.Kind.PASSES,
        "concerns": [each.sentence for each in found.findings if each.is_concern],
        "others": [each.sentence for each in found.findings if not each.is_concern],
    }


def bid_rows(test: stress.StressTest) -> list[list[Any]]:
    """Return a row for each made-up bid: name, price, marks, and what it comes to."""
    return [
        [
            each.called,
            pounds(each.price),
            *(_percent_of(each, section) for section in ("quality", "social_value")),
            measure_of(test, each.code),
            _rank(test, each.code),
        ]
        for each in best_first(test)
    ]


def best_first(test: stress.StressTest) -> list[Entrant]:
    """Return the made-up bids by rank, those without one last."""
    ranks = test.base.ranks
    return sorted(test.entrants, key=lambda each: ranks.get(each.code, len(test.entrants) + 1))


def bid_columns(test: stress.StressTest) -> list[dict[str, Any]]:
    """Return the headings of `bid_rows`."""
    measure = MEASURES.get(test.rules.formula, "Total")
    return [
        {"text": "Made-up bid"},
        *(
            {"text": text, "numeric": True}
            for text in ("Price", "Quality marks", "Social value marks", measure, "Rank")
        ),
    ]


MEASURES = {
    "PQP": "Pounds per point",
    "WEIGHTED_VFM": "Value index",
    "QUALITY_TO_PRICE": "Adjusted price",
    "LOWEST_ABOVE_THRESHOLD": "Price",
    "FIXED_PRICE": "Points",
}
"""What the formulas that give no total rank by."""


def _percent_of(entrant: Entrant, section: str) -> str:
    return percent(entrant.percents.get(section, Fraction(0)), places=1)


def measure_of(test: stress.StressTest, code: str) -> str:
    """Return what a made-up bid is ranked by, as it is shown."""
    measure = test.base.measures.get(code)
    if measure is None:
        return "–"
    figure = rounded(measure, places=2)
    money = test.rules.sums.unit.startswith("pounds")
    return pounds(figure) if money else shown(figure)


def _rank(test: stress.StressTest, code: str) -> str:
    if code in test.base.out:
        return "Out"
    return str(test.base.ranks.get(code, "–"))


def level_rows(test: stress.StressTest) -> list[list[str]]:
    """Return what one level up on each social value question is worth to the winner."""
    return [
        [
            f"{worth.question.code} {worth.question.title}".strip(),
            words.points_words(worth.least_points, worth.most_points),
            _between(worth.least, worth.most),
        ]
        for worth in test.levels
    ]


def _between(least: stress.Pounds, most: stress.Pounds) -> str:
    low, high = words.pounds_words(least), words.pounds_words(most)
    return low if low == high else f"{low} to {high}"
