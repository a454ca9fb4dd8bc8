"""The same processes for the length of a `with` block: for the demonstration and for tests."""

import contextlib
import signal
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from django.conf import settings

from socialvalue.jobs import tasks
from socialvalue.jobs.processes.children import CannotStart, Child
from socialvalue.jobs.processes.starting import use_broker

PATIENCE = 90.0  # seconds to start
TO_STOP = 25.0


@contextlib.contextmanager
def running(
    *,
    web: bool = False,
    host: str = "127.0.0.1",
    port: int = 8000,
    environment: Mapping[str, str] | None = None,
    log_folder: Path | None = None,
) -> Iterator[Child]:
    """Run the broker, a worker and, if asked, the web server, and yield their supervisor.

    Within the block this process rings at their broker. The supervisor is a process of its own; it
    ends, with all that it started, at the end of the block and also if this process is killed.

    Raises CannotStart.
    """
    before = tasks.run.app.conf.broker_url
    with tempfile.TemporaryDirectory(prefix="social-value-") as folder:
        ready = Path(folder) / "ready"
        child = Child(
            "supervisor",
            serve_command(ready=ready, web=web, host=host, port=port, log_folder=log_folder),
            environment=environment or {},
            log_folder=Path(folder),
            death_signal=signal.SIGTERM,
        )
        try:
            child.start()
            use_broker(broker_of(child, ready=ready))
            yield child
        finally:
            child.tell(signal.SIGTERM)
            child.stop(until=time.monotonic() + TO_STOP)
            use_broker(before)


def serve_command(
    *, ready: Path, web: bool, host: str, port: int, log_folder: Path | None
) -> tuple[str, ...]:
    """Return the command line of the supervisor."""
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "serve"]
    command += ["--ready-file", str(ready), "--host", host, "--port", str(port)]
    command += [] if web else ["--no-web"]
    command += ["--logs", str(log_folder)] if log_folder else []
    return tuple(command)


def broker_of(child: Child, *, ready: Path) -> str:
    """Wait until the processes run, and return the address of their broker. Raises CannotStart."""
    until = time.monotonic() + PATIENCE
    while child.alive and time.monotonic() < until:
        if ready.exists():
            return ready.read_text(encoding="utf-8")
        time.sleep(0.05)
    said = (child.log_folder / "supervisor.log").read_text(encoding="utf-8").strip()
    raise CannotStart(said.splitlines()[-1] if said else "The processes do not start.")
