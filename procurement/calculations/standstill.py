"""The last day of the standstill period, counted in working days of a named calendar."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass

SATURDAY = 5


class UnknownCounting(ValueError):
    """The counting rule is not one that is known here."""


class HolidaysNotKnown(ValueError):
    """The count would run past the days for which the holidays are known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Holiday:
    """A public holiday, and the parts of the UK that keep it."""

    day: dt.date
    name: str
    nations: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class CountingRule:
    """How a regime counts: so many working days, from the day of the notice or the day after it.

    Procurement Act 2023 s.51: 8, `day_of_notice`. Provider Selection Regime: 8, `day_after_notice`.
    """

    working_days: int
    counting_starts: str

    def __post_init__(self) -> None:
        """Raise UnknownCounting unless the rule counts at least one day from a known start."""
        if self.working_days < 1:
            raise UnknownCounting(f"count at least 1 working day, not {self.working_days}")
        if self.counting_starts not in DAYS_AFTER_NOTICE:
            raise UnknownCounting(f"start counting {' or '.join(DAYS_AFTER_NOTICE)}")


DAYS_AFTER_NOTICE = {"day_of_notice": 0, "day_after_notice": 1}


def ends_on(
    notice_published_on: dt.date,
    *,
    rule: CountingRule,
    nations: Collection[str],
    holidays: Iterable[Holiday],
    holidays_known_to: dt.date,
) -> dt.date:
    """Return the last day of the standstill period. The contract may be entered from the day after.

    It is the last of `working_days_counted`, which says what the arguments are and what is refused.
    Print the calendar that was used with the date.
    """
    days = working_days_counted(
        notice_published_on,
        rule=rule,
        nations=nations,
        holidays=holidays,
        holidays_known_to=holidays_known_to,
    )
    return days[-1]


def working_days_counted(
    notice_published_on: dt.date,
    *,
    rule: CountingRule,
    nations: Collection[str],
    holidays: Iterable[Holiday],
    holidays_known_to: dt.date,
) -> tuple[dt.date, ...]:
    """Return the working days of the standstill period, in order.

    Working days are Monday to Friday, less the holidays of any of the `nations` of the calendar (so
    the calendar of the whole UK takes the holidays of all its parts). Counting starts on the first
    working day on or after the day that the rule names. Days are days in the tender's time zone.

    `holidays` are dated data that the caller loads; `holidays_known_to` is the last day they cover.
    Beyond it a holiday could be missed and the period end too early, so the count is refused; so it
    is for a nation of which not one holiday is known.

    Raises HolidaysNotKnown. Source: Procurement Act 2023 s.51; Provider Selection Regime guidance.
    """
    kept = _days_kept(holidays, nations=nations)
    day = notice_published_on + dt.timedelta(days=DAYS_AFTER_NOTICE[rule.counting_starts])
    counted: list[dt.date] = []
    while len(counted) < rule.working_days:
        if day > holidays_known_to:
            raise HolidaysNotKnown(
                f"holidays are known to {holidays_known_to:%d %B %Y} only: load later ones"
            )
        if day.weekday() < SATURDAY and day not in kept:
            counted.append(day)
        day += dt.timedelta(days=1)
    return tuple(counted)


def _days_kept(holidays: Iterable[Holiday], *, nations: Collection[str]) -> set[dt.date]:
    """Return the days that any of the nations keeps, or raise HolidaysNotKnown."""
    relevant = [holiday for holiday in holidays if holiday.nations & set(nations)]
    known = {nation for holiday in relevant for nation in holiday.nations}
    if not nations or set(nations) - known:
        missing = ", ".join(sorted(set(nations) - known)) or "a calendar without nations"
        raise HolidaysNotKnown(f"no holidays are known for {missing}: load them")
    return {holiday.day for holiday in relevant}
