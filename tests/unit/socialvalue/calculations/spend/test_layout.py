import pytest

from socialvalue.calculations.spend.headings import Amounts
from socialvalue.calculations.spend.layout import column_letters, header_at, layout_of, names_of


@pytest.mark.parametrize(("number", "letters"), [(1, "A"), (26, "Z"), (27, "AA"), (703, "AAA")])
def test_column_letters_are_those_of_a_spreadsheet(number, letters):
    assert column_letters(number) == letters


def test_names_of_are_all_different():
    row = [" Expense  Area ", "", "Expense Area", "Amount\n(£)", ""]

    assert names_of(row) == (
        "Expense Area",
        "Column B",
        "Expense Area (2)",
        "Amount (£)",
        "Column E",
    )


def laid(*row):
    return layout_of(row, sheet="", header_row=1, confirmed={}, amounts=None)


def test_layout_knows_how_wide_its_named_columns_are():
    layout = laid("Supplier", "", "Date", "Amount", "", "")

    assert (layout.width, layout.named_width) == (6, 4)


def test_layout_without_any_name_has_no_named_width():
    assert laid("", "").named_width == 0


def test_layout_says_which_needed_fields_are_missing():
    assert laid("Supplier", "Purpose").missing == ("date", "amount")


def test_layout_of_gross_amounts_needs_the_vat():
    layout = layout_of(
        ["Supplier", "Date", "Gross"],
        sheet="",
        header_row=1,
        confirmed={},
        amounts=Amounts.GROSS_AND_VAT,
    )

    assert layout.missing == ("vat",)


@pytest.mark.parametrize(
    ("rows", "confirmed", "index"),
    [
        ([], {}, None),
        ([["x"], ["y", "Amount"]], {}, None),
        ([["Supplier", "Date"], ["Supplier", "Date", "Amount"]], {}, 1),
        ([["Supplier", "Date"], ["x"]], {}, 0),
        ([["Supplier", "Date", "Amount"], ["Payee", "Paid on", "Net", "Z"]], {"category": "Z"}, 1),
        ([["Supplier", "Date", "Amount"]], {"category": "Z"}, 0),
        ([["Supplier", "Date", "Amount"]], {"category": ""}, 0),
    ],
)
def test_header_at(rows, confirmed, index):
    assert header_at(rows, confirmed=confirmed, amounts=None) == index
