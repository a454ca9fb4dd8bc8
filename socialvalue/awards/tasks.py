"""Doors for the worker. What they hand back is saved together with the job's end."""

import datetime as dt

from socialvalue.accounts.models import Role
from socialvalue.jobs import registry
from socialvalue.jobs.models import Job
from socialvalue.jobs.registry import Outcome, Report

# Those who read the letters of awards; whoever keeps away from one learns nothing from its job.
READERS = [Role.AWARD_MANAGER, Role.APPROVER, Role.AUDITOR]


@registry.handler("awards.letter_notice", read_by=READERS)
def send_notices(job: Job, report: Report) -> Outcome:
    """Tell applicants by e-mail that there is a letter to read."""
    from socialvalue.awards import actions  # noqa: PLC0415 -- leaf: actions start this task

    return actions.send_notices(job=job, report=report)


@registry.handler("awards.reminders", read_by=READERS)
def send_reminders(job: Job, report: Report) -> Outcome:
    """Remind holders of awards that end and of conditions that are due."""
    from socialvalue.awards import actions  # noqa: PLC0415 -- leaf: actions start this task

    return actions.send_reminders(job=job, report=report)


@registry.daily
def ask_reminders(day: dt.date) -> None:
    """Ask for the day's reminders."""
    from socialvalue.awards import actions  # noqa: PLC0415 -- leaf: actions start this task

    actions.ask_reminders(day=day)
