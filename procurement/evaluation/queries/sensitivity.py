"""How much the result of a tender hangs on single scores, weights and bids."""

from typing import Any

from procurement.evaluation.queries.decision import latest_result, stored_members
from procurement.evaluation.queries.result import result_of
from procurement.tenders.models import Tender


def sensitivity_of_tender(tender: Tender) -> tuple[dict[str, Any], tuple[Any, ...]]:
    """Return the bundle that was ranked, and the sensitivity of each of its lots.

    The stored bundle, or the one of now where none is stored. No lot where nothing can be worked
    out. Raises NoMethod.
    """
    from procurement.calculations.sensitivity.pack import (  # noqa: PLC0415 -- slow import
        sensitivity,
    )

    stored = latest_result(tender)
    bundle, result = stored_members(stored) if stored else result_of(tender)
    return bundle, () if result["status"] == "refused" else sensitivity(bundle)
