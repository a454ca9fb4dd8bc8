"""Schemes and self-assessments in the browser: made, faulty and mended, with axe and on a phone.

`PICTURES=docs/screenshots` in the environment takes the pictures of the guide anew.
"""

import datetime as dt

import pytest

from socialvalue.awards.actions import load_scheme
from socialvalue.awards.data_files import scheme_documents
from tests.browser.tender_life.person import Person
from tests.factories.accounts import OrganisationFactory, UserFactory
from tests.factories.awards import AT

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def organisation():
    """An organisation, with the schemes that come with the tool."""
    for document in scheme_documents():
        load_scheme(document=document, by="a test", at=AT)
    return OrganisationFactory(name="Upper Dale")


@pytest.fixture
def person(new_page, sign_in, accessible, organisation):
    """Sign somebody with a role in: `person("award_manager", javascript=False)`."""

    def signed_in(role, *, javascript=True):
        page = new_page(javascript=javascript)
        page.set_default_timeout(30_000)
        sign_in(page, UserFactory(roles=[role], roles__organisation=organisation))
        return Person(page, looks=accessible if javascript else None)

    return signed_in


@pytest.mark.long
def test_a_charter_is_made_its_fault_mended_and_published(person):
    manager = person("award_manager")
    manager.goes("/awards/schemes/")
    manager.sees("scheme-01-list", "Awards and charters")
    manager.sees_on_a_phone()
    manager.follows("Liverpool City Region Fair Employment Charter")
    manager.sees("scheme-02-charter")
    manager.sees_on_a_phone()
    manager.follows("Copy and change it")
    manager.fills("Name of the scheme", "Dale Fair Work Charter")
    manager.ticks("Charter")
    manager.presses("Start the draft")
    manager.is_told_it_is_done()
    manager.follows("Change the marks")
    manager.page.locator("[name=rows-2-title]").fill("")
    manager.presses("Save")
    manager.reads("Enter what the mark is called, or empty the row")
    manager.sees("")
    manager.sees_on_a_phone()
    manager.page.locator("[name=rows-2-definition]").fill("")
    manager.page.locator("[name=rows-2-points]").fill("")
    manager.presses("Save")
    manager.is_told_it_is_done()
    manager.reads("Still to do before it can be published")
    manager.sees("scheme-03-draft")
    manager.sees_on_a_phone()
    manager.follows("Accredited: It asks for a mark that is not there any more")
    manager.presses("Save")
    manager.reads("Select the mark that is needed")
    manager.sees("scheme-04-level")
    manager.sees_on_a_phone()
    for number in range(4):
        manager.page.locator(f"[name=rows-{number}-mark]").select_option("working_towards")
    manager.presses("Save")
    manager.reads("The draft is whole.")
    address = manager.page.url

    approver = person("approver", javascript=False)
    approver.goes(address)
    approver.presses("Read and publish")
    approver.sees("scheme-07-publish")
    approver.presses("Publish")
    approver.reads("Published: it can be opened for applications now")

    manager.goes(address)
    manager.follows("See the form")
    manager.reads("Dale Fair Work Charter")
    manager.sees("scheme-08-preview")
    manager.goes(address)
    manager.presses("Open for applications")
    manager.sees("scheme-09-run")


@pytest.mark.long
def test_a_standing_is_assessed_and_pay_recorded(person):
    officer = person("data_officer")
    officer.goes("/awards/schemes/")
    officer.follows("Anchor institution standing")
    officer.presses("Assess with this scheme")
    officer.presses("Begin")
    officer.presses("Save and finish")
    officer.reads("Select a mark for “All 14 commitments”")
    officer.sees("")
    officer.sees_on_a_phone()
    for choice in officer.page.locator("input[value=begun]").all():
        choice.check()
    for box in officer.page.locator("textarea").all():
        box.fill("Minutes of the board, item 7, 3 March 2026")
    officer.presses("Save and finish")
    officer.reads("“Cheshire and Merseyside Social Value Award” is not held.")
    officer.sees("scheme-05-standing")
    officer.sees_on_a_phone()

    officer.goes("/awards/employer/record/")
    officer.fills_date("On which day?", dt.date(2026, 6, 1))
    officer.ticks("London", "We do not know")
    officer.fills("How many people work for you there?", "40")
    officer.fills("What is the lowest pay for an hour?", "13.45")
    officer.sees("")
    officer.sees_on_a_phone()
    officer.presses("Keep these facts")
    officer.is_told_it_is_done()
    officer.reads("£13.45 an hour: £1.35 below the rate of 2025-26, £14.80")
    officer.sees("scheme-06-employer", "What you pay and offer")
    officer.sees_on_a_phone()
