"""How long a tender is kept, through the pages."""

import datetime as dt
import re

import pytest
from django.urls import reverse

from procurement.tenders.actions import life
from procurement.tenders.views import retention as views
from tests.factories.decided import approved, few
from tests.factories.tenders import TenderFactory
from tests.integration.procurement.people import client_of, officer_of

pytestmark = pytest.mark.django_db

AWARDED = dt.datetime(2026, 2, 24, 9, tzinfo=dt.UTC)


def url(name, tender):
    """Return the address of a page."""
    return reverse(f"tenders:{name}", args=[tender.pk])


def words(response):
    """Return what a page says."""
    assert response.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


@pytest.fixture(name="tender")
def _tender():
    tender = approved(bundle=few())
    for move in ("award", "archive"):
        tender = life.move(tender=tender, move=move, by="Olive Officer", at=AWARDED)
    return tender


def test_the_page_says_how_long_why_and_what_stays(tender):
    page = words(client_of(tender.organisation, "auditor").get(url("retention", tender)))

    assert "3 years. Procurement Act 2023, section 98" in page
    assert "24 February 2029" in page
    assert "The record of who did what. It names people" in page
    assert "Place a legal hold" not in page


def test_a_policy_that_is_not_confirmed_says_so():
    tender = TenderFactory(regime="below_threshold", fixed=True)

    assert "6 years (not confirmed)" in words(officer_of(tender).get(url("retention", tender)))


def test_a_hold_is_placed_and_lifted_with_reasons(tender):
    officer = officer_of(tender)

    officer.get(url("place_hold", tender))
    officer.post(url("place_hold", tender), {"reason": "A claim."})
    twice = words(officer.post(url("place_hold", tender), {"reason": "A claim."}))
    held = words(officer.get(url("retention", tender)))
    officer.get(url("lift_hold", tender))
    officer.post(url("lift_hold", tender), {"reason": "Settled."})
    none = words(officer.post(url("lift_hold", tender), {"reason": "Settled."}))

    assert "A legal hold stands already." in twice
    assert "Lift the legal hold" in held
    assert "There is no legal hold to lift." in none
    assert ": Settled." in words(officer.get(url("retention", tender)))


def test_a_later_day_is_set(tender):
    officer = officer_of(tender)
    said = {"counts_from-day": "1", "counts_from-month": "4", "counts_from-year": "2026"}

    officer.get(url("keep_from", tender))
    early = said | {"counts_from-month": "1", "reason": "Wrong."}
    refused = words(officer.post(url("keep_from", tender), early))
    officer.post(url("keep_from", tender), said | {"reason": "Entered then."})

    assert "records are never kept for less" in refused
    assert "1 April 2029" in words(officer.get(url("retention", tender)))


def test_a_purge_is_typed_and_shown(tender, monkeypatch):
    officer = officer_of(tender)
    early = words(officer.post(url("purge", tender), {"reference": tender.reference}))
    monkeypatch.setattr(views.timezone, "localdate", lambda: dt.date(2029, 3, 1))

    link = words(officer.get(url("retention", tender)))
    officer.get(url("purge", tender))
    wrong = words(officer.post(url("purge", tender), {"reference": "another"}))
    officer.post(url("purge", tender), {"reference": tender.reference})

    assert "It is kept to the end of 24 February 2029." in early
    assert "Purge what is kept no longer" in link
    assert "Type the reference MWH-2026-014 to confirm." in wrong
    count = tender.bidders.count()
    page = words(officer.get(url("retention", tender)))
    assert f"{count} addresses of suppliers" in page
