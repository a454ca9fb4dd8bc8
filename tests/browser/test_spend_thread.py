"""A data officer's story: from a payments file to where the money went."""

import pytest

from socialvalue.jobs import actions as jobs
from socialvalue.jobs.models import Job
from tests.factories.accounts import OrganisationFactory, UserFactory
from tests.factories.places import AreaFactory, use_postcodes
from tests.factories.spend import PAYMENTS, POSTCODES, TargetFactory, workbook
from tests.factories.spend_figures import FiguredAnalysisFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def officer(settings, tmp_path):
    """The data officer of a council in Preston, in a small country of three districts."""
    settings.DATA_DIR = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path / "files", "base_url": None},
        },
    }
    AreaFactory(code="E07000123", name="Preston")
    AreaFactory(code="E06000008", name="Blackburn")
    AreaFactory(code="E09000001", name="City of London", latitude=51.5, longitude=-0.1)
    AreaFactory(
        code="lancashire", name="Lancashire", kind="lieutenancy",
        authorities=["E06000008", "E07000123"], x_m=None, y_m=None,
    )  # fmt: skip
    use_postcodes(POSTCODES)
    council = OrganisationFactory(place_code="E07000123", wider_place_code="lancashire")
    return UserFactory(roles=["data_officer"], roles__organisation=council)


@pytest.fixture
def payments(tmp_path):
    """A payments file as the council publishes it."""
    path = tmp_path / "April.csv"
    path.write_text(PAYMENTS)
    return path


def work():
    """Do what waits, as the worker would."""
    for job in Job.objects.unattended(at=Job.objects.latest("asked_at").asked_at):
        jobs.run(job_id=job.pk)


def press(page, name):
    """Press the button or button-like link with this name."""
    page.get_by_role("button", name=name).click()


def upload(page, path, check):
    """Go from the empty home to the columns of the file."""
    page.goto("/spend/")
    check(page)
    press(page, "Upload a payments file")
    check(page)
    page.locator("input[type=file]").set_input_files(path)
    page.locator("form:has(input[type=file]) button[type=submit]").click()
    page.wait_for_url("**/columns/")
    check(page)


def confirm(page, check):
    """Confirm the columns, watch the job, and see what was read and what was not."""
    press(page, "Confirm and read")
    page.wait_for_url("**/jobs/**")
    check(page)
    work()
    page.reload()
    press(page, "See the result")
    page.wait_for_url("**/files/**")
    check(page)


def analyse(page, check):
    """Ask where the money went, watch the job, and see it."""
    press(page, "Analyse payments")
    page.wait_for_url("**/analyses/new/")
    check(page)
    press(page, "Work it out")
    page.wait_for_url("**/jobs/**")
    work()
    page.reload()
    press(page, "See the result")
    page.wait_for_url("**/analyses/**")
    check(page)


def look_closer(page, check):
    """Open every table, and go to the payments behind a figure."""
    for summary in page.locator("summary").all():
        summary.click()
    check(page)
    page.get_by_role("link", name="Place not known").first.click()
    page.wait_for_url("**/lines/**")
    check(page)


def walk(page, path, check):
    """Walk the whole way, and return the words met at its ends."""
    upload(page, path, check)
    confirm(page, check)
    read = page.locator("main").inner_text()
    analyse(page, check)
    found = page.locator("main").inner_text()
    look_closer(page, check)
    return read, found, page.locator("main").inner_text()


PARTS = ["", "map/", "categories/", "suppliers/", "deprivation/", "months/", "published/",
         "what-if/?measure=place&to=32", "method/", "report/"]  # fmt: skip


def test_every_part_of_an_analysis(page, sign_in, officer, accessible):
    council = officer.memberships.get().organisation
    first, second = (FiguredAnalysisFactory(organisation=council) for _ in range(2))
    TargetFactory(organisation=council)
    sign_in(page, officer)

    for part in PARTS:
        page.goto(f"/spend/analyses/{second.pk}/{part}")
        accessible(page)
    for address in (
        f"compare/?a={first.pk}&b={second.pk}&published=yes",
        "targets/",
        "targets/new/",
    ):
        page.goto(f"/spend/{address}")
        accessible(page)


def nothing(page):
    """Check nothing."""


def assert_right(read, found, behind):
    """Assert that the figures are those of the payments file."""
    assert "8 rows in the file: 6 read" in read
    assert "There is no day 31 of month 2 in 2024" in read
    assert "of £4,600 stayed in Preston" in found
    assert "=Nowhere & Sons" in behind


def test_from_the_file_to_the_payments_behind_a_figure(
    page, sign_in, officer, payments, accessible
):
    sign_in(page, officer)

    assert_right(*walk(page, payments, accessible))


def test_on_a_phone(narrow_page, sign_in, officer, payments, accessible):
    sign_in(narrow_page, officer)

    assert_right(*walk(narrow_page, payments, accessible))


def test_without_javascript(plain_page, sign_in, officer, payments):
    sign_in(plain_page, officer)

    assert_right(*walk(plain_page, payments, nothing))


def test_a_spreadsheet_whose_headings_say_nothing(page, sign_in, officer, tmp_path, accessible):
    path = tmp_path / "odd.xlsx"
    path.write_bytes(workbook([["Aaa", "Bbb", "Ccc"], ["Bright", "13/04/2024", 12.5]]))
    sign_in(page, officer)

    upload(page, path, accessible)
    press(page, "Confirm and read")
    page.wait_for_selector(".govuk-error-summary")
    accessible(page)
    assert page.locator(".govuk-error-summary a").all_inner_texts() == [
        "Select the column of the supplier",
        "Select the column of the payment date",
        "Select the column of the amount",
    ]
    for field, letter in (("supplier", "A"), ("date", "B"), ("amount", "C")):
        page.select_option(f"#id_{field}", f"Column {letter}")
    confirm(page, accessible)

    assert "1 read" in page.locator("main").inner_text()


def test_a_file_that_is_none_is_refused_in_words(page, sign_in, officer, tmp_path, accessible):
    path = tmp_path / "picture.csv"
    path.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    sign_in(page, officer)

    page.goto("/spend/files/upload/")
    page.locator("input[type=file]").set_input_files(path)
    page.locator("form:has(input[type=file]) button[type=submit]").click()
    page.wait_for_selector(".govuk-error-summary")

    accessible(page)
    assert "picture.csv: The file is not text" in page.locator("main").inner_text()


def tab_to(page, name):
    """Press Tab until the control with this name has the focus."""
    for _ in range(60):
        page.keyboard.press("Tab")
        here = page.evaluate("document.activeElement.innerText || document.activeElement.name")
        if here and name in here:
            return
    raise AssertionError(f"no way with the keyboard to {name}")


def test_with_the_keyboard_alone(page, sign_in, officer, payments):
    sign_in(page, officer)
    upload(page, payments, nothing)  # the chooser of files is the system's own

    tab_to(page, "Confirm and read")
    page.keyboard.press("Enter")
    page.wait_for_url("**/jobs/**")
    work()
    page.reload()
    for control, address in [
        ("See the result", "**/files/**"),
        ("Analyse payments", "**/analyses/new/"),
        ("Work it out", "**/jobs/**"),
    ]:
        tab_to(page, control)
        page.keyboard.press("Enter")
        page.wait_for_url(address)
    work()
    page.reload()
    tab_to(page, "See the result")
    page.keyboard.press("Enter")
    page.wait_for_url("**/analyses/**")
    tab_to(page, "See every payment")
    page.keyboard.press("Enter")

    page.wait_for_url("**/lines/")
    assert "All payments" in page.locator("h1").inner_text()
