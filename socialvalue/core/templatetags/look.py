"""Filters that put values into words or marks on the page."""

from collections.abc import Iterable, Iterator
from decimal import ROUND_HALF_UP, Decimal

from django import template
from django.core.paginator import Page

register = template.Library()


@register.filter
def beside(cells: Iterable[object], columns: Iterable[object]) -> Iterator[tuple[object, object]]:
    """Pair each cell of a row with its column."""
    return zip(cells, columns, strict=True)


@register.filter
def as_svg(number: Decimal | int) -> str:
    """Write a number as SVG wants it: plain digits, two places, no thousands, no exponent."""
    return format(Decimal(number).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP), "f")


@register.filter
def numbers_of(page: Page) -> Iterator[int | str]:
    """Return the numbers to show under a list: the first, the last, those near this page, "…"."""
    return page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
