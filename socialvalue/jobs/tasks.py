"""The doorbell, and the one door that it opens."""

import logging
from uuid import UUID

from celery import shared_task
from django.db import transaction

from socialvalue.jobs.models import Job

log = logging.getLogger(__name__)


@shared_task(name="jobs.run")
def run(*, job_id: str, **_later: object) -> None:
    """Do a job, unless it is done or in other hands. Safe to run twice.

    `**_later` lets an old worker take a message sent by newer code.
    """
    from socialvalue.jobs import actions  # noqa: PLC0415 -- leaf: actions ring for this task

    actions.run(job_id=UUID(job_id))


def ring(*, job_id: UUID) -> bool:
    """Call a worker to a job, and return whether the broker took the call.

    Without a broker the job waits for the reaper: nothing is lost.
    """
    try:
        run.delay(job_id=str(job_id))
    except Exception as error:  # whatever is wrong with the bell is no fault of the person's
        log.warning("No worker could be called to job %s, it waits: %r", job_id, error)
        Job.objects.filter(pk=job_id).update(rung=None)
        return False
    return True


def ring_on_commit(*, job_id: UUID) -> None:
    """Ring once the job is really in the database.

    Not celery's `delay_on_commit`: that would answer the person who asked with an error when only
    the bell is broken.
    """
    transaction.on_commit(lambda: ring(job_id=job_id))
