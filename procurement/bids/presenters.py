"""Turns bids into the words on the page."""

import datetime as dt
from typing import Any

from procurement.bids.models import Bid
from procurement.bids.queries import came_before_method, price_pence_of
from procurement.tenders.models import Tender
from procurement.tenders.presenters import moment, money


def bid_row(bid: Bid, tender: Tender, *, fixed_at: dt.datetime | None) -> dict[str, Any]:
    """Return one row of the list of bids. `fixed_at` is when the method was fixed."""
    pence = price_pence_of(bid)
    return {
        "pk": bid.pk,
        "code": bid.code,
        "bidder": bid.bidder.name,
        "lot": bid.lot.code,
        "submitted": moment(bid.submitted, tender),
        "is_late": is_late(bid, tender),
        "is_early": came_before_method(bid, fixed_at=fixed_at),
        "price": "Not opened" if pence is None else money(pence),
        "is_withdrawn": bid.withdrawn_at is not None,
        "withdrawn_because": bid.withdrawn_because,
    }


def is_late(bid: Bid, tender: Tender) -> bool:
    """Whether a bid came after the deadline. That alone disqualifies nobody."""
    return tender.deadline is not None and bid.submitted > tender.deadline
