"""What goes into the sealed bundle of a tender, and into the report for its file."""

import json
from typing import Any

from procurement.calculations.evaluation import WorkedOut, work_out
from procurement.evaluation.models import LetterPack
from procurement.evaluation.queries.letters import ranked_result_of
from procurement.evaluation.queries.result import known_areas_for_action
from procurement.evaluation.sealed_bundle import Sealed
from procurement.tenders.models import Tender
from procurement.tenders.queries import methodology_of
from socialvalue.audit.chain import members_of
from socialvalue.audit.queries import events_of


def sealed_parts(tender: Tender) -> Sealed:
    """Return what goes into the sealed bundle of a tender. Raises NotRanked."""
    ranked = ranked_result_of(tender)
    known = known_areas_for_action(methodology_of(tender))
    return Sealed(
        reference=tender.reference,
        title=tender.title,
        buyer=tender.buyer_name,
        bundle=ranked.bundle,
        result=ranked.result,
        areas={name: sorted(codes) for name, codes in known.items()},
        audit=[members_of(event) | {"hash": event.hash} for event in events_of(tender)],
        letters=[_pack(pack) for pack in packs_of(tender)],
    )


def stored_and_worked_out(tender: Tender) -> tuple[dict[str, Any], WorkedOut]:
    """Return the bundle that was stored, and what follows from it. Raises NotRanked."""
    bundle = json.loads(ranked_result_of(tender).bundle)
    areas = known_areas_for_action(methodology_of(tender))
    return bundle, work_out(bundle, areas_for_action=areas)


def packs_of(tender: Tender) -> Any:
    """Return the packs of letters of a tender that were made, the first one first."""
    packs = tender.letter_packs.exclude(sha256="").order_by("number")
    return packs.prefetch_related("letters__bid")


def _pack(pack: LetterPack) -> dict[str, Any]:
    """Return a pack and its letters by their fingerprints."""
    return {
        "pack": pack.number,
        "sha256": pack.sha256,
        "because": pack.because,
        "issued_at": pack.issued_at.isoformat() if pack.issued_at else None,
        "issued_by": pack.issued_by,
        "letters": [
            {
                "bid": letter.bid.code,
                "for": letter.audience,
                "pdf_sha256": letter.pdf_sha256,
                "docx_sha256": letter.docx_sha256,
                "html_sha256": letter.html_sha256,
            }
            for letter in pack.letters.all()
        ],
    }
