"""Receive a bid and seal it. From then on nobody reads it before it is opened by two people.

The record says of a sealed bid only what its envelope shows: code, moment, how it came, and the
SHA-256 of what was received. It names neither bidder nor lot nor price.
"""

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import models, transaction
from django.db.models import Max

from procurement.bids import queries
from procurement.bids.actions.sealing import Offer, Received, seal
from procurement.bids.models import Bid, Bidder
from procurement.calculations.commitments import Promise
from procurement.calculations.names import same_name
from procurement.tenders.actions import life
from procurement.tenders.models import Criterion, Lot, Methodology, Tender
from socialvalue.audit import actions as audit


class BidsAreClosed(ValueError):
    """Bids are received from the publication of the method until the first of them is opened."""

    def __init__(self, tender: Tender) -> None:
        super().__init__(
            "Publish the method first: bids come after it."
            if tender.is_draft
            else "Bids are opened or the tender has ended, so no bid can be received any more."
        )


class BidderBidsAlready(ValueError):
    """A bidder makes one bid for a lot."""

    def __init__(self) -> None:
        super().__init__(
            "A bid of this bidder for this lot is sealed already. If this one replaces it, say why"
        )


class CameTooLateToReplace(ValueError):
    """After the deadline a bid that came in time stands."""

    def __init__(self) -> None:
        super().__init__(
            "A bid of this bidder for this lot is sealed already, and the deadline has passed. "
            "That bid stands and can no longer be replaced."
        )


class UnknownQuestion(ValueError):
    """A bid answers something that is not asked for its lot."""

    def __init__(self, codes: Collection[str]) -> None:
        super().__init__(f"Not a question of this lot: {', '.join(sorted(codes))}")


@contextmanager
def noting_refusals(tender: Tender, *, by: models.Model | str, at: dt.datetime) -> Iterator[None]:
    """Keep in the record that somebody tried to bid twice: the answer shows who has bid."""
    try:
        yield
    except (BidderBidsAlready, CameTooLateToReplace):
        with transaction.atomic():
            audit.record_about(tender, did="bid.refused", by=by, at=at)
        raise


def receive_bid(
    *,
    tender: Tender,
    lot: Lot,
    bidder_name: str,
    answers: Mapping[str, str],
    commitments: Sequence[Promise],
    price_pence: int | None,
    origin: str,
    by: models.Model | str,
    at: dt.datetime,
    received: Received | None = None,
    replaces_because: str = "",
) -> Bid:
    """Receive a bid, seal it, and return it. The one door for bids, however they come.

    `answers` are texts by the code of the question; one that is left out was not answered.
    `price_pence` is None if the bid has no price. When it came is read from the clock of the
    database, in the same transaction; after the deadline it is kept and marked late. Only in a
    demonstration it is `at`, so that what is made up has made-up times too. `received` is
    the file it came in; what is typed in is kept in its canonical form. A bidder whose name
    looks the same, in any case of letters, is the same bidder: `replaces_because` says why the new
    bid replaces the one that the bidder has sealed, which is then withdrawn.

    Raises BidsAreClosed, BidderBidsAlready, CameTooLateToReplace, UnknownQuestion. The record keeps
    that somebody tried to bid twice, because that shows who has bid.
    """
    offer = Offer.of(
        bidder_name=bidder_name, answers=answers, commitments=commitments, price_pence=price_pence
    )
    with noting_refusals(tender, by=by, at=at):
        return receive_one(
            tender=tender,
            lot=lot,
            offer=offer,
            origin=origin,
            by=by,
            at=at,
            received=received,
            replaces_because=replaces_because.strip(),
        )


@transaction.atomic
def receive_one(
    *,
    tender: Tender,
    lot: Lot,
    offer: Offer,
    origin: str,
    by: models.Model | str,
    at: dt.datetime,
    received: Received | None,
    replaces_because: str,
) -> Bid:
    """Receive a bid, as `receive_bid` does."""
    tender = locked(tender)
    if not tender.takes_bids:
        raise BidsAreClosed(tender)
    now = at if tender.is_demonstration else life.database_now(tender)
    methodology = queries.published_method(tender)
    criteria = _criteria(methodology, lot, offer)
    bidder = _bidder(tender, offer.bidder_name)
    code, position = _next_place(tender)
    is_late = late(tender, now)
    replaced = _replaced(bidder, lot, because=replaces_because, is_late=is_late)
    if replaced:
        withdraw_received(
            replaced, because=f"Replaced by {code}: {replaces_because}", by=by, at=now
        )
    bid = Bid(
        tender=tender,
        bidder=bidder,
        lot=lot,
        position=position,
        code=code,
        submitted=now,
        origin=origin,
        is_late=is_late,
        method_version=methodology.version,
        recorded_at=at,
        recorded_by=str(by),
    )
    seal(bid, offer, criteria=criteria, received=received)
    audit.record_about(tender, did="bid.received", by=by, at=at, after=shown_sealed(bid))
    # Read anew: the row that was just made still carries its price.
    return Bid.objects.select_related("bidder", "lot").get(pk=bid.pk)


def locked(tender: Tender) -> Tender:
    """Return the tender as it stands, locked."""
    return Tender.objects.select_for_update().get(pk=tender.pk)


def late(tender: Tender, now: dt.datetime) -> bool:
    """Whether a moment by the database's clock is after the deadline."""
    return tender.deadline is not None and now > tender.deadline


def shown_sealed(bid: Bid) -> dict[str, Any]:
    """Return what the envelope of a bid shows, for the record."""
    return {
        "bid": bid.code,
        "submitted": bid.submitted.isoformat(),
        "origin": bid.origin,
        "receipt_sha256": bid.receipt_sha256,
        "is_late": bid.is_late,
        "method_version": bid.method_version,
    }


def withdraw_received(bid: Bid, *, because: str, by: models.Model | str, at: dt.datetime) -> None:
    """Store that a bid is withdrawn, and keep it in the record."""
    bid.withdrawn_at, bid.withdrawn_by, bid.withdrawn_because = at, str(by), because
    bid.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_because"])
    audit.record_about(
        bid.tender, did="bid.withdrawn", by=by, at=at, reason=because, after={"bid": bid.code}
    )


def _criteria(methodology: Methodology, lot: Lot, offer: Offer) -> dict[str, Criterion]:
    """Return the criteria of the lot by code. Raises UnknownQuestion."""
    criteria = {each.code: each for each in queries.criteria_for(methodology, lot)}
    named = offer.answers.keys() | {promise.criterion for promise in offer.commitments}
    if unknown := named - criteria.keys():
        raise UnknownQuestion(unknown)
    return criteria


def _bidder(tender: Tender, name: str) -> Bidder:
    """Return the tender's bidder of that name, made if there is none yet."""
    known = {same_name(bidder.name): bidder for bidder in tender.bidders.all()}
    if bidder := known.get(same_name(name)):
        return bidder
    last = tender.bidders.aggregate(last=Max("position"))["last"]
    number = 0 if last is None else last + 1
    return Bidder.objects.create(tender=tender, position=number, code=f"S{number + 1}", name=name)


def _next_place(tender: Tender) -> tuple[str, int]:
    """Return the code and the position of the next bid."""
    last = tender.bids.aggregate(last=Max("position"))["last"]
    position = 0 if last is None else last + 1
    return f"B{position + 1}", position


def _replaced(bidder: Bidder, lot: Lot, *, because: str, is_late: bool) -> Bid | None:
    """Return the bidder's sealed bid for the lot that this one replaces, or None if there is none.

    Raises BidderBidsAlready, CameTooLateToReplace.
    """
    standing = bidder.bids.standing().filter(lot=lot).first()
    if standing is None:
        return None
    if is_late:
        raise CameTooLateToReplace
    if not because:
        raise BidderBidsAlready
    return standing
