"""Lock, open prices, rank, approve; then letters, the standstill, the award and the record."""

import datetime as dt

from django.utils import timezone
from playwright.sync_api import expect

from procurement.tenders.models import Tender
from socialvalue.jobs import actions as jobs
from socialvalue.jobs.models import Job
from tests.browser.tender_life.bids import bidders
from tests.factories.decided import with_notice

NOTICE = "2026/S 000-012345"


def by_two(first, second, step, *, picture, confirm):
    """Let one person propose a step and another confirm it."""
    first.goes(f"{first.tender}evaluation/{step}/")
    first.sees("")
    first.page.locator("main button[value=propose]").click()
    first.is_told_it_is_done()
    second.goes(f"{second.tender}evaluation/{step}/")
    second.sees(picture)
    second.presses(confirm)
    second.is_told_it_is_done()


def prices_are_hidden_from(people):
    """Assert that nobody reads a price of a bid before prices are opened."""
    for person in people:
        person.goes(person.tender)
        for bid in bidders().values():
            assert f"{int(bid['price'][:-3]):,}" not in person.page.content()


def rank(officer):
    """Store the ranking, and read it from every side."""
    officer.goes(f"{officer.tender}evaluation/ranking/")
    officer.sees("", "Prices and ranking")
    officer.presses("Store the ranking")
    # Quality 36 and 36 of 45 (4 of 5 each). Social value, of 15: 7.5 x 0.75 + 7.5 x 1 = 13.125
    # against 7.5 x 0.75 x 2 = 11.25. Price, of 40: (1,100,000 - 861,300) / 400,000 = 23.87
    # against (1,100,000 - 912,450) / 400,000 = 18.755. Together 72.995 and 66.005.
    ranking = officer.page.get_by_role("region", name="Ranking")
    for bidder, total in zip(bidders(), ("66.01", "73.00"), strict=True):
        row = ranking.get_by_role("row", name=bidder)
        expect(row.get_by_role("cell").last).to_have_text(total)
    officer.sees("tender-25-result", "Result")
    officer.sees_on_a_phone()
    officer.goes(f"{officer.tender}evaluation/comparison/")
    officer.sees("tender-26-comparison", "Compare bids")
    officer.sees_on_a_phone()
    officer.goes(f"{officer.tender}evaluation/sensitivity/")
    officer.reads("is ranked first")
    officer.sees("tender-27-sensitivity")


def plan_standstill(officer):
    """Plan the notice, so that the letters can say when the standstill ends."""
    officer.goes(f"{officer.tender}evaluation/standstill/notice/")
    officer.ticks("Not yet: plan the standstill for a day", "Holidays of England and Wales")
    officer.fills_date("Day of the notice", timezone.localdate() + dt.timedelta(days=1))
    officer.sees("", "Notice and standstill")
    officer.presses("Save")
    officer.reads("day by day")


def send_letters(officer):
    """Say where bidders are written to, make all letters in one job, and issue them."""
    officer.goes(f"{officer.tender}evaluation/letters/")
    officer.reads("6 things missing")
    officer.sees("", "Letters")
    officer.goes(f"{officer.tender}evaluation/letters/contacts/")
    for number in range(2):
        for label, words in [
            ("Postal address", "1 Mill Lane, Birkenhead CH41 1AA"),
            ("E-mail address", "bids@bidder.example"),
            ("Unique identifier", f"GB-COH-0000000{number}"),
        ]:
            officer.page.get_by_label(label, exact=True).nth(number).fill(words)
    officer.sees("", "Where suppliers are written to")
    officer.presses("Save")
    officer.page.locator("main a[href*=preview]").last.click()
    officer.sees("tender-29-preview")
    officer.goes(f"{officer.tender}evaluation/letters/")
    officer.presses("Make all letters")
    officer.page.wait_for_url("**/jobs/**")
    work()
    officer.page.reload()
    officer.sees("")
    officer.goes(f"{officer.tender}evaluation/letters/")
    officer.sees("tender-30-letters", "Letters")
    officer.follows("Issue these letters")
    officer.sees("", "Issue letters")
    officer.presses("Issue 2 letters")
    officer.reads("Letters issued.")
    with officer.page.expect_download() as download:
        officer.page.locator("main a[href$='/pdf/']").first.click()
    assert download.value.path().read_bytes().startswith(b"%PDF-")


def work():
    """Do what waits, as the worker would."""
    for job in Job.objects.unattended(at=Job.objects.latest("asked_at").asked_at):
        jobs.run(job_id=job.pk)


def stand_still(officer):
    """Record the notice; the contract is not awarded before the standstill is over."""
    officer.goes(f"{officer.tender}evaluation/standstill/notice/")
    officer.ticks("Yes: it is published", "Holidays of England and Wales")
    officer.fills_date("Day of the notice", timezone.localdate())
    officer.fills("Its number or address on the platform", NOTICE)
    officer.presses("Save")
    officer.reads("The contract cannot be awarded yet.")
    officer.sees("tender-31-standstill", "Standstill and award")


def award(officer):
    """Award the contract once the standstill is over, and read the file and the record."""
    month_ago = timezone.localdate() - dt.timedelta(days=30)
    with_notice(Tender.objects.get(), day=month_ago, because="The test lets a month pass.")
    officer.goes(f"{officer.tender}evaluation/award/")
    officer.sees("", "Award the contract")
    officer.presses("Award the contract")
    officer.is_told_it_is_done()
    officer.goes(f"{officer.tender}evaluation/result/report/")
    officer.sees("")
    with officer.page.expect_download() as download:
        officer.goes_to_file(f"{officer.tender}evaluation/result/sealed.zip")
    assert download.value.path().read_bytes().startswith(b"PK")
    officer.goes(f"{officer.tender}record/")
    officer.reads("Each event is chained to the one before it.")
    officer.sees("tender-32-record")
