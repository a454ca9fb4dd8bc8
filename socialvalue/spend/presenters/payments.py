"""Single payments: the page of those behind a figure, and the same as a file."""

from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page
from django.urls import reverse

from socialvalue.calculations.spend.findings import shortened
from socialvalue.core.exports import Cell
from socialvalue.places.queries import authority_names
from socialvalue.spend import figures, words
from socialvalue.spend.models import Analysis
from socialvalue.spend.queries import CountedLine

LINE_HEADINGS = [
    "Payment date", "Supplier", "Category", "Description", "Pounds", "Postcode",
    "Local authority", "Code of authority", "Where", "Transaction number", "File", "Row",
]  # fmt: skip


def lines_url(analysis: Analysis, **chosen: str) -> str:
    """Return the address of the payments behind a figure: of a band, or of a category."""
    return f"{reverse('spend:lines', args=[analysis.pk])}?{urlencode(chosen)}"


def chosen(analysis: Analysis, *, band: str, category: str | None) -> str | None:
    """Return in words which payments are asked for, or None if there is no such band or category.

    `band` may be empty and `category` None, for any.
    """
    bands = {figure.code: figure.words for figure in figures.bands_of(analysis.figures)}
    named = {group.key: group.name for group in figures.categories(analysis.figures)}
    if band not in {"", *bands} or category not in {None, *named}:
        return None
    parts = [bands.get(band, ""), "" if category is None else named[category]]
    return ": ".join(filter(None, parts)) or "All payments"


def lines_page(page: Page, *, what: str, query: dict[str, str]) -> dict[str, Any]:
    """Return what the page of the payments behind a figure shows."""
    names = authority_names(counted.place for counted in page if counted.place)
    columns = ["Date", "Supplier", "Category", "Paid", "Postcode", "Local authority", "Row"]
    files = {counted.file.name for counted in page}
    return {
        "page": page,
        "what": what,
        "count": words.counted(page.paginator.count, "payment"),
        "csv_query": urlencode(query),
        "query": f"{urlencode(query)}&" if query else "",
        "columns": [{"text": text, "numeric": text == "Paid"} for text in columns],
        "only_file": min(files) if len(files) == 1 else "",
        "rows": [_row(counted, names, in_one_file=len(files) == 1) for counted in page],
    }


def _row(counted: CountedLine, names: dict[str, str], *, in_one_file: bool) -> list[str]:
    line = counted.line
    where = where_in_file(line.sheet, line.row)
    return [
        f"{line.day:%-d\u00a0%b\u00a0%Y}",
        line.supplier or figures.NO_SUPPLIER,
        line.category,
        words.pounds(line.pence),
        line.postcode,
        names.get(counted.place or "", "Not known"),
        where if in_one_file else f"{shortened(counted.file.name)}, {where}",
    ]


def where_in_file(sheet: str, row: int) -> str:
    """Return in words where a row stands in its file."""
    return f"sheet {sheet}, row {row}" if sheet else f"row {row}"


def line_rows(analysis: Analysis, found: Iterable[CountedLine]) -> Iterator[list[Cell]]:
    """Yield a row of a file for each counted line; the amount in pounds."""
    bands = {figure.code: figure.words for figure in figures.bands_of(analysis.figures)}
    names = authority_names(analysis.figures["authorities"])
    for counted in found:
        line, place = counted.line, counted.place or ""
        yield [
            line.day, line.supplier, line.category, line.description, words.as_pounds(line.pence),
            line.postcode, names.get(place, ""), place, bands[counted.band],
            line.transaction_number, counted.file.name, where_in_file(line.sheet, line.row),
        ]  # fmt: skip
