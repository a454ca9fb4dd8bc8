"""From an evaluation bundle to its result: the one way in, for the command and for the pages."""

from collections.abc import Mapping
from typing import Any, cast

from procurement.calculations.award import RankedBid, awards
from procurement.calculations.bundle.checks import faults_of
from procurement.calculations.bundle.faults import Fault, FaultCode
from procurement.calculations.bundle.model import Tender
from procurement.calculations.bundle.reading import tender_of
from procurement.calculations.bundle.text import NotABundle, load_bundle
from procurement.calculations.canonical import NotCanonical, sha256
from procurement.calculations.lot_assessment import LotAssessment, assess_lot
from procurement.calculations.result.document import refusal, result_document

__all__ = ["NotABundle", "evaluate", "load_bundle", "unreadable"]


def evaluate(bundle: object, *, areas_for_action: Mapping[str, frozenset[str]]) -> dict[str, Any]:
    """Return the documented result of an evaluation bundle, "sv-evaluation-result/1.0".

    `bundle` is any JSON value, best read with `load_bundle`; `areas_for_action` gives the codes of
    the areas for action of each framework, such as {"marmot-6": frozenset({"1.1", ...})}.

    A faulty bundle, whatever its shape, gives the documented refusal and never an exception. All
    arithmetic is exact; figures are rounded once, half up, when they are put in the result.

    Source: FORMAT.md, evaluation bundle and evaluation result, version 1.0.
    """
    if faults := faults_of(bundle, areas_for_action=areas_for_action):
        return refusal(faults)
    try:
        fingerprint = sha256(bundle)
    except NotCanonical as wrong:
        return unreadable(str(wrong))
    return _result(tender_of(cast(Mapping[str, Any], bundle)), fingerprint=fingerprint)


def unreadable(detail: str) -> dict[str, Any]:
    """Return the documented refusal of a file that cannot be read as a bundle at all.

    The format lists no code for that; the nearest is `unknown_format`, at the whole document.
    """
    return refusal([Fault(code=FaultCode.UNKNOWN_FORMAT, at="", detail=detail)])


def _result(tender: Tender, *, fingerprint: str) -> dict[str, Any]:
    assessments = [assess_lot(lot, tender) for lot in tender.lots]
    ranked = {assessment.lot.code: _ranked_bids(assessment) for assessment in assessments}
    return result_document(
        assessments,
        awards=awards(ranked, limits=tender.methodology.lot_limits),
        reference=tender.reference,
        fingerprint=fingerprint,
        places=tender.methodology.places,
    )


def _ranked_bids(assessment: LotAssessment) -> list[RankedBid]:
    """Return the bids of a lot that have a rank, best first."""
    ranked = [
        RankedBid(
            code=each.bid.code,
            bidder=each.bid.bidder,
            rank=assessment.standings[each.bid.code].rank,
        )
        for each in assessment.judged
        if each.bid.code in assessment.standings
    ]
    return sorted(ranked, key=lambda bid: bid.rank)
