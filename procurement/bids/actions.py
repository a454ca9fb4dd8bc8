"""Record, change and withdraw bids, until the first score is given."""

import datetime as dt
from typing import Any

from django.db import models, transaction
from django.db.models import Max

from procurement.bids.models import Bid, Bidder, BidPrice
from procurement.bids.queries import came_before_method, method_fixed_at
from procurement.tenders.models import Lot, Tender
from socialvalue.audit import actions as audit


class BidsAreClosed(ValueError):
    """Bids change only between the fixing of the method and the first score."""

    def __init__(self, tender: Tender) -> None:
        reason = (
            "Fix the method first: bids come after it."
            if tender.is_draft
            else "Scoring has begun, so bids can no longer be added, changed or withdrawn."
        )
        super().__init__(reason)


class BidsTwice(ValueError):
    """A bidder makes one bid for a lot."""

    def __init__(self, bidder: Bidder) -> None:
        super().__init__(f"{bidder.name} already has a bid. Change that one, or withdraw it first")


class BidInTheFuture(ValueError):
    """A bid cannot have come in later than now."""

    def __init__(self) -> None:
        super().__init__(
            "The time the bid came in must not be in the future. Check the day, the year and the "
            "time"
        )


class BidChangedMeanwhile(ValueError):
    """Somebody else changed the bid after this person opened the page."""

    def __init__(self) -> None:
        super().__init__(
            "Somebody changed this bid after you opened the page. Nothing of yours was saved. "
            "Check your answers below, then save again."
        )


@transaction.atomic
def record_bid(
    *,
    tender: Tender,
    lot: Lot,
    bidder_name: str,
    price_pence: int,
    submitted: dt.datetime,
    by: models.Model | str,
    at: dt.datetime,
) -> Bid:
    """Store a bid and, apart, its price in pence; return the bid.

    A bidder of the same name, in any case of letters, is the same bidder. The record keeps whether
    the bid came in before the method was fixed. Raises BidsAreClosed, BidInTheFuture, BidsTwice.
    """
    tender = _open(tender)
    _refuse_future(submitted, at)
    bidder = _bidder(tender, bidder_name)
    _refuse_second(bidder, lot)
    place = tender.bids.aggregate(last=Max("position"))["last"]
    number = 0 if place is None else place + 1
    bid = Bid.objects.create(
        tender=tender,
        bidder=bidder,
        lot=lot,
        position=number,
        code=f"B{number + 1}",
        submitted=submitted,
        recorded_at=at,
        recorded_by=str(by),
    )
    BidPrice.sealed.create(bid=bid, price_pence=price_pence)
    _record(bid, did="bid.recorded", by=by, at=at, after=_written(bid, price_pence))
    return bid


@transaction.atomic
def change_bid(
    *,
    bid: Bid,
    bidder_name: str,
    price_pence: int,
    submitted: dt.datetime,
    reason: str,
    edits: int,
    by: models.Model | str,
    at: dt.datetime,
) -> Bid:
    """Change a bid that stands, and return it. `edits` is how often it had been changed when read.

    `reason` says why, and stays in the record.
    Raises BidsAreClosed, BidInTheFuture, BidsTwice, BidChangedMeanwhile.
    """
    tender = _open(bid.tender)
    _refuse_future(submitted, at)
    bid = Bid.objects.select_for_update().get(pk=bid.pk)
    if bid.edits != edits or bid.withdrawn_at is not None:
        raise BidChangedMeanwhile
    price = BidPrice.sealed.get(bid=bid)
    before = _written(bid, price.price_pence)
    bidder = _bidder(tender, bidder_name)
    if bidder != bid.bidder:
        _refuse_second(bidder, bid.lot)
    bid.bidder, bid.submitted, bid.edits = bidder, submitted, edits + 1
    bid.save(update_fields=["bidder", "submitted", "edits"])
    price.price_pence = price_pence
    price.save(update_fields=["price_pence"])
    after = _written(bid, price_pence)
    _record(bid, did="bid.changed", by=by, at=at, reason=reason, before=before, after=after)
    return bid


@transaction.atomic
def withdraw_bid(*, bid: Bid, reason: str, by: models.Model | str, at: dt.datetime) -> Bid:
    """Take a bid out of everything, keeping it and why.

    Raises BidsAreClosed, BidChangedMeanwhile.
    """
    _open(bid.tender)
    bid = Bid.objects.select_for_update().get(pk=bid.pk)
    if bid.withdrawn_at is not None:
        raise BidChangedMeanwhile
    bid.withdrawn_at, bid.withdrawn_by, bid.withdrawn_because = at, str(by), reason
    bid.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_because"])
    _record(bid, did="bid.withdrawn", by=by, at=at, reason=reason)
    return bid


def _open(tender: Tender) -> Tender:
    """Return the tender, locked, if it takes bids. Raises BidsAreClosed."""
    locked = Tender.objects.select_for_update().get(pk=tender.pk)
    if not locked.takes_bids:
        raise BidsAreClosed(locked)
    return locked


def _refuse_future(submitted: dt.datetime, at: dt.datetime) -> None:
    """Raise BidInTheFuture if the bid came in after the moment at which it is recorded."""
    if submitted > at:
        raise BidInTheFuture


def _bidder(tender: Tender, name: str) -> Bidder:
    """Return the tender's bidder of that name, made if there is none yet."""
    known = {bidder.name.casefold(): bidder for bidder in tender.bidders.all()}
    if bidder := known.get(name.casefold()):
        return bidder
    number = 1 + max((bidder.position for bidder in known.values()), default=-1)
    return Bidder.objects.create(tender=tender, position=number, code=f"S{number + 1}", name=name)


def _refuse_second(bidder: Bidder, lot: Lot) -> None:
    """Raise BidsTwice if the bidder has a bid that stands for the lot."""
    if bidder.bids.standing().filter(lot=lot).exists():
        raise BidsTwice(bidder)


def _written(bid: Bid, price_pence: int) -> dict[str, Any]:
    """Return a bid as the record keeps it."""
    return {
        "bidder": bid.bidder.name,
        "lot": bid.lot.code,
        "submitted": bid.submitted.isoformat(),
        "price_pence": price_pence,
        "came_before_the_method_was_fixed": came_before_method(
            bid, fixed_at=method_fixed_at(bid.tender)
        ),
    }


def _record(
    bid: Bid,
    *,
    did: str,
    by: models.Model | str,
    at: dt.datetime,
    reason: str = "",
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> None:
    """Add the event to the tender's record."""
    audit.record(
        by=by,
        at=at,
        did=did,
        subject=bid.tender,
        organisation=bid.tender.organisation,
        reason=reason,
        before=before,
        after={"bid": bid.code, "bidder": bid.bidder.name} | (after or {}),
    )
