"""Bids as their envelopes show them, and as they are once opened."""

from django.db import models

from procurement.bids.models import Answer, Bid, Commitment
from procurement.tenders.models import Tender


def receipts_of(tender: Tender) -> models.QuerySet[Bid]:
    """Return every bid of a tender, withdrawn ones too, with no more than its envelope shows."""
    shown = (
        "tender_id", "position", "code", "submitted", "origin", "receipt_sha256", "is_late",
        "method_version", "recorded_at", "recorded_by",
        "withdrawn_at", "withdrawn_by", "withdrawn_because",
    )  # fmt: skip
    return tender.bids.only(*shown).order_by("position")


def opened_bids(tender: Tender) -> models.QuerySet[Bid]:
    """Return the opened bids of a tender, withdrawn ones too, with bidder, lot and late decision.

    None while they are sealed.
    """
    bids = tender.bids.opened().select_related("bidder", "lot", "late_decision")
    return bids.order_by("position")


def answers_of(bid: Bid) -> models.QuerySet[Answer]:
    """Return the answers of a bid in the order of the questions; none while they are sealed."""
    return bid.answers.select_related("criterion").order_by("criterion__position")


def commitments_of(tender: Tender) -> models.QuerySet[Commitment]:
    """Return the commitments of all bids of a tender; none while they are sealed."""
    opened = Commitment.objects.filter(bid__tender=tender)
    order = "bid__position", "criterion__position", "position"
    return opened.select_related("bid", "bid__bidder", "bid__lot", "criterion").order_by(*order)
