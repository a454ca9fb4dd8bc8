"""Jobs of a day: every room is let ask for them."""

import datetime as dt

import pytest
from django.db import DatabaseError

from socialvalue.jobs import actions, registry
from socialvalue.jobs.processes.supervisor import Supervisor

DAY = dt.date(2026, 11, 22)


@pytest.fixture
def asked(monkeypatch):
    """Let one function be registered, and return the days that it was called for."""
    monkeypatch.setattr(registry, "_daily", [])
    days = []
    registry.daily(days.append)
    monkeypatch.setattr(registry, "_ask_every_room", lambda: None)
    return days


def test_every_room_is_let_ask(asked):
    actions.ask_for_the_day(day=DAY)

    assert asked == [DAY]


def test_one_rooms_fault_keeps_none_of_the_others(asked, monkeypatch, caplog):
    def broken(day):
        raise ValueError(day)

    registry._daily.insert(0, broken)

    actions.ask_for_the_day(day=DAY)

    assert asked == [DAY]
    assert caplog.messages == ["A room could not ask for its jobs of 2026-11-22"]


def test_a_database_that_is_away_is_told(asked):
    def away(_day):
        raise DatabaseError

    registry._daily.insert(0, away)

    with pytest.raises(DatabaseError):
        actions.ask_for_the_day(day=DAY)
    assert asked == []


def test_the_supervisor_asks_once_a_day(asked, monkeypatch):
    supervisor = Supervisor()
    monkeypatch.setattr("django.utils.timezone.localdate", lambda: DAY)

    supervisor.begin_the_day()
    supervisor.begin_the_day()
    monkeypatch.setattr("django.utils.timezone.localdate", lambda: DAY + dt.timedelta(days=1))
    supervisor.begin_the_day()

    assert asked == [DAY, dt.date(2026, 11, 23)]
