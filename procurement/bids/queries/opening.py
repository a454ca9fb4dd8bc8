"""What opening bids rests on: the receipts, whether anything was altered, what is undecided."""

import datetime as dt
import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models.functions import Now

from procurement.bids.models import Answer, BidPrice, Commitment, Envelope, Origin
from procurement.calculations.canonical import sha256
from procurement.calculations.commitments import Promise
from procurement.calculations.statements import statement
from procurement.tenders.models import Tender
from socialvalue.audit.queries import events_of


def fingerprint_of(tender: Tender) -> str:
    """Return the SHA-256 of what is opened: the receipts in the order of their codes."""
    rows = tender.bids.values_list("code", "receipt_sha256", "submitted", "withdrawn_at", "is_late")
    return sha256(
        {
            "tender": tender.reference,
            "deadline": tender.deadline.isoformat() if tender.deadline else None,
            "receipts": [
                [code, receipt, when.isoformat(), withdrawn is None, is_late]
                for code, receipt, when, withdrawn, is_late in sorted(rows)
            ],
        }
    )


def altered(tender: Tender) -> list[str]:
    """Return the codes of bids that are no longer what was received, in their order.

    What is stored of each is worked out anew and held against the fingerprints taken when it came,
    and these against the tender's record, which cannot be rewritten: so are when it came, whether
    it was late, withdrawn, and what was decided on it. A bid of which the record says nothing is
    none that was received. Of those loaded with a bundle it says only how many there were.
    """
    envelopes = Envelope.sealed.filter(bid__tender=tender).select_related("bid__bidder", "bid__lot")
    answers = _by_bid(Answer.sealed.filter(bid__tender=tender).select_related("criterion"))
    commitments = _by_bid(
        Commitment.sealed.filter(bid__tender=tender)
        .select_related("criterion")
        .order_by("bid", "position")
    )
    prices = dict(BidPrice.sealed.filter(bid__tender=tender).values_list("bid", "price_pence"))
    wrong = []
    for envelope in envelopes.order_by("bid__position"):
        bid = envelope.bid
        stated = statement(
            tender=tender.reference,
            lot=bid.lot.code,
            bidder=bid.bidder.name,
            answers={each.criterion.code: each.text for each in answers.get(bid.pk, [])},
            commitments=[promise_of(each) for each in commitments.get(bid.pk, [])],
            price_pence=prices.get(bid.pk),
            nonce=envelope.nonce,
        )
        if (
            hashlib.sha256(stated).hexdigest() != envelope.statement_sha256
            or hashlib.sha256(bytes(envelope.content)).hexdigest() != bid.receipt_sha256
        ):
            wrong.append(bid.code)
    return sorted({*wrong, *_unlike_the_record(tender)}, key=lambda code: (len(code), code))


SHOWN = ("receipt_sha256", "origin", "is_late", "method_version")
"""What the record says of an envelope besides its moment."""

DECIDED = {"bid.late_admitted": True, "bid.late_refused": False}
"""Whether a late bid was admitted, by what was done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """What a tender's record says of its bids, by their codes; and how many were loaded."""

    received: Mapping[str, Mapping[str, Any]]
    withdrawn: Collection[str]
    decided: Mapping[str, bool]
    loaded: int


def _recorded(tender: Tender) -> Recorded:
    """Return what a tender's record says of its bids."""
    events = events_of(tender).filter(
        did__in=["bid.received", "bid.withdrawn", "tender.loaded", *DECIDED]
    )
    told = [(event.did, event.after) for event in events]
    return Recorded(
        received={after["bid"]: after for did, after in told if did == "bid.received"},
        withdrawn={after["bid"] for did, after in told if did == "bid.withdrawn"},
        decided={after["bid"]: DECIDED[did] for did, after in told if did in DECIDED},
        loaded=sum(after["bids"] for did, after in told if did == "tender.loaded"),
    )


def _unlike_the_record(tender: Tender) -> list[str]:
    """Return the codes of bids of which the record says otherwise, or that only it knows."""
    told = _recorded(tender)
    bids = list(
        tender.bids.values(
            "code", "submitted", "withdrawn_at", "envelope", "late_decision__is_admitted", *SHOWN
        )
    )
    loaded = [bid for bid in bids if bid["origin"] == Origin.BUNDLE]
    others = [bid for bid in bids if bid["origin"] != Origin.BUNDLE]
    return [
        *(bid["code"] for bid in others if not _is_as_received(bid, told)),
        *(bid["code"] for bid in bids if not _is_as_decided(bid, told)),
        *(bid["code"] for bid in loaded if len(loaded) != told.loaded),
        *(told.received.keys() - {bid["code"] for bid in others}),
    ]


def _is_as_received(bid: Mapping[str, Any], told: Recorded) -> bool:
    """Whether a bid has its envelope, and the record says the same of it."""
    said = told.received.get(bid["code"])
    return (
        said is not None
        and bid["envelope"] is not None
        and dt.datetime.fromisoformat(said["submitted"]) == bid["submitted"]
        and all(said[name] == bid[name] for name in SHOWN)
    )


def _is_as_decided(bid: Mapping[str, Any], told: Recorded) -> bool:
    """Whether a bid was withdrawn, and decided on if it was late, as the record says."""
    is_withdrawn = bid["withdrawn_at"] is not None
    decided = told.decided.get(bid["code"])
    return (
        is_withdrawn == (bid["code"] in told.withdrawn)
        and bid["late_decision__is_admitted"] == decided
    )


def promise_of(commitment: Commitment) -> Promise:
    """Return a stored commitment as the sums know it."""
    return Promise(
        criterion=commitment.criterion.code,
        measure=commitment.measure,
        quantity=commitment.quantity,
        unit=commitment.unit,
        due_on=commitment.due_on,
        where=commitment.where,
        for_whom=commitment.for_whom,
        explanation=commitment.explanation,
    )


def deadline_has_passed(tender: Tender) -> bool:
    """Whether the deadline has passed by the clock of the database."""
    return Tender.objects.filter(pk=tender.pk, deadline__lt=Now()).exists()


def first_day(tender: Tender) -> dt.date:
    """Return the day from which bidders can deliver at the earliest: that of the deadline."""
    return tender.deadline.astimezone(ZoneInfo(tender.time_zone)).date()


def _by_bid(rows: models.QuerySet) -> dict:
    """Return rows in lists by the key of their bid."""
    found: dict = {}
    for row in rows:
        found.setdefault(row.bid_id, []).append(row)
    return found
