"""Tables as pages show them: amounts in words, and links to the payments behind them."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse

from socialvalue.core import charts
from socialvalue.spend import figures
from socialvalue.spend.models import Analysis
from socialvalue.spend.presenters.payments import can_drill, lines_url
from socialvalue.spend.tables import Head, Kind, NoSuchTable, Row, Table, for_people, table_of

Cell = str | dict[str, str]

MOST_OF_CHART = 36
"""Rows of the table beneath a chart: three years of months."""


def table_on_page(
    analysis: Analysis, key: str, *, most: int | None = None
) -> dict[str, Any] | None:
    """Return a table for templates/socialvalue/spend/analysis/table.html; None if there is none.

    With `most`, only so many rows are shown, and the others are said to be in the file.
    """
    try:
        table = table_of(figures.figures_of(analysis), key)
    except NoSuchTable:
        return None
    return drawn(analysis, table, most=most)


def drawn(analysis: Analysis, table: Table, *, most: int | None = None) -> dict[str, Any]:
    """Return a table as a template shows it."""
    return {
        "key": table.key,
        "title": table.title,
        "columns": columns_of(table.heads),
        "rows": [_row(analysis, table.heads, row) for row in table.rows[:most]],
        "total": _total(table),
        "caution": table.caution,
        "more": max(0, len(table.rows) - most) if most else 0,
        "csv_url": csv_url(analysis, table.key),
    }


def chart_table(analysis: Analysis, table: Table) -> charts.Table:
    """Return a table as the numbers of a chart: its first rows, all of which are in the file."""
    return charts.Table(
        columns=[charts.Column(text=head.text, numeric=head.is_number) for head in table.heads],
        rows=[_row(analysis, table.heads, row) for row in table.rows[:MOST_OF_CHART]],
        total=_total(table),
    )


def csv_url(analysis: Analysis, key: str) -> str:
    """Return where a table can be had as a file."""
    return reverse("spend:table_csv", args=[analysis.pk, key])


def columns_of(heads: Sequence[Head]) -> list[dict[str, Any]]:
    """Return the heads of a table."""
    return [{"text": head.text, "numeric": head.is_number} for head in heads]


def _total(table: Table) -> list[str] | None:
    if not table.total:
        return None
    return [
        for_people(value, head.kind) for value, head in zip(table.total, table.heads, strict=True)
    ]


def _row(analysis: Analysis, heads: Sequence[Head], row: Row) -> list[Cell]:
    """Return the cells of a row: its name and each amount lead to the payments behind them."""
    cells: list[Cell] = []
    for place, (value, head) in enumerate(zip(row.cells, heads, strict=True)):
        shown = for_people(value, head.kind)
        query = row.of_cells.get(place)
        if query is None and row.query is not None and (place == 0 or head.query):
            query = {**row.query, **(head.query or {})}
        is_nothing = head.kind is Kind.PENCE and (value == 0 or isinstance(value, str))
        if query is not None and not is_nothing and can_drill(analysis):
            cells.append({"text": shown, "url": lines_url(analysis, **query)})
        else:
            cells.append(shown)
    return cells
