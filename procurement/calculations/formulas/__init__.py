"""The eleven price formulas: the sums, when they have no answer, and words that explain them."""

from procurement.calculations.formulas.formula import Formula, Parameter
from procurement.calculations.formulas.offers import Comparison, Offer
from procurement.calculations.formulas.ranking_formulas import RANKING_FORMULAS
from procurement.calculations.formulas.score_formulas import SCORE_FORMULAS

FORMULAS: dict[str, Formula] = {
    formula.key: formula for formula in (*SCORE_FORMULAS, *RANKING_FORMULAS)
}
"""Every price formula by its key, score formulas first, in the order of FORMAT.md 3.3."""

__all__ = ["FORMULAS", "Comparison", "Formula", "Offer", "Parameter"]
