"""Asking where the money of a period went, and keeping the answer."""

import datetime as dt
from typing import Any

from django.db import transaction

from socialvalue.accounts.models import Organisation, User
from socialvalue.audit import actions as audit
from socialvalue.jobs import actions as jobs
from socialvalue.jobs.models import Job
from socialvalue.jobs.registry import Outcome, Report
from socialvalue.spend import queries, words
from socialvalue.spend.models import Analysis

ANALYSE = "spend.analyse"


class NothingInPeriod(ValueError):
    """No file has a payment in the period. The message says which days there are."""


@transaction.atomic
def ask_analysis(
    *,
    organisation: Organisation,
    title: str,
    start: dt.date,
    end: dt.date,
    place_code: str,
    wider_place_code: str,
    by: User | str,
    at: dt.datetime,
) -> Analysis:
    """Ask where the money of a period went; the worker answers. Both days belong to the period.

    Raises NothingInPeriod.
    """
    files = list(organisation.payment_files.with_payments_between(start, end))
    if not files:
        raise NothingInPeriod(_where_to_look(organisation))
    analysis = Analysis.objects.create(
        organisation=organisation,
        title=title,
        start=start,
        end=end,
        place_code=place_code,
        wider_place_code=wider_place_code,
        asked_at=at,
        asked_by=str(by),
    )
    analysis.files.set(files)
    analysis.anchors.set({file.anchor_id for file in files})
    analysis.job = _ask_job(analysis, by)
    analysis.save(update_fields=["job"])
    after = {"title": title, "start": str(start), "end": str(end), "place": place_code}
    _record(analysis, did="analysis.asked", by=by, at=at, after=after)
    return analysis


def _where_to_look(organisation: Organisation) -> str:
    days = organisation.payment_files.imported().days()
    if days is None:
        return "No file with payments has been read yet. Upload one first."
    return f"No payments in this period: those that were read are of {words.period(*days)}"


def _ask_job(analysis: Analysis, by: User | str) -> Job:
    return jobs.ask(
        kind=ANALYSE,
        title=f"Analyse {analysis.title}"[:200],
        payload={"analysis": str(analysis.pk)},
        organisation=analysis.organisation,
        by=by,
    )


def analyse(*, job: Job, report: Report) -> Outcome:
    """Work out where the money of a period went."""
    analysis = Analysis.objects.get(pk=job.payload["analysis"])
    worked = queries.worked_out(analysis, report)
    return Outcome(
        save=lambda: _save(analysis, worked),
        result=_in_short(worked.figures),
        page="spend:analysis",
        page_args=[str(analysis.pk)],
    )


def _in_short(figures: dict[str, Any]) -> dict[str, str]:
    """Return what a list shows of an analysis: the place, what went there, and of how much."""
    place = figures["areas"][0]
    return {
        "place": place["name"],
        "place_pence": figures["bands"][place["code"]]["pence"],
        "total_pence": figures["total"]["pence"],
    }


def _save(analysis: Analysis, worked: queries.WorkedOut) -> None:
    """Keep the figures of an analysis and what they were worked out from."""
    analysis.figures, analysis.placed = worked.figures, worked.placed
    analysis.worked_from = worked.worked_from
    analysis.save(update_fields=["figures", "placed", "worked_from"])
    after = {"total_pence": worked.figures["total"]["pence"]}
    _record(analysis, did="analysis.worked_out", by="the worker", after=after)


def _record(analysis: Analysis, *, did: str, by: User | str, **details: object) -> None:
    audit.record(by=by, did=did, subject=analysis, organisation=analysis.organisation, **details)
