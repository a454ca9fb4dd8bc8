"""Rows out of spreadsheets: XLSX, XLS and ODS, as the text that the spreadsheet shows.

A number is taken as its 15 significant digits, which is what a spreadsheet stores and shows: 610.81
is 610.81 and not the binary fraction nearest to it. A date is taken as year-month-day, so that
nobody has to guess which number is the month.
"""

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice

import python_calamine

from socialvalue.calculations.spend.archives import DAMAGED
from socialvalue.calculations.spend.findings import FileRefused

MOST_BYTES_UNPACKED = 250 * 1024 * 1024
MOST_CELLS = 12_000_000
"""A sheet whose corners are farther apart than this would not fit into memory."""

OLD_SPREADSHEET = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIPPED = b"PK\x03\x04"

_CELL_NAME = re.compile(rb"""\br=["']([A-Z]{1,3})([0-9]{1,7})["']""")
_ROW_NUMBER = re.compile(rb"""<(?:\w+:)?row\b[^>]*?\br=["']([0-9]{1,7})["']""")
_ODS_TAG = re.compile(rb"<table:(table|table-row|table-cell|covered-table-cell)(?=[\s/>])([^>]*)>")
_ODS_REPEAT = re.compile(rb"""number-(?:rows|columns)-repeated=["']([0-9]+)""")
_SAVE_AS = "Open it in a spreadsheet program and save the payments as CSV or XLSX."

CellValue = (
    int | float | str | bool | dt.time | dt.date | dt.datetime | dt.timedelta  # what calamine gives
)


@dataclass(frozen=True, slots=True)
class BookSheet:
    """One sheet of a spreadsheet; hidden sheets are named but not read."""

    name: str
    hidden: bool
    rows: Iterator[list[str]]


def is_workbook(content: bytes) -> bool:
    """Say whether the bytes begin as a spreadsheet file does."""
    return content.startswith((ZIPPED, OLD_SPREADSHEET))


def sheets_of(content: bytes, *, first_rows: int | None = None) -> tuple[str, list[BookSheet]]:
    """Return the kind of spreadsheet (xlsx, xls, ods) and its sheets, every cell as text.

    `first_rows`: only so many rows of each sheet, for whoever wants to see its beginning.

    Raises FileRefused for what is no such spreadsheet, is locked with a password, or would unpack
    to more than memory can hold (a few kilobytes can be made to do so).
    """
    kind = "xls" if content.startswith(OLD_SPREADSHEET) else _kind_of_zip(content)
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        return kind, [_sheet(book, about, first_rows) for about in book.sheets_metadata]
    except python_calamine.PasswordError:
        raise FileRefused(
            "The spreadsheet is locked with a password. Save it without one."
        ) from None
    except python_calamine.CalamineError as error:
        raise FileRefused(f"The spreadsheet cannot be opened ({error}). {_SAVE_AS}") from None


def _sheet(
    book: python_calamine.CalamineWorkbook,
    about: python_calamine.SheetMetadata,
    first_rows: int | None,
) -> BookSheet:
    hidden = about.visible != python_calamine.SheetVisibleEnum.Visible
    if hidden or about.typ != python_calamine.SheetTypeEnum.WorkSheet:
        return BookSheet(about.name, hidden=True, rows=iter(()))
    sheet = book.get_sheet_by_name(about.name)
    return BookSheet(about.name, hidden=False, rows=islice(_rows(sheet), first_rows))


def _rows(sheet: python_calamine.CalamineSheet) -> Iterator[list[str]]:
    """Yield the rows of a sheet from its first cell on, whether anything stands there or not."""
    if sheet.start is None:
        return
    above, left = sheet.start
    margin = [""] * left
    for number, row in enumerate(sheet.iter_rows()):
        yield [*margin, *map(cell_text, row)] if number >= above else [*margin, *[""] * len(row)]


def cell_text(value: CellValue) -> str:
    """Return a cell as the text it shows: exact to 15 digits, dates year first, time dropped."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return f"{Decimal(format(value, '.15g')):f}"
    return _moment_text(value)


def _moment_text(value: dt.time | dt.date | dt.datetime | dt.timedelta) -> str:
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    return str(value)


def _kind_of_zip(content: bytes) -> str:
    """Return xlsx or ods, having made sure that it does not unpack to something monstrous."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _kind_of_archive(archive)
    except FileRefused:
        raise
    except DAMAGED:
        raise FileRefused(f"The spreadsheet is damaged and cannot be opened. {_SAVE_AS}") from None


def _kind_of_archive(archive: zipfile.ZipFile) -> str:
    names = set(archive.namelist())
    if sum(part.file_size for part in archive.infolist()) > MOST_BYTES_UNPACKED:
        raise FileRefused(f"The spreadsheet is too large to open here. {_SAVE_AS}")
    if "xl/workbook.xml" in names:
        for name in names:
            if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                _refuse_far_corner_of_xlsx(archive, name)
        return "xlsx"
    if "content.xml" in names:
        _refuse_far_corner_of_ods(archive.read("content.xml"))
        return "ods"
    raise FileRefused(f"This is a packed file, not a spreadsheet of payments. {_SAVE_AS}")


def _refuse_far_corner(row: int, column: int) -> None:
    """Refuse a sheet with a cell so far out that the rectangle up to it would fill the memory."""
    if row * column > MOST_CELLS:
        raise FileRefused(
            f"The spreadsheet is filled as far as row {row} and column {column}. Delete the rows "
            "and columns without payments, or copy the payments to a new sheet."
        )


def _refuse_far_corner_of_xlsx(archive: zipfile.ZipFile, name: str) -> None:
    last_row = last_column = 0
    for part in _parts(archive, name):
        for found in _CELL_NAME.finditer(part):
            last_column = max(last_column, _column_number(found[1]))
            last_row = max(last_row, int(found[2]))
        for found in _ROW_NUMBER.finditer(part):
            last_row = max(last_row, int(found[1]))
    _refuse_far_corner(last_row, last_column)


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + letter - ord("A") + 1
    return number


def _refuse_far_corner_of_ods(content: bytes) -> None:
    """Walk the rows and cells of an ODS file, whose repeats can make a few bytes into millions."""
    row = column = rows_here = 0
    for found in _ODS_TAG.finditer(content):
        repeated = _ODS_REPEAT.search(found[2])
        times = int(repeated[1]) if repeated else 1
        if found[1] == b"table":
            row = rows_here = 0
        elif found[1] == b"table-row":
            row, column, rows_here = row + rows_here, 0, times
        else:
            column += times
            if b"office:value-type" in found[2]:
                _refuse_far_corner(row + rows_here, column)


def _parts(archive: zipfile.ZipFile, name: str, *, size: int = 1 << 20) -> Iterator[bytes]:
    """Yield the bytes of one member in pieces, each with the end of the one before."""
    tail = b""
    with archive.open(name) as member:
        while piece := member.read(size):
            yield tail + piece
            tail = piece[-200:]
