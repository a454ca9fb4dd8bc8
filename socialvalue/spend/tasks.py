"""Doors for the worker. What they hand back is saved together with the job's end."""

from socialvalue.accounts.models import Role
from socialvalue.jobs import registry
from socialvalue.jobs.models import Job
from socialvalue.jobs.registry import Outcome, Report

READERS = [Role.DATA_OFFICER, Role.AUDITOR]


@registry.handler("spend.read", read_by=READERS)
def read_file(job: Job, report: Report) -> Outcome:
    """Read a payments file whole."""
    from socialvalue.spend import actions  # noqa: PLC0415 -- leaf: actions start this task

    return actions.read_file(job=job, report=report)


@registry.handler("spend.unpack", read_by=READERS)
def unpack_zip(job: Job, report: Report) -> Outcome:
    """Make a payments file of each file in a zip."""
    from socialvalue.spend import actions  # noqa: PLC0415 -- leaf: actions start this task

    return actions.unpack_zip(job=job, report=report)


@registry.handler("spend.analyse", read_by=READERS)
def analyse(job: Job, report: Report) -> Outcome:
    """Work out where the money of a period went."""
    from socialvalue.spend import actions  # noqa: PLC0415 -- leaf: actions start this task

    return actions.analyse(job=job, report=report)


@registry.handler("spend.find_repeats", read_by=READERS)
def find_repeats(job: Job, report: Report) -> Outcome:
    """Find what repeats what, after a file was taken back."""
    from socialvalue.spend import actions  # noqa: PLC0415 -- leaf: actions start this task

    return actions.find_repeats(job=job, report=report)
