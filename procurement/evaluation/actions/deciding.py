"""Decisions that people take and the tool only keeps: disqualification, lots drawn."""

import datetime as dt
from collections.abc import Collection, Sequence

from django.db import models, transaction

from procurement.bids.models import Bid
from procurement.evaluation.models import (
    Disqualification,
    DisqualificationRule,
    Draw,
    DrawnBid,
    PriceEnquiry,
)
from procurement.tenders.models import Lot, State, Tender
from socialvalue.audit import actions as audit

TAKES_BIDS_OUT = frozenset(
    {
        State.CLOSED,
        State.SCORING,
        State.CONSENSUS,
        State.QUALITY_LOCKED,
        State.PRICE_OPENED,
    }
)
"""States in which a bid may be set aside: once it is opened, and before it is ranked."""


class DecisionsAreClosed(ValueError):
    """Decisions on bids are taken after bids are opened, and before they are ranked."""

    def __init__(self) -> None:
        super().__init__("Decisions on bids cannot be recorded for this tender now.")


class NotHeard(ValueError):
    """A bid is set aside for its price only after its bidder was told and heard."""

    def __init__(self) -> None:
        super().__init__(
            "Tell the bidder first that its price looks abnormally low, hear it, and record what "
            "was decided. If it shows that it can perform the contract, its bid may not be set "
            "aside for its price."
        )


class DrawnAlready(ValueError):
    """Lots are drawn once for a lot."""


@transaction.atomic
def disqualify(
    *,
    bid: Bid,
    rule: str,
    reason: str,
    decided_at: dt.datetime,
    by: models.Model | str,
    at: dt.datetime,
) -> Disqualification:
    """Keep a decision that a bid takes no further part, and return it.

    Raises DecisionsAreClosed; NotHeard for the price of a bid whose bidder was not told and heard.
    """
    tender = _open(bid.tender, states=TAKES_BIDS_OUT)
    if rule == DisqualificationRule.ABNORMALLY_LOW_PRICE and not _is_heard(bid):
        raise NotHeard
    decision = Disqualification.objects.create(
        bid=bid,
        position=Disqualification.objects.filter(bid__tender=tender).count(),
        rule=DisqualificationRule(rule),
        reason=reason,
        decided_at=decided_at,
        decided_by=str(by),
    )
    audit.record_about(
        tender,
        by=by,
        at=at,
        did="bid.disqualified",
        reason=reason,
        after={"bid": bid.code, "rule": DisqualificationRule(rule).label},
    )
    return decision


@transaction.atomic
def record_draw(
    *,
    lot: Lot,
    order: Sequence[Bid],
    witness: str,
    drawn_at: dt.datetime,
    by: models.Model | str,
    at: dt.datetime,
) -> Draw:
    """Keep the order in which lots were drawn, best first, and return the draw.

    Raises DecisionsAreClosed, DrawnAlready.
    """
    tender = _open(lot.tender, states={State.PRICE_OPENED})
    if Draw.objects.filter(lot=lot).exists():
        raise DrawnAlready("Lots have been drawn for this lot already.")
    draw = Draw.objects.create(
        lot=lot,
        position=Draw.objects.filter(lot__tender=tender).count(),
        witnessed_by=witness,
        drawn_at=drawn_at,
        drawn_by=str(by),
    )
    for place, bid in enumerate(order, start=1):
        DrawnBid.objects.create(draw=draw, bid=bid, place=place)
    audit.record_about(
        tender,
        by=by,
        at=at,
        did="lot.drawn",
        after={"lot": lot.code, "order": [bid.code for bid in order], "witness": witness},
    )
    return draw


def _is_heard(bid: Bid) -> bool:
    """Whether an enquiry into the price ended with a bidder who did not explain it."""
    outcome = PriceEnquiry.Outcome.NOT_SATISFIED
    return PriceEnquiry.objects.filter(bid=bid, outcome=outcome).exists()


def _open(tender: Tender, *, states: Collection[State]) -> Tender:
    """Return the tender, locked, if it stands in one of the states. Raises DecisionsAreClosed."""
    locked = Tender.objects.select_for_update().get(pk=tender.pk)
    if locked.state not in states:
        raise DecisionsAreClosed
    return locked
