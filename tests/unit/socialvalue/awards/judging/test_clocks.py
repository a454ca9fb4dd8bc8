"""The time for a decision: bank holidays, pauses, an appeal, and the words for it."""

import datetime as dt

import pytest

from socialvalue.awards.presenters.clocks import clock_told, days
from socialvalue.awards.queries.clocks import clock_of, holidays_of
from socialvalue.calculations.awards.clock import Clock
from tests.factories.accounts import UserFactory
from tests.factories.awards import (
    AppealFactory,
    QuestionFactory,
    RunningFactory,
    SchemeVersionFactory,
    SubmittedFactory,
)
from tests.unit.socialvalue.calculations.awards import samples

DUE = dt.date(2026, 11, 24)


def at(day, hour=10):
    """Return a moment of a day of 2026, written as month and day."""
    return dt.datetime(2026, *day, hour, tzinfo=dt.UTC)


def submitted(day=(12, 21), *, allowed=7, nation="england", **more):
    """Return an application that was submitted on a day, to a scheme with a service level."""
    version = SchemeVersionFactory(document=samples.document(decision_working_days=allowed))
    running = RunningFactory(version=version, organisation__nation=nation)
    return SubmittedFactory(running=running, submitted_at=at(day), **more)


def test_holidays_of_each_nation():
    boxing_day, july = dt.date(2025, 12, 26), dt.date(2027, 7, 12)

    assert boxing_day in holidays_of("england")
    assert july not in holidays_of("wales")
    assert july in holidays_of("northern_ireland")
    assert holidays_of("uk") >= holidays_of("scotland") | holidays_of("england")


@pytest.mark.django_db
def test_bank_holidays_do_not_count():
    application = submitted()

    # Submitted on Monday 21 December. 22, 23, 24; Christmas; Boxing Day is a Saturday, so the
    # 28th stands in; 29, 30, 31: six days. New Year's Day. The seventh is Monday 4 January.
    clock = clock_of(application, today=dt.date(2026, 12, 31))

    assert clock == Clock(used=6, allowed=7, due_on=dt.date(2027, 1, 4))


@pytest.mark.django_db
def test_the_clock_stands_still_for_a_question():
    application = submitted((11, 9))
    QuestionFactory(
        application=application,
        asked_at=at((11, 11)),
        answered_at=at((11, 17)),
        answered_by="an applicant",
        answer="Twelve.",
    )

    # 10 and 11 count, then 18, 19, 20, 23 and 24.
    assert clock_of(application, today=dt.date(2026, 11, 18)) == Clock(3, 7, DUE)


@pytest.mark.django_db
def test_while_a_question_is_open_nothing_is_due():
    application = submitted((11, 9))
    QuestionFactory(application=application, asked_at=at((11, 11)))

    assert clock_of(application, today=dt.date(2026, 11, 30)) == Clock(2, 7, None)


@pytest.mark.django_db
def test_after_an_appeal_that_was_upheld_the_clock_runs_anew():
    application = submitted((10, 1), state="panel")
    AppealFactory(application=application)
    AppealFactory(
        application=application,
        is_upheld=True,
        because="Right.",
        decider=UserFactory(),
        decided_at=at((11, 9)),
        decided_by="Jo Judge",
    )

    # From Monday 9 November: 10, 11, 12.
    assert clock_of(application, today=dt.date(2026, 11, 12)).used == 3


@pytest.mark.django_db
def test_a_decision_ends_the_clock():
    application = submitted((11, 9), state="decided", ended_at=at((11, 12)), ended_by="Ada")

    assert clock_of(application, today=dt.date(2026, 12, 31)).used == 3


@pytest.mark.django_db
def test_a_question_that_was_open_at_the_end_holds_to_the_end():
    application = submitted((11, 9), state="withdrawn", ended_at=at((11, 20)), ended_by="x")
    QuestionFactory(application=application, asked_at=at((11, 10)))

    assert clock_of(application).used == 1


@pytest.mark.django_db
def test_a_scheme_may_promise_no_time():
    assert clock_of(submitted(allowed=None)) is None


@pytest.mark.parametrize(
    ("clock", "state", "tag", "sentence"),
    [
        (None, "submitted", "No time limit", "This scheme promises no time for a decision."),
        (
            Clock(3, 7, DUE),
            "submitted",
            "4 working days left",
            "Day 3 of 7 working days. A decision is due by 24 November 2026.",
        ),
        (
            Clock(6, 7, DUE),
            "panel",
            "1 working day left",
            "Day 6 of 7 working days. A decision is due by 24 November 2026.",
        ),
        (
            Clock(7, 7, DUE),
            "panel",
            "Due today",
            "Day 7 of 7 working days. A decision is due by 24 November 2026.",
        ),
        (
            Clock(8, 7, DUE),
            "panel",
            "Overdue",
            (
                "Overdue by 1 working day. Day 8 of 7 working days. "
                "A decision was due by 24 November 2026."
            ),
        ),
        (
            Clock(2, 7, None),
            "assessing",
            "Clock stopped",
            (
                "Day 2 of 7 working days. "
                "The clock stands still until the applicant answers your question."
            ),
        ),
        (
            Clock(2, 7, DUE),
            "decided",
            "Decided in time",
            "Decided after 2 working days of 7, in time.",
        ),
        (
            Clock(9, 7, DUE),
            "decided",
            "Decided late",
            "Decided after 9 working days of 7, 2 working days late.",
        ),
        (Clock(9, 7, DUE), "withdrawn", "–", "The applicant withdrew, so no decision is due."),
    ],
)
def test_the_clock_in_words(clock, state, tag, sentence):
    application = SubmittedFactory.build(state=state, running=None, organisation=None, number=1)

    told = clock_told(clock, application)

    assert (told["tag"], told["sentence"]) == (tag, sentence)


def test_the_day_is_told_while_a_decision_is_to_come():
    open_one, done = (
        SubmittedFactory.build(state=state, running=None, organisation=None, number=1)
        for state in ("panel", "decided")
    )

    assert clock_told(Clock(3, 7, DUE), open_one)["due"] == "24 November 2026"
    assert clock_told(Clock(3, 7, DUE), done)["due"] == ""


def test_days_in_words():
    assert [days(1), days(2)] == ["1 working day", "2 working days"]
