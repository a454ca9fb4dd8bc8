"""Bids and questions to bidders as rows of lists."""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from procurement.bids.models import Bid, Clarification
from procurement.tenders.models import Tender
from procurement.tenders.presenters import day, moment


def receipt_row(bid: Bid, tender: Tender, *, version: str) -> dict[str, Any]:
    """Return one row of the list of receipts: only what an envelope shows.

    `version` is that of the method that bids are now judged by.
    """
    return {
        "pk": bid.pk,
        "code": bid.code,
        "submitted": to_the_second(bid.submitted, tender),
        "origin": bid.get_origin_display(),
        "by": bid.recorded_by,
        "receipt": pieces(bid.receipt_sha256),
        "is_late": bid.is_late,
        "version": bid.method_version if bid.method_version not in {"", version} else "",
        "is_withdrawn": bid.withdrawn_at is not None,
        "withdrawn_because": bid.withdrawn_because,
    }


def to_the_second(when: dt.datetime, tender: Tender) -> str:
    """Return a moment in the tender's time zone to the second, as receipts give it."""
    local = when.astimezone(ZoneInfo(tender.time_zone))
    return f"{day(local.date())} at {local:%H:%M:%S} ({tender.get_time_zone_display()})"


def pieces(sha256: str) -> list[str]:
    """Return a SHA-256 in four pieces, between which a line may break."""
    return [sha256[start : start + 16] for start in range(0, len(sha256), 16)]


def opened_row(bid: Bid, tender: Tender, *, version: str) -> dict[str, Any]:
    """Return one row of the list of opened bids."""
    decision = getattr(bid, "late_decision", None)
    return receipt_row(bid, tender, version=version) | {
        "bidder": bid.bidder.name,
        "lot": f"{bid.lot.code} {bid.lot.title}",
        "late_decision": decision,
        "needs_decision": bid.is_late and decision is None and bid.withdrawn_at is None,
    }


def clarification_row(clarification: Clarification, tender: Tender) -> dict[str, Any]:
    """Return one question to a bidder, with what came of it."""
    criterion = clarification.criterion
    return {
        "pk": clarification.pk,
        "bid": clarification.bid.code,
        "bidder": clarification.bid.bidder.name,
        "about": f"{criterion.code} {criterion.title}" if criterion else "The bid as a whole",
        "question": clarification.question,
        "asked": f"{moment(clarification.asked_at, tender)}, {clarification.asked_by}",
        "is_open": clarification.answered_at is None,
        "answer": clarification.answer,
        "closed_because": clarification.closed_because,
        "ended": (
            f"{moment(clarification.answered_at, tender)}, {clarification.answered_by}"
            if clarification.answered_at
            else ""
        ),
    }
