"""A paper, its template, and filling it in as a bidder would."""

import io
from decimal import Decimal

import openpyxl

from procurement.bids.reports import response_template
from procurement.calculations.responses import Measure, Paper, Question
from procurement.calculations.responses import layout as at


def paper(**changes):
    """Return what a lot asks: a quality question, and a social value question with measures."""
    given = {
        "key": "tender:lot",
        "reference": "T-1",
        "title": "Cleaning",
        "buyer": "Mereside Trust",
        "lot": "1",
        "lot_title": "Whole contract",
        "version": "1",
        "fingerprint": "f" * 64,
        "deadline": "24 July 2026 at 12:00",
        "price_basis": "without VAT",
        "questions": (
            Question(
                code="Q1",
                title="Running the service",
                question="How will you run it?",
                section="Quality",
                weight=Decimal(100),
                asks_commitments=False,
            ),
            Question(
                code="SV1",
                title="Good jobs",
                question="What will you do?",
                section="Social value",
                weight=Decimal(100),
                asks_commitments=True,
                measures=(
                    Measure(measure="Apprenticeships", unit="people"),
                    Measure(measure="Hours, given", unit=""),
                ),
            ),
        ),
    }
    return Paper(**given | changes)


RIGHT = {
    "Your bid": {"B4": "Alderfinch Ltd", "B6": 1040000.5},
    "Answers": {"D5": "A rota\nfor every ward."},
    "Commitments": {"B5": "Apprenticeships", "C5": 4, "F5": "Guild City"},
}


def filled(asked, cells):
    """Return the bytes of a template with these cells, by sheet and name."""
    book = openpyxl.load_workbook(io.BytesIO(response_template(asked)))
    for sheet, values in cells.items():
        for name, value in values.items():
            book[sheet][name] = value
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def with_cells(**changes):
    """Return the right cells with changes such as Answers={"D5": "..."}."""
    named = {name.replace("_", " "): values for name, values in changes.items()}
    return {
        sheet: RIGHT.get(sheet, {}) | named.get(sheet, {}) for sheet in RIGHT.keys() | named.keys()
    }


def last_commitment_row(asked):
    """Return the row, as a spreadsheet counts, after the last one for a commitment."""
    return at.FIRST_COMMITMENT + len(at.commitment_rows(asked)) + 1
