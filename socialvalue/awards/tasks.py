"""Doors for the worker. What they hand back is saved together with the job's end."""

from socialvalue.jobs import registry
from socialvalue.jobs.models import Job
from socialvalue.jobs.registry import Outcome, Report


@registry.handler("awards.letter_notice")
def send_notices(job: Job, report: Report) -> Outcome:
    """Tell applicants by e-mail that there is a letter to read."""
    from socialvalue.awards import actions  # noqa: PLC0415 -- leaf: actions start this task

    return actions.send_notices(job=job, report=report)
