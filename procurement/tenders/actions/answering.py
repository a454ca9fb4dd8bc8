"""Answer a finding about a method: why it may stand."""

import datetime as dt

from django.db import models, transaction

from procurement.tenders.actions.changing import MethodIsFixed
from procurement.tenders.models import LintAnswer, Methodology
from procurement.tenders.queries import findings_of
from socialvalue.audit import actions as audit


class FindingGone(ValueError):
    """The method has changed, and the rules do not find this any more."""

    def __init__(self) -> None:
        super().__init__("The method has changed meanwhile, and this is not found any more.")


@transaction.atomic
def answer_finding(
    *,
    methodology: Methodology,
    rule: str,
    place: str,
    sentence: str,
    reason: str,
    by: models.Model | str,
    at: dt.datetime,
) -> LintAnswer:
    """Store why a finding about a draft may stand, and return the answer.

    An earlier answer to the same words stays; the latest counts. Raises MethodIsFixed, FindingGone.
    """
    draft = Methodology.objects.select_for_update().select_related("tender").get(pk=methodology.pk)
    if draft.published_at is not None:
        raise MethodIsFixed
    found = [each.finding for each in findings_of(draft)]
    if (rule, place, sentence) not in {(each.rule, each.place, each.sentence) for each in found}:
        raise FindingGone
    answer = LintAnswer.objects.create(
        methodology=draft,
        rule=rule,
        place=place,
        sentence=sentence,
        reason=reason,
        answered_at=at,
        answered_by=str(by),
    )
    audit.record_about(
        draft.tender,
        by=by,
        at=at,
        did="tender.finding_answered",
        reason=reason,
        after={"rule": rule, "finding": sentence},
    )
    return answer
