"""A data officer's whole way in a browser: from three published files to a report for the board.

The study is the one that was worked by hand; every figure on the pages is compared with that.
`PICTURES=docs/screenshots` in the environment takes the pictures of the guide anew.
"""

import io

import docx
import openpyxl
import pytest
from django.core.management import call_command
from playwright.sync_api import expect

from procurement.demonstration import worked_study
from socialvalue.spend.models import Analysis
from tests.browser.spend_story import steps
from tests.browser.tender_life.person import Person
from tests.factories import golden_study
from tests.factories.accounts import OrganisationFactory, UserFactory
from tests.factories.golden_study import EXPECTED

pytestmark = pytest.mark.django_db(transaction=True)

BANDS = [
    ["Preston", "£342,000.00", "27.6%"],
    ["Rest of Lancashire", "£268,500.00", "21.7%"],
    ["Outside Lancashire", "£625,000.00", "50.5%"],
    ["Place not known", "£1,900.00", "0.2%"],
]
LEAKS = [
    ["Medical", "£270,000.00", "£270,000.00", "100.0%", "No"],
    ["Energy", "£125,000.00", "£125,000.00", "100.0%", "No"],
    ["Highways", "£100,000.00", "£100,000.00", "100.0%", "Yes"],
    ["Consultancy", "£90,000.00", "£90,000.00", "100.0%", "Yes"],
    ["ICT", "£89,000.00", "£40,000.00", "44.9%", "Yes"],
]
PARTS = ["map/", "suppliers/", "deprivation/", "months/", "published/", "method/"]


@pytest.fixture(autouse=True)
def _files_go_nowhere(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    storage = settings.STORAGES["default"] | {"OPTIONS": {"location": tmp_path / "files"}}
    settings.STORAGES = settings.STORAGES | {"default": storage}


@pytest.fixture
def user(settings):
    """The data officer of a combined authority, in the country with the study's postcodes."""
    golden_study.look_ups()
    for command in settings.REFERENCE_COMMANDS:
        call_command(command, verbosity=0)
    authority = OrganisationFactory(
        name="Lancashire anchors", kind="combined_authority",
        place_code=worked_study.PRESTON, wider_place_code=worked_study.LANCASHIRE,
    )  # fmt: skip
    return UserFactory(name="Data officer", roles=["data_officer"], roles__organisation=authority)


@pytest.fixture
def officer(page, sign_in, user, accessible):
    """The same, at a browser in which every distinct page is checked."""
    sign_in(page, user)
    return Person(page, looks=accessible)


@pytest.fixture
def plain_officer(plain_page, sign_in, user):
    """The same, at a browser without JavaScript."""
    sign_in(plain_page, user)
    return Person(plain_page)


def test_from_three_published_files_to_a_report(officer, plain_officer, tmp_path):
    steps.add_anchors(officer)
    steps.load_suppliers(officer)
    steps.load_files(officer)
    steps.ask(officer, picture="spend-00-ask")
    steps.decide_repeats(officer)
    steps.decide_categories(plain_officer)
    steps.survey(officer, tmp_path)
    steps.ask(officer)

    analysis = Analysis.objects.latest("asked_at")
    assert_is_as_worked_by_hand(worked_study.in_its_words(analysis.result))
    look_at_the_figures(officer, f"/spend/analyses/{analysis.pk}/")
    look_at_every_part(officer, f"/spend/analyses/{analysis.pk}/")
    drill_down(officer, f"/spend/analyses/{analysis.pk}/")
    send_a_link_on(officer, plain_officer, f"/spend/analyses/{analysis.pk}/")
    download(officer, f"/spend/analyses/{analysis.pk}/report/")


def assert_is_as_worked_by_hand(found):
    """Compare every member of the result: people named the study and its anchors otherwise here.

    The pages list the twenty largest suppliers, the study the five largest.
    """
    for anchor in found["anchors"]:
        anchor["anchor"] = anchor["anchor"].upper()
    largest, hand = found.pop("top_suppliers"), dict(EXPECTED)
    assert largest["suppliers"][:5] == hand.pop("top_suppliers")["suppliers"]
    assert found == hand | {"study": "Financial year 2024/25"}


def rows_in(page, caption):
    """Return the rows of the table of this caption, cell by cell, without its heads."""
    table = page.locator("table", has=page.locator("caption", has_text=caption)).first
    return table.locator("tbody tr").evaluate_all(
        "rows => rows.map(row => [...row.cells].map(cell => cell.textContent.trim()))"
    )


def look_at_the_figures(officer, analysis):
    """See the same figures as were worked by hand: how near the money went, and what leaks."""
    officer.goes(analysis)
    officer.sees("spend-01-overview")
    officer.sees_on_a_phone()
    officer.reads("of £1.2 million stayed in Preston")
    assert [row[:3] for row in without_counts(rows_in(officer.page, "How near it went"))] == BANDS
    officer.goes(f"{analysis}categories/")
    officer.sees("spend-02-categories")
    assert rows_in(officer.page, "What leaves Lancashire") == LEAKS
    officer.goes(f"{analysis}what-if/?measure=place&to=35")
    officer.sees("spend-06-what-if")


def without_counts(rows):
    """Return rows of words, payments, pounds and share without the payments, and no total."""
    return [[row[0], *row[2:]] for row in rows if row[0] != "All"]


def look_at_every_part(officer, analysis):
    """Open every other part: axe looks at each."""
    for part in PARTS:
        officer.goes(analysis + part)
        officer.sees("spend-21-suppliers" if part == "suppliers/" else "")


def drill_down(officer, analysis):
    """Go from a figure to its payments, which add up to it, each with its file and row."""
    officer.goes(analysis)
    officer.page.get_by_role("link", name="Preston", exact=True).first.click()
    officer.page.wait_for_url("**/lines/?band=E07000123")
    officer.sees("spend-19-lines", "Payments: Preston")
    paid = [row[3] for row in rows_in(officer.page, "Preston")]
    assert sum(float(each.replace("£", "").replace(",", "")) for each in paid) == 342_000
    officer.reads("11 payments, £342,000.00 in all")


def send_a_link_on(officer, colleague, analysis):
    """Narrow a page, and let a colleague without JavaScript open its address."""
    officer.goes(analysis)
    officer.follows("Delivery address or branch")
    officer.page.wait_for_url("**?basis=delivery*")
    officer.sees("")

    colleague.goes(officer.page.url)

    expect(colleague.page.get_by_text("of £1.2 million stayed in Preston")).to_be_visible()
    colleague.reads("34.9%")


def download(officer, report):
    """Read the report, and take it away as PDF, Word and a spreadsheet."""
    officer.goes(report)
    officer.sees("spend-30-report")
    pdf, word, book = (fetched(officer, report, form) for form in ("pdf", "docx", "xlsx"))
    assert pdf.startswith(b"%PDF-")
    tables = docx.Document(io.BytesIO(word)).tables
    rows = [[cell.text for cell in row.cells] for table in tables for row in table.rows]
    assert ("Preston", "£342,000 (27.6%)") in {(row[0], row[-1]) for row in rows}
    sheets = openpyxl.load_workbook(io.BytesIO(book)).worksheets
    assert 342_000 in [cell for sheet in sheets for row in sheet.values for cell in row]


def fetched(officer, report, form):
    """Return the bytes of the report in a form, downloaded by its link."""
    with officer.page.expect_download() as waited:
        officer.page.locator(f"a[href*='report.{form}']").first.click()
    return waited.value.path().read_bytes()
