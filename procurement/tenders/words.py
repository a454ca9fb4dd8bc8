"""Words for formulas, ties and events: what people read in place of codes."""

from dataclasses import dataclass

from procurement.tenders.models import Formula


@dataclass(frozen=True, slots=True, kw_only=True)
class FormulaWords:
    """What a price formula is called, what it does, and what to beware of."""

    title: str
    does: str
    caution: str = ""

    @property
    def hint(self) -> str:
        """The words under the choice."""
        return f"{self.does} {self.caution}".strip()


RELATIVE = (
    "Caution: the marks depend on the other bids, so a bid that cannot win may change who does."
)

FORMULAS = {
    Formula.BENCHMARK: FormulaWords(
        title="Between a floor and a ceiling (recommended)",
        does=(
            "Full marks at the floor or below, none at the ceiling or above, evenly in between. "
            "You publish both. No other bid changes a bidder's marks."
        ),
    ),
    Formula.REL_LOWEST: FormulaWords(
        title="Lowest price divided by the bid's price",
        does="The lowest price gets full marks; twice the lowest gets half.",
        caution=RELATIVE,
    ),
    Formula.REL_LINEAR: FormulaWords(
        title="Straight line from the lowest price",
        does="The lowest price gets full marks; twice the lowest, or more, gets none.",
        caution=RELATIVE,
    ),
    Formula.SPREAD: FormulaWords(
        title="Spread from lowest to highest",
        does="The lowest price gets full marks and the highest none, however close they are.",
        caution=f"{RELATIVE} It cannot be used with one bid or with equal prices.",
    ),
    Formula.MEAN: FormulaWords(
        title="Distance from the mean price",
        does="A price at the mean gets half the marks; twice the mean, or more, gets none.",
        caution=f"{RELATIVE} One very high bid lifts all the others.",
    ),
    Formula.MEDIAN: FormulaWords(
        title="Distance from the median price",
        does="A price at the median gets half the marks; twice the median, or more, gets none.",
        caution=RELATIVE,
    ),
    Formula.PQP: FormulaWords(
        title="Price for each quality point",
        does=(
            "The price divided by the quality and social value score, out of 100. "
            "The lowest is first."
        ),
        caution="Caution: it fixes what a point is worth. Set a pass mark for quality with it.",
    ),
    Formula.WEIGHTED_VFM: FormulaWords(
        title="Weighted value for money",
        does=(
            "The quality and social value score, raised to an exponent you publish, divided by "
            "the price in millions. The highest is first."
        ),
        caution="Caution: try the exponent on made-up bids first. At 1, both pull alike.",
    ),
    Formula.LOWEST_ABOVE_THRESHOLD: FormulaWords(
        title="Lowest price above a quality threshold",
        does="Bids that reach the score you publish are ranked by price alone.",
        caution="Caution: above the threshold, better quality and social value earn nothing.",
    ),
    Formula.FIXED_PRICE: FormulaWords(
        title="Fixed price: quality and social value decide",
        does="You publish the price. Every bid must be at exactly that price.",
    ),
}
"""The formulas that the page offers. QUALITY_TO_PRICE needs pounds for each level of each scale and
comes only with a bundle."""

ALL_FORMULAS = {
    **FORMULAS,
    Formula.QUALITY_TO_PRICE: FormulaWords(
        title="Quality turned into pounds",
        does="The price less the published value of the levels reached. The lowest is first.",
    ),
}

TIE_BREAKS = {
    "social_value quality price drawn_lot": (
        "more social value; then more quality; then the lower price"
    ),
    "quality social_value price drawn_lot": (
        "more quality; then more social value; then the lower price"
    ),
    "price social_value quality drawn_lot": (
        "the lower price; then more social value; then more quality"
    ),
}
