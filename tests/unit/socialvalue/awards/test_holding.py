"""Awards that are held: what two people may do to them, and what the holder is told."""

import datetime as dt

import pytest

from socialvalue.accounts.models import Role
from socialvalue.awards import actions
from socialvalue.awards.models import AwardProposal
from socialvalue.awards.permissions import may_read_award
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.awards import (
    AwardChangeFactory,
    AwardFactory,
    AwardProposalFactory,
    ConditionFactory,
    SeatFactory,
)

pytestmark = pytest.mark.django_db
AT = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)


def member(award, *roles):
    """Return a person with these roles at the organisation that gave the award."""
    giver = award.application.running.organisation
    return UserFactory(roles=roles, roles__organisation=giver)


@pytest.mark.parametrize(
    ("was", "kind", "state", "letter"),
    [
        ("held", "suspend", "suspended", "suspended"),
        ("suspended", "restore", "held", "restored"),
        ("held", "withdraw", "withdrawn", "withdrawn"),
        ("suspended", "withdraw", "withdrawn", "withdrawn"),
    ],
)
def test_two_people_change_an_award_and_the_holder_is_told_why(was, kind, state, letter):
    award = AwardFactory(state=was)
    manager, approver = member(award, Role.AWARD_MANAGER), member(award, Role.APPROVER)
    proposal = actions.propose_change(
        award=award, kind=kind, reason=" It closed. ", by=manager, at=AT
    )

    changed = actions.approve_change(proposal=proposal, by=approver, at=AT)

    assert changed.state == state
    assert list(award.changes.values_list("kind", "reason", "made_by")) == [
        (letter, "It closed.", str(approver))
    ]
    written = award.application.letters.get()
    assert written.kind == letter
    assert {"paragraph": "It closed."} in written.pieces


def test_nothing_changes_until_a_second_person_agrees():
    award = AwardFactory()

    actions.propose_change(
        award=award, kind="suspend", reason="Why.", by=member(award, Role.AWARD_MANAGER), at=AT
    )

    award.refresh_from_db()
    assert (award.state, award.application.letters.count()) == ("held", 0)


def test_a_proposal_can_be_refused_and_the_holder_is_told_nothing():
    proposal = AwardProposalFactory()
    award = proposal.award

    refused = actions.refuse_change(
        proposal=proposal, because="It is open again.", by=member(award, Role.APPROVER), at=AT
    )

    award.refresh_from_db()
    assert (refused.is_approved, refused.because) == (False, "It is open again.")
    assert (award.state, award.application.letters.count()) == ("held", 0)


def test_who_proposed_does_not_approve():
    proposal = AwardProposalFactory()
    giver = proposal.award.application.running.organisation
    MembershipFactory(user=proposal.proposer, organisation=giver, role=Role.APPROVER)

    with pytest.raises(actions.NotYours):
        actions.approve_change(proposal=proposal, by=proposal.proposer, at=AT)


@pytest.mark.parametrize("role", [Role.AWARD_MANAGER, Role.AWARD_ASSESSOR, Role.AUDITOR])
def test_only_approvers_approve(role):
    proposal = AwardProposalFactory()

    with pytest.raises(actions.NotYours):
        actions.approve_change(proposal=proposal, by=member(proposal.award, role), at=AT)


def test_who_belongs_to_the_holder_keeps_away():
    award = AwardFactory()
    both = member(award, Role.AWARD_MANAGER, Role.APPROVER)
    MembershipFactory(user=both, organisation=award.organisation, role=Role.APPLICANT)

    with pytest.raises(actions.NotYours):
        actions.propose_change(award=award, kind="suspend", reason="Why.", by=both, at=AT)
    with pytest.raises(actions.NotYours):
        actions.refuse_change(
            proposal=AwardProposalFactory(award=award), because="No.", by=both, at=AT
        )
    assert not may_read_award(award, user=both)


def test_what_somebody_with_an_interest_proposed_is_not_approved():
    proposal = AwardProposalFactory()
    award, approver = proposal.award, member(proposal.award, Role.APPROVER)
    actions.declare_own_interest(
        application=award.application, interest="A cousin.", by=proposal.proposer, at=AT
    )

    with pytest.raises(actions.NotAsItStands, match="declared an interest since"):
        actions.approve_change(proposal=proposal, by=approver, at=AT)
    actions.refuse_change(proposal=proposal, because="Anew.", by=approver, at=AT)

    assert award.changes.count() == 0


def test_who_declared_an_interest_keeps_away():
    award = AwardFactory()
    manager = member(award, Role.AWARD_MANAGER)
    SeatFactory(application=award.application, user=manager, has_interest=True, role="panel")

    with pytest.raises(actions.NotYours):
        actions.propose_change(award=award, kind="suspend", reason="Why.", by=manager, at=AT)


@pytest.mark.parametrize(
    ("was", "kind"),
    [
        ("withdrawn", "suspend"),
        ("withdrawn", "restore"),
        ("held", "restore"),
        ("suspended", "suspend"),
    ],
)
def test_what_cannot_be_done_as_the_award_stands_is_refused(was, kind):
    award = AwardFactory(state=was)

    with pytest.raises(actions.NotAsItStands, match=was):
        actions.propose_change(
            award=award, kind=kind, reason="Why.", by=member(award, Role.AWARD_MANAGER), at=AT
        )


def test_one_proposal_at_a_time():
    proposal = AwardProposalFactory()
    award = proposal.award

    with pytest.raises(actions.NotAsItStands, match="still to be decided"):
        actions.propose_change(
            award=award, kind="withdraw", reason="Why.", by=member(award, Role.AWARD_MANAGER), at=AT
        )


def test_a_reason_there_must_be():
    award = AwardFactory()

    with pytest.raises(actions.SayWhy):
        actions.propose_change(
            award=award, kind="suspend", reason=" ", by=member(award, Role.AWARD_MANAGER), at=AT
        )


def test_a_proposal_is_decided_once():
    proposal = AwardProposalFactory()
    approver = member(proposal.award, Role.APPROVER)
    actions.approve_change(proposal=proposal, by=approver, at=AT)

    with pytest.raises(actions.NotAsItStands, match="decided this already"):
        actions.approve_change(proposal=proposal, by=approver, at=AT)


def test_an_award_that_was_changed_meanwhile_is_left_alone():
    proposal = AwardProposalFactory(award=AwardFactory(state="withdrawn"))

    with pytest.raises(actions.NotAsItStands, match="withdrawn meanwhile"):
        actions.approve_change(proposal=proposal, by=member(proposal.award, Role.APPROVER), at=AT)
    assert AwardProposal.objects.get().is_approved is None


def test_an_award_is_not_changed_from_a_state_that_does_not_allow_it():
    with pytest.raises(actions.NotAsItStands):
        actions.restore(award=AwardFactory(), reason="Why.", by="a job", at=AT)


def test_a_condition_is_marked_as_met_with_how():
    condition = ConditionFactory()
    manager = member(condition.award, Role.AWARD_MANAGER)

    met = actions.meet_condition(condition=condition, how=" Payslips. ", by=manager, at=AT)

    assert (met.how, met.met_at, met.met_by) == ("Payslips.", AT, str(manager))


def test_a_condition_is_met_once_by_those_who_decide():
    condition = ConditionFactory(met_at=AT, met_by="a manager", how="Payslips.")

    with pytest.raises(actions.NotYours):
        actions.meet_condition(
            condition=condition, how="We did.", by=member(condition.award, Role.APPROVER), at=AT
        )
    with pytest.raises(actions.NotAsItStands):
        actions.meet_condition(
            condition=condition, how="Again.", by=member(condition.award, Role.AWARD_MANAGER), at=AT
        )


def test_the_holder_decides_about_the_register():
    award = AwardFactory(is_public=True)
    holder = UserFactory()

    actions.agree_to_register(award=award, is_public=False, by=holder, at=AT)
    actions.agree_to_register(award=award, is_public=False, by=holder, at=AT)
    actions.agree_to_register(award=award, is_public=True, by=holder, at=AT)

    assert sorted(award.changes.values_list("reason", flat=True)) == [
        "The holder agrees that the award is on the public register.",
        "The holder does not agree any more that the award is on the public register.",
    ]


def test_those_who_decide_read_the_award():
    award = AwardFactory()

    assert may_read_award(award, user=member(award, Role.AUDITOR))
    assert not may_read_award(award, user=member(award, Role.AWARD_ASSESSOR))
    assert not may_read_award(award, user=UserFactory())


def test_words_for_awards():
    award = AwardFactory(application__organisation__name="Looms")

    said = [
        str(each)
        for each in (
            award,
            ConditionFactory(award=award),
            AwardChangeFactory(award=award),
            AwardProposalFactory(award=award),
        )
    ]

    assert said == [
        "Weavers' award of Looms",
        "Pay the real living wage to all staff.",
        "Weavers' award of Looms: Change of circumstances",
        "Suspend: Weavers' award of Looms",
    ]
