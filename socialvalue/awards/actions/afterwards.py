"""What an applicant does once it has handed in: answers, appeals, and tells what changed."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, replace

from django.db import transaction
from django.utils import timezone

from socialvalue.accounts.models import User
from socialvalue.audit import actions as audit
from socialvalue.awards import queries
from socialvalue.awards.actions.applying import NotUnderWay, add_uses, locked, record
from socialvalue.awards.actions.evidence import Upload, add_evidence
from socialvalue.awards.models import (
    Appeal,
    Application,
    Award,
    AwardChange,
    Evidence,
    Question,
)


class AnsweredAlready(ValueError):
    """A colleague answered the question meanwhile."""


class NothingToAppeal(ValueError):
    """No decision can be appealed: there is none, it was appealed, or it is too late."""


class NotHeld(ValueError):
    """The award is held no more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """The answer to a question, and the evidence that is named for a criterion with it."""

    answer: str
    criterion: str = ""
    named: Collection[Evidence] = ()


def answer_question(
    *, question: Question, reply: Reply, by: User, at: dt.datetime, upload: Upload | None = None
) -> Question:
    """Answer what the assessors asked: the time for their decision runs on.

    Raises AnsweredAlready; NotUnderWay; EvidenceRefused: then nothing is sent.
    """
    if upload is not None:
        organisation = question.application.organisation
        kept = add_evidence(organisation=organisation, upload=upload, by=by, at=at)
        reply = replace(reply, named=[*reply.named, kept])
    return _answer(question, reply, by=by, at=at)


@transaction.atomic
def _answer(question: Question, reply: Reply, *, by: User, at: dt.datetime) -> Question:
    application = locked(question.application)
    question = Question.objects.select_for_update(of=("self",)).get(pk=question.pk)
    if application.state in queries.ENDED:
        raise NotUnderWay("This application has ended, so nothing is asked any more.")
    if question.answered_at is not None:
        raise AnsweredAlready(f"{question.answered_by} has answered this question meanwhile.")
    question.answer = reply.answer
    question.answered_at, question.answered_by = at, str(by)
    question.save(update_fields=["answer", "answered_at", "answered_by"])
    add_uses(application, reply.criterion, reply.named)
    named = sorted(str(each.pk) for each in reply.named)
    after = {"question": str(question.pk), "evidence": named}
    record(application, did="application.question_answered", by=by, at=at, after=after)
    return question


@transaction.atomic
def lodge_appeal(*, application: Application, grounds: str, by: User, at: dt.datetime) -> Appeal:
    """Appeal against the decision, and return the appeal.

    Raises NothingToAppeal: nothing is decided, it was appealed already, or it is too late.
    """
    application = locked(application)
    if why_not := queries.why_no_appeal(application, on=timezone.localdate(at)):
        raise NothingToAppeal(why_not)
    appeal = Appeal.objects.create(
        application=application, grounds=grounds, lodged_at=at, lodged_by=str(by)
    )
    record(application, did="application.appealed", by=by, at=at, after={"appeal": str(appeal.pk)})
    return appeal


@transaction.atomic
def tell_circumstances(*, award: Award, what: str, by: User, at: dt.datetime) -> AwardChange:
    """Tell whoever gave an award that something changed. The award stays as it is until they say.

    Raises NotHeld.
    """
    award = Award.objects.select_for_update(of=("self",)).get(pk=award.pk)
    if award.state == Award.State.WITHDRAWN:
        raise NotHeld("This award was withdrawn, so there is nothing to tell.")
    change = AwardChange.objects.create(
        award=award,
        kind=AwardChange.Kind.CIRCUMSTANCES,
        reason=what,
        made_at=at,
        made_by=str(by),
    )
    audit.record(
        by=by,
        at=at,
        did="award.circumstances_told",
        subject=award,
        organisation=award.organisation,
        after={"change": str(change.pk)},
    )
    return change
