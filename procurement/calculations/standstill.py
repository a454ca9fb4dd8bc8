"""The last day of the standstill period, counted in working days of a named calendar."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass

SATURDAY = 5

NATION_WORDS = {
    "england_and_wales": "England and Wales",
    "scotland": "Scotland",
    "northern_ireland": "Northern Ireland",
}
"""The parts of the UK that keep holidays of their own, as they are printed."""


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


DAYS_AFTER_NOTICE = {"day_of_notice": 0, "day_after_notice": 1, "second_day_after_notice": 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarRule:
    """How a regime counts in calendar days, each day counting, from the day after the sending.

    A last day that is not a working day moves on to the next working day.
    Public Contracts Regulations 2015, regulation 87: 10, for notices sent electronically.
    """

    calendar_days: int

    def __post_init__(self) -> None:
        """Raise UnknownCounting unless the rule counts at least one day."""
        if self.calendar_days < 1:
            raise UnknownCounting(f"count at least 1 day, not {self.calendar_days}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """One day of the calendar as it is printed: its number in the count, or why it has none."""

    day: dt.date
    number: int | None
    why_not: str


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
        _refuse_unknown(day, holidays_known_to)
        if _is_working(day, kept):
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


def calendar(
    notice_published_on: dt.date,
    *,
    rule: CountingRule | CalendarRule,
    nations: Collection[str],
    holidays: Iterable[Holiday],
    holidays_known_to: dt.date,
) -> tuple[Day, ...]:
    """Return every day from that of the notice to the last of the standstill period, in order.

    A day that counts has its number, 1 for the first; one that does not says why in words. The
    arguments and refusals are those of `working_days_counted`. Raises HolidaysNotKnown.
    """
    known = list(holidays)
    kept = _days_kept(known, nations=nations)
    if isinstance(rule, CalendarRule):
        counted = _calendar_days(notice_published_on, rule=rule, known_to=holidays_known_to)
        last = counted[-1]
        while not _is_working(last, kept):
            last += dt.timedelta(days=1)
            _refuse_unknown(last, holidays_known_to)
    else:
        counted = working_days_counted(
            notice_published_on,
            rule=rule,
            nations=nations,
            holidays=known,
            holidays_known_to=holidays_known_to,
        )
        last = counted[-1]
    numbers = {day: number for number, day in enumerate(counted, start=1)}
    return tuple(
        Day(
            day=day,
            number=numbers.get(day),
            why_not=""
            if day in numbers
            else _why_not(day, notice_published_on, counted, known, nations=nations),
        )
        for day in _days_between(notice_published_on, last)
    )


def _calendar_days(
    notice_published_on: dt.date, *, rule: CalendarRule, known_to: dt.date
) -> tuple[dt.date, ...]:
    """Return the calendar days that are counted. Raises HolidaysNotKnown."""
    counted = tuple(
        notice_published_on + dt.timedelta(days=number)
        for number in range(1, rule.calendar_days + 1)
    )
    _refuse_unknown(counted[-1], known_to)
    return counted


def _refuse_unknown(day: dt.date, holidays_known_to: dt.date) -> None:
    """Raise HolidaysNotKnown for a day beyond those for which holidays are known."""
    if day > holidays_known_to:
        raise HolidaysNotKnown(
            f"holidays are known to {holidays_known_to:%d %B %Y} only: load later ones"
        )


def _is_working(day: dt.date, kept: Collection[dt.date]) -> bool:
    """Whether a day is Monday to Friday and no holiday."""
    return day.weekday() < SATURDAY and day not in kept


def _days_between(first: dt.date, last: dt.date) -> list[dt.date]:
    """Return the days from the first to the last, both included."""
    return [first + dt.timedelta(days=number) for number in range((last - first).days + 1)]


def _why_not(
    day: dt.date,
    notice_published_on: dt.date,
    counted: tuple[dt.date, ...],
    holidays: Iterable[Holiday],
    *,
    nations: Collection[str],
) -> str:
    """Return why a day is not counted, in words."""
    if day.weekday() >= SATURDAY:
        return f"{day:%A}"
    names = [
        _holiday_words(holiday, kept_in, nations=nations)
        for holiday in holidays
        if holiday.day == day and (kept_in := holiday.nations & set(nations))
    ]
    if names:
        return "; ".join(names)
    if day == notice_published_on:
        return "The day of the notice: counting starts later"
    if day > counted[-1]:
        return "The last day was no working day, so the period moves on to this one"
    return "Counting has not started yet"


def _holiday_words(holiday: Holiday, kept_in: Collection[str], *, nations: Collection[str]) -> str:
    """Return a holiday's name, with the nations that keep it where not all of the calendar do."""
    if set(kept_in) == set(nations):
        return holiday.name
    words = " and ".join(NATION_WORDS.get(nation, nation) for nation in sorted(kept_in))
    return f"{holiday.name} ({words})"
