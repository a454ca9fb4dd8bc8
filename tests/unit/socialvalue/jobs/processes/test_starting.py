"""Starting the processes, and saying in one sentence why one does not start."""

import logging
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
import redis

from socialvalue.jobs import tasks
from socialvalue.jobs.processes import programs, starting
from socialvalue.jobs.processes.children import CannotStart, Child
from socialvalue.jobs.processes.programs import Broker
from socialvalue.jobs.processes.supervisor import Supervisor, supervising

ENDS = (sys.executable, "-c", "raise SystemExit('no space left')")
SLEEPS = (sys.executable, "-c", "import time; time.sleep(60)")
ANSWERS = """
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer
HTTPServer(("127.0.0.1", int(sys.argv[1])), BaseHTTPRequestHandler).serve_forever()
"""


@pytest.fixture(autouse=True)
def _the_bell_stays_where_it_was():
    """Ring where the suite does, after each test."""
    before = tasks.run.app.conf.broker_url
    yield
    starting.use_broker(before)


@pytest.fixture
def data_dir(settings, tmp_path):
    """A folder for the installation's data."""
    settings.DATA_DIR = tmp_path
    return tmp_path


@pytest.fixture
def free_port():
    """A port that nothing uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def test_the_run_folder_is_this_process_alone_and_gone_afterwards(data_dir):
    with starting.run_folder() as folder:
        assert folder == data_dir / "run" / f"broker-{os.getpid()}"
        assert folder.stat().st_mode & 0o777 == 0o700
        assert (data_dir / "run" / "messages").is_dir()

    assert not folder.exists()


def test_what_a_killed_supervisor_left_is_cleared_and_what_a_running_one_uses_is_not(data_dir):
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    for pid in (gone.pid, os.getppid()):
        (data_dir / "run" / f"broker-{pid}").mkdir(parents=True)

    with starting.run_folder():
        pass

    assert {path.name for path in (data_dir / "run").glob("broker-*")} == {f"broker-{os.getppid()}"}


def test_what_the_supervisor_logs_goes_to_its_file_and_not_to_the_terminal(tmp_path, caplog):
    log = logging.getLogger("socialvalue.jobs")

    with starting.quietly(tmp_path / "logs"):
        log.warning("The worker ended")
    with starting.quietly(None):
        log.warning("On this terminal")

    said = (tmp_path / "logs" / "supervisor.log").read_text(encoding="utf-8")
    assert said.endswith(" WARNING socialvalue.jobs The worker ended\n")
    assert caplog.messages == ["On this terminal"]


def test_a_process_of_another_user_counts_as_running(monkeypatch):
    def not_ours(pid, number):
        raise PermissionError

    monkeypatch.setattr(os, "kill", not_ours)

    assert starting.is_running(1)


def test_our_own_broker_starts_and_answers(data_dir, monkeypatch):
    monkeypatch.delenv("REDIS_URL")

    with starting.run_folder() as folder, supervising() as supervisor:
        broker = programs.broker(folder=folder)
        starting.add_broker(supervisor, broker, log_folder=data_dir)

        assert [child.name for child in supervisor.children] == ["broker"]
        assert starting.broker_answers(broker)
        assert tasks.run.app.conf.broker_url == broker.url
        assert tasks.ring(job_id=folder)
        assert redis.Redis(unix_socket_path=str(broker.socket)).llen("celery") == 1

    assert not starting.broker_answers(broker)


def test_somebody_elses_broker_is_not_started():
    supervisor = Supervisor()

    starting.add_broker(supervisor, Broker(url="memory://elsewhere"), log_folder=None)

    assert supervisor.children == []
    assert tasks.run.app.conf.broker_url == "memory://elsewhere"


def test_a_broker_that_does_not_start_is_told_in_a_sentence(tmp_path):
    broker = Broker(url="memory://", command=ENDS, socket=tmp_path / "broker.sock")

    with (
        supervising() as supervisor,
        pytest.raises(
            CannotStart, match=r"broker .* does not start, .*/broker\.log says why: free"
        ),
    ):
        starting.add_broker(supervisor, broker, log_folder=tmp_path)


def test_a_program_that_is_not_there_is_told_in_a_sentence():
    with pytest.raises(CannotStart, match=r"The worker cannot be started \(.*No such file"):
        starting.start(Child("worker", ("/nowhere/celery",)))


def test_the_worker_knows_its_broker(monkeypatch):
    monkeypatch.setattr(programs, "worker_command", lambda: SLEEPS)

    with supervising() as supervisor:
        starting.add_worker(supervisor, Broker(url="redis://b:6379/0"), log_folder=None)

        assert supervisor.worker in supervisor.children
        assert supervisor.worker.environment["REDIS_URL"] == "redis://b:6379/0"
        assert supervisor.worker.alive


def test_the_web_server_is_waited_for(monkeypatch, free_port, tmp_path):
    command = (sys.executable, "-c", ANSWERS, str(free_port))
    monkeypatch.setattr(programs, "web_command", lambda host, port: command)
    where = {"host": "127.0.0.1", "port": free_port}

    with supervising() as supervisor:
        starting.add_web(supervisor, Broker(url="memory://"), **where, log_folder=tmp_path)

        # Whatever it says, here 501 Unsupported method, it answers.
        assert starting.web_answers("0.0.0.0", free_port)  # noqa: S104 -- looked for, not bound
        with pytest.raises(CannotStart, match=f"Port {free_port} of 127.0.0.1 cannot be used"):
            starting.refuse_a_taken_port("127.0.0.1", free_port)

    starting.refuse_a_taken_port("127.0.0.1", free_port)
    assert not starting.web_answers("127.0.0.1", free_port)


def test_a_web_server_that_does_not_start_is_told_in_a_sentence(monkeypatch, free_port):
    monkeypatch.setattr(programs, "web_command", lambda host, port: ENDS)
    where = {"host": "127.0.0.1", "port": free_port}

    with supervising() as supervisor, pytest.raises(CannotStart, match="does not start: mend"):
        starting.add_web(supervisor, Broker(url="memory://"), **where, log_folder=None)


def test_being_told_to_stop_while_starting_is_no_failure(monkeypatch, free_port, tmp_path):
    monkeypatch.setattr(programs, "web_command", lambda host, port: SLEEPS)
    broker = Broker(url="memory://", command=SLEEPS, socket=Path("/nowhere"))

    with supervising() as supervisor:
        supervisor.stopping.set()
        starting.add_broker(supervisor, broker, log_folder=tmp_path)
        starting.add_web(supervisor, broker, host="127.0.0.1", port=free_port, log_folder=None)


def test_an_address_of_the_new_protocol_is_tried_too():
    with pytest.raises(CannotStart, match=r"Port 70000 of ::1 .* another with --port 8000\."):
        starting.refuse_a_taken_port("::1", 70_000)
