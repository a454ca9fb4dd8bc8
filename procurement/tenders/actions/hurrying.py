"""Bring the deadline of a demonstration's tender forward: nobody waits weeks to see bids opened."""

import datetime as dt

from django.db import models, transaction

from procurement.tenders.models import Tender
from procurement.tenders.queries import methodology_of
from procurement.tenders.queries.published import proposed_fingerprint
from socialvalue.audit import actions as audit


class NoDemonstration(ValueError):
    """The deadline of a real tender stands as it was published."""


@transaction.atomic
def bring_deadline_forward(*, tender: Tender, by: models.Model | str, at: dt.datetime) -> Tender:
    """Let the deadline of a demonstration's tender be this moment, and return the tender.

    The record says so, with the fingerprint of what then is published. Raises NoDemonstration.
    """
    locked = Tender.objects.select_for_update().get(pk=tender.pk)
    if not locked.is_demonstration:
        raise NoDemonstration
    before, locked.deadline = locked.deadline, at
    locked.save(update_fields=["deadline"])
    audit.record_about(
        locked,
        by=by,
        at=at,
        did="tender.deadline_brought_forward",
        before={"deadline": before.isoformat()},
        after={
            "deadline": at.isoformat(),
            "fingerprint": proposed_fingerprint(methodology_of(locked)),
        },
    )
    return locked
