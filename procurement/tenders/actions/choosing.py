"""Choose areas for action: each becomes a social value question, in our model words."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from django.db import models, transaction

from procurement.calculations.splitting import equal_split, split_by
from procurement.tenders.actions.asking import CODES, first_place, new_criterion
from procurement.tenders.actions.changing import draft_for_change
from procurement.tenders.actions.scaling import scale_in
from procurement.tenders.models import Criterion, CriterionArea, Methodology, Section
from socialvalue.audit import actions as audit
from socialvalue.framework.models import Area, FrameworkVersion

SCALE_AT_FIRST = "zero-to-hundred"
"""The scale of a question that is made from an area for action; officers choose for their own."""
MEASURES_AT_FIRST = 2
"""How many measures such a question starts with, of those that the area suggests."""


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
    out anew: by the emphasis of the objectives where the matrix has one, otherwise equally. A
    criterion with sub-criteria is then taken apart: each question stands for itself.

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
        _take_apart(draft)
        _order_by_area(draft)
        _split(draft, areas)
    audit.record_about(
        draft.tender,
        by=by,
        at=at,
        did="tender.areas_chosen",
        before={"areas": sorted(present)},
        after={"areas": sorted(wanted)},
    )
    return draft


@transaction.atomic
def set_social_value_choices(
    *,
    methodology: Methodology,
    outcomes: Sequence[str],
    quantities: str,
    edits: int,
    by: models.Model | str,
    at: dt.datetime,
) -> Methodology:
    """Store the policy outcomes that the tender must cover, and how sizes of commitments count.

    `outcomes` are keys of the crosswalk. Raises MethodIsFixed, ChangedMeanwhile.
    """
    draft = draft_for_change(methodology, edits=edits)
    before = {"outcomes": draft.policy_outcomes, "quantities": draft.quantities}
    draft.policy_outcomes, draft.quantities = list(outcomes), quantities
    draft.save(update_fields=["policy_outcomes", "quantities"])
    audit.record_about(
        draft.tender,
        by=by,
        at=at,
        did="tender.social_value_choices_set",
        before=before,
        after={"outcomes": draft.policy_outcomes, "quantities": draft.quantities},
    )
    return draft


def _add_for_area(draft: Methodology, area: Area) -> None:
    """Add a question for an area for action, in our model words, at the end."""
    criterion = new_criterion(draft, Section.SOCIAL_VALUE)
    criterion.position = first_place(Section.SOCIAL_VALUE) + 500
    criterion.title = area.title
    criterion.question = next(iter(area.questions), "")
    criterion.weight = Decimal(0)
    criterion.asks_method_statement = True
    criterion.measures = [
        {"measure": measure.name, "unit": measure.unit}
        for measure in area.measures.order_by("order")[:MEASURES_AT_FIRST]
    ]
    criterion.scale = scale_in(draft, SCALE_AT_FIRST)
    criterion.save()
    CriterionArea.objects.create(criterion=criterion, position=0, area=area.code)


def _take_apart(draft: Methodology) -> None:
    """Let every social value question stand for itself, without a parent."""
    draft.criteria.filter(section=Section.SOCIAL_VALUE).update(parent=None, weight_in_parent=None)
    draft.parent_criteria.filter(section=Section.SOCIAL_VALUE).delete()


def _order_by_area(draft: Methodology) -> None:
    """Put the social value questions in the order of the matrix, and number them so."""
    criteria = list(draft.criteria.filter(section=Section.SOCIAL_VALUE).prefetch_related("areas"))
    criteria.sort(key=lambda criterion: min(link.area for link in criterion.areas.all()))
    for place, criterion in enumerate(criteria, start=1):
        criterion.code = f"new {place}"
        criterion.save(update_fields=["code"])
    for place, criterion in enumerate(criteria):
        criterion.code = f"{CODES[Section.SOCIAL_VALUE]}{place + 1}"
        criterion.position = first_place(Section.SOCIAL_VALUE) + place
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
