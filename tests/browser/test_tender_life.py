"""A tender's whole life in the browser, by five people, with axe on every distinct page.

`PICTURES=docs/screenshots` in the environment takes the pictures of the guides anew.
"""

import pytest
from django.core.management import call_command

from procurement.tenders.models import Tender
from tests.browser.tender_life import bids, decision, method, scoring
from tests.browser.tender_life.people import five_people

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _files_go_nowhere(settings, tmp_path):
    storage = settings.STORAGES["default"] | {"OPTIONS": {"location": tmp_path / "files"}}
    settings.STORAGES = settings.STORAGES | {"default": storage}


def test_a_tender_from_draft_to_letters(new_page, sign_in, accessible, tmp_path):
    call_command("load_frameworks", verbosity=0)
    people = five_people(new_page, sign_in, accessible)
    officer, approver, moderator = people.officer, people.approver, people.moderator
    members = [people.first, people.second, moderator]

    method.make_method(officer)
    people.meet_at(officer.tender)
    method.check_method(officer)
    method.publish(officer, approver)
    bids.receive(officer, tmp_path)
    bids.seat_panel(officer, members)
    bids.pass_deadline()
    bids.open_bids(officer, approver)
    scoring.declare(members)
    scoring.start_scoring(officer)
    scoring.score_by_keyboard(people.first)
    scoring.score_without_javascript(people.second)
    scoring.moderate(moderator, people.first)
    decision.by_two(
        moderator, approver, "lock", picture="tender-22-lock", confirm="Confirm and lock quality"
    )
    decision.prices_are_hidden_from(people.all())
    decision.by_two(
        officer, approver, "prices", picture="tender-23-prices", confirm="Confirm and open prices"
    )
    decision.rank(officer)
    decision.by_two(
        officer, approver, "approval", picture="tender-28-approve", confirm="Approve the result"
    )
    decision.plan_standstill(officer)
    decision.send_letters(officer)
    decision.stand_still(officer)
    decision.award(officer)

    assert Tender.objects.get().state == "awarded"
