"""An applicant's story: from a letter to an application that is handed in.

`PICTURES=docs/screenshots` before the command takes the pictures of the guide anew.
"""

import datetime as dt
import re

import pytest
from django.core import mail
from django.core.management import call_command

from socialvalue.awards.models import Application, SchemeVersion
from tests.browser.tender_life.person import Person
from tests.factories.accounts import OrganisationFactory
from tests.factories.awards import QuestionFactory, RunningFactory
from tests.factories.places import AreaFactory
from tests.unit.socialvalue.calculations.evidence.files import PDF

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.long]

ANSWER = (
    "In 2025 we trained 42 young people of Liverpool who were out of work. 31 of them had a job "
    "or an apprenticeship six months later. Without us the nearest place to train was Warrington."
)
CRITERIA = ("Social value", "Economic value", "Environmental value", "Innovation")


@pytest.fixture
def running(settings, tmp_path):
    """The Cheshire and Merseyside award, open for application."""
    settings.DATA_DIR = tmp_path
    AreaFactory(code="E08000012", name="Liverpool")
    call_command("load_schemes", verbosity=0)
    return RunningFactory(
        organisation=OrganisationFactory(name="Mersey Award Office (made up)"),
        version=SchemeVersion.objects.get(code="cheshire-merseyside-award"),
    )


@pytest.fixture
def policy(tmp_path):
    """A file of evidence."""
    path = tmp_path / "training-figures-2025.pdf"
    path.write_bytes(PDF)
    return path


def opens_the_organisation(person):
    """Go from the open schemes to an organisation with an account."""
    person.goes("/awards/apply/")
    person.sees("apply-01-open", "Apply for an award or charter")
    person.follows("Cheshire and Merseyside Social Value Award")
    person.sees("apply-02-scheme", "Cheshire and Merseyside Social Value Award")
    person.page.get_by_text("Add your organisation and apply", exact=True).click()
    person.presses("Send me the link")
    person.reads("There is a problem")
    person.fills("Name of your organisation", "Valley Weavers CIC")
    person.page.get_by_label("What kind of organisation is it?").select_option("vcse")
    person.page.get_by_label("Where is it mainly?").select_option("E08000012")
    person.fills("Your work e-mail address", "wanda@example.org")
    person.sees("apply-03-organisation")
    person.presses("Send me the link")
    person.sees("", "Look into your mailbox")
    person.goes(re.search(r"http\S+(/awards/\S+)", mail.outbox[-1].body)[1])
    person.fills("Your full name", "Wanda Weaver")
    person.page.locator("[name=password]").fill("three words together")
    person.sees("apply-04-account")
    person.presses("Add the organisation")
    person.sees("", "Apply for an award or charter")


def begins(person):
    """Confirm what the scheme asks, and begin."""
    person.follows("Cheshire and Merseyside Social Value Award")
    person.page.get_by_text("Apply now", exact=True).click()
    for box in person.page.get_by_role("checkbox").all():
        box.check()
    person.sees("apply-05-begin", "Begin an application")
    person.presses("Begin the application")
    person.reads("0 of 4 criteria ready")


def answers(person, policy):
    """Answer the first criterion with a file after one was refused, and the others with words."""
    person.page.get_by_role("link", name="Social value", exact=True).click()
    person.sees("apply-06-criterion", "Social value")
    person.fills("Your answer", ANSWER)
    person.fills("What does it show?", "Who trained, and who has work")
    person.page.locator("input[type=file]").set_input_files(
        {"name": "figures.docm", "mimeType": "application/pdf", "buffer": b"MZ\x90\0"}
    )
    person.presses("Save and continue")
    person.reads("The file is of a kind that is not taken here")
    person.sees("apply-07-refused")
    assert person.page.get_by_label("Your answer", exact=True).input_value() == ANSWER
    person.page.locator("input[type=file]").set_input_files(policy)
    person.presses("Save and continue")
    for name in CRITERIA[1:]:
        person.sees("", name)
        person.fills("Your answer", ANSWER)
        person.ticks("training-figures-2025.pdf")
        if name == CRITERIA[1]:
            person.sees("apply-08-evidence")
        person.presses("Save and continue")
    person.reads("4 of 4 criteria ready")
    person.sees("apply-09-tasks")


def hands_in(person):
    """Check everything, declare, and hand in."""
    person.page.get_by_text("Check and hand in", exact=True).click()
    person.sees("apply-10-check", "Check your application")
    person.ticks("Yes, anybody may see that we hold it")
    for box in person.page.get_by_role("checkbox").all():
        box.check()
    person.presses("Hand in the application")
    person.reads("Handed in")


def is_asked_and_answers(person):
    """Answer a question that the assessors ask."""
    application = Application.objects.get()
    QuestionFactory(application=application, asked_at=dt.datetime.now(dt.UTC))
    person.goes(f"/awards/applications/{application.pk}/")
    person.sees("apply-11-question")
    person.page.get_by_text("Answer", exact=True).click()
    person.fills("Your answer", "Thirty of them.")
    person.sees("", "Answer the assessors")
    person.presses("Send the answer")
    person.reads("Questions that you answered")
    person.sees("apply-12-waiting")


def test_an_applicant_without_an_account_applies(page, running, policy, accessible):
    person = Person(page, looks=accessible)

    opens_the_organisation(person)
    begins(person)
    person.sees_on_a_phone()
    answers(person, policy)
    person.sees_on_a_phone()
    hands_in(person)
    is_asked_and_answers(person)

    application = Application.objects.get()
    assert (application.state, str(application.organisation)) == (
        "submitted", "Valley Weavers CIC",
    )  # fmt: skip
    for address in ("evidence/", "evidence/add/", "evidence/facts/", "applications/"):
        person.goes(f"/awards/{address}")
        person.sees("apply-13-evidence" if address == "evidence/" else "")
    for part in ("summary/", "amend/", "withdraw/", "register/"):
        person.goes(f"/awards/applications/{application.pk}/{part}")
        person.sees("")


def test_an_applicant_applies_without_javascript(plain_page, running, policy):
    person = Person(plain_page)

    opens_the_organisation(person)
    begins(person)
    answers(person, policy)
    hands_in(person)
    is_asked_and_answers(person)

    assert Application.objects.get().questions.get().answer == "Thirty of them."


def test_an_answer_is_written_and_saved_by_keyboard(page, running):
    person = Person(page)
    opens_the_organisation(person)
    begins(person)
    person.page.get_by_role("link", name="Social value", exact=True).click()

    page.get_by_label("Your answer", exact=True).focus()
    page.keyboard.type("Forty-two people.")
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent.trim()") == "Save and continue":
            break
    page.keyboard.press("Enter")
    person.sees("", "Economic value")

    assert Application.objects.get().answers.get().text == "Forty-two people."
