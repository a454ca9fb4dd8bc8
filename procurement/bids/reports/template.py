"""The response template of one lot: a spreadsheet that bidders fill in without a connection.

Only the cells that a bidder fills in can be changed. Every text is written as text: what an officer
typed as a question is never run as a formula.
"""

import datetime as dt
from collections.abc import Sequence
from io import BytesIO
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from procurement.calculations.responses import Paper, Question
from procurement.calculations.responses import layout as at

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

WRITTEN = dt.datetime(2026, 1, 1)  # noqa: DTZ001 -- the same template is the same file on any day
INK, LIGHT, LINE = "#0b0c0c", "#eef2f7", "#b1b4b6"
UNLOCK = {"select_locked_cells": True, "select_unlocked_cells": True, "format_rows": True}

HEADINGS = {
    at.ANSWERS: ["Question", "What we ask", "Weight", "Your answer"],
    at.COMMITMENTS: [
        "Question",
        "What you will deliver",
        "How many",
        "Unit",
        "By when",
        "Where",
        "For whom",
        "How you will do it",
    ],
}
HINTS = {
    at.MEASURE: ("What you will deliver", "Choose from the list, or write your own."),
    at.QUANTITY: ("How many", "A number, such as 12 or 4.5. It must be more than nought."),
    at.UNIT: ("Unit", "What is counted, such as people, hours or tonnes."),
    at.DUE_ON: ("By when", "The last day, such as 30/09/2027."),
    at.WHERE: ("Where", "The place that benefits, such as a town or ward."),
    at.FOR_WHOM: ("For whom", "Who benefits, such as people aged 16 to 24 who are out of work."),
    at.EXPLANATION: ("How", "How you will do it, in a sentence or two."),
}


def response_template(paper: Paper) -> bytes:
    """Return the template as XLSX."""
    file = BytesIO()
    workbook = xlsxwriter.Workbook(
        file,
        {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False},
    )
    workbook.set_properties({"title": f"Response: {paper.title}", "created": WRITTEN})
    formats = _formats(workbook)
    _read_me(workbook.add_worksheet(at.README), paper, formats)
    _bid(workbook.add_worksheet(at.BID), paper, formats)
    _answers(workbook.add_worksheet(at.ANSWERS), paper, formats)
    commitments = workbook.add_worksheet(at.COMMITMENTS)
    about = workbook.add_worksheet(at.ABOUT)
    _about(about, paper)
    _commitments(commitments, paper, formats)
    workbook.close()
    return file.getvalue()


def _formats(workbook: Workbook) -> dict[str, Format]:
    """Return the looks of cells by name."""
    base = {"font_name": "Arial", "font_size": 11, "font_color": INK, "valign": "top"}
    words = base | {"text_wrap": True}
    fill = words | {"locked": False, "border": 1, "border_color": LINE, "bg_color": "#ffffff"}
    looks = {
        "title": base | {"font_size": 16, "bold": True},
        "words": words,
        "bold": words | {"bold": True},
        "heading": words | {"bold": True, "bg_color": LIGHT, "border": 1, "border_color": LINE},
        "locked": words | {"bg_color": LIGHT, "border": 1, "border_color": LINE},
        "fill": fill | {"num_format": "@"},
        "number": fill | {"num_format": "General", "align": "left"},
        "day": fill | {"num_format": "dd/mm/yyyy", "align": "left"},
        "price": fill | {"num_format": "#,##0.00", "align": "left"},
    }
    return {name: workbook.add_format(look) for name, look in looks.items()}


def _sheet(sheet: Worksheet, widths: Sequence[int], *, title: str, formats: dict) -> None:
    """Lay out a sheet: widths, its title, paper, and the lock on what must stay as it is."""
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    sheet.write_string(0, 0, title, formats["title"])
    sheet.hide_gridlines(2)
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.protect("", UNLOCK)


def _read_me(sheet: Worksheet, paper: Paper, formats: dict[str, Format]) -> None:
    """Say what to do."""
    _sheet(sheet, [110], title=f"Response to {paper.reference}: {paper.title}", formats=formats)
    for row, line in enumerate(_guidance(paper), start=2):
        sheet.write_string(row, 0, line, formats["words"])


def _guidance(paper: Paper) -> list[str]:
    """Return what a bidder should know, one line a row."""
    steps = [
        f"On “{at.BID}”, write the bidder's name and the price {paper.price_basis}.",
        (
            f"On “{at.ANSWERS}”, answer each question in the white cell beside it, in at most "
            f"{at.LONGEST_ANSWER:,} characters."
        ),
        (
            f"On “{at.COMMITMENTS}”, write one commitment a row: how much of what, by when, where "
            "and for whom. We hold the winner to these, so write only what you will deliver. "
            "Leave rows that you do not need empty."
        ),
        (
            "Write numbers and words, no formulas. Keep the sheets and rows as they are. "
            "Save as XLSX or ODS, without a password and without macros."
        ),
    ]
    return [
        f"Buyer: {paper.buyer}",
        f"Lot: {paper.lot} {paper.lot_title}",
        f"Deadline: {paper.deadline}. A bid that comes later may not be admitted.",
        "",
        *(f"{number}. {step}" for number, step in enumerate(steps, start=1)),
        "",
        (
            f"This template is for version {paper.version} of the method by which bids are "
            "judged. If the method changes before the deadline, ask for a new template."
        ),
    ]


def _bid(sheet: Worksheet, paper: Paper, formats: dict[str, Format]) -> None:
    """Ask who bids and at what price."""
    _sheet(sheet, [45, 60], title="Your bid", formats=formats)
    name, price = at.NAME, at.PRICE
    sheet.write_string(name.row, 0, "Bidder's name", formats["heading"])
    sheet.write_blank(name.row, name.column, None, formats["fill"])
    sheet.write_string(
        price.row, 0, f"Price in pounds, {paper.price_basis}, for the whole lot", formats["heading"]
    )
    sheet.write_blank(price.row, price.column, None, formats["price"])
    sheet.data_validation(
        price.row,
        price.column,
        price.row,
        price.column,
        _valid("decimal", ">=", 0, "Price", "Pounds and pence, such as 1040000.50"),
    )


def _answers(sheet: Worksheet, paper: Paper, formats: dict[str, Format]) -> None:
    """Ask each question."""
    _sheet(sheet, [12, 60, 18, 90], title="Answers", formats=formats)
    _headings(sheet, at.ANSWERS, at.FIRST_ANSWER - 1, formats)
    for row, question in at.answer_rows(paper):
        asked = f"{question.title}\n\n{question.question}".strip()
        weight = f"{question.weight:f}% of {question.section.lower()}"
        sheet.set_row(row, 150)
        sheet.write_string(row, at.CODE, question.code, formats["locked"])
        sheet.write_string(row, at.QUESTION, asked, formats["locked"])
        sheet.write_string(row, at.WEIGHT, weight, formats["locked"])
        sheet.write_blank(row, at.ANSWER, None, formats["fill"])


def _commitments(sheet: Worksheet, paper: Paper, formats: dict[str, Format]) -> None:
    """Ask for what the bidder will deliver, with the measures of each question to choose from."""
    _sheet(sheet, [12, 45, 12, 18, 14, 28, 32, 60], title="Commitments", formats=formats)
    _headings(sheet, at.COMMITMENTS, at.FIRST_COMMITMENT - 1, formats)
    kinds = {at.QUANTITY: "number", at.DUE_ON: "day"}
    for row, question in at.commitment_rows(paper):
        sheet.write_string(row, at.CODE, question.code, formats["locked"])
        for column in HINTS:
            sheet.write_blank(row, column, None, formats[kinds.get(column, "fill")])
    for question, first, last in _blocks(paper):
        for column, (title, words) in HINTS.items():
            rule = _rule(column, question, paper, title=title, words=words)
            sheet.data_validation(first, column, last, column, rule)


def _blocks(paper: Paper) -> list[tuple[Question, int, int]]:
    """Return each question that asks for commitments with its first and last row."""
    rows = at.commitment_rows(paper)[:: at.ROWS_PER_QUESTION]
    return [(question, row, row + at.ROWS_PER_QUESTION - 1) for row, question in rows]


def _rule(
    column: int, question: Question, paper: Paper, *, title: str, words: str
) -> dict[str, Any]:
    """Return what may be typed into a column, and the hint that shows beside the cell."""
    if column == at.QUANTITY:
        return _valid("decimal", ">", 0, title, words)
    if column == at.DUE_ON:
        return _valid("date", ">=", dt.date(2020, 1, 1), title, words)
    lists = {at.MEASURE: 0, at.UNIT: 1}
    if column in lists and question.measures:
        place = at.FIRST_LIST + 2 * list(paper.questions).index(question) + lists[column]
        name = at.column_name(place)
        entries = len(_listed(question)[lists[column]])
        return {
            "validate": "list",
            "source": f"={at.ABOUT}!${name}$1:${name}${entries}",
            "input_title": title,
            "input_message": words,
            # A bidder may offer what the buyer did not think of.
            "show_error": False,
        }
    return {"validate": "any", "input_title": title, "input_message": words}


def _valid(kind: str, criteria: str, value: Any, title: str, words: str) -> dict[str, Any]:
    """Return a rule of what may be typed."""
    return {
        "validate": kind,
        "criteria": criteria,
        "value": value,
        "input_title": title,
        "input_message": words,
        "error_title": title,
        "error_message": words,
    }


def _headings(sheet: Worksheet, name: str, row: int, formats: dict[str, Format]) -> None:
    """Write the headings of a table, and keep them in sight."""
    for column, heading in enumerate(HEADINGS[name]):
        sheet.write_string(row, column, heading, formats["heading"])
    sheet.freeze_panes(row + 1, 1)
    sheet.repeat_rows(row)


def _listed(question: Question) -> tuple[list[str], list[str]]:
    """Return the measures of a question and their units, each once."""
    measures = [each.measure for each in question.measures]
    units = [each.unit for each in question.measures if each.unit]
    return list(dict.fromkeys(measures)), list(dict.fromkeys(units)) or [""]


def _about(sheet: Worksheet, paper: Paper) -> None:
    """Note what the template is for, and the lists to choose from, where nobody need see them."""
    values = {"format": at.FORMAT, "key": paper.key, "version": paper.version}
    values["fingerprint"] = paper.fingerprint
    for row, name in enumerate(at.ABOUT_ROWS):
        sheet.write_string(row, 0, name)
        sheet.write_string(row, 1, values[name])
    for number, question in enumerate(paper.questions):
        for side, entries in enumerate(_listed(question)):
            for row, entry in enumerate(entries):
                sheet.write_string(row, at.FIRST_LIST + 2 * number + side, entry)
    sheet.protect("", UNLOCK)
    sheet.very_hidden()
