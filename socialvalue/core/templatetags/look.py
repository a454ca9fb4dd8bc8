"""Filters that put values into words or marks on the page."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal

from django import template
from django.core.paginator import Page
from django.template import Context
from django.template.base import render_value_in_context
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString

register = template.Library()

_ROW = '<tr class="govuk-table__row">{}</tr>'
_ROW_OF_BLOCKS = '<tr role="row" class="govuk-table__row">{}</tr>'
_HEADING = '<th scope="row" class="govuk-table__header">{}</th>'
_CELL = '<td class="govuk-table__cell">{}</td>'
_BREAKING = '<td class="govuk-table__cell app-break">{}</td>'
_SHORT = '<td class="govuk-table__cell app-nowrap">{}</td>'
_NUMBER = '<td class="govuk-table__cell govuk-table__cell--numeric">{}</td>'


@register.simple_tag(takes_context=True)
def table_rows(
    context: Context,
    rows: Iterable[Iterable[object]],
    columns: Iterable[object],
    blocks: object = None,
) -> SafeString:
    """Return the rows of a table: a template for each cell would take several times as long.

    A cell is text, or has `text` and maybe `url`; the first of a row is its heading. A column may
    be `numeric`, or `short`: its words stand on one line, or `breaks`: its words, such as names
    of files, break anywhere. With `blocks` a phone shows each row as a block: each cell then says
    of which column it is, and what it is in the table, which a block is not by itself.
    """
    kinds = _kinds(columns, blocks)
    return format_html_join(
        "\n",
        _ROW_OF_BLOCKS if blocks else _ROW,
        ((_cells(context, kinds, row),) for row in rows),
    )


@register.simple_tag(takes_context=True)
def table_total(
    context: Context,
    cells: Iterable[object],
    columns: Iterable[object],
    blocks: object = None,
) -> SafeString:
    """Return the last row of a table, of the same kinds of cells."""
    return format_html(
        (_ROW_OF_BLOCKS if blocks else _ROW).replace("__row", "__row app-table__row--total", 1),
        _cells(context, _kinds(columns, blocks), cells),
    )


def _kinds(columns: Iterable[object], blocks: object) -> list[str]:
    _, *others = columns
    kinds = [_HEADING, *map(_kind, others)]
    if not blocks:
        return kinds
    return [kinds[0].replace("<th", '<th role="rowheader"')] + [
        kind.replace("<td", f'<td role="cell" data-label="{_label(column)}"')
        for kind, column in zip(kinds[1:], others, strict=True)
    ]


def _label(column: object) -> str:
    """Return the heading of a column as an attribute of a format string."""
    return escape(_part(column, "text")).replace("{", "{{").replace("}", "}}")


def _kind(column: object) -> str:
    if _part(column, "numeric"):
        return _NUMBER
    if _part(column, "short"):
        return _SHORT
    return _BREAKING if _part(column, "breaks") else _CELL


def _cells(context: Context, kinds: Sequence[str], row: Iterable[object]) -> SafeString:
    made = [
        (format_html(kind, _content(context, cell)),) for kind, cell in zip(kinds, row, strict=True)
    ]
    return format_html_join("", "{}", made)


def _content(context: Context, cell: object) -> str:
    text = _part(cell, "text")
    shown = render_value_in_context(cell if text is None else text, context)
    if url := _part(cell, "url"):
        return format_html('<a class="govuk-link" href="{}">{}</a>', url, shown)
    return shown


def _part(thing: object, name: str) -> object:
    """Return a part of a cell or column, as templates find it: None if there is none."""
    return thing.get(name) if isinstance(thing, Mapping) else getattr(thing, name, None)


@register.filter
def as_svg(number: Decimal | int) -> str:
    """Write a number as SVG wants it: plain digits, two places, no thousands, no exponent."""
    return format(Decimal(number).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP), "f")


@register.filter
def numbers_of(page: Page) -> Iterator[int | str]:
    """Return the numbers to show under a list: the first, the last, those near this page, "…"."""
    return page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
