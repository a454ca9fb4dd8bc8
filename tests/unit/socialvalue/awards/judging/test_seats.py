"""Who is given a seat, what they declare, and when the panel begins."""

import pytest

from socialvalue.accounts.models import Role
from socialvalue.audit.queries import events_of
from socialvalue.awards import actions
from socialvalue.awards.models import Seat
from socialvalue.awards.permissions import may_look_after, standing_of
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
    assert [each.name for each in offered] == ["Cat C"]


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


def test_after_the_decision_who_has_declared_declares_no_more(made):
    made.approved()

    with pytest.raises(actions.NotYours):
        declare(made, made.assessors[0], interest="Late.")


@pytest.mark.parametrize(("interest", "may"), [("", True), ("My brother works there.", False)])
def test_after_the_decision_who_never_declared_still_does(made, interest, may):
    made.agreed()
    manager = made.person("Mia Manager", Role.AWARD_MANAGER)
    allocate(made, manager, role=Seat.Role.PANEL)
    made.decision = made.proposes()
    actions.approve_decision(decision=made.decision, by=made.approver, at=made.at)
    award = made.refresh().award
    before = may_look_after(award, user=manager)

    declare(made, manager, interest=interest, role=Seat.Role.PANEL)

    assert before is False
    assert may_look_after(award, user=manager) is may


def test_nobody_of_the_panel_is_asked_to_assess_as_well(made):
    allocate(made, made.panellist, role=Seat.Role.PANEL)

    offered = lists.may_be_seated(made.application, role=Seat.Role.ASSESSOR)

    assert [each.name for each in offered] == ["Ann A", "Ben B", "Cat C"]
    with pytest.raises(actions.CannotBeSeated, match="sits on the panel"):
        allocate(made, made.panellist)


def own_interest(made, user, interest="My brother works there."):
    """Let somebody declare an interest for whom no seat is needed."""
    return actions.declare_own_interest(
        application=made.application, interest=interest, by=user, at=made.at
    )


@pytest.mark.parametrize("who", ["manager", "approver", "auditor"])
def test_who_has_no_seat_declares_an_interest_and_is_kept_away(made, who):
    made.proposed()
    user = getattr(made, who)

    seat = own_interest(made, user)

    standing = standing_of(made.refresh(), user=user)
    assert (seat.code, seat.role, seat.ended_by) == ("N1", "none", str(user))
    assert seat.has_interest
    assert standing.keeps_away
    assert not standing.may_read
    assert not lists.seen_by(user, made.organisation).exists()
    assert not [each for each in events_of(made.application) if "brother" in str(vars(each))]
    with pytest.raises(actions.NotYours):
        own_interest(made, user)


def test_an_approver_with_an_interest_approves_nothing(made):
    made.proposed()
    own_interest(made, made.approver)

    with pytest.raises(actions.NotYours):
        actions.approve_decision(decision=made.decision, by=made.approver, at=made.at)


def test_an_interest_without_a_seat_says_what_it_is_and_is_for_who_has_a_part(made):
    with pytest.raises(actions.SayWhy):
        own_interest(made, made.approver, interest=" ")
    with pytest.raises(actions.NotYours):
        own_interest(made, made.assessors[0])


def test_an_interest_of_a_manager_on_the_panel_ends_the_seat(made):
    allocate(made, made.manager, role=Seat.Role.PANEL)

    own_interest(made, made.manager)

    assert not made.application.seats.filter(ended_at=None).exists()


def test_an_interest_after_the_decision_leaves_what_was_judged(made):
    made.approved()
    MembershipFactory(organisation=made.organisation, user=made.assessors[0], role=Role.AUDITOR)

    own_interest(made, made.assessors[0])

    assert made.application.seats.filter(role="assessor", ended_at=None).count() == 2
    assert standing_of(made.refresh(), user=made.assessors[0]).keeps_away


def test_an_assessor_who_is_lost_at_the_panel_is_replaced_by_one_who_is_blind(made):
    made.agreed()
    declare(made, made.assessors[0], interest="I know them after all.")
    made.refresh()
    with pytest.raises(actions.TooFewAssessors):
        made.proposes()
    offered = lists.may_be_seated(made.application, role=Seat.Role.ASSESSOR)

    allocate(made, made.assessors[2])

    assert [each.name for each in offered] == ["Cat C"]
    assert made.refresh().state == "assessing"
    declare(made, made.assessors[2])
    assert not standing_of(made.application, user=made.assessors[1]).may_see_judgements
    made.judges(made.assessors[2]).hands_in(made.assessors[2])
    assert made.application.state == "panel"
    assert made.proposes().number == 1


def test_who_has_read_the_judgements_takes_no_assessors_place(made):
    made.agreed()
    declare(made, made.assessors[0], interest="I know them after all.")
    MembershipFactory(organisation=made.organisation, user=made.manager, role=Role.AWARD_ASSESSOR)
    made.refresh()

    with pytest.raises(actions.CannotBeSeated, match="could read the other judgements"):
        allocate(made, made.manager)

    assert made.refresh().state == "panel"


def test_an_interest_can_be_found_until_the_decision(made):
    made.proposed()
    before = [standing_of(made.application, user=each).may_find_interest for each in
              (made.assessors[0], made.panellist, made.manager)]  # fmt: skip

    actions.approve_decision(decision=made.decision, by=made.approver, at=made.at)

    assert before == [True, True, False]
    assert not standing_of(made.refresh(), user=made.assessors[0]).may_find_interest


@pytest.mark.parametrize("who", ["assessor", "proposer"])
def test_nothing_is_approved_once_who_made_it_has_an_interest(made, who):
    made.proposed()
    if who == "assessor":
        declare(made, made.assessors[0], interest="I know them after all.")
    else:
        own_interest(made, made.manager)
    refused = {"assessor": actions.TooFewAssessors, "proposer": actions.ProposerHasInterest}

    with pytest.raises(refused[who]):
        actions.approve_decision(decision=made.decision, by=made.approver, at=made.at)
    actions.return_decision(decision=made.decision, because="Anew.", by=made.approver, at=made.at)

    assert made.refresh().state == "panel"


def test_workload_is_told_beside_each_name(made):
    made.allocated()

    found = lists.may_be_seated(made.application, role=Seat.Role.PANEL)

    assert {each.name: each.open_seats for each in found} == {
        "Ann A": 1, "Ben B": 1, "Cat C": 0, "Mo Manager": 0
    }  # fmt: skip
