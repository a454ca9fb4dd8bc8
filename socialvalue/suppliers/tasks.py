"""Doors for the worker. What they hand back is saved together with the job's end."""

from socialvalue.accounts.models import Role
from socialvalue.jobs import registry
from socialvalue.jobs.models import Job
from socialvalue.jobs.registry import Outcome, Report

READERS = [Role.DATA_OFFICER, Role.AUDITOR]


@registry.handler("suppliers.load_list", read_by=READERS)
def load_list(job: Job, report: Report) -> Outcome:
    """Load a list of suppliers that was confirmed."""
    from socialvalue.suppliers import actions  # noqa: PLC0415 -- leaf: actions start this task

    return actions.load_list(job=job, report=report)


@registry.handler("suppliers.match", read_by=READERS)
def match_registers(job: Job, report: Report) -> Outcome:
    """Match an organisation's suppliers with the official registers."""
    from socialvalue.suppliers import actions  # noqa: PLC0415 -- leaf: actions start this task

    return actions.match_registers(job=job, report=report)


@registry.handler("suppliers.suggest", read_by=READERS)
def look_for_suggestions(job: Job, report: Report) -> Outcome:
    """Look for suppliers that are likely the same, kinds, and individuals."""
    from socialvalue.suppliers import actions  # noqa: PLC0415 -- leaf: actions start this task

    return actions.look_for_suggestions(job=job, report=report)


@registry.handler("suppliers.letters", read_by=READERS)
def send_letters(job: Job, report: Report) -> Outcome:
    """Send a survey's letters or reminders."""
    from socialvalue.suppliers import actions  # noqa: PLC0415 -- leaf: actions start this task

    return actions.send_letters(job=job, report=report)
