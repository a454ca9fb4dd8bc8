"""Asking for countable jobs, and finding anything lost, done twice or wrong."""

from collections import Counter

from django.db import connection

from socialvalue.accounts.models import Organisation
from socialvalue.audit import queries as audit
from socialvalue.audit.models import AuditEvent
from socialvalue.jobs import actions
from socialvalue.jobs.models import Job, State
from tests.faults.tasks import KIND, payments


def organisation():
    """Return the one organisation of these tests."""
    return Organisation.objects.get_or_create(name="Counting house", kind="council")[0]


def ask(number, *, steps=10):
    """Ask for one count."""
    return actions.ask(
        kind=KIND,
        title=f"Count {number}",
        payload={"number": number, "steps": steps},
        organisation=organisation(),
        by="the fault tests",
    )


def rows(statement):
    """Return what a query finds."""
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall()


def ended(number):
    """Return whether so many jobs have ended."""
    return Job.objects.exclude(finished=None).count() >= number


def faults(numbers):
    """Return everything that is not as it must be after these counts were asked and done."""
    totals = dict(rows("SELECT number, pence FROM faults_total"))
    effects = Counter(number for (number,) in rows("SELECT number FROM faults_effect"))
    done = Counter(AuditEvent.objects.filter(did="job.done").values_list("subject", flat=True))
    jobs = {job.payload["number"]: job for job in Job.objects.all()}
    return {
        "lost": [n for n in numbers if n not in jobs or jobs[n].state != State.DONE],
        "wrong": [n for n in numbers if totals.get(n) != sum(payments(n))],
        "effects other than one": [n for n in numbers if effects[n] != 1],
        "recorded other than once": [
            n for n in numbers if n not in jobs or done[f"jobs.job:{jobs[n].pk}"] != 1
        ],
        "of nobody's asking": sorted((totals.keys() | effects.keys()) - set(numbers)),
        "sum": sum(totals.values()) - sum(sum(payments(n)) for n in numbers),
        "record": list(audit.faults()),
    }


NONE = {
    "lost": [],
    "wrong": [],
    "effects other than one": [],
    "recorded other than once": [],
    "of nobody's asking": [],
    "sum": 0,
    "record": [],
}
