"""Payment dates in any one of the ways that payment files write them.

A date of three numbers can be read day first or month first. That is decided once for a whole file,
never cell by cell, and month first only if nothing else fits.
"""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

FIRST_YEAR, LAST_YEAR = 1970, 2099
"""A payment outside these years is a slip of the keyboard, not a payment."""

DAY_NOUGHT = dt.date(1899, 12, 30)
"""What spreadsheets count from: 1 is 31 December 1899, and 45505 is 1 August 2024."""

_MONTH_NAMES = (
    ("jan", "january"),
    ("feb", "february"),
    ("mar", "march"),
    ("apr", "april"),
    ("may",),
    ("jun", "june"),
    ("jul", "july"),
    ("aug", "august"),
    ("sep", "sept", "september"),
    ("oct", "october"),
    ("nov", "november"),
    ("dec", "december"),
)
_MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, start=1) for name in names}
_TIME = (
    r"(?:(?:[ T]|, ?)[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?"
    r"(?: ?[AP]M)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?)?"
)
_TIME_ALONE = re.compile(
    r"[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?(?: ?[AP]M)?", re.IGNORECASE
)
_WEEKDAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,? )?"
_NUMERIC = re.compile(
    rf"(?P<first>[0-9]{{1,2}})(?P<mark>[/.-])(?P<second>[0-9]{{1,2}})(?P=mark)"
    rf"(?P<year>[0-9]{{4}}|[0-9]{{2}}){_TIME}",
    re.IGNORECASE,
)
_ISO = re.compile(
    rf"(?P<year>[0-9]{{4}})(?P<mark>[/.-])(?P<month>[0-9]{{1,2}})(?P=mark)(?P<day>[0-9]{{1,2}}){_TIME}",
    re.IGNORECASE,
)
_COMPACT = re.compile(r"(?P<year>(?:19|20)[0-9]{2})(?P<month>0[0-9]|1[0-2])(?P<day>[0-9]{2})")
_RUN_TOGETHER = re.compile(r"(?P<first>[0-9]{2})(?P<second>[0-9]{2})(?P<year>(?:19|20)[0-9]{2})")
# Neither is ever the other: the years of a run would be months above 12.
_MONTH_ALONE = re.compile(
    r"(?P<year>(?:19|20)[0-9]{2})[/.-](?P<month>[0-9]{1,2})"
    r"|(?P<before>[0-9]{1,2})[/.-](?P<after>(?:19|20)[0-9]{2})"
)
_MONTH_OR_PERIOD = re.compile(r"(?:19|20)[0-9]{2}(?:0[1-9]|1[0-5])")
_SERIAL = re.compile(r"(?P<serial>[0-9]{5})(?:\.[0-9]+)?")
_DAY_NAME_YEAR = re.compile(
    rf"{_WEEKDAY}(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?[ /.-]?(?P<name>[a-z]{{3,9}})\.?,?[ /.-]?"
    rf"(?P<year>[0-9]{{4}}|[0-9]{{2}}){_TIME}",
    re.IGNORECASE,
)
_NAME_DAY_YEAR = re.compile(
    rf"{_WEEKDAY}(?P<name>[a-z]{{3,9}})\.? (?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?,? "
    rf"(?P<year>[0-9]{{4}}){_TIME}",
    re.IGNORECASE,
)
_NAME_YEAR = re.compile(r"(?P<name>[a-z]{3,9})[ -](?P<year>[0-9]{4}|[0-9]{2})", re.IGNORECASE)


class NotADate(ValueError):
    """The text is not a date. The message says what is wrong, in plain words."""


class DateOrder(StrEnum):
    """Which number comes first in a file's dates of three numbers."""

    DAY_FIRST = "day first"
    MONTH_FIRST = "month first"


@dataclass(frozen=True, slots=True)
class Day:
    """A day, the way it was written, and whether the text left the day of the month out."""

    day: dt.date
    form: str
    month_only: bool = False


class OrderSeen:
    """What the dates of a file show of the order in which they are to be read."""

    def __init__(self, texts: Iterable[str] = ()) -> None:
        """Begin with these dates."""
        self._has_numbers = self._first_above = self._second_above = False
        self._either = self._year_first = self._day_above = False
        for text in texts:
            self.see(text)

    def see(self, text: str) -> None:
        """Look at one more date: one of three numbers has a say, if it does not begin the year."""
        given = tidy(text)
        if found := _NUMERIC.fullmatch(given) or _RUN_TOGETHER.fullmatch(given):
            first, second = int(found["first"]) > 12, int(found["second"]) > 12
            self._has_numbers = True
            self._first_above = self._first_above or first
            self._second_above = self._second_above or second
            self._either = self._either or not (first or second)
        elif found := _ISO.fullmatch(given):
            self._year_first = True
            self._day_above = self._day_above or int(found["day"]) > 12

    @property
    def order(self) -> DateOrder:
        """Return month first if some second number is above 12 and no first is; else day first.

        Source: FORMAT of the local spend study, 3.1.
        """
        month_first = self._second_above and not self._first_above
        return DateOrder.MONTH_FIRST if month_first else DateOrder.DAY_FIRST

    @property
    def is_shown(self) -> bool:
        """Say whether the order can be seen: no date has three numbers, or one is above 12."""
        return not self._has_numbers or self._first_above or self._second_above

    @property
    def is_mixed(self) -> bool:
        """Say whether some dates can only be day first, and others only month first."""
        return self._first_above and self._second_above

    @property
    def may_be_turned_round(self) -> bool:
        """Say whether a spreadsheet seems to have turned day and month round in some dates.

        One that expects the month first makes dates of those it can read so, which are then year
        first and have no day above 12, and leaves those with a day above 12 as they were.
        """
        left = self._first_above and not self._either and not self._second_above
        return left and self._year_first and not self._day_above


def tidy(text: str) -> str:
    """Return a date as its patterns have it: one space at most, no mark of a text in front."""
    return " ".join(text.removeprefix("'").split())


def order_of(texts: Iterable[str]) -> DateOrder:
    """Return the order in which a file's dates of three numbers are to be read (`OrderSeen`)."""
    return OrderSeen(texts).order


def day_from_text(text: str, *, order: DateOrder) -> Day:
    """Return the day that the text spells; a time of day after it is let pass.

    Reads 14/05/2024, 14/05/24, 14.05.2024, 14-05-2024, 14052024 (in the given order), 2024-05-14,
    20240514, 14-May-24, 14 May 2024, 14th May 2024, May 14, 2024, and a spreadsheet serial (45505
    is 1 August 2024). A month and year alone (May-10, 2024-05, 05/2024) is the first of that month,
    and `month_only` says so. Two-digit years 00 to 68 are 2000 to 2068, 69 to 99 are 1969 to 1999.

    Raises NotADate for anything else, a day that does not exist, and a year outside 1970 to 2099.
    Source: FORMAT of the local spend study, 3.1; docs/sums.md, dates.
    """
    given = tidy(text)
    if not given:
        raise NotADate("The date is empty")
    for pattern, form in _FORMS:
        if found := pattern.fullmatch(given):
            return _day(found, form=form, order=order)
    if _TIME_ALONE.fullmatch(given):
        raise NotADate("The day is missing: this is only a time")
    if _MONTH_OR_PERIOD.fullmatch(given):
        raise NotADate("This may be a month, or the fourth month of a financial year, say")
    raise NotADate("This is not a date")


_FORMS = (
    (_NUMERIC, "three numbers"),
    (_ISO, "year first"),
    (_COMPACT, "year first"),
    (_RUN_TOGETHER, "three numbers"),
    (_SERIAL, "spreadsheet serial"),
    (_DAY_NAME_YEAR, "named month"),
    (_NAME_DAY_YEAR, "named month"),
    (_NAME_YEAR, "month and year"),
    (_MONTH_ALONE, "month and year"),
)


def _day(found: re.Match[str], *, form: str, order: DateOrder) -> Day:
    parts = found.groupdict()
    if "serial" in parts:
        day = DAY_NOUGHT + dt.timedelta(days=int(parts["serial"]))
    else:
        day = _calendar_day(
            year=_full_year(parts["year"] or parts["after"]),
            month=_month(parts, order=order),
            day_of_month=_day_of_month(parts, order=order),
        )
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise NotADate(f"The year {day.year} is not a year of payments")
    return Day(day, form, month_only=form == "month and year")


def _full_year(text: str) -> int:
    year = int(text)
    if len(text) == 4:
        return year
    return year + (2000 if year <= 68 else 1900)


def _month(parts: dict[str, str], *, order: DateOrder) -> int:
    if "name" in parts:
        name = parts["name"].lower()
        if name not in _MONTHS:
            raise NotADate(f"{parts['name']} is not the name of a month")
        return _MONTHS[name]
    if "month" in parts:
        return int(parts["month"] or parts["before"])
    return int(parts["second"] if order is DateOrder.DAY_FIRST else parts["first"])


def _day_of_month(parts: dict[str, str], *, order: DateOrder) -> int:
    if "first" in parts:
        return int(parts["first"] if order is DateOrder.DAY_FIRST else parts["second"])
    return int(parts.get("day", 1))


def _calendar_day(*, year: int, month: int, day_of_month: int) -> dt.date:
    try:
        return dt.date(year, month, day_of_month)
    except ValueError:
        raise NotADate(f"There is no day {day_of_month} of month {month} in {year}") from None
