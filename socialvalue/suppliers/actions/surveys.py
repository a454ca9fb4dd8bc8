"""The re-spend survey: asking suppliers, taking their answers, closing it."""

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal
from smtplib import SMTPException
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from socialvalue.accounts.models import Organisation, User
from socialvalue.audit import actions as audit
from socialvalue.jobs import actions as jobs
from socialvalue.jobs.models import Job
from socialvalue.jobs.registry import CannotBeDone, Outcome, Report
from socialvalue.suppliers.letters import send_letter
from socialvalue.suppliers.models import (
    Supplier,
    Survey,
    SurveyAnswer,
    SurveyInvitation,
    SurveyLetter,
    hash_of,
)

LETTERS = "suppliers.letters"
MOST_ANSWERS = 500
"""Of one supplier to one survey; whoever sends more of them means to fill the record."""
How = SurveyAnswer.How


class SurveyClosed(ValueError):
    """The survey takes no answers any more."""


class LinkNotUsable(LookupError):
    """The link is of no invitation, or of a survey that is closed."""


@transaction.atomic
def open_survey(
    *, organisation: Organisation, by: User | str, at: dt.datetime, **details: Any
) -> Survey:
    """Begin a survey about an area and a period, and return it. `details` are fields of Survey."""
    survey = Survey.objects.create(
        organisation=organisation, created_at=at, created_by=str(by), **details
    )
    after = {"title": survey.title, "area": survey.area_code}
    _record(survey, by=by, at=at, did="survey.opened", after=after)
    return survey


@transaction.atomic
def invite(
    *, survey: Survey, addresses: Mapping[Supplier, str], by: User | str, at: dt.datetime
) -> list[SurveyInvitation]:
    """Give suppliers a link each, and note where to send it; an empty address: on paper.

    One that was invited before gets the new address. Nothing is sent yet. Raises SurveyClosed.
    """
    _refuse_closed(Survey.objects.select_for_update().get(pk=survey.pk))
    there = {each.supplier_id: each for each in survey.invitations.all()}
    invited = []
    for supplier, email in addresses.items():
        invitation = there.get(supplier.pk) or SurveyInvitation(
            survey=survey, supplier=supplier, invited_at=at, invited_by=str(by)
        )
        invitation.email = email
        invitation.secret_hash = hash_of(invitation.secret)
        invitation.save()
        invited.append(invitation)
    after = {"suppliers": [str(each.supplier_id) for each in invited]}
    _record(survey, by=by, at=at, did="survey.invited", after=after)
    return invited


@transaction.atomic
def ask_letters(
    *, survey: Survey, site: str, reminders: bool, by: User | str, at: dt.datetime
) -> Job:
    """Ask for the letters that have not gone out to be sent, or for reminders to the silent.

    `site` is the address of this installation, "https://spend.example.org". Raises SurveyClosed.
    """
    _refuse_closed(survey)
    return jobs.ask(
        kind=LETTERS,
        title=f"{'Remind suppliers' if reminders else 'Send letters'}: {survey.title}"[:200],
        payload={
            "survey": str(survey.pk),
            "site": site[:200],
            "reminders": reminders,
            "asked": at.isoformat(),
        },
        organisation=survey.organisation,
        by=by,
    )


def send_letters(*, job: Job, report: Report) -> Outcome:
    """Send what a job asks for, one letter after the other.

    Each letter is noted when it has gone, not at the end: a worker that dies half-way and begins
    anew sends none of them twice, but for the one that it was at.
    """
    survey = Survey.objects.select_related("organisation").get(pk=job.payload["survey"])
    if not survey.is_open:
        raise CannotBeDone("The survey was closed before the letters went out")
    due = list(letters_due(survey, reminders=job.payload["reminders"], since=job.asked_at))
    for done, (invitation, number) in enumerate(due):
        report(done, len(due), "Sending the letters")
        link = job.payload["site"] + reverse("suppliers:answer", args=[_link(invitation)])
        try:
            send_letter(invitation=invitation, number=number, link=link)
        except (SMTPException, OSError) as error:
            raise CannotBeDone(
                f"The mail server did not take the letter to {invitation.email} ({error}). "
                f"{done} of {len(due)} letters went out. Try again: those are not sent twice."
            ) from None
        SurveyLetter.objects.create(
            invitation=invitation,
            number=number,
            sent_at=timezone.now(),
            sent_by=job.asked_by_name,
        )
    return Outcome(
        save=lambda: _record(
            survey,
            by=job.asked_by_name,
            at=timezone.now(),
            did="survey.letters_sent",
            after={"letters": len(due)},
        ),
        result={"letters": str(len(due))},
        page="suppliers:survey",
        page_args=[str(survey.pk)],
    )


def letters_due(
    survey: Survey, *, reminders: bool, since: dt.datetime
) -> Iterable[tuple[SurveyInvitation, int]]:
    """Yield the invitations that a letter is due to, with its number.

    The first letter to those who have none; or a reminder to those who have one and were not
    reminded since the given moment. Whoever has answered, on paper or otherwise, is not written to.
    """
    answered = set(survey.answers.values_list("supplier", flat=True))
    silent = survey.invitations.exclude(email="").exclude(supplier__in=answered)
    for invitation in silent.prefetch_related("letters", "supplier"):
        sent = list(invitation.letters.all())
        if not reminders and not sent:
            yield invitation, 0
        if reminders and sent and sent[-1].sent_at < since:
            yield invitation, len(sent)


def _link(invitation: SurveyInvitation) -> str:
    """Return the secret of the link; made anew if the installation's key has changed since."""
    secret = invitation.secret
    if hash_of(secret) != invitation.secret_hash:
        invitation.secret_hash = hash_of(secret)
        invitation.save(update_fields=["secret_hash"])
    return secret


def invitation_with(secret: str) -> SurveyInvitation:
    """Return the invitation of a link, whose survey is open. Raises LinkNotUsable."""
    rows = SurveyInvitation.objects.select_related("survey__organisation", "supplier")
    found = rows.filter(secret_hash=hash_of(secret)).first()
    if found is None or not found.survey.is_open:
        raise LinkNotUsable("This link cannot be used any more")
    return found


@transaction.atomic
def answer_by_link(
    *, secret: str, respend_share: Decimal, jobs_held: int | None, at: dt.datetime
) -> SurveyAnswer:
    """Take a supplier's own answer; a later one counts in place of it.

    Raises LinkNotUsable, also of a link by which far more was answered than anybody means.
    """
    found = invitation_with(secret)
    if found.survey.answers.filter(supplier=found.supplier).count() >= MOST_ANSWERS:
        raise LinkNotUsable("This link was used too often")
    return record_answer(
        survey=found.survey,
        supplier=found.supplier,
        respend_share=respend_share,
        jobs_held=jobs_held,
        how=How.LINK,
        by=f"the link of {found.supplier.code}"[:200],
        at=at,
    )


@transaction.atomic
def record_answer(
    *,
    survey: Survey,
    supplier: Supplier,
    respend_share: Decimal,
    how: SurveyAnswer.How,
    by: User | str,
    at: dt.datetime,
    jobs_held: int | None = None,
    note: str = "",
) -> SurveyAnswer:
    """Note what a supplier said: the share, 0 to 1, that it spends again in the area.

    The newest answer counts; the older ones stay. The same said again is one answer. Raises
    SurveyClosed.
    """
    _refuse_closed(Survey.objects.select_for_update().get(pk=survey.pk))
    newest = survey.answers.filter(supplier=supplier).order_by("-number").first()
    said = (respend_share, jobs_held, how, note)
    if newest and (newest.respend_share, newest.jobs, newest.how, newest.note) == said:
        return newest
    answer = SurveyAnswer.objects.create(
        survey=survey,
        supplier=supplier,
        number=survey.answers.filter(supplier=supplier).count(),
        respend_share=respend_share,
        jobs=jobs_held,
        how=how,
        note=note,
        answered_at=at,
        answered_by=str(by),
    )
    after = {"supplier": str(supplier.pk), "respend_share": str(respend_share), "how": how.value}
    _record(survey, by=by, at=at, did="survey.answered", reason=note, after=after)
    return answer


@transaction.atomic
def close_survey(*, survey: Survey, by: User | str, at: dt.datetime) -> Survey:
    """Take no more answers. Raises SurveyClosed if it is closed already."""
    survey = Survey.objects.select_for_update(of=("self",)).get(pk=survey.pk)
    _refuse_closed(survey)
    survey.closed_at, survey.closed_by = at, str(by)
    survey.save(update_fields=["closed_at", "closed_by"])
    _record(survey, by=by, at=at, did="survey.closed")
    return survey


def _refuse_closed(survey: Survey) -> None:
    if not survey.is_open:
        raise SurveyClosed("The survey is closed")


def _record(survey: Survey, *, by: User | str, at: dt.datetime, did: str, **details: Any) -> None:
    audit.record(by=by, at=at, did=did, subject=survey, organisation=survey.organisation, **details)
