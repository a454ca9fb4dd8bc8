"""An award is judged in the browser: manager, two assessors, panel and approver, with axe.

`PICTURES=docs/screenshots` in the environment takes the pictures of the guide anew.
"""

import pytest
from playwright.sync_api import expect

from socialvalue.awards.models import Award
from tests.browser.tender_life.person import Person
from tests.factories.awards import SchemeVersionFactory
from tests.factories.judged import Judged
from tests.unit.socialvalue.calculations.awards import samples

pytestmark = pytest.mark.django_db(transaction=True)
CRITERIA = ("Jobs", "Pay", "Energy", "Waste")
ANSWERS = {
    "S1": "Twelve people of the valley work for us, nine of them since 2024. All are on payroll.",
    "S2": "Everybody earns the real living wage or more, apprentices too, since April 2025.",
    "E1": "Our looms run on electricity from the weir: 61,000 kWh in 2025, and none from the grid.",
    "E2": "We have begun to weigh what we throw away. A year of figures is ready in March.",
}
REASON = "Page 2: twelve people of the valley, all named on the payroll of March."


def prompted():
    """Return the weavers' scheme with prompts and a service level."""
    document = samples.document(decision_working_days=7)
    for theme in document["themes"]:
        for criterion in theme["criteria"]:
            criterion["prompts"] = ["How many people, and where?", "Since when, and who says so?"]
    return document


@pytest.fixture
def made():
    """An application that has just come in."""
    SchemeVersionFactory(document=prompted())
    judged = Judged()
    for code, text in ANSWERS.items():
        judged.application.answers.filter(criterion=code).update(text=text)
    return judged


@pytest.fixture
def person(new_page, sign_in, accessible):
    """Sign somebody in at a browser of their own: `person(user, javascript=False)`."""

    def signed_in(user, *, javascript=True):
        page = new_page(javascript=javascript)
        page.set_default_timeout(30_000)  # several people at once: the first pages take long
        sign_in(page, user)
        return Person(page, looks=accessible if javascript else None)

    return signed_in


def goes_to_work(who, link):
    """Open what waits at home."""
    who.goes("/awards/")
    who.follows(link)


def allocate(manager):
    """Give two assessors and a panel member their seats."""
    goes_to_work(manager, "Valley Looms: allocate assessors")
    manager.presses("Add assessors")
    manager.ticks("Ann A", "Ben B")
    manager.sees("award-01-allocate", "Add assessors")
    manager.presses("Give a seat")
    manager.is_told_it_is_done()
    manager.presses("Add panel members")
    manager.ticks("Pat Panel")
    manager.presses("Give a seat")
    manager.is_told_it_is_done()
    manager.sees("award-02-people", "Who judges")
    manager.sees_on_a_phone()


def declare(who):
    """Declare that one has no interest."""
    goes_to_work(who, "Valley Looms: declare your interests")
    who.ticks("No, I have no interest")
    who.presses("Declare")
    who.is_told_it_is_done()


def judge(who, marks, *, picture=""):
    """Judge each criterion, and hand in."""
    who.presses("Start judging")
    for title, mark in zip(CRITERIA, marks, strict=True):
        expect(who.page.get_by_role("heading", level=1)).to_contain_text(title)
        who.ticks(mark)
        who.fills("Your reason", REASON)
        if title == "Jobs":
            who.ticks("jobs.txt")
            if picture:
                who.sees(picture)
                who.sees_on_a_phone()
        who.presses("Save and next")
        who.is_told_it_is_done()
    if picture:
        who.sees("award-06-hand-in", "My judgements")
    who.presses("Hand in my judgements")
    who.is_told_it_is_done()
    who.reads("What you handed in stays as it is")


def agree(panellist):
    """Agree on every criterion, side by side."""
    goes_to_work(panellist, "Valley Looms: agree marks on the panel")
    panellist.sees("award-07-panel", "Panel")
    panellist.sees_on_a_phone()
    panellist.presses("Start agreeing")
    for title in CRITERIA:
        expect(panellist.page.get_by_role("heading", level=1)).to_contain_text(title)
        panellist.ticks("Partly met")
        panellist.fills("The reason for it", REASON)
        if title == "Pay":
            panellist.sees("award-08-agree")
            panellist.sees_on_a_phone()
        panellist.presses("Agree and next")
        panellist.is_told_it_is_done()
    panellist.reads("The judgements come to: Aspiring.")


def propose(manager):
    """Propose the level that the marks come to, with a condition."""
    goes_to_work(manager, "Valley Looms: propose the decision")
    manager.ticks("Aspiring")
    manager.fills("Feedback for the applicant", "Strong on jobs. Measure your waste next.")
    manager.page.get_by_text("Conditions of the award").click()
    manager.sees("award-09-propose", "Propose the decision")
    manager.sees_on_a_phone()
    manager.presses("Propose the decision")
    manager.is_told_it_is_done()


def approve(approver):
    """Approve: the award is made, and the letter written."""
    goes_to_work(approver, "Valley Looms: approve or return the decision")
    approver.sees("award-10-approve", "Approve or return")
    approver.sees_on_a_phone()
    approver.presses("Decide")
    expect(approver.page.get_by_role("heading", name="There is a problem")).to_be_visible()
    approver.ticks("Approve")
    approver.presses("Decide")
    approver.is_told_it_is_done()


def test_two_assessors_a_panel_and_an_approver(made, person):
    manager, approver = person(made.manager), person(made.approver)
    first = person(made.assessors[0])
    second = person(made.assessors[1], javascript=False)
    panellist = person(made.panellist)

    manager.goes("/awards/")
    manager.sees("award-00-home", "Awards")
    allocate(manager)
    first.goes("/awards/")
    first.follows("Valley Looms: declare your interests")
    first.sees("award-03-declare", "Declare your interests")
    declare(first)
    first.sees("award-04-my-judgements", "My judgements")
    declare(second)
    declare(panellist)
    judge(first, ["Met", "Met", "Partly met", "Not met"], picture="award-05-judge")
    judge(second, ["Partly met", "Met", "Not met", "Not met"])
    agree(panellist)
    propose(manager)
    approve(approver)
    approver.sees("award-11-decided", "Valley Looms Decided")
    manager.goes("/awards/figures/")
    manager.sees("award-12-figures", "Figures")
    manager.goes("/awards/received/")
    manager.sees("award-13-received", "Applications received")

    assert Award.objects.get().level == "aspiring"
