"""A procurement officer takes a tender from the first word to the result."""

import json

import pytest
from django.core.management import call_command
from playwright.sync_api import expect

from procurement.tenders.models import Tender
from tests.factories.accounts import OrganisationFactory, UserFactory
from tests.factories.bids import bid_for
from tests.factories.tenders import whole_method

pytestmark = pytest.mark.django_db(transaction=True)

REASON = "Method statement, page 4: a rota for every area, and audits every month."


@pytest.fixture
def officer():
    """A procurement officer of an NHS trust, with the published matrix and rules at hand."""
    call_command("load_frameworks", verbosity=0)
    trust = OrganisationFactory(name="Mereside Hospitals", place_code="E54000008")
    return UserFactory(
        name="Olive Officer", roles=["procurement_officer"], roles__organisation=trust
    )


def press(page, name):
    """Press the button or follow the link of that name."""
    page.get_by_role("button", name=name, exact=True).first.click()


def fill_date(page, legend, day, month, year, time=""):
    """Fill in a date, and a time if there is one."""
    group = page.get_by_role("group", name=legend)
    for label, value in [("Day", day), ("Month", month), ("Year", year), ("Time", time)]:
        if value:
            group.get_by_label(label).fill(value)


def make_tender(page, check):
    """Make a tender, as far as its weights."""
    page.goto("/tenders/")
    check(page)
    press(page, "New tender")
    page.get_by_label("Title").fill("Patient catering")
    page.get_by_label("Your reference").fill("MH-2027-001")
    page.get_by_label("Services", exact=True).check()
    page.get_by_label("Procurement Act 2023").check()
    page.get_by_label("England", exact=True).check()
    page.get_by_label("Estimated value without VAT").fill("1,000,000")
    page.get_by_label("Estimated value with VAT").fill("1,200,000")
    fill_date(page, "Day the procurement commences", "1", "6", "2026")
    fill_date(page, "Deadline for bids", "24", "7", "2026", "12:00")
    check(page)
    press(page, "Save and continue")


def weigh(page, check, *, live):
    """Try a weight below the floor, then settle on 15%."""
    page.get_by_label("Quality").fill("52")
    page.get_by_label("Price").fill("40")
    page.get_by_label("Social value").fill("8")
    if not live:
        press(page, "Check")
    expect(page.get_by_text("You have 8%: 2 percentage points short.")).to_be_visible()
    expect(page.get_by_label("Why this tender departs from the rule")).to_be_visible()
    check(page)
    page.get_by_label("Quality").fill("45")
    page.get_by_label("Social value").fill("15")
    if live:
        expect(page.get_by_text("You have 15%: 5 percentage points above.")).to_be_visible()
    press(page, "Save and continue")


def ask(page, check):
    """Pick three areas for action, and write one quality question."""
    for area in ["Training and apprenticeships", "Living wage", "Community centres"]:
        page.get_by_label(area, exact=True).check()
    check(page)
    press(page, "Save and continue")
    expect(page.get_by_role("textbox", name="Weight").first).to_have_value("33.34")
    check(page)
    press(page, "Save and continue")
    page.get_by_label("Title").fill("Running the kitchens")
    page.get_by_label("Question, as bidders read it").fill("How will you run the kitchens?")
    page.get_by_role("textbox", name="Weight").fill("100")
    page.get_by_label("Scale", exact=True).select_option("ten-uneven")
    check(page)
    press(page, "Save and continue")


def price_and_fix(page, check):
    """Choose how prices are scored, and fix the method."""
    page.get_by_label("Between a published floor and ceiling (recommended)").check()
    page.get_by_role("textbox", name="Floor").fill("800000")
    page.get_by_role("textbox", name="Ceiling").fill("1200000")
    check(page)
    press(page, "Save and continue")
    check(page)
    press(page, "Check and fix the method")
    check(page)
    page.get_by_role("link", name="Say where this tender deals with climate change").click()
    page.get_by_label("In the specification").check()
    check(page)
    press(page, "Save and continue")
    check(page)
    press(page, "Fix the method")
    expect(page.get_by_text("The method is fixed. You can record bids now")).to_be_visible()


def record_bids(page, check):
    """Record two bids."""
    page.get_by_role("link", name="Bids", exact=True).click()
    check(page)
    for bidder, price in [("Alderfinch Ltd", "1,000,000"), ("Brightwater CIC", "900,000")]:
        press(page, "Record a bid")
        page.get_by_label("Bidder").fill(bidder)
        page.get_by_label("Price").fill(price)
        fill_date(page, "When the bid came in", "23", "7", "2026", "16:20")
        check(page)
        press(page, "Save bid")
    check(page)
    press(page, "Go on to scores")


def score(page, check, points):
    """Give every question of a bid the same score, the lowest of its scale being 0."""
    for group in page.get_by_role("group", name="Score").all():
        group.get_by_role("radio").nth(points).check()
    for reason in page.get_by_label("Reason for this score").all():
        reason.fill(REASON)
    check(page)
    press(page, "Save and continue")


def score_and_rank(page, check):
    """Score both bids, and read who is first."""
    check(page)
    page.get_by_role("link", name="Alderfinch Ltd").click()
    press(page, "Save and continue")
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    check(page)
    score(page, check, 4)
    score(page, check, 3)
    check(page)
    press(page, "Go to the result")
    expect(page.get_by_role("heading", name="Result", exact=True)).to_be_visible()
    expect(page.get_by_role("row", name="1 Alderfinch Ltd")).to_be_visible()
    check(page)


# Quality and social value: 60 of 60 against 48 (8 of 10 is 0.8) and 45 x 0.8 + 15 x 0.75 = 47.25.
# Price, of 40: (1.2m - 1.0m) / 0.4m = 20 against (1.2m - 0.9m) / 0.4m = 30.
TOTALS = {"Alderfinch Ltd": "80.00", "Brightwater CIC": "77.25"}


def walk(page, check, *, live):
    """Walk the whole thread, and compare the totals with those worked out by hand."""
    make_tender(page, check)
    weigh(page, check, live=live)
    ask(page, check)
    price_and_fix(page, check)
    record_bids(page, check)
    score_and_rank(page, check)
    for bidder, total in TOTALS.items():
        row = page.get_by_role("region", name="Ranking").get_by_role("row", name=bidder)
        expect(row.get_by_role("cell").last).to_have_text(total)


def test_from_the_first_word_to_the_result(page, sign_in, officer, accessible):
    sign_in(page, officer)

    walk(page, accessible, live=True)

    with page.expect_download() as download:
        page.get_by_role("link", name="Evaluation bundle (JSON)").click()
    bundle = json.loads(download.value.path().read_text(encoding="utf-8"))
    assert [bid["price"] for bid in bundle["bids"]] == ["1000000.00", "900000.00"]
    page.get_by_role("link", name="Report to read and print").click()
    accessible(page)


def test_without_javascript(plain_page, sign_in, officer):
    sign_in(plain_page, officer)

    walk(plain_page, lambda page: None, live=False)


def test_on_a_phone(narrow_page, sign_in, officer, accessible):
    sign_in(narrow_page, officer)

    walk(narrow_page, accessible, live=True)


def test_scoring_with_the_keyboard_alone(page, sign_in, officer):
    organisation = officer.memberships.get().organisation
    methodology = whole_method(fixed=True, organisation=organisation)
    bid = bid_for(methodology)
    sign_in(page, officer)
    page.goto(f"/tenders/{methodology.tender.pk}/evaluation/bids/{bid.pk}/")

    for number in range(2):
        while not page.evaluate(f"document.activeElement.name === 'points_{number}'"):
            page.keyboard.press("Tab")
        page.keyboard.press("Space")
        page.keyboard.press("ArrowRight")
        page.keyboard.press("Tab")
        page.keyboard.type(REASON)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page.get_by_text("Every score is in.")).to_be_visible()
    points = [f"{score.points:f}" for score in bid.scores.order_by("position")]
    assert points == ["1", "1"]
    assert Tender.objects.get(pk=methodology.tender.pk).state == "scoring"
