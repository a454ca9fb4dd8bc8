"""`manage.py serve` and `manage.py worker`, with stand-ins for the programs."""

import os
import signal
import socket
import sys
import threading

import pytest
from django.core.management import call_command

from socialvalue.jobs import tasks
from socialvalue.jobs.processes import programs, starting
from socialvalue.jobs.processes.programs import Broker
from socialvalue.jobs.processes.supervisor import Supervisor

SLEEPS = (sys.executable, "-c", "import time; time.sleep(60)")


@pytest.fixture(autouse=True)
def _stand_ins(monkeypatch, settings, tmp_path):
    """Programs that only sleep, a broker that is elsewhere, and a signal once all of them run."""
    settings.DATA_DIR = tmp_path
    before = tasks.run.app.conf.broker_url
    monkeypatch.setattr(programs, "broker", lambda folder: Broker(url="memory://near"))
    monkeypatch.setattr(programs, "worker_command", lambda: SLEEPS)
    monkeypatch.setattr(programs, "web_command", lambda host, port: SLEEPS)
    monkeypatch.setattr(starting, "web_answers", lambda host, port: True)
    monkeypatch.setattr(Supervisor, "look_after_jobs", lambda self: None)
    ran = Supervisor.run

    def run(self, **options):
        threading.Timer(0.2, os.kill, (os.getpid(), signal.SIGTERM)).start()
        ran(self, **options)

    monkeypatch.setattr(Supervisor, "run", run)
    yield
    starting.use_broker(before)


def test_serve_says_only_what_it_is_told_to_say(capsys, tmp_path):
    ready = tmp_path / "ready"

    call_command(
        "serve", port=0, when_ready="Open http://localhost", ready_file=ready, skip_checks=True
    )

    assert capsys.readouterr() == ("Open http://localhost\n", "")
    assert ready.read_text(encoding="utf-8") == "memory://near"
    assert {log.name for log in (tmp_path / "logs").iterdir()} == {"web.log", "worker.log"}


def test_serve_without_the_web_server_and_with_words_on_this_terminal(capsys, tmp_path):
    call_command("serve", "--no-web", "--logs", "-", skip_checks=True)

    assert capsys.readouterr() == ("", "")
    assert not (tmp_path / "logs").exists()


def test_serve_on_a_taken_port_says_what_to_do_with_status_2(capsys):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        with pytest.raises(SystemExit) as ended:
            call_command("serve", port=port, skip_checks=True)

    assert ended.value.code == 2
    assert capsys.readouterr().err == (
        f"Port {port} of 127.0.0.1 cannot be used (Address already in use): stop what uses it, or "
        f"choose another with --port {port + 1}.\n"
    )


def test_worker_works_until_told_to_stop(capsys):
    call_command("worker", skip_checks=True)

    assert capsys.readouterr() == ("", "")


def test_worker_that_cannot_start_says_so_with_status_2(capsys, monkeypatch):
    monkeypatch.setattr(programs, "worker_command", lambda: ("/nowhere/celery",))

    with pytest.raises(SystemExit) as ended:
        call_command("worker", skip_checks=True)

    assert ended.value.code == 2
    assert capsys.readouterr().err.startswith("The worker cannot be started")
