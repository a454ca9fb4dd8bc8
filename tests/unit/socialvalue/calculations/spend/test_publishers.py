"""Rows of headings as public bodies write them, and which column is which."""

import datetime as dt
import io
import re
from pathlib import Path

import pytest
import xlsxwriter

from socialvalue.calculations.spend.findings import FileRefused
from socialvalue.calculations.spend.gathering import Aside
from socialvalue.calculations.spend.headings import Amounts
from socialvalue.calculations.spend.layout import layout_of
from socialvalue.calculations.spend.reading import read_payments
from tests.unit.socialvalue.calculations.spend.fast.same import fast, patient

# Behind the heading of each field stands its mark.
MARKS = {"*": "supplier", "@": "date", "#": "amount", "^": "category", "!": "description"}
HEADINGS = (Path(__file__).parent / "publishers_headings.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("line", HEADINGS.splitlines())
def test_headings_of_many_publishers(line):
    cells = line.split("|")
    wanted = {MARKS[cell[-1]]: cell[:-1].strip() for cell in cells if cell[-1:] in MARKS}

    layout = layout_of(
        [cell.rstrip("*@#^!") for cell in cells],
        sheet="",
        header_row=1,
        confirmed={},
        amounts=None,
    )

    assert {field: layout.columns.get(field) for field in wanted} == wanted
    assert layout.missing == ()


def read(text, **wishes):
    return read_payments(text.encode(), name="a.csv", **wishes)


def lines(reading):
    return [(line.supplier, str(line.day), line.pence) for line in reading.lines]


def test_debits_and_credits_in_two_columns():
    reading = read(
        "Account Name,Date,Debit,Credit\n"
        "A,14/04/2024,10.00,\n"
        "B,14/04/2024,,4.00\n"
        "C,14/04/2024,0.00,-5.00\n"
        "D,14/04/2024,1.00,2.00\n"
        "E,14/04/2024,£3.00,0.00\n"
        "F,14/04/2024,-,(2.50)\n"
        "G,14/04/2024\n"
    )

    assert [(line.supplier, line.pence) for line in reading.lines] == [
        ("A", 1000),
        ("B", -400),
        ("C", -500),
        ("E", 300),
        ("F", -250),
    ]
    assert [
        (found.row, found.heading, found.cell, found.refused) for found in reading.findings
    ] == [
        (1, "Credit", "", False),
        (5, "Debit", "1.00 and 2.00", True),
        (8, "", "G 14/04/2024", True),
    ]
    assert reading.amounts is Amounts.NET


def test_debits_and_credits_that_change_places():
    reading = read(
        "Name,Date,Debit,Credit\nA,14/04/2024,1.00,\nName,Date,Credit,Debit\nA,14/04/2024,1.00,\n"
    )

    assert list(reading.lines.pence) == [100, -100]
    assert [table.credit for table in reading.layouts] == [3, 2]


def test_debits_alone_are_amounts():
    reading = read("Name,Date,Debit\nA,14/04/2024,1.00\n")

    assert (list(reading.lines.pence), reading.layout.credit) == ([100], None)


SIGNS = (
    "Supplier,Date,Amount,{}\n"
    "A,14/04/2024,10.00,DR\n"
    "B,14/04/2024,4.00,cr.\n"
    "C,14/04/2024,-5.00,C\n"
    "D,14/04/2024,(2.00),CR\n"
    "E,14/04/2024,1.00,H\n"
    "F,14/04/2024,7.00,\n"
    "G,14/04/2024,8.00,see note\n"
    "H,14/04/2024,,CR\n"
)


@pytest.mark.parametrize("heading", ["DR/CR", "D/C", "Debit or Credit Indicator", "Sign", "CrDr"])
def test_another_column_says_which_amounts_came_back(heading):
    reading = read(SIGNS.format(heading))

    assert [(line.supplier, line.pence) for line in reading.lines] == [
        ("A", 1000), ("B", -400), ("C", -500), ("D", -200), ("E", -100), ("F", 700),
    ]  # fmt: skip
    assert [
        (found.row, found.heading, found.cell, found.refused) for found in reading.findings
    ] == [
        (1, heading, "", False),
        (8, "Amount", "8.00 see note", True),
        (9, "Amount", "", True),
    ]
    assert fast(SIGNS.format(heading).encode()) == patient(SIGNS.format(heading).encode())


def test_what_says_which_amounts_came_back_says_it_of_the_vat_too():
    reading = read(
        "Supplier,Date,Gross Amount,VAT,DR/CR\nA,14/04/2024,120.00,20.00,CR\n"
        "Supplier,Date,DR/CR,Gross Amount,VAT\nA,14/04/2024,DR,120.00,20.00\n"
    )

    assert list(reading.lines.pence) == [-10000, 10000]
    assert [table.sign for table in reading.layouts] == [4, 2]


@pytest.mark.parametrize(
    "headings", ["Supplier,Date,Amount,DC", "Supplier,Date,Debit,Credit,Sign", "Payee,Date,Amount"]
)
def test_no_other_column_says_which_amounts_came_back(headings):
    layout = layout_of(headings.split(","), sheet="", header_row=1, confirmed={}, amounts=None)

    assert layout.sign is None


@pytest.mark.parametrize(
    ("heading", "scale"),
    [
        ("Amount (pence)", "pence"), ("Amount (£000)", "thousands of pounds"),
        ("Net value £k", "thousands of pounds"), ("Amount £m", "millions of pounds"),
    ],
)  # fmt: skip
def test_amounts_that_are_not_in_pounds_are_never_taken_for_such(heading, scale):
    text = f"Supplier,Date,{heading}\nA,14/04/2024,1.50\n"

    assert read(text).missing == ("amount",)
    said = f'"{heading}" is in {scale}. Make a column in pounds beside it'
    with pytest.raises(FileRefused, match=re.escape(said)):
        read(text, confirmed_columns={"amount": heading})
    assert fast(text.encode(), confirmed_columns={"amount": heading}).startswith(said)


def test_the_totals_of_each_supplier_are_set_aside():
    text = (
        "Supplier,Date,Amount\n"
        "Acme Ltd,14/04/2024,100.00\nAcme Ltd,15/04/2024,50.00\nAcme Ltd Total,,150.00\n"
        "Sub Total Ltd,15/04/2024,1.00\nGrand Total,,151.00\n"
    )

    reading = read(text)

    assert lines(reading) == [
        ("Acme Ltd", "2024-04-14", 10000), ("Acme Ltd", "2024-04-15", 5000),
        ("Sub Total Ltd", "2024-04-15", 100),
    ]  # fmt: skip
    assert (reading.total_rows_skipped, reading.findings) == (2, ())
    assert fast(text.encode()) == patient(text.encode())


def test_a_month_is_a_date_only_where_there_is_no_other():
    assert read("Payee,Month,Amount\nA,Apr 2024,1\n").columns["date"] == "Month"
    assert read("Payee,Month,Date received,Amount\n").columns["date"] == "Date received"


def test_compact_dates_under_headings_of_a_report():
    reading = read("Supplier(T),Trans.date,Amount\nA,20240514,1.00\nB,20240601,-2.00\n")

    assert lines(reading) == [("A", "2024-05-14", 100), ("B", "2024-06-01", -200)]


def test_amounts_whose_pound_sign_was_lost_on_the_way():
    reading = read(
        "Payee,Date,Amount\n"
        'A,14/04/2024,"Â£1,234.50"\n'
        "A,14/04/2024,-\ufffd2.00\n"
        "A,14/04/2024,3.00 GBP\n"
    )

    assert list(reading.lines.pence) == [123450, -200, 300]
    assert reading.money_style == {"pound sign", "thousands commas", "minus before"}


def test_a_line_that_names_the_delimiter():
    reading = read("sep=;\nPayee;Date;Amount\nA, B & C;14/04/2024;1,000.00\n")

    assert lines(reading) == [("A, B & C", "2024-04-14", 100000)]


def test_a_report_with_a_title_in_merged_cells_and_blank_columns():
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        for month in (4, 5):
            sheet = book.add_worksheet(f"Month {month}")
            sheet.merge_range(0, 0, 0, 6, "Borough of Nowhere: payments over £500")
            sheet.write_row(3, 1, ["Merchant", "", "Billing Amount", "Transaction Date"])
            sheet.write_row(4, 1, ["Alpha Ltd", "", 12.34])
            sheet.write_datetime(
                4, 4, dt.datetime(2024, month, 2, tzinfo=dt.UTC).replace(tzinfo=None),
                book.add_format({"num_format": "dd/mm/yyyy"}),
            )  # fmt: skip
            sheet.write_row(6, 2, ["Total", 12.34])

    reading = read_payments(out.getvalue(), name="cards.xlsx")

    assert lines(reading) == [("Alpha Ltd", "2024-04-02", 1234), ("Alpha Ltd", "2024-05-02", 1234)]
    assert {line.sheet for line in reading.lines} == {"Month 4", "Month 5"}
    assert reading.set_aside_by_reason() == {
        Aside.TITLE: 2, Aside.BLANK: 6, Aside.HEADINGS: 2, Aside.TOTAL: 2,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"<!DOCTYPE html><html><body><table>", "a web page"),
        (b"\xef\xbb\xbf  <HTML><table><tr>", "a web page"),
        (b'<?xml version="1.0"?><Workbook>', "an XML file"),
        (b"%PDF-1.7 1 0 obj", "a PDF"),
        (b'{"payments": []}', "a JSON file"),
        (b'[{"supplier": 1}]', "a JSON file"),
        (b"{\\rtf1\\ansi Payments}", "a word-processed document"),
    ],
)
def test_what_is_no_table_is_called_by_its_name(content, words):
    with pytest.raises(FileRefused, match=f"The file is {words}"):
        read_payments(content, name="payments.csv")


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (("13/04/2024", "04/14/2024"), "both orders are in the file"),
        (("13/04/2024", "2024-01-04"), "may have turned day and month round"),
        (("03/04/2024", "04/05/2024"), "do not show whether"),
    ],
)
def test_what_cannot_be_known_of_dates_is_told(days, said):
    text = "".join(["Supplier,Date,Amount\n", *(f"A,{day},1.00\n" for day in days)])

    reading = read(text)

    assert said in " ".join(str(found) for found in reading.findings if not found.refused)
    assert fast(text.encode()) == patient(text.encode())
