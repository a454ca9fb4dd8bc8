"""What keeps the processes alive and looks after jobs that nobody has in hand."""

import datetime as dt
import os
import signal
import sys
import threading
import time

import pytest
from django.db import OperationalError
from django.utils import timezone

from socialvalue.jobs import actions, queries
from socialvalue.jobs.processes import supervisor as module
from socialvalue.jobs.processes.children import Child
from socialvalue.jobs.processes.supervisor import Supervisor, supervising
from tests.factories.jobs import ASKED, JobFactory

SLEEP = (sys.executable, "-c", "import time; time.sleep(60)")


class Noted(Child):
    """A child that starts nothing and notes what it is told."""

    def __init__(self, name="worker", *, is_needed=False, notes=None):
        super().__init__(name, SLEEP, is_needed=is_needed)
        self.notes = [] if notes is None else notes
        self.runs = True

    alive = property(lambda self: self.runs)

    def keep(self, *, now):
        self.notes.append("kept")

    def tell(self, how):
        self.notes.append(f"{self.name} told {how.name}")

    def stop(self, *, until):
        self.notes.append(f"{self.name} stopped")

    def kill(self):
        self.notes.append(f"{self.name} killed")


@pytest.fixture
def worker():
    """A worker that started long ago."""
    made = Noted()
    made.started = time.monotonic() - 10_000
    return made


def test_everything_is_kept_and_jobs_are_looked_after_until_told_to_stop(worker, monkeypatch):
    supervisor = Supervisor(children=[worker], worker=worker)
    looks = []

    def look():
        looks.append(1)
        supervisor.stopping.set()

    monkeypatch.setattr(supervisor, "look_after_jobs", look)

    supervisor.run(when_ready=lambda: looks.append("ready"))

    assert (looks, worker.notes) == (["ready", 1], ["kept"])


def test_jobs_are_looked_after_once_in_a_while(worker, monkeypatch):
    assert looks_in_three_turns(Supervisor(worker=worker), monkeypatch) == 1


def test_without_a_worker_there_is_nothing_to_look_after(monkeypatch):
    assert looks_in_three_turns(Supervisor(), monkeypatch) == 0


def looks_in_three_turns(supervisor, monkeypatch):
    """Run for three turns and return how often it looked after jobs."""
    looks, turns = [], iter([False, False, False, True])
    monkeypatch.setattr(supervisor, "look_after_jobs", lambda: looks.append(1))
    monkeypatch.setattr(supervisor.stopping, "wait", lambda seconds: next(turns))

    supervisor.run()

    return len(looks)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_stops_it_and_later_signals_are_left_to_others(number):
    before = signal.getsignal(number)

    with supervising() as supervisor:
        threading.Timer(0.05, os.kill, (os.getpid(), number)).start()
        supervisor.run()

    assert supervisor.stopping.is_set()
    assert signal.getsignal(number) is before


def test_a_second_signal_kills():
    worker = Noted()
    supervisor = Supervisor(children=[worker])

    supervisor.heard(signal.SIGINT, None)
    after_one = list(worker.notes)
    supervisor.heard(signal.SIGINT, None)

    assert (after_one, worker.notes) == ([], ["worker killed"])


def test_what_the_others_need_ends_last():
    notes = []
    broker, web = Noted("broker", is_needed=True, notes=notes), Noted("web", notes=notes)
    children = [broker, web, Noted(notes=notes)]

    with supervising() as supervisor:
        supervisor.children = children

    assert notes == [
        "web told SIGTERM",
        "worker told SIGTERM",
        "web stopped",
        "worker stopped",
        "broker told SIGTERM",
        "broker stopped",
    ]


def test_waiting_ends_when_ready_when_ended_when_too_late_and_when_told_to_stop():
    supervisor, worker = Supervisor(), Noted()

    answers = iter([False, True])
    assert supervisor.wait_until(lambda: next(answers), child=worker, seconds=10)
    assert not supervisor.wait_until(lambda: False, child=worker, seconds=-1)
    worker.runs = False
    assert not supervisor.wait_until(lambda: True, child=worker, seconds=10)
    worker.runs = True
    supervisor.stopping.set()
    assert not supervisor.wait_until(lambda: True, child=worker, seconds=10)


@pytest.fixture
def look(monkeypatch, worker):
    """Look after jobs with a bell that does nothing and return the supervisor."""
    monkeypatch.setattr(actions, "reap", lambda: 0)
    monkeypatch.setattr(module, "close_old_connections", lambda: None)
    return Supervisor(children=[worker], worker=worker)


@pytest.mark.django_db
def test_a_worker_that_takes_no_job_for_long_is_started_again(look, worker, monkeypatch, caplog):
    JobFactory()
    clock = [time.monotonic()]
    monkeypatch.setattr(module.time, "monotonic", lambda: clock[0])

    look.look_after_jobs()
    clock[0] += 59  # less than two leases of 30 s
    look.look_after_jobs()
    patient = list(worker.notes)
    clock[0] += 2
    look.look_after_jobs()

    assert (patient, worker.notes) == ([], ["worker killed"])
    assert "Jobs wait and the worker does not take them" in caplog.text
    assert look.quiet_since is None


@pytest.mark.django_db
def test_a_worker_that_has_only_just_started_is_given_time(look, worker):
    JobFactory()
    look.quiet_since, worker.started = 0.0, time.monotonic()

    assert not look.worker_is_deaf()


@pytest.mark.django_db
def test_a_worker_that_has_nothing_to_do_is_not_deaf(look):
    look.quiet_since = 0.0

    assert not look.worker_is_deaf()
    assert look.quiet_since is None


@pytest.mark.django_db
def test_a_database_that_is_away_does_not_stop_the_supervisor(look, monkeypatch, caplog):
    def away():
        raise OperationalError("could not connect")

    monkeypatch.setattr(actions, "reap", away)

    look.look_after_jobs()

    assert "The database did not answer the supervisor" in caplog.text


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("others", "stands_still"),
    [
        ({}, True),
        ({"running": True}, False),
        ({"left_behind": True}, True),
        ({"done": True}, True),
        ({"done": True, "finished": "now"}, False),
    ],
    ids=str,
)
def test_nothing_moves_when_jobs_wait_and_none_is_in_hand_or_just_ended(others, stands_still):
    now = timezone.now()
    JobFactory()
    JobFactory(**{**others, **({"finished": now} if "finished" in others else {})})

    assert queries.nothing_moves(at=now, since=now - dt.timedelta(seconds=5)) is stands_still


@pytest.mark.django_db
def test_a_bell_that_was_never_rung_is_not_the_workers_fault():
    JobFactory(rung=None)

    assert not queries.nothing_moves(at=ASKED, since=ASKED)
