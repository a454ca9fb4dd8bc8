"""The whole result: "sv-evaluation-result/1.0", and the refusal of a faulty bundle."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from procurement.calculations.award import Award
from procurement.calculations.bundle.faults import Fault
from procurement.calculations.lot_assessment import LotAssessment, LotStatus
from procurement.calculations.result.lots import lot_result

RESULT_FORMAT = "sv-evaluation-result/1.0"

SETTLED = (LotStatus.RANKED, LotStatus.NO_ADMISSIBLE_BIDS)


def result_document(
    assessments: Sequence[LotAssessment],
    *,
    awards: Mapping[str, Award],
    reference: str,
    fingerprint: str,
    places: int,
) -> dict[str, Any]:
    """Return the documented result of a tender.

    `awards` go by the code of the lot; `reference` is the tender's; `fingerprint` is the SHA-256 of
    the bundle; shown figures have that many `places`.
    """
    is_settled = all(assessment.status in SETTLED for assessment in assessments)
    return {
        "format": RESULT_FORMAT,
        "bundle_sha256": fingerprint,
        "tender": reference,
        "status": "complete" if is_settled else "incomplete",
        "lots": [
            lot_result(assessment, award=awards[assessment.lot.code], places=places)
            for assessment in assessments
        ],
        "errors": [],
    }


def refusal(faults: Iterable[Fault]) -> dict[str, Any]:
    """Return the documented result of a bundle that is itself faulty: nothing but the errors."""
    return {
        "format": RESULT_FORMAT,
        "status": "refused",
        "errors": [
            {"code": fault.code.value, "at": fault.at, "detail": fault.detail} for fault in faults
        ],
    }
