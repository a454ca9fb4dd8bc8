"""Withdraw a sealed bid before the deadline, by the clock of the database."""

import datetime as dt

from django.db import models, transaction

from procurement.bids.actions.receiving import BidsAreClosed, late, locked, withdraw_received
from procurement.bids.models import Bid
from procurement.tenders.actions import life


class WithdrawnAlready(ValueError):
    """Somebody else withdrew the bid meanwhile."""

    def __init__(self) -> None:
        super().__init__("This bid has been withdrawn already.")


class DeadlinePassed(ValueError):
    """After the deadline a bid stands."""

    def __init__(self) -> None:
        super().__init__(
            "The deadline has passed, so this bid can no longer be withdrawn. Keep the bidder's "
            "letter: it can be told to the panel once bids are opened."
        )


@transaction.atomic
def withdraw_bid(*, bid: Bid, reason: str, by: models.Model | str, at: dt.datetime) -> Bid:
    """Take a sealed bid out, keeping it and why, and return it. Nobody reads it any more.

    Raises BidsAreClosed, DeadlinePassed, WithdrawnAlready.
    """
    tender = locked(bid.tender)
    if not tender.takes_bids:
        raise BidsAreClosed(tender)
    if late(tender, life.database_now(tender)):
        raise DeadlinePassed
    bid = Bid.objects.select_for_update().get(pk=bid.pk)
    if bid.withdrawn_at is not None:
        raise WithdrawnAlready
    withdraw_received(bid, because=reason, by=by, at=at)
    return bid
