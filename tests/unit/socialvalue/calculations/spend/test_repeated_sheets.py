import io

import openpyxl
import pytest

from socialvalue.calculations.spend.reading import read_payments

APRIL = [(f"A {day}", f"{day:02}/04/2024", day) for day in range(11, 16)]
MAY = [(f"B {day}", f"{day:02}/05/2024", day) for day in range(11, 16)]


def said(**sheets):
    """Return what is told of a spreadsheet with these sheets of payments."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in [("Supplier", "Date", "Amount"), *rows]:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    found = read_payments(out.getvalue(), name="a.xlsx").findings
    return [(each.sheet, each.problem) for each in found]


@pytest.mark.parametrize(
    ("sheets", "which"),
    [
        ({"April": APRIL, "May": MAY, "Year": APRIL + MAY}, ["Year"]),
        ({"April": APRIL, "Copy": APRIL}, ["April"]),
        ({"April": APRIL, "May": MAY}, []),
        ({"April": APRIL[:4], "Copy": APRIL[:4]}, []),
        ({"April": APRIL}, []),
    ],
)
def test_payments_that_stand_in_two_sheets_are_told(sheets, which):
    problem = "The payments of this sheet stand in other sheets too, and were counted twice"

    assert said(**sheets) == [(sheet, problem) for sheet in which]
