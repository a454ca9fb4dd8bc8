"""Many processes save the same draft of a score over HTTP: none is lost, and every loser is told.

The server is a real one, on the loopback. On PostgreSQL where the suite runs on it
(tests/on_postgresql.py), on SQLite otherwise.
"""

import contextlib
import json
import socket
import subprocess
import sys

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from procurement.evaluation.models import IndividualDraft
from tests.factories.panels import Panelled
from tests.faults.installation import ROOT, wait_for

pytestmark = [
    pytest.mark.worker,
    pytest.mark.django_db,
    pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc"),
]
BACKEND = "django.contrib.auth.backends.ModelBackend"


@contextlib.contextmanager
def served(installation):
    """Serve the installation on the loopback, and give the port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "socialvalue.wsgi", "--workers", "3"]
    command += ["--bind", f"127.0.0.1:{port}", "--log-level", "warning", "--no-control-socket"]
    server = subprocess.Popen(  # noqa: S603 -- our own command
        command, cwd=ROOT, env=installation.environment
    )
    try:
        wait_for(lambda: answers(port))
        yield port
    finally:
        server.terminate()
        server.wait(timeout=30)


def answers(port):
    """Whether somebody listens there."""
    with socket.socket() as tried:
        return tried.connect_ex(("127.0.0.1", port)) == 0


def contest(installation, *, processes, saves):
    """Let so many processes save the same draft so many times each; return what each was told."""
    made = Panelled(bids=1)
    browser = Client()
    browser.force_login(made.users["E1"], backend=BACKEND)
    name = settings.SESSION_COOKIE_NAME
    session = f"{name}={browser.cookies[name].value}"
    keys = [made.tender.pk, made.bids[0].pk, made.criteria[0].pk]
    path = reverse("evaluation:save_draft", args=keys)
    with served(installation) as port:
        command = [sys.executable, str(ROOT / "tests/faults/savers.py"), str(port), path, session]
        running = [
            subprocess.Popen(  # noqa: S603 -- our own command
                [*command, f"saver {number}", str(saves)], stdout=subprocess.PIPE, text=True
            )
            for number in range(processes)
        ]
        told = [json.loads(process.communicate(timeout=1200)[0]) for process in running]
    assert [process.returncode for process in running] == [0] * processes
    return told


def hold(told, *, attempts):
    """Assert that no accepted save was lost, and that all others were told."""
    accepted = sorted(tuple(pair) for each in told for pair in each["accepted"])

    assert [each["other"] for each in told] == [[]] * len(told)  # above all no 5xx
    assert sum(each["refused"] for each in told) == attempts - len(accepted)
    # Each accepted save has a version of its own: none was written over another unseen.
    assert [version for version, _ in accepted] == list(range(1, len(accepted) + 1))
    draft = IndividualDraft.objects.get()
    assert (draft.version, draft.comment) == accepted[-1]
    return len(accepted)


def test_a_few_processes_save_one_draft(installation):
    told = contest(installation, processes=3, saves=20)

    assert hold(told, attempts=60) > 0


@pytest.mark.slow
@pytest.mark.parametrize(("processes", "saves"), [(8, 250), (50, 5)])
def test_many_processes_save_one_draft_many_times(installation, processes, saves):
    told = contest(installation, processes=processes, saves=saves)

    attempts = processes * saves
    accepted = hold(told, attempts=attempts)

    assert 0 < accepted < attempts  # there was a contest
    print(  # noqa: T201
        f"{processes} x {saves} saves: {accepted} accepted, {attempts - accepted} told 409, "
        "0 lost, 0 other"
    )
