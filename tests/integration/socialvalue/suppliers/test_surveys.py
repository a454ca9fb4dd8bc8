"""The re-spend survey: letters, answers, what they stand for."""

import datetime as dt
from decimal import Decimal
from fractions import Fraction
from smtplib import SMTPServerDisconnected

import pytest

from socialvalue.calculations.spend.study_files import Answer
from socialvalue.jobs import actions as jobs
from socialvalue.suppliers import actions, queries
from socialvalue.suppliers.models import SurveyAnswer, hash_of
from tests.factories.suppliers import (
    AT,
    BY,
    SurveyAnswerFactory,
    SurveyFactory,
    SurveyInvitationFactory,
    SurveyLetterFactory,
    loaded_list,
    merged,
    paid,
    supplier_of,
)
from tests.integration.socialvalue.suppliers.test_lists import GOLDEN
from tests.unit.test_code_base import ROOT

pytestmark = pytest.mark.django_db

ANSWERS = (ROOT / "tests/golden/spend/supplier_survey.csv").read_bytes()
YEAR = (dt.date(2024, 4, 1), dt.date(2025, 3, 31))
PAPER = SurveyAnswer.How.PAPER


@pytest.fixture
def survey(council):
    """A survey of the council."""
    return SurveyFactory(organisation=council)


def send(survey, *, reminders=False, at=AT):
    """Have the worker send letters; return the job."""
    job = actions.ask_letters(
        survey=survey, site="https://spend.example.org", reminders=reminders, by=BY, at=at
    )
    jobs.run(job_id=job.pk)
    job.refresh_from_db()
    return job


def answer(survey, supplier, share="0.5", **details):
    """Note an answer on paper."""
    return actions.record_answer(
        survey=survey, supplier=supplier, respend_share=Decimal(share), how=PAPER, by=BY, at=AT,
        **details,
    )  # fmt: skip


def test_the_golden_answers_load(council):
    loaded_list(council, GOLDEN)
    survey = SurveyFactory(organisation=council, area_code="lancashire_ceremonial")

    taken = actions.load_answers(
        survey=survey, content=ANSWERS, name="supplier_survey.csv", by=BY, at=AT
    )

    assert taken == 5
    assert queries.answers_of(council, "lancashire_ceremonial", YEAR) == [
        Answer("S01", "lancashire_ceremonial", Fraction(62, 100)),
        Answer("S02", "lancashire_ceremonial", Fraction(4, 5)),
        Answer("S03", "lancashire_ceremonial", Fraction(55, 100)),
        Answer("S04", "lancashire_ceremonial", Fraction(45, 100)),
        Answer("S15", "lancashire_ceremonial", Fraction(1, 5)),
    ]


def test_answers_that_stand_are_not_taken_twice(council):
    loaded_list(council, GOLDEN)
    survey = SurveyFactory(organisation=council, area_name="lancashire_ceremonial")
    said = {"survey": survey, "name": "answers.csv", "by": BY, "at": AT}
    actions.load_answers(content=ANSWERS, **said)

    assert actions.load_answers(content=ANSWERS.replace(b"0.62", b"0.6"), **said) == 1
    assert survey.answers.count() == 6


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"supplier_id,area,respend_share\nX,lancashire,0.5\n", "none of your suppliers"),
        (b"supplier_id,area,respend_share\nS01,wales,0.5\n", "not the area of this survey"),
        (b"supplier_id,area,respend_share\nS01,lancashire,62\n", "not a share from 0 to 1"),
        (b"supplier_id,area,respend_share\n", "no answer in the file"),
        (b"what\n1\n", "no column"),
    ],
)
def test_a_file_with_an_error_is_not_taken_at_all(council, survey, content, words):
    loaded_list(council, GOLDEN)

    with pytest.raises(actions.AnswersRefused, match=words):
        actions.load_answers(survey=survey, content=content, name="answers.csv", by=BY, at=AT)
    assert not survey.answers.exists()


def test_the_newest_answer_counts_and_the_older_stays(council, survey):
    paid(council, {"Guild": (1, 100)})
    guild = supplier_of(council, "Guild")
    answer(survey, guild, "0.5", note="Mrs Green, by telephone")
    answer(survey, guild, "0.25", jobs_held=3)

    assert [each.respend_share for each in queries.answers_of(council, "lancashire", YEAR)] == [
        Fraction(1, 4)
    ]
    assert survey.answers.count() == 2


def test_answers_of_other_areas_and_periods_do_not_count(council, survey):
    paid(council, {"Guild": (1, 100)})
    answer(survey, supplier_of(council, "Guild"))

    assert queries.answers_of(council, "wales", YEAR) == []
    assert queries.answers_of(council, "lancashire", (dt.date(2025, 4, 1),) * 2) == []


def test_the_survey_that_ends_last_counts(council, survey):
    paid(council, {"Guild": (1, 100)})
    older = SurveyFactory(organisation=council, end=dt.date(2024, 9, 30))
    answer(survey, supplier_of(council, "Guild"), "0.1")
    answer(older, supplier_of(council, "Guild"), "0.9")

    (found,) = queries.answers_of(council, "lancashire", YEAR)
    assert found.respend_share == Fraction(1, 10)


def test_a_merged_supplier_answers_for_the_one_that_stands(council, survey):
    paid(council, {"Ash": (1, 1), "Birch": (1, 1)})
    ash, birch = supplier_of(council, "Ash"), supplier_of(council, "Birch")
    answer(survey, ash, "0.1")
    merged(ash, into=birch)

    (found,) = queries.answers_of(council, "lancashire", YEAR)
    assert (found.supplier, found.respend_share) == ("BIRCH", Fraction(1, 10))
    answer(survey, birch, "0.7")
    (found,) = queries.answers_of(council, "lancashire", YEAR)
    assert found.respend_share == Fraction(7, 10)


def test_how_far_a_survey_is(council, survey):
    paid(council, {"Ash": (1, 10_000), "Birch": (1, 30_000), "Cedar": (1, 60_000)})
    ash, birch = supplier_of(council, "Ash"), supplier_of(council, "Birch")
    actions.invite(survey=survey, addresses={ash: "a@example.org", birch: ""}, by=BY, at=AT)
    answer(survey, birch, "0.4")

    standing = queries.standing_of(survey)

    assert (standing.coverage.answered, standing.coverage.asked) == (1, 2)
    assert standing.coverage.of_asked == Fraction(3, 4)
    assert standing.coverage.of_paid == Fraction(3, 10)
    assert standing.mean == Fraction(2, 5)


def test_letters_go_out_once_and_carry_a_link(council, survey, mailoutbox):
    first = SurveyInvitationFactory(survey=survey)
    SurveyInvitationFactory(survey=survey, email="")

    job = send(survey)
    send(survey, at=AT + dt.timedelta(hours=1))

    assert job.result == {"letters": "1"}
    (letter,) = mailoutbox
    assert letter.to == ["accounts@example.org"]
    assert f"https://spend.example.org/suppliers/answer/{first.secret}/" in letter.body
    assert first.secret not in str(vars(first))
    assert str(first.letters.get()).endswith("letter 0")


def test_who_answered_on_paper_is_sent_no_letter(survey, mailoutbox):
    silent, spoke = SurveyInvitationFactory.create_batch(2, survey=survey)
    SurveyAnswerFactory(survey=survey, supplier=spoke.supplier)

    send(survey)

    (letter,) = mailoutbox
    assert silent.secret in letter.body
    assert not spoke.letters.exists()


def test_only_the_silent_are_reminded(council, survey, mailoutbox):
    silent, spoke, new = SurveyInvitationFactory.create_batch(3, survey=survey)
    for each in (silent, spoke):
        SurveyLetterFactory(invitation=each)
    SurveyAnswerFactory(survey=survey, supplier=spoke.supplier)

    send(survey, reminders=True)

    (letter,) = mailoutbox
    assert letter.subject.startswith("Reminder: ")
    assert silent.secret in letter.body
    assert list(silent.letters.values_list("number", flat=True)) == [0, 1]
    assert not new.letters.exists()


def test_a_mail_server_that_stops_leaves_the_rest_to_be_sent(survey, mailoutbox, monkeypatch):
    SurveyInvitationFactory.create_batch(2, survey=survey)
    sent = []

    def send_one(**letter):
        if sent:
            raise SMTPServerDisconnected("gone")
        sent.append(letter)

    monkeypatch.setattr("socialvalue.suppliers.actions.surveys.send_letter", send_one)
    job = send(survey)

    assert "1 of 2 letters went out" in job.failure
    monkeypatch.undo()
    assert send(survey, at=AT + dt.timedelta(hours=1)).result == {"letters": "1"}


def test_a_link_made_with_an_older_key_is_made_anew(survey, mailoutbox):
    invitation = SurveyInvitationFactory(survey=survey, has_its_own_link=False)

    send(survey)

    invitation.refresh_from_db()
    assert invitation.secret_hash == hash_of(invitation.secret)


def test_a_supplier_answers_by_its_link(survey):
    invitation = SurveyInvitationFactory(survey=survey)

    found = actions.answer_by_link(
        secret=invitation.secret, respend_share=Decimal("0.6"), jobs_held=None, at=AT
    )

    assert (found.supplier, found.how) == (invitation.supplier, "link")


def test_a_closed_survey_takes_nothing(survey, mailoutbox):
    invitation = SurveyInvitationFactory(survey=survey)
    job = actions.ask_letters(survey=survey, site="https://x.org", reminders=False, by=BY, at=AT)
    closed = actions.close_survey(survey=survey, by=BY, at=AT)

    jobs.run(job_id=job.pk)
    job.refresh_from_db()
    assert "closed before" in job.failure
    for refused in (
        lambda: actions.close_survey(survey=survey, by=BY, at=AT),
        lambda: actions.invite(survey=closed, addresses={}, by=BY, at=AT),
        lambda: answer(closed, invitation.supplier),
        lambda: actions.ask_letters(survey=closed, site="", reminders=False, by=BY, at=AT),
    ):
        with pytest.raises(actions.SurveyClosed):
            refused()
    with pytest.raises(actions.LinkNotUsable):
        actions.invitation_with(invitation.secret)
    with pytest.raises(actions.LinkNotUsable):
        actions.invitation_with("made up")


def test_inviting_again_gives_the_new_address(survey):
    invitation = SurveyInvitationFactory(survey=survey)

    actions.invite(survey=survey, addresses={invitation.supplier: "new@example.org"}, by=BY, at=AT)

    invitation.refresh_from_db()
    assert invitation.email == "new@example.org"
    assert str(survey.answers.model(survey=survey, supplier=invitation.supplier))
    assert not survey.is_past(dt.date(2026, 1, 1))
