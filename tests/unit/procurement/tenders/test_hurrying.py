"""The deadline of a demonstration may be brought forward, and the record says so."""

import datetime as dt

import pytest

from procurement.tenders.actions.hurrying import NoDemonstration, bring_deadline_forward
from procurement.tenders.models import Tender
from procurement.tenders.queries.published import TENDER_ALTERED, alterations
from socialvalue.audit.queries import events_of
from tests.factories.tenders import TenderFactory, whole_method

pytestmark = pytest.mark.django_db
SOON = dt.datetime(2026, 7, 1, 9, tzinfo=dt.UTC)


def test_a_deadline_that_was_brought_forward_is_the_one_that_counts():
    tender = whole_method(fixed=True, is_demonstration=True).tender

    hurried = bring_deadline_forward(tender=tender, by="the tests", at=SOON)
    before = alterations(hurried)
    Tender.objects.update(deadline=SOON + dt.timedelta(days=1))

    event = events_of(tender).last()
    assert hurried.deadline == SOON
    assert (event.did, event.after["deadline"]) == (
        "tender.deadline_brought_forward",
        "2026-07-01T09:00:00+00:00",
    )
    assert (before, alterations(Tender.objects.get())) == ([], [TENDER_ALTERED])


def test_the_deadline_of_a_real_tender_stands():
    with pytest.raises(NoDemonstration):
        bring_deadline_forward(tender=TenderFactory(fixed=True), by="the tests", at=SOON)
