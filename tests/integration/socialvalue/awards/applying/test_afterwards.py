"""After handing in: questions, the decision, letters, appeals, changes of circumstances."""

import datetime as dt

import pytest
from django.utils import timezone
from django.utils.html import escape

from socialvalue.audit.models import AuditEvent
from socialvalue.awards import actions, queries
from socialvalue.awards.models import Award, AwardChange, State
from tests.factories.accounts import UserFactory
from tests.factories.awards import (
    AT,
    AppealFactory,
    ApplicationFactory,
    AwardFactory,
    ConditionFactory,
    DecisionFactory,
    EvidenceFactory,
    LetterFactory,
    PanelMarkFactory,
    QuestionFactory,
    RunningFactory,
    SchemeVersionFactory,
)
from tests.integration.procurement.people import client_of
from tests.integration.socialvalue.awards.applying.steps import (
    a_file,
    submitted,
    url,
    words,
)
from tests.unit.socialvalue.calculations.awards import samples

pytestmark = pytest.mark.django_db

REPLY = {"answer": "Nine of them.", "criterion": "", "words": ""}


def decided(application, *, level="aspiring", at=None):
    """Decide an application, as two people did; return the decision."""
    submitted(application, State.DECIDED)
    application.ended_at, application.ended_by = AT, "an approver"
    application.save()
    return DecisionFactory(
        application=application,
        level=level,
        feedback="Measure what you throw away.",
        is_approved=True,
        decider=UserFactory(),
        decided_at=at or timezone.now(),
        decided_by="an approver",
    )


def test_a_question_is_answered_and_the_clock_runs_on(applicant, application):
    question = QuestionFactory(application=submitted(application))
    page = url("answer_question", application, question)

    shown = words(applicant.get(url("application", application)))
    asked = words(applicant.get(page))
    done = applicant.post(page, REPLY)
    after = words(applicant.get(url("application", application)))

    question.refresh_from_db()
    assert "The assessors ask you something" in shown
    assert page in shown
    assert question.text in asked
    assert done.headers["Location"] == url("application", application)
    assert question.answer == "Nine of them."
    assert question.answered_by
    assert "Questions that you answered" in after
    assert "Nine of them." in after
    assert AuditEvent.objects.filter(did="application.question_answered").count() == 1


def test_evidence_comes_with_an_answer_and_is_named_for_its_criterion(applicant, application):
    question = QuestionFactory(application=submitted(application))
    kept = EvidenceFactory(organisation=application.organisation)
    page = url("answer_question", application, question)
    sent = REPLY | {"named": [kept.pk]}

    refused = words(applicant.post(page, sent))
    applicant.post(page, sent | {"criterion": "S2", "content": a_file()})

    assert "Select the criterion that the evidence is about" in refused
    assert {use.criterion for use in application.evidence_uses.all()} == {"S2"}
    assert {use.evidence.name for use in application.evidence_uses.all()} == {
        "jobs.txt", "policy.pdf",
    }  # fmt: skip


def test_a_file_that_is_refused_does_not_lose_the_answer(applicant, application):
    question = QuestionFactory(application=submitted(application))
    sent = REPLY | {"criterion": "S2", "content": a_file("a.pdf", b"")}

    page = words(applicant.post(url("answer_question", application, question), sent))

    question.refresh_from_db()
    assert "The file is empty (0 bytes)" in page
    assert "Nine of them." in page
    assert question.answered_at is None


def test_a_question_is_answered_once(applicant, application):
    question = QuestionFactory(application=submitted(application))
    reply = actions.Reply(answer="Nine.")
    by = UserFactory(name="Ann")
    actions.answer_question(question=question, reply=reply, by=by, at=timezone.now())

    late = applicant.get(url("answer_question", application, question))

    assert late.headers["Location"] == url("application", application)
    with pytest.raises(actions.AnsweredAlready, match="Ann has answered"):
        actions.answer_question(question=question, reply=reply, by=by, at=timezone.now())


def test_a_question_of_an_application_that_ended_is_asked_no_more(application):
    question = QuestionFactory(application=submitted(application, State.WITHDRAWN))

    with pytest.raises(actions.NotUnderWay):
        actions.answer_question(
            question=question,
            reply=actions.Reply(answer="Nine."),
            by=UserFactory(),
            at=timezone.now(),
        )


def test_an_answer_at_the_same_moment_is_told(applicant, application, monkeypatch):
    question = QuestionFactory(application=submitted(application))

    def refuse(**_):
        raise actions.AnsweredAlready("Ann has answered this question meanwhile.")

    monkeypatch.setattr(actions, "answer_question", refuse)

    page = words(applicant.post(url("answer_question", application, question), REPLY))

    assert "Ann has answered this question meanwhile." in page


def test_a_question_of_another_application_is_not_found(applicant, application):
    other = QuestionFactory()

    assert applicant.get(url("answer_question", application, other)).status_code == 404


@pytest.mark.parametrize("state", [State.ASSESSING, State.PANEL, State.PROPOSED])
def test_nothing_of_judging_shows_before_the_decision(state, applicant, application):
    submitted(application, state)
    DecisionFactory(application=application, feedback="Canary-feedback")
    PanelMarkFactory(application=application, reason="Canary-reason")

    page = words(applicant.get(url("application", application)))

    assert "Canary" not in page
    assert "Being assessed" in page
    assert queries.decision_of(application) is None


def test_the_clock_is_shown_while_it_runs_and_when_it_is_overdue(organisation):
    document = samples.document(decision_working_days=7)
    running = RunningFactory(version=SchemeVersionFactory(code="timed", document=document))

    application = submitted(ApplicationFactory(running=running, organisation=organisation))
    client = client_of(organisation, "applicant")

    overdue = words(client.get(url("application", application)))
    application.submitted_at = timezone.now()
    application.save()
    fresh = words(client.get(url("application", application)))
    QuestionFactory(application=application, asked_at=timezone.now())
    stopped = words(client.get(url("application", application)))

    assert "the decision is overdue" in overdue
    assert "You hear by" in fresh
    assert "0 of 7 working days used" in fresh
    assert "The time for the decision stands still until you answer." in stopped


def test_the_decision_shows_with_level_feedback_marks_and_letters(applicant, application):
    decided(application)
    PanelMarkFactory(application=application, criterion="S1", mark="met", reason="Twelve people.")
    letter = LetterFactory(application=application)
    award = AwardFactory(application=application)
    ConditionFactory(award=award, text="Publish the figures.")

    page = words(applicant.get(url("application", application)))

    for told in (
        "Awarded: Aspiring", "Measure what you throw away.", "Twelve people.",
        escape(letter.subject),
        award.certificate, "Publish the figures.", url("appeal", application),
        url("circumstances", application),
    ):  # fmt: skip
        assert told in page


def test_a_refusal_shows_as_one(applicant, application):
    decided(application, level="")

    page = words(applicant.get(url("application", application)))

    assert "Not awarded" in page
    assert url("circumstances", application) not in page


def test_an_appeal_is_lodged_once_until_it_is_decided(applicant, application):
    decided(application, level="")
    page = url("appeal", application)

    asked = words(applicant.get(page))
    applicant.post(page, {"grounds": "S1 is met."})
    again = words(applicant.post(page, {"grounds": "S1 is met."}))
    shown = words(applicant.get(url("application", application)))

    assert "People who did not assess the application decide" in asked
    assert application.appeals.get().grounds == "S1 is met."
    assert "waits for its decision already" in again
    assert "It waits for its decision." in shown
    assert page not in shown


def test_a_decision_is_appealed_once(applicant, application):
    decision = decided(application, level="")
    AppealFactory(
        application=application, is_upheld=False, because="We read it.", decider=UserFactory(),
        lodged_at=timezone.now(), decided_at=timezone.now(), decided_by="x",
    )  # fmt: skip

    shown = words(applicant.get(url("application", application)))
    again = words(applicant.post(url("appeal", application), {"grounds": "S1 is met."}))
    decision.decided_at = timezone.now()  # decided anew, after that appeal
    decision.save()

    assert url("appeal", application) not in shown
    assert "has appealed against this decision, and the appeal was decided" in again
    assert application.appeals.count() == 1
    assert url("appeal", application) in words(applicant.get(url("application", application)))


def test_an_appeal_is_possible_until_the_last_day(applicant, application):
    # 20 working days after Friday 30 October 2026: four weeks, to Friday 27 November.
    decided(application, at=dt.datetime(2026, 10, 30, 12, tzinfo=dt.UTC))
    said = {"application": application, "grounds": "S1 is met.", "by": UserFactory()}
    late = dt.datetime(2026, 11, 28, 0, 1, tzinfo=dt.UTC)

    with pytest.raises(actions.NothingToAppeal, match="until 27 November 2026"):
        actions.lodge_appeal(at=late, **said)
    actions.lodge_appeal(at=late - dt.timedelta(minutes=2), **said)

    assert application.appeals.count() == 1


def test_who_is_too_late_to_appeal_reads_so(applicant, application):
    decided(application, at=AT)

    page = words(applicant.get(url("appeal", application)))

    assert "This decision could be appealed until 2 February 2026." in page
    assert "<textarea" not in page


@pytest.mark.parametrize(
    ("is_upheld", "told"), [(True, "Upheld: We misread."), (False, "Not upheld: We misread.")]
)
def test_a_decided_appeal_says_why(is_upheld, told, applicant, application):
    decided(application, level="")
    AppealFactory(
        application=application, is_upheld=is_upheld, because="We misread.", decided_at=AT,
        decided_by="x", decider=UserFactory(),
    )  # fmt: skip

    assert told in words(applicant.get(url("application", application)))


def test_nothing_can_be_appealed_before_the_decision(applicant, application):
    submitted(application)

    page = applicant.get(url("appeal", application))

    assert page.headers["Location"] == url("application", application)
    with pytest.raises(actions.NothingToAppeal):
        actions.lodge_appeal(
            application=application, grounds="x", by=UserFactory(), at=timezone.now()
        )


def test_a_change_of_circumstances_is_told_and_changes_nothing(applicant, application):
    decided(application)
    award = AwardFactory(application=application)
    page = url("circumstances", application)

    asked = words(applicant.get(page))
    applicant.post(page, {"what": "We merged."})
    award.refresh_from_db()
    award.state = Award.State.WITHDRAWN
    award.save()
    late = words(applicant.post(page, {"what": "Again."}))

    change = award.changes.get()
    assert "Your award stays as it is until they answer" in asked
    assert (change.kind, change.reason) == (AwardChange.Kind.CIRCUMSTANCES, "We merged.")
    assert "This award was withdrawn" in late
    assert AuditEvent.objects.filter(did="award.circumstances_told").count() == 1


def test_without_an_award_there_are_no_circumstances_to_tell(applicant, application):
    page = applicant.get(url("circumstances", application))

    assert page.headers["Location"] == url("application", application)


def test_a_withdrawn_application_shows_no_clock(applicant, application):
    submitted(application, State.WITHDRAWN)
    QuestionFactory(application=application)

    page = words(applicant.get(url("application", application)))

    assert "working days" not in page
    assert "The assessors ask you something" not in page
