"""Payment files: what is seen of one, what was read of it, and the rows that were not."""

from collections.abc import Iterable, Mapping
from typing import Any

from socialvalue.calculations.spend.columns import PaymentLine
from socialvalue.calculations.spend.findings import shortened
from socialvalue.core.exports import Cell
from socialvalue.spend import figures, words
from socialvalue.spend.models import PaymentFile, Row
from socialvalue.spend.queries import Proposal

ROW_HEADINGS = ["What became of it", "Sheet", "Row", "Column", "Cell", "Why", "What to do"]
DATES = {"three numbers": "03/04/2024", "year first": "2024-04-03"}
AMOUNTS = {
    "minus before": "-1.00", "minus after": "1.00-", "brackets": "(1.00)", "pound sign": "£1.00",
    "thousands commas": "1,234.00",
}  # fmt: skip
SAID_OF_HEADINGS = {"The headings again": "Headings"}
"""The first row of headings is set aside for the same reason as those that come again."""
DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "upright strokes", "^": "carets"}


def columns_page(proposal: Proposal) -> dict[str, Any]:
    """Return what the page shows on which columns are confirmed: the first rows as they stand."""
    width = max((len(cells) for _, cells in proposal.sample), default=0)
    headings = list(proposal.headings) or [""] * width
    return {
        "confirmed_for": proposal.confirmed_for,
        "missing": bool(proposal.missing),
        "told": proposal.told,
        "columns": [{"text": "Row"}, *({"text": text} for text in headings)],
        "sample": [
            [number, *(shortened(cell) for cell in _padded(cells, len(headings)))]
            for number, cells in proposal.sample
        ],
    }


def _padded(cells: Iterable[str], width: int) -> list[str]:
    return [*cells, *[""] * width][:width]


def file_page(file: PaymentFile, first: Iterable[PaymentLine]) -> dict[str, Any]:
    """Return what the page of a file that was read shows."""
    return {
        "cards": _cards(file),
        "sum": _sum(file),
        "how": _how(file),
        "first_columns": [
            {"text": "Date"}, {"text": "Supplier"}, {"text": "Category"}, {"text": "Postcode"},
            {"text": "Net amount", "numeric": True},
        ],
        "first": [
            [
                f"{line.day:%-d %B %Y}",
                line.supplier or figures.NO_SUPPLIER,
                line.category,
                line.postcode,
                words.pounds(line.pence),
            ]
            for line in first
        ],
    }  # fmt: skip


def _cards(file: PaymentFile) -> list[dict[str, str]]:
    """Return the cards of what was read and what was not."""
    return [
        {"figure": f"{file.rows_read:,}", "words": "payments read", "note": _days(file)},
        {
            "figure": words.pounds_short(file.total_pence),
            "words": "in all, refunds taken off",
            "note": words.pounds(file.total_pence),
        },
        {
            "figure": f"{file.rows_refused:,}",
            "words": "row not read" if file.rows_refused == 1 else "rows not read",
            "note": "to look at below" if file.rows_refused else "none was left out",
        },
    ]


def _sum(file: PaymentFile) -> str:
    """Return in words that every row is accounted for."""
    return (
        f"{words.counted(file.rows_in, 'row')} in the file: {file.rows_read:,} read, "
        f"{file.rows_set_aside:,} set aside as no payment (headings, totals, notes), "
        f"{file.rows_refused:,} not read."
    )


def _how(file: PaymentFile) -> list[dict[str, str]]:
    """Return the rows that say how the file was understood."""
    how = file.how
    rows = [("Paid by", file.anchor.name), ("Kind", how["kind"].upper())]
    if how["kind"] == "csv":
        delimiter = DELIMITERS[how["delimiter"]]
        rows += [("Text", f"{how['encoding']}, {delimiter} between the cells")]
    rows += [
        ("Dates", _written(how["dates"], DATES) or "None"),
        ("Amounts", _written(how["money"], AMOUNTS) or "Plain numbers"),
        ("Rows set aside", _set_aside(how["set_aside"])),
        ("SHA-256", file.sha256),
    ]
    return [{"key": key, "value": value} for key, value in rows]


def _written(found: Iterable[str], examples: Mapping[str, str]) -> str:
    """Return how something is written in the file, each way with an example where there is one."""
    ways = [f"{way} ({examples[way]})" if way in examples else way for way in found]
    return words.capital(", ".join(ways))


def _set_aside(reasons: dict[str, int]) -> str:
    """Return in words what was set aside; the headings are there once, and may come again."""
    counts = {SAID_OF_HEADINGS.get(reason, reason): rows for reason, rows in reasons.items()}
    return "; ".join(f"{reason}: {rows:,}" for reason, rows in counts.items()) or "None"


def _days(file: PaymentFile) -> str:
    """Return the first and the last payment day in words."""
    return words.period(file.first_day, file.last_day) if file.first_day else ""


def row_table(rows: Iterable[Row]) -> dict[str, Any]:
    """Return rows that were not read, or were read with a remark, for a table."""
    titles = ("Row", "Column", "Cell", "What is wrong, and what to do")
    return {
        "columns": [{"text": text} for text in titles],
        "rows": [
            [
                _where(row),
                row.heading,
                shortened(row.cell),
                f"{row.problem}. {row.remedy}.",
            ]
            for row in rows
        ],
    }


def _where(row: Row) -> str:
    if not row.number:
        return "The whole file"
    return f"{row.sheet}, {row.number}" if row.sheet else str(row.number)


def row_cells(row: Row) -> list[Cell]:
    """Return the cells of that file for one row."""
    return [
        row.get_kind_display(), row.sheet, row.number, row.heading, row.cell, row.problem,
        row.remedy,
    ]  # fmt: skip
