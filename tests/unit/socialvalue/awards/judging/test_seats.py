"""Who is given a seat, what they declare, and when the panel begins."""

import pytest

from socialvalue.accounts.models import Role
from socialvalue.audit.queries import events_of
from socialvalue.awards import actions
from socialvalue.awards.models import Seat
from socialvalue.awards.queries import lists
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.judged import Judged

pytestmark = pytest.mark.django_db


@pytest.fixture
def made():
    """An application that was submitted, and everybody who decides it."""
    return Judged()


def allocate(made, *users, role=Seat.Role.ASSESSOR, by=None):
    """Give people seats."""
    return actions.allocate(
        application=made.application, users=users, role=role, by=by or made.manager, at=made.at
    )


def declare(made, user, *, interest="", role=Seat.Role.ASSESSOR):
    """Let somebody declare an interest, or none."""
    return actions.declare_interest(
        seat=made.seat(user, role),
        has_interest=bool(interest),
        interest=interest,
        by=user,
        at=made.at,
    )


def test_seats_have_codes_and_wait_for_a_declaration(made):
    first, second = allocate(made, *made.assessors[:2])
    [third] = allocate(made, made.panellist, role=Seat.Role.PANEL)

    assert [first.code, second.code, third.code] == ["A1", "A2", "P1"]
    assert (first.has_interest, first.declared_at) == (None, None)


def test_who_declared_for_one_seat_need_not_for_another(made):
    made.allocated().declared()

    [seat] = allocate(made, made.assessors[0], role=Seat.Role.PANEL)

    assert seat.has_interest is False
    assert seat.declared_by == "Ann A"


def test_only_an_award_manager_allocates(made):
    for person in (made.approver, made.auditor, made.assessors[0], UserFactory()):
        with pytest.raises(actions.NotYours):
            allocate(made, made.assessors[0], by=person)


def test_a_person_of_the_applicant_is_never_seated(made):
    MembershipFactory(
        organisation=made.application.organisation, user=made.assessors[0], role=Role.APPLICANT
    )

    with pytest.raises(actions.CannotBeSeated, match="Ann A belongs to Valley Looms"):
        allocate(made, *made.assessors[:2])

    assert not made.application.seats.exists()
    offered = lists.may_be_seated(made.application, role=Seat.Role.ASSESSOR)
    assert [each.name for each in offered] == ["Ben B", "Cat C", "Pat Panel"]


def test_a_manager_of_the_applicant_does_not_allocate(made):
    MembershipFactory(
        organisation=made.application.organisation, user=made.manager, role=Role.APPLICANT
    )

    with pytest.raises(actions.NotYours):
        allocate(made, made.assessors[0])


def test_whoever_lacks_the_role_is_not_seated(made):
    with pytest.raises(actions.CannotBeSeated, match="does not hold the role"):
        allocate(made, made.manager)
    [seat] = allocate(made, made.manager, role=Seat.Role.PANEL)

    assert seat.code == "P1"


def test_nobody_is_seated_twice_in_one_role(made):
    allocate(made, made.assessors[0])

    with pytest.raises(actions.CannotBeSeated, match="has this seat already"):
        allocate(made, made.assessors[0])


def test_an_interest_ends_every_seat_and_keeps_away_for_good(made):
    made.allocated()
    allocate(made, made.assessors[0], role=Seat.Role.PANEL)

    declare(made, made.assessors[0], interest=" My sister works there. ")

    seats = made.application.seats.filter(user=made.assessors[0])
    assert {(seat.has_interest, seat.interest) for seat in seats} == {
        (True, "My sister works there.")
    }
    assert not seats.filter(ended_at=None).exists()
    with pytest.raises(actions.CannotBeSeated, match="declared an interest"):
        allocate(made, made.assessors[0])
    offered = lists.may_be_seated(made.application, role=Seat.Role.ASSESSOR)
    assert [each.name for each in offered] == ["Cat C", "Pat Panel"]


def test_what_the_interest_is_stays_out_of_the_record(made):
    made.allocated()

    declare(made, made.assessors[0], interest="My sister works there.")

    assert not [each for each in events_of(made.application) if "sister" in str(vars(each))]


def test_an_interest_is_described(made):
    made.allocated()

    with pytest.raises(actions.SayWhy):
        actions.declare_interest(
            seat=made.seat(made.assessors[0]),
            has_interest=True,
            interest=" ",
            by=made.assessors[0],
            at=made.at,
        )


def test_nobody_declares_for_another(made):
    made.allocated()

    with pytest.raises(actions.NotYours):
        actions.declare_interest(
            seat=made.seat(made.assessors[0]), has_interest=False, by=made.assessors[1], at=made.at
        )


def test_the_first_assessor_who_declares_begins_the_assessment(made):
    made.allocated()

    declare(made, made.panellist, role=Seat.Role.PANEL)
    assert made.refresh().state == "submitted"
    declare(made, made.assessors[0])

    assert made.refresh().state == "assessing"


def test_the_panel_begins_when_every_assessor_has_handed_in(made):
    made.allocated().declared()
    for user in made.assessors[:2]:
        assert made.application.state == "assessing"
        made.judges(user).hands_in(user)

    assert made.application.state == "panel"


def test_one_assessor_is_too_few_for_a_panel(made):
    made.allocated(1).declared()

    made.judges(made.assessors[0]).hands_in(made.assessors[0])

    assert made.application.state == "assessing"


def test_the_panel_begins_when_the_last_who_is_missing_leaves(made):
    made.allocated(3).declared()
    for user in made.assessors[:2]:
        made.judges(user).hands_in(user)

    seat = actions.end_seat(
        seat=made.seat(made.assessors[2]), because=" On leave. ", by=made.manager, at=made.at
    )

    assert (seat.ended_because, seat.ended_by) == ("On leave.", "Mo Manager")
    assert made.refresh().state == "panel"


def test_the_panel_begins_when_the_last_who_is_missing_has_an_interest(made):
    made.allocated(3).declared()
    for user in made.assessors[:2]:
        made.judges(user).hands_in(user)

    declare(made, made.assessors[2], interest="I know them after all.")

    assert made.refresh().state == "panel"


def test_no_assessor_is_added_or_let_go_once_all_are_in(made):
    made.at_panel()

    with pytest.raises(actions.CannotBeSeated, match="All judgements are in"):
        allocate(made, made.assessors[2])
    with pytest.raises(actions.NotYours):
        actions.end_seat(
            seat=made.seat(made.assessors[0]), because="Why.", by=made.manager, at=made.at
        )


def test_leaving_has_a_reason_and_happens_once(made):
    made.allocated()
    said = {"seat": made.seat(made.assessors[0]), "by": made.manager, "at": made.at}

    with pytest.raises(actions.SayWhy):
        actions.end_seat(because=" ", **said)
    actions.end_seat(because="On leave.", **said)

    with pytest.raises(actions.NotYours):
        actions.end_seat(because="Again.", **said)


def test_after_the_decision_nobody_declares(made):
    made.approved()

    with pytest.raises(actions.NotYours):
        declare(made, made.assessors[0], interest="Late.")


def test_workload_is_told_beside_each_name(made):
    made.allocated()

    found = lists.may_be_seated(made.application, role=Seat.Role.PANEL)

    assert {each.name: each.open_seats for each in found} == {
        "Ann A": 1, "Ben B": 1, "Cat C": 0, "Mo Manager": 0
    }  # fmt: skip
