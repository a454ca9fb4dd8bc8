"""Writing the record."""

import datetime as dt
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from socialvalue.audit.chain import fingerprint, subject_of
from socialvalue.audit.models import AuditChain, AuditEvent


class NobodyNamed(ValueError):
    """An event needs a person, or the name of the job that acted."""


class NotInATransaction(RuntimeError):
    """An event must stand or fall with the change that it records."""


def record(
    *,
    by: models.Model | str,
    did: str,
    subject: models.Model | str,
    organisation: models.Model | None = None,
    at: dt.datetime | None = None,
    reason: str = "",
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> AuditEvent:
    """Add an event to its subject's chain, in the transaction of the change, and return it.

    `by` is the person, or the name of the job or command that acted. `did` is a dotted verb such
    as `tender.created`. `before` and `after` hold only what JSON can: numbers that matter as text.

    Raises NobodyNamed; NotInATransaction outside an atomic block.
    """
    connection = transaction.get_connection()
    if not connection.in_atomic_block:
        raise NotInATransaction(f"{did} was not recorded: wrap the change in transaction.atomic")
    if not by:
        raise NobodyNamed(f"{did} was not recorded: say who did it")

    name = subject if isinstance(subject, str) else subject_of(subject)
    AuditChain.objects.get_or_create(subject=name)
    chain = AuditChain.objects.select_for_update().get(subject=name)
    event = AuditEvent(
        subject=name,
        sequence=chain.length + 1,
        organisation_id=organisation.pk if organisation else None,
        actor_id=None if isinstance(by, str) else by.pk,
        actor_name=str(by),
        at=(at or timezone.now()).astimezone(dt.UTC),
        did=did,
        reason=reason,
        before=before or {},
        after=after or {},
        previous_hash=chain.head,
    )
    event.hash = fingerprint(event)
    event.save(force_insert=True)
    chain.length, chain.head = event.sequence, event.hash
    chain.save(update_fields=["length", "head"])
    return event


def record_about(
    thing: Any,
    *,
    by: models.Model | str,
    did: str,
    at: dt.datetime | None = None,
    reason: str = "",
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> AuditEvent:
    """Add an event to the chain of a thing that belongs to an organisation, as `record` does.

    `thing` is a model that has an `organisation`, which may read the event.
    """
    return record(
        by=by,
        did=did,
        subject=thing,
        organisation=thing.organisation,
        at=at,
        reason=reason,
        before=before,
        after=after,
    )
