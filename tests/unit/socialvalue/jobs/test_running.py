"""Doing a job: once, whole, and only by the one who has it in hand."""

import datetime as dt

import pytest
from celery.exceptions import SoftTimeLimitExceeded
from django.db import OperationalError, connection, transaction
from django.utils import timezone

from socialvalue.accounts.models import Organisation
from socialvalue.audit import queries as audit
from socialvalue.jobs import actions, registry
from socialvalue.jobs.actions import claiming
from socialvalue.jobs.models import Job, State
from socialvalue.jobs.registry import CannotBeDone, Outcome
from tests.factories.jobs import JobFactory

pytestmark = pytest.mark.django_db


def did(job):
    """Return what the record says was done to a job."""
    return [event.did for event in audit.events_of(job)]


def raising(error):
    """Return work that raises."""

    def during(job, report):
        raise error

    return during


def test_run_writes_the_result_with_done(work):
    job = JobFactory()
    work.outcome = Outcome(
        save=lambda: Organisation.objects.filter(pk=job.organisation_id).update(name="Saved"),
        result={"sum": "12.30"},
        page="jobs:job",
        page_args=["1"],
    )

    actions.run(job_id=job.pk)

    job.refresh_from_db()
    assert (job.state, job.attempts, job.claim, job.lease_until) == (State.DONE, 1, None, None)
    assert (job.result, job.result_page, job.result_page_args) == (
        {"sum": "12.30"},
        "jobs:job",
        ["1"],
    )
    assert job.asked_at < job.started <= job.finished
    assert job.organisation.name == "Saved"
    assert did(job) == ["job.done"]


def test_run_of_a_done_job_does_nothing(work):
    job = JobFactory()
    actions.run(job_id=job.pk)

    actions.run(job_id=job.pk)

    assert work.runs == 1
    assert did(job) == ["job.done"]


@pytest.mark.parametrize("state", ["running", "done", "failed", "cancelled"])
def test_run_leaves_alone_what_is_in_hand_or_ended(work, state):
    job = JobFactory(**{state: True})

    actions.run(job_id=job.pk)

    assert work.runs == 0
    assert Job.objects.get().state == state


def test_run_takes_over_from_a_worker_that_died(work):
    job = JobFactory(left_behind=True)

    actions.run(job_id=job.pk)

    job.refresh_from_db()
    assert (job.state, job.attempts, job.progress_done) == (State.DONE, 2, 8)


def test_a_late_worker_writes_nothing_after_it_was_taken_over(work):
    job = JobFactory()
    saved = []
    work.outcome = Outcome(save=lambda: saved.append(1))
    work.during = lambda job, report: Job.objects.update(claim=job.organisation_id)

    actions.run(job_id=job.pk)

    assert saved == []
    assert Job.objects.get().state == State.RUNNING


def test_a_job_cancelled_while_running_stays_cancelled(work):
    job = JobFactory()
    reached = []

    def during(job, report):
        report(0, 2, "First half")
        actions.cancel(job_id=job.pk, by="the test")
        report(1, 2, "Second half")
        reached.append("after the report")

    work.during = during

    actions.run(job_id=job.pk)

    assert reached == []
    assert Job.objects.get().state == State.CANCELLED
    assert did(job) == ["job.cancelled"]


def test_a_refusal_is_given_in_its_own_words(work):
    job = JobFactory()
    work.during = raising(CannotBeDone("The file has no column of amounts"))

    actions.run(job_id=job.pk)

    job.refresh_from_db()
    assert (job.state, job.failure) == (State.FAILED, "The file has no column of amounts")
    assert did(job) == ["job.failed"]


def test_an_unexpected_error_is_logged_and_told_without_its_traceback(work, caplog):
    job = JobFactory()
    work.during = raising(ZeroDivisionError("a secret"))

    actions.run(job_id=job.pk)

    job.refresh_from_db()
    assert job.failure == (
        "Something went wrong on our side. Try again; if it happens again, give whoever runs "
        f"this service the number {job.pk}, under which the log says more."
    )
    assert "ZeroDivisionError: a secret" in caplog.text


def test_a_job_of_a_kind_that_no_room_does_fails():
    job = JobFactory(kind="tests.nobody")

    actions.run(job_id=job.pk)

    assert Job.objects.get().state == State.FAILED


def test_a_job_that_takes_too_long_fails_and_says_so(work, settings):
    settings.JOB_SECONDS = 600
    job = JobFactory()
    work.during = raising(SoftTimeLimitExceeded())

    actions.run(job_id=job.pk)

    assert Job.objects.get(pk=job.pk).failure == (
        "The work took longer than 10 minutes. Try with less."
    )


@pytest.fixture
def looked_at(monkeypatch):
    """Note that the connection is looked at, which would end a test's own transaction."""
    looks = []
    monkeypatch.setattr(connection, "close_if_unusable_or_obsolete", lambda: looks.append(1))
    return looks


def test_a_passing_fault_puts_the_job_back_for_the_reaper(work, looked_at):
    job = JobFactory()
    work.during = raising(OperationalError("server closed the connection"))

    actions.run(job_id=job.pk)

    job.refresh_from_db()
    assert (job.state, job.attempts, job.claim) == (State.WAITING, 1, None)
    assert job.rung > job.asked_at
    assert looked_at == [1]


def test_a_fifth_passing_fault_fails_the_job(work, looked_at):
    job = JobFactory(attempts=4)
    work.during = raising(ConnectionResetError())

    actions.run(job_id=job.pk)

    job.refresh_from_db()
    assert (job.state, job.attempts, job.failure) == (State.FAILED, 5, claiming.GAVE_UP)


def test_a_job_that_killed_five_workers_fails_without_a_sixth(work):
    job = JobFactory(left_behind=True, attempts=5)

    actions.run(job_id=job.pk)

    job.refresh_from_db()
    assert (job.state, job.failure, work.runs) == (State.FAILED, claiming.GAVE_UP, 0)
    assert did(job) == ["job.failed"]


def test_a_save_that_fails_leaves_nothing_behind(work):
    job = JobFactory()

    def save():
        Organisation.objects.create(name="Half a result", kind="council")
        raise ZeroDivisionError

    work.outcome = Outcome(save=save)

    actions.run(job_id=job.pk)

    assert not Organisation.objects.filter(name="Half a result").exists()
    assert Job.objects.get().state == State.FAILED


def test_report_saves_progress_and_renews_the_claim(work):
    job = JobFactory()
    seen = []

    def during(job, report):
        Job.objects.update(lease_until=timezone.now())
        report(2, 8, "Reading rows")
        seen.append(Job.objects.get())

    work.during = during

    actions.run(job_id=job.pk)

    (then,) = seen
    assert (then.progress_done, then.progress_total, then.progress_words) == (2, 8, "Reading rows")
    assert then.lease_until > timezone.now() + dt.timedelta(seconds=5)


def test_report_writes_a_step_at_most_twice_a_second_but_always_its_end(
    work, django_assert_num_queries
):
    job = JobFactory()

    def during(job, report):
        with django_assert_num_queries(2):
            for done in range(1, 9):
                report(done, 8, "Reading rows")

    work.during = during

    actions.run(job_id=job.pk)

    assert Job.objects.get().state == State.DONE


def test_report_without_a_total_and_beyond_it(work):
    job = JobFactory()
    seen = []

    def during(job, report):
        for done, total in ((7, None), (9, 8)):
            report(done, total, f"Step with {total}")
            seen.append(Job.objects.values_list("progress_done", "progress_total").get())

    work.during = during

    actions.run(job_id=job.pk)

    assert seen == [(7, None), (8, 8)]


def test_report_refuses_to_speak_inside_a_transaction():
    report = claiming.Reporter(JobFactory(running=True))

    with transaction.atomic(), pytest.raises(claiming.ReportInsideATransaction):
        report(1, 2, "Nobody would see this")


def test_heartbeat_renews_the_claim(work, settings):
    settings.JOB_LEASE_SECONDS = 30
    job = JobFactory(running=True, lease_until=timezone.now())

    claiming.Heartbeat(job).beat()

    job.refresh_from_db()
    assert job.lease_until > timezone.now() + dt.timedelta(seconds=25)


def test_heartbeat_outlives_a_database_that_is_away_for_a_moment(monkeypatch, caplog):
    job = JobFactory(running=True)
    monkeypatch.setattr(
        claiming, "renew", lambda *args, **kwargs: raising(OperationalError())(0, 0)
    )
    monkeypatch.setattr(connection, "close", lambda: None)

    claiming.Heartbeat(job).beat()

    assert "Could not renew the claim" in caplog.text


def test_heartbeat_stops_when_the_job_is_no_longer_ours(monkeypatch):
    job = JobFactory(running=True)
    heartbeat = claiming.Heartbeat(job)
    heartbeat.between = 0
    beats = []

    def beat():
        beats.append(1)
        raise claiming.NoLongerOurs

    heartbeat.beat = beat

    with heartbeat:
        heartbeat.join()

    assert beats == [1]


def test_two_functions_cannot_do_the_same_kind(work):
    with pytest.raises(registry.KindTaken, match=r"tests\.count is done by"):
        registry.handler("tests.count")(lambda job, report: Outcome())
