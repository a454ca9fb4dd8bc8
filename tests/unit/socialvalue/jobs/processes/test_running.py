"""The processes for the length of a block."""

import sys
from pathlib import Path

import pytest

from socialvalue.jobs import tasks
from socialvalue.jobs.processes import running as module
from socialvalue.jobs.processes.children import CannotStart
from socialvalue.jobs.processes.running import running, serve_command

# Stands in for the supervisor: says where its broker is, and waits.
READY = """
import pathlib, sys, time
pathlib.Path(sys.argv[1]).write_text("memory://near")
time.sleep(60)
"""
REFUSES = "import sys; sys.exit('Port 8000 is taken')"
SAYS_NOTHING = "import sys; sys.exit(2)"
HANGS = "import time; time.sleep(60)"


@pytest.fixture
def stand_in(monkeypatch):
    """Run this code instead of the supervisor."""

    def use(code):
        def command(*, ready, **options):
            return (sys.executable, "-c", code, str(ready))

        monkeypatch.setattr(module, "serve_command", command)

    return use


def test_within_the_block_we_ring_at_its_broker_and_nothing_is_left_after(stand_in):
    stand_in(READY)
    before = tasks.run.app.conf.broker_url

    with running() as supervisor:
        assert tasks.run.app.conf.broker_url == "memory://near"
        assert supervisor.alive

    assert not supervisor.alive
    assert tasks.run.app.conf.broker_url == before


@pytest.mark.parametrize(
    ("code", "said"),
    [(REFUSES, "Port 8000 is taken"), (SAYS_NOTHING, "The processes do not start.")],
)
def test_what_keeps_it_from_starting_is_said(stand_in, code, said):
    stand_in(code)

    with pytest.raises(CannotStart, match=f"^{said}$"), running():
        pass


def test_what_never_gets_ready_is_given_up(stand_in, monkeypatch):
    stand_in(HANGS)
    monkeypatch.setattr(module, "PATIENCE", 0.1)

    with pytest.raises(CannotStart), running():
        pass


def test_the_supervisors_command_line():
    ready = Path("/tmp/ready")

    bare = serve_command(ready=ready, web=False, host="127.0.0.1", port=8000, log_folder=None)
    full = serve_command(ready=ready, web=True, host="::1", port=8001, log_folder=Path("/tmp/logs"))

    assert bare[2:] == (
        "serve", "--ready-file", "/tmp/ready", "--host", "127.0.0.1", "--port", "8000", "--no-web"
    )  # fmt: skip
    assert full[2:] == (
        "serve", "--ready-file", "/tmp/ready", "--host", "::1", "--port", "8001",
        "--logs", "/tmp/logs",
    )  # fmt: skip
