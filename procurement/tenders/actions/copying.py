"""A new version of a method as a copy of the last: everything in it, under keys of its own."""

from collections.abc import Iterable
from typing import Any

from django.db import models

from procurement.tenders.models import (
    CriterionArea,
    CriterionLot,
    LintAnswer,
    LotMethod,
    Methodology,
    ScaleLevel,
    SectionPassMark,
    WeightDeparture,
)

NOT_COPIED = {"published_at", "published_by", "fingerprint", "edits"}


def copied(methodology: Methodology, *, because: str) -> Methodology:
    """Make the next version as a draft with everything the given one has, and return it.

    Scales, levels, criteria with their areas and lots, lots' methods, pass marks, departures and
    answers to findings are copied. `because` is why the version is made.
    """
    number = 1 + max(methodology.tender.methodologies.values_list("number", flat=True))
    new = _copy(methodology, but=NOT_COPIED, number=number, version=str(number), because=because)
    scales = _copies(methodology.scales.order_by("position"), methodology=new)
    _copy_parts(ScaleLevel, "scale", scales)
    parents = _copies(methodology.parent_criteria.order_by("position"), methodology=new)
    criteria = {
        criterion.pk: _copy(
            criterion,
            methodology=new,
            scale=scales[criterion.scale_id],
            parent=parents.get(criterion.parent_id),
        )
        for criterion in methodology.criteria.order_by("position")
    }
    for part in (CriterionArea, CriterionLot):
        _copy_parts(part, "criterion", criteria)
    for part in (SectionPassMark, LotMethod, WeightDeparture, LintAnswer):
        _copies(part.objects.filter(methodology=methodology), methodology=new)
    return new


def _copies(things: Iterable[Any], **changes: Any) -> dict[Any, Any]:
    """Copy each thing, and return the copies by the key of what each was made from."""
    return {thing.pk: _copy(thing, **changes) for thing in things}


def _copy_parts(part: type[models.Model], holder: str, holders: dict[Any, Any]) -> None:
    """Copy the parts of each holder to the copy of that holder."""
    for thing in part.objects.filter(**{f"{holder}__in": [*holders]}):
        _copy(thing, **{holder: holders[getattr(thing, f"{holder}_id")]})


def _copy(thing: Any, *, but: Iterable[str] = (), **changes: Any) -> Any:
    """Store a copy of a row under a new key, with these fields changed and some left as new."""
    left_out = {*but, "id", *changes}
    values = {
        field.attname: getattr(thing, field.attname)
        for field in thing._meta.concrete_fields
        if field.name not in left_out
    }
    return type(thing).objects.create(**values, **changes)
