"""What people do with jobs: ask for one, cancel it, ask again."""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, models, transaction
from django.utils import timezone

from socialvalue.accounts.models import Organisation, User
from socialvalue.audit import actions as audit
from socialvalue.jobs import registry, tasks
from socialvalue.jobs.models import ENDED, Job, State

LONGEST_ID = 200


class PayloadIsNotIds(ValueError):
    """A payload names things by their ids: data in it would be a second truth."""


class AlreadyEnded(Exception):
    """A job that has ended cannot be cancelled."""


class NotEnded(Exception):
    """Only a job that failed or was cancelled can be tried again."""


@transaction.atomic
def ask(
    *,
    kind: str,
    title: str,
    payload: Mapping[str, Any],
    organisation: Organisation,
    by: User | str,
    key: str = "",
    at: dt.datetime | None = None,
) -> Job:
    """Write a job into the ledger, call a worker to it on commit, and return it.

    The same kind and key asked twice by one organisation are one job, unless the first failed or
    was cancelled. Without a key, equal payloads are equal. `by` is a person, or the name of the
    command that asks. No broker is needed: see tasks.ring.

    Raises registry.UnknownKind; PayloadIsNotIds.
    """
    registry.find(kind)
    refuse_data(payload)
    asked = {"organisation": organisation, "kind": kind, "key": key or fingerprint(payload)}
    standing = Job.objects.standing()
    if job := standing.filter(**asked).first():
        return job

    at = at or timezone.now()
    try:
        with transaction.atomic():
            job = Job.objects.create(
                title=title,
                payload=dict(payload),
                asked_at=at,
                asked_by=by if isinstance(by, models.Model) else None,
                asked_by_name=str(by),
                rung=at,
                **asked,
            )
    except IntegrityError:  # someone asked the same at the same moment
        return standing.get(**asked)

    after = {"kind": kind, "title": title, "payload": job.payload}
    record(job, by=by, did="job.asked", at=at, after=after)
    tasks.ring_on_commit(job_id=job.pk)
    return job


@transaction.atomic
def cancel(*, job_id: object, by: User | str, at: dt.datetime | None = None) -> Job:
    """Call a job off. A worker that has it in hand can then write nothing, and soon notices.

    Raises AlreadyEnded.
    """
    job = Job.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=job_id)
    if job.state in ENDED:
        raise AlreadyEnded(f"The job is {job.get_state_display().lower()} already")
    was, at = job.state, at or timezone.now()
    job.state, job.finished = State.CANCELLED, at
    job.claim = job.lease_until = None
    job.save()
    record(job, by=by, did="job.cancelled", at=at, before={"state": was})
    return job


@transaction.atomic
def try_again(*, job_id: object, by: User | str, at: dt.datetime | None = None) -> Job:
    """Put a job that failed or was cancelled back among the waiting, and return it.

    If the same has meanwhile been asked anew, that job is returned and this one stays as it is.

    Raises NotEnded.
    """
    job = Job.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=job_id)
    if not job.may_run_again:
        raise NotEnded(f"The job is {job.get_state_display().lower()}")
    same = {"organisation": job.organisation, "kind": job.kind, "key": job.key}
    if other := Job.objects.standing().filter(**same).first():
        return other

    before, at = {"state": job.state, "failure": job.failure}, at or timezone.now()
    job.state, job.failure, job.finished, job.started = State.WAITING, "", None, None
    job.attempts, job.rung = 0, at
    job.progress_done, job.progress_total, job.progress_words = 0, None, ""
    try:
        with transaction.atomic():
            job.save()
    except IntegrityError:  # someone asked the same anew at the same moment
        return Job.objects.standing().get(**same)
    record(job, by=by, did="job.tried_again", at=at, before=before)
    tasks.ring_on_commit(job_id=job.pk)
    return job


def record(job: Job, *, by: User | str, did: str, at: dt.datetime, **change: Any) -> None:
    """Add an event to the record of a job."""
    audit.record(by=by, did=did, subject=job, organisation=job.organisation, at=at, **change)


def refuse_data(payload: Mapping[str, Any]) -> None:
    """Raise PayloadIsNotIds unless every value is an id, a plain choice, or a list of them."""
    for name, value in payload.items():
        for one in value if isinstance(value, list) else [value]:
            if not (one is None or isinstance(one, int | str)) or len(str(one)) > LONGEST_ID:
                raise PayloadIsNotIds(f"{name} of the payload is neither an id nor a plain choice")


def fingerprint(payload: Mapping[str, Any]) -> str:
    """Return the SHA-256, in hexadecimal, of a payload as canonical JSON."""
    text = json.dumps(dict(payload), sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
