"""Letters as they are kept: what they tell of an application, and that nobody changes them."""

import datetime as dt
from smtplib import SMTPException

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from socialvalue.accounts.models import Role
from socialvalue.awards import actions, guards, reports, tasks
from socialvalue.awards.models import Letter, LetterNotice, Question
from socialvalue.awards.queries.telling import approved_decision
from socialvalue.core import docx
from socialvalue.jobs import registry
from socialvalue.jobs.models import Job
from socialvalue.jobs.registry import CannotBeDone
from tests.by_hand import lifted
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.awards import (
    AppealFactory,
    AwardFactory,
    DecisionFactory,
    LetterFactory,
    LetterNoticeFactory,
    PanelMarkFactory,
    SubmittedFactory,
)
from tests.unit.socialvalue.core.pdf import reading

pytestmark = pytest.mark.django_db
AT = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)


def decided(**decision):
    """Return an application with marks of a panel and a decision that was approved."""
    application = SubmittedFactory(state="decided")
    PanelMarkFactory(application=application, criterion="S1", mark="not", reason="Nobody.")
    PanelMarkFactory(application=application, criterion="S1", version=2, reason="Twelve.")
    approved = {"is_approved": True, "decider": UserFactory(), "decided_at": AT, "decided_by": "a"}
    DecisionFactory(application=application, **(approved | decision))
    return application


def test_a_letter_tells_the_marks_that_count_and_what_was_decided():
    letter = actions.write_letter(
        kind="awarded",
        application=decided(conditions=[{"text": "Pay all.", "due_on": "2026-09-01"}]),
        by="an approver",
        at=AT,
    )

    table = next(piece["table"] for piece in letter.pieces if "table" in piece)
    assert table["rows"] == [["Jobs", "Met", "Twelve."]]
    assert letter.subject == "Weavers' award: awarded, Aspiring"
    assert {"entries": ["Pay all. Due on 1 September 2026."]} in letter.pieces
    assert {"entries": ["Waste."]} in letter.pieces


def test_a_letter_tells_nothing_of_what_nobody_approved():
    application = SubmittedFactory(state="proposed")
    DecisionFactory(application=application)
    PanelMarkFactory(application=application)

    letter = actions.write_letter(kind="refused", application=application, by="x", at=AT)

    assert approved_decision(application) is None
    assert [piece for piece in letter.pieces if "table" in piece] == []


def test_a_letter_about_anything_else_tells_no_judgements():
    application = decided()

    letter = actions.write_letter(kind="received", application=application, by="x", at=AT)

    assert [piece for piece in letter.pieces if "table" in piece] == []


def test_more_information_asks_the_last_question():
    application = SubmittedFactory()
    Question.objects.create(
        application=application, text="Whom do you employ?", asked_at=AT, asked_by="a manager"
    )

    letter = actions.write_letter(kind="more_information", application=application, by="x", at=AT)

    assert {"inset": "Whom do you employ?"} in letter.pieces


def test_what_is_not_there_is_left_out():
    application = SubmittedFactory()

    asked = actions.write_letter(kind="more_information", application=application, by="x", at=AT)
    appealed = actions.write_letter(kind="appeal", application=application, by="x", at=AT)
    changed = actions.write_letter(
        kind="suspended", application=AwardFactory().application, by="x", at=AT
    )

    assert [piece for piece in asked.pieces + appealed.pieces if "inset" in piece] == []
    assert [piece for piece in changed.pieces if "heading" in piece] == []
    assert (asked.number, appealed.number) == (1, 2)


def test_the_outcome_of_the_appeal_is_told():
    application = SubmittedFactory(state="decided")
    AppealFactory(
        application=application,
        is_upheld=False,
        because="Page two was read.",
        decider=UserFactory(),
        decided_at=AT,
        decided_by="a manager",
    )

    letter = actions.write_letter(kind="appeal", application=application, by="x", at=AT)

    assert {"paragraph": "Page two was read."} in letter.pieces


def test_the_database_keeps_a_letter_as_it_was_sent():
    guards.create(connection)  # also where the tables were made without migrations
    letter = LetterFactory()

    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        Letter.objects.filter(pk=letter.pk).update(subject="Other words")
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        Letter.objects.filter(pk=letter.pk)._raw_delete("default")


def test_the_guards_can_be_lifted_by_who_holds_the_keys():
    guards.create(connection)
    letter = LetterFactory()

    with lifted(guards):
        changed = Letter.objects.filter(pk=letter.pk).update(subject="Other words")

    assert changed == 1


def test_a_reminder_is_not_written_twice():
    application = AwardFactory().application
    said = {"kind": "renewal", "application": application, "key": "renewal:1", "by": "x"}
    actions.write_letter(**said)

    with pytest.raises(IntegrityError), transaction.atomic():
        actions.write_letter(**said)
    assert application.letters.count() == 1


def test_an_unknown_kind_is_refused():
    with pytest.raises(ValueError, match="love"):
        actions.write_letter(kind="love", application=SubmittedFactory(), by="x")


def test_words_for_letters():
    letter = LetterFactory(
        application__number=1, application__organisation__name="Looms", kind="renewal"
    )

    notice = LetterNoticeFactory(letter=letter)

    assert str(letter) == "letter 1 of application 1 of Looms: Reminder to renew"
    assert str(notice) == f"applicant@example.org about {letter}"


def told_nothing(*_said):
    """Stand for the report of a job."""


def job_of(letter):
    """Return the job that tells of a letter."""
    return Job.objects.get(kind="awards.letter_notice", payload={"letter": str(letter.pk)})


def test_applicants_are_told_by_e_mail_that_there_is_a_letter(mailoutbox):
    application = SubmittedFactory()
    for role, name in [(Role.APPLICANT, "b"), (Role.APPLICANT, "a"), (Role.ADMINISTRATOR, "c")]:
        MembershipFactory(
            organisation=application.organisation,
            role=role,
            user=UserFactory(email=f"{name}@example.org"),
        )
    letter = actions.write_letter(kind="received", application=application, by="x", at=AT)

    first = tasks.send_notices(job_of(letter), told_nothing)
    second = tasks.send_notices(job_of(letter), told_nothing)

    assert [mail.to for mail in mailoutbox] == [["a@example.org"], ["b@example.org"]]
    assert "open your applications to read the letter" in mailoutbox[0].body
    assert "received" not in mailoutbox[0].body + mailoutbox[0].subject
    assert (first.result, second.result) == ({"emails": "2"}, {"emails": "0"})


def test_where_nobody_applies_administrators_are_told(mailoutbox):
    application = SubmittedFactory()
    administrator = UserFactory(
        roles=[Role.ADMINISTRATOR], roles__organisation=application.organisation
    )
    letter = actions.write_letter(kind="received", application=application, by="x", at=AT)

    tasks.send_notices(job_of(letter), told_nothing)

    assert [mail.to for mail in mailoutbox] == [[administrator.email]]
    assert LetterNotice.objects.get().email == administrator.email


def test_made_up_people_are_sent_nothing():
    application = SubmittedFactory(organisation__is_demonstration=True)
    UserFactory(roles=[Role.APPLICANT], roles__organisation=application.organisation)

    actions.write_letter(kind="received", application=application, by="x", at=AT)

    assert Job.objects.count() == 0


def test_where_there_is_nobody_no_job_is_asked_for():
    actions.write_letter(kind="received", application=SubmittedFactory(), by="x", at=AT)

    assert Job.objects.count() == 0


def test_a_mail_server_that_refuses_is_told_and_nobody_is_told_twice(mailoutbox, monkeypatch):
    application = SubmittedFactory()
    for name in ("a", "b"):
        MembershipFactory(
            organisation=application.organisation,
            role=Role.APPLICANT,
            user=UserFactory(email=f"{name}@example.org"),
        )
    letter = actions.write_letter(kind="received", application=application, by="x", at=AT)
    send = actions.letters.EmailMessage.send

    def refuse_b(mail):
        if mail.to == ["b@example.org"]:
            raise SMTPException("full")
        return send(mail)

    with monkeypatch.context() as patched:
        patched.setattr(actions.letters.EmailMessage, "send", refuse_b)
        with pytest.raises(CannotBeDone) as refused:
            tasks.send_notices(job_of(letter), told_nothing)
    assert str(refused.value) == (
        "The mail server did not take e-mail 2 of 2 (SMTPException). Try again: those that went "
        "out are not sent twice."
    )
    tasks.send_notices(job_of(letter), told_nothing)

    assert [mail.to for mail in mailoutbox] == [["a@example.org"], ["b@example.org"]]


def test_a_letter_is_a_tagged_pdf_and_a_word_file():
    pieces = [
        {"heading": "Why"},
        {"paragraph": "Because."},
        {"inset": "Mind this."},
        {"entries": ["One.", "Two."]},
        {"facts": [["To", "Valley Looms"]]},
        {
            "table": {
                "caption": "Social",
                "columns": ["Criterion", "Judgement", "Why"],
                "rows": [["Jobs", "Met", "Twelve."]],
            }
        },
    ]
    letter = LetterFactory(pieces=pieces)
    letter.application.running.organisation.is_demonstration = True

    document = reports.letter_document(letter)

    pdf = reading.opened(document.render())
    assert reading.untagged_painting(pdf) == []
    assert [each.text for each in reading.tree(pdf).all("H2")] == ["Why"]
    assert document.watermark == "Demonstration"
    assert docx.as_docx(document)[:2] == b"PK"


def test_a_certificate_is_a_tagged_pdf_with_a_code():
    award = AwardFactory(valid_to=None)
    address = f"https://awards.example.org/awards/verify/{award.certificate}/"

    document = reports.certificate_document(award, address=address, made_at=AT)

    pdf = reading.opened(document.render())
    (figure,) = reading.tree(pdf).all("Figure")
    assert figure.alternative.endswith(address)
    assert reading.untagged_painting(pdf) == []
    assert ("To", "No end date") in reports.certificate_facts(award)


@pytest.mark.parametrize(
    ("role", "reads"),
    [
        (Role.AWARD_MANAGER, True),
        (Role.APPROVER, True),
        (Role.AUDITOR, True),
        (Role.AWARD_ASSESSOR, False),
        (Role.APPLICANT, False),
    ],
)
def test_jobs_of_awards_are_read_by_those_who_read_letters(role, reads):
    kinds = set(registry.kinds_read_by({role}))

    assert ({"awards.letter_notice", "awards.reminders"} <= kinds) is reads


def test_the_title_of_a_notice_says_neither_to_whom_nor_what():
    application = AwardFactory(application__organisation__is_demonstration=False).application
    MembershipFactory(organisation=application.organisation, role=Role.APPLICANT)

    actions.write_letter(kind="awarded", application=application, by="x", at=AT)

    assert Job.objects.get().title == "Say that there is a letter: Weavers' award"
