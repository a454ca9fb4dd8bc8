"""Words for formulas and ties: what people read in place of codes."""

from procurement.calculations.formulas import FORMULAS
from procurement.tenders.models import Formula

OFFERED = [
    Formula.BENCHMARK,
    *(
        formula
        for formula in Formula
        if formula not in {Formula.BENCHMARK, Formula.QUALITY_TO_PRICE}
    ),
]
"""The formulas that the price page offers, the recommended one first. QUALITY_TO_PRICE needs pounds
for each level of each scale, and comes only with a bundle."""

TIE_BREAK_ENTRIES = {
    "social_value": "more social value",
    "quality": "more quality",
    "price": "the lower price",
    "drawn_lot": "the better lot drawn before a witness",
}

TIE_CHOICES = {
    code: words.capitalize() for code, words in TIE_BREAK_ENTRIES.items() if code != "drawn_lot"
}
"""What an officer may choose to decide between equal bids, besides the score of a question."""


def formula_title(key: str) -> str:
    """Return what people call a formula, and whether it is the one to take if in doubt."""
    title = FORMULAS[key].title
    return f"{title} (recommended)" if key == Formula.BENCHMARK else title


def formula_hint(key: str) -> str:
    """Return what a formula does and what to beware of."""
    formula = FORMULAS[key]
    relative = "The marks depend on the other bids. " if formula.depends_on_other_bids else ""
    return f"{formula.explanation} Caution: {relative}{formula.caution}"
