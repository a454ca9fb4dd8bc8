"""Jobs for tests."""

import datetime as dt
import uuid

import factory

from socialvalue.jobs.models import Job, State
from tests.factories.accounts import OrganisationFactory, UserFactory

ASKED = dt.datetime(2026, 1, 5, 9, tzinfo=dt.UTC)


class JobFactory(factory.django.DjangoModelFactory):
    """A waiting job. Ask for another state by name: JobFactory(done=True)."""

    class Meta:
        model = Job

    class Params:
        running = factory.Trait(
            state=State.RUNNING,
            attempts=1,
            started=ASKED + dt.timedelta(seconds=1),
            claim=factory.LazyFunction(uuid.uuid4),
            lease_until=dt.datetime(2096, 1, 5, tzinfo=dt.UTC),
            progress_done=3,
            progress_total=8,
            progress_words="Placing suppliers",
        )
        left_behind = factory.Trait(
            running=True, lease_until=ASKED + dt.timedelta(seconds=31)
        )  # its worker died
        done = factory.Trait(
            state=State.DONE,
            attempts=1,
            started=ASKED + dt.timedelta(seconds=1),
            finished=ASKED + dt.timedelta(seconds=9),
            progress_done=8,
            progress_total=8,
        )
        failed = factory.Trait(
            state=State.FAILED,
            attempts=1,
            started=ASKED + dt.timedelta(seconds=1),
            finished=ASKED + dt.timedelta(seconds=9),
            failure="The file has no column of amounts",
        )
        cancelled = factory.Trait(state=State.CANCELLED, finished=ASKED + dt.timedelta(seconds=9))

    organisation = factory.SubFactory(OrganisationFactory)
    kind = "tests.count"
    title = factory.Sequence(lambda n: f"Count {n}")
    payload = factory.Sequence(lambda n: {"number": n})
    key = factory.Sequence(lambda n: f"number-{n}")
    asked_at = ASKED
    asked_by = factory.SubFactory(UserFactory)
    asked_by_name = factory.LazyAttribute(lambda job: str(job.asked_by))
    rung = ASKED
