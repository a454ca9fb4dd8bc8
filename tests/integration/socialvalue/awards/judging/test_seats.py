"""The pages of who judges: allocation, declarations, leaving."""

import pytest

from socialvalue.awards import actions
from socialvalue.awards.models import Seat
from tests.factories.accounts import MembershipFactory
from tests.factories.judged import Judged
from tests.integration.socialvalue.awards.judging.people import address, page, sends, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def made():
    """An application that was submitted, and everybody who decides it."""
    return Judged()


def test_a_manager_gives_seats(made):
    assert "Assesses nothing at the moment" in words(
        page(made, made.manager, "allocate", "assessors")
    )

    keys = [str(user.pk) for user in made.assessors[:2]]
    answer = sends(made, made.manager, "allocate", "assessors", people=keys)

    assert answer.url == address(made, "people")
    shown = words(page(made, made.manager, "people"))
    assert "Assessor, A1" in shown
    assert "Has to declare" in shown


def test_workload_stands_beside_each_name_and_progress_beside_each_seat(made):
    made.allocated(1).declared()

    offered = words(page(made, made.manager, "allocate", "panel"))
    assert "Assesses 1 application at the moment" in offered
    shown = words(page(made, made.manager, "people"))
    assert "Judging" in shown
    assert "Declared" in shown
    made.judges(made.assessors[0]).hands_in(made.assessors[0])
    assert "Handed in" in words(page(made, made.manager, "people"))


def test_nobody_chosen_and_somebody_who_is_not_offered(made):
    nobody = sends(made, made.manager, "allocate", "panel")
    approver = sends(made, made.manager, "allocate", "panel", people=[str(made.approver.pk)])

    assert "Select who is given a seat" in words(nobody)
    assert "Select a valid choice" in words(approver)
    assert not Seat.objects.exists()


def test_somebody_who_was_seated_meanwhile(made, monkeypatch):
    def refuse(**said):
        raise actions.CannotBeSeated("Ann A has this seat already.")

    monkeypatch.setattr(actions, "allocate", refuse)

    answer = sends(made, made.manager, "allocate", "panel", people=[str(made.panellist.pk)])

    assert "Ann A has this seat already." in words(answer)


def test_there_may_be_nobody_to_choose(made):
    for user in (*made.assessors, made.panellist):
        user.memberships.update(ended_at=made.at, ended_by="x")

    assert "There is nobody to choose" in words(page(made, made.manager, "allocate", "assessors"))


def test_seats_of_no_such_kind_are_not_found(made):
    assert page(made, made.manager, "allocate", "chairs").status_code == 404


def test_a_manager_ends_a_seat_with_the_reason(made):
    made.allocated()
    seat = made.seat(made.assessors[1])
    assert "Ben B is assessor A2" in words(page(made, made.manager, "end_seat", seat.pk))

    answer = sends(made, made.manager, "end_seat", seat.pk, because="On leave.")

    assert answer.url == address(made, "people")
    shown = words(page(made, made.manager, "people"))
    assert "Ben B (assessor, A2)" in shown
    assert "1 assessor so far" in shown


def test_a_seat_that_was_ended_meanwhile(made, monkeypatch):
    def refuse(**said):
        raise actions.NotYours

    made.allocated()
    monkeypatch.setattr(actions, "end_seat", refuse)

    answer = sends(
        made, made.manager, "end_seat", made.seat(made.assessors[0]).pk, because="On leave."
    )

    assert "You cannot do this to this application as it stands now." in words(answer)


def test_who_has_a_seat_is_led_to_declare_and_reads_nothing_before(made):
    made.allocated()
    ann = made.assessors[0]

    for name in ("received_application", "my_judgements"):
        assert page(made, ann, name).url == address(made, "declare")
    assert page(made, ann, "judge", "S1").url == address(made, "declare")
    assert sends(made, ann, "my_judgements").status_code == 403
    shown = words(page(made, ann, "declare"))
    assert "Nothing of the application is shown before you declare" in shown
    assert "What we do about" not in shown


def test_declaring_no_interest_leads_to_the_work(made):
    made.allocated()

    answer = sends(made, made.assessors[0], "declare", has_interest="no", interest="")
    panel = sends(made, made.panellist, "declare", has_interest="no", interest="")

    assert answer.url == address(made, "my_judgements")
    assert panel.url == address(made, "received_application")
    assert "If one comes up now, say so" in words(page(made, made.assessors[0], "declare"))


def test_declaring_an_interest_keeps_away(made):
    made.allocated()
    ann = made.assessors[0]
    empty = sends(made, ann, "declare", has_interest="yes", interest="")
    assert "Enter what the interest is" in words(empty)

    answer = sends(made, ann, "declare", has_interest="yes", interest="My sister.")

    assert answer.url == "/awards/"
    for name in ("received_application", "my_judgements", "declare"):
        assert page(made, ann, name).status_code == 403
    shown = words(page(made, made.manager, "people"))
    assert "An interest was declared. My sister." in shown


def test_a_declaration_that_came_too_late(made, monkeypatch):
    def refuse(**said):
        raise actions.NotYours("Only who holds the seat declares, and before the decision.")

    made.allocated()
    monkeypatch.setattr(actions, "declare_interest", refuse)

    answer = sends(made, made.assessors[0], "declare", has_interest="no", interest="")

    assert "Only who holds the seat declares" in words(answer)


def test_whoever_joins_the_applicant_is_kept_away(made):
    made.allocated().declared()
    ann = made.assessors[0]
    MembershipFactory(organisation=made.application.organisation, user=ann, role="applicant")

    for name in ("received_application", "my_judgements", "declare"):
        assert page(made, ann, name).status_code == 403


def test_assessors_do_not_read_who_judges_besides(made):
    made.allocated().declared()

    shown = words(page(made, made.assessors[0], "received_application"))

    assert "Ben B" not in shown
    assert page(made, made.assessors[0], "people").status_code == 403
    assert page(made, made.assessors[0], "received_record").status_code == 403
