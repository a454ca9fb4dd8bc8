"""The pages about jobs, as a browser without scripts asks for them."""

import datetime as dt
import re

import pytest
from django.db import OperationalError
from django.urls import reverse

from socialvalue.jobs import presenters
from socialvalue.jobs.models import Job, State
from tests.factories.accounts import MembershipFactory, OrganisationFactory, UserFactory
from tests.factories.jobs import ASKED, JobFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def trust():
    """An NHS trust."""
    return OrganisationFactory(name="Mereside")


@pytest.fixture
def officer(trust, client):
    """Its data officer, signed in."""
    user = UserFactory(name="Ada Holt", roles=["data_officer"], roles__organisation=trust)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return user


def words(response):
    """Return the page's words, white space squeezed."""
    text = re.sub(r"<head>.*?</head>", " ", response.content.decode(), flags=re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))


def url(name, job):
    """Return the address of a page of a job."""
    return reverse(f"jobs:{name}", args=[job.pk])


def test_the_list_shows_the_organisations_jobs_and_no_others(client, officer, trust):
    JobFactory(organisation=trust, title="Analyse 2014/15", running=True)
    JobFactory(title="Somebody else's")

    page = words(client.get(reverse("jobs:list")))

    assert "Analyse 2014/15 Placing suppliers: 3 of 8 (37%) Asked 5 January 2026, 09:00 by" in page
    assert "Running" in page
    assert "Somebody else" not in page


def test_a_moment_is_given_in_local_time():
    in_summer = dt.datetime(2026, 7, 5, 11, 30, tzinfo=dt.UTC)

    assert presenters.moment(in_summer) == "5 July 2026, 12:30"


def test_the_page_links_what_came_of_a_job(client, officer, trust):
    job = JobFactory(organisation=trust, done=True, result_page="core:about")

    assert f'href="{reverse("core:about")}"' in client.get(url("job", job)).content.decode()


def test_the_list_is_cut_into_pages(client, officer, trust):
    for number in range(26):
        asked_at = dt.datetime(2026, 1, 5, 9, number, tzinfo=dt.UTC)
        JobFactory(organisation=trust, title=f"Job number {number}.", asked_at=asked_at)

    last = words(client.get(reverse("jobs:list"), {"page": 2}))

    assert re.findall(r"Job number (\d+)\.", last) == ["0"]


def test_an_empty_list_says_what_jobs_are(client, officer):
    assert "No jobs yet" in words(client.get(reverse("jobs:list")))


@pytest.mark.parametrize("jobs", [1, 3])
def test_the_list_asks_the_database_the_same_however_long_it_is(
    client, officer, trust, jobs, django_assert_num_queries
):
    JobFactory.create_batch(jobs, organisation=trust)

    # session, person, roles, number of jobs, jobs; is one in hand, the oldest wait, the last sign
    with django_assert_num_queries(8):
        client.get(reverse("jobs:list"))


@pytest.mark.parametrize("name", ["job", "progress"])
def test_a_page_of_a_running_job_asks_the_database_four_things(
    client, officer, trust, name, django_assert_num_queries
):
    job = JobFactory(organisation=trust, running=True)

    # session, person, roles, the job
    with django_assert_num_queries(4):
        client.get(url(name, job))


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ({}, "Waiting Waiting for its turn"),
        ({"running": True}, "Running Placing suppliers: 3 of 8 (37%)"),
        ({"running": True, "progress_total": None}, "Running Placing suppliers: 3"),
        (
            {"running": True, "progress_total": None, "progress_done": 0, "progress_words": ""},
            "Running Starting",
        ),
        ({"done": True}, "Done Finished in 8 s"),
        ({"done": True, "started": None}, "Done Finished in less than a second"),
        ({"done": True, "finished": ASKED}, "Done Finished in less than a second"),
        (
            {"done": True, "finished": dt.datetime(2026, 1, 5, 9, 2, 4, tzinfo=dt.UTC)},
            "Done Finished in 2 min 3 s",
        ),
        ({"failed": True}, "Failed ! Warning The file has no column of amounts"),
        ({"cancelled": True}, "Cancelled Called off before it was finished: nothing was kept"),
    ],
    ids=str,
)
def test_the_page_of_a_job_says_how_it_stands(client, officer, trust, state, said):
    job = JobFactory(organisation=trust, title="Analyse 2014/15", asked_by=officer, **state)

    page = words(client.get(url("job", job)))

    assert f"Analyse 2014/15 {said}" in page.replace("Job Analyse", "Analyse")
    assert "Asked by Ada Holt Asked 5 January 2026, 09:00" in page


@pytest.mark.usefixtures("officer")
def test_pages_say_when_nothing_seems_to_work_on_jobs(client, trust):
    job = JobFactory(organisation=trust)
    JobFactory(organisation=trust, done=True)

    pages = [reverse("jobs:list"), url("job", job), url("progress", job)]

    said = "A job has waited since 5 January 2026, 09:00, and nothing seems to be working on jobs."
    assert [said in words(client.get(page)) for page in pages] == [True, True, True]
    assert "A worker was last seen on 5 January 2026, 09:00." in words(client.get(pages[0]))


@pytest.mark.usefixtures("officer")
def test_nothing_is_said_of_workers_while_one_has_a_job_in_hand(client, trust):
    JobFactory(organisation=trust)
    JobFactory(organisation=trust, running=True)

    assert "nothing seems to be working" not in words(client.get(reverse("jobs:list")))


@pytest.mark.parametrize(
    ("wait", "hint"),
    [
        (None, False),
        (dt.timedelta(seconds=59), False),
        (dt.timedelta(seconds=60), True),
    ],
)
def test_a_job_that_has_just_been_asked_worries_nobody(wait, hint):
    said = presenters.worker_hint(wait=wait, last_sign=None, at=ASKED)

    assert bool(said) == hint
    assert ("No worker was seen." in said) == hint


def test_the_page_shows_progress_that_a_reload_does_not_lose(client, officer, trust):
    job = JobFactory(organisation=trust, running=True)
    client.get(url("job", job))
    Job.objects.update(progress_done=5)

    page = client.get(url("job", job)).content.decode()

    assert 'max="8" value="5"' in re.sub(r"\s+", " ", page)


@pytest.mark.parametrize(
    ("state", "asks_on"),
    [({}, True), ({"running": True}, True), ({"done": True}, False), ({"failed": True}, False)],
    ids=str,
)
def test_the_page_asks_for_news_until_the_job_has_ended(client, officer, trust, state, asks_on):
    job = JobFactory(organisation=trust, **state)

    for name in ("job", "progress"):
        page = client.get(url(name, job)).content.decode()

        assert ("hx-get=" in page, "<noscript>" in page) == (asks_on, asks_on)


def test_only_what_changed_is_read_out(client, officer, trust):
    job = JobFactory(organisation=trust, running=True)
    seen = re.search(r"\?seen=(\w+)", client.get(url("job", job)).content.decode())[1]

    Job.objects.update(progress_done=4)
    same_step = client.get(url("progress", job), {"seen": seen}).content.decode()
    Job.objects.update(progress_words="Adding up")
    next_step = client.get(url("progress", job), {"seen": seen})

    assert "job-news" not in same_step
    assert words(next_step).strip().endswith("Running. Adding up")


def test_a_result_whose_page_is_no_more_is_not_linked(client, officer, trust):
    job = JobFactory(organisation=trust, done=True, result_page="spend:gone")

    assert "See the result" not in words(client.get(url("job", job)))


def test_cancel_asks_first_and_then_cancels(client, officer, trust):
    job = JobFactory(organisation=trust, asked_by=officer)

    asked = client.get(url("cancel", job))
    cancelled = client.post(url("cancel", job), follow=True)

    assert "Cancel this job?" in words(asked)
    assert "Job cancelled" in words(cancelled)
    assert Job.objects.get().state == State.CANCELLED


def test_cancel_of_a_job_that_has_ended_says_so(client, officer, trust):
    job = JobFactory(organisation=trust, asked_by=officer, done=True)

    asked = client.get(url("cancel", job))
    answer = client.post(url("cancel", job), follow=True)

    assert (asked.status_code, asked["Location"]) == (302, url("job", job))
    assert "The job is done already" in words(answer)


def test_try_again_puts_the_job_back(client, officer, trust):
    job = JobFactory(organisation=trust, asked_by=officer, failed=True)
    assert "Try again" in words(client.get(url("job", job)))

    answer = client.post(url("again", job), follow=True)

    assert "Waiting for its turn" in words(answer)


def test_try_again_of_a_job_that_stands_says_so(client, officer, trust):
    job = JobFactory(organisation=trust, asked_by=officer, running=True)

    assert "The job is running" in words(client.post(url("again", job), follow=True))


@pytest.mark.parametrize("name", ["cancel", "again"])
def test_somebody_elses_job_is_seen_but_not_steered(client, officer, trust, name):
    job = JobFactory(organisation=trust, failed=name == "again")

    assert client.post(url(name, job)).status_code == 403
    assert 'href="' + url("cancel", job) not in client.get(url("job", job)).content.decode()


def test_an_administrator_may_cancel_anybodys_job(client, officer, trust):
    MembershipFactory(user=officer, organisation=trust, role="administrator")
    job = JobFactory(organisation=trust)

    assert client.post(url("cancel", job)).status_code == 302
    assert Job.objects.get().state == State.CANCELLED


@pytest.mark.parametrize(
    ("method", "name"),
    [("get", "job"), ("get", "progress"), ("get", "cancel"), ("post", "cancel"), ("post", "again")],
)
def test_another_organisations_job_is_not_found(client, officer, method, name):
    job = JobFactory(asked_by=officer)

    assert getattr(client, method)(url(name, job)).status_code == 404


def test_someone_signed_out_is_sent_to_sign_in(client):
    response = client.get(url("job", JobFactory()))

    assert response["Location"].startswith(reverse("account_login"))


def test_health_is_well_with_nothing_to_do(client):
    response = client.get("/healthz")

    assert response.status_code == 200
    figures = response.json()
    assert figures.pop("free_bytes") > 0
    assert figures == {"database": True, "oldest_waiting_job_seconds": None}


def test_health_is_poor_when_jobs_wait_for_long(client):
    JobFactory()

    response = client.get("/healthz")

    assert response.status_code == 503
    assert response.json()["oldest_waiting_job_seconds"] > 600


def test_health_is_well_while_a_job_has_just_been_asked(client, monkeypatch):
    monkeypatch.setattr("socialvalue.jobs.views.timezone.now", lambda: JobFactory().asked_at)

    response = client.get("/healthz")

    assert (response.status_code, response.json()["oldest_waiting_job_seconds"]) == (200, 0)


def test_health_is_poor_without_space(client, monkeypatch):
    monkeypatch.setattr("socialvalue.jobs.views.LEAST_SPACE", 2**80)

    assert client.get("/healthz").status_code == 503


def test_health_is_poor_without_a_database(client, monkeypatch):
    def away(at):
        raise OperationalError("could not connect")

    monkeypatch.setattr("socialvalue.jobs.queries.oldest_wait", away)

    response = client.get("/healthz")

    assert (response.status_code, response.json()["database"]) == (503, False)


# --- Whom a job tells what it works on ------------------------------------------------------------
def signed_in(client, trust, role):
    """Sign a member with this role in, and return them."""
    user = UserFactory(roles=[role], roles__organisation=trust)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return user


@pytest.mark.parametrize("role", ["evaluator", "moderator", "procurement_officer", "approver"])
def test_members_whom_the_kind_is_not_for_see_nothing_of_a_job(client, trust, role):
    signed_in(client, trust, role)
    job = JobFactory(organisation=trust, title="Letters of T-1", running=True)

    listed = words(client.get(reverse("jobs:list")))
    answers = [client.get(url(name, job)).status_code for name in ("job", "progress")]

    assert "Letters of T-1" not in listed
    assert "No jobs yet" in listed
    assert answers == [403, 403]


def test_whoever_asked_reads_the_job_whatever_their_role(client, trust):
    user = signed_in(client, trust, "evaluator")
    job = JobFactory(organisation=trust, title="Mine", running=True, asked_by=user)

    assert "Placing suppliers: 3 of 8 (37%)" in words(client.get(url("job", job)))
    assert "Mine" in words(client.get(reverse("jobs:list")))


@pytest.mark.parametrize("state", ["running", "done", "failed"])
def test_an_administrator_steers_a_job_and_does_not_read_what_it_is_about(client, trust, state):
    signed_in(client, trust, "administrator")
    job = JobFactory(
        organisation=trust, title="Letters of T-1", result_page="core:about", **{state: True}
    )

    pages = [words(client.get(page)) for page in (reverse("jobs:list"), url("job", job))]

    assert ["A job of another colleague" in page for page in pages] == [True, True]
    told = ["T-1", "Placing", "3 of 8", "no column", "See the result"]
    assert [word for page in pages for word in told if word in page] == []
    job.refresh_from_db()
    assert job.title == "Letters of T-1"


def test_a_kind_that_nobody_registered_is_read_by_whoever_asked_alone(client, officer, trust):
    mine = JobFactory(organisation=trust, kind="gone.kind", asked_by=officer)
    other = JobFactory(organisation=trust, kind="gone.kind")

    assert [client.get(url("job", job)).status_code for job in (mine, other)] == [200, 403]
