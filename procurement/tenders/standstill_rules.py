"""How each regime counts its standstill period, and the holidays of each nation: dated, sourced.

The days come with a pinned package that holds what gov.uk published; nothing is fetched.
"""

import datetime as dt
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from govuk_bank_holidays.bank_holidays import BankHolidays

from procurement.calculations import standstill
from procurement.calculations.standstill import (
    NATION_WORDS,
    CalendarRule,
    CountingRule,
    Day,
    Holiday,
)
from socialvalue.calculations.documents import Part
from socialvalue.framework.yaml_files import File

RULES_FILE = Path(__file__).resolve().parent / "data" / "standstill.yaml"
STARTS = tuple(standstill.DAYS_AFTER_NOTICE)
NATIONS = {
    "england-and-wales": "england_and_wales",
    "scotland": "scotland",
    "northern-ireland": "northern_ireland",
}
CALENDAR_WORDS = {
    "england_and_wales": "Holidays of England and Wales",
    "scotland": "Holidays of Scotland",
    "uk_union": "Holidays of all parts of the UK",
}


class NoStandstill(LookupError):
    """The regime sets no standstill period on that day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LaterReading:
    """Another reading of the law that ends later, with what it stands on."""

    rule: CountingRule
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RegimeRule:
    """How one regime counts, from which day on, and where that was read."""

    code: str
    rule: CountingRule | CalendarRule | None
    effective_from: dt.date
    effective_to: dt.date | None
    source: str
    is_confirmed: bool
    note: str
    later_reading: LaterReading | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """The whole data file."""

    regimes: tuple[RegimeRule, ...]
    calendars: dict[str, tuple[str, ...]]
    default_calendar: str
    not_confirmed: tuple[str, ...]


@cache
def rules() -> Rules:
    """Return the data file. Raises DataFileWrong, which names the file and line."""
    return rules_from(RULES_FILE)


def rules_from(path: Path) -> Rules:
    """Return what a file of rules says. Raises DataFileWrong."""
    return File(path).read(_rules)


def rule_of(regime: str, *, on: dt.date) -> RegimeRule:
    """Return how a regime counts a notice of that day. Raises NoStandstill."""
    for each in rules().regimes:
        ended = each.effective_to is not None and on > each.effective_to
        if each.code == regime and each.effective_from <= on and not ended:
            return each
    raise NoStandstill(f"No standstill rule of {regime.replace('_', ' ')} is known for that day.")


def calendar_of(
    notice_on: dt.date, *, rule: CountingRule | CalendarRule, calendar: str
) -> tuple[Day, ...]:
    """Return every day of a standstill period with the holidays of a calendar.

    Raises standstill.HolidaysNotKnown; KeyError for a calendar that is not known.
    """
    return standstill.calendar(
        notice_on,
        rule=rule,
        nations=rules().calendars[calendar],
        holidays=holidays(),
        holidays_known_to=holidays_known_to(),
    )


@cache
def holidays() -> tuple[Holiday, ...]:
    """Return the holidays that the nations published."""
    published = BankHolidays(use_cached_holidays=True).data
    kept: dict[tuple[dt.date, str], set[str]] = {}
    for division, nation in NATIONS.items():
        for event in published[division]:
            kept.setdefault((event["date"], _name(event)), set()).add(nation)
    return tuple(
        Holiday(day=day, name=name, nations=frozenset(nations))
        for (day, name), nations in sorted(kept.items())
    )


@cache
def holidays_known_to() -> dt.date:
    """Return the last day for which every nation's holidays are known: the end of their last year.

    A year is known once its last holiday, Boxing Day, is published.
    """
    years = dict.fromkeys(NATIONS.values(), 0)
    for holiday in holidays():
        for nation in holiday.nations:
            years[nation] = max(years[nation], holiday.day.year)
    return dt.date(min(years.values()), 12, 31)


def _name(event: dict[str, Any]) -> str:
    """Return a holiday's name, with the note that it stands in for another day."""
    note = f", {event['notes'].lower()}" if event["notes"] else ""
    return f"{event['title']}{note}"


def _rules(part: Part) -> Rules:
    part.one_of("format", ("sv-standstill/1.0",))
    part.day("as_at")
    calendars = {
        each.text("code"): each.codes("nations", NATION_WORDS) for each in part.parts("calendars")
    }
    return Rules(
        regimes=tuple(_regime(each) for each in part.parts("regimes")),
        calendars=calendars,
        default_calendar=part.one_of("default_calendar", tuple(calendars)),
        not_confirmed=tuple(part.needed("not_confirmed")),
    )


def _regime(part: Part) -> RegimeRule:
    later = part.optional("later_reading", part.part)
    return RegimeRule(
        code=part.text("code"),
        rule=_rule(part),
        effective_from=part.day("effective_from"),
        effective_to=part.or_null("effective_to", part.day),
        source=part.text("source"),
        is_confirmed=part.truth("is_confirmed"),
        note=part.text("note"),
        later_reading=later
        and LaterReading(rule=_working_days(later), words=later.text("words").strip()),
    )


def _rule(part: Part) -> CountingRule | CalendarRule | None:
    """Return how days are counted; None where the law sets no period."""
    if "working_days" in part.members:
        return _working_days(part)
    days = part.needed("calendar_days")
    return None if days is None else CalendarRule(calendar_days=days)


def _working_days(part: Part) -> CountingRule:
    return CountingRule(
        working_days=part.needed("working_days"),
        counting_starts=part.one_of("counting_starts", STARTS),
    )
