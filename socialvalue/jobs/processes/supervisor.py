"""Keeps the processes alive, looks after jobs that nobody has in hand, and ends in good order."""

import contextlib
import datetime as dt
import logging
import signal
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db import DatabaseError, close_old_connections
from django.utils import timezone

from socialvalue.jobs import actions, queries
from socialvalue.jobs.processes.children import Child

log = logging.getLogger(__name__)

LOOK_EVERY = 0.1  # seconds
LEAST_DEAF = 30.0  # a worker may take its time to start


@dataclass
class Supervisor:
    """What `manage.py serve` and `manage.py worker` are made of."""

    children: list[Child] = field(default_factory=list)
    worker: Child | None = None
    stopping: threading.Event = field(default_factory=threading.Event)
    handlers: dict[int, Any] = field(default_factory=dict)
    next_look: float = 0.0
    quiet_since: float | None = None
    asked_for: dt.date | None = None

    def run(self, *, when_ready: Callable[[], None] = lambda: None) -> None:
        """Keep everything alive until told to stop by SIGINT or SIGTERM."""
        when_ready()
        while not self.stopping.wait(LOOK_EVERY):
            now = time.monotonic()
            for child in self.children:
                child.keep(now=now)
            if self.worker and now >= self.next_look:
                self.look_after_jobs()
                self.next_look = time.monotonic() + settings.JOB_REAP_SECONDS

    def look_after_jobs(self) -> None:
        """Ring for jobs that nobody has in hand; restart a worker that does not hear the bell."""
        close_old_connections()
        try:
            actions.reap()
            self.begin_the_day()
            if self.worker_is_deaf():
                log.error("Jobs wait and the worker does not take them: it is started again")
                self.worker.kill()
                self.quiet_since = None
        except DatabaseError:
            log.warning("The database did not answer the supervisor", exc_info=True)
        finally:
            close_old_connections()

    def begin_the_day(self) -> None:
        """Once a day, and at the start, let every room ask for the jobs of the day."""
        today = timezone.localdate()
        if self.asked_for != today:
            actions.ask_for_the_day(day=today)
            self.asked_for = today

    def worker_is_deaf(self) -> bool:
        """Whether nothing has moved for long, with jobs waiting and the worker up."""
        now = time.monotonic()
        look = dt.timedelta(seconds=settings.JOB_REAP_SECONDS)
        at = timezone.now()
        if not queries.nothing_moves(at=at, since=at - look):
            self.quiet_since = None
            return False
        self.quiet_since = self.quiet_since or now
        quiet = now - max(self.quiet_since, self.worker.started)
        return self.worker.alive and quiet > max(LEAST_DEAF, 2 * settings.JOB_LEASE_SECONDS)

    def stop(self) -> None:
        """End everything: first ask, then insist; what the others need ends last."""
        for is_needed in (False, True):
            these = [child for child in self.children if child.is_needed is is_needed]
            told = time.monotonic()
            for child in these:
                child.tell(signal.SIGTERM)
            for child in these:
                child.stop(until=told + child.patience)

    def heed_signals(self) -> None:
        """Stop at SIGINT or SIGTERM; at a second one, at once. Until `supervising` ends."""
        for number in (signal.SIGINT, signal.SIGTERM):
            self.handlers[number] = signal.signal(number, self.heard)

    def heard(self, number: int, frame: object) -> None:
        """Take note of a signal."""
        if self.stopping.is_set():
            for child in self.children:
                child.kill()
        self.stopping.set()

    def heed_signals_no_longer(self) -> None:
        """Leave signals to whoever had them before."""
        for number, handler in self.handlers.items():
            signal.signal(number, handler)

    def wait_until(self, ready: Callable[[], bool], *, child: Child, seconds: float) -> bool:
        """Wait for a child to be ready; False if it ended, took too long, or we are to stop."""
        until = time.monotonic() + seconds
        while not self.stopping.wait(LOOK_EVERY / 2) and child.alive:
            if ready():
                return True
            if time.monotonic() > until:
                break
        return False


@contextlib.contextmanager
def supervising() -> Iterator[Supervisor]:
    """Yield a supervisor, and end all that it started whatever happens."""
    supervisor = Supervisor()
    supervisor.heed_signals()
    try:
        yield supervisor
    finally:
        supervisor.stop()
        supervisor.heed_signals_no_longer()
