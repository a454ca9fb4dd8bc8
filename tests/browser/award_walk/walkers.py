"""Those who walk: with a mouse, and with the keyboard alone."""

import os
from pathlib import Path

from django.conf import settings
from django.urls import resolve
from playwright.sync_api import expect

from tests.browser.conftest import NARROW
from tests.browser.tender_life.person import Person

# `EVERY_PAGE=/tmp/pages ./run test tests/browser/test_award_walks.py` keeps a picture of each kind
# of page at both widths, for those who look after how pages look.
EVERY_PAGE = os.environ.get("EVERY_PAGE", "")
MOST_STOPS = 150
ALIKE = (
    "allocate", "applications", "apply", "declare", "held", "link_sent", "open_organisation",
    "people", "received", "register", "register_organisation", "run_scheme", "running", "schemes",
    "verified", "verify",
)  # fmt: skip
"""Kinds of page that are alike in the walk of every scheme that is judged."""

STATED = frozenset({"application", "received_application"})
"""Kinds of page that are another page in each state of an application."""


class LooksOnce:
    """Check each kind of page the first time that somebody of the walk sees it, at both widths.

    A page that tells of errors is a kind of its own, as is each state of an application. `of`
    names the walk, for pictures; `besides` are the kinds at which another walk looks.
    """

    def __init__(self, accessible, *, of, besides=()):
        self.accessible = accessible
        self.of = of
        self.seen = {(kind, "", "") for kind in besides}

    def __call__(self, page):
        kind = self.kind_of(page)
        if kind in self.seen:
            return
        self.seen.add(kind)
        self.accessible(page)
        wide, name = page.viewport_size, "-".join(filter(None, kind))
        page.set_viewport_size(NARROW)
        assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"], kind
        self.keep_picture(page, f"{name}-320")
        page.set_viewport_size(wide)
        self.keep_picture(page, f"{name}-1280")

    def kind_of(self, page):
        """Return the name of the page's address, whether it tells of errors, and its state."""
        path = "/" + page.url.split("/", 3)[3].split("?")[0].split("#")[0]
        name = resolve(path).url_name
        wrong = "wrong" if page.locator(".govuk-error-summary").count() else ""
        states = page.locator("h1 .govuk-tag").all_inner_texts() if name in STATED else []
        return name, wrong, "".join(states)

    def keep_picture(self, page, name):
        """Keep a picture if they are asked for."""
        if EVERY_PAGE:
            folder = Path(settings.BASE_DIR, EVERY_PAGE, self.of)
            page.screenshot(path=folder / f"{name}.png", full_page=True)


class Walker(Person):
    """Somebody on a walk, who also unfolds, chooses from lists and gives files."""

    def comes_to(self, heading):
        """Wait for the page of this heading, and look at it if its kind is new."""
        expect(self.page.get_by_role("heading", level=1)).to_contain_text(heading)
        self.sees("")

    def works_on(self, what):
        """Open what waits at home."""
        self.goes("/awards/")
        self.follows(what)

    def chooses(self, label, name):
        """Choose from a list."""
        self.page.get_by_label(label, exact=True).select_option(label=name)

    def unfolds(self, summary):
        """Open what is folded, if it is shut."""
        if self.is_shut(summary):
            self.page.locator("summary", has_text=summary).click()

    def is_shut(self, summary):
        """Say whether a fold is shut."""
        return self.page.locator("details:not([open])", has_text=summary).count() > 0

    def gives_file(self, path):
        """Give a file to the field for one."""
        self.page.locator("input[type=file]").set_input_files(path)

    def fetches(self, name):
        """Follow a link to a file; return its bytes."""
        with self.page.expect_download() as waited:
            self.follows(name)
        return waited.value.path().read_bytes()


class KeyboardWalker(Walker):
    """The same with no mouse: everything is reached with Tab, from the skip link on."""

    def follows(self, name):
        """Go to the link and press Enter."""
        self.tabs_to(self.page.get_by_role("link", name=name).first)
        self.page.keyboard.press("Enter")

    def presses(self, name):
        """Go to the button and press Enter."""
        self.tabs_to(self.page.get_by_role("button", name=name, exact=True).first)
        self.page.keyboard.press("Enter")

    def fills(self, label, words):
        """Go to the field and write over what is there."""
        self.tabs_to(self.page.get_by_label(label, exact=True).first)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.insert_text(words)

    def fills_date(self, legend, day, *, time=""):
        """Fill in a date, piece by piece."""
        group = self.page.get_by_role("group", name=legend)
        for label, number in [("Day", day.day), ("Month", day.month), ("Year", day.year)]:
            self.tabs_to(group.get_by_label(label, exact=True))
            self.page.keyboard.insert_text(str(number))

    def ticks(self, *labels):
        """Tick each checkbox with Space; find each radio with Space and the arrows."""
        for label in labels:
            box = self.page.get_by_label(label, exact=True).first
            if box.get_attribute("type") == "radio":
                self.moves_to(box)
            elif not box.is_checked():
                self.tabs_to(box)
                self.page.keyboard.press("Space")
            expect(box).to_be_checked()

    def moves_to(self, radio):
        """Choose one of a group of radios."""
        group = self.page.locator(f"input[type=radio][name='{radio.get_attribute('name')}']")
        self.tabs_to(group)
        self.page.keyboard.press("Space")
        for _ in range(group.count()):
            if radio.is_checked():
                return
            self.page.keyboard.press("ArrowDown")

    def chooses(self, label, name):
        """Go to the list and write what is wanted."""
        choices = self.page.get_by_label(label, exact=True)
        self.tabs_to(choices)
        self.page.keyboard.type(name)
        expect(choices.locator("option:checked")).to_have_text(name)

    def unfolds(self, summary):
        """Go to the summary and press Enter, if it is shut."""
        if self.is_shut(summary):
            self.tabs_to(self.page.locator("summary", has_text=summary))
            self.page.keyboard.press("Enter")

    def gives_file(self, path):
        """Go to the button to choose a file, press Enter, and give it."""
        with self.page.expect_file_chooser() as asked:
            self.tabs_to(self.page.locator(".govuk-file-upload-button"))
            self.page.keyboard.press("Enter")
        asked.value.set_files(path)

    def tabs_to(self, wanted):
        """Press Tab until one of what is wanted has the focus."""
        expect(wanted.first).to_be_attached()
        self.page.wait_for_load_state()
        if self.page.evaluate("document.activeElement === document.body"):
            self.skips_to_the_content()
        for _ in range(MOST_STOPS):
            if wanted.evaluate_all("all => all.includes(document.activeElement)"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"no way with the keyboard to {wanted}")

    def skips_to_the_content(self):
        """Follow the skip link. A form sent from below it leads below it on the next page too."""
        self.page.keyboard.press("Tab")
        if self.page.evaluate("document.activeElement.classList.contains('govuk-skip-link')"):
            self.page.keyboard.press("Enter")
