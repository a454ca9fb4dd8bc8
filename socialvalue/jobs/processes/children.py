"""One process that is kept alive."""

import contextlib
import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from billiard.util import set_pdeathsig
from django.conf import settings

log = logging.getLogger(__name__)

HAS_GROUPS = os.name == "posix"
KILL = getattr(signal, "SIGKILL", signal.SIGTERM)  # Windows has only the one way
LONGEST_PAUSE = 5.0  # seconds before a process that keeps ending is started again
SETTLED = 10.0  # seconds after which a start counts as a success
LARGEST_LOG = 10_000_000  # bytes


class CannotStart(Exception):
    """What keeps the processes from starting, and what to do about it, in one sentence."""


def leash(parent: int, death_signal: signal.Signals) -> None:
    """Run in the new process: end with the parent, even if that is killed.

    Linux only: elsewhere only a supervisor that ends in good order takes its children with it.
    """
    set_pdeathsig(death_signal)
    if os.getppid() != parent:
        os._exit(1)


def leashed(death_signal: signal.Signals) -> Callable[[], None] | None:
    """Return what a new process has to run to be on a leash, or None where there are none."""
    if not sys.platform.startswith("linux"):
        return None
    parent = os.getpid()
    return lambda: leash(parent, death_signal)


@dataclass
class Child:
    """A process, started again whenever it ends, in a process group of its own.

    Killing the group makes sure that what it started goes too.

    patience: seconds it has to end in good order. log_folder: where its words go; None: where ours
    go. death_signal: what it is sent if we are killed. is_needed: others need it until they end.
    """

    name: str
    command: Sequence[str]
    environment: Mapping[str, str] = field(default_factory=dict)
    log_folder: Path | None = None
    patience: float = 10.0
    death_signal: signal.Signals = KILL
    is_needed: bool = False
    process: "subprocess.Popen[bytes] | None" = None
    started: float = 0.0
    failures: int = 0
    start_at: float = 0.0

    def start(self) -> None:
        """Start it now."""
        self.started = time.monotonic()
        with self.outlet() as outlet:
            self.process = subprocess.Popen(  # noqa: S603 -- our own command, no shell
                list(self.command),
                cwd=settings.BASE_DIR,
                env=os.environ | dict(self.environment),
                stdin=subprocess.DEVNULL,
                stdout=outlet,
                stderr=outlet,
                start_new_session=HAS_GROUPS,
                preexec_fn=leashed(self.death_signal),
            )

    @contextlib.contextmanager
    def outlet(self) -> Iterator[IO[bytes] | None]:
        """Open its log; one that has grown large is put aside first."""
        if self.log_folder is None:
            yield None
            return
        self.log_folder.mkdir(parents=True, exist_ok=True)
        path = self.log_folder / f"{self.name}.log"
        if path.exists() and path.stat().st_size > LARGEST_LOG:
            path.replace(path.with_suffix(".log.1"))
        with path.open("ab") as file:
            yield file

    def keep(self, *, now: float) -> None:
        """Start it again if it has ended, after a pause that grows while it keeps ending."""
        if self.process is not None and self.process.poll() is not None:
            self.kill_group()
            self.failures = 0 if now - self.started > SETTLED else self.failures + 1
            self.start_at = now + min(LONGEST_PAUSE, 0.1 * 2**self.failures)
            log.warning(
                "The %s ended (%s); it is started again", self.name, self.process.returncode
            )
            self.process = None
        if self.process is None and now >= self.start_at:
            self.start()

    @property
    def alive(self) -> bool:
        """Whether it runs."""
        return self.process is not None and self.process.poll() is None

    def tell(self, how: signal.Signals) -> None:
        """Send it a signal, if it runs."""
        if self.alive:
            self.process.send_signal(how)

    def kill(self) -> None:
        """Kill it and all that it started; `keep` starts it again."""
        self.tell(KILL)
        self.kill_group()

    def kill_group(self) -> None:
        """Kill whatever is left of what it started."""
        if HAS_GROUPS and self.process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, KILL)

    def stop(self, *, until: float) -> None:
        """Wait for it to end; when the time is up kill it. Nothing that it started is left."""
        if self.process is None:
            return
        try:
            self.process.wait(timeout=max(0.0, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            log.warning("The %s did not end in time and is killed", self.name)
        self.kill()
        self.process.wait()
        self.process = None
