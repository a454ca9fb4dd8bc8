"""Amounts of one financial year in the prices of another, by the GDP deflator.

The deflator is an index: 100 in its base year. Money is whole pence, the index an exact decimal,
the result an exact fraction: nothing is rounded here.

Source: HM Treasury, GDP deflators at market prices, and money GDP; its user's guide, annex A, for
how to inflate and deflate.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, localcontext
from fractions import Fraction

from socialvalue.calculations.rounding import NotADecimalString, decimal_from_text
from socialvalue.calculations.small_areas import Cells

FORECAST = "forecast"
"""The mark of a year that the file gives no index of, only the change that is expected."""

_YEAR = re.compile(r"((?:19|20)\d\d)\s*[-/\N{EN DASH}]\s*(?:(?:19|20)?(\d\d))(?!\d)")
_BASE = re.compile(r"((?:19|20)\d\d[-/]\d\d)\s*=\s*100")
_FIRST_ROWS = 40
_PLAIN = ("financial_year", "index")
_DIGITS = 400


class NotADeflatorFile(ValueError):
    """The file cannot be read as a series of deflators. The message says what is wrong."""


class YearNotHeld(LookupError):
    """The series has no such financial year. The message is the sentence to show."""


@dataclass(frozen=True, slots=True)
class Price:
    """The index of a year, and what is said of it: a forecast, say, or not confirmed."""

    index: Decimal
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    """A series of deflators by financial year ("2024-25"), 100 in the base year."""

    base_year: str
    prices: Mapping[str, Price]


def deflate(pence: int, *, from_year: str, to_year: str, prices: Mapping[str, Price]) -> Fraction:
    """Return an amount of one financial year in the prices of another, in pence, exactly.

        pence × index of to_year / index of from_year

    Years are written as "2012-13". Negative amounts (refunds) keep their sign.

    Raises YearNotHeld for a year that the series does not have: it is not guessed.
    """
    if missing := [year for year in (from_year, to_year) if year not in prices]:
        held = f"it has {min(prices)} to {max(prices)}" if prices else "none is loaded"
        raise YearNotHeld(f"The deflator has no {' and no '.join(missing)}: {held}")
    return Fraction(pence) * Fraction(prices[to_year].index) / Fraction(prices[from_year].index)


def financial_year(text: object) -> str:
    """Return the financial year that a text begins with, as "2012-13"; empty if with none.

    "2012-13", "2012/13", "2012-2013" and "2025-26 (1)" are read; two years that do not follow each
    other are not.
    """
    found = _YEAR.match(str(text).strip())
    if not found or int(found[2]) != (int(found[1]) + 1) % 100:
        return ""
    return f"{found[1]}-{found[2]}"


def read_deflator(tables: Iterable[tuple[str, Iterable[Cells]]]) -> Series:
    """Return the series from the first of the tables (name and rows) that has one.

    Two layouts are read: that of HM Treasury (a heading such as "2024-25 = 100" right of the
    financial years, the change on the year before beside it), and a plain one with the headings
    `financial_year`, `index` and, if wanted, `mark`. Where HM Treasury gives a year only its
    expected change, the index is that of the year before, changed by so much, exactly, and is
    marked as a forecast.

    Raises NotADeflatorFile: no such table, an index that is no number above nought, a year given
    twice, or a base year whose index is not 100.
    """
    for name, rows in tables:
        numbered = list(enumerate(rows, start=1))
        for at, (_, cells) in enumerate(numbered[:_FIRST_ROWS]):
            if places := _places(cells):
                return _series(numbered[at + 1 :], *places, table=name)
    raise NotADeflatorFile(
        "The file has no heading such as 2024-25 = 100, and no headings financial_year and index"
    )


@dataclass(frozen=True, slots=True)
class _Places:
    """Where a row has its year, index, change on the year before, and mark; None for nowhere."""

    year: int
    index: int
    change: int | None
    mark: int | None


def _places(cells: Cells) -> tuple[_Places, str] | None:
    """Return where things stand, and the base year (empty if not told), if these are headings."""
    texts = [str(cell).strip() for cell in cells]
    if set(_PLAIN) <= set(texts):
        mark = texts.index("mark") if "mark" in texts else None
        return _Places(texts.index(_PLAIN[0]), texts.index(_PLAIN[1]), None, mark), ""
    for place, text in enumerate(texts):
        if place and (found := _BASE.match(text)):
            return _Places(place - 1, place, place + 1, None), financial_year(found[1])
    return None


def _series(
    numbered: list[tuple[int, Cells]], places: _Places, base_year: str, *, table: str
) -> Series:
    prices: dict[str, Price] = {}
    before: Price | None = None
    for number, cells in numbered:
        told = [str(cell).strip() for cell in cells] + [""] * (places.index + 3)
        year, where = financial_year(told[places.year]), f"{table}, row {number}"
        if not year:
            continue
        if year in prices:
            raise NotADeflatorFile(f"{where}: {year} is given more than once")
        before = _price(told, places, before, where=where)
        if before:
            prices[year] = before
    base_year = base_year or next((y for y, price in prices.items() if price.index == 100), "")
    if base_year not in prices or prices[base_year].index != 100:
        raise NotADeflatorFile(f"{table}: no year has the index 100")
    return Series(base_year, prices)


def _price(told: list[str], places: _Places, before: Price | None, *, where: str) -> Price | None:
    """Return the index of a year; None where neither it nor the change from a known one is told."""
    index = told[places.index]
    if index not in {"", "-"}:
        mark = told[places.mark] if places.mark is not None else ""
        return Price(_number(index, where=where, least=Decimal(0)), mark)
    change = told[places.change] if places.change is not None else ""
    if before is None or change in {"", "-"}:
        return None
    with localcontext() as exact:
        exact.prec = _DIGITS
        percent = _number(change, where=where, least=Decimal(-100))
        return Price(before.index * (1 + percent / 100), FORECAST)


def _number(text: str, *, where: str, least: Decimal) -> Decimal:
    try:
        number = decimal_from_text(text)
    except NotADecimalString as error:
        raise NotADeflatorFile(f"{where}: {error}") from error
    if number <= least:
        raise NotADeflatorFile(f"{where}: {text} is not above {least}")
    return number
