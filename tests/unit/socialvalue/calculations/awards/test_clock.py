"""Working days for a decision, counted by hand on the calendar of December 2026.

2026-12-04 is a Friday. Christmas Day is a Friday, and Monday 28 December its Boxing Day holiday.
"""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from socialvalue.calculations.awards.clock import Pause, clock, last_working_day

DECEMBER = {day: dt.date(2026, 12, day) for day in range(1, 32)}
HOLIDAYS = {DECEMBER[25], DECEMBER[28]}


def at(day, *, pauses=(), submitted=4, allowed=7):
    """Return the clock on a day of December."""
    return clock(
        submitted_on=DECEMBER[submitted],
        today=DECEMBER[day],
        allowed=allowed,
        pauses=pauses,
        holidays=HOLIDAYS,
    )


@pytest.mark.parametrize(
    ("day", "used"),
    [
        (4, 0),  # the day of submission does not count
        (5, 0),  # Saturday
        (6, 0),
        (7, 1),  # Monday
        (11, 5),
        (13, 5),
        (14, 6),
        (15, 7),
        (16, 8),
    ],
)
def test_working_days_used(day, used):
    found = at(day)

    assert (found.used, found.left, found.is_overdue) == (used, 7 - used, used > 7)
    assert found.due_on == DECEMBER[15]


def test_bank_holidays_do_not_count():
    # From Wednesday 23: 24, 29, 30, 31 December, then 1, 4, 5 January (holidays of January are not
    # among those given).
    assert at(23, submitted=23).due_on == dt.date(2027, 1, 5)


def test_days_on_which_the_applicant_is_asked_do_not_count():
    # Asked on Tuesday 8, answered on Friday 11: 9, 10 and 11 stand still. 7, 8, 14, 15, 16, 17, 18.
    pause = Pause(DECEMBER[8], DECEMBER[11])

    assert (at(14, pauses=[pause]).used, at(14, pauses=[pause]).due_on) == (3, DECEMBER[18])


def test_while_a_question_is_open_there_is_no_last_day():
    found = at(31, pauses=[Pause(DECEMBER[8], None)])

    assert (found.used, found.due_on, found.is_overdue) == (2, None, False)


def test_a_question_of_tomorrow_stops_nothing_today():
    assert at(8, pauses=[Pause(DECEMBER[9], DECEMBER[10])]).used == 2


def test_two_questions_that_overlap_stop_the_clock_once():
    pauses = [Pause(DECEMBER[7], DECEMBER[9]), Pause(DECEMBER[8], DECEMBER[10])]

    # 7, then 11, 14, 15, 16, 17, 18.
    assert at(18, pauses=pauses).due_on == DECEMBER[18]


def test_a_decision_at_once_is_due_on_the_day_itself():
    assert at(4, allowed=0).due_on == DECEMBER[4]


def test_asked_and_answered_on_one_day_costs_nothing():
    assert at(15, pauses=[Pause(DECEMBER[8], DECEMBER[8])]).used == 7


DAYS = st.dates(dt.date(2026, 1, 1), dt.date(2026, 6, 30))


@given(DAYS, st.integers(0, 90), st.integers(1, 30), st.lists(st.tuples(DAYS, st.integers(0, 20))))
def test_the_clock_agrees_with_counting_day_by_day(submitted, later, allowed, asked):
    pauses = [Pause(day, day + dt.timedelta(days=length)) for day, length in asked]
    today = submitted + dt.timedelta(days=later)

    found = clock(submitted_on=submitted, today=today, allowed=allowed, pauses=pauses)

    days = [submitted + dt.timedelta(days=number) for number in range(1, 400)]
    counted = [
        day
        for day in days
        if day.weekday() < 5
        and not any(pause.asked_on < day <= pause.answered_on for pause in pauses)
    ]
    assert found.used == sum(day <= today for day in counted)
    assert found.due_on == counted[allowed - 1]


@pytest.mark.parametrize(
    ("after", "days", "last"),
    [
        (dt.date(2026, 12, 21), 0, dt.date(2026, 12, 21)),
        # 22, 23, 24 December; 25 and 28 are bank holidays, 26 and 27 a weekend; 29 December.
        (dt.date(2026, 12, 21), 4, dt.date(2026, 12, 29)),
        (dt.date(2026, 12, 26), 1, dt.date(2026, 12, 29)),  # from a Saturday
    ],
)
def test_last_working_day(after, days, last):
    holidays = {dt.date(2026, 12, 25), dt.date(2026, 12, 28)}

    assert last_working_day(after=after, days=days, holidays=holidays) == last
