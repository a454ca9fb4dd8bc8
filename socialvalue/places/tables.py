"""Published tables as they come: CSV, the same compressed, XLSX and ODS, each read as rows."""

import csv
import gzip
import io
from collections.abc import Iterator
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

Rows = Iterator[list[object]]
_SPREADSHEETS = {".xlsx", ".xlsm", ".xls", ".ods"}


class NotATableFile(ValueError):
    """The file cannot be opened as a table. The message says what is wrong."""


def tables_of(path: Path) -> Iterator[tuple[str, Rows]]:
    """Yield the name and the rows of each table of a file: one of a CSV, the sheets of others.

    Cells of a CSV are text; those of a spreadsheet are what the sheet holds.

    Raises NotATableFile, OSError.
    """
    if path.suffix.lower() in _SPREADSHEETS:
        yield from _sheets(path)
    else:
        yield path.name, csv_rows(path.read_bytes(), name=path.name)


def csv_rows(content: bytes, *, name: str) -> Rows:
    """Return the rows of a CSV file, compressed (gzip) or not, in UTF-8 or Windows' own letters.

    Raises NotATableFile.
    """
    try:
        content = gzip.decompress(content) if content[:2] == b"\x1f\x8b" else content
    except (OSError, EOFError) as error:
        raise NotATableFile(f"{name} cannot be unpacked: {error}") from error
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    if "\x00" in text:
        raise NotATableFile(f"{name} is not a CSV file")
    return (list(row) for row in csv.reader(io.StringIO(text)))


def _sheets(path: Path) -> Iterator[tuple[str, Rows]]:
    try:
        workbook = CalamineWorkbook.from_path(path)
        for name in workbook.sheet_names:
            rows = workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
            yield f"sheet {name}", iter(rows)
    except CalamineError as error:
        raise NotATableFile(f"{path.name} is not a spreadsheet: {error}") from error
