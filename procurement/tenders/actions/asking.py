"""Decide what bidders are asked: criteria, sub-criteria, their weights, scales and measures."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import models, transaction

from procurement.calculations.section_sums import Leaf, sum_faults
from procurement.calculations.splitting import equal_split
from procurement.tenders.actions.changing import draft_for_change
from procurement.tenders.actions.scaling import scale_in
from procurement.tenders.models import (
    Criterion,
    CriterionLot,
    Lot,
    Methodology,
    ParentCriterion,
    Section,
)
from procurement.tenders.queries import key_criteria_of
from socialvalue.audit import actions as audit

CODES = {Section.QUALITY: "Q", Section.SOCIAL_VALUE: "SV"}
SCALE_OF_KEY_CRITERIA = "zero-to-five"


class CriteriaDoNotAddUp(ValueError):
    """The weights of a section's questions do not add up. `faults` says where, in sentences."""

    def __init__(self, faults: list[str]) -> None:
        self.faults = faults
        super().__init__(" ".join(faults))


class AskedAlready(ValueError):
    """The quality section has questions, so it cannot start from the key criteria any more."""

    def __init__(self) -> None:
        super().__init__("There are quality questions already. Take them out first")


class NoKeyCriteria(ValueError):
    """The law that the tender is run under names no criteria."""

    def __init__(self) -> None:
        super().__init__("The law that this tender is run under names no key criteria")


@dataclass(frozen=True, slots=True, kw_only=True)
class ParentAnswer:
    """A criterion that is the sum of its sub-criteria. `weight` in percent of the section."""

    code: str
    title: str
    weight: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionAnswer:
    """One question as the officer wants it. `pk` is None for a new one.

    `weight` is in percent of the parent if there is one (its code is `parent`), else of the
    section. `lots` are codes of lots, empty for every lot. `measures` as Criterion.measures.
    """

    pk: UUID | None
    title: str
    question: str
    weight: Decimal
    scale: str
    pass_mark_points: Decimal | None = None
    pass_mark_disqualifies: bool | None = None
    parent: str = ""
    lots: Sequence[str] = ()
    relevance: str = ""
    asks_method_statement: bool = False
    measures: Sequence[dict[str, Any]] = field(default=())


@transaction.atomic
def set_criteria(
    *,
    methodology: Methodology,
    section: Section,
    answers: Sequence[CriterionAnswer],
    edits: int,
    by: models.Model | str,
    at: dt.datetime,
    parents: Sequence[ParentAnswer] = (),
) -> Methodology:
    """Make the questions of a section be these, in this order, and return the method.

    Questions and parents that are not among them are taken out. Raises MethodIsFixed,
    ChangedMeanwhile, CriteriaDoNotAddUp, ParentCriterion.DoesNotExist for a parent not named.
    """
    draft = draft_for_change(methodology, edits=edits)
    lots = {lot.code: lot for lot in draft.tender.lots.order_by("position")}
    answers = _side_by_side(answers)
    if faults := _faults(answers, parents=parents, lots=list(lots) or ["1"]):
        raise CriteriaDoNotAddUp(faults)
    present = {
        criterion.pk: criterion
        for criterion in draft.criteria.filter(section=section).select_related("scale")
    }
    before = _written(present.values())
    kept_parents = _set_parents(draft, section, parents)
    kept = []
    for place, answer in enumerate(answers):
        criterion = present.pop(answer.pk, None) or new_criterion(draft, section)
        parent = kept_parents[answer.parent] if answer.parent else None
        _apply(criterion, answer, position=first_place(section) + place, parent=parent)
        _ask_in(criterion, [lots[code] for code in lots if code in answer.lots], of=len(lots))
        kept.append(criterion)
    for criterion in present.values():
        criterion.delete()
    draft.parent_criteria.filter(section=section).exclude(code__in=kept_parents).delete()
    draft.scales.filter(criteria=None, is_own=False).delete()
    audit.record_about(
        draft.tender,
        by=by,
        at=at,
        did="tender.questions_set",
        before={"section": section.value, "questions": before},
        after={"section": section.value, "questions": _written(kept)},
    )
    return draft


@transaction.atomic
def start_from_key_criteria(
    *, methodology: Methodology, edits: int, by: models.Model | str, at: dt.datetime
) -> Methodology:
    """Make the quality section be the key criteria that the tender's law names, equally weighed.

    Each is a criterion with one sub-criterion, whose question is still to be written.
    Raises MethodIsFixed, ChangedMeanwhile, AskedAlready, NoKeyCriteria.
    """
    draft = draft_for_change(methodology, edits=edits)
    if draft.criteria.filter(section=Section.QUALITY).exists():
        raise AskedAlready
    tender = draft.tender
    keys = key_criteria_of(tender, Section.QUALITY)
    if not keys:
        raise NoKeyCriteria
    for place, (key, weight) in enumerate(zip(keys, equal_split(len(keys)), strict=True)):
        parent = ParentCriterion.objects.create(
            methodology=draft,
            position=place,
            section=Section.QUALITY,
            code=f"K{place + 1}",
            title=key.title,
            weight=weight,
            key=key.code,
        )
        answer = CriterionAnswer(
            pk=None, title=key.title, question="", weight=Decimal(100), scale=SCALE_OF_KEY_CRITERIA
        )
        _apply(new_criterion(draft, Section.QUALITY), answer, position=place, parent=parent)
    audit.record_about(
        tender,
        by=by,
        at=at,
        did="tender.key_criteria_taken",
        after={"criteria": [key.title for key in keys]},
    )
    return draft


def _faults(
    answers: Sequence[CriterionAnswer], *, parents: Sequence[ParentAnswer], lots: list[str]
) -> list[str]:
    """Return where the weights do not add up."""
    by_code = {parent.code: parent for parent in parents}
    leaves = [
        Leaf(
            code=answer.title,
            weight=_weight_of(answer, by_code.get(answer.parent)),
            lots=tuple(answer.lots),
            parent=answer.parent,
            inner=answer.weight if answer.parent else None,
        )
        for answer in answers
    ]
    told = [(parent.code, parent.title, parent.weight) for parent in parents]
    return sum_faults(leaves, lots=lots, parents=told)


def _side_by_side(answers: Sequence[CriterionAnswer]) -> list[CriterionAnswer]:
    """Return the questions with the sub-criteria of each parent together, else in their order."""
    groups: dict[object, list[CriterionAnswer]] = {}
    for place, answer in enumerate(answers):
        groups.setdefault(answer.parent or place, []).append(answer)
    return [answer for group in groups.values() for answer in group]


def _weight_of(answer: CriterionAnswer, parent: ParentAnswer | ParentCriterion | None) -> Decimal:
    """Return the weight of a question in percent of its section: inside a parent the product."""
    return answer.weight if parent is None else parent.weight * answer.weight / 100


def _set_parents(
    draft: Methodology, section: Section, parents: Sequence[ParentAnswer]
) -> dict[str, ParentCriterion]:
    """Store the parents of a section, and return them by code. A key criterion keeps its key."""
    return {
        answer.code: ParentCriterion.objects.update_or_create(
            methodology=draft,
            code=answer.code,
            defaults={
                "section": section,
                "position": first_place(section) + place,
                "title": answer.title,
                "weight": answer.weight,
            },
        )[0]
        for place, answer in enumerate(parents)
    }


def first_place(section: Section) -> int:
    """Quality questions come before social value questions."""
    return 0 if section == Section.QUALITY else 1000


def new_criterion(draft: Methodology, section: Section) -> Criterion:
    """Return a question with the next free code of its section, not yet stored."""
    letters = CODES[section]
    used = draft.criteria.filter(section=section).values_list("code", flat=True)
    numbers = [int(code[len(letters) :]) for code in used if code[len(letters) :].isdigit()]
    return Criterion(
        methodology=draft, section=section, code=f"{letters}{max(numbers, default=0) + 1}"
    )


def _apply(
    criterion: Criterion, answer: CriterionAnswer, *, position: int, parent: ParentCriterion | None
) -> None:
    """Store the officer's answer in a question."""
    criterion.position = position
    criterion.parent = parent
    criterion.title = answer.title
    criterion.question = answer.question
    criterion.relevance = answer.relevance
    criterion.asks_method_statement = answer.asks_method_statement
    criterion.measures = list(answer.measures)
    criterion.weight = _weight_of(answer, parent)
    criterion.weight_in_parent = None if parent is None else answer.weight
    criterion.scale = scale_in(criterion.methodology, answer.scale)
    criterion.pass_mark_points = answer.pass_mark_points
    criterion.pass_mark_disqualifies = answer.pass_mark_disqualifies
    criterion.save()


def _ask_in(criterion: Criterion, lots: list[Lot], *, of: int) -> None:
    """Store in which lots a question is asked; nothing is stored where it is asked in all."""
    criterion.lot_links.all().delete()
    if len(lots) < of:
        CriterionLot.objects.bulk_create(
            CriterionLot(criterion=criterion, lot=lot, position=place)
            for place, lot in enumerate(lots)
        )


def _written(criteria: Iterable[Criterion]) -> list[dict[str, Any]]:
    """Return the questions as the record keeps them."""
    return [
        {
            "code": criterion.code,
            "title": criterion.title,
            "question": criterion.question,
            "weight": f"{criterion.weight:f}",
            "scale": criterion.scale.code,
            "measures": criterion.measures,
        }
        for criterion in criteria
    ]
