"""Turns bids into the words on the page."""

from typing import Any

from procurement.bids.models import Bid
from procurement.tenders.models import Tender
from procurement.tenders.presenters import moment


def receipt_row(bid: Bid, tender: Tender) -> dict[str, Any]:
    """Return one row of the list of receipts: only what an envelope shows."""
    return {
        "pk": bid.pk,
        "code": bid.code,
        "submitted": moment(bid.submitted, tender),
        "origin": bid.get_origin_display(),
        "receipt": bid.receipt_sha256,
        "is_late": bid.is_late,
        "is_withdrawn": bid.withdrawn_at is not None,
        "withdrawn_because": bid.withdrawn_because,
    }
