"""Setting and withdrawing targets."""

import datetime as dt
from decimal import Decimal

from django.db import transaction

from socialvalue.accounts.models import Organisation, User
from socialvalue.audit import actions as audit
from socialvalue.spend.models import Target


class AlreadyWithdrawn(ValueError):
    """The target was withdrawn before."""


@transaction.atomic
def set_target(
    *,
    organisation: Organisation,
    measure: str,
    kind: str,
    percent: Decimal,
    due_on: dt.date,
    decision: str,
    because: str,
    by: User | str,
    at: dt.datetime,
) -> Target:
    """Set a target, with who decided it and why."""
    target = Target.objects.create(
        organisation=organisation,
        measure=measure,
        kind=kind,
        percent=percent,
        due_on=due_on,
        decision=decision,
        because=because,
        recorded_at=at,
        recorded_by=str(by),
    )
    audit.record(
        by=by,
        at=at,
        did="target.set",
        subject=target,
        organisation=organisation,
        reason=because,
        after={
            "measure": measure,
            "kind": kind,
            "percent": f"{percent:f}",
            "due_on": f"{due_on}",
            "decision": decision,
        },
    )
    return target


@transaction.atomic
def withdraw_target(*, target: Target, because: str, by: User | str, at: dt.datetime) -> Target:
    """Withdraw a target; it stays in the record. Raises AlreadyWithdrawn."""
    target = Target.objects.select_for_update().get(pk=target.pk)
    if target.withdrawn_at is not None:
        raise AlreadyWithdrawn("This target was withdrawn before")
    target.withdrawn_at, target.withdrawn_by = at, str(by)
    target.withdrawn_because = because
    target.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_because"])
    audit.record(
        by=by,
        at=at,
        did="target.withdrawn",
        subject=target,
        organisation=target.organisation,
        reason=because,
    )
    return target
