"""Who has a job in hand. A claim is taken under the row's lock, lent for a time, and renewed.

The claim is also the fence: every later write of a run names the claim it was made under, so a run
that was given up for dead writes nothing when it comes back.
"""

import datetime as dt
import logging
import threading
import time
import uuid
from uuid import UUID

from django.conf import settings
from django.db import DatabaseError, connection, connections, transaction
from django.utils import timezone

from socialvalue.audit import actions as audit
from socialvalue.jobs.models import Job, State

log = logging.getLogger(__name__)

MOST_ATTEMPTS = 5
BETWEEN_REPORTS = 0.5  # seconds; more often would only keep the database busy
BY = "the job worker"
GAVE_UP = (
    f"The work was started {MOST_ATTEMPTS} times and each time stopped without an answer. It may "
    "need more memory or more time than the server has. Try again with less, or ask whoever runs "
    "this service."
)


class NoLongerOurs(Exception):
    """The job was cancelled, or another worker has taken it over."""


class ReportInsideATransaction(RuntimeError):
    """Progress written inside a transaction is seen by nobody until it ends."""


def lease_end(at: dt.datetime) -> dt.datetime:
    """Return until when a claim made or renewed at this moment holds."""
    return at + dt.timedelta(seconds=settings.JOB_LEASE_SECONDS)


@transaction.atomic(durable=True)
def claim(*, job_id: UUID, at: dt.datetime) -> Job | None:
    """Take a job in hand and return it; None if it has ended or is in other hands.

    On PostgreSQL the row is locked, and a row that somebody else has locked is left alone; on
    SQLite a transaction holds the only write lock from its start. A job that was started too often
    is failed instead.
    """
    jobs = Job.objects.select_for_update(skip_locked=True, of=("self",))
    job = jobs.unattended(at=at).select_related("organisation").filter(pk=job_id).first()
    if job is None:
        return None
    if job.attempts >= MOST_ATTEMPTS:
        end(job, state=State.FAILED, at=at, did="job.failed", failure=GAVE_UP)
        return None
    job.state, job.claim, job.lease_until = State.RUNNING, uuid.uuid4(), lease_end(at)
    job.attempts += 1
    job.started = job.started or at
    job.save()
    return job


def renew(job: Job, *, at: dt.datetime, **progress: object) -> None:
    """Hold on to a job, and save its progress if given. Raises NoLongerOurs."""
    ours = Job.objects.filter(pk=job.pk, claim=job.claim)
    if not ours.update(lease_until=lease_end(at), **progress):
        raise NoLongerOurs(f"job {job.pk} was cancelled or taken over")


def locked(job: Job) -> Job:
    """Return the job as it stands, locked, within a transaction. Raises NoLongerOurs."""
    present = (
        Job.objects.select_for_update(of=("self",))
        .select_related("organisation")
        .filter(pk=job.pk, claim=job.claim)
        .first()
    )
    if present is None:
        raise NoLongerOurs(f"job {job.pk} was cancelled or taken over")
    return present


def end(job: Job, *, state: State, at: dt.datetime, did: str, **result: object) -> None:
    """Write how a locked job ended, and record it."""
    before = {"state": job.state, "attempts": job.attempts}
    job.state, job.finished, job.claim, job.lease_until = state, at, None, None
    for name, value in result.items():
        setattr(job, name, value)
    job.save()
    audit.record(
        by=BY, did=did, subject=job, organisation=job.organisation, at=at, before=before,
        after={"state": job.state, **result},
    )  # fmt: skip


class Reporter:
    """Saves how far a job is, outside any transaction, and notices when it was cancelled."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.depth = transaction_depth()
        self.last = 0.0
        self.words: str | None = None

    def __call__(self, done: int, total: int | None, words: str) -> None:
        """Save the progress, unless the step is the same as a moment ago.

        `done` beyond `total` counts as `total`. Raises NoLongerOurs; ReportInsideATransaction.
        """
        if transaction_depth() != self.depth:
            raise ReportInsideATransaction("report between transactions, not inside one")
        now = time.monotonic()
        if words == self.words and now - self.last < BETWEEN_REPORTS and done != total:
            return
        self.last, self.words = now, words
        renew(
            self.job,
            at=timezone.now(),
            progress_done=done if total is None else min(done, total),
            progress_total=total,
            progress_words=words[:200],
        )


def transaction_depth() -> int:
    """Return how many transactions and savepoints are open on this thread's connection."""
    return connection.in_atomic_block + len(connection.savepoint_ids)


class Heartbeat(threading.Thread):
    """Renews a claim while the process lives, however long one step of the work takes.

    A process that is killed stops beating. One that hangs is killed at the time limit.
    """

    def __init__(self, job: Job) -> None:
        super().__init__(name=f"heartbeat of job {job.pk}", daemon=True)
        self.job = job
        self.between = settings.JOB_LEASE_SECONDS / 6
        self.stopped = threading.Event()

    def __enter__(self) -> "Heartbeat":
        self.start()
        return self

    def __exit__(self, *exc_info: object) -> None:
        self.stopped.set()
        self.join()

    def run(self) -> None:
        """Beat until stopped, or until the job is no longer ours."""
        try:
            while not self.stopped.wait(self.between):
                self.beat()
        except NoLongerOurs as gone:
            log.info("%s", gone)
        finally:
            connections.close_all()

    def beat(self) -> None:
        """Renew once; a database that does not answer may do so at the next beat."""
        try:
            renew(self.job, at=timezone.now())
        except DatabaseError:
            log.warning("Could not renew the claim on job %s", self.job.pk, exc_info=True)
            connection.close()
