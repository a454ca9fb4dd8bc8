"""Reads of the ledger that more than one door asks for."""

import datetime as dt
from collections.abc import Collection

from django.db.models import Max, Q

from socialvalue.accounts.models import Organisation, Role, User
from socialvalue.jobs import registry
from socialvalue.jobs.models import Job, JobQuerySet


def oldest_wait(*, at: dt.datetime) -> dt.timedelta | None:
    """Return how long ago the oldest job that no worker has in hand was asked; None: there is none.

    This is what to watch: a worker process can live and yet do nothing.
    """
    asked = Job.objects.unattended(at=at).order_by("asked_at").values_list("asked_at", flat=True)
    oldest = asked.first()
    return None if oldest is None else at - oldest


def nothing_moves(*, at: dt.datetime, since: dt.datetime) -> bool:
    """Whether jobs wait for which a worker was called, while none is in hand and none ended."""
    return (
        Job.objects.unattended(at=at).exclude(rung=None).exists()
        and not Job.objects.in_hand(at=at).exists()
        and not Job.objects.filter(finished__gt=since).exists()
    )


def idle_wait(*, at: dt.datetime) -> dt.timedelta | None:
    """Return how long the oldest job waits while no worker has any in hand; None: all is well."""
    return None if Job.objects.in_hand(at=at).exists() else oldest_wait(at=at)


def last_sign_of_work() -> dt.datetime | None:
    """Return when a worker last took or ended a job, as far as the ledger knows."""
    signs = Job.objects.aggregate(started=Max("started"), finished=Max("finished"))
    return max((sign for sign in signs.values() if sign is not None), default=None)


def jobs_of(organisation: Organisation | None) -> JobQuerySet:
    """Return an organisation's jobs, the latest first; none for someone without one."""
    return Job.objects.filter(organisation=organisation)


def jobs_seen_by(
    user: User, *, roles: Collection[str], organisation: Organisation | None
) -> JobQuerySet:
    """Return the jobs of an organisation that `permissions.may_see` lets somebody see."""
    jobs = jobs_of(organisation)
    if Role.ADMINISTRATOR in roles:
        return jobs
    return jobs.filter(Q(asked_by=user.pk) | Q(kind__in=registry.kinds_read_by(roles)))
