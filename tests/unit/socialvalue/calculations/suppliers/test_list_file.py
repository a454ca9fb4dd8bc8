"""Lists of suppliers: columns by meaning, errors by cell."""

import io

import openpyxl
import pytest

from socialvalue.calculations.spend.findings import FileRefused
from socialvalue.calculations.spend.study_files import suppliers_from
from socialvalue.calculations.suppliers import list_file
from socialvalue.calculations.suppliers.list_file import read_supplier_list
from tests.factories.spend import workbook
from tests.unit.test_code_base import ROOT

GOLDEN = (ROOT / "tests/golden/spend/supplier_master.csv").read_bytes()


def findings(text):
    """Return what is wrong with a list, as (row, heading, cell, problem)."""
    content = text.encode() if isinstance(text, str) else text
    return [
        (each.row, each.heading, each.cell, each.problem)
        for each in read_supplier_list(content).findings
    ]


def test_the_golden_master_is_read_as_the_study_reads_it():
    errors = []
    master = suppliers_from(GOLDEN, file="master", errors=errors)

    read = read_supplier_list(GOLDEN)

    assert read.findings == ()
    assert errors == []
    assert [
        (
            each.code, each.name, each.aliases, each.facts.get("registered_postcode", ""),
            each.facts.get("delivery_postcode", ""), each.facts.get("size", "unknown"),
            each.facts["kind"], each.facts["country"],
        )
        for each in read.suppliers
    ] == [
        (
            each.code, each.name, each.aliases, each.registered_postcode, each.delivery_postcode,
            each.size, each.kind, each.country,
        )
        for each in master.values()
    ]  # fmt: skip


def test_columns_by_meaning_in_a_spreadsheet_below_a_title():
    content = workbook(
        [
            ["Our suppliers"],
            ["Vendor Name", "Post Code", "Company Number", "SIC Code", "Supplier type", "Country"],
            ["Fylde Farms", "fy1 1ad", 123456, 1110, "Sole Trader", "United Kingdom"],
        ]
    )

    (listed,) = read_supplier_list(content).suppliers

    assert listed.name == "Fylde Farms"
    assert listed.is_individual
    assert listed.facts == {
        "registered_postcode": "FY1 1AD",
        "company_number": "00123456",
        "sic": "01110",
        "kind": "private",
        "country": "GB",
    }


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Supplier,Size\nFylde,huge\n", (2, "Size", "huge", "This is no size that we know")),
        ("Supplier,Kind\nFylde,odd\n", (2, "Kind", "odd", "This is no kind that we know")),
        ("Supplier,SIC\nFylde,x\n", (2, "SIC", "x", "This is no class of SIC 2007")),
        ("Supplier,Country\nFylde,GBR\n", (2, "Country", "GBR", "This is no code of a country")),
        ("Supplier,Code\n,1\n", (2, "Supplier", "", "The supplier has no name")),
        ("Supplier,Code\nA,1\nB,1\n", (3, "Code", "1", "Row 2 has this number too")),
        (
            "Supplier\nFylde Ltd\nFylde\n",
            (3, "Supplier", "Fylde", "This is a name of the supplier in row 2 too"),
        ),
        (
            "Supplier,Postcode\nFylde," + "1" * 21 + "\n",
            (2, "Postcode", "1" * 21, "This is longer than 20 characters"),
        ),
        (
            "Supplier,Code\nFylde,1,more\n",
            (2, "", "", "The row has more cells than there are headings"),
        ),
    ],
)
def test_what_is_wrong_is_told_by_cell(text, wanted):
    assert findings(text) == [wanted]


def test_a_row_with_a_broken_quotation_is_told():
    assert [row for row, *_ in findings('Supplier,Code\n"Fylde"x,1\nWyre,2\n')] == [2]


def test_blank_rows_and_sizes_that_say_nothing_are_passed_over():
    (listed,) = read_supplier_list(b"Supplier,Size\n,\nFylde,unknown\n").suppliers

    assert listed.facts == {}


def only_a_chart():
    """Return a spreadsheet that has a chart and no sheet."""
    book = openpyxl.Workbook()
    book.create_chartsheet("Chart").add_chart(openpyxl.chart.BarChart())
    del book["Sheet"]
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"Who,What\nFylde,1\n", "no column with the suppliers' names"),
        (b'"Who"x,What\n', "no column with the suppliers' names"),
        (b"a\n" * 30, "no column with the suppliers' names"),
        (only_a_chart(), "empty"),
    ],
)
def test_what_is_no_list_is_refused(content, words):
    with pytest.raises(FileRefused, match=words):
        read_supplier_list(content)


def test_a_list_that_is_far_too_long_is_refused(monkeypatch):
    monkeypatch.setattr(list_file, "MOST_ROWS", 2)

    with pytest.raises(FileRefused, match="more than 2 rows"):
        read_supplier_list(b"Supplier\nA\nB\nC\n")
