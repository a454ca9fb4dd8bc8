"""A whole installation on this machine, with its own database, that a test may hurt."""

import contextlib
import os
import random
import secrets
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60.0  # seconds for anything to happen


def wait_for(condition: Callable[[], object], *, seconds: float = PATIENCE) -> float:
    """Wait until it is so, and return how long that took. Raises TimeoutError."""
    began = time.monotonic()
    while not condition():
        if time.monotonic() - began > seconds:
            raise TimeoutError(f"not so after {seconds} s: {condition}")
        time.sleep(0.02)
    return time.monotonic() - began


class Installation:
    """`manage.py serve` on a folder and a database of its own. Linux: looks into /proc."""

    def __init__(self, *, folder: Path, database_url: str) -> None:
        self.folder = folder
        self.mark = secrets.token_hex(8)
        self.process: subprocess.Popen[bytes] | None = None
        self.broker_url = ""
        without = {"REDIS_URL", "COVERAGE_PROCESS_START"}
        self.environment = {
            name: value for name, value in os.environ.items() if name not in without
        } | {
            "DJANGO_SETTINGS_MODULE": "tests.faults.settings",
            "DATABASE_URL": database_url,
            "DATA_DIR": str(folder),
            "JOB_LEASE_SECONDS": "2",
            "JOB_REAP_SECONDS": "1",
            "JOB_PROCESSES": "2",
            "JOB_GRACE_SECONDS": "1",
            "FAULT_TEST_MARK": self.mark,
        }

    def start(self, *arguments: str) -> None:
        """Start it and wait until its worker has been started."""
        ready = self.folder / f"ready-{secrets.token_hex(4)}"
        command = [sys.executable, "manage.py", "serve", "--skip-checks"]
        command += ["--ready-file", str(ready)]
        with (self.folder / "supervisor.log").open("ab") as said:
            self.process = subprocess.Popen(  # noqa: S603 -- our own command
                [*command, *(arguments or ["--no-web"])],
                cwd=ROOT,
                env=self.environment,
                stderr=said,
            )
        wait_for(lambda: ready.exists() or self.process.poll() is not None)
        self.broker_url = ready.read_text(encoding="utf-8")

    def stop(self, how: signal.Signals = signal.SIGTERM) -> int:
        """Tell it to stop, and return its exit status."""
        self.process.send_signal(how)
        return self.process.wait(timeout=PATIENCE)

    def processes(self) -> list[int]:
        """Return every process that was started for this installation and still runs.

        They carry our mark, or (a broker writes its title over it) have our folder in their
        command, or their socket's, which is elsewhere if the folder's name is too long for one.
        """
        mark = f"FAULT_TEST_MARK={self.mark}".encode()
        socket = urlsplit(self.broker_url).path
        paths = [path.encode() for path in (str(self.folder), socket) if path]
        found = []
        for entry in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                state = (entry / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
                ours = mark in (entry / "environ").read_bytes()
                command = (entry / "cmdline").read_bytes()
                ours = ours or any(path in command for path in paths)
                if ours and state != "Z" and int(entry.name) != os.getpid():
                    found.append(int(entry.name))
        return found

    def find(self, *words: str, but_not: str = "\n") -> list[int]:
        """Return the processes of this installation whose command line has all the words."""
        found = []
        for pid in self.processes():
            with contextlib.suppress(OSError):
                line = Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
                if all(word in line for word in words) and but_not not in line:
                    found.append(pid)
        return found

    def workers(self) -> list[int]:
        """Return the worker and its children: the oldest is the parent of the others."""
        return sorted(self.find("celery", "worker"))

    def victims(self, what: str) -> list[int]:
        """Return the processes of a kind: worker, child of the worker, or broker."""
        if what == "broker":
            return self.find("broker.sock")
        workers = self.workers()
        parents = [pid for pid in workers if parent_of(pid) == self.process.pid]
        return parents if what == "worker" else [pid for pid in workers if pid not in parents]

    def kill_one(self, what: str, *, chance: random.Random) -> bool:
        """Kill -9 one process of this kind; False if there is none just now."""
        victims = self.victims(what)
        if victims:
            with contextlib.suppress(ProcessLookupError):
                os.kill(chance.choice(victims), signal.SIGKILL)
        return bool(victims)

    def clear(self) -> None:
        """Leave nothing behind, whatever the test did."""
        if self.process is not None and self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        for pid in self.processes():
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)


def parent_of(pid: int) -> int:
    """Return the parent of a process; nought if it has gone."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    except OSError:
        return 0
    return int(stat.rpartition(")")[2].split()[1])
