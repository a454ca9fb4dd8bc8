"""Decide what bidders are asked: areas for action, questions, their weights and scales."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

from django.db import models, transaction
from django.db.models import Max

from procurement.calculations.splitting import equal_split, split_by
from procurement.tenders import library
from procurement.tenders.actions.changing import draft_for_change
from procurement.tenders.models import (
    Criterion,
    CriterionArea,
    Methodology,
    Scale,
    ScaleLevel,
    Section,
)
from procurement.tenders.queries import HUNDRED
from socialvalue.audit import actions as audit
from socialvalue.framework.models import Area, FrameworkVersion

SCALE_AT_FIRST = "zero-to-hundred"
"""The scale of a question that is made from an area for action; officers choose for their own."""
CODES = {Section.QUALITY: "Q", Section.SOCIAL_VALUE: "SV"}


class CriteriaDoNotAddUp(ValueError):
    """The weights of a section's questions do not add up to exactly 100."""

    def __init__(self, total: Decimal) -> None:
        self.total = total
        off = HUNDRED - total
        todo = f"Give {off:f} more" if off > 0 else f"Take {-off:f} away"
        super().__init__(
            f"The weights of these questions add up to {total:f}%. {todo} to reach exactly 100%"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionAnswer:
    """One question as the officer wants it. `pk` is None for a new one; weight in percent."""

    pk: UUID | None
    title: str
    question: str
    weight: Decimal
    scale: str
    pass_mark_points: Decimal | None = None
    pass_mark_disqualifies: bool | None = None


@transaction.atomic
def choose_areas(
    *,
    methodology: Methodology,
    version: FrameworkVersion,
    areas: Sequence[Area],
    edits: int,
    by: models.Model | str,
    at: dt.datetime,
) -> Methodology:
    """Make the social value questions be those of these areas of a matrix, and return the method.

    A question that is there already keeps its words. If any comes or goes, the weights are shared
    out anew: by the emphasis of the objectives where the matrix has one, otherwise equally.

    Raises MethodIsFixed, ChangedMeanwhile.
    """
    draft = draft_for_change(methodology, edits=edits)
    draft.framework, draft.framework_version = version.framework.code, version
    draft.save(update_fields=["framework", "framework_version"])
    wanted = {area.code for area in areas}
    present: set[str] = set()
    gone: list[Criterion] = []
    for criterion in draft.criteria.filter(section=Section.SOCIAL_VALUE).prefetch_related("areas"):
        codes = {link.area for link in criterion.areas.all()}
        present |= codes
        if not codes & wanted:
            gone.append(criterion)
    new = [area for area in areas if area.code not in present]
    for criterion in gone:
        criterion.delete()
    for area in new:
        _add_for_area(draft, area)
    if new or gone:
        _order_by_area(draft)
        _split(draft, areas)
    audit.record(
        by=by,
        at=at,
        did="tender.areas_chosen",
        subject=draft.tender,
        organisation=draft.tender.organisation,
        before={"areas": sorted(present)},
        after={"areas": sorted(wanted)},
    )
    return draft


@transaction.atomic
def set_criteria(
    *,
    methodology: Methodology,
    section: Section,
    answers: Sequence[CriterionAnswer],
    edits: int,
    by: models.Model | str,
    at: dt.datetime,
) -> Methodology:
    """Make the questions of a section be these, in this order, and return the method.

    Questions that are not among them are taken out. Raises MethodIsFixed, ChangedMeanwhile,
    CriteriaDoNotAddUp.
    """
    draft = draft_for_change(methodology, edits=edits)
    total = sum((answer.weight for answer in answers), start=Decimal(0))
    if answers and total != HUNDRED:
        raise CriteriaDoNotAddUp(total)
    present = {criterion.pk: criterion for criterion in draft.criteria.filter(section=section)}
    before = _written(present.values())
    kept = []
    for place, answer in enumerate(answers):
        criterion = present.pop(answer.pk, None) or _new(draft, section)
        _apply(criterion, answer, position=_first_place(section) + place)
        kept.append(criterion)
    for criterion in present.values():
        criterion.delete()
    draft.scales.filter(criteria=None).delete()
    audit.record(
        by=by,
        at=at,
        did="tender.questions_set",
        subject=draft.tender,
        organisation=draft.tender.organisation,
        before={"section": section.value, "questions": before},
        after={"section": section.value, "questions": _written(kept)},
    )
    return draft


def _first_place(section: Section) -> int:
    """Quality questions come before social value questions."""
    return 0 if section == Section.QUALITY else 1000


def _new(draft: Methodology, section: Section) -> Criterion:
    """Return a question with the next free code of its section, not yet stored."""
    letters = CODES[section]
    used = draft.criteria.filter(section=section).values_list("code", flat=True)
    numbers = [int(code[len(letters) :]) for code in used if code[len(letters) :].isdigit()]
    return Criterion(
        methodology=draft, section=section, code=f"{letters}{max(numbers, default=0) + 1}"
    )


def _apply(criterion: Criterion, answer: CriterionAnswer, *, position: int) -> None:
    """Store the officer's answer in a question."""
    criterion.position = position
    criterion.title = answer.title
    criterion.question = answer.question
    criterion.weight = answer.weight
    criterion.scale = scale_in(criterion.methodology, answer.scale)
    criterion.pass_mark_points = answer.pass_mark_points
    criterion.pass_mark_disqualifies = answer.pass_mark_disqualifies
    criterion.save()


def _add_for_area(draft: Methodology, area: Area) -> None:
    """Add a question for an area for action, in our model words, at the end."""
    criterion = _new(draft, Section.SOCIAL_VALUE)
    criterion.position = _first_place(Section.SOCIAL_VALUE) + 500
    criterion.title = area.title
    criterion.question = next(iter(area.questions), "")
    criterion.weight = Decimal(0)
    criterion.scale = scale_in(draft, SCALE_AT_FIRST)
    criterion.save()
    CriterionArea.objects.create(criterion=criterion, position=0, area=area.code)


def _order_by_area(draft: Methodology) -> None:
    """Put the social value questions in the order of the matrix, and number them so."""
    criteria = list(draft.criteria.filter(section=Section.SOCIAL_VALUE).prefetch_related("areas"))
    criteria.sort(key=lambda criterion: min(link.area for link in criterion.areas.all()))
    for place, criterion in enumerate(criteria, start=1):
        criterion.code = f"new {place}"
        criterion.save(update_fields=["code"])
    for place, criterion in enumerate(criteria):
        criterion.code = f"{CODES[Section.SOCIAL_VALUE]}{place + 1}"
        criterion.position = _first_place(Section.SOCIAL_VALUE) + place
        criterion.save(update_fields=["code", "position"])


def _split(draft: Methodology, areas: Sequence[Area]) -> None:
    """Share the marks among the social value questions, as far as two places allow.

    By the emphasis that the matrix gives to the objectives, if it gives one to each of those
    chosen, and equally within an objective; otherwise equally among all.
    """
    emphasis = {area.code: area.objective.emphasis for area in areas}
    objective = {area.code: area.objective.code for area in areas}
    criteria = list(
        draft.criteria.filter(section=Section.SOCIAL_VALUE)
        .prefetch_related("areas")
        .order_by("position")
    )
    codes = [
        next(link.area for link in criterion.areas.all() if link.area in emphasis)
        for criterion in criteria
    ]
    siblings = Counter(objective[code] for code in codes)
    if not codes:
        return
    if all(emphasis[code] for code in codes):
        weights = split_by([Fraction(emphasis[code]) / siblings[objective[code]] for code in codes])
    else:
        weights = equal_split(len(codes))
    for criterion, weight in zip(criteria, weights, strict=True):
        criterion.weight = weight
        criterion.save(update_fields=["weight"])


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


def _written(criteria: Iterable[Criterion]) -> list[dict[str, str]]:
    """Return the questions as the record keeps them."""
    return [
        {
            "code": criterion.code,
            "title": criterion.title,
            "question": criterion.question,
            "weight": f"{criterion.weight:f}",
            "scale": criterion.scale.code,
        }
        for criterion in criteria
    ]
