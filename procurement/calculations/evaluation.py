"""From an evaluation bundle to its result: the one way in, for the command and for the pages."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from procurement.calculations.award import RankedBid, awards
from procurement.calculations.bundle.checks import faults_of
from procurement.calculations.bundle.faults import Fault, FaultCode
from procurement.calculations.bundle.model import PRICE, SCORED_SECTIONS, Tender
from procurement.calculations.bundle.reading import tender_of
from procurement.calculations.bundle.text import NotABundle, load_bundle
from procurement.calculations.canonical import NotCanonical, sha256
from procurement.calculations.gaps import Gap, gaps
from procurement.calculations.lot_assessment import LotAssessment, assess_lot
from procurement.calculations.result.document import refusal, result_document

__all__ = ["NotABundle", "WorkedOut", "evaluate", "load_bundle", "unreadable", "work_out"]


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkedOut:
    """The documented result and, by the code of the lot, the exact gaps behind its first bid.

    A lot has gaps only if bids are ranked by a total of which every section is a part.
    """

    result: dict[str, Any]
    gaps: Mapping[str, tuple[Gap, ...]] = field(default_factory=dict)


def evaluate(bundle: object, *, areas_for_action: Mapping[str, frozenset[str]]) -> dict[str, Any]:
    """Return the documented result of an evaluation bundle, "sv-evaluation-result/1.0".

    `bundle` is any JSON value, best read with `load_bundle`; `areas_for_action` gives the codes of
    the areas for action of each framework, such as {"marmot-6": frozenset({"1.1", ...})}.

    A faulty bundle, whatever its shape, gives the documented refusal and never an exception. All
    arithmetic is exact; figures are rounded once, half up, when they are put in the result.

    Source: FORMAT.md, evaluation bundle and evaluation result, version 1.0.
    """
    return work_out(bundle, areas_for_action=areas_for_action).result


def work_out(bundle: object, *, areas_for_action: Mapping[str, frozenset[str]]) -> WorkedOut:
    """Return the result as `evaluate` does, with the exact gaps between the bids of each lot."""
    if faults := faults_of(bundle, areas_for_action=areas_for_action):
        return WorkedOut(result=refusal(faults))
    try:
        fingerprint = sha256(bundle)
    except NotCanonical as wrong:
        return WorkedOut(result=unreadable(str(wrong)))
    return _worked_out(tender_of(cast(Mapping[str, Any], bundle)), fingerprint=fingerprint)


def unreadable(detail: str) -> dict[str, Any]:
    """Return the documented refusal of a file that cannot be read as a bundle at all.

    The format lists no code for that; the nearest is `unknown_format`, at the whole document.
    """
    return refusal([Fault(code=FaultCode.UNKNOWN_FORMAT, at="", detail=detail)])


def _worked_out(tender: Tender, *, fingerprint: str) -> WorkedOut:
    assessments = [assess_lot(lot, tender) for lot in tender.lots]
    ranked = {assessment.lot.code: _ranked_bids(assessment) for assessment in assessments}
    result = result_document(
        assessments,
        awards=awards(ranked, limits=tender.methodology.lot_limits),
        reference=tender.reference,
        fingerprint=fingerprint,
        places=tender.methodology.places,
    )
    return WorkedOut(result=result, gaps={each.lot.code: _gaps(each) for each in assessments})


def _gaps(assessment: LotAssessment) -> tuple[Gap, ...]:
    """Return the gaps of a lot; none where the measure is no sum of the sections' scores."""
    marks = {each.bid.code: each.marks for each in assessment.judged}
    scores = []
    for ranked in _ranked_bids(assessment):
        price_score = assessment.outcomes[ranked.code].price_score
        if price_score is None:
            return ()
        sections = {name: marks[ranked.code].of_section(name) for name in SCORED_SECTIONS}
        scores.append((ranked.code, sections | {PRICE: price_score}))
    return gaps(scores)


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
