"""The commitments of a tender's opened bids, as a table that delivery can go on with."""

from collections.abc import Iterable
from decimal import Decimal
from io import BytesIO

import xlsxwriter

from procurement.bids.models import Commitment
from procurement.bids.reports.template import WRITTEN
from socialvalue.core.exports import Cell, csv_bytes

HEADINGS = [
    "Bid", "Bidder", "Lot", "Question", "Number", "Measure", "Quantity", "Unit", "By when", "Where",
    "For whom", "How", "Lacks",
]  # fmt: skip
DIGITS_OF_A_SPREADSHEET = 15
WIDTHS = [8, 28, 8, 12, 8, 40, 12, 16, 12, 24, 30, 50, 40]


def commitments_csv(rows: Iterable[tuple[Commitment, str]]) -> bytes:
    """Return the commitments as CSV. Each comes with a sentence on what it lacks, or none."""
    return csv_bytes(HEADINGS, [_cells(commitment, lacks) for commitment, lacks in rows])


def commitments_xlsx(rows: Iterable[tuple[Commitment, str]]) -> bytes:
    """Return the same as XLSX. Texts are cells of text, so that nothing in them is ever run."""
    file = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    workbook = xlsxwriter.Workbook(file, options)
    workbook.set_properties({"created": WRITTEN})
    sheet = workbook.add_worksheet("Commitments")
    heading = workbook.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    words = workbook.add_format({"text_wrap": True, "valign": "top"})
    for column, (title, width) in enumerate(zip(HEADINGS, WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, title, heading)
    for number, (commitment, lacks) in enumerate(rows, start=1):
        for column, cell in enumerate(_cells(commitment, lacks)):
            if _fits_a_number(cell):
                sheet.write_number(number, column, cell, words)
            else:
                sheet.write_string(number, column, _text(cell), words)
    sheet.freeze_panes(1, 0)
    workbook.close()
    return file.getvalue()


def _cells(commitment: Commitment, lacks: str) -> list[Cell]:
    """Return the cells of one commitment. A part that was not given is empty, never nought."""
    return [
        commitment.bid.code,
        commitment.bid.bidder.name,
        commitment.bid.lot.code,
        commitment.criterion.code,
        commitment.position + 1,
        commitment.measure,
        commitment.quantity,
        commitment.unit,
        commitment.due_on,
        commitment.where,
        commitment.for_whom,
        commitment.explanation,
        lacks,
    ]


def _fits_a_number(cell: Cell) -> bool:
    """Whether a spreadsheet keeps every digit of a number: it has room for 15."""
    if isinstance(cell, Decimal):
        return len(cell.as_tuple().digits) <= DIGITS_OF_A_SPREADSHEET
    return isinstance(cell, int)


def _text(cell: Cell) -> str:
    """Return a cell as the text it shows: a number keeps every digit that was given."""
    if cell is None:
        return ""
    return f"{cell:f}" if isinstance(cell, Decimal) else str(cell)
