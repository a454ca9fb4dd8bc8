"""Reads about bids."""

import datetime as dt

from django.db import models

from procurement.bids.models import Bid
from procurement.tenders.models import Tender


def bids_with_prices(tender: Tender) -> models.QuerySet[Bid]:
    """Return every bid of a tender, withdrawn ones too, with bidder, lot and price."""
    return tender.bids.select_related("bidder", "lot", "price").order_by("position")


def method_fixed_at(tender: Tender) -> dt.datetime | None:
    """Return when the first method of the tender was fixed, or None while it is a draft."""
    fixed = tender.methodologies.exclude(published_at=None).order_by("number")
    return fixed.values_list("published_at", flat=True).first()


def came_before_method(bid: Bid, *, fixed_at: dt.datetime | None) -> bool:
    """Whether a bid came in before the method by which it is judged was fixed."""
    return fixed_at is not None and bid.submitted < fixed_at


def price_pence_of(bid: Bid) -> int | None:
    """Return the price of a bid, or None if it was never opened."""
    price = getattr(bid, "price", None)
    return None if price is None else price.price_pence
