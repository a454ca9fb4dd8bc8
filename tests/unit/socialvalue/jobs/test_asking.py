"""Asking for work, calling it off, asking again."""

import pytest
from django.db import IntegrityError, transaction
from kombu.exceptions import OperationalError

from socialvalue.audit import queries as audit
from socialvalue.jobs import actions, registry, tasks
from socialvalue.jobs.actions import asking
from socialvalue.jobs.models import Job, State
from tests.factories.accounts import OrganisationFactory, UserFactory
from tests.factories.jobs import JobFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def rung(monkeypatch):
    """Hear the bell instead of a worker, and return the ids it was rung for."""
    heard = []
    monkeypatch.setattr(tasks.run, "delay", lambda job_id: heard.append(job_id))
    return heard


def ask(**changes):
    """Ask for a count."""
    asked = {
        "kind": "tests.count",
        "title": "Count the payments",
        "payload": {"upload": "7f3a", "years": [2014, 2015], "limit": None},
        "by": "the test",
    }
    return actions.ask(**asked | changes)


def test_ask_writes_a_waiting_job_and_rings_on_commit(
    work, rung, django_capture_on_commit_callbacks
):
    person, trust = UserFactory(name="Ada Holt"), OrganisationFactory()

    with django_capture_on_commit_callbacks(execute=True) as callbacks:
        job = ask(by=person, organisation=trust)

    job.refresh_from_db()
    assert (job.state, job.title, job.organisation) == (State.WAITING, "Count the payments", trust)
    assert (job.asked_by, job.asked_by_name, job.rung) == (person, "Ada Holt", job.asked_at)
    assert (len(callbacks), rung) == (1, [str(job.pk)])
    (event,) = audit.events_of(job)
    assert (event.did, event.actor_name, event.organisation_id) == (
        "job.asked",
        "Ada Holt",
        trust.pk,
    )


def test_asking_the_same_twice_is_one_job(work):
    trust = OrganisationFactory()

    first, second = ask(organisation=trust), ask(organisation=trust)

    assert first == second
    assert Job.objects.count() == 1


@pytest.mark.parametrize("state", ["running", "done"])
def test_asking_for_what_is_running_or_done_gives_that_job(work, state):
    job = JobFactory(**{state: True})

    assert ask(organisation=job.organisation, key=job.key) == job


@pytest.mark.parametrize("state", ["failed", "cancelled"])
def test_asking_for_what_failed_or_was_cancelled_gives_a_new_job(work, state):
    job = JobFactory(**{state: True})

    assert ask(organisation=job.organisation, key=job.key) != job


def test_two_organisations_asking_the_same_have_a_job_each(work):
    assert ask(organisation=OrganisationFactory()) != ask(organisation=OrganisationFactory())


def test_asking_at_the_same_moment_is_one_job(work, monkeypatch):
    # The other request's job is committed between our look and our write.
    job = JobFactory()
    looks = iter([Job.objects.none(), Job.objects.standing()])
    found = type("Standing", (), {"filter": lambda self, **asked: next(looks).filter(**asked)})
    found.get = lambda self, **asked: next(looks).get(**asked)
    monkeypatch.setattr(type(Job.objects.all()), "standing", lambda self: found())
    monkeypatch.setattr(type(Job.objects), "standing", lambda self: found())

    assert ask(organisation=job.organisation, key=job.key) == job


def test_ask_refuses_a_kind_that_no_room_does():
    with pytest.raises(registry.UnknownKind, match=r"kind tests\.nobody"):
        ask(kind="tests.nobody", organisation=OrganisationFactory())


@pytest.mark.parametrize("value", [{"a": 1}, 1.5, "x" * 201, [["7f3a"]]])
def test_ask_refuses_data_in_the_payload(work, value):
    with pytest.raises(actions.PayloadIsNotIds, match="rows of the payload"):
        ask(organisation=OrganisationFactory(), payload={"rows": value})


def test_ask_without_a_broker_keeps_the_job_for_the_reaper(
    work, monkeypatch, caplog, django_capture_on_commit_callbacks
):
    def nobody_there(job_id):
        raise OperationalError("Connection refused")

    monkeypatch.setattr(tasks.run, "delay", nobody_there)

    with django_capture_on_commit_callbacks(execute=True):
        job = ask(organisation=OrganisationFactory())

    job.refresh_from_db()
    assert (job.state, job.rung) == (State.WAITING, None)
    assert f"No worker could be called to job {job.pk}, it waits" in caplog.text


@pytest.mark.parametrize("state", ["waiting", "running"])
def test_cancel_ends_a_job_and_records_who_did_it(state):
    person = UserFactory(name="Ada Holt")
    job = JobFactory(**{state: True} if state == "running" else {})

    actions.cancel(job_id=job.pk, by=person)

    job.refresh_from_db()
    assert (job.state, job.claim, job.lease_until) == (State.CANCELLED, None, None)
    (event,) = audit.events_of(job)
    assert (event.did, event.actor_name) == ("job.cancelled", "Ada Holt")
    assert event.before == {"state": state}


@pytest.mark.parametrize("state", ["done", "failed", "cancelled"])
def test_cancel_refuses_a_job_that_has_ended(state):
    job = JobFactory(**{state: True})

    with pytest.raises(actions.AlreadyEnded, match=f"is {state} already"):
        actions.cancel(job_id=job.pk, by="the test")


@pytest.mark.parametrize("state", ["failed", "cancelled"])
def test_try_again_puts_the_job_back_and_rings(state, rung, django_capture_on_commit_callbacks):
    job = JobFactory(**{state: True}, attempts=3, progress_done=3, progress_total=8)

    with django_capture_on_commit_callbacks(execute=True):
        again = actions.try_again(job_id=job.pk, by="the test")

    job.refresh_from_db()
    assert again == job
    assert (job.state, job.attempts, job.failure, job.finished) == (State.WAITING, 0, "", None)
    assert (job.progress_done, job.progress_total) == (0, None)
    assert rung == [str(job.pk)]
    assert [event.did for event in audit.events_of(job)] == ["job.tried_again"]


@pytest.mark.parametrize("state", ["running", "done"])
def test_try_again_refuses_a_job_that_stands(state):
    job = JobFactory(**{state: True})

    with pytest.raises(actions.NotEnded, match=f"The job is {state}"):
        actions.try_again(job_id=job.pk, by="the test")


def test_try_again_gives_the_job_that_was_meanwhile_asked_anew():
    job = JobFactory(failed=True)
    newer = JobFactory(organisation=job.organisation, key=job.key)

    assert actions.try_again(job_id=job.pk, by="the test") == newer
    job.refresh_from_db()
    assert job.state == State.FAILED


def test_try_again_at_the_moment_when_it_is_asked_anew_gives_that_job(monkeypatch):
    job = JobFactory(failed=True)
    newer = JobFactory(organisation=job.organisation, key=job.key)
    looks = iter([Job.objects.none(), Job.objects.filter(pk=newer.pk)])
    found = type("Standing", (), {"filter": lambda self, **same: next(looks).filter(**same)})
    found.get = lambda self, **same: next(looks).get(**same)
    monkeypatch.setattr(type(Job.objects), "standing", lambda self: found())

    assert actions.try_again(job_id=job.pk, by="the test") == newer


def test_the_fingerprint_of_a_payload_does_not_depend_on_its_order():
    assert asking.fingerprint({"a": 1, "b": [2]}) == asking.fingerprint({"b": [2], "a": 1})


def test_the_database_keeps_two_standing_jobs_from_having_one_key():
    job = JobFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        JobFactory(organisation=job.organisation, key=job.key)


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "lost"},
        {"state": "running"},
        {"state": "done"},
        {"state": "failed", "finished": "2026-01-05T10:00Z"},
        {"failure": "A reason without a failure"},
        {"lease_until": "2026-01-05T10:00Z"},
        {"progress_done": 3, "progress_total": 2},
    ],
    ids=str,
)
def test_the_database_refuses_a_job_that_contradicts_itself(wrong):
    job = JobFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        Job.objects.filter(pk=job.pk).update(**wrong)
