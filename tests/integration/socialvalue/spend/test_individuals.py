"""Whoever is known to be a person is named in nothing that leaves, whenever that became known."""

import io
import zipfile

import pypdf
import pytest
from django.urls import reverse

from socialvalue.spend import queries
from tests.factories.spend import analysed, imported
from tests.integration.socialvalue.spend.pages import page
from tests.integration.socialvalue.spend.test_downloads import (
    PEOPLE,
    rows_of,
    said_to_be_an_individual,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country", "auditor")]


@pytest.fixture
def analysis(council):
    """An analysis after which somebody said that one of its suppliers is a person."""
    imported(PEOPLE, organisation=council)
    found = analysed(council)
    said_to_be_an_individual(council, "Jo Bloggs")
    return found


def texts_in(content, form):
    """Return every text of a report, with its properties and every part that nobody sees."""
    if form == "pdf":
        read = pypdf.PdfReader(io.BytesIO(content))
        return str(read.metadata) + "".join(page.extract_text() for page in read.pages)
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return "".join(parts.read(name).decode(errors="replace") for name in parts.namelist())


@pytest.mark.parametrize("audience", ["", "?for=publication"])
@pytest.mark.parametrize("form", ["pdf", "docx", "xlsx"])
def test_a_report_names_no_person_who_was_found_out_later(client, analysis, form, audience):
    response = client.get(reverse("spend:report_file", args=[analysis.pk, form]) + audience)

    text = texts_in(response.content, form)
    assert "Jo Bloggs" not in text
    assert ("Ribble Roofing" in text) is not audience  # of one payment: not for publication


def test_the_report_to_print_names_no_person_who_was_found_out_later(client, analysis):
    assert "Jo Bloggs" not in page(client, "report", analysis.pk)


def test_the_table_of_suppliers_names_no_person_who_was_found_out_later(client, analysis):
    rows = rows_of(client, "table_csv", analysis, table="suppliers")

    assert [row[0] for row in rows[1:4]] == ["Ribble Roofing", "Bloggs J", "An individual"]


@pytest.mark.parametrize(
    ("query", "called"),
    [
        ("", "an-individual-all-payments"),
        ("&band=E07000123", "an-individual-preston"),
    ],
)
def test_the_name_of_a_file_of_payments_names_no_person(client, analysis, query, called):
    (key,) = (each["key"] for each in analysis.figures["suppliers"] if each["name"] == "Jo Bloggs")

    response = client.get(
        reverse("spend:lines_csv", args=[analysis.pk]) + f"?supplier={key}{query}"
    )

    assert response["Content-Disposition"] == (
        f'attachment; filename="financial-year-2024-25-{called}.csv"'
    )


def test_no_person_who_was_found_out_later_is_proposed_to_buy_from(client, analysis):
    assert list(queries.local_suppliers(analysis)["care"]) == [
        queries.LocalSupplier("Bloggs J", 1, {"Guild Council": 2_000})
    ]
