"""Reads about bids."""

from django.db import models

from procurement.bids.models import Bid
from procurement.tenders.models import Tender


def bids_with_prices(tender: Tender) -> models.QuerySet[Bid]:
    """Return every bid of a tender, withdrawn ones too, with bidder, lot and price."""
    return tender.bids.select_related("bidder", "lot", "price").order_by("position")


def price_pence_of(bid: Bid) -> int | None:
    """Return the price of a bid, or None if it was never opened."""
    price = getattr(bid, "price", None)
    return None if price is None else price.price_pence
