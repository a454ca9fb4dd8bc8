"""Questions, proposals, approvals by a second person, and appeals."""

import datetime as dt

import pytest

from socialvalue.accounts.models import Role
from socialvalue.awards import actions
from socialvalue.awards.models import Award
from socialvalue.awards.queries import scheme_of
from tests.factories.accounts import MembershipFactory
from tests.factories.awards import AwardFactory, DecisionFactory
from tests.factories.judged import FEEDBACK, Judged

pytestmark = pytest.mark.django_db


@pytest.fixture
def made():
    """An application on which the panel has agreed: the marks come to the level Aspiring."""
    return Judged().agreed()


def letters(made):
    """Return the kinds of the letters that were written."""
    return list(made.application.letters.order_by("number").values_list("kind", flat=True))


def approve(made, by=None):
    """Approve what is proposed."""
    return actions.approve_decision(decision=made.decision, by=by or made.approver, at=made.at)


def give_back(made, by=None, because="Say more about E1."):
    """Return what is proposed."""
    return actions.return_decision(
        decision=made.decision, because=because, by=by or made.approver, at=made.at
    )


def decide(made, *, by=None, is_upheld=True, because="The page was not read."):
    """Decide the appeal."""
    return actions.decide_appeal(
        appeal=made.appeal, is_upheld=is_upheld, because=because, by=by or made.judge, at=made.at
    )


def test_a_question_stops_the_clock_and_goes_out_as_a_letter(made):
    said = {"application": made.application, "by": made.manager, "at": made.at}

    question = actions.ask_question(text=" How many people? ", **said)

    assert question.text == "How many people?"
    assert letters(made) == ["more_information"]
    with pytest.raises(actions.NotYours):
        actions.ask_question(text="And where?", **said)


def test_a_question_says_something_and_comes_from_the_manager(made):
    with pytest.raises(actions.SayWhy):
        actions.ask_question(application=made.application, text=" ", by=made.manager, at=made.at)
    with pytest.raises(actions.NotYours):
        actions.ask_question(
            application=made.application, text="Why?", by=made.panellist, at=made.at
        )


def test_a_proposal_keeps_what_the_marks_came_to(made):
    decision = made.proposes(conditions=((" Publish your pay ratio. ", dt.date(2027, 3, 31)),))

    assert decision.level == decision.outcome["level"] == "aspiring"
    assert decision.outcome["next_level"] == "accredited"
    assert decision.outcome["missing"]
    assert decision.conditions == [{"text": "Publish your pay ratio.", "due_on": "2027-03-31"}]
    assert decision.feedback == FEEDBACK
    assert made.refresh().state == "proposed"


def test_another_level_than_the_marks_come_to_needs_its_reason(made):
    with pytest.raises(actions.SayWhy):
        made.proposes(level="accredited")
    with pytest.raises(actions.SayWhy):
        made.proposes(level="")

    decision = made.proposes(level="accredited", departs_because="Seen on a visit.")

    assert (decision.level, decision.departs_because) == ("accredited", "Seen on a visit.")


def test_a_reason_for_departing_is_kept_only_where_one_departs(made):
    assert made.proposes(departs_because="No need.").departs_because == ""


def test_a_refusal_has_no_conditions(made):
    decision = made.proposes(
        level="", departs_because="Gone.", conditions=(("Pay.", dt.date(2027, 3, 31)),)
    )

    assert decision.conditions == []


def test_a_proposal_waits_for_every_criterion():
    made = Judged().at_panel()
    made.agrees("S1")

    with pytest.raises(actions.NotAgreedYet) as refusal:
        made.proposes()

    assert refusal.value.criteria == ("S2", "E1", "E2")
    titles = [each.title for each in scheme_of(made.running.version).criteria]
    assert str(refusal.value) == (
        f"The panel has still to agree on “{titles[1]}”, “{titles[2]}” and “{titles[3]}”."
    )


def test_a_proposal_names_a_level_and_has_feedback(made):
    with pytest.raises(actions.NoSuchLevel):
        made.proposes(level="platinum")
    with pytest.raises(actions.SayWhy):
        made.proposes(feedback=" ")


def test_only_a_manager_proposes_and_only_once(made):
    with pytest.raises(actions.NotYours):
        actions.propose_decision(
            application=made.application, conclusion=made.conclusion(), by=made.approver, at=made.at
        )
    made.proposes()
    with pytest.raises(actions.NotYours):
        made.proposes()


def test_approval_grants_the_award_and_writes_the_letter():
    made = Judged().approved()

    award = Award.objects.get(application=made.application)
    assert (award.level, made.application.state) == ("aspiring", "decided")
    assert (made.application.ended_at, made.application.ended_by) == (made.at, "Ada Approver")
    assert letters(made) == ["awarded"]


def test_a_refusal_is_approved_without_an_award():
    made = Judged().approved(level="", departs_because="They have left the valley.")

    assert not Award.objects.exists()
    assert letters(made) == ["refused"]


def test_the_proposer_does_not_approve():
    made = Judged().proposed()
    MembershipFactory(organisation=made.organisation, user=made.manager, role=Role.APPROVER)

    for decide_it in (approve, give_back):
        with pytest.raises(actions.NotYours):
            decide_it(made, by=made.manager)


@pytest.mark.parametrize("place", ["assessor", "panel member", "of the applicant", "no approver"])
def test_whoever_took_part_does_not_approve(place):
    made = Judged().proposed()
    person = made.panellist if place == "panel member" else made.assessors[0]
    if place == "no approver":
        person = made.auditor
    elif place == "of the applicant":
        person = made.person("Al", Role.APPROVER)
        MembershipFactory(
            organisation=made.application.organisation, user=person, role=Role.APPLICANT
        )
    else:
        MembershipFactory(organisation=made.organisation, user=person, role=Role.APPROVER)

    with pytest.raises(actions.NotYours):
        approve(made, by=person)


def test_nothing_is_decided_twice():
    made = Judged().approved()

    with pytest.raises(actions.NotYours):
        approve(made)
    with pytest.raises(actions.NotYours):
        give_back(made)


def test_a_return_sends_it_to_the_panel_with_the_reason():
    made = Judged().proposed()

    give_back(made)

    made.decision.refresh_from_db()
    assert (made.decision.is_approved, made.decision.because) == (False, "Say more about E1.")
    assert made.refresh().state == "panel"
    assert made.proposes().number == 2


def test_a_return_says_why():
    with pytest.raises(actions.SayWhy):
        give_back(Judged().proposed(), because=" ")


def test_an_award_that_came_meanwhile_changes_the_outcome():
    # S: met and partly, E: partly, met (times 3): 8 + 2 of 12 points and the green mark.
    made = Judged().agreed("met", "partly", "partly", "met")
    made.decision = made.proposes()
    made.refresh()
    AwardFactory(
        organisation=made.application.organisation,
        scheme_code="green-mark",
        valid_from=dt.date(2026, 1, 6),
    )

    with pytest.raises(actions.OutcomeChanged):
        approve(made)


def test_an_appeal_that_is_upheld_reopens_at_the_panel():
    made = Judged().appealed()

    appeal = decide(made)

    assert (appeal.is_upheld, appeal.decided_by) == (True, "Jo Judge")
    assert made.refresh().state == "panel"
    assert (made.application.ended_at, made.application.ended_by) == (None, "")
    assert letters(made) == ["awarded", "appeal"]


def test_an_appeal_that_is_dismissed_leaves_the_decision():
    made = Judged().appealed()

    decide(made, is_upheld=False)

    assert made.refresh().state == "decided"
    assert made.application.ended_by == "Ada Approver"
    with pytest.raises(actions.NotYours):
        decide(made)


@pytest.mark.parametrize("who", ["manager", "approver", "panellist", "auditor"])
def test_whoever_took_part_does_not_decide_the_appeal(who):
    made = Judged().appealed()
    person = getattr(made, who)
    if who == "panellist":
        MembershipFactory(organisation=made.organisation, user=person, role=Role.APPROVER)

    with pytest.raises(actions.NotYours):
        decide(made, by=person)


def test_whoever_returned_an_earlier_proposal_does_not_decide_the_appeal():
    made = Judged().appealed()
    DecisionFactory(
        application=made.application,
        is_approved=False,
        decider=made.judge,
        decided_at=made.at,
        decided_by="Jo Judge",
    )

    with pytest.raises(actions.NotYours):
        decide(made)


def test_a_decision_on_an_appeal_says_why():
    with pytest.raises(actions.SayWhy):
        decide(Judged().appealed(), because=" ")


def test_after_an_appeal_the_award_gets_the_new_level():
    made = Judged().appealed()
    decide(made)
    made.refresh()
    made.decision = made.proposes(level="accredited", departs_because="Seen on a visit.")

    approve(made)

    award = Award.objects.get(application=made.application)
    assert award.level == "accredited"


def test_after_an_appeal_a_refusal_withdraws_the_award():
    made = Judged().appealed()
    decide(made)
    made.refresh()
    made.decision = made.proposes(level="", departs_because="The payroll was not theirs.")

    approve(made)

    award = Award.objects.get(application=made.application)
    change = award.changes.get()
    assert (award.state, change.kind) == ("withdrawn", "withdrawn")
    assert change.reason == "Decided anew after an appeal: the application is refused."
    assert letters(made) == ["awarded", "appeal", "withdrawn", "refused"]


def test_after_an_appeal_an_award_that_was_withdrawn_is_in_force_again():
    made = Judged().appealed()
    Award.objects.filter(application=made.application).update(state="withdrawn")
    decide(made)
    made.refresh()
    made.decision = made.proposes()

    approve(made)

    award = Award.objects.get(application=made.application)
    assert (award.state, award.changes.get().kind) == ("held", "decided_anew")
    assert letters(made) == ["awarded", "appeal", "awarded"]


def test_the_letter_about_a_suspended_award_says_that_it_is_suspended():
    made = Judged().appealed()
    Award.objects.filter(application=made.application).update(state="suspended")
    decide(made)
    made.refresh()
    made.decision = made.proposes()

    approve(made)

    pieces = made.application.letters.get(number=3).pieces
    facts = [each["facts"] for each in pieces if "facts" in each]
    assert ["At present", "Suspended"] in facts[1]


def test_a_refusal_leaves_an_award_that_was_withdrawn_before():
    made = Judged().appealed()
    Award.objects.filter(application=made.application).update(state="withdrawn")
    decide(made)
    made.refresh()
    made.decision = made.proposes(level="", departs_because="The payroll was not theirs.")

    approve(made)

    assert letters(made) == ["awarded", "appeal", "refused"]
