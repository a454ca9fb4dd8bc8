"""Receive several bids that came in one file, all of them or none."""

import datetime as dt
from collections.abc import Sequence

from django.db import models, transaction

from procurement.bids.actions.receiving import noting_refusals, receive_one
from procurement.bids.actions.sealing import Offer, Received
from procurement.bids.models import Bid, Origin
from procurement.calculations.ocds_bids import FoundBid
from procurement.calculations.statements import new_nonce
from procurement.tenders.models import Tender


def receive_bids(
    *,
    tender: Tender,
    found: Sequence[FoundBid],
    received: Received,
    by: models.Model | str,
    at: dt.datetime,
    replaces_because: str = "",
) -> list[Bid]:
    """Receive the bids of an OCDS release, and return them. Give only those that lack nothing.

    Each envelope holds that part of the release which is its bid, so that to open or to destroy
    one says nothing of the others.
    Raises as `receive_bid`; then none of them is received.
    """
    lots = {lot.code: lot for lot in tender.lots.all()}
    with noting_refusals(tender, by=by, at=at), transaction.atomic():
        return [
            receive_one(
                tender=tender,
                lot=lots[bid.lot],
                offer=Offer.of(
                    bidder_name=bid.bidder_name, answers=bid.answers, price_pence=bid.price_pence
                ),
                origin=Origin.OCDS,
                received=Received(
                    file_name=received.file_name, content=bid.part(nonce=new_nonce())
                ),
                by=by,
                at=at,
                replaces_because=replaces_because.strip(),
            )
            for bid in found
        ]
