"""What an applicant does with an application until it is decided."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction
from django.utils import timezone

from socialvalue.accounts.models import Organisation, User
from socialvalue.audit import actions as audit
from socialvalue.awards import queries
from socialvalue.awards.actions.evidence import Upload, add_evidence
from socialvalue.awards.actions.letters import write_letter
from socialvalue.awards.models import (
    Answer,
    Application,
    Award,
    Evidence,
    EvidenceUse,
    LetterKind,
    Running,
    State,
)
from socialvalue.calculations.awards import life
from socialvalue.core.forms.dates import in_words


class SchemeClosed(ValueError):
    """The scheme takes no applications any more."""


class NotEligible(ValueError):
    """The scheme is for organisations of other kinds."""


class OwnScheme(ValueError):
    """The organisation runs the scheme itself."""


class RenewedAlready(ValueError):
    """The award is renewed: the next one has still to begin."""


class TooEarlyToRenew(ValueError):
    """The award has still long to go: its scheme says when it can be renewed."""


class StatementsNotConfirmed(ValueError):
    """The scheme asks for statements that were not all confirmed."""


class BegunAlready(ValueError):
    """The organisation has an application to the scheme under way."""


class NotADraft(ValueError):
    """Only a draft can be changed."""


class NotUnderWay(ValueError):
    """The application has ended."""


class AnswerChanged(ValueError):
    """Somebody else saved the answer meanwhile. `standing` is what they saved; `kept` the file that
    came with the answer that was not saved.
    """

    def __init__(self, standing: Answer) -> None:
        self.standing = standing
        self.kept: Evidence | None = None
        super().__init__(f"{standing.saved_by} saved this answer while you wrote.")


class StillToDo(ValueError):
    """Something remains before the application can be submitted. `remaining` says what."""

    def __init__(self, remaining: Collection[queries.Remaining]) -> None:
        self.remaining = tuple(remaining)
        super().__init__("; ".join(each.words for each in self.remaining))


@transaction.atomic
def begin_application(
    *,
    running: Running,
    organisation: Organisation,
    confirmed_statements: Collection[str] = (),
    by: User,
    at: dt.datetime,
) -> Application:
    """Begin a draft and return it. An award of the same scheme that is held is renewed by it, once:
    what renews it can be renewed in its turn when it has begun.

    Raises SchemeClosed; OwnScheme; NotEligible; StatementsNotConfirmed; BegunAlready;
    RenewedAlready; TooEarlyToRenew.
    """
    # Locked, so that two applications do not get one number.
    running = Running.objects.select_for_update(of=("self",)).get(pk=running.pk)
    scheme = queries.scheme_of(running.version)
    if running.closed_at is not None:
        raise SchemeClosed(f"{scheme.title} takes no applications at present.")
    if queries.is_own_scheme(running, organisation):
        raise OwnScheme(
            f"{organisation} runs this scheme, so nobody of it may judge this application. Apply "
            "to another organisation that runs it."
        )
    if not queries.may_apply(scheme, organisation):
        raise NotEligible(f"{scheme.title} is not for organisations of your kind.")
    if missing := [each for each in scheme.statements if each not in confirmed_statements]:
        raise StatementsNotConfirmed(" ".join(missing))
    if queries.open_application(running, organisation):
        raise BegunAlready("Your organisation has an application to this scheme under way.")
    renews = _renewed_by_this(running, organisation, on=timezone.localdate(at))
    application = Application.objects.create(
        running=running,
        organisation=organisation,
        number=running.applications.count() + 1,
        renews=renews,
        confirmed_statements=list(scheme.statements),
        begun_at=at,
        begun_by=str(by),
    )
    record(application, did="application.begun", by=by, at=at)
    return application


def _renewed_by_this(running: Running, organisation: Organisation, *, on: dt.date) -> Award | None:
    """Return the award that an application begun on a day renews, None if it renews none.

    Raises RenewedAlready; TooEarlyToRenew.
    """
    renews = queries.award_to_renew(running, organisation)
    if renews is None:
        return None
    if renews.valid_from > on:
        raise RenewedAlready(
            f"Your award is renewed already, from {in_words(renews.valid_from)}. You can renew it "
            "again once that one has begun."
        )
    if opens := queries.renewal_opens_later(renews, on=on):
        raise TooEarlyToRenew(f"Your award can be renewed from {in_words(opens)} on.")
    return renews


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What is said about a criterion. `version` is what the page stood on, 0 for nothing; `named`
    the evidence for it, None: as it was.
    """

    criterion: str
    text: str
    version: int
    nothing_to_show: bool = False
    named: Collection[Evidence] | None = None


def save_answer(
    *, application: Application, said: Said, by: User, at: dt.datetime, upload: Upload | None = None
) -> Answer:
    """Save what is said about a criterion, and return it. A file that comes with it is kept, and
    named beside the other evidence.

    Raises NotADraft; EvidenceRefused: then nothing is saved; AnswerChanged if somebody saved in
    between: then the answer is theirs, and the file is kept.
    """
    if upload is None:
        return _save(application, said, by=by, at=at)
    kept = add_evidence(organisation=application.organisation, upload=upload, by=by, at=at)
    try:
        with_it = replace(said, named=[*(said.named or ()), kept])
        return _save(application, with_it, by=by, at=at)
    except AnswerChanged as changed:
        changed.kept = kept
        raise


@transaction.atomic
def save_answers(
    *, application: Application, said: Collection[Said], by: User, at: dt.datetime
) -> list[Answer]:
    """Save several answers, all or none. Raises as save_answer does."""
    return [_save(application, each, by=by, at=at) for each in said]


@transaction.atomic
def _save(application: Application, said: Said, *, by: User, at: dt.datetime) -> Answer:
    application = locked_draft(application)
    answer = application.answers.filter(criterion=said.criterion).first()
    if answer is None:
        answer = Answer(application=application, criterion=said.criterion, version=0)
    if answer.version != said.version:
        raise AnswerChanged(answer)
    answer.text = "" if said.nothing_to_show else said.text
    answer.nothing_to_show = said.nothing_to_show
    answer.version += 1
    answer.saved_at, answer.saved_by = at, str(by)
    answer.save()
    after: dict[str, Any] = {"criterion": said.criterion, "version": answer.version}
    if said.named is not None:
        after["evidence"] = sorted(str(each.pk) for each in said.named)
        _name(application, said.criterion, said.named)
    record(application, did="application.answered", by=by, at=at, after=after)
    return answer


@transaction.atomic
def name_evidence(
    *,
    application: Application,
    criterion: str,
    evidence: Collection[Evidence],
    by: User,
    at: dt.datetime,
) -> None:
    """Name evidence for a criterion of a draft, beside what is named already. Raises NotADraft."""
    application = locked_draft(application)
    add_uses(application, criterion, evidence)
    after = {"criterion": criterion, "evidence": sorted(str(each.pk) for each in evidence)}
    record(application, did="application.evidence_named", by=by, at=at, after=after)


def add_uses(application: Application, criterion: str, evidence: Collection[Evidence]) -> None:
    """Note that evidence is for a criterion, once each. Another organisation's is not taken.

    Locked, so that none is named that a colleague removes in this moment.
    """
    own = application.organisation.award_evidence.kept().filter(pk__in=[e.pk for e in evidence])
    for each in own.select_for_update(of=("self",)):
        EvidenceUse.objects.get_or_create(
            application=application, criterion=criterion, evidence=each
        )


def _name(application: Application, criterion: str, named: Collection[Evidence]) -> None:
    uses = application.evidence_uses.filter(criterion=criterion)
    uses.exclude(evidence__in=[each.pk for each in named]).delete()
    add_uses(application, criterion, named)


@transaction.atomic
def choose_register(
    *, application: Application, may_be_on_register: bool, by: User, at: dt.datetime
) -> Application:
    """Say whether an award that comes of it may be on the public register.

    Raises NotUnderWay once it has ended: what an award shows is changed on the page of the award.
    """
    application = locked(application)
    if application.state in queries.ENDED:
        raise NotUnderWay("This application has ended. Change it on the page of your award.")
    application.may_be_on_register = may_be_on_register
    application.save(update_fields=["may_be_on_register"])
    after = {"may_be_on_register": may_be_on_register}
    record(application, did="application.register_chosen", by=by, at=at, after=after)
    return application


@transaction.atomic
def submit_application(
    *,
    application: Application,
    declarations: Collection[str],
    may_be_on_register: bool,
    by: User,
    at: dt.datetime,
) -> Application:
    """Hand a draft in, and write to the applicant that it is here. `declarations` are the sentences
    that the person declares, for the record.

    Raises NotADraft; StillToDo.
    """
    application = locked_draft(application)
    if remaining := queries.what_remains(application):
        raise StillToDo(remaining)
    application.submitted_at, application.submitted_by = at, str(by)
    application.may_be_on_register = may_be_on_register
    after = {"declarations": list(declarations), "may_be_on_register": may_be_on_register}
    submitted = _move(application, "submit", by=by, at=at, after=after)
    write_letter(kind=LetterKind.RECEIVED, application=submitted, by=by, at=at)
    return submitted


@transaction.atomic
def amend_application(*, application: Application, by: User, at: dt.datetime) -> Application:
    """Take an application back that nobody has begun to assess: it is a draft again.

    Raises MoveNotAllowed.
    """
    application = locked(application)
    application.submitted_at, application.submitted_by = None, ""
    return _move(application, "amend", by=by, at=at)


@transaction.atomic
def withdraw_application(
    *, application: Application, reason: str, by: User, at: dt.datetime
) -> Application:
    """End an application for good; the reason may be empty. Raises MoveNotAllowed."""
    application = locked(application)
    application.ended_at, application.ended_by = at, str(by)
    return _move(application, "withdraw", by=by, at=at, reason=reason)


def _move(application: Application, move: str, **details: Any) -> Application:
    was = application.state
    application.state = State(life.after(was, move).value)
    application.save()
    record(application, did=f"application.{move}", before={"state": was}, **details)
    return application


def locked(application: Application) -> Application:
    """Return the application as it stands, locked, within a transaction."""
    found = Application.objects.select_for_update(of=("self",))
    return found.select_related("organisation", "running__version").get(pk=application.pk)


def locked_draft(application: Application) -> Application:
    """Return the draft, locked, or raise NotADraft."""
    application = locked(application)
    if application.state != State.DRAFT:
        raise NotADraft(
            "This application was handed in or ended meanwhile, so nothing was changed. "
            "Open it to see where it stands"
        )
    return application


def record(application: Application, *, did: str, by: User, **details: Any) -> None:
    """Add an event to the record of an application."""
    organisation = application.organisation
    audit.record(by=by, did=did, subject=application, organisation=organisation, **details)
