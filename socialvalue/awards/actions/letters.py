"""Writing letters, and saying by e-mail that there is one to read."""

import datetime as dt
import hashlib
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone

from socialvalue.accounts.models import Role, User
from socialvalue.audit import actions as audit
from socialvalue.awards.letter_writing import pieces_of, subject_of, wording_of
from socialvalue.awards.models import Application, Condition, Letter, LetterKind, LetterNotice
from socialvalue.awards.queries.schemes import scheme_of
from socialvalue.awards.queries.telling import facts_of
from socialvalue.calculations.awards.scheme import canonical
from socialvalue.jobs import actions as jobs
from socialvalue.jobs.models import Job
from socialvalue.jobs.registry import CannotBeDone, Outcome, Report

NOTICE = "awards.letter_notice"


@transaction.atomic
def write_letter(
    *,
    kind: str,
    application: Application,
    by: User | str,
    at: dt.datetime | None = None,
    condition: Condition | None = None,
    key: str = "",
) -> Letter:
    """Write a letter about an application, keep its words, and tell the applicant that it is there.

    It tells what is true of the application now: call it last, when the decision, question,
    appeal or change is stored. `condition` is the one that a reminder is about; `key` keeps a
    reminder from being written twice (the database refuses the second). Raises ValueError for a
    kind that there is not.
    """
    kind = LetterKind(kind)
    at = at or timezone.now()
    application = Application.objects.select_for_update(of=("self",)).get(pk=application.pk)
    facts = facts_of(application, kind=kind, at=at, condition=condition)
    wording = wording_of(kind, own=scheme_of(application.running.version).letters)
    words = {"subject": subject_of(wording, facts), "pieces": pieces_of(wording, facts)}
    letter = Letter.objects.create(
        application=application,
        number=application.letters.count() + 1,
        kind=kind,
        is_scheme_wording=wording.is_schemes_own,
        **words,
        sha256=hashlib.sha256(canonical(words).encode()).hexdigest(),
        key=key,
        written_at=at,
        written_by=str(by),
    )
    audit.record(
        by=by,
        at=at,
        did="award.letter_written",
        subject=application,
        organisation=application.running.organisation,
        after={"letter": letter.number, "kind": kind.value, "sha256": letter.sha256},
    )
    if _addresses(letter):
        _ask_for_notices(letter, by=by, at=at)
    return letter


def _ask_for_notices(letter: Letter, *, by: User | str, at: dt.datetime) -> None:
    jobs.ask(
        kind=NOTICE,
        # Neither to whom nor what: somebody who keeps away from the application may read the list.
        title=f"Say that there is a letter: {letter.application.running.version.title}"[:200],
        payload={"letter": str(letter.pk)},
        organisation=letter.application.running.organisation,
        by=by,
        at=at,
    )


def send_notices(*, job: Job, report: Report) -> Outcome:
    """Tell those who apply for the organisation that there is a letter to read.

    Each e-mail is noted when it has gone: a worker that dies half-way sends none of them twice,
    but for the one that it was at. Nothing of the letter is in it.
    """
    letter = Letter.objects.select_related(
        "application__organisation", "application__running__organisation"
    ).get(pk=job.payload["letter"])
    addresses = _addresses(letter)
    for done, email in enumerate(addresses):
        report(done, len(addresses), "Sending e-mails")
        try:
            _notice(letter, email).send()
        except (SMTPException, OSError) as error:
            # Neither the address nor the server's words, which repeat it: the list of jobs is read
            # by people whom it does not concern.
            raise CannotBeDone(
                f"The mail server did not take e-mail {done + 1} of {len(addresses)} "
                f"({type(error).__name__}). Try again: those that went out are not sent twice."
            ) from None
        LetterNotice.objects.create(
            letter=letter, email=email, sent_at=timezone.now(), sent_by=job.asked_by_name
        )
    return Outcome(result={"emails": str(len(addresses))})


def _addresses(letter: Letter) -> list[str]:
    """Return who is still to be told: those who apply, or where there are none, administrators.

    Made-up people have no post.
    """
    if letter.application.organisation.is_demonstration:
        return []
    people = letter.application.organisation.memberships.current().filter(user__is_active=True)
    told = set(letter.notices.values_list("email", flat=True))
    for role in (Role.APPLICANT, Role.ADMINISTRATOR):
        found = set(people.filter(role=role).values_list("user__email", flat=True))
        if found:
            return sorted(found - told)
    return []


def _notice(letter: Letter, email: str) -> EmailMessage:
    context = {"letter": letter, "service_name": settings.SERVICE_NAME}
    return EmailMessage(
        subject=f"There is a letter for you on {settings.SERVICE_NAME}",
        body=render_to_string("socialvalue/awards/letter_notice.txt", context),
        to=[email],
    )
