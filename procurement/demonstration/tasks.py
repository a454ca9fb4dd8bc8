"""Doors for the worker: the two main jobs on the worked examples."""

from procurement.evaluation.queries import result_of
from procurement.tenders.models import Tender
from socialvalue.jobs import registry
from socialvalue.jobs.models import Job
from socialvalue.jobs.registry import Outcome, Report
from socialvalue.spend import study_folder


@registry.handler("demonstration.tender")
def assess_tender(job: Job, report: Report) -> Outcome:
    """Work out the result of a tender from the database."""
    report(0, 1, "Scoring and ranking")
    _, result = result_of(Tender.objects.get(pk=job.payload["tender"]))
    return Outcome(save=lambda: None, result=result)


@registry.handler("demonstration.study")
def analyse_study(job: Job, report: Report) -> Outcome:
    """Work out the result of the worked local spend study."""
    from procurement.demonstration import actions  # noqa: PLC0415 -- leaf: actions start this task

    report(0, 1, "Placing and adding up")
    worked = study_folder.result_of_folder(actions.STUDY)
    return Outcome(save=lambda: None, result=worked.result)
