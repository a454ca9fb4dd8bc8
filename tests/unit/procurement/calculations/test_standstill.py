"""The end of the standstill period, against the published cases."""

import datetime as dt
from pathlib import Path

import pytest
import yaml

from procurement.calculations.standstill import (
    CountingRule,
    Holiday,
    HolidaysNotKnown,
    UnknownCounting,
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


def test_data_file_says_what_the_published_cases_use():
    path = Path(__file__).parents[4] / "procurement" / "tenders" / "data" / "standstill.yaml"
    data = yaml.safe_load(path.read_text(encoding="utf-8"))

    assert data["default_calendar"] == PUBLISHED["default_calendar"]
    assert data["time_zone"] == PUBLISHED["time_zone"]
    assert {each["code"]: each["nations"] for each in data["calendars"]} == PUBLISHED["calendars"]
    assert {
        each["code"]: {name: each[name] for name in ("working_days", "counting_starts")}
        for each in data["regimes"]
    } == PUBLISHED["regimes"]
    assert [each["code"] for each in data["regimes"] if not each["source"]] == []
