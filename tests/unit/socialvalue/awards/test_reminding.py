"""Reminders: due on the right day, and never twice."""

import datetime as dt

import pytest

from socialvalue.awards import actions, tasks
from socialvalue.awards.models import Letter
from socialvalue.jobs.models import Job
from tests.factories.awards import AwardFactory, ConditionFactory, SubmittedFactory

pytestmark = pytest.mark.django_db
DAY = dt.date


def keys(award, day):
    """Return the keys of the reminders of the award's giver that are due on a day."""
    due = actions.due_reminders(award.application.running.organisation, day=day)
    return [each.key for each in due]


@pytest.mark.parametrize(
    ("day", "due"),
    [
        (DAY(2030, 7, 4), []),
        (DAY(2030, 7, 5), ["renewal:2031-01-05:6"]),  # six months before the last day
        (DAY(2030, 12, 4), ["renewal:2031-01-05:6"]),
        (DAY(2030, 12, 5), ["renewal:2031-01-05:1"]),
        (DAY(2031, 1, 5), ["renewal:2031-01-05:1"]),
        (DAY(2031, 1, 6), []),
    ],
)
def test_an_award_that_ends_is_reminded_of_twice(day, due):
    award = AwardFactory(valid_to=DAY(2031, 1, 5))

    assert keys(award, day) == due


@pytest.mark.parametrize(
    "award", [{"valid_to": None}, {"state": "suspended"}, {"state": "withdrawn"}]
)
def test_no_reminder_of_what_does_not_end_or_is_not_held(award):
    assert keys(AwardFactory(**award), DAY(2030, 12, 20)) == []


@pytest.mark.parametrize(
    ("state", "count"), [("submitted", 0), ("draft", 1), ("withdrawn", 1), ("decided", 1)]
)
def test_no_reminder_while_the_renewal_is_under_way(state, count):
    award = AwardFactory()
    SubmittedFactory(running=award.application.running, renews=award, state=state)

    assert len(keys(award, DAY(2030, 12, 20))) == count


@pytest.mark.parametrize(
    ("day", "when"),
    [
        (DAY(2026, 6, 5), None),
        (DAY(2026, 6, 6), "soon"),  # thirty days before 6 July
        (DAY(2026, 7, 6), "soon"),
        (DAY(2026, 7, 7), "late"),
    ],
)
def test_a_condition_is_reminded_of_before_and_once_it_is_late(day, when):
    condition = ConditionFactory(due_on=DAY(2026, 7, 6))

    assert keys(condition.award, day) == ([f"condition:{condition.pk}:{when}"] if when else [])


def test_a_condition_that_is_met_is_not_reminded_of():
    condition = ConditionFactory(
        met_at=dt.datetime(2026, 2, 1, tzinfo=dt.UTC), met_by="a manager", how="Payslips."
    )

    assert keys(condition.award, DAY(2026, 7, 7)) == []


def test_reminders_are_asked_for_once_a_day_and_written_once():
    award = AwardFactory()
    ConditionFactory(award=award)
    AwardFactory(valid_to=None)  # another giver, with nothing to send
    day = DAY(2030, 12, 20)

    tasks.ask_reminders(day)
    tasks.ask_reminders(day)
    job = Job.objects.get(kind="awards.reminders")
    told = []
    first = tasks.send_reminders(job, lambda *said: told.append(said))
    second = tasks.send_reminders(job, lambda *said: told.append(said))

    assert job.title == "Remind holders of awards, 20 December 2030"
    assert (first.result, second.result) == ({"reminders": "2"}, {"reminders": "0"})
    assert sorted(Letter.objects.values_list("kind", flat=True)) == ["condition_due", "renewal"]
    assert told == [(0, 2, "Writing reminders"), (1, 2, "Writing reminders")]
    assert actions.ask_reminders(day=day) == []
