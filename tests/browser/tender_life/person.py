"""One person of the story, at a browser of their own."""

import io
import os
from pathlib import Path

from django.conf import settings
from PIL import Image
from playwright.sync_api import expect

# `PICTURES=docs/screenshots ./run test tests/browser/test_tender_life.py` takes the pictures of
# the guides anew.
PICTURES = os.environ.get("PICTURES", "")
TALLEST = 1600
COLOURS = 64


class Person:
    """Somebody who reads pages, follows links, fills in forms and presses buttons.

    `looks` is called with every distinct page that the person sees; without one, nothing checks.
    """

    def __init__(self, page, *, looks=None):
        self.page = page
        self.looks = looks
        self.tender = ""

    def sees(self, name, heading=""):
        """Check the page that is there, and take its picture for the guides if asked to."""
        if heading:
            expect(self.page.get_by_role("heading", name=heading, exact=True).first).to_be_visible()
        if self.looks:
            self.looks(self.page)
        if PICTURES and name:
            take_picture(self.page, settings.BASE_DIR / PICTURES / f"{name}.png")

    def sees_on_a_phone(self):
        """Check the page that is there at 320 pixels, as at 400% zoom."""
        wide = self.page.viewport_size
        self.page.set_viewport_size({"width": 320, "height": 720})
        self.sees("")
        self.page.set_viewport_size(wide)

    def reads(self, words):
        """Assert that these words are on the page."""
        expect(self.page.get_by_text(words).first).to_be_visible()

    def is_told_it_is_done(self):
        """Wait for the message that what was asked is done."""
        expect(self.page.get_by_role("alert")).to_be_visible()

    def goes(self, address):
        """Open an address."""
        self.page.goto(address)

    def follows(self, name):
        """Follow the link of this name."""
        self.page.get_by_role("link", name=name).first.click()

    def presses(self, name):
        """Press the button of this name."""
        self.page.get_by_role("button", name=name, exact=True).first.click()

    def fills(self, label, words):
        """Fill in the field of this label."""
        self.page.get_by_label(label, exact=True).first.fill(words)

    def ticks(self, *labels):
        """Choose these radios or checkboxes."""
        for label in labels:
            self.page.get_by_label(label, exact=True).first.check()

    def fills_date(self, legend, day, *, time=""):
        """Fill in a date, and a time if there is one."""
        group = self.page.get_by_role("group", name=legend)
        for label, number in [("Day", day.day), ("Month", day.month), ("Year", day.year)]:
            group.get_by_label(label, exact=True).fill(str(number))
        if time:
            group.get_by_label("Time").fill(time)

    def goes_to_file(self, address):
        """Open the address of a file, as its link would; expect a download around it."""
        self.page.evaluate("address => { location.href = address; }", address)


def take_picture(page, path):
    """Keep a picture of the page, small enough to live in the repository."""
    page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
    height = min(page.evaluate("document.documentElement.scrollHeight"), TALLEST)
    taken = page.screenshot(
        full_page=True,
        clip={"x": 0, "y": 0, "width": 1280, "height": height},
        animations="disabled",
    )
    picture = Image.open(io.BytesIO(taken)).convert("RGB").quantize(COLOURS)
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    picture.save(path, optimize=True)
