"""An assessor who takes the place of one who was lost at the panel has read nobody's judgements."""

import datetime as dt

import pytest

from socialvalue.accounts.models import Role
from socialvalue.awards import actions
from socialvalue.awards.models import Seat
from socialvalue.awards.queries import lists
from tests.factories.accounts import MembershipFactory
from tests.factories.judged import Judged

pytestmark = pytest.mark.django_db


@pytest.fixture
def made():
    """An application that was submitted, and everybody who decides it."""
    return Judged()


def allocate(made, *users):
    """Ask people to assess."""
    return actions.allocate(
        application=made.application,
        users=users,
        role=Seat.Role.ASSESSOR,
        by=made.manager,
        at=made.at,
    )


def declare(made, user, *, interest=""):
    """Let an assessor declare an interest, or none."""
    return actions.declare_interest(
        seat=made.seat(user), has_interest=bool(interest), interest=interest, by=user, at=made.at
    )


def lost_at_the_panel(made, *, days=1):
    """Lose an assessor at the panel, `days` after it began; the test goes on a day later."""
    made.agreed()
    made.at += dt.timedelta(days=days)
    declare(made, made.assessors[0], interest="I know them after all.")
    made.at += dt.timedelta(days=1)
    made.refresh()


def reader(made, who):
    """Return somebody who could read all judgements while the panel met, and may assess now."""
    if who == "manager":
        MembershipFactory(
            organisation=made.organisation, user=made.manager, role=Role.AWARD_ASSESSOR
        )
        return made.manager
    if who == "former auditor":
        MembershipFactory(
            organisation=made.organisation, user=made.auditor, role=Role.AWARD_ASSESSOR
        )
        memberships = made.auditor.memberships.filter(role=Role.AUDITOR)
        memberships.update(ended_at=made.at, ended_by="Adam Administrator")
        return made.auditor
    if who == "former panellist":
        actions.end_seat(
            seat=made.seat(made.panellist, Seat.Role.PANEL),
            because="On leave.",
            by=made.manager,
            at=made.at,
        )
        return made.panellist
    return made.assessors[1]


@pytest.mark.parametrize("who", ["manager", "former auditor", "former panellist"])
def test_who_could_read_the_judgements_takes_no_assessors_place_at_the_panel(made, who):
    lost_at_the_panel(made)
    user = reader(made, who)
    made.refresh()

    with pytest.raises(actions.CannotBeSeated, match="could read the other judgements"):
        allocate(made, user)

    offered = lists.may_be_seated(made.application, role=Seat.Role.ASSESSOR)
    assert [each.name for each in offered] == ["Cat C"]


@pytest.mark.parametrize("who", ["manager", "former auditor", "former panellist", "assessor"])
def test_nor_once_it_went_back_to_assessment(made, who):
    lost_at_the_panel(made)
    allocate(made, made.assessors[2])
    made.at += dt.timedelta(days=1)
    user = reader(made, who)
    if who == "assessor":
        actions.end_seat(seat=made.seat(user), because="On leave.", by=made.manager, at=made.at)
    made.refresh()

    with pytest.raises(actions.CannotBeSeated, match="could read the other judgements"):
        allocate(made, user)

    offered = lists.may_be_seated(made.application, role=Seat.Role.ASSESSOR)
    assert user not in offered


def test_who_read_nothing_takes_a_place_again(made):
    # Each left while nobody could read: Cat before the panel began, Dan after it had gone back.
    dan = made.person("Dan D", Role.AWARD_ASSESSOR)
    made.allocated(3).declared()
    for user in made.assessors[:2]:
        made.judges(user).hands_in(user)
    actions.end_seat(
        seat=made.seat(made.assessors[2]), because="On leave.", by=made.manager, at=made.at
    )
    made.at += dt.timedelta(days=1)
    declare(made, made.assessors[0], interest="I know them after all.")
    made.at += dt.timedelta(days=1)
    allocate(made, dan)
    made.at += dt.timedelta(days=1)
    declare(made, dan)
    actions.end_seat(seat=made.seat(dan), because="On leave.", by=made.manager, at=made.at)
    made.refresh()

    seats = allocate(made, made.assessors[2], dan)

    assert [seat.code for seat in seats] == ["A5", "A6"]


def test_who_became_a_manager_once_it_had_gone_back_has_read_nothing(made):
    lost_at_the_panel(made)
    allocate(made, made.assessors[2])
    made.at += dt.timedelta(days=1)
    dan = made.person("Dan D", Role.AWARD_ASSESSOR)
    MembershipFactory(organisation=made.organisation, user=dan, role=Role.AUDITOR, given_at=made.at)

    [seat] = allocate(made, dan)

    assert seat.code == "A4"
