"""Doors for the worker. What they hand back is saved together with the job's end."""

from socialvalue.jobs import registry
from socialvalue.jobs.models import Job
from socialvalue.jobs.registry import Outcome, Report


@registry.handler("evaluation.letters")
def make_letters(job: Job, report: Report) -> Outcome:
    """Write and print all letters of a tender."""
    from procurement.evaluation import actions  # noqa: PLC0415 -- leaf: actions start this task

    return actions.make_letters(job=job, report=report)
