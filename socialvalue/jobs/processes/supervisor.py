"""Keeps the processes alive, looks after jobs that nobody has in hand, and ends in good order."""

import contextlib
import datetime as dt
import http.client
import logging
import os
import shutil
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import redis
from django.conf import settings
from django.db import DatabaseError, close_old_connections
from django.utils import timezone

from socialvalue.jobs import actions, queries, tasks
from socialvalue.jobs.processes import programs
from socialvalue.jobs.processes.children import CannotStart, Child

log = logging.getLogger(__name__)

LOOK_EVERY = 0.1  # seconds
BROKER_PATIENCE = 10.0
WEB_PATIENCE = 60.0
LEAST_DEAF = 30.0  # a worker may take its time to start


@dataclass
class Supervisor:
    """What `manage.py serve` and `manage.py worker` are made of.

    Children start in order and end in the opposite order, the broker last.
    """

    children: list[Child] = field(default_factory=list)
    worker: Child | None = None
    stopping: threading.Event = field(default_factory=threading.Event)
    handlers: dict[int, Any] = field(default_factory=dict)
    next_look: float = 0.0
    quiet_since: float | None = None

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
            if self.worker_is_deaf():
                log.error("Jobs wait and the worker does not take them: it is started again")
                self.worker.kill()
                self.quiet_since = None
        except DatabaseError:
            log.warning("The database did not answer the supervisor", exc_info=True)
        finally:
            close_old_connections()

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
        """End everything: first ask, then insist."""
        for child in reversed(self.children):
            if child.name != "broker":
                child.tell(signal.SIGTERM)
        now = time.monotonic()
        for child in reversed(self.children):
            child.tell(signal.SIGTERM)
            child.stop(until=now + child.patience)

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


@contextlib.contextmanager
def run_folder() -> Iterator[Path]:
    """Yield a folder of this process's own under DATA_DIR/run, gone when it ends.

    What a killed supervisor left there is cleared away.
    """
    root = settings.DATA_DIR / "run"
    root.mkdir(parents=True, exist_ok=True)
    for left in root.glob("broker-*"):
        if not is_running(int(left.name.removeprefix("broker-"))):
            shutil.rmtree(left, ignore_errors=True)
    folder = root / f"broker-{os.getpid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    (root / "messages").mkdir(exist_ok=True)  # for a broker made of files
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def is_running(pid: int) -> bool:
    """Whether there is a process of this number."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def use_broker(url: str) -> None:
    """Ring at this broker from this process from now on."""
    tasks.run.app.conf.broker_url = url
    tasks.run.app._after_fork()  # the only way to let go of the pools that knew the broker before


def add_broker(supervisor: Supervisor, broker: programs.Broker, *, log_folder: Path | None) -> None:
    """Start our own broker, if there is to be one, and wait until it answers.

    Raises CannotStart.
    """
    use_broker(broker.url)
    if broker.command is None:
        return
    child = Child("broker", broker.command, log_folder=log_folder, patience=5.0)
    supervisor.children.append(child)
    start(child)
    if (
        not supervisor.wait_until(
            lambda: broker_answers(broker), child=child, seconds=BROKER_PATIENCE
        )
        and not supervisor.stopping.is_set()
    ):
        raise CannotStart(
            f"The message broker ({broker.command[0]}) does not start{told_in(child)}: free some "
            "disk space, or install Valkey or Redis and set REDIS_URL to its address."
        )


def broker_answers(broker: programs.Broker) -> bool:
    """Whether our own broker takes calls."""
    client = redis.Redis(unix_socket_path=str(broker.socket), socket_timeout=1)
    try:
        return bool(client.ping())
    except redis.RedisError:
        return False
    finally:
        client.close()


def add_worker(supervisor: Supervisor, broker: programs.Broker, *, log_folder: Path | None) -> None:
    """Start a worker."""
    child = Child(
        "worker",
        programs.worker_command(),
        environment={
            "REDIS_URL": broker.url,
            # A worker told to stop gives its jobs a few seconds, then gives them back.
            "REMAP_SIGTERM": "SIGQUIT",
            # The command that starts the supervisor has checked the site already.
            "CELERY_SKIP_CHECKS": "on",
        },
        log_folder=log_folder,
        patience=12.0,
    )
    supervisor.children.append(child)
    supervisor.worker = child
    start(child)


def add_web(
    supervisor: Supervisor,
    broker: programs.Broker,
    *,
    host: str,
    port: int,
    log_folder: Path | None,
) -> None:
    """Start the web server and wait until it answers. Raises CannotStart."""
    child = Child(
        "web",
        programs.web_command(host=host, port=port),
        environment={"REDIS_URL": broker.url},
        log_folder=log_folder,
    )
    supervisor.children.append(child)
    start(child)
    if (
        not supervisor.wait_until(
            lambda: web_answers(host, port), child=child, seconds=WEB_PATIENCE
        )
        and not supervisor.stopping.is_set()
    ):
        raise CannotStart(
            f"The web server does not start{told_in(child)}: mend what is said there and start "
            "again."
        )


def start(child: Child) -> None:
    """Start a child. Raises CannotStart if its program cannot be run."""
    try:
        child.start()
    except OSError as error:
        raise CannotStart(
            f"The {child.name} cannot be started ({error}): check the disk space and that the "
            "requirements are installed."
        ) from error


def told_in(child: Child) -> str:
    """Return where the reason is to be read."""
    return f", {child.log_folder / child.name}.log says why" if child.log_folder else ""


def refuse_a_taken_port(host: str, port: int) -> None:
    """Raise CannotStart if the web server could not listen there."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except OSError as error:
        raise CannotStart(
            f"Port {port} of {host} cannot be used ({error.strerror or error}): stop what uses it, "
            f"or choose another with --port {port + 1}."
        ) from error


def web_answers(host: str, port: int) -> bool:
    """Whether the web server answers, whatever it says."""
    near = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 -- looked for, not bound
    connection = http.client.HTTPConnection(near, port, timeout=2)
    try:
        connection.request("GET", "/healthz")
        connection.getresponse().read()
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
    return True
