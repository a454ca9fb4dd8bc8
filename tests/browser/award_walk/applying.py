"""A scheme is opened, and an organisation without an account applies to it."""

import datetime as dt
import re

from django.core import mail

from tests.browser.award_walk.people import HOLDER, OFFICE

FILE = "figures-2025.pdf"
KIND = "Voluntary, community or social enterprise"
PAY = "Pay and hours on 1 June 2026"
SHOWS = "Who took part, by month and street"


def opens_scheme(manager, scheme):
    """Let the award manager open the scheme for applications, with a public register."""
    manager.goes("/awards/schemes/")
    manager.comes_to("Awards and charters")
    manager.follows(scheme.title)
    manager.comes_to(scheme.title)
    manager.presses("Open for applications")
    manager.comes_to("Open for applications")
    manager.fills("E-mail address for questions about the scheme", "awards@example.org")
    manager.ticks("Yes, of holders who agree to be on it")
    manager.presses("Open for applications")
    manager.is_told_it_is_done()
    manager.comes_to(scheme.title)
    manager.reads("0 applications received")


def adds_the_organisation(applicant, scheme):
    """Go from the public page of the scheme to an organisation with an account."""
    applicant.goes("/awards/apply/")
    applicant.comes_to("Apply for an award or charter")
    applicant.follows(scheme.title)
    applicant.comes_to(scheme.title)
    applicant.reads(OFFICE)
    applicant.presses("Add your organisation and apply")
    applicant.comes_to("Add your organisation")
    applicant.fills("Name of your organisation", HOLDER)
    applicant.chooses("What kind of organisation is it?", KIND)
    applicant.chooses("Where is it mainly?", "Liverpool")
    applicant.fills("Your work e-mail address", "wanda@example.org")
    applicant.presses("Send me the link")
    applicant.comes_to("Look into your mailbox")
    applicant.goes(re.search(r"http\S+(/awards/\S+)", mail.outbox[-1].body)[1])
    applicant.fills("Your full name", "Wanda Weaver")
    applicant.fills("Password", "three words together")
    applicant.sees("")
    applicant.presses("Add the organisation")
    applicant.comes_to("Apply for an award or charter")


def begins(applicant, scheme):
    """Confirm what the scheme asks to be confirmed, and begin."""
    applicant.follows(scheme.title)
    applicant.presses("Apply now")
    applicant.comes_to("Begin an application")
    applicant.ticks(*scheme.statements)
    applicant.presses("Begin the application")
    applicant.comes_to(scheme.title)
    applicant.reads(f"0 of {len(scheme.criteria)} criteria ready")


def records_pay(applicant, scheme, plan):
    """Record what is paid, from the page of a criterion that it shows; it is evidence then."""
    task = applicant.page.url
    for criterion in scheme.criteria:
        if criterion.code in plan.paid:
            applicant.follows(re.compile(f"^{re.escape(criterion.title)}$"))
            applicant.follows("record it")
            applicant.fills_date("On which day?", dt.date(2026, 6, 1))
            applicant.ticks("United Kingdom outside London", "Yes")
            applicant.fills("How many people work for you there?", "40")
            applicant.fills("What is the lowest pay for an hour?", "13.45")
            applicant.presses("Keep these facts")
            applicant.is_told_it_is_done()
            applicant.goes(task)


def answers(applicant, scheme, plan, file):
    """Answer every criterion in turn, or leave it out; a file is given once and named again."""
    applicant.follows(re.compile(f"^{re.escape(scheme.criteria[0].title)}$"))
    is_given = False
    for criterion in scheme.criteria:
        applicant.comes_to(criterion.title)
        if criterion.code in plan.left_out:
            applicant.ticks("We leave this criterion out: we have nothing to show for it")
        else:
            applicant.fills("Your answer", answer_to(criterion))
            if criterion.code in plan.paid:
                applicant.ticks(PAY)
            elif criterion.needs_evidence and is_given:
                applicant.ticks(FILE)
            elif criterion.needs_evidence:
                gives_evidence(applicant, file)
                is_given = True
        applicant.presses("Save and continue")
        applicant.is_told_it_is_done()
    applicant.comes_to(scheme.title)
    applicant.reads(f"{len(scheme.criteria)} of {len(scheme.criteria)} criteria ready")


def answer_to(criterion):
    """Return what the applicant says about a criterion."""
    return f"{criterion.title}: 42 people of Liverpool since March 2025, 31 of them a year later."


def gives_evidence(applicant, file):
    """Give a file, and say what it shows and of which day it is."""
    applicant.unfolds("Add a file as evidence")
    applicant.gives_file(file)
    applicant.fills("What does it show?", SHOWS)
    applicant.fills_date("Of which day is it?", dt.date(2026, 3, 31))


def hands_in(applicant, scheme):
    """Check everything, declare, and hand in."""
    applicant.presses("Check and hand in")
    applicant.comes_to("Check your application")
    applicant.reads(scheme.criteria[0].question)
    applicant.ticks("Yes, anybody may see that we hold it")
    applicant.ticks(
        "What we say in this application is true, and we can show the evidence for it",
        "I may apply on behalf of the organisation",
    )
    applicant.presses("Hand in the application")
    applicant.is_told_it_is_done()
    applicant.comes_to(scheme.title)
    applicant.reads("Handed in")
