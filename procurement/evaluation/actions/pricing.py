"""Ask a bidder whose price looks abnormally low, hear it, and keep what came of it.

The tool excludes nobody. A bidder is told and heard; if it shows that it can perform the contract,
its bid may not be disregarded (Procurement Act 2023, section 19(4) and (5)).
"""

import datetime as dt
from typing import Any

from django.db import models, transaction

from procurement.bids.models import Bid
from procurement.evaluation.models import PriceEnquiry
from procurement.tenders.models import State, Tender
from socialvalue.audit import actions as audit


class EnquiriesAreClosed(ValueError):
    """Bidders are asked about their prices once these are opened, and before bids are ranked."""

    def __init__(self) -> None:
        super().__init__("Prices cannot be enquired into for this tender now.")


class NotifiedAlready(ValueError):
    """A bidder is told once."""

    def __init__(self) -> None:
        super().__init__("This bidder has been told already.")


class ConcludedAlready(ValueError):
    """What was decided after hearing the bidder stays."""

    def __init__(self) -> None:
        super().__init__("This enquiry is concluded already.")


class BidderNotHeard(ValueError):
    """The bidder has neither answered nor let the day pass by which it could."""

    def __init__(self) -> None:
        super().__init__(
            "Hear the bidder first: record its answer, or wait until the day by which it may "
            "answer has passed."
        )


@transaction.atomic
def notify_bidder(
    *, bid: Bid, notice: str, answer_by: dt.date, by: models.Model, at: dt.datetime
) -> PriceEnquiry:
    """Keep that a bidder was told that its price looks abnormally low, and return the enquiry.

    Raises EnquiriesAreClosed, NotifiedAlready.
    """
    _open(bid.tender)
    if PriceEnquiry.objects.filter(bid=bid).exists():
        raise NotifiedAlready
    enquiry = PriceEnquiry.objects.create(
        bid=bid, notice=notice, notified_at=at, notified_by=str(by), answer_by=answer_by
    )
    after = {"answer_by": answer_by.isoformat(), "notice": notice}
    _record(enquiry, did="price.enquired", by=by, at=at, after=after)
    return enquiry


@transaction.atomic
def record_answer(
    *,
    enquiry: PriceEnquiry,
    answer: str,
    answered_on: dt.date,
    by: models.Model,
    at: dt.datetime,
) -> PriceEnquiry:
    """Keep what the bidder answered, and return the enquiry. A later answer is added to an earlier.

    Raises EnquiriesAreClosed, ConcludedAlready.
    """
    current = _unconcluded(enquiry)
    earlier = f"{current.answer}\n\nAnswered again:\n" if current.answer else ""
    current.answer, current.answered_on = f"{earlier}{answer}", answered_on
    current.save(update_fields=["answer", "answered_on"])
    after = {"answer": answer, "answered_on": answered_on.isoformat()}
    _record(current, did="price.answered", by=by, at=at, after=after)
    return current


@transaction.atomic
def conclude_enquiry(
    *, enquiry: PriceEnquiry, outcome: str, reason: str, by: models.Model, at: dt.datetime
) -> PriceEnquiry:
    """Keep what was decided after hearing the bidder, with the reason, and return the enquiry.

    Raises EnquiriesAreClosed, ConcludedAlready, BidderNotHeard.
    """
    current = _unconcluded(enquiry)
    if not current.answer and at.date() <= current.answer_by:
        raise BidderNotHeard
    current.outcome, current.reason = PriceEnquiry.Outcome(outcome), reason
    current.concluded_at, current.concluded_by = at, str(by)
    current.save(update_fields=["outcome", "reason", "concluded_at", "concluded_by"])
    after = {"outcome": current.get_outcome_display()}
    _record(current, did="price.concluded", by=by, at=at, reason=reason, after=after)
    return current


def _open(tender: Tender) -> Tender:
    """Return the tender, locked, if prices are opened and it is not ranked yet."""
    locked = Tender.objects.select_for_update().get(pk=tender.pk)
    if locked.state != State.PRICE_OPENED:
        raise EnquiriesAreClosed
    return locked


def _unconcluded(enquiry: PriceEnquiry) -> PriceEnquiry:
    """Return the enquiry as it stands, with the tender locked. Raises ConcludedAlready."""
    _open(enquiry.bid.tender)
    current = PriceEnquiry.objects.select_related("bid__tender__organisation").get(pk=enquiry.pk)
    if current.outcome:
        raise ConcludedAlready
    return current


def _record(
    enquiry: PriceEnquiry,
    *,
    did: str,
    by: models.Model,
    at: dt.datetime,
    after: dict[str, Any],
    reason: str = "",
) -> None:
    """Add the event to the tender's record."""
    tender = enquiry.bid.tender
    audit.record_about(
        tender, by=by, at=at, did=did, reason=reason, after={"bid": enquiry.bid.code} | after
    )
