"""A real browser for the stories: Chromium, started once for each test process."""

import os
import shutil

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client

# The browser's own event loop runs in the test's thread; the database is used from it all the same.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

CHROMIUM = (
    os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
)
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update",
]  # fmt: skip
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 320, "height": 720}


def pytest_collection_modifyitems(items):
    """Mark every story, and skip them all with a reason where there is no browser."""
    for item in items:
        if "tests/browser" in str(item.path):
            item.add_marker(pytest.mark.browser)
            if CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason="Chromium is not installed"))


@pytest.fixture(scope="session")
def browser():
    """One Chromium for all stories of this process."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 -- slow import

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def new_page(browser, live_server):
    """Open a page of its own: `new_page(viewport=NARROW, javascript=False)`."""
    contexts = []

    def open_page(viewport=WIDE, javascript=True):
        context = browser.new_context(
            base_url=live_server.url,
            viewport=viewport,
            java_script_enabled=javascript,
            locale="en-GB",
            timezone_id="Europe/London",
        )
        context.set_default_timeout(60_000)
        contexts.append(context)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def page(new_page):
    """A page at 1280 pixels, with JavaScript."""
    return new_page()


@pytest.fixture
def narrow_page(new_page):
    """A page at 320 pixels, as at 400% zoom."""
    return new_page(viewport=NARROW)


@pytest.fixture
def plain_page(new_page):
    """A page without JavaScript."""
    return new_page(javascript=False)


@pytest.fixture
def sign_in(live_server):
    """Sign a person in on a page without walking the sign-in form: `sign_in(page, user)`."""

    def signed_in(page, user):
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        page.context.add_cookies(
            [{"name": cookie.key, "value": cookie.value, "url": live_server.url}]
        )

    return signed_in


@pytest.fixture
def accessible():
    """Assert that axe finds nothing on the page, and that nothing runs off its side."""

    def check(page):
        found = Axe().run(page).response["violations"]
        assert [
            (fault["id"], node["target"], node["failureSummary"])
            for fault in found
            for node in fault["nodes"]
        ] == [], page.url
        assert page.evaluate(
            "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
        )

    return check
