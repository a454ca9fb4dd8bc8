"""The end of the standstill period, against the published cases."""

import datetime as dt

import pytest

from procurement.calculations.standstill import (
    CalendarRule,
    CountingRule,
    Day,
    Holiday,
    HolidaysNotKnown,
    UnknownCounting,
    calendar,
    ends_on,
    working_days_counted,
)
from tests.unit.procurement.calculations import golden

PUBLISHED = golden.published("standstill.json")
HOLIDAYS = [
    Holiday(
        day=dt.date.fromisoformat(holiday["day"]),
        name=holiday["name"],
        nations=frozenset(holiday["nations"]),
    )
    for holiday in PUBLISHED["holidays"]
]
KNOWN_TO = dt.date(2027, 1, 31)
ACT = CountingRule(**PUBLISHED["regimes"]["procurement_act_2023"])


@pytest.mark.parametrize("case", PUBLISHED["cases"], ids=lambda case: case["name"])
def test_published_case(case):
    published_on = dt.date.fromisoformat(case["notice_published_on"])
    known = {
        "rule": CountingRule(**PUBLISHED["regimes"][case["regime"]]),
        "nations": PUBLISHED["calendars"][case["calendar"]],
        "holidays": HOLIDAYS,
        "holidays_known_to": KNOWN_TO,
    }

    days = working_days_counted(published_on, **known)

    assert [day.isoformat() for day in days] == case["working_days_counted"]
    end = ends_on(published_on, **known)
    assert (end.isoformat(), f"{end:%A}") == (case["ends_on"], case["weekday"])


def test_notice_on_a_holiday_starts_the_count_on_the_next_working_day():
    # Christmas Day 2026 is a Friday: 29, 30, 31 December (28 is a substitute), then, with 1 January
    # off in England, 4, 5, 6, 7 and 8 January 2027: the eighth is Friday the 8th
    end = ends_on(
        dt.date(2026, 12, 25),
        rule=ACT,
        nations=["england_and_wales"],
        holidays=HOLIDAYS,
        holidays_known_to=KNOWN_TO,
    )

    assert end == dt.date(2027, 1, 8)


def test_count_past_the_known_holidays_is_refused():
    with pytest.raises(HolidaysNotKnown, match="known to 31 January 2027 only"):
        ends_on(
            dt.date(2027, 1, 25),
            rule=ACT,
            nations=["england_and_wales"],
            holidays=HOLIDAYS,
            holidays_known_to=KNOWN_TO,
        )


def test_count_may_end_on_the_last_known_day():
    days = working_days_counted(
        dt.date(2027, 1, 20),
        rule=ACT,
        nations=["england_and_wales"],
        holidays=HOLIDAYS,
        holidays_known_to=dt.date(2027, 1, 29),
    )

    # Wednesday 20, 21, 22, 25, 26, 27, 28, Friday 29
    assert days[-1] == dt.date(2027, 1, 29)


@pytest.mark.parametrize(
    ("nations", "words"), [(["england"], "known for england"), ([], "without nations")]
)
def test_calendar_of_a_nation_without_known_holidays_is_refused(nations, words):
    with pytest.raises(HolidaysNotKnown, match=words):
        ends_on(
            dt.date(2026, 12, 1),
            rule=ACT,
            nations=nations,
            holidays=HOLIDAYS,
            holidays_known_to=KNOWN_TO,
        )


def test_rule_must_count_at_least_one_day():
    with pytest.raises(UnknownCounting, match="at least 1 working day, not 0"):
        CountingRule(working_days=0, counting_starts="day_of_notice")


def test_rule_must_start_on_a_known_day():
    with pytest.raises(UnknownCounting, match="day_of_notice or day_after_notice"):
        CountingRule(working_days=8, counting_starts="tomorrow")


ENGLAND = {
    "nations": ["england_and_wales"],
    "holidays": HOLIDAYS,
    "holidays_known_to": KNOWN_TO,
}
TEN_DAYS = CalendarRule(calendar_days=10)


@pytest.mark.parametrize("case", PUBLISHED["cases"], ids=lambda case: case["name"])
def test_calendar_of_a_published_case_numbers_exactly_the_days_that_count(case):
    days = calendar(
        dt.date.fromisoformat(case["notice_published_on"]),
        rule=CountingRule(**PUBLISHED["regimes"][case["regime"]]),
        nations=PUBLISHED["calendars"][case["calendar"]],
        holidays=HOLIDAYS,
        holidays_known_to=KNOWN_TO,
    )

    assert [day.day.isoformat() for day in days if day.number] == case["working_days_counted"]
    assert [day.number for day in days if day.number] == list(range(1, 9))
    assert days[0].day.isoformat() == case["notice_published_on"]
    assert days[-1].day.isoformat() == case["ends_on"]
    assert all(bool(day.number) != bool(day.why_not) for day in days)


def test_calendar_says_why_a_day_is_not_counted():
    rule = CountingRule(**PUBLISHED["regimes"]["provider_selection_regime"])

    days = calendar(
        dt.date(2026, 12, 18),
        rule=rule,
        nations=["england_and_wales", "scotland", "northern_ireland"],
        holidays=HOLIDAYS,
        holidays_known_to=KNOWN_TO,
    )

    why = {day.day.isoformat(): day.why_not for day in days if day.number is None}
    assert why == {
        "2026-12-18": "The day of the notice: counting starts later",
        "2026-12-19": "Saturday",
        "2026-12-20": "Sunday",
        "2026-12-25": "Christmas Day",
        "2026-12-26": "Saturday",
        "2026-12-27": "Sunday",
        "2026-12-28": "Boxing Day (substitute)",
        "2027-01-01": "New Year's Day",
        "2027-01-02": "Saturday",
        "2027-01-03": "Sunday",
        "2027-01-04": "2 January (substitute) (Scotland)",
    }


def test_a_count_from_the_second_day_says_that_it_has_not_started():
    rule = CountingRule(working_days=8, counting_starts="second_day_after_notice")

    days = calendar(dt.date(2026, 12, 7), rule=rule, **ENGLAND)

    # Wednesday 9 December is the first, so the eighth is Friday 18
    assert days[1] == Day(
        day=dt.date(2026, 12, 8), number=None, why_not="Counting has not started yet"
    )
    assert days[-1] == Day(day=dt.date(2026, 12, 18), number=8, why_not="")


def test_calendar_days_count_weekends_and_holidays():
    # Sent on Monday 7 December: ten days are the 8th to the 17th, a Thursday
    days = calendar(dt.date(2026, 12, 7), rule=TEN_DAYS, **ENGLAND)

    assert [day.number for day in days] == [None, *range(1, 11)]
    assert days[-1].day == dt.date(2026, 12, 17)


def test_calendar_days_that_end_on_a_holiday_move_to_the_next_working_day():
    # Sent on Tuesday 15 December: the tenth day is Friday 25; Saturday, Sunday and the substitute
    # on Monday 28 follow, so the period ends on Tuesday 29
    days = calendar(dt.date(2026, 12, 15), rule=TEN_DAYS, **ENGLAND)

    assert days[-1].day == dt.date(2026, 12, 29)
    assert days[10].number == 10
    assert days[-1].why_not == (
        "The last day was no working day, so the period moves on to this one"
    )


@pytest.mark.parametrize(
    "sent", [dt.date(2027, 1, 30), dt.date(2027, 1, 21)], ids=["while counting", "while moving on"]
)
def test_calendar_days_past_the_known_holidays_are_refused(sent):
    # Thursday 21 January and ten days is Sunday 31, and Monday 1 February is not known
    with pytest.raises(HolidaysNotKnown, match="known to 31 January 2027 only"):
        calendar(sent, rule=TEN_DAYS, **ENGLAND)


def test_calendar_rule_must_count_at_least_one_day():
    with pytest.raises(UnknownCounting, match="at least 1 day, not 0"):
        CalendarRule(calendar_days=0)
