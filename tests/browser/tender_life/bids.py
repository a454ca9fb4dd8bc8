"""Bids come in, sealed; the deadline passes; two people open them."""

import datetime as dt
import io
from decimal import Decimal

import openpyxl
from django.utils import timezone

from procurement.demonstration.tender_life import content
from procurement.tenders.actions.hurrying import bring_deadline_forward
from procurement.tenders.models import Tender
from tests.browser.tender_life.method import TITLE

QUESTIONS = ["Q1", "SV1", "SV2"]
# The template has ten rows for the commitments under each question, the first in row 5.
FIRST_ROW, ROWS = 5, 10


def bidders():
    """Return what two of the demonstration's bidders say, by their names."""
    first, _, third = content()["bids"]
    return {bid["bidder"]: bid for bid in (first, third)}


def receive(officer, folder):
    """Receive one bid by hand, and one in a filled template."""
    typed, written = bidders().values()
    officer.goes(f"{officer.tender}bids/")
    officer.sees("", "Bids")
    officer.follows("Type in a bid")
    type_in(officer, typed)
    officer.sees("tender-13-type-bid", "Type in a bid")
    officer.presses("Check the bid")
    officer.sees("tender-14-check-bid", "Check the bid")
    officer.presses("Receive and seal")
    with officer.page.expect_download() as download:
        officer.page.locator("main a[href*=template]").first.click()
    path = folder / "response.xlsx"
    path.write_bytes(filled(download.value.path().read_bytes(), written))
    officer.follows("Upload a filled template")
    officer.page.locator("main input[type=file]").set_input_files(path)
    officer.sees("", "Upload a filled template")
    officer.presses("Check the file")
    officer.sees("", "Check the bid")
    officer.presses("Receive and seal")
    officer.sees("tender-15-sealed", "Bids")
    sealed = officer.page.locator("main").inner_text()
    assert [name for name in bidders() if name in sealed] == []


def type_in(officer, bid):
    """Type in a bid with its answers and commitments."""
    officer.fills("Bidder", bid["bidder"])
    officer.fills("Price, without VAT", bid["price"])
    answers = officer.page.get_by_label("Answer", exact=True)
    for number, code in enumerate(QUESTIONS):
        answers.nth(number).fill(bid["answers"][code])
    for promise in asked_for(bid):
        summary = f"Commitment 1 under {promise['question']}"
        part = officer.page.locator("details", has_text=summary)
        if part.get_attribute("open") is None:
            part.locator("summary").click()
        for label, key in [
            ("What will be delivered", "measure"), ("How many", "quantity"), ("Unit", "unit"),
            ("Where", "where"), ("For whom", "for_whom"),
        ]:  # fmt: skip
            part.get_by_label(label).fill(promise[key])
        day = promise["due_on"]
        for label, number in [("Day", day.day), ("Month", day.month), ("Year", day.year)]:
            part.get_by_label(label).fill(str(number))


def asked_for(bid):
    """Return the commitments of a bid under the questions of this tender."""
    return [each for each in bid["commitments"] if each["question"] in QUESTIONS]


def filled(template, bid):
    """Return the template as the bidder fills it in."""
    book = openpyxl.load_workbook(io.BytesIO(template))
    book["Your bid"]["B4"], book["Your bid"]["B6"] = bid["bidder"], Decimal(bid["price"])
    for row, code in enumerate(QUESTIONS, start=FIRST_ROW):
        book["Answers"][f"D{row}"] = bid["answers"][code]
    for number, promise in enumerate(asked_for(bid)):
        row = FIRST_ROW + ROWS * number
        told = promise | {"quantity": Decimal(promise["quantity"])}
        columns = ("measure", "quantity", "unit", "due_on", "where", "for_whom")
        for letter, key in zip("BCDEFG", columns, strict=True):
            book["Commitments"][f"{letter}{row}"] = told[key]
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def pass_deadline():
    """Let the deadline pass: the clock of the database decides, so the deadline is moved.

    Only a demonstration's may be moved, so for this moment the tender is one.
    """
    Tender.objects.update(is_demonstration=True)
    passed = timezone.now() - dt.timedelta(seconds=2)
    for tender in Tender.objects.all():
        bring_deadline_forward(tender=tender, by="the tests", at=passed)
    Tender.objects.update(is_demonstration=False)


def seat_panel(officer, members):
    """Put the evaluators and the moderator on the panel; each declares before bids are opened."""
    names = ["Eve First, evaluator", "Sam Second, evaluator", "Mo Moderator, moderator"]
    for number, (name, member) in enumerate(zip(names, members, strict=True)):
        officer.goes(f"{officer.tender}evaluation/panel/add/")
        if not number:
            officer.sees("")
        officer.ticks(name)
        officer.presses("Add to the panel")
        officer.is_told_it_is_done()
        member.goes("/scoring/")
        if not number:
            member.sees("evaluator-01-my-scoring", "My scoring")
        member.follows(TITLE)
        member.ticks("No, none that I know of")
        if not number:
            member.sees("evaluator-02-declare", "Declare your interests")
        member.presses("Declare")
        member.is_told_it_is_done()
    officer.goes(f"{officer.tender}evaluation/panel/")
    officer.sees("tender-16-panel", "Panel")


def open_bids(officer, approver):
    """Open the bids by two people."""
    officer.goes(f"{officer.tender}bids/opening/")
    officer.sees("", "Open the bids")
    officer.presses("Propose to open the bids")
    officer.is_told_it_is_done()
    approver.goes(f"{officer.tender}bids/opening/")
    approver.ticks("Yes, open them now")
    approver.sees("tender-17-open", "Open the bids")
    approver.presses("Save my decision")
    approver.sees("", "Bids")
    officer.goes(f"{officer.tender}bids/")
    officer.follows("Estuary Patient Care CIC")
    officer.sees("tender-18-bid")
