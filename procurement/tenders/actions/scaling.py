"""Copy scales from the library into a method, and write scales of one's own."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.db import models, transaction
from django.db.models import Max

from procurement.tenders import library
from procurement.tenders.actions.changing import draft_for_change
from procurement.tenders.models import Methodology, Scale, ScaleLevel
from socialvalue.audit import actions as audit


class ScaleInUse(ValueError):
    """A question is marked on the scale, so it cannot be taken out."""

    def __init__(self, scale: Scale) -> None:
        codes = ", ".join(scale.criteria.order_by("position").values_list("code", flat=True))
        super().__init__(f"The scale is used by {codes}. Choose another scale there first")


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelAnswer:
    """One level of a scale of one's own. Points need not be evenly spaced."""

    points: Decimal
    label: str
    definition: str


def scale_in(draft: Methodology, code: str) -> Scale:
    """Return the method's own copy of a scale, made from the library if it is not there yet.

    Raises ScaleUnknown.
    """
    if scale := draft.scales.filter(code=code).first():
        return scale
    text = library.scale_of(code)
    last = draft.scales.aggregate(last=Max("position"))["last"]
    scale = Scale.objects.create(
        methodology=draft,
        position=0 if last is None else last + 1,
        code=text.code,
        title=text.title,
        source=text.source,
        is_confirmed=text.is_confirmed,
    )
    ScaleLevel.objects.bulk_create(
        ScaleLevel(
            scale=scale,
            position=place,
            points=level.points,
            label=level.label,
            definition=level.definition,
        )
        for place, level in enumerate(text.levels)
    )
    return scale


@transaction.atomic
def save_scale(
    *,
    methodology: Methodology,
    pk: UUID | None,
    title: str,
    levels: Sequence[LevelAnswer],
    edits: int,
    by: models.Model | str,
    at: dt.datetime,
) -> Scale:
    """Store a scale of the buyer's own, a new one without `pk`, and return it.

    Levels are kept highest points first. Raises MethodIsFixed, ChangedMeanwhile; Scale.DoesNotExist
    for one that is not the method's own.
    """
    draft = draft_for_change(methodology, edits=edits)
    scale = _new_scale(draft) if pk is None else draft.scales.get(pk=pk, is_own=True)
    before = _told(scale) if pk else {}
    scale.title = title
    scale.save()
    scale.levels.all().delete()
    ordered = sorted(levels, key=lambda level: level.points, reverse=True)
    ScaleLevel.objects.bulk_create(
        ScaleLevel(
            scale=scale,
            position=place,
            points=level.points,
            label=level.label,
            definition=level.definition,
        )
        for place, level in enumerate(ordered)
    )
    audit.record_about(
        draft.tender, did="tender.scale_set", by=by, at=at, before=before, after=_told(scale)
    )
    return scale


@transaction.atomic
def remove_scale(
    *, methodology: Methodology, pk: UUID, edits: int, by: models.Model | str, at: dt.datetime
) -> None:
    """Take out a scale of the buyer's own. Raises as `save_scale`, and ScaleInUse."""
    draft = draft_for_change(methodology, edits=edits)
    scale = draft.scales.get(pk=pk, is_own=True)
    if scale.criteria.exists():
        raise ScaleInUse(scale)
    before = _told(scale)
    scale.delete()
    audit.record_about(
        draft.tender, did="tender.scale_removed", by=by, at=at, before=before, after={}
    )


def _new_scale(draft: Methodology) -> Scale:
    """Return a scale of the buyer's own with the next free code, not yet stored."""
    codes = set(draft.scales.values_list("code", flat=True))
    number = next(number for number in range(1, len(codes) + 2) if f"own-{number}" not in codes)
    last = draft.scales.aggregate(last=Max("position"))["last"]
    return Scale(
        methodology=draft,
        position=0 if last is None else last + 1,
        code=f"own-{number}",
        source="Written by the buyer",
        is_confirmed=True,
        is_own=True,
    )


def _told(scale: Scale) -> dict[str, object]:
    """Return a scale as the record keeps it."""
    return {
        "title": scale.title,
        "levels": [
            {
                "points": f"{level.points:f}",
                "label": level.label,
                "definition": level.definition,
            }
            for level in scale.levels.order_by("position")
        ],
    }
