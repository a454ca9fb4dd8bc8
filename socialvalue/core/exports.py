"""Tables as CSV files that open safely in a spreadsheet and read back exactly.

A spreadsheet runs a cell that begins like a formula. A text that a stranger wrote must never run
on the machine of the officer who opens the file, so such a text gets an apostrophe in front. A
number from a sum of ours is written as a number, also below nought: give it as int or Decimal.

Source: OWASP, CSV injection; Unicode Standard, halfwidth and fullwidth forms.
"""

import csv
import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from io import StringIO

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
"""Tells a spreadsheet that the file is UTF-8."""

ROWS_AT_ONCE = 1_000
"""Rows that a streamed file holds in memory."""

LONGEST_FILE_NAME = 100

Cell = str | int | Decimal | dt.date | None

_STARTS_A_FORMULA = re.compile(r"'*\s*[=+\-@|\t\r\n＝＋－＠﹦﹢﹣﹫]")
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])")


class NotExportable(TypeError):
    """A value that has no agreed way to be written: a float, a truth value, a fraction."""


class RaggedRow(ValueError):
    """A row that has more or fewer cells than there are headings."""


def csv_bytes(headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """Return a CSV file: UTF-8 with a byte order mark, CRLF after each row.

    None is an empty cell; dates are written as 2026-07-03. Raises NotExportable, RaggedRow.
    """
    return b"".join(csv_stream(headings, rows))


def csv_stream(
    headings: Sequence[str], rows: Iterable[Sequence[Cell]], *, rows_at_once: int = ROWS_AT_ONCE
) -> Iterator[bytes]:
    """Yield the same file as `csv_bytes` in pieces, so that a long one takes little memory."""
    piece = StringIO()
    writer = csv.writer(piece, lineterminator="\r\n")
    writer.writerow([_written(heading) for heading in headings])
    yield BYTE_ORDER_MARK
    for number, row in enumerate(rows, start=1):
        if len(row) != len(headings):
            raise RaggedRow(f"row {number} has {len(row)} cells for {len(headings)} headings")
        writer.writerow([_written(cell) for cell in row])
        if number % rows_at_once == 0:
            yield _taken(piece)
    yield _taken(piece)


def harmless(text: str) -> str:
    """Return the text with an apostrophe in front if a spreadsheet might run it.

    A NUL is dropped, because most readers stop at it. Nothing else changes: `original` undoes it.
    """
    text = text.replace("\0", "")
    return f"'{text}" if _STARTS_A_FORMULA.match(text) else text


def original(text: str) -> str:
    """Return the text that `harmless` was given."""
    guarded = text.startswith("'") and _STARTS_A_FORMULA.match(text)
    return text[1:] if guarded else text


def file_name(words: str, *, ending: str) -> str:
    """Return a file name that every system takes, made of the words: "result-of-tender-7.csv".

    Only a to z, 0 to 9 and hyphens are kept, so no name can lead out of a folder or end a header.
    """
    letters = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    stem = re.sub(r"[^a-z0-9]+", "-", letters)[:LONGEST_FILE_NAME].strip("-")
    if not stem or _RESERVED.fullmatch(stem):
        stem = f"file-{stem}".strip("-")
    return f"{stem}.{ending}"


def _written(cell: Cell) -> str:
    if isinstance(cell, str):
        return harmless(cell)
    if isinstance(cell, Decimal):
        return f"{cell:f}"
    if isinstance(cell, int) and not isinstance(cell, bool):
        return str(cell)
    if isinstance(cell, dt.date):
        return cell.isoformat()
    if cell is None:
        return ""
    raise NotExportable(f"{type(cell).__name__} has no agreed way to be written in a table")


def _taken(piece: StringIO) -> bytes:
    """Return what has been written, and empty the page it was written on."""
    # A lone surrogate cannot be written in UTF-8; a question mark in its place can.
    taken = piece.getvalue().encode("utf-8", "replace")
    piece.seek(0)
    piece.truncate()
    return taken
