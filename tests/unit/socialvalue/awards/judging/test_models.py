"""What the database keeps of judging, and what it refuses."""

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import DatabaseError

from socialvalue.awards import guards
from socialvalue.awards.models import Judgement, PanelMark
from tests.factories.awards import (
    AppealFactory,
    DecisionFactory,
    JudgementFactory,
    PanelMarkFactory,
)

pytestmark = pytest.mark.django_db
AT = dt.datetime(2026, 11, 9, 10, tzinfo=dt.UTC)


def test_words_for_each():
    judgement = JudgementFactory(
        seat__application__number=1, seat__application__organisation__name="Looms"
    )
    application = judgement.seat.application

    assert str(judgement) == "A1 on S1: met"
    assert str(judgement.seat) == "A1 on application 1 of Looms"
    assert str(PanelMarkFactory(application=application)) == "application 1 of Looms, S1: met"
    assert str(DecisionFactory(application=application)) == ("decision 1 on application 1 of Looms")
    assert str(AppealFactory(application=application)) == "appeal about application 1 of Looms"


def test_the_highest_version_counts():
    first = JudgementFactory()
    second = JudgementFactory(seat=first.seat, mark="not")
    old = PanelMarkFactory()
    new = PanelMarkFactory(application=old.application, mark="not")

    assert list(Judgement.objects.latest()) == [second]
    assert list(PanelMark.objects.latest()) == [new]


def test_a_decision_takes_two_people():
    decision = DecisionFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        type(decision).objects.filter(pk=decision.pk).update(
            is_approved=True, decider=decision.proposer, decided_at=AT, decided_by="x"
        )


@pytest.mark.parametrize("make", [JudgementFactory, PanelMarkFactory])
def test_the_database_keeps_what_was_judged(make):
    guards.create(connection)  # also where the tables were made without migrations
    made = make()
    stored = type(made).objects.filter(pk=made.pk)

    with pytest.raises(DatabaseError, match="never changed or taken out"), transaction.atomic():
        stored.update(mark="not")
    with pytest.raises(DatabaseError, match="never changed or taken out"), transaction.atomic():
        stored.delete()

    assert stored.get().mark == "met"
