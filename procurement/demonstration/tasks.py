"""A door for the worker: the worked tender. Payments go through the doors of spend."""

from procurement.evaluation.queries import result_of
from procurement.tenders.models import Tender
from socialvalue.jobs import registry
from socialvalue.jobs.models import Job
from socialvalue.jobs.registry import Outcome, Report


@registry.handler("demonstration.tender")
def assess_tender(job: Job, report: Report) -> Outcome:
    """Work out the result of a tender from the database."""
    report(0, 1, "Scoring and ranking")
    _, result = result_of(Tender.objects.get(pk=job.payload["tender"]))
    return Outcome(save=lambda: None, result=result)
