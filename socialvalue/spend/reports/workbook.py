"""The report as a spreadsheet: a sheet for each table, with every row and what it does not say."""

import datetime as dt
from collections.abc import Iterable
from io import BytesIO
from typing import Any

from socialvalue.core.exports import file_name
from socialvalue.spend import figures
from socialvalue.spend.tables import Audience, Kind, Table, file_headings, tables_of
from socialvalue.spend.tables.sections import (
    DOES_NOT_SAY,
    Subject,
    may_draw,
    opening,
    source_of,
)
from socialvalue.spend.tables.table import for_files

LONGEST_NAME = 31
FORMATS = {Kind.COUNT: "#,##0", Kind.PENCE: "#,##0.00", Kind.SHARE: "0.000"}
WIDTHS = {Kind.WORDS: 40, Kind.COUNT: 12, Kind.PENCE: 20, Kind.SHARE: 12}
HEAD_ROW = 3


def workbook_of(subject: Subject, *, audience: Audience) -> bytes:
    """Return the report as XLSX. The same subject gives the same bytes."""
    is_empty = figures.is_empty(subject.found)
    said = [figures.NO_PAYMENTS] if is_empty else _said(subject, audience)
    return book_of(
        title=f"Local spend analysis: {subject.title}",
        organisation=subject.organisation,
        made_at=subject.made_at,
        about=[
            *(("", sentence) for sentence in said),
            *(("What this does not say", sentence) for sentence in DOES_NOT_SAY),
            *subject.facts,
            *((f"File: {name}", f"SHA-256 {sha256}") for name, sha256 in subject.files),
        ],
        tables=[] if is_empty else tables_of(subject.found, audience=audience),
        source=source_of(subject),
    )


def book_of(
    *,
    title: str,
    organisation: str,
    made_at: dt.datetime,
    about: Iterable[tuple[str, str]],
    tables: Iterable[Table],
    source: str,
) -> bytes:
    """Return a spreadsheet: a first sheet with what is said, and one for each table.

    Texts are cells of text, so that nothing in them is ever run. `source` stands above each table.
    """
    import xlsxwriter  # noqa: PLC0415 -- slow import

    file = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    workbook = xlsxwriter.Workbook(file, options)
    workbook.set_properties(
        {"title": title, "author": organisation, "created": made_at.replace(tzinfo=None)}
    )
    looks = _looks(workbook)
    _about(workbook, title, about, looks)
    for table in tables:
        _sheet(workbook, table, source, looks)
    workbook.close()
    return file.getvalue()


def _looks(workbook: Any) -> dict[str, Any]:
    looks = {
        "title": workbook.add_format({"bold": True, "font_size": 14}),
        "head": workbook.add_format(
            {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1}
        ),
        "words": workbook.add_format({"text_wrap": True, "valign": "top"}),
        "long": workbook.add_format({"text_wrap": True, "valign": "top"}),
        Kind.WORDS: workbook.add_format({"valign": "top"}),
    }
    numbers = {kind: workbook.add_format({"num_format": shape}) for kind, shape in FORMATS.items()}
    return looks | numbers


def _about(
    workbook: Any, title: str, about: Iterable[tuple[str, str]], looks: dict[str, Any]
) -> None:
    """Write the first sheet: what this is, what it does not say, and what it rests on."""
    sheet = workbook.add_worksheet("About")
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 1, 100)
    sheet.write_string(0, 0, title, looks["title"])
    for number, (key, value) in enumerate(about, start=2):
        sheet.write_string(number, 0, key, looks["words"])
        sheet.write_string(number, 1, value, looks["long"])


def _said(subject: Subject, audience: Audience) -> list[str]:
    found = subject.found
    provisional = [figures.provisional_words(found)] if figures.is_provisional(found) else []
    cards = figures.headline(found) if may_draw(subject, audience=audience) else []
    return [
        *(f"{card['figure']} {card['words']}" for card in cards),
        *provisional,
        *opening(subject, audience=audience),
    ]


def _sheet(workbook: Any, table: Table, source: str, looks: dict[str, Any]) -> None:
    sheet = workbook.add_worksheet(file_name(table.key, ending="x")[:-2][:LONGEST_NAME])
    sheet.write_string(0, 0, table.title, looks["title"])
    sheet.write_string(1, 0, f"{source} {table.caution}".strip(), looks[Kind.WORDS])
    for column, (head, heading) in enumerate(zip(table.heads, file_headings(table), strict=True)):
        sheet.set_column(column, column, WIDTHS[head.kind])
        sheet.write_string(HEAD_ROW, column, heading, looks["head"])
    for number, cells in enumerate(table.every_row(), start=HEAD_ROW + 1):
        for column, (value, head) in enumerate(zip(cells, table.heads, strict=True)):
            _cell(sheet, number, column, for_files(value, head.kind), looks[head.kind])
    sheet.freeze_panes(HEAD_ROW + 1, 1)


def _cell(sheet: Any, row: int, column: int, cell: Any, look: Any) -> None:
    """Write a cell: numbers as numbers, words as words, nothing for what is not known."""
    if isinstance(cell, str):
        sheet.write_string(row, column, cell, look)
    elif cell is not None:
        sheet.write_number(row, column, cell, look)
