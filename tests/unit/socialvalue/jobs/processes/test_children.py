"""A process that is kept alive, and that leaves nothing behind."""

import os
import signal
import sys
import time

import pytest

from socialvalue.jobs.processes import children
from socialvalue.jobs.processes.children import Child

SLEEP = (sys.executable, "-c", "import time; time.sleep(60)")
# Starts a process of its own, says its number, and does not end when told to.
STUBBORN_PARENT = (
    sys.executable,
    "-c",
    """
import signal, subprocess, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print(subprocess.Popen(["sleep", "60"]).pid, flush=True)
time.sleep(60)
""",
)


@pytest.fixture
def child():
    """A process that sleeps for a minute, unless told otherwise, and does not outlive the test."""
    made = Child("sleeper", SLEEP)
    yield made
    made.kill()
    made.stop(until=0)


def is_gone(pid):
    """Return whether a process has ended: a zombie has."""
    try:
        with open(f"/proc/{pid}/stat", encoding="utf-8") as stat:
            return stat.read().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


def wait_for(condition):
    """Wait ten seconds at most."""
    until = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.01)


def test_a_process_that_ended_is_started_again_after_a_pause(child):
    child.start()
    first = child.process.pid
    child.process.kill()
    child.process.wait()

    child.keep(now=child.started + 1)
    paused = child.process
    child.keep(now=child.started + 1.1)
    still_paused = child.process
    child.keep(now=child.started + 1.2)

    assert (paused, still_paused) == (None, None)
    assert child.alive
    assert child.process.pid != first


def test_a_process_that_runs_is_left_alone(child):
    child.start()
    before = child.process

    child.keep(now=child.started + 1)

    assert child.process is before


def test_the_pause_grows_while_a_process_keeps_ending_and_only_then(child):
    pauses = []
    for lived in (1, 1, 1, 1, 1, 1, 1, 20):
        child.start()
        child.process.kill()
        child.process.wait()
        child.start_at = float("inf")
        now = child.started + lived
        child.keep(now=now)
        pauses.append(round(child.start_at - now, 1))

    # 0.1 s, twice that for each failure, five seconds at most
    assert pauses == [0.2, 0.4, 0.8, 1.6, 3.2, 5.0, 5.0, 0.1]


def test_a_stubborn_process_is_killed_with_all_that_it_started(child, tmp_path):
    child.command, child.log_folder = STUBBORN_PARENT, tmp_path
    child.start()
    said = tmp_path / "sleeper.log"
    wait_for(lambda: said.exists() and said.read_text(encoding="utf-8").endswith("\n"))
    grandchild = int(said.read_text(encoding="utf-8"))

    child.tell(signal.SIGTERM)
    child.stop(until=time.monotonic() + 0.1)

    wait_for(lambda: is_gone(grandchild))
    assert child.process is None


def test_a_process_that_ends_when_told_is_not_killed(child):
    child.start()
    process = child.process

    child.tell(signal.SIGTERM)
    child.stop(until=time.monotonic() + 10)

    assert process.returncode == -signal.SIGTERM


def test_what_never_ran_needs_no_stopping(child):
    child.stop(until=0)
    child.kill()

    assert not child.alive


def test_a_log_that_has_grown_large_is_put_aside(child, tmp_path, monkeypatch):
    monkeypatch.setattr(children, "LARGEST_LOG", 5)
    (tmp_path / "sleeper.log").write_text("old words", encoding="utf-8")
    child.log_folder, child.command = tmp_path, (sys.executable, "-c", "print('new')")

    child.start()
    child.process.wait()

    assert (tmp_path / "sleeper.log").read_text(encoding="utf-8") == "new\n"
    assert (tmp_path / "sleeper.log.1").read_text(encoding="utf-8") == "old words"


def test_a_small_log_is_continued(child, tmp_path):
    (tmp_path / "sleeper.log").write_text("old\n", encoding="utf-8")
    child.log_folder, child.command = tmp_path, (sys.executable, "-c", "print('new')")

    child.start()
    child.process.wait()

    assert (tmp_path / "sleeper.log").read_text(encoding="utf-8") == "old\nnew\n"


def test_the_leash_asks_for_death_with_the_parent(monkeypatch):
    asked, left = [], []
    monkeypatch.setattr(children, "set_pdeathsig", asked.append)
    monkeypatch.setattr(os, "_exit", left.append)

    children.leash(os.getppid(), signal.SIGTERM)
    assert (asked, left) == ([signal.SIGTERM], [])

    # The parent died before the leash was on.
    children.leash(-1, signal.SIGTERM)
    assert left == [1]


def test_there_are_leashes_on_linux_only(monkeypatch):
    leashes = []
    monkeypatch.setattr(children, "leash", lambda *which: leashes.append(which))
    monkeypatch.setattr(sys, "platform", "linux")
    children.leashed(signal.SIGKILL)()

    monkeypatch.setattr(sys, "platform", "darwin")

    assert leashes == [(os.getpid(), signal.SIGKILL)]
    assert children.leashed(signal.SIGKILL) is None


def test_where_there_are_no_groups_only_the_process_is_killed(child, monkeypatch):
    monkeypatch.setattr(children, "HAS_GROUPS", False)
    child.start()
    process = child.process

    child.kill()

    assert process.wait() == -signal.SIGKILL
