"""Set the least that a bid must reach in a section, and what follows below it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import models, transaction

from procurement.tenders.actions.changing import draft_for_change
from procurement.tenders.models import Methodology, SectionPassMark
from socialvalue.audit import actions as audit


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionMarkAnswer:
    """The least percent of a section's marks; below it a bid is out, or it is only noted."""

    section: str
    percent: Decimal
    disqualifies: bool


@transaction.atomic
def set_section_pass_marks(
    *,
    methodology: Methodology,
    marks: Sequence[SectionMarkAnswer],
    edits: int,
    by: models.Model | str,
    at: dt.datetime,
) -> Methodology:
    """Make the pass marks of sections be these, and return the method.

    Raises MethodIsFixed, ChangedMeanwhile.
    """
    draft = draft_for_change(methodology, edits=edits)
    before = _written(draft)
    draft.section_pass_marks.all().delete()
    SectionPassMark.objects.bulk_create(
        SectionPassMark(
            methodology=draft,
            position=place,
            section=mark.section,
            percent=mark.percent,
            disqualifies=mark.disqualifies,
        )
        for place, mark in enumerate(marks)
    )
    audit.record_about(
        draft.tender,
        by=by,
        at=at,
        did="tender.pass_marks_set",
        before={"marks": before},
        after={"marks": _written(draft)},
    )
    return draft


def _written(draft: Methodology) -> list[dict[str, Any]]:
    """Return the pass marks as the record keeps them."""
    return [
        {
            "section": mark.section,
            "percent": f"{mark.percent:f}",
            "disqualifies": mark.disqualifies,
        }
        for mark in draft.section_pass_marks.order_by("position")
    ]
