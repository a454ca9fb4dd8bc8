"""Asking where the money of a period went, and keeping the answer."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db import transaction

from socialvalue.accounts.models import Organisation, User
from socialvalue.audit import actions as audit
from socialvalue.calculations.spend.bands import UNKNOWN
from socialvalue.calculations.spend.study_files import Answer
from socialvalue.jobs import actions as jobs
from socialvalue.jobs.models import Job
from socialvalue.jobs.registry import Outcome, Report
from socialvalue.spend import queries, words
from socialvalue.spend.models import Analysis, Anchor, PaymentFile, PaymentFileQuerySet
from socialvalue.suppliers.queries import answers_of

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
    anchors: Sequence[Anchor] = (),
    other_area_codes: Sequence[str] = (),
    **choices: Any,
) -> Analysis:
    """Ask where the money of a period went; the worker answers. Both days belong to the period.

    `anchors` are whose payments; without any, of all that there are. `choices` are those of
    `_terms`. What people have decided of categories and repeats counts as it stands now.

    Raises NothingInPeriod.
    """
    files = list(_files(organisation, anchors).with_payments_between(start, end))
    if not files:
        raise NothingInPeriod(_where_to_look(organisation, anchors))
    analysis = Analysis(
        organisation=organisation,
        title=title,
        start=start,
        end=end,
        place_code=place_code,
        wider_place_code=wider_place_code,
        other_area_codes=list(other_area_codes),
        terms=_terms(files, (start, end), widest=wider_place_code or place_code, **choices),
        asked_at=at,
        asked_by=str(by),
    )
    return _asked(analysis, files, by=by)


def _terms(
    files: Sequence[PaymentFile],
    period: tuple[dt.date, dt.date],
    *,
    widest: str,
    leakage_area: str = "",
    multiplier_area: str = "",
    top_n: int = queries.TOP,
    minimum_located: str = queries.MINIMUM_LOCATED,
    answers: Sequence[Answer] | None = None,
) -> dict[str, Any]:
    """Return by what terms an analysis is worked out.

    Leakage is what leaves, and the multiplier is of, the widest area unless another is named.
    `minimum_located` is the share, in percent, below which a result is provisional. `answers` are
    those of the suppliers' survey: unless they are given, what the organisation's own have.
    """
    organisation = files[0].organisation
    if answers is None:
        answers = answers_of(organisation, multiplier_area or widest, period)
    return queries.terms_of(
        organisation,
        files=files,
        leakage_area=leakage_area or widest,
        multiplier_area=multiplier_area or widest,
        top_n=top_n,
        minimum_located=minimum_located,
        answers=answers,
    )


def _asked(analysis: Analysis, files: Sequence[PaymentFile], *, by: User | str) -> Analysis:
    """Keep a question, and ask for it to be worked out."""
    analysis.save(force_insert=True)
    analysis.files.set(files)
    analysis.anchors.set({file.anchor_id for file in files})
    analysis.job = _ask_job(analysis, by)
    analysis.save(update_fields=["job"])
    after = {
        "title": analysis.title,
        "start": str(analysis.start),
        "end": str(analysis.end),
        "place": analysis.place_code,
    }
    _record(analysis, did="analysis.asked", by=by, at=analysis.asked_at, after=after)
    return analysis


def _files(organisation: Organisation, anchors: Sequence[Anchor]) -> PaymentFileQuerySet:
    files: PaymentFileQuerySet = organisation.payment_files.all()
    return files.filter(anchor__in=anchors) if anchors else files


def _where_to_look(organisation: Organisation, anchors: Sequence[Anchor]) -> str:
    days = _files(organisation, anchors).imported().days()
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
        "unknown_pence": figures["bands"][UNKNOWN]["pence"],
        "total_pence": figures["total"]["pence"],
    }


def _save(analysis: Analysis, worked: queries.WorkedOut) -> None:
    """Keep the figures of an analysis and what they were worked out from."""
    analysis.figures, analysis.result = worked.figures, worked.result
    analysis.worked_from = worked.worked_from
    analysis.save(update_fields=["figures", "result", "worked_from"])
    after = {"total_pence": worked.figures["total"]["pence"]}
    _record(analysis, did="analysis.worked_out", by="the worker", after=after)


def _record(analysis: Analysis, *, did: str, by: User | str, **details: object) -> None:
    audit.record(by=by, did=did, subject=analysis, organisation=analysis.organisation, **details)
