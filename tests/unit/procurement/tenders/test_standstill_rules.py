"""The dated rules of the standstill period, and the holidays that came with the package."""

import datetime as dt

import pytest

from procurement.calculations.standstill import (
    CalendarRule,
    CountingRule,
    Holiday,
    HolidaysNotKnown,
)
from procurement.tenders import standstill_rules
from procurement.tenders.standstill_rules import NoStandstill
from socialvalue.framework.yaml_files import DataFileWrong
from tests.unit.procurement.calculations import golden

PUBLISHED = golden.published("standstill.json")
DAY = dt.date(2026, 12, 7)


def test_rules_say_what_the_published_cases_use():
    rules = standstill_rules.rules()

    counted = {
        each.code: {
            "working_days": each.rule.working_days,
            "counting_starts": each.rule.counting_starts,
        }
        for each in rules.regimes
        if isinstance(each.rule, CountingRule)
    }
    assert counted == PUBLISHED["regimes"]
    assert {code: list(nations) for code, nations in rules.calendars.items()} == (
        PUBLISHED["calendars"]
    )
    assert rules.default_calendar == PUBLISHED["default_calendar"]


@pytest.mark.parametrize("case", PUBLISHED["cases"], ids=lambda case: case["name"])
def test_published_case_with_the_holidays_of_the_package(case):
    notice = dt.date.fromisoformat(case["notice_published_on"])
    rule = standstill_rules.rule_of(case["regime"], on=notice).rule

    days = standstill_rules.calendar_of(notice, rule=rule, calendar=case["calendar"])

    assert [day.day.isoformat() for day in days if day.number] == case["working_days_counted"]


def test_holidays_are_those_that_the_published_cases_meet():
    met = {
        (holiday["day"], nation)
        for holiday in PUBLISHED["holidays"]
        for nation in holiday["nations"]
    }

    known = {
        (holiday.day.isoformat(), nation)
        for holiday in standstill_rules.holidays()
        for nation in holiday.nations
        if dt.date(2026, 11, 25) <= holiday.day <= dt.date(2027, 1, 5)
    }

    assert known == met


def test_a_holiday_that_stands_in_for_another_day_says_so():
    boxing_day = [each for each in standstill_rules.holidays() if each.day == dt.date(2026, 12, 28)]

    assert boxing_day == [
        Holiday(
            day=dt.date(2026, 12, 28),
            name="Boxing Day, substitute day",
            nations=frozenset({"england_and_wales", "scotland", "northern_ireland"}),
        )
    ]


def test_holidays_are_known_to_the_end_of_the_last_published_year():
    assert standstill_rules.holidays_known_to() == dt.date(2028, 12, 31)


def test_a_notice_beyond_the_published_holidays_is_refused():
    rule = standstill_rules.rule_of("procurement_act_2023", on=DAY).rule

    with pytest.raises(HolidaysNotKnown, match="31 December 2028 only"):
        standstill_rules.calendar_of(dt.date(2028, 12, 22), rule=rule, calendar="uk_union")


def test_provider_selection_has_a_later_reading_a_working_day_on():
    rule = standstill_rules.rule_of("provider_selection_regime", on=DAY)

    guided = standstill_rules.calendar_of(DAY, rule=rule.rule, calendar="england_and_wales")
    later = standstill_rules.calendar_of(
        DAY, rule=rule.later_reading.rule, calendar="england_and_wales"
    )

    assert (guided[-1].day, later[-1].day) == (dt.date(2026, 12, 17), dt.date(2026, 12, 18))


def test_old_regulations_count_ten_calendar_days():
    rule = standstill_rules.rule_of("public_contracts_regulations_2015", on=DAY)

    assert rule.rule == CalendarRule(calendar_days=10)


def test_below_the_threshold_the_law_sets_no_period():
    rule = standstill_rules.rule_of("below_threshold", on=DAY)

    assert (rule.rule, rule.is_confirmed) == (None, False)


def test_a_notice_before_the_law_was_in_force_has_no_rule():
    with pytest.raises(NoStandstill, match="procurement act 2023 is known for that day"):
        standstill_rules.rule_of("procurement_act_2023", on=dt.date(2025, 2, 23))


def test_a_rule_that_has_ended_is_not_used(tmp_path, monkeypatch):
    text = standstill_rules.RULES_FILE.read_text("utf-8")
    file = tmp_path / "standstill.yaml"
    file.write_text(text.replace("effective_to: null", 'effective_to: "2026-12-06"', 1), "utf-8")
    rules = standstill_rules.rules_from(file)
    monkeypatch.setattr(standstill_rules, "rules", lambda: rules)

    with pytest.raises(NoStandstill):
        standstill_rules.rule_of("procurement_act_2023", on=DAY)


def test_a_file_with_an_unknown_start_names_its_line(tmp_path):
    text = standstill_rules.RULES_FILE.read_text("utf-8")
    file = tmp_path / "standstill.yaml"
    file.write_text(text.replace("day_of_notice", "tomorrow", 1), "utf-8")

    with pytest.raises(DataFileWrong, match=r"standstill.yaml, line 10: .*'tomorrow', not one of"):
        standstill_rules.rules_from(file)
