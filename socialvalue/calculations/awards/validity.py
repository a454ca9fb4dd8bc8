"""How long an award is valid, and what can be said of it on a day."""

import calendar
import datetime as dt
from enum import StrEnum


class Standing(StrEnum):
    """What anybody may be told of an award on a day."""

    IN_FORCE = "in_force"
    NOT_YET = "not_yet"
    RUN_OUT = "run_out"
    SUSPENDED = "suspended"
    WITHDRAWN = "withdrawn"


def last_day(*, first: dt.date, months: int) -> dt.date:
    """Return the last day of a period of whole months that begins on `first`.

    It is the day before the one of the same number, so a year from 1 March ends on the last of
    February. Where the last month has no such day, it is the last day of that month. Raises
    ValueError for less than one month.
    Source: docs/sums.md, validity of an award.
    """
    if months < 1:
        raise ValueError(f"an award is valid for at least one month, not {months}")
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    longest = calendar.monthrange(year, month + 1)[1]
    if first.day > longest:
        return dt.date(year, month + 1, longest)
    return dt.date(year, month + 1, first.day) - dt.timedelta(days=1)


def months_before(day: dt.date, *, months: int) -> dt.date:
    """Return the day so many months earlier, or the last of that month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def standing(*, state: str, valid_from: dt.date, valid_to: dt.date | None, on: dt.date) -> Standing:
    """Return what an award is on a day. `state` is held, suspended or withdrawn.

    One that was withdrawn stays so; that it has run out comes before a suspension, which no longer
    matters then.
    """
    if state == "withdrawn":
        return Standing.WITHDRAWN
    if valid_to is not None and on > valid_to:
        return Standing.RUN_OUT
    if state == "suspended":
        return Standing.SUSPENDED
    return Standing.NOT_YET if on < valid_from else Standing.IN_FORCE
