"""Doing a job: claim it, work without a transaction, and write the result with `done` in one."""

import logging
from uuid import UUID

from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.db import InterfaceError, OperationalError, connection, transaction
from django.utils import timezone

from socialvalue.jobs import registry
from socialvalue.jobs.actions.claiming import (
    GAVE_UP,
    MOST_ATTEMPTS,
    Heartbeat,
    NoLongerOurs,
    Reporter,
    claim,
    end,
    locked,
)
from socialvalue.jobs.models import Job, State

log = logging.getLogger(__name__)

# What may go better the next time: the database or the network was away for a moment.
PASSING = (OperationalError, InterfaceError, ConnectionError)


def run(*, job_id: UUID) -> None:
    """Do a job, unless it has ended or is in other hands. Safe to run any number of times.

    The work is done without a transaction: on SQLite one would keep everybody else from writing.
    Its result is written together with `done`, so there is never one without the other.
    """
    job = claim(job_id=job_id, at=timezone.now())
    if job is None:
        return
    try:
        attempt(job)
    except NoLongerOurs as gone:
        log.info("%s", gone)


def attempt(job: Job) -> None:
    """Do a claimed job and write how it ended. Raises NoLongerOurs."""
    try:
        with Heartbeat(job):
            outcome = registry.find(job.kind)(job, Reporter(job))
        finish(job, outcome)
    except NoLongerOurs:
        raise
    except registry.CannotBeDone as refusal:
        fail(job, str(refusal))
    except SoftTimeLimitExceeded:
        fail(job, f"The work took longer than {settings.JOB_SECONDS // 60} minutes. Try with less.")
    except PASSING:
        log.warning("Job %s was interrupted", job.pk, exc_info=True)
        connection.close_if_unusable_or_obsolete()
        put_back(job)
    except Exception:
        log.exception("Job %s failed", job.pk)
        fail(
            job,
            "Something went wrong on our side. Try again; if it happens again, give whoever runs "
            f"this service the number {job.pk}, under which the log says more.",
        )


@transaction.atomic(durable=True)
def finish(job: Job, outcome: registry.Outcome) -> None:
    """Write the result and `done`, both or neither. Raises NoLongerOurs."""
    present = locked(job)
    outcome.save()
    if present.progress_total is not None:
        present.progress_done = present.progress_total
    end(
        present,
        state=State.DONE,
        at=timezone.now(),
        did="job.done",
        result=outcome.result,
        result_page=outcome.page,
        result_page_args=list(outcome.page_args),
    )


@transaction.atomic(durable=True)
def fail(job: Job, words: str) -> None:
    """Write why a job failed. Raises NoLongerOurs."""
    end(locked(job), state=State.FAILED, at=timezone.now(), did="job.failed", failure=words)


@transaction.atomic(durable=True)
def put_back(job: Job) -> None:
    """Let go of a job, for the reaper to ring again in a while. Raises NoLongerOurs."""
    present = locked(job)
    now = timezone.now()
    if present.attempts >= MOST_ATTEMPTS:
        end(present, state=State.FAILED, at=now, did="job.failed", failure=GAVE_UP)
        return
    present.state, present.rung = State.WAITING, now
    present.claim = present.lease_until = None
    present.save()
