"""The service level of a decision: working days since it was asked for, less those it stood still.

Day 1 is the first working day after the day of submission. Days on which the applicant was asked
for more information do not count: the clock stops at the end of the day of the question, and goes
on on the first working day after the day of the answer.
Source: docs/sums_awards.md, the clock of a decision.
"""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

_WEEKEND = 5


@dataclass(frozen=True, slots=True)
class Pause:
    """The clock stands still from the day of a question to that of its answer, None: still does."""

    asked_on: dt.date
    answered_on: dt.date | None


@dataclass(frozen=True, slots=True)
class Clock:
    """How far the time for a decision has run. `due_on` None: it stands still at the moment."""

    used: int
    allowed: int
    due_on: dt.date | None

    @property
    def is_overdue(self) -> bool:
        """Whether more working days have gone than the scheme allows."""
        return self.used > self.allowed

    @property
    def left(self) -> int:
        """Working days that are left; below nought when it is overdue."""
        return self.allowed - self.used


def clock(
    *,
    submitted_on: dt.date,
    today: dt.date,
    allowed: int,
    pauses: Sequence[Pause] = (),
    holidays: Collection[dt.date] = frozenset(),
) -> Clock:
    """Return how many working days are used, up to and with `today`, and the last day allowed.

    `allowed` is in working days; `holidays` are the bank holidays of the nation.
    """
    used = counted = 0
    due_on = None if allowed else submitted_on
    stopped = any(pause.answered_on is None and pause.asked_on <= today for pause in pauses)
    day = submitted_on
    while day < today or not (stopped or due_on):
        day += dt.timedelta(days=1)
        if not _is_working(day, holidays) or any(_holds_still(pause, day) for pause in pauses):
            continue
        counted += 1
        used += day <= today
        if counted == allowed:
            due_on = day
    return Clock(used, allowed, None if stopped else due_on)


def last_working_day(
    *, after: dt.date, days: int, holidays: Collection[dt.date] = frozenset()
) -> dt.date:
    """Return the last of so many working days after a day; for none of them, the day itself."""
    last = after
    while days:
        last += dt.timedelta(days=1)
        days -= _is_working(last, holidays)
    return last


def _holds_still(pause: Pause, day: dt.date) -> bool:
    return pause.asked_on < day and (pause.answered_on is None or day <= pause.answered_on)


def _is_working(day: dt.date, holidays: Collection[dt.date]) -> bool:
    return day.weekday() < _WEEKEND and day not in holidays
