"""Anybody looks for an award and checks a certificate: axe, keyboard, without JavaScript."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NARROW
from tests.factories.accounts import OrganisationFactory
from tests.factories.awards import AwardFactory, RunningFactory, SubmittedFactory
from tests.factories.places import AreaFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def award():
    """Valley Looms in Preston holds an award without an end, and Hill Looms another."""
    AreaFactory(code="E07000123", name="Preston")
    running = RunningFactory()
    made = []
    for name in ("Hill Looms", "Valley Looms"):
        holder = OrganisationFactory(name=name, place_code="E07000123")
        application = SubmittedFactory(running=running, organisation=holder, state="decided")
        made.append(AwardFactory(application=application, valid_to=None))
    return made[-1]


@pytest.fixture
def opened(new_page):
    """Open a page that waits long: the first of a browser takes its time on a busy machine."""

    def patient(**more):
        page = new_page(**more)
        page.set_default_timeout(90_000)
        return page

    return patient


def test_anybody_finds_an_award_and_checks_it(award, opened, accessible):
    page = opened()
    page.goto("/awards/register/")
    accessible(page)

    page.get_by_label("Name of the holder").focus()
    page.keyboard.type("valley")
    page.keyboard.press("Enter")
    page.wait_for_url("**name=valley**")
    expect(page.get_by_text("1 award, as of")).to_be_visible()
    page.get_by_role("link", name="Valley Looms").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/awards/verify/{award.certificate}/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("In force")
    accessible(page)


def test_a_certificate_is_checked_without_javascript_on_a_phone(award, opened):
    page = opened(viewport=NARROW, javascript=False)
    page.goto("/awards/verify/")
    page.get_by_label("Identifier of the certificate").fill(award.certificate[:-1] + "*")
    page.get_by_role("button", name="Check").click()
    page.wait_for_selector(".govuk-error-summary")
    page.get_by_role("link", name="“*” is in no identifier").click()
    page.get_by_label("Identifier of the certificate").fill(award.certificate.lower())
    page.get_by_role("button", name="Check").click()
    page.wait_for_url(f"**/awards/verify/{award.certificate}/")

    expect(page.get_by_role("heading", level=1)).to_contain_text("In force")
    page.goto("/awards/register/?name=looms")
    expect(page.get_by_text("2 awards, as of")).to_be_visible()


def test_a_slip_in_an_address_is_told(award, opened, accessible):
    page = opened(viewport=NARROW)
    page.goto("/awards/verify/0000-0000-0012-13/")

    expect(page.get_by_role("heading", level=1)).to_have_text("That is not an identifier")
    accessible(page)
    page.goto("/awards/register/")
    accessible(page)
