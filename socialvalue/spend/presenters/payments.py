"""Single payments: the page of those behind a figure, and the same as a file."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from functools import lru_cache, partial
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.core.paginator import Page
from django.urls import get_script_prefix, reverse

from socialvalue.calculations.spend.findings import shortened
from socialvalue.core.exports import Cell
from socialvalue.places.queries import authority_names, lsoa_names, ward_names
from socialvalue.spend import figures, words
from socialvalue.spend.models import Analysis
from socialvalue.spend.queries import CountedLine, Supplied, individual_keys, reference_of
from socialvalue.spend.tables.groups import INDIVIDUAL
from socialvalue.spend.tables.table import NOT_SHOWN
from socialvalue.spend.tables.where import REASONS

LINE_HEADINGS = [
    "Payment date", "Supplier", "Category", "Description", "Pounds", "Postcode",
    "Local authority", "Code of authority", "Where", "Transaction number", "File", "Row",
]  # fmt: skip


def can_drill(analysis: Analysis) -> bool:
    """Say whether the payments behind its figures can be shown: older analyses kept no groups."""
    return "groups" in analysis.worked_from


def lines_url(analysis: Analysis, **chosen: str) -> str:
    """Return the address of the payments behind a figure: of a band, a category, and so on."""
    return f"{_lines_address(get_script_prefix(), analysis.pk)}?{urlencode(chosen)}"


@lru_cache(maxsize=64)
def _lines_address(_prefix: str, analysis: UUID) -> str:
    """Return the address of an analysis' payments: a page has hundreds of links that begin so."""
    return reverse("spend:lines", args=[analysis])


def chosen(analysis: Analysis, query: Mapping[str, str]) -> str | None:
    """Return in words which payments are asked for, or None if there is nothing like it."""
    if any("\0" in value for value in query.values()):  # PostgreSQL cannot be asked for it
        return None
    words_of = _words(figures.figures_of(analysis))
    parts = [words_of[name](value) for name, value in query.items()]
    if None in parts:
        return None
    return ": ".join(filter(None, parts)) or "All payments"


def chosen_in_files(analysis: Analysis, query: Mapping[str, str]) -> str:
    """Return in words which payments a file has, without an individual's name (spend rule 19)."""
    if query.get("supplier") not in individual_keys(analysis):
        return str(chosen(analysis, query))
    others = {name: value for name, value in query.items() if name != "supplier"}
    return f"{INDIVIDUAL}: {chosen(analysis, others)}"


def _words(found: figures.Figures) -> dict[str, Callable[[str], str | None]]:
    """Return what puts each choice into words; None for what there is not."""
    bands = {figure.code: figure.words for figure in figures.bands_of(found)}
    areas = {area["code"]: area["name"] for area in [*found["areas"], *found["other_areas"]]}
    anchors = {anchor["code"]: anchor["name"] for anchor in found["anchors"]}
    return {
        "band": bands.get,
        "band_delivery": lambda code: _by_delivery(bands.get(code)),
        "area": areas.get,
        "area_delivery": lambda code: _by_delivery(areas.get(code)),
        "authority": lambda code: authority_names([code])[code],
        "ward": lambda code: ward_names([code])[code],
        "lsoa11": lambda code: lsoa_names([code], vintage=2011)[code],
        "lsoa21": lambda code: lsoa_names([code], vintage=2021)[code],
        "postcode": str,
        "decile": _decile_words,
        "unplaced": str,
        "leaking": lambda said: _yes(said, f"Left {found['areas'][-1]['name']}", "Did not leave"),
        "influenceable": lambda said: _yes(said, "Can be influenced", "Cannot be influenced"),
        "reason": lambda reason: f"Left out: {words.lower(REASONS.get(reason, reason))}",
        "anchor": anchors.get,
        "month": _month_words,
        **{query: partial(_group_name, found, kind) for query, kind in GROUPS.items()},
    }


GROUPS = {
    "category": "categories", "supplier": "suppliers", "sector": "sectors", "size": "sizes",
    "kind": "kinds",
}  # fmt: skip


def _group_name(found: figures.Figures, kind: str, key: str) -> str | None:
    """Return the name of a group; a supplier beyond those that are kept goes by its key."""
    named = {group.key: group.name for group in figures.groups_of(found, kind)}
    return named.get(key, key if kind == "suppliers" else None)


def _by_delivery(name: str | None) -> str | None:
    return name and f"{name}, by delivery address"


def _yes(said: str, yes: str, no: str) -> str | None:
    return {"yes": yes, "no": no}.get(said)


def _decile_words(choice: str) -> str | None:
    index, _, decile = choice.rpartition("-")
    if not index or not decile.isdecimal():
        return None
    return (
        f"Decile {decile} of {index.upper()}" if decile != "0" else f"No decile of {index.upper()}"
    )


def _month_words(month: str) -> str | None:
    try:
        return f"{dt.date.fromisoformat(f'{month}-01'):%B %Y}"
    except ValueError:
        return None


def lines_page(page: Page, *, what: str, pence: Fraction, query: dict[str, str]) -> dict[str, Any]:
    """Return what the page of the payments behind a figure shows. `pence` is of all its pages."""
    names = authority_names(counted.place for counted in page if counted.place)
    columns = [
        "Date",
        "Supplier",
        "Category",
        "Paid",
        "Postcode in the file",
        "Local authority",
        "Row",
    ]
    files = {counted.file.name for counted in page}
    return {
        "page": page,
        "what": f"Payments: {what}" if query else what,
        "count": f"{words.counted(page.paginator.count, 'payment')}, {words.pounds(pence)} in all",
        "csv_query": urlencode(query),
        "query": f"{urlencode(query)}&" if query else "",
        "columns": [
            {"text": text, "numeric": text == "Paid", "breaks": text == "Row"} for text in columns
        ],
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


SUPPLIED_COLUMNS = [{"text": "Analysis"}, {"text": "Known in it as"}, {"text": "Asked"}]


def supplied_rows(found: Iterable[Supplied]) -> list[list[Any]]:
    """Return a row for each analysis in which payments to a supplier are found."""
    return [
        [
            {"text": str(one.analysis), "url": lines_url(one.analysis, supplier=one.key)},
            one.name or figures.NO_SUPPLIER,
            f"{one.analysis.asked_at:%-d %B %Y}",
        ]
        for one in found
    ]


def where_in_file(sheet: str, row: int) -> str:
    """Return in words where a row stands in its file."""
    return f"sheet {sheet}, row {row}" if sheet else f"row {row}"


def line_rows(analysis: Analysis, found: Iterable[CountedLine]) -> Iterator[list[Cell]]:
    """Yield a row of a file for each counted line; the amount in pounds.

    No individual is named (spend rule 19): a reference stands in the place of the name, and what is
    written of the payment and its postcode, which may tell who it is, are left out.
    """
    bands = {figure.code: figure.words for figure in figures.bands_of(figures.figures_of(analysis))}
    names = authority_names(analysis.figures["authorities"])
    persons = individual_keys(analysis)
    for counted in found:
        line, place = counted.line, counted.place or ""
        told = [line.supplier, line.description, line.postcode]
        if counted.supplier in persons:
            reference = reference_of(analysis, counted.supplier)
            told = [f"{INDIVIDUAL}, reference {reference}", NOT_SHOWN, NOT_SHOWN]
        supplier, description, postcode = told
        yield [
            line.day, supplier, line.category, description, words.as_pounds(line.pence),
            postcode, names.get(place, ""), place, bands[counted.band],
            line.transaction_number, counted.file.name, where_in_file(line.sheet, line.row),
        ]  # fmt: skip
