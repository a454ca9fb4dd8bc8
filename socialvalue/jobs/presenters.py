"""A job in the words of its pages."""

import copy
import datetime as dt
import hashlib
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.formats import date_format

from socialvalue.jobs.models import Job, State

PATIENCE = dt.timedelta(minutes=1)
"""How long a job may wait for its turn before somebody should look whether a worker runs."""

UNTOLD_TITLE = "A job of another colleague"
UNTOLD_FAILURE = "It failed. Whoever asked for it can read why."

COLOURS = {
    State.WAITING: "yellow",
    State.RUNNING: "blue",
    State.DONE: "green",
    State.FAILED: "red",
    State.CANCELLED: "grey",
}


def untold(job: Job) -> Job:
    """Return a copy of a job without the words that tell what it works on; never to be saved.

    It is for an administrator, who steers jobs and may not read what they are about.
    """
    veiled = copy.copy(job)
    veiled.title = UNTOLD_TITLE
    veiled.progress_done, veiled.progress_total, veiled.progress_words = 0, None, "At work"
    veiled.failure = UNTOLD_FAILURE if job.failure else ""
    veiled.result_page = ""
    return veiled


def colour(job: Job) -> str:
    """Return the colour of the tag that names the state."""
    return COLOURS[State(job.state)]


def step(job: Job) -> str:
    """Return what is going on, in words that change only when something else begins."""
    if job.state == State.RUNNING:
        return job.progress_words or "Starting"
    if job.state == State.DONE:
        return f"Finished in {duration(job)}"
    return {
        State.WAITING: "Waiting for its turn",
        State.FAILED: job.failure,
        State.CANCELLED: "Called off before it was finished: nothing was kept",
    }[State(job.state)]


def how_far(job: Job) -> str:
    """Return the step, and while it runs the count."""
    count = count_of(job)
    return f"{step(job)}: {count}" if count else step(job)


def count_of(job: Job) -> str:
    """Return how many parts of how many are done; nothing where there is nothing to count."""
    if job.state != State.RUNNING:
        return ""
    if job.progress_total:
        return f"{job.progress_done:,} of {job.progress_total:,} ({job.percentage}%)"
    return f"{job.progress_done:,}" if job.progress_done else ""


def duration(job: Job) -> str:
    """Return how long a finished job took, from its first start, in words."""
    took = job.finished - (job.started or job.finished)
    # Two machines' clocks may differ by a little: no job takes less than no time.
    seconds = max(0, int(took / dt.timedelta(seconds=1)))
    minutes, seconds = divmod(seconds, 60)
    if minutes:
        return f"{minutes} min {seconds} s"
    return f"{seconds} s" if seconds else "less than a second"


def moment(at: dt.datetime) -> str:
    """Return a moment in local time, as every page writes it: 5 January 2026, 09:00."""
    return date_format(timezone.localtime(at), "j F Y, H:i")


def worker_hint(
    *, wait: dt.timedelta | None, last_sign: dt.datetime | None, at: dt.datetime
) -> str:
    """Return that nothing seems to be working, and what to do; empty while all is well.

    `wait` is how long the longest-waiting job waits, None where none does; `last_sign` when a
    worker last gave a sign of life, None where none ever did.
    """
    if wait is None or wait < PATIENCE:
        return ""
    seen = f"A worker was last seen on {moment(last_sign)}" if last_sign else "No worker was seen"
    return (
        f"A job has waited since {moment(at - wait)}, and nothing seems to be working on jobs. "
        f"{seen}. Ask whoever runs this system to look whether its worker runs."
    )


def result_url(job: Job) -> str:
    """Return the page of what came of a job; nothing if there is none (any more)."""
    if job.state != State.DONE or not job.result_page:
        return ""
    try:
        return reverse(job.result_page, args=job.result_page_args)
    except NoReverseMatch:
        return ""


def seen(job: Job) -> str:
    """Return a mark that changes with the state and the step.

    A page sends back the mark it shows; only what differs is read out to listeners.
    """
    return hashlib.sha256(f"{job.state} {step(job)}".encode()).hexdigest()[:12]


def progress(job: Job, *, may_steer: bool, last_seen: str = "") -> dict[str, Any]:
    """Return what the part of the page that changes needs."""
    return {
        "job": job,
        "colour": colour(job),
        "step": step(job),
        "count": count_of(job),
        "how_far": how_far(job),
        "seen": seen(job),
        "is_news": bool(last_seen) and last_seen != seen(job),
        "result_url": result_url(job),
        "may_steer": may_steer,
    }


def facts(job: Job) -> list[dict[str, str]]:
    """Return the rows of the job's summary."""
    return [
        {"key": "Asked by", "value": job.asked_by_name},
        {"key": "Asked", "value": moment(job.asked_at)},
        {"key": "Number", "value": str(job.pk)},
    ]


def list_line(job: Job) -> dict[str, Any]:
    """Return what the list shows of a job."""
    return {
        "job": job,
        "colour": colour(job),
        "how_far": how_far(job),
        "asked": moment(job.asked_at),
    }
