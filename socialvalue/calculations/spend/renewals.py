"""What a contract that ends could bring home: its value a year, and the part that leaks now.

Everything is exact: months are whole months and a fraction of the last one, pence are fractions,
and both are rounded only where they are shown.
Source: docs/sums_spend.md, renewals.
"""

import calendar
import datetime as dt
from fractions import Fraction


def months_later(day: dt.date, months: int) -> dt.date:
    """Return the same day so many months later, or the last of a month that has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return dt.date(year, month + 1, min(day.day, last))


def term_months(start: dt.date, end: dt.date) -> Fraction:
    """Return how many months lie from the first to the last day, both included.

    1 April 2024 to 31 March 2027 is 36. Days that make no whole month are a part of the month
    that they lie in. Raises ValueError if the end lies before the start.
    """
    if end < start:
        raise ValueError(f"{end} lies before {start}")
    after = end + dt.timedelta(days=1)
    whole = (after.year - start.year) * 12 + after.month - start.month
    if months_later(start, whole) > after:
        whole -= 1
    reached, following = months_later(start, whole), months_later(start, whole + 1)
    return whole + Fraction((after - reached).days, (following - reached).days)


def yearly_pence(*, value_pence: int, start: dt.date, end: dt.date) -> Fraction:
    """Return a contract's value a year, in pence: its value by its months, times twelve."""
    return 12 * value_pence / term_months(start, end)


def worth_pence(yearly: Fraction, *, leak_pence: int, total_pence: int) -> Fraction | None:
    """Return what could come home in a year: the value a year, times the part that leaks.

    `leak_pence` of `total_pence` of the same category went outside the wider area. None where
    nothing, or less than nothing, was spent on the category: then no part can be said to leak.
    """
    if total_pence <= 0:
        return None
    return yearly * Fraction(leak_pence, total_pence)
