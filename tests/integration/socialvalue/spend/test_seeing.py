"""Every page of an analysis with everything in it, and with as little as older ones have."""

import html
import io
import re
from dataclasses import replace

import docx
import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from socialvalue.suppliers import actions as suppliers
from tests.factories.accounts import UserFactory
from tests.factories.places import AreaFactory
from tests.factories.spend import analysed, imported
from tests.factories.spend_figures import (
    FiguredAnalysisFactory,
    figures_before_version_2,
    figures_of,
    lines_of,
    many_lines,
)
from tests.integration.socialvalue.spend.pages import page, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country", "officer")]

PARTS = [
    "analysis", "analysis_map", "analysis_categories", "analysis_suppliers",
    "analysis_deprivation", "analysis_months", "analysis_published", "analysis_method", "what_if",
    "report",
]  # fmt: skip
OLDER = "made before everything on these pages was worked out"
WORKED_BEFORE = {
    "rules": "spend-1, payments as published",
    "postcodes": {"source": "A list", "vintage": "2026"},
    "areas": {},
    "files": {},
}


@pytest.fixture
def analysis(council):
    """An analysis with everything in it."""
    return FiguredAnalysisFactory(organisation=council)


@pytest.fixture
def older(council):
    """An analysis of the first version."""
    return FiguredAnalysisFactory(
        organisation=council, figures=figures_before_version_2(), worked_from=WORKED_BEFORE
    )


@pytest.mark.parametrize("name", PARTS)
def test_pages_ask_the_database_at_most_twenty_times(
    client, council, name, django_assert_max_num_queries
):
    lines = many_lines(suppliers=60, categories=30)
    analysis = FiguredAnalysisFactory(organisation=council, figures=figures_of(lines))

    with django_assert_max_num_queries(20):
        page(client, name, analysis.pk)


@pytest.mark.parametrize("name", PARTS)
def test_older_analyses_show_what_they_have(client, older, name):
    shown = page(client, name, older.pk)

    assert (OLDER in shown) == (name != "report")


def test_nothing_known_is_no_share_of_nought(client, council):
    nowhere = [
        replace(line, supplier=replace(line.supplier, registered="", delivery="", size="unknown"))
        for line in lines_of()
    ]
    analysis = FiguredAnalysisFactory(organisation=council, figures=figures_of(nowhere))

    shown = page(client, "analysis", analysis.pk)

    assert "Not known of £1.2 million stayed in Preston" in shown
    assert "Not known stayed in Lancashire (ceremonial county), Preston included" in shown
    assert "Not known with small and medium suppliers" in shown
    assert "load a list of your suppliers with their postcodes" in shown


def test_older_analyses_lead_to_no_payments(client, older):
    assert client.get(reverse("spend:lines", args=[older.pk])).url == reverse(
        "spend:analysis", args=[older.pk]
    )
    assert "See every payment" not in page(client, "analysis", older.pk)


@pytest.mark.parametrize("name", PARTS)
def test_an_analysis_with_nothing_in_it(client, council, name):
    empty = FiguredAnalysisFactory(organisation=council, figures=figures_of([]))

    assert "No payments in this period" in page(client, name, empty.pk)


def test_overview_pools_first_and_shows_the_mean_beside(client, analysis):
    shown = page(client, "analysis", analysis.pk)

    assert (
        "27.2% of £1.2 million stayed in Preston £319,400 in 64 payments. Mean of 3 anchors: 35.0%"
        in shown
    )
    assert "49.7% stayed in Lancashire (ceremonial county), Preston included" in shown
    assert "Grants: shown beside, not in, what is bought 14 £102,000.00" in shown


def test_overview_flows_from_anchors_through_categories_to_bands(client, analysis):
    shown = page(client, "analysis", analysis.pk)

    assert "Who paid, on the left; what for, in the middle" in shown
    assert "Guild City Council to Cleaning: " in shown
    assert "Cleaning to Preston: " in shown
    assert (
        reverse("spend:table_csv", args=[analysis.pk, "flows"])
        in client.get(reverse("spend:analysis", args=[analysis.pk])).content.decode()
    )


def test_overview_puts_small_categories_together_in_the_middle(client, council):
    found = figures_of(many_lines(suppliers=60, categories=30))
    found["flows"].append({"anchor": "A", "category": None, "bands": {}})
    analysis = FiguredAnalysisFactory(organisation=council, figures=found)

    shown = page(client, "analysis", analysis.pk, query="?by=flows")

    assert "The 7 largest of 30 categories, and the others as one." in shown
    assert "23 other categories" in shown


def test_analyses_of_version_two_show_two_columns(client, council):
    found = figures_of(version=2)
    found.pop("flows")
    analysis = FiguredAnalysisFactory(organisation=council, figures=found)

    shown = page(client, "analysis", analysis.pk)

    assert "Who paid, on the left, and where it went by registered address" in shown
    assert OLDER not in shown
    table = reverse("spend:table_csv", args=[analysis.pk, "flows"])
    assert client.get(table).status_code == 404


def test_flows_can_be_had_as_a_file(client, analysis):
    sent = client.get(reverse("spend:table_csv", args=[analysis.pk, "flows"])).content.decode()

    heading, *rows = sent.lstrip("\ufeff").splitlines()
    assert heading.startswith("Anchor,Category,Payments,Preston (pounds)")
    assert rows[-1].startswith("All,,")
    assert any(row.startswith("Guild City Council,Cleaning,") for row in rows)


def test_overview_by_delivery_address_says_so(client, analysis):
    shown = page(client, "analysis", analysis.pk, query="?basis=delivery&by=kinds")

    assert "37.9% of £1.2 million stayed in Preston" in shown
    assert "By the address to which suppliers deliver" in shown
    assert "The kind of supplier, on the left" in shown


def test_a_filter_that_there_is_not_counts_as_none(client, analysis):
    assert words(client.get(f"/spend/analyses/{analysis.pk}/?basis=moon&by=")) == words(
        client.get(f"/spend/analyses/{analysis.pk}/")
    )


def test_every_chart_has_an_address_that_keeps_its_filters(client, analysis):
    address = reverse("spend:analysis_categories", args=[analysis.pk])

    content = client.get(f"{address}?influenceable=yes&as=shares").content.decode()

    assert f'href="{address}?influenceable=yes&amp;as=shares#leakage"' in content
    assert (
        "Medical supplies"
        not in content.split("What the money was for</h2>")[0]
        .split('id="leakage"')[1]
        .split("Show this as a table")[0]
    )


def test_categories_that_cannot_be_influenced(client, analysis):
    shown = page(client, "analysis_categories", analysis.pk, query="?influenceable=no")

    assert "£275,000, cannot be influenced" in shown


def test_no_category_of_the_kind_leaks(client, council):
    lines = lines_of([("A", "Mercantile Medical plc", "Medical supplies", 900, 9)])
    analysis = FiguredAnalysisFactory(organisation=council, figures=figures_of(lines))

    shown = page(client, "analysis_categories", analysis.pk, query="?influenceable=yes")

    assert "No category like this leaks." in shown


def test_suppliers_of_a_band(client, analysis):
    shown = page(client, "analysis_suppliers", analysis.pk, query="?band=outside&top=50")

    assert "The largest 5 received £588,000, 100.0% of £588,000." in shown
    assert "location is not a lawful award criterion" in shown


def test_deprivation_shows_both_indices_with_their_vintage(client, analysis):
    both = page(client, "analysis_deprivation", analysis.pk)
    one = page(client, "analysis_deprivation", analysis.pk, query="?index=imd2025")

    older, newer = "By the neighbourhoods of 2011", "By the neighbourhoods of 2021"
    assert (older in both, newer in both) == (True, True)
    assert (older in one, newer in one) == (False, True)
    assert "£84,900.00 is not ranked" in both


def test_months_as_shares_and_other_analyses(client, council, analysis):
    other = FiguredAnalysisFactory(organisation=council, title="Another year")

    shown = page(client, "analysis_months", analysis.pk, query="?as=shares")

    assert "as shares of that month" in shown
    assert "Another year" in shown
    assert (
        str(other.pk)
        in client.get(reverse("spend:analysis_months", args=[analysis.pk])).content.decode()
    )


def test_published_studies_stand_beside_as_references(client, analysis):
    shown = page(client, "analysis_published", analysis.pk)

    assert "These are references, not targets." in shown
    assert "This analysis" in shown
    assert "5% to 18.2%" in shown
    assert "Greater Manchester's ten councils: pooled" in shown.replace("&#x27;", "'")
    assert "61.7%" in shown
    assert "Mean of the 10 bodies: 53.8%." in shown


@pytest.mark.parametrize(("extent", "own"), [("wider", "49.7%"), ("sme", "52.2%")])
def test_published_studies_of_another_extent(client, analysis, extent, own):
    shown = page(client, "analysis_published", analysis.pk, query=f"?extent={extent}")

    assert f"This analysis {own}" in shown


def test_map_without_boundaries_says_so(client, analysis):
    assert "No boundaries are loaded" in page(client, "analysis_map", analysis.pk)


def test_map_of_a_place_that_is_not_there_any_more(client, council):
    analysis = FiguredAnalysisFactory(organisation=council, place_code="gone", wider_place_code="")

    assert "the place is not one local authority" in page(client, "analysis_map", analysis.pk)


def test_method_lists_what_it_was_worked_out_with(client, council):
    analysis = FiguredAnalysisFactory(
        organisation=council,
        worked_from=FiguredAnalysisFactory.worked_from
        | {
            "register": {"suppliers": 25, "sha256": None},
            "deprivation": [f"index {n}" for n in range(14)],
        },
    )

    shown = page(client, "analysis_method", analysis.pk)

    assert "Suppliers: 25" in shown
    assert "index 11 and 2 more" in shown


def test_report_names_nobody_and_says_what_it_does_not_say(client, analysis):
    shown = page(client, "report", analysis.pk)

    assert "J Entwistle" not in shown
    assert "An individual" in shown
    assert "no such effect follows from one" in shown
    assert "prescription" not in shown


def test_report_for_publication_leaves_out_few_payments(client, analysis):
    shown = page(client, "report", analysis.pk, query="?for=publication")

    assert "no figure stands for fewer than five payments" in shown
    assert "not shown" in shown
    assert "An individual" not in shown
    assert ("£1,900" in shown, "went where the place is not known" in shown) == (False, False)


def file_of(client, analysis, form, query=""):
    response = client.get(reverse("spend:report_file", args=[analysis.pk, form]) + query)
    assert response.status_code == 200
    return io.BytesIO(response.content)


def test_report_for_publication_draws_no_single_group(client, council):
    many = [line for line in lines_of() for _ in range(5)]
    analysis = FiguredAnalysisFactory(organisation=council, figures=figures_of(many))
    own = client.get(reverse("spend:report", args=[analysis.pk])).content.decode()

    public = client.get(reverse("spend:report", args=[analysis.pk]) + "?for=publication")

    assert 'id="flows-wide-title"' in own
    assert 'id="flows-wide-title"' not in public.content.decode()
    assert "How near it went" in public.content.decode()


def test_spreadsheet_has_a_sheet_for_each_table_and_names_nobody(client, analysis):
    book = openpyxl.load_workbook(file_of(client, analysis, "xlsx"))

    assert book.sheetnames[:4] == ["About", "bands", "bands-delivery", "areas"]
    bands = [[cell.value for cell in row] for row in book["bands"].iter_rows(min_row=4, max_row=5)]
    assert bands == [
        ["Where", "Payments", "Paid (pounds)", "Share of all (percent)",
         "Share of what is placed (percent)"],
        ["Preston", 64, 319400, 27.237, 27.282],
    ]  # fmt: skip
    every = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row]
    assert "J Entwistle" not in every
    assert {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row} <= {
        "s",
        "n",
    }


def test_spreadsheet_runs_no_name(client, council):
    found = figures_of()
    found["suppliers"][0]["name"] = '=HYPERLINK("http://example.com")'
    analysis = FiguredAnalysisFactory(organisation=council, figures=found)

    book = openpyxl.load_workbook(file_of(client, analysis, "xlsx"))

    assert book["suppliers"]["A5"].data_type == "s"


def test_word_document_says_what_the_report_says(client, analysis):
    document = docx.Document(file_of(client, analysis, "docx"))

    said = " ".join(paragraph.text for paragraph in document.paragraphs)
    assert "Local spend analysis" in said
    assert "What this does not say" in said


def test_long_tables_are_cut_in_documents_and_whole_in_the_spreadsheet(client, council):
    lines = many_lines(suppliers=130, categories=3)
    analysis = FiguredAnalysisFactory(organisation=council, figures=figures_of(lines))

    assert "The first 50 rows. 80 more are in the spreadsheet." in page(
        client, "report", analysis.pk
    )
    assert file_of(client, analysis, "pdf").getvalue()[:4] == b"%PDF"
    book = openpyxl.load_workbook(file_of(client, analysis, "xlsx"))
    assert book["suppliers"].max_row == 4 + 130 + 1


@pytest.mark.parametrize("form", ["pdf", "docx", "xlsx"])
def test_report_of_little_placed_and_of_nothing(client, council, form):
    nowhere = figures_of(lines_of([("A", "Nowhere Supplies", "Food", 900, 9)]))
    little = FiguredAnalysisFactory(organisation=council, figures=nowhere)
    nothing = FiguredAnalysisFactory(organisation=council, figures=figures_of([]))

    assert len(file_of(client, little, form).getvalue()) > 1_000
    assert len(file_of(client, nothing, form, "?for=publication").getvalue()) > 1_000


def test_what_is_published_tells_no_few_payments_at_the_top_or_of_what_was_left_out(
    client, council
):
    few = {"lines": 2, "pence": "7700"}
    plan = [("A", "Nowhere Supplies", "Food", 300, 3), ("A", "Larkhill Foods CIC", "Food", 900, 9)]
    found = figures_of(
        lines_of(plan), repaired=few, outside_period=few,
        exclusions=[{"reason": "out_of_period", **few}],
    )  # fmt: skip
    analysis = FiguredAnalysisFactory(organisation=council, figures=found)

    told = []
    for query in ("", "?for=publication"):
        about = openpyxl.load_workbook(file_of(client, analysis, "xlsx", query))["About"]
        text = " ".join(str(cell.value) for row in about.iter_rows() for cell in row)
        told.append(("stayed in Preston" in text, "£77" in text, "fewer than five" in text))

    # What was repaired is in words in every report; nothing was by the organisation's own.
    assert told == [(True, True, True), (False, False, True)]
    assert len(file_of(client, analysis, "docx", "?for=publication").getvalue()) > 1_000


# --- What if --------------------------------------------------------------------------------------


def test_what_if_works_it_out_exactly(client, analysis):
    shown = page(client, "what_if", analysis.pk, query="?measure=place&to=32")

    # 1,172,650.00 x 32% = 375,248.00, less 319,400.00
    assert "£55,848 a year" in shown
    assert "£375,248.00; less £319,400.00 now = £55,848.00." in shown
    assert "the change is 29.7% of it" in shown
    assert "location is not a lawful award criterion" in shown


def test_what_if_less(client, analysis):
    shown = page(client, "what_if", analysis.pk, query="?measure=place&to=0")

    assert "£319,400.00 less" in shown


def test_what_if_of_a_part_of_a_year(client, council):
    analysis = FiguredAnalysisFactory(organisation=council, end="2024-09-30")

    assert "over the period" in page(client, "what_if", analysis.pk, query="?measure=sme&to=60")


@pytest.mark.parametrize("query", ["", "?measure=place&to=120", "?measure=moon&to=5"])
def test_what_if_without_a_whole_question_shows_steps(client, analysis, query):
    shown = page(client, "what_if", analysis.pk, query=query)

    assert "1 point more: 28.2%" in shown
    assert "a year" not in shown.split("1 point more")[0].split("Work it out")[1]


def test_what_if_of_what_is_not_known(client, older):
    shown = page(client, "what_if", older.pk, query="?measure=vcse&to=5")

    assert "This share is not in this analysis" in shown


def test_areas_are_named(client, council):
    AreaFactory(code="E07000121", name="Lancaster")
    analysis = FiguredAnalysisFactory(organisation=council)

    assert "Lancaster" in page(client, "analysis_method", analysis.pk)


# --- Suppliers narrowed


@pytest.fixture
def worked(council):
    """An analysis of real payments; Bright is a micro social enterprise of a known sector."""
    imported(organisation=council)
    bright = council.suppliers.get(code="BRIGHTSIDECLEANING")
    facts = {"kind": "vcse", "size": "micro", "sic": "81210"}
    suppliers.edit_supplier(
        supplier=bright, facts=facts, reason="Known", by=UserFactory(), at=timezone.now()
    )
    return analysed(council)


def listed(client, analysis, query):
    """Return the words on how much the suppliers received, and their names."""
    shown = page(client, "analysis_suppliers", analysis.pk, query=query)
    names = ["Brightside Cleaning", "Ribble Roofing", "Faraway plc", "=Nowhere & Sons"]
    received = re.search(r"The largest (\d+ received .*? of £[\d,]+)\.", shown)[1]
    table = shown.partition("Who was paid most")[2].partition("Download the largest")[0]
    return received, [name for name in names if html.escape(name) in table]


@pytest.mark.parametrize(
    ("query", "received", "names"),
    [
        ("?kind=vcse", "1 received £1,000, 100.0% of £1,000", ["Brightside Cleaning"]),
        ("?size=micro&sector=N", "1 received £1,000, 100.0% of £1,000", ["Brightside Cleaning"]),
        ("?sector=not-known", "3 received £3,600, 100.0% of £3,600",
         ["Ribble Roofing", "Faraway plc", "=Nowhere & Sons"]),
        ("?authority=E06000008", "1 received £501, 100.0% of £501", ["Ribble Roofing"]),
        ("?kind=private&band=unknown", "1 received £99, 100.0% of £99", ["=Nowhere & Sons"]),
    ],
)  # fmt: skip
def test_suppliers_are_narrowed_to_kind_size_sector_and_place(
    client, worked, query, received, names
):
    assert listed(client, worked, query) == (received, names)


def test_where_no_supplier_fits_that_is_said(client, worked):
    shown = page(client, "analysis_suppliers", worked.pk, query="?kind=vcse&authority=E06000008")

    assert "No supplier that was paid is like that." in shown


def test_what_suppliers_are_narrowed_to_stays_in_links_and_in_the_file(client, worked):
    shown = client.get(
        reverse("spend:analysis_suppliers", args=[worked.pk]) + "?kind=private&band=outside"
    ).content.decode()

    address = reverse("spend:table_csv", args=[worked.pk, "suppliers"])
    file = f"{address}?band=outside&kind=private"
    assert html.escape(file) in shown
    assert "?top=50&amp;band=outside&amp;kind=private#suppliers" in shown
    sent = client.get(file).content.decode().lstrip("\ufeff").splitlines()
    assert [row.split(",")[0] for row in sent] == ["Supplier", "Faraway plc", "All"]


def test_a_file_that_is_not_narrowed_has_every_supplier(client, worked):
    sent = client.get(reverse("spend:table_csv", args=[worked.pk, "suppliers"])).content.decode()

    assert len(sent.splitlines()) == 6


def test_payments_of_a_narrowed_supplier_are_those_in_the_place(client, worked):
    shown = client.get(
        reverse("spend:analysis_suppliers", args=[worked.pk]) + "?authority=E06000008"
    ).content.decode()

    assert "supplier=RIBBLEROOFING&amp;authority=E06000008" in shown


def test_older_analyses_cannot_be_narrowed(client, older):
    shown = page(client, "analysis_suppliers", older.pk, query="?kind=vcse")

    assert "Any kind" not in shown
