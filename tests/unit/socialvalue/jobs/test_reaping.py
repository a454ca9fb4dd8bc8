"""Finding the work that nobody has in hand."""

import datetime as dt

import pytest
from kombu.exceptions import OperationalError

from socialvalue.jobs import actions, tasks
from socialvalue.jobs.actions import reaping
from socialvalue.jobs.models import Job
from tests.factories.jobs import ASKED, JobFactory

pytestmark = pytest.mark.django_db

SOON = ASKED + dt.timedelta(seconds=10)
LATER = ASKED + dt.timedelta(seconds=40)


@pytest.fixture
def rung(monkeypatch):
    """Hear the bell instead of a worker, and return the ids it was rung for."""
    heard = []
    monkeypatch.setattr(tasks.run, "delay", lambda job_id: heard.append(job_id))
    return heard


def test_reap_rings_for_what_nobody_has_in_hand_and_only_that(rung):
    unheard = JobFactory(asked_at=ASKED)
    left = JobFactory(left_behind=True, asked_at=ASKED + dt.timedelta(seconds=1))
    for state in ("running", "done", "failed", "cancelled"):
        JobFactory(**{state: True})

    assert actions.reap(at=LATER) == 2
    assert rung == [str(unheard.pk), str(left.pk)]


def test_reap_is_patient_with_a_bell_just_rung_but_not_with_one_never_rung(rung):
    JobFactory()
    never = JobFactory(rung=None)

    assert actions.reap(at=SOON) == 1
    assert rung == [str(never.pk)]


def test_reap_rings_once_in_a_while(rung):
    JobFactory()
    actions.reap(at=LATER)

    assert actions.reap(at=LATER + dt.timedelta(seconds=5)) == 0


def test_reap_rings_only_for_the_oldest_of_a_long_queue(rung, monkeypatch):
    monkeypatch.setattr(reaping, "MOST_AT_ONCE", 2)
    jobs = [JobFactory(asked_at=ASKED + dt.timedelta(seconds=n)) for n in (2, 0, 1)]

    actions.reap(at=LATER)

    assert rung == [str(jobs[1].pk), str(jobs[2].pk)]


def test_reap_stops_at_a_broker_that_is_away(monkeypatch):
    JobFactory.create_batch(3)
    tried = []

    def nobody_there(job_id):
        tried.append(job_id)
        raise OperationalError("Connection refused")

    monkeypatch.setattr(tasks.run, "delay", nobody_there)

    assert actions.reap() == 0
    assert len(tried) == 1
    assert Job.objects.filter(rung=None).count() == 1


def test_the_task_is_the_door_to_run(monkeypatch):
    job = JobFactory()
    ran = []
    monkeypatch.setattr(actions, "run", lambda job_id: ran.append(job_id))

    tasks.run(job_id=str(job.pk), schema="a word of newer code")

    assert ran == [job.pk]
