"""What opening bids rests on: the receipts, whether anything was altered, what is undecided."""

import datetime as dt
import hashlib
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models.functions import Now

from procurement.bids.models import Answer, BidPrice, Commitment, Envelope
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
    and these against the tender's record, which cannot be rewritten. A bid without a receipt, such
    as one loaded with a bundle, has nothing to be held against.
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


def _unlike_the_record(tender: Tender) -> list[str]:
    """Return the codes of bids whose envelope is gone, or that the record says otherwise of."""
    received = [event.after for event in events_of(tender).filter(did="bid.received")]
    recorded = {(each["receipt_sha256"], each["is_late"]) for each in received}
    bids = list(
        tender.bids.exclude(receipt_sha256="").values_list(
            "code", "receipt_sha256", "is_late", "envelope__pk"
        )
    )
    kept = {receipt for _, receipt, _, _ in bids}
    return [
        code
        for code, receipt, is_late, envelope in bids
        if envelope is None or (receipt, is_late) not in recorded
    ] + [each["bid"] for each in received if each["receipt_sha256"] not in kept]


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
