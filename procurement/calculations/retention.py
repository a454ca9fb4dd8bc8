"""How long the records of a tender are kept."""

import datetime as dt


class NothingToCount(ValueError):
    """A period is at least a year long."""


def kept_until(counts_from: dt.date, *, years: int) -> dt.date:
    """Return the last day on which records must still be kept.

    The period is so many years beginning with the day after `counts_from`: counted from 24 February
    2026, three years end on 24 February 2029. Where the last year has no 29 February the period
    ends on 1 March, the later day. Raises NothingToCount.

    Source: Procurement Act 2023, section 98(6): three years beginning with the day of the contract
    or of the termination notice. We keep one day more, so that no reading ends earlier.
    """
    if years < 1:
        raise NothingToCount(f"keep records for at least 1 year, not {years}")
    try:
        return counts_from.replace(year=counts_from.year + years)
    except ValueError:
        return dt.date(counts_from.year + years, 3, 1)
