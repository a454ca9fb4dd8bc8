"""The record of a tender on its page: scores, reasons and bidders, to whoever may read them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from procurement.tenders.models import State
from tests.factories.evaluation import RecusalFactory
from tests.factories.moderation import REASON, Moderated
from tests.factories.panels import person
from tests.integration.procurement.evaluation.test_decision_pages import client_for

pytestmark = pytest.mark.django_db


def record_of(panel, user):
    """Return what the page says to somebody."""
    page = client_for(user).get(reverse("tenders:record", args=[panel.tender.pk]))
    return page.content.decode()


@pytest.fixture
def panel():
    """A tender of which one score is agreed."""
    panel = Moderated()
    panel.agree(points=2)
    return panel


def test_those_who_may_read_a_score_find_it_in_the_record_with_its_reason(panel):
    bid = panel.bids[0]

    page = record_of(panel, panel.officer)

    assert f"recorded the agreed score of the bid {bid.code} ({bid.bidder.name}) for Q1" in page
    assert "agreed score: 2" in page
    assert REASON in page


def test_an_auditor_reads_scores_once_quality_is_locked(panel):
    before = record_of(panel, panel.auditor)
    panel.tender.state = State.QUALITY_LOCKED
    panel.tender.save()

    assert "agreed score: 2" not in before
    assert REASON not in before
    assert "agreed score: 2" in record_of(panel, panel.auditor)


def test_nobody_is_told_a_score_or_a_bidder_while_bids_are_sealed(panel):
    panel.tender.state = State.PUBLISHED
    panel.tender.save()

    page = record_of(panel, panel.officer)

    assert "agreed score: 2" not in page
    assert panel.bids[0].bidder.name not in page


def test_whoever_keeps_away_from_a_bidder_reads_its_name_nowhere(panel):
    bid = panel.bids[0]
    officer = person(panel.organisation, "procurement_officer")
    member = panel.e1
    member.user = officer
    member.role = "moderator"
    member.save()
    RecusalFactory(member=member, bidder=bid.bidder)

    page = record_of(panel, officer)

    assert bid.bidder.name not in page
    assert "agreed score: 2" not in page


def test_the_record_asks_the_same_number_of_queries_with_more_events(panel):
    client = client_for(panel.officer)
    address = reverse("tenders:record", args=[panel.tender.pk])
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    panel.agree(criterion=panel.sv1)

    with CaptureQueriesContext(connection) as more:
        client.get(address)

    assert len(more) == len(few)
