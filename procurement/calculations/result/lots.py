"""One lot of the result."""

from typing import Any

from procurement.calculations.award import Award
from procurement.calculations.bundle.model import SECTIONS
from procurement.calculations.formulas import FORMULAS
from procurement.calculations.formulas.ranking_sums import PRICE_NOT_FIXED_PRICE
from procurement.calculations.lot_assessment import Judged, LotAssessment
from procurement.calculations.price_statistics import PriceStatistics
from procurement.calculations.result.bids import bid_result
from socialvalue.calculations.rounding import shown


def lot_result(assessment: LotAssessment, *, award: Award, places: int) -> dict[str, Any]:
    """Return the documented result of one lot, with shown figures to that many places."""
    lot = assessment.lot
    return {
        "lot": lot.code,
        "status": assessment.status.value,
        "formula": lot.formula,
        "section_weights": {section: lot.section_weights[section].text for section in SECTIONS},
        "price_statistics": _statistics(assessment.statistics, places=places),
        "bids": [bid_result(each, assessment, places=places) for each in _in_order(assessment)],
        "preferred_bid": award.preferred,
        "passed_over": [{"bid": bid, "reason": "lot_limit"} for bid in award.passed_over],
        "errors": _errors(assessment),
    }


def _in_order(assessment: LotAssessment) -> list[Judged]:
    """Return the bids by rank, then the disqualified ones by code.

    Bids that share a rank, and admissible bids of a lot that is refused, stay in the order of the
    bundle, because sorting keeps the order of what is equal.
    """
    ranks = {code: standing.rank for code, standing in assessment.standings.items()}
    admissible = [each for each in assessment.judged if each.is_admissible]
    disqualified = [each for each in assessment.judged if not each.is_admissible]
    return [
        *sorted(admissible, key=lambda each: ranks.get(each.bid.code, 0)),
        *sorted(disqualified, key=lambda each: each.bid.code),
    ]


def _statistics(statistics: PriceStatistics | None, *, places: int) -> dict[str, Any] | None:
    if statistics is None:
        return None
    return {
        "bids_compared": statistics.bids_compared,
        "lowest": shown(statistics.lowest, places=places),
        "highest": shown(statistics.highest, places=places),
        "mean": shown(statistics.mean, places=places),
        "median": shown(statistics.median, places=places),
    }


def _errors(assessment: LotAssessment) -> list[dict[str, str]]:
    lot, cause = assessment.lot, assessment.cause
    if cause is None:
        return []
    formula = FORMULAS[lot.formula]
    if cause == PRICE_NOT_FIXED_PRICE:
        detail = "A bid is at another price than the published one, so the lot is not ranked."
        return [{"code": cause, "at": lot.code, "detail": detail}]
    return [
        {
            "code": "formula_undefined",
            "at": lot.code,
            "formula": formula.key,
            "cause": cause,
            "detail": f"{formula.key} has no answer where {formula.undefined_when}, so the lot is "
            "not ranked.",
        }
    ]
