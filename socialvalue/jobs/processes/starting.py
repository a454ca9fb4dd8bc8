"""Starting the broker, the worker and the web server, or saying in one sentence why not."""

import contextlib
import http.client
import logging
import os
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path

import redis
from django.conf import settings

from socialvalue.jobs import tasks
from socialvalue.jobs.processes import programs
from socialvalue.jobs.processes.children import CannotStart, Child
from socialvalue.jobs.processes.supervisor import Supervisor

BROKER_PATIENCE = 10.0  # seconds
WEB_PATIENCE = 60.0
HIGHEST_PORT = 65_535


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


@contextlib.contextmanager
def quietly(log_folder: Path | None) -> Iterator[None]:
    """Within the block, write what this process logs to supervisor.log instead of the terminal."""
    if log_folder is None:
        yield
        return
    log_folder.mkdir(parents=True, exist_ok=True)
    root = logging.getLogger()
    before = root.handlers[:]
    handler = logging.FileHandler(log_folder / "supervisor.log", encoding="utf-8", delay=True)
    handler.setFormatter(logging.Formatter("{asctime} {levelname} {name} {message}", style="{"))
    root.handlers[:] = [handler]
    try:
        yield
    finally:
        root.handlers[:] = before
        handler.close()


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
    child = Child("broker", broker.command, log_folder=log_folder, is_needed=True)
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
        patience=settings.JOB_GRACE_SECONDS + 4.0,
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
    except (OSError, OverflowError) as error:
        other = port + 1 if port < HIGHEST_PORT else 8000
        raise CannotStart(
            f"Port {port} of {host} cannot be used ({getattr(error, 'strerror', None) or error}): "
            f"stop what uses it, or choose another with --port {other}."
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
