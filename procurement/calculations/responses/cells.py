"""Cells of a filled template as values: words, numbers, days and pounds, each exactly as typed."""

import datetime as dt
import re
import unicodedata
from decimal import Decimal
from typing import Any

from socialvalue.calculations.spend.workbooks import cell_text

_NUMBER = re.compile(r"-?(?:[0-9]{1,3}(?:[, \u00a0\u202f][0-9]{3})+|[0-9]+)(?:\.[0-9]+)?")
_POUNDS = re.compile(r"£?\s*((?:[0-9]{1,3}(?:[, \u00a0\u202f][0-9]{3})+|[0-9]+)(?:\.[0-9]+)?)")
_APART = str.maketrans("", "", ", \u00a0\u202f")
_DAY = re.compile(r"(?P<day>[0-9]{1,2})[/.\- ](?P<month>[0-9]{1,2})[/.\- ](?P<year>[0-9]{4})")
_ISO_DAY = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})")
MOST_DIGITS = 40

EARLIEST, LATEST = dt.date(2000, 1, 1), dt.date(2100, 12, 31)


class CellWrong(ValueError):
    """A cell does not hold what it should. The message says what to do."""


def words(value: Any, *, longest: int) -> str:
    """Return the words of a cell, without blanks around them and without control characters.

    Raises CellWrong if there are more characters than `longest`.
    """
    text = cell_text(value).replace("\r\n", "\n").replace("\r", "\n")
    # A control character or half of a surrogate pair has no place in text, nor in a database.
    kept = (
        letter for letter in text if letter in "\n\t" or unicodedata.category(letter) not in UNFIT
    )
    found = "".join(kept).strip()
    if len(found) > longest:
        raise CellWrong(f"Shorten this to {longest:,} characters or fewer. It has {len(found):,}.")
    return found


UNFIT = frozenset({"Cc", "Cs"})


def number(value: Any) -> Decimal | None:
    """Return the number in a cell, None if it is empty. Raises CellWrong.

    A spreadsheet keeps 15 significant digits of a number; those are taken, none is made up.
    """
    text = words(value, longest=MOST_DIGITS)
    if not text:
        return None
    if isinstance(value, bool | dt.date | dt.time | dt.timedelta) or not _NUMBER.fullmatch(text):
        raise CellWrong("Enter a number, such as 12 or 4.5.")
    return Decimal(text.translate(_APART))


def pence(value: Any, *, most: int) -> int:
    """Return the pounds in a cell as whole pence. Raises CellWrong, also for an empty cell."""
    text = words(value, longest=MOST_DIGITS)
    found = _POUNDS.fullmatch(text)
    if not found or isinstance(value, bool | dt.date | dt.time | dt.timedelta):
        raise CellWrong("Enter the price in pounds, such as 1040000.50.")
    exact = Decimal(found[1].translate(_APART)) * 100
    if exact != exact.to_integral_value():
        raise CellWrong("Enter the price in pounds and whole pence, with two decimal places.")
    if exact > most:
        raise CellWrong("This price is too large. Check the number of noughts.")
    return int(exact)


def day(value: Any) -> dt.date | None:
    """Return the day in a cell, None if it is empty. Raises CellWrong.

    A day that is typed as words is read as day, month, year, or as 2027-09-30.
    """
    if isinstance(value, dt.datetime):
        found = value.date()
    elif isinstance(value, dt.date):
        found = value
    else:
        text = words(value, longest=MOST_DIGITS)
        if not text:
            return None
        found = _day_from(text)
    if not EARLIEST <= found <= LATEST:
        raise CellWrong(f"Enter a day from {EARLIEST.year} to {LATEST.year}.")
    return found


def _day_from(text: str) -> dt.date:
    """Return the day that the words spell. Raises CellWrong."""
    typed = _DAY.fullmatch(text) or _ISO_DAY.fullmatch(text)
    try:
        if typed:
            return dt.date(int(typed["year"]), int(typed["month"]), int(typed["day"]))
    except ValueError:
        pass
    raise CellWrong("Enter a day, such as 30/09/2027.")
