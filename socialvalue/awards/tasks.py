"""Doors for the worker. What they hand back is saved together with the job's end."""

import datetime as dt

from socialvalue.jobs import registry
from socialvalue.jobs.models import Job
from socialvalue.jobs.registry import Outcome, Report


@registry.handler("awards.letter_notice")
def send_notices(job: Job, report: Report) -> Outcome:
    """Tell applicants by e-mail that there is a letter to read."""
    from socialvalue.awards import actions  # noqa: PLC0415 -- leaf: actions start this task

    return actions.send_notices(job=job, report=report)


@registry.handler("awards.reminders")
def send_reminders(job: Job, report: Report) -> Outcome:
    """Remind holders of awards that end and of conditions that are due."""
    from socialvalue.awards import actions  # noqa: PLC0415 -- leaf: actions start this task

    return actions.send_reminders(job=job, report=report)


@registry.daily
def ask_reminders(day: dt.date) -> None:
    """Ask for the day's reminders."""
    from socialvalue.awards import actions  # noqa: PLC0415 -- leaf: actions start this task

    actions.ask_reminders(day=day)
