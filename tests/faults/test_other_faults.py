"""What else may go wrong around a job, one fault at a time."""

import os
import signal
import subprocess
import sys

import pytest
import redis

from socialvalue.jobs import actions
from socialvalue.jobs.models import Job, State
from socialvalue.jobs.processes.starting import use_broker
from tests.faults import ledger
from tests.faults.installation import ROOT, wait_for

pytestmark = [
    pytest.mark.worker,
    pytest.mark.django_db,
    pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc"),
]

CLAIMANTS = """
import os, random, sys, uuid
import django
django.setup()
from socialvalue.jobs import actions, registry
jobs = sys.argv[1].split(",")
registry.find("faults.count")
children = []
for number in range(8):
    if not (child := os.fork()):
        random.Random(number).shuffle(jobs)
        for job in jobs:
            actions.run(job_id=uuid.UUID(job))
        os._exit(0)
    children.append(child)
for child in children:
    assert os.waitpid(child, 0)[1] == 0
"""


def test_eight_processes_that_want_the_same_jobs_do_each_once(installation):
    numbers = list(range(20))
    jobs = ",".join(str(ledger.ask(number, steps=1).pk) for number in numbers)
    # Their leases must outlast the contest: this is about claims, not about dead workers.
    environment = installation.environment | {"JOB_LEASE_SECONDS": "60", "PYTHONPATH": str(ROOT)}

    command = [sys.executable, "-c", CLAIMANTS, jobs]
    subprocess.run(command, cwd=ROOT, env=environment, check=True)  # noqa: S603 -- our own command

    assert ledger.faults(numbers) == ledger.NONE
    assert sorted(ledger.rows("SELECT number FROM faults_start")) == [(n,) for n in numbers]


def test_a_life_with_faults(installation):
    """One installation through five faults in turn, because each start takes seconds."""
    # The bell is lost: nobody is there when the job is asked for.
    use_broker(f"redis+socket://{installation.folder}/nobody.sock")
    ledger.ask(0)
    installation.start()
    use_broker(installation.broker_url)
    wait_for(lambda: ledger.ended(1))

    # The broker forgets everything that it was told.
    for number in range(1, 9):
        ledger.ask(number, steps=20)
    redis.Redis(unix_socket_path=installation.broker_url.removeprefix("redis+socket://")).flushall()
    wait_for(lambda: ledger.ended(9))

    # A job is cancelled while it runs: it writes nothing, and its worker takes the next.
    endless = ledger.ask(9, steps=100_000)
    wait_for(lambda: Job.objects.get(pk=endless.pk).state == State.RUNNING)
    actions.cancel(job_id=endless.pk, by="the fault tests")
    busy = [ledger.ask(number, steps=2) for number in range(10, 14)]
    wait_for(lambda: ledger.ended(14))
    assert Job.objects.get(pk=endless.pk).state == State.CANCELLED
    assert {Job.objects.get(pk=job.pk).state for job in busy} == {State.DONE}

    # The installation is stopped in the middle of a job, and leaves no process.
    long = ledger.ask(14, steps=1_500)
    wait_for(lambda: Job.objects.get(pk=long.pk).progress_done > 0)
    assert installation.stop(signal.SIGTERM) == 0
    assert installation.processes() == []

    # Its supervisor is killed: no process is left either, and the next start finds all the work.
    installation.start()
    wait_for(lambda: Job.objects.get(pk=long.pk).attempts == 2)
    os.kill(installation.process.pid, signal.SIGKILL)
    installation.process.wait()
    wait_for(lambda: installation.processes() == [])
    Job.objects.filter(pk=long.pk).update(payload={"number": 14, "steps": 2})
    installation.start()
    use_broker(installation.broker_url)
    wait_for(lambda: ledger.ended(15))

    numbers = [number for number in range(15) if number != 9]
    assert ledger.faults(numbers) == ledger.NONE
    assert Job.objects.get(pk=long.pk).attempts == 3
    assert installation.stop(signal.SIGINT) == 0
    assert installation.processes() == []


@pytest.mark.slow
def test_a_hung_worker_is_found_by_what_it_does_not_do(installation):
    installation.start()
    use_broker(installation.broker_url)
    (worker,) = wait_and_return(lambda: installation.victims("worker"))
    wait_for(lambda: installation.victims("child"))
    for pid in installation.workers():
        os.kill(pid, signal.SIGSTOP)

    ledger.ask(0)
    wait_for(lambda: ledger.ended(1))

    assert worker not in installation.workers()
    assert ledger.faults([0]) == ledger.NONE


def wait_and_return(find):
    """Wait until something is found, and return it."""
    wait_for(find)
    return find()
