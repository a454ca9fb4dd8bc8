"""One bid of the result."""

from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache
from typing import Any

from procurement.calculations.abnormally_low import LowPriceTest
from procurement.calculations.combining import CriterionMark, SectionMark
from procurement.calculations.disqualification import Finding
from procurement.calculations.formulas import FORMULAS, Formula
from procurement.calculations.lot_assessment import Judged, LotAssessment, Outcome
from procurement.calculations.square_root import SquareRoot, rounded
from socialvalue.calculations.rounding import shown, shown_short

UNROUNDED_PLACES = 10


def bid_result(judged: Judged, assessment: LotAssessment, *, places: int) -> dict[str, Any]:
    """Return the documented result of one bid, with shown figures to that many places."""
    bid, marks = judged.bid, judged.marks
    standing = assessment.standings.get(bid.code)
    return {
        "bid": bid.code,
        "bidder": bid.bidder,
        "price": bid.price.text if bid.price is not None else None,
        "criteria": [_criterion(mark, places=places) for mark in marks.criteria],
        "sections": [_section(mark, places=places) for mark in marks.sections],
        **_outcome(
            assessment.outcomes.get(bid.code), FORMULAS[assessment.lot.formula], places=places
        ),
        "rank": standing.rank if standing else None,
        "tied_with": list(standing.tied_with) if standing else [],
        "tie_breaks_used": list(standing.tie_breaks_used) if standing else [],
        "pass_marks_missed": [
            _missed(finding) for finding in judged.findings if not finding.disqualifies
        ],
        "disqualifications": [
            _disqualification(finding) for finding in judged.findings if finding.disqualifies
        ],
        "abnormally_low": _abnormally_low(assessment.low_prices.get(bid.code), places=places),
    }


def _score(name: str, value: Fraction | None, *, places: int) -> dict[str, str | None]:
    """Return a figure as it is shown and, for checking, with more of its places."""
    if value is None:
        return {name: None, f"{name}_unrounded": None}
    as_shown, unrounded = _figures(value.numerator, value.denominator, places)
    return {name: as_shown, f"{name}_unrounded": unrounded}


@lru_cache(maxsize=4096)
def _figures(numerator: int, denominator: int, places: int) -> tuple[str, str]:
    """Return a figure as it is shown, and with more of its places: many scores are the same.

    It is looked up by its two integers, for a fraction takes longer to look up than to round.
    """
    value = Fraction(numerator, denominator)
    return shown(value, places=places), shown_short(value, places=UNROUNDED_PLACES)


def _criterion(mark: CriterionMark, *, places: int) -> dict[str, str | None]:
    as_shown, unrounded = _figures(mark.weighted.numerator, mark.weighted.denominator, places)
    return {
        "criterion": mark.criterion.code,
        "points": mark.score.points.text,
        "weighted_score": as_shown,
        "weighted_score_unrounded": unrounded,
    }


def _section(mark: SectionMark, *, places: int) -> dict[str, str | None]:
    return {
        "section": mark.section,
        "weight": mark.weight.text,
        "percent": shown(mark.percent, places=places),
        **_score("weighted_score", mark.weighted, places=places),
    }


def _outcome(outcome: Outcome | None, formula: Formula, *, places: int) -> dict[str, Any]:
    if outcome is None:
        return {
            **_score("price_score", None, places=places),
            **_score("total", None, places=places),
            "ranking": None,
        }
    return {
        **_score("price_score", outcome.price_score, places=places),
        **_score("total", outcome.total, places=places),
        "ranking": _ranking(outcome.measure, formula, places=places),
    }


def _ranking(measure: Fraction | SquareRoot, formula: Formula, *, places: int) -> dict[str, str]:
    return {
        "measure": formula.measure,
        "value": shown(rounded(measure, places=places), places=places),
        "unrounded": shown_short(
            rounded(measure, places=UNROUNDED_PLACES), places=UNROUNDED_PLACES
        ),
        "best": formula.best,
    }


def _missed(finding: Finding) -> dict[str, str]:
    return _given(
        criterion=finding.criterion,
        section=finding.section,
        achieved=finding.achieved,
        pass_mark=finding.pass_mark,
    )


def _disqualification(finding: Finding) -> dict[str, str]:
    return _given(rule=finding.rule) | _missed(finding) | _given(reason=finding.reason)


def _given(**members: str | None) -> dict[str, str]:
    """Return the members that there are: a decision has no pass mark, a section no criterion."""
    return {name: value for name, value in members.items() if value is not None}


def _abnormally_low(
    tests: tuple[LowPriceTest, ...] | None, *, places: int
) -> Mapping[str, Any] | None:
    if tests is None:
        return None
    return {
        "flag": any(test.flag for test in tests),
        "tests": [_low_price_test(test, places=places) for test in tests],
    }


def _low_price_test(test: LowPriceTest, *, places: int) -> dict[str, Any]:
    below = test.percent_below
    return {
        "reference": test.reference,
        "amount": shown(test.amount, places=places),
        "threshold": shown(test.threshold, places=places),
        "percent_below": shown(below, places=places) if below is not None else None,
        "flag": test.flag,
    }
