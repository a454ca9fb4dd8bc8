"""Tables without headings: what their cells show, and what is left to a person."""

import pytest

from socialvalue.calculations.spend.findings import FileRefused
from socialvalue.calculations.spend.reading import read_payments
from socialvalue.calculations.spend.unheaded import guessed_columns
from tests.unit.socialvalue.calculations.spend.fast.same import assert_same

ROWS = [
    ["Environment", "", "Grounds", "1", "INV1", "Green & Sons Ltd", "03/04/2025", "4,072.51"],
    ["Legal", "", "Printing", "2", "INV2", "J Smith", "04/04/2025", "720.00"],
    ["Housing", "", "Repairs", "1", "INV3", "Hill Repairs Limited", "", "1,440.12"],
] + [["Housing", "", "Repairs", "1", "INV4", "Hill Repairs Limited", "05/04/2025", "-3.20"]] * 9


def changed(at, cells):
    """Return the rows with other cells in one column."""
    return [[*row[:at], cell, *row[at + 1 :]] for row, cell in zip(ROWS, cells, strict=True)]


def as_csv(rows):
    """Return rows as the bytes of a file."""
    return "\n".join(",".join(f'"{cell}"' for cell in row) for row in rows).encode()


def test_supplier_date_and_amount_show_themselves():
    assert guessed_columns(ROWS) == {
        "supplier": "Column F",
        "date": "Column G",
        "amount": "Column H",
    }


def test_two_columns_of_firms_are_left_to_a_person():
    assert guessed_columns(changed(2, ["Works Ltd"] * 12)) == {}


def test_two_columns_of_dates_are_left_to_a_person():
    assert guessed_columns(changed(4, ["01/04/2025"] * 12)) == {}


def test_without_firms_dates_or_amounts_nothing_is_guessed():
    assert guessed_columns(changed(5, ["J Smith"] * 12)) == {}
    assert guessed_columns(changed(6, [""] * 12)) == {}
    assert guessed_columns(changed(7, ["see note"] * 12)) == {}
    assert guessed_columns([]) == {}


def test_whole_numbers_may_be_anything():
    whole = [[row[5], row[6], str(number)] for number, row in enumerate(ROWS, start=100)]

    assert guessed_columns(whole) == {}


def test_a_file_without_headings_is_read_and_says_how():
    reading = read_payments(as_csv(ROWS), name="april.csv")

    # 4,072.51 + 720.00 - 9 x 3.20 = 4,763.71; the third row has no date.
    assert (len(reading.lines), sum(reading.lines.pence)) == (11, 476_371)
    assert [row for _, row in reading.refused_rows] == [3]
    assert str(reading.findings[1]) == (
        "row 1: This table has no headings. By what stands in its columns: supplier in Column F, "
        "date in Column G, amount in Column H. Check that this is so, or choose the columns "
        "yourself."
    )


def test_what_a_person_confirmed_comes_first():
    confirmed = {"supplier": "Column C", "date": "Column G", "amount": "Column H"}

    reading = read_payments(as_csv(ROWS), name="april.csv", confirmed_columns=confirmed)

    assert reading.lines.supplier[0] == "Grounds"
    assert all("no headings" not in finding.problem for finding in reading.findings)


HEADINGS = ["Department", "", "Service", "Line", "Ref No", "Name:", "Payment Date", "Amount"]


def test_headings_that_were_confirmed_may_stand_below_the_payments():
    content = as_csv([*ROWS * 10, HEADINGS, *ROWS])
    proposed = read_payments(content, name="april.csv")

    confirmed = {"vat": "", "postcode": "", **proposed.columns}
    reading = read_payments(content, name="april.csv", confirmed_columns=confirmed)

    assert proposed.columns["supplier"] == "Name:"
    assert [table.header_row for table in reading.layouts] == [None, 121]
    assert [table.columns["supplier"] for table in reading.layouts] == ["Column F", "Name:"]
    assert (len(reading.lines), reading.lines.pence) == (len(proposed.lines), proposed.lines.pence)
    assert_same(content, block=400, confirmed_columns=confirmed)


def test_headings_that_are_nowhere_are_refused_also_where_there_are_none():
    with pytest.raises(FileRefused, match='There is no heading "Payee" for supplier'):
        read_payments(as_csv(ROWS), name="april.csv", confirmed_columns={"supplier": "Payee"})
