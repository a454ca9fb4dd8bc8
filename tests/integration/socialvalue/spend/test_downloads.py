"""Payments, figures and the report as files."""

import csv
import io

import pypdf
import pytest
from django.urls import reverse
from django.utils import timezone

from socialvalue.suppliers import actions as suppliers
from tests.factories.accounts import UserFactory
from tests.factories.spend import analysed, imported
from tests.integration.socialvalue.spend.pages import page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country", "auditor")]


def rows_of(client, name, thing, query="", table=""):
    """Return the rows of a CSV file."""
    which = [thing.pk, table] if table else [thing.pk]
    response = client.get(reverse(f"spend:{name}", args=which) + query)
    assert (response.status_code, response["Content-Type"]) == (200, "text/csv; charset=utf-8")
    content = b"".join(response) if response.streaming else response.content
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


@pytest.fixture
def analysis(council):
    """An analysis of the payments of the factory."""
    imported(organisation=council)
    return analysed(council)


def test_rows_of_a_file(client, council):
    file = imported(organisation=council)

    assert rows_of(client, "rows_csv", file) == [
        ["What became of it", "Sheet", "Row", "Column", "Cell", "Why", "What to do"],
        ["Set aside", "", "1", "", "Supplier Postcode Date Amount Category", "The headings again",
         ""],
        ["Not read", "", "8", "Date", "31/02/2024", "There is no day 31 of month 2 in 2024",
         "Write the day that is meant, in the form 31/03/2025"],
    ]  # fmt: skip


def test_bands(client, analysis):
    # 1,000.00 of 4,600.00, and of the 4,500.75 that are placed
    assert rows_of(client, "table_csv", analysis, table="bands") == [
        ["Where", "Payments", "Paid (pounds)", "Share of all (percent)",
         "Share of what is placed (percent)"],
        ["Preston", "2", "1000.00", "21.739", "22.219"],
        ["Rest of Lancashire", "1", "500.50", "10.880", "11.120"],
        ["Outside Lancashire", "1", "3000.25", "65.223", "66.661"],
        ["Place not known", "1", "99.25", "2.158", ""],
        ["All", "5", "4600.00", "100.000", "100.000"],
    ]  # fmt: skip


def test_categories(client, analysis):
    rows = rows_of(client, "table_csv", analysis, table="categories")

    assert [row[:-1] for row in rows] == [
        ["Category", "Payments", "Preston (pounds)", "Rest of Lancashire (pounds)",
         "Outside Lancashire (pounds)", "Place not known (pounds)", "All (pounds)"],
        ["No category given", "1", "0.00", "0.00", "3000.25", "0.00", "3000.25"],
        ["Cleaning", "2", "1000.00", "0.00", "0.00", "0.00", "1000.00"],
        ["Repairs", "2", "0.00", "500.50", "0.00", "99.25", "599.75"],
        ["All", "5", "1000.00", "500.50", "3000.25", "99.25", "4600.00"],
    ]  # fmt: skip


def test_suppliers_cannot_run_in_a_spreadsheet(client, analysis):
    rows = rows_of(client, "table_csv", analysis, table="suppliers")

    assert [row[0] for row in rows] == [
        "Supplier", "Faraway plc", "Brightside Cleaning Ltd", "Ribble Roofing", "'=Nowhere & Sons",
        "All",
    ]  # fmt: skip


def test_authorities(client, analysis):
    rows = rows_of(client, "table_csv", analysis, table="authorities")

    assert [row[:3] for row in rows] == [
        ["Local authority", "Code", "Paid (pounds)"],
        ["City of London", "E09000001", "3000.25"],
        ["Preston", "E07000123", "1000.00"],
        ["Blackburn", "E06000008", "500.50"],
    ]


@pytest.mark.parametrize("table", ["nothing", "deprivation"])
def test_a_table_that_there_is_not(client, analysis, table):
    response = client.get(reverse("spend:table_csv", args=[analysis.pk, table]))

    assert response.status_code == 404


def test_every_payment(client, analysis):
    rows = rows_of(client, "lines_csv", analysis)

    assert len(rows) == 1 + 5
    assert rows[1] == [
        "2024-04-03", "Brightside Cleaning Ltd", "Cleaning", "", "1200.00", "PR1 2RL", "Preston",
        "E07000123", "Preston", "", "payments.csv", "row 2",
    ]  # fmt: skip


def test_payments_of_a_band_cannot_run_in_a_spreadsheet(client, analysis):
    rows = rows_of(client, "lines_csv", analysis, "?band=unknown")

    assert rows[1:] == [
        ["2024-05-08", "'=Nowhere & Sons", "Repairs", "", "99.25", "not known", "", "",
         "Place not known", "", "payments.csv", "row 6"],
    ]  # fmt: skip


PEOPLE = """Supplier,Postcode,Date,Amount,Category,Description,Ref
Jo Bloggs,PR1 2RL,03/04/2024,10.00,Care,Fostering by Jo Bloggs,T1
Bloggs J,PR1 2RL,04/04/2024,20.00,Care,,T2
Ribble Roofing,BB1 7AB,06/05/2024,500.50,Repairs,Roof,T3
"""


def said_to_be_an_individual(council, name):
    """Have a person say of a supplier that it is an individual."""
    suppliers.edit_supplier(
        supplier=council.suppliers.get(name=name), facts={"is_individual": True},
        reason="Known", by=UserFactory(), at=timezone.now(),
    )  # fmt: skip


def test_no_individual_is_named_whenever_it_was_said_to_be_one(client, council):
    imported(PEOPLE, organisation=council)
    said_to_be_an_individual(council, "Jo Bloggs")
    analysis = analysed(council)
    said_to_be_an_individual(council, "Bloggs J")  # after it was worked out

    rows = rows_of(client, "lines_csv", analysis)[1:]

    references = [row[1].removeprefix("An individual, reference ") for row in rows[:2]]
    assert [len(reference) for reference in references] == [8, 8]
    assert references[0] != references[1]
    assert [row[2:10] for row in rows[:2]] == [
        ["Care", "not shown", "10.00", "not shown", "Preston", "E07000123", "Preston", "T1"],
        ["Care", "not shown", "20.00", "not shown", "Preston", "E07000123", "Preston", "T2"],
    ]
    assert rows[2][1:6] == ["Ribble Roofing", "Repairs", "Roof", "500.50", "BB1 7AB"]


def test_an_individual_keeps_its_reference(client, council):
    imported(PEOPLE, organisation=council)
    said_to_be_an_individual(council, "Jo Bloggs")

    first, again = (
        [row[1] for row in rows_of(client, "lines_csv", analysed(council))] for _ in range(2)
    )

    assert first == again
    assert not {"Jo Bloggs", "BLOGGSJ"} & set(first)


def test_those_who_read_the_payments_see_who_was_paid(client, council):
    imported(PEOPLE, organisation=council)
    said_to_be_an_individual(council, "Jo Bloggs")

    shown = page(client, "lines", analysed(council).pk)

    assert "Jo Bloggs" in shown
    assert "The file names nobody whom you have marked as an individual." in shown


def test_refunds_stay_numbers(client, analysis):
    rows = rows_of(client, "lines_csv", analysis, "?band=E07000123")

    assert [row[4] for row in rows[1:]] == ["1200.00", "-200.00"]


def report_of(client, analysis, form="pdf", query=""):
    """Return the report's bytes."""
    response = client.get(reverse("spend:report_file", args=[analysis.pk, form]) + query)
    assert response.status_code == 200
    return response.content


def text_of(content):
    """Return the words of a PDF."""
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_report_says_what_the_page_says(client, analysis):
    said = text_of(report_of(client, analysis))

    assert "Local spend analysis: Financial year 2024/25" in said
    assert "of £4,600 stayed in Preston" in said
    assert "Faraway plc" in said
    assert "1 payment (£7.00) in the same files has another date and is left out" in said
    assert "These are words, not a postcode" in said
    assert "Provisional" not in said


@pytest.mark.parametrize("form", ["pdf", "docx", "xlsx"])
def test_report_twice_is_the_same(client, analysis, form):
    assert report_of(client, analysis, form) == report_of(client, analysis, form)


def test_report_of_another_kind_is_not_found(client, analysis):
    response = client.get(reverse("spend:report_file", args=[analysis.pk, "exe"]))

    assert response.status_code == 404


def test_report_of_which_too_little_is_placed(client, council):
    imported("Supplier,Date,Amount\nBright,03/04/2024,12.00\n", organisation=council)

    said = text_of(report_of(client, analysed(council)))

    assert "Provisional: the place is known of only 0.0% of the money." in said


def test_report_of_a_demonstration_says_so(client, council):
    imported(
        "Supplier,Postcode,Date,Amount\nBright,PR1 2RL,03/04/2024,12.00\n", organisation=council
    )
    type(council).objects.update(is_demonstration=True)

    said = text_of(report_of(client, analysed(council)))

    assert "Demonstration" in said


def test_report_with_nothing_in_it(client, council):
    imported(
        "Supplier,Date,Amount\nBright,03/04/2023,12.00\nBright,03/04/2026,12.00\n",
        organisation=council,
    )

    assert "No payments in this period" in text_of(report_of(client, analysed(council)))
