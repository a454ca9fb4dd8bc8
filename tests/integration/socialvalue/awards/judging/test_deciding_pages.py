"""The pages of questions, proposals, approvals, appeals, and the record."""

import datetime as dt

import pytest
from django.urls import reverse

from socialvalue.audit import actions as audit
from socialvalue.awards import actions
from tests.factories.awards import (
    AppealFactory,
    AwardFactory,
    EvidenceFactory,
    EvidenceUseFactory,
    SchemeVersionFactory,
    SeatFactory,
)
from tests.factories.judged import FEEDBACK, Judged
from tests.integration.socialvalue.awards.judging.people import (
    address,
    client_for,
    page,
    sends,
    words,
)
from tests.unit.socialvalue.calculations.awards import samples

pytestmark = pytest.mark.django_db


@pytest.fixture
def made():
    """An application on which the panel has agreed: the marks come to the level Aspiring."""
    return Judged().agreed()


def propose(made, **answers):
    """Send a proposal."""
    said = {"level": "aspiring", "departs_because": "", "feedback": FEEDBACK} | answers
    return sends(made, made.manager, "propose", **said)


def decide(made, *, number=1, **answers):
    """Send what the approver decides of the proposal with this number."""
    return sends(made, made.approver, "decide", number=number, **answers)


def test_a_question_goes_out_and_stops_the_clock(made):
    assert "The days until the answer do not count" in words(page(made, made.manager, "ask"))

    answer = sends(made, made.manager, "ask", text="How many people?")

    assert answer.url == address(made, "received_application")
    shown = words(page(made, made.manager, "received_application"))
    assert "How many people?" in shown
    assert "Waits for the applicant" in shown
    assert page(made, made.manager, "ask").status_code == 403


def test_a_question_that_somebody_asked_meanwhile(made, monkeypatch):
    def refuse(**said):
        raise actions.NotYours

    monkeypatch.setattr(actions, "ask_question", refuse)

    assert "as it stands now" in words(sends(made, made.manager, "ask", text="How many?"))


def test_an_interest_is_declared_without_a_seat(made):
    made.proposes()
    shown = words(page(made, made.approver, "received_application"))
    asked = words(page(made, made.approver, "own_interest"))

    empty = sends(made, made.approver, "own_interest", interest="")
    answer = sends(made, made.approver, "own_interest", interest="My brother works there.")

    assert address(made, "own_interest") in shown
    assert "You cannot take it back" in asked
    assert "Enter what the interest is" in words(empty)
    assert answer.url == reverse("awards:home")
    assert page(made, made.approver, "received_application").status_code == 403
    people = words(page(made, made.auditor, "people"))
    assert "Ada Approver (without a seat, N1)" in people
    assert "An interest was declared at N1" in words(page(made, made.auditor, "received_record"))


def test_an_interest_that_was_declared_at_the_same_moment_is_told(made, monkeypatch):
    def refuse(**said):
        raise actions.NotYours

    monkeypatch.setattr(actions, "declare_own_interest", refuse)

    told = words(sends(made, made.manager, "own_interest", interest="My brother works there."))

    assert "as it stands now" in told


def test_at_the_panel_an_assessor_who_is_lost_is_replaced(made):
    SeatFactory(application=made.application, user=made.auditor, role="panel", code="P9")
    actions.declare_interest(
        seat=made.seat(made.assessors[0]), has_interest=True, interest="I know them.",
        by=made.assessors[0], at=made.at,
    )  # fmt: skip

    refused = words(propose(made))
    work = words(client_for(made.manager).get(reverse("awards:home")))
    sends(made, made.manager, "allocate", "assessors", people=[str(made.assessors[2].pk)])

    assert "Another assessor is needed before anything is decided" in refused
    assert "allocate assessors" in work.lower()
    assert "went back to assessment" in words(page(made, made.manager, "received_record"))
    assert made.refresh().state == "assessing"


@pytest.mark.parametrize(
    ("state", "told"),
    [("held", ""), ("withdrawn", "puts it in force again"), ("suspended", "It stays suspended")],
)
def test_whoever_decides_anew_reads_what_becomes_of_the_award(made, state, told):
    AwardFactory(application=made.application, state=state)

    shown = page(made, made.manager, "propose")
    made.proposes()

    assert told in shown.context["award_warning"]
    assert bool(shown.context["award_warning"]) is bool(told)
    assert told in words(page(made, made.approver, "decide"))


def test_a_proposal_with_a_condition_is_approved(made):
    assert "The judgements come to: Aspiring." in words(page(made, made.manager, "propose"))
    due = {"due_1-day": "31", "due_1-month": "3", "due_1-year": "2027"}

    answer = propose(made, condition_1="Publish your pay ratio.", **due)

    assert answer.url == address(made, "received_application")
    shown = words(page(made, made.approver, "decide"))
    assert "Publish your pay ratio. (by 31 March 2027)" in shown
    answer = decide(made, answer="approve", because="")
    assert answer.url == address(made, "received_application")
    assert made.refresh().award.level == "aspiring"
    assert "Approved" in words(page(made, made.manager, "received_application"))


def test_another_level_asks_for_its_reason(made):
    assert "Enter why the level is another" in words(propose(made, level="accredited"))
    assert "Enter why the level is another" in words(propose(made, level="refuse"))

    propose(made, level="refuse", departs_because="They have left the valley.")

    shown = words(page(made, made.approver, "decide"))
    assert "Refused" in shown
    assert "They have left the valley." in shown


def test_where_the_marks_come_to_nothing_a_refusal_needs_no_reason():
    made = Judged().agreed("not", "not", "not", "not")

    answer = propose(made, level="refuse")

    assert answer.status_code == 302
    assert "No level" in words(page(made, made.approver, "decide"))


def test_a_condition_has_words_and_a_day(made):
    day = {"due_2-day": "31", "due_2-month": "3", "due_2-year": "2027"}
    wrong = {"due_3-day": "31", "due_3-month": "2", "due_3-year": "2027"}

    shown = words(propose(made, condition_1="Publish.", condition_3="Weave.", **day, **wrong))

    assert "Enter when condition 1 is due" in shown
    assert "Enter condition 2" in shown
    assert "Enter when condition 3 is due" not in shown


def test_a_proposal_chooses_something(made):
    assert "Select a level, or refuse" in words(propose(made, level=""))


def test_a_proposal_waits_for_the_panel():
    made = Judged().at_panel()

    assert "The panel is not done yet" in words(page(made, made.manager, "propose"))
    refused = propose(made, level="refuse")
    assert "The panel is not done yet" in words(refused)


def test_a_proposal_is_returned_with_the_reason():
    made = Judged().proposed()
    empty = decide(made, answer="return", because="")
    assert "Enter why you return it" in words(empty)

    answer = decide(made, answer="return", because="Say more about E1.")

    assert answer.status_code == 302
    assert "Say more about E1." in words(page(made, made.panellist, "panel"))
    assert "Say more about E1." in words(page(made, made.manager, "propose"))
    assert "The last proposal" in words(page(made, made.manager, "received_application"))


def test_what_was_proposed_anew_is_not_approved_unread():
    made = Judged().proposed()
    assert 'name="number" value="1"' in page(made, made.approver, "decide").content.decode()
    other = made.person("Bo Approver", "approver")
    actions.return_decision(decision=made.decision, because="No.", by=other, at=made.at)
    made.refresh()
    made.proposes(level="accredited", departs_because="Seen on a visit.")

    answer = decide(made, number=1, answer="approve", because="")

    assert answer.status_code == 409
    assert "Seen on a visit." in words(answer)
    assert "Another decision was proposed since you opened this page" in words(answer)
    assert 'name="number" value="2"' in answer.content.decode()
    assert made.refresh().state == "proposed"
    assert decide(made, number=2, answer="approve", because="").status_code == 302
    assert made.refresh().award.level == "accredited"


def test_what_is_proposed_is_shown_and_the_proposer_does_not_approve():
    made = Judged().proposed()

    assert "What is proposed" in words(page(made, made.manager, "received_application"))
    assert page(made, made.manager, "decide").status_code == 403
    assert "Approve or return" in words(page(made, made.approver, "received_application"))


def test_an_approval_that_the_action_refuses_is_told(monkeypatch):
    def refuse(**said):
        raise actions.OutcomeChanged

    made = Judged().proposed()
    monkeypatch.setattr(actions, "approve_decision", refuse)

    answer = decide(made, answer="approve", because="")

    assert "What the judgements come to has changed" in words(answer)


def test_nothing_proposed_is_nothing_to_decide(made):
    assert page(made, made.approver, "decide").status_code == 403


@pytest.mark.parametrize(
    ("answer", "told"), [("uphold", "with the panel again"), ("dismiss", "The decision stands")]
)
def test_an_appeal_is_decided_by_somebody_who_took_no_part(answer, told):
    made = Judged().appealed()
    assert "Decide this appeal" in words(page(made, made.judge, "received_application"))
    assert "Decide this appeal" not in words(page(made, made.manager, "received_application"))
    assert FEEDBACK in words(page(made, made.judge, "decide_appeal", made.appeal.pk))

    said = sends(
        made, made.judge, "decide_appeal", made.appeal.pk, answer=answer, because="Page 2."
    )

    assert said.url == "/awards/"
    made.appeal.refresh_from_db()
    assert made.appeal.is_upheld is (answer == "uphold")
    assert "Page 2." in words(page(made, made.manager, "received_application"))
    assert ("Appeal upheld" in words(page(made, made.manager, "panel"))) is (answer == "uphold")


def test_an_appeal_without_a_decision_on_file_can_be_read(made):
    application = Judged(name="Other").application
    type(application).objects.filter(pk=application.pk).update(
        state="decided", ended_at=made.at, ended_by="x"
    )
    appeal = AppealFactory(application=application)
    made.application, made.manager = application, made.person("X", "auditor")

    manager = application.running.organisation.memberships.get(role="award_manager").user
    assert appeal.grounds in words(page(made, manager, "decide_appeal", appeal.pk))


def test_an_appeal_that_was_decided_meanwhile(monkeypatch):
    def refuse(**said):
        raise actions.NotYours("You cannot decide this appeal: it was decided.")

    made = Judged().appealed()
    monkeypatch.setattr(actions, "decide_appeal", refuse)

    answer = sends(
        made, made.judge, "decide_appeal", made.appeal.pk, answer="uphold", because="Page 2."
    )

    assert "You cannot decide this appeal" in words(answer)


def test_the_record_says_what_was_done_and_by_whom():
    made = Judged().appealed()

    shown = words(page(made, made.auditor, "received_record"))

    for done in (
        "Ann A was given the seat A1",
        "The panel agreed on “Jobs”, version 1: Met",
        "A decision was proposed: Aspiring",
        "The decision was approved: Aspiring",
        "Letter 1 was written: awarded",
    ):
        assert done in shown
    assert "judgement.saved" not in shown


def test_the_record_of_an_application_that_was_withdrawn_tells_no_marks():
    made = Judged().agreed()
    type(made.application).objects.filter(pk=made.application.pk).update(
        state="withdrawn", ended_at=made.at, ended_by="x"
    )

    shown = words(page(made, made.auditor, "received_record"))

    assert "The assessment began" in shown
    assert "The panel agreed" not in shown


def test_a_record_may_be_empty_and_leaves_out_what_is_not_known():
    made = Judged()
    assert "Nothing was recorded yet" in words(page(made, made.auditor, "received_record"))
    for did in ("application.answered", "application.submit", "panel.agreed"):
        audit.record(by="somebody", did=did, subject=made.application)

    shown = words(page(made, made.auditor, "received_record"))

    assert "The applicant submitted the application" in shown
    assert "agreed" not in shown


def test_an_application_shows_facts_that_the_tool_holds_and_what_is_left_out():
    made = Judged()
    fact = EvidenceFactory(
        organisation=made.application.organisation,
        name="Local spend of 2025",
        held_as="local_spend",
        held={"from": "An analysis of payments"},
        size=0,
        sha256="",
        content="",
        as_of=dt.date(2026, 3, 31),
        words="61% within the valley",
    )
    EvidenceUseFactory(application=made.application, criterion="S2", evidence=fact)
    made.application.answers.filter(criterion="E1").update(text="", nothing_to_show=True)
    made.application.answers.filter(criterion="E2").delete()

    shown = words(page(made, made.manager, "received_application"))

    assert "As of 31 March 2026. 61% within the valley" in shown
    assert "From the tool: An analysis of payments" in shown
    assert "The applicant says that it has nothing to show here." in shown
    assert "There is no answer." in shown
    assert "No assessors so far" in shown or "No assessor" in shown


def test_what_of_a_scheme_is_not_confirmed_is_said():
    SchemeVersionFactory(document=samples.document(unconfirmed=["The length of validity."]))
    made = Judged()

    assert "The length of validity." in words(page(made, made.manager, "received_application"))


def test_whoever_judges_anew_after_an_appeal_reads_nothing_of_it(made):
    # The grounds tell what was judged: Cat, who takes the place of one who was lost, is blind.
    AppealFactory(
        application=made.application,
        grounds="You found S1 met.",
        is_upheld=True,
        because="Look again.",
        decider=made.person("Mia Manager", "award_manager"),
        decided_at=made.at,
        decided_by="Mia Manager",
    )
    before = words(page(made, made.manager, "received_application"))
    ann, cat = made.assessors[0], made.assessors[2]
    said = {"application": made.application, "by": made.manager, "at": made.at}

    actions.declare_interest(
        seat=made.seat(ann), has_interest=True, interest="A friend.", by=ann, at=made.at
    )
    lost = words(page(made, made.manager, "received_application"))
    panel = words(page(made, made.panellist, "panel"))
    actions.allocate(users=[cat], role="assessor", **said)
    made.declared(cat)

    assert "You found S1 met." in before
    assert "Propose the decision" in before
    assert "Propose the decision" not in lost
    assert address(made, "allocate", "assessors") in lost
    assert "1 assessor so far" in panel
    assert "You found S1 met." not in words(page(made, cat, "received_application"))


def test_an_interest_is_found_after_handing_in_and_on_the_panel(made):
    declares = address(made, "declare")

    assert declares in words(page(made, made.assessors[0], "my_judgements"))
    assert declares in words(page(made, made.panellist, "received_application"))
    assert "stand side by side" in words(page(made, made.assessors[0], "my_judgements"))


def test_a_panel_without_members_is_seated_before_anything_is_proposed():
    made = Judged()
    made.allocated(panel=False).declared()
    for user in made.assessors[:2]:
        made.judges(user).hands_in(user)

    shown = words(page(made, made.manager, "received_application"))

    assert address(made, "allocate", "panel") in shown
    assert "Propose the decision" not in shown
