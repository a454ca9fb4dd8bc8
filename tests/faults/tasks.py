"""A kind of job that adds up made-up payments, and leaves a trace of everything it does."""

import random
import time

from django.db import connection

from socialvalue.jobs import registry
from socialvalue.jobs.models import Job
from socialvalue.jobs.registry import Outcome, Report

KIND = "faults.count"
TABLES = (
    "CREATE TABLE faults_start (number integer NOT NULL)",
    "CREATE TABLE faults_total (number integer PRIMARY KEY, pence bigint NOT NULL)",
    "CREATE TABLE faults_effect (number integer NOT NULL)",
)


def payments(number: int) -> list[int]:
    """Return the payments of one job in whole pence: some are refunds."""
    amounts = random.Random(number)
    return [amounts.randint(-99_999, 9_999_999) for _ in range(50)]


def write(statement: str, *values: int) -> None:
    """Run one statement."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


@registry.handler(KIND)
def count(job: Job, report: Report) -> Outcome:
    """Add up the payments, in steps of a few milliseconds each."""
    number, steps, pence = job.payload["number"], job.payload["steps"], 0
    write("INSERT INTO faults_start VALUES (%s)", number)
    for step, amount in enumerate(payments(number)):
        if step < steps:
            time.sleep(0.01)
            report(step, steps, "Adding up")
        pence += amount
    # More steps than payments: a job that takes its time.
    for step in range(50, steps):
        time.sleep(0.01)
        report(step, steps, "Taking time")
    return Outcome(save=lambda: save(number, pence), result={"pence": str(pence)})


def save(number: int, pence: int) -> None:
    """Set the total, and count that it was set."""
    write("DELETE FROM faults_total WHERE number = %s", number)
    write("INSERT INTO faults_total VALUES (%s, %s)", number, pence)
    write("INSERT INTO faults_effect VALUES (%s)", number)
