"""Whoever worked for the applicant while it applied keeps away, also once they have left it."""

import datetime as dt

import pytest

from socialvalue.accounts.models import Role
from socialvalue.awards import actions
from socialvalue.awards.models import Seat
from socialvalue.awards.permissions import standing_of
from socialvalue.awards.queries import lists, work
from tests.factories.accounts import MembershipFactory
from tests.factories.judged import Judged

pytestmark = pytest.mark.django_db


@pytest.fixture
def made():
    """An application on which a decision is proposed."""
    return Judged().proposed()


def left(made, user, *, days):
    """Let somebody have left the applicant so many days after the application was begun."""
    MembershipFactory(
        organisation=made.application.organisation,
        user=user,
        role=Role.APPLICANT,
        ended_at=made.application.begun_at + dt.timedelta(days=days),
        ended_by="x",
    )
    return user


def known(made, user):
    """Return whether somebody may approve, finds the application, and is asked to work on it."""
    standing = standing_of(made.application, user=user)
    waiting = work.waiting_for(user, made.organisation, today=made.at.date())
    return (
        standing.may_approve(made.decision),
        made.application in lists.seen_by(user, made.organisation),
        bool(waiting),
    )


def test_who_left_after_it_was_begun_keeps_away(made):
    approver = left(made, made.approver, days=1)

    assert known(made, approver) == (False, False, False)
    with pytest.raises(actions.NotYours):
        actions.approve_decision(decision=made.decision, by=approver, at=made.at)


def test_who_left_before_it_was_begun_decides(made):
    assert known(made, left(made, made.approver, days=-1)) == (True, True, True)


def test_who_has_left_is_offered_no_seat():
    made = Judged()
    first, second, third = made.assessors
    left(made, first, days=1)
    left(made, second, days=-1)

    offered = lists.may_be_seated(made.application, role=Seat.Role.ASSESSOR)

    assert set(offered) == {second, third, made.panellist}
    with pytest.raises(actions.CannotBeSeated, match="belongs to Valley Looms"):
        actions.allocate(
            application=made.application,
            users=[first],
            role=Seat.Role.ASSESSOR,
            by=made.manager,
            at=made.at,
        )


def test_a_role_that_ended_decides_nothing(made):
    made.approver.memberships.update(ended_at=made.at, ended_by="x")

    assert known(made, made.approver) == (False, False, False)
