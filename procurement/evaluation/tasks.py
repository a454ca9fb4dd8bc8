"""Doors for the worker. What they hand back is saved together with the job's end."""

from socialvalue.accounts.models import Role
from socialvalue.jobs import registry
from socialvalue.jobs.models import Job
from socialvalue.jobs.registry import Outcome, Report

# Those who may read letters; how far the job is tells how many bidders there are.
READERS = [Role.PROCUREMENT_OFFICER, Role.APPROVER, Role.AUDITOR]


@registry.handler("evaluation.letters", read_by=READERS)
def make_letters(job: Job, report: Report) -> Outcome:
    """Write and print all letters of a tender."""
    from procurement.evaluation import actions  # noqa: PLC0415 -- leaf: actions start this task

    return actions.make_letters(job=job, report=report)
