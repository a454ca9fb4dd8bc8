"""The home of local spend: what was analysed, in short."""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from socialvalue.jobs.models import Job, State
from socialvalue.jobs.presenters import COLOURS
from socialvalue.spend import figures, words
from socialvalue.spend.models import Analysis

MUCH = 10
"""One part in so many whose place is not known is said beside the share."""


def analysis_words(analysis: Analysis) -> str:
    """Return an analysis as one of several: two of one title are told apart by when."""
    asked = timezone.localtime(analysis.asked_at)
    return f"{analysis.title} (asked {asked:%-d %B %Y, %H:%M})"


def analysis_list(analyses: Iterable[Analysis]) -> list[dict[str, Any]]:
    """Return a row for each analysis: what stayed in the place, of how much, or how far it is."""
    return [_row(analysis) for analysis in analyses]


def _row(analysis: Analysis) -> dict[str, Any]:
    job = analysis.job
    asked = f"{timezone.localtime(analysis.asked_at):%-d %B %Y, %H:%M}"
    row = {"analysis": analysis, "asked": f"{asked}, by {analysis.asked_by}", "tag": ""}
    if job.state != State.DONE:
        return row | {"tag": job.get_state_display(), "colour": COLOURS[State(job.state)]}
    return row | _in_short(job)


def _in_short(job: Job) -> dict[str, str]:
    """Return what a finished analysis found, as its job tells it; older ones tell less."""
    stayed, total = int(job.result["place_pence"]), int(job.result["total_pence"])
    unknown = int(job.result.get("unknown_pence", 0))
    return {
        "share": figures.share_if_known(stayed, total, unknown=unknown),
        "place": job.result["place"],
        "total": words.pounds_short(total),
        "placed": f"The place of {words.percent(unknown, total)} is not known"
        if MUCH * unknown > total
        else "",
    }
