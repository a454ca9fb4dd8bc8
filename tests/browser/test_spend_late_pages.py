"""Zips, rows that are wrong alike, narrowed suppliers, members and shares: axe on each state.

`PICTURES=docs/screenshots` in the environment takes the pictures of the guide anew.
"""

import datetime as dt
import re

import pytest
from django.core.files.base import ContentFile
from playwright.sync_api import expect

from socialvalue.jobs import actions as jobs
from socialvalue.spend import actions
from tests.browser.tender_life.person import PICTURES, take_picture
from tests.browser.test_acting_pages import anchors, looks, officer
from tests.factories.networks import NetworkFactory, SeatFactory, ShareFactory
from tests.factories.spend import AT, imported, zip_of

__all__ = ["anchors", "looks", "officer"]

pytestmark = [
    pytest.mark.django_db(transaction=True), pytest.mark.long, pytest.mark.usefixtures("officer"),
]  # fmt: skip

APRIL = "Supplier,Postcode,Date,Amount,Category\nBright,PR1 2RL,03/04/2023,100.00,Cleaning\n"
FILES = {
    "2023/april.csv": APRIL,
    "2023/may.csv": APRIL.replace("/04/", "/05/"),
    "cards.csv": "Payee,Payment date,Value\nBright,03/06/2023,1.00\n",
    "read me.pdf": "%PDF-1.7\0",
}
NO_DAY = "Supplier,Date,Amount\nBright,03/04/2023,9.00\n" + "".join(
    f"Firm {number},00:00:00,{number}.00\n" for number in range(12)
)


def picture(page, name):
    """Take a picture of the page for the guide, if pictures are asked for."""
    if PICTURES:
        take_picture(page, f"{PICTURES}/{name}.png")


def kept(anchors, files, *, name, is_unpacked=True):
    """Upload a zip as a person does, and have the worker unpack it."""
    found = actions.upload_zip(
        organisation=anchors, name=name, content=ContentFile(zip_of(files), name=name),
        by=anchors.memberships.first().user, at=AT,
    )  # fmt: skip
    if is_unpacked:
        jobs.run(job_id=found.job_id)
    return found


def test_a_zip_in_each_state(page, anchors, looks):
    bomb = {"bomb.zip": zip_of({"april.csv": b"0" * 20_000_000})}
    waiting = kept(anchors, {"june.csv": APRIL}, name="waiting.zip", is_unpacked=False)
    failed = kept(anchors, bomb, name="failed.zip")
    unpacked = kept(anchors, FILES, name="Payments over 500 pounds, 2023-24.zip")

    looks(page, *(f"/spend/zips/{one.pk}/" for one in (waiting, failed, unpacked)))
    picture(page, "spend-12-zip")
    looks(page, f"/spend/zips/{unpacked.pk}/take-back/")
    page.get_by_role("button", name="Take").click()
    expect(page.get_by_role("alert")).to_contain_text("Enter why you take this zip back")
    page.get_by_label(re.compile("Why")).fill("The wrong year")
    page.get_by_role("button", name="Take").click()
    page.wait_for_url("**/spend/")

    looks(page, f"/spend/zips/{unpacked.pk}/")
    expect(page.get_by_role("main")).to_contain_text("The wrong year")


def test_rows_that_are_wrong_in_the_same_way_are_set_aside_and_taken_back(page, anchors, looks):
    file = imported(NO_DAY, organisation=anchors, name="apr-jun-2023.csv")
    looks(page, f"/spend/files/{file.pk}/not-read/")
    picture(page, "spend-15-alike")

    page.get_by_role("link", name="Set 12 aside with one reason").click()
    page.wait_for_url("**/not-read/alike/**")
    looks(page, page.url)
    page.get_by_role("button", name="Set 12 rows aside").click()
    expect(page.get_by_role("alert")).to_contain_text("Enter why they do not count")
    page.get_by_label("Why do they not count?").fill("The publisher gave no day of payment")
    page.get_by_role("button", name="Set 12 rows aside").click()
    page.wait_for_url("**/not-read/")
    looks(page, page.url)
    page.get_by_role("button", name="Look at 12 again").click()

    expect(page.get_by_text("12 rows to look at again")).to_be_visible()


def test_suppliers_narrowed_to_some_and_to_none(page, anchors, looks):
    here = f"/spend/analyses/{anchors.analyses.get().pk}/suppliers/"

    looks(page, f"{here}?kind=vcse", f"{here}?kind=vcse&size=large&sector=A")

    expect(page.get_by_role("main")).to_contain_text("No supplier that was paid is like that")


def test_members_and_periods_that_cannot_both_be_shared(page, anchors, looks, accessible):
    network = NetworkFactory(lead=anchors, place_code="preston", wider_place_code="lancashire")
    analysis = anchors.analyses.get()
    network.place_code, network.wider_place_code = analysis.place_code, analysis.wider_place_code
    network.save()
    own = SeatFactory(network=network, organisation=anchors)
    SeatFactory(network=network, organisation__name="Ribble College")
    quarter = ShareFactory(
        seat=own, analysis=analysis, start=dt.date(2024, 4, 1), end=dt.date(2024, 6, 30)
    )
    looks(page, f"/networks/{network.pk}/members/", f"/networks/{network.pk}/share/")

    page.get_by_label("Which analysis?").select_option(str(analysis.pk))
    page.get_by_label("Totals", exact=False).first.check()
    page.get_by_role("button", name="Share").click()
    page.wait_for_selector("text=Why these two cannot both be shared")
    accessible(page)
    page.get_by_role("link", name="withdraw 1 April 2024 to 30 June 2024").click()
    page.wait_for_url(f"**/shared/{quarter.pk}/withdraw/")

    looks(page, page.url)
    page.get_by_role("button", name="Withdraw it").click()
    page.wait_for_url(f"**/networks/{network.pk}/")
    assert not own.shares.standing().exists()
