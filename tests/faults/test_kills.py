"""Workers, their children, the broker are killed at random, and nothing is lost or doubled.

Run more seeds with FAULT_SEEDS=1,2,3 and -m slow.
"""

import os
import random
import sys
import time

import pytest

from socialvalue.jobs.models import Job
from socialvalue.jobs.processes.starting import use_broker
from tests.faults import ledger
from tests.faults.installation import wait_for
from tests.faults.victims import VICTIMS, kill_one

pytestmark = [
    pytest.mark.worker,
    pytest.mark.django_db,
    pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc"),
]


def campaign(installation, *, jobs, kills, seed):
    """Ask for the jobs, kill as they get done, and return the figures when all have ended."""
    chance = random.Random(seed)
    installation.start()
    use_broker(installation.broker_url)
    numbers = list(range(jobs))
    began = time.monotonic()
    for number in numbers:
        ledger.ask(number, steps=chance.randint(2, 20))

    killed = dict.fromkeys(VICTIMS, 0)
    for threshold in sorted(chance.sample(range(1, jobs * 9 // 10), kills)):
        wait_for(lambda threshold=threshold: ledger.ended(threshold))
        what = chance.choice(VICTIMS)
        wait_for(lambda what=what: kill_one(installation, what, chance))
        killed[what] += 1
    recovered = wait_for(lambda: ledger.ended(jobs))

    return {
        "killed": killed,
        "seconds": round(time.monotonic() - began, 1),
        "seconds after the last kill": round(recovered, 1),
        "started more than once": Job.objects.filter(attempts__gt=1).count(),
        "faults": ledger.faults(numbers),
    }


def test_nothing_is_lost_or_done_twice_when_processes_are_killed(installation):
    figures = campaign(installation, jobs=40, kills=3, seed=20)

    assert figures["faults"] == ledger.NONE
    assert sum(figures["killed"].values()) == 3
    assert installation.stop() == 0
    assert installation.processes() == []


@pytest.mark.slow
@pytest.mark.parametrize("seed", os.environ.get("FAULT_SEEDS", "1").split(","))
def test_nothing_is_lost_or_done_twice_in_200_jobs_with_12_kills(installation, seed, capsys):
    figures = campaign(installation, jobs=200, kills=12, seed=int(seed))

    with capsys.disabled():
        sys.stdout.write(f"\nseed {seed}: {figures}\n")
    assert figures["faults"] == ledger.NONE
    assert sum(figures["killed"].values()) == 12
    assert figures["seconds after the last kill"] < 60
    assert installation.stop() == 0
    assert installation.processes() == []
