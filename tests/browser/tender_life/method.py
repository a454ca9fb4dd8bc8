"""From the first word to a published method."""

import datetime as dt

from django.utils import timezone

from procurement.demonstration.tender_life import content
from procurement.tenders.models import Tender

TITLE = "Patient transport: clinics of the hills"
AREAS = ["Training and apprenticeships", "Local residents employed (in local labour market)"]
CONSIDERED = {
    "economic": "Economic: jobs, pay, skills, local business",
    "social": "Social: health, safety, communities, people who are left out",
    "environmental": "Environmental: air, carbon, waste, nature",
    "securing": "How could the procurement secure it?",
    "consulting_because": "Whom and when, or why not",
    "relevance": "Why is what you chose relevant and proportionate?",
}


def make_method(officer):
    """Make a tender and everything that its method needs; return the tender."""
    create(officer)
    tender = Tender.objects.get()
    officer.tender = f"/tenders/{tender.pk}/"
    consider(officer)
    weigh(officer)
    ask(officer)
    price(officer)
    return tender


def create(officer):
    """Say what is bought."""
    officer.goes("/tenders/")
    officer.sees("", "Tenders")
    officer.presses("New tender")
    officer.fills("Title", TITLE)
    officer.fills("Your reference", "MWH-2027-015")
    officer.ticks("Services", "Procurement Act 2023", "England")
    officer.fills("Estimated value without VAT", "900,000")
    officer.fills("Estimated value with VAT", "1,080,000")
    today = timezone.localdate()
    officer.fills_date("Day the procurement commences", today)
    officer.fills_date("Deadline for bids", today + dt.timedelta(days=30), time="12:00")
    officer.sees("tender-01-new")
    officer.presses("Save and continue")
    officer.reads("Consider this before you begin.")


def consider(officer):
    """Record what the Act asks to consider, and read what the law asks."""
    officer.goes(f"{officer.tender}duty/")
    for part, label in CONSIDERED.items():
        officer.fills(label, content()["considered"][part])
    officer.ticks("Yes")
    officer.sees("tender-02-duty", "What this contract could improve")
    officer.presses("Save and continue")
    officer.sees("tender-03-law", "Procurement Act 2023")


def weigh(officer):
    """Try a weight below the floor, then settle on 15%."""
    officer.goes(f"{officer.tender}weights/")
    for section, weight in [("Quality", "52"), ("Price", "40"), ("Social value", "8")]:
        officer.fills(section, weight)
    officer.reads("You have 8%: 2 percentage points short.")
    officer.sees("")
    officer.fills("Quality", "45")
    officer.fills("Social value", "15")
    officer.reads("You have 15%: 5 percentage points above.")
    officer.sees("tender-04-weights", "Weights")
    officer.presses("Save and continue")


def ask(officer):
    """Pick two areas for action, and write one quality question."""
    officer.ticks(*AREAS)
    officer.sees("tender-05-areas", "What should this contract change?")
    officer.presses("Save and continue")
    officer.sees("tender-06-questions", "Social value questions")
    officer.presses("Save and continue")
    question = content()["quality"][0]
    officer.fills("Title", question["title"])
    officer.fills("Question, as bidders read it", f"{question['question']} Do you hold ISO 9001?")
    officer.fills("Weight", "100")
    officer.page.get_by_label("Scale", exact=True).select_option("zero-to-five")
    officer.sees("", "Quality questions")
    officer.presses("Save and continue")
    officer.sees("", "Pass marks")


def price(officer):
    """Choose how prices are scored, beside a worked example."""
    officer.goes(f"{officer.tender}price/")
    officer.ticks("Between a published floor and ceiling (recommended)")
    officer.fills("Floor: a bid at or below it gets full marks", "700,000")
    officer.fills("Ceiling: a bid at or above it gets none", "1,100,000")
    officer.sees("tender-07-price", "Price")
    officer.presses("Save and continue")
    officer.reads("Price saved")
    officer.sees("tender-08-steps")


def check_method(officer):
    """Stress the method, answer what the rules find, and say where climate change stands."""
    officer.goes(f"{officer.tender}stress/")
    officer.reads("The method passes")
    officer.sees("tender-09-stress", "Stress test")
    officer.goes(f"{officer.tender}findings/")
    officer.sees("tender-10-findings", "Findings about the method")
    officer.follows("Say why it may stand")
    officer.fills("Why this may stand", "Equivalent certificates are taken: specification, part 4.")
    officer.sees("", "Say why this may stand")
    officer.presses("Save answer")
    officer.reads("Answer saved")
    officer.goes(f"{officer.tender}climate/")
    officer.ticks("In the specification")
    officer.sees("", "Climate change")
    officer.presses("Save and continue")


def publish(officer, approver):
    """Publish the method: the officer proposes, the approver confirms."""
    officer.goes(f"{officer.tender}publish/")
    officer.sees("tender-11-publish", "Check and publish the method")
    officer.presses("Propose to publish")
    officer.is_told_it_is_done()
    approver.goes(f"{officer.tender}publish/")
    approver.ticks("Yes, publish it")
    approver.sees("tender-12-confirm", "Check and publish the method")
    approver.presses("Save my decision")
    approver.reads("The method is published.")
    officer.goes(f"{officer.tender}versions/1/")
    officer.sees("")
