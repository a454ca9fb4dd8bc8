"""Starting from a notice through the client."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from procurement.tenders.forms import notices as forms
from procurement.tenders.models import Notice, Tender
from tests.factories.accounts import OrganisationFactory
from tests.factories.tenders import NoticeFactory, TenderFactory
from tests.integration.procurement.people import client_of
from tests.unit.procurement.calculations.ocds.notices import (
    CONTRACTS_FINDER,
    FIND_A_TENDER,
    notice,
)

pytestmark = pytest.mark.django_db
LIST = reverse("tenders:notices")
COMPLETE = {
    "title": "Community meals",
    "reference": "GCC-14",
    "main_category": "services",
    "regime": "procurement_act_2023",
    "nation": "england",
    "value_excluding_vat_pence": "1000000",
    "value_including_vat_pence": "1200000",
    "commenced_on-day": "1",
    "commenced_on-month": "9",
    "commenced_on-year": "2026",
}


def words(response):
    return response.content.decode()


def uploaded(*releases, name="notices.json"):
    """Return a file with the releases as JSON lines."""
    lines = "\n".join(json.dumps(each, default=float) for each in releases)
    return SimpleUploadedFile(name, lines.encode(), content_type="application/json")


@pytest.fixture
def organisation():
    return OrganisationFactory(name="Guild City Council")


@pytest.fixture
def officer(organisation):
    return client_of(organisation, "procurement_officer")


def bring_in(client, *releases, follow=False):
    return client.post(LIST, {"notices": uploaded(*releases)}, follow=follow)


def page_of(client, kept):
    return words(client.get(reverse("tenders:notice", args=[kept.pk])))


def start_address(kept):
    return reverse("tenders:start", args=[kept.pk])


def test_list_offers_to_start_from_a_notice(officer):
    assert f'href="{LIST}"' in words(officer.get(reverse("tenders:list")))
    assert "Start from a notice" in words(officer.get(LIST))


def test_one_notice_leads_to_what_was_understood(officer):
    answer = bring_in(officer, FIND_A_TENDER)

    kept = Notice.objects.get()
    page = page_of(officer, kept)
    assert answer.headers["Location"] == reverse("tenders:notice", args=[kept.pk])
    for sentence in (
        "Community meals",
        "The notice names the law: UKPGA 2023/54.",
        "How meals are made 35%",
        "Decide the weights of quality, price and social value.",
        "The lots are not taken over",
        "Not taken over: documents.",
    ):
        assert sentence in page


def test_several_notices_and_refusals_are_told(officer):
    page = words(bring_in(officer, FIND_A_TENDER, {"ocid": "x"}, CONTRACTS_FINDER))

    assert "2 notices were read." in page
    assert "1 refused:" in page
    assert "Line 2: x The release says nothing of a tender" in page
    assert Notice.objects.count() == 2


def test_several_notices_without_refusals_lead_to_the_list(officer):
    page = words(bring_in(officer, FIND_A_TENDER, CONTRACTS_FINDER, follow=True))

    assert "2 notices were read." in page
    assert "Not started" in page


def test_file_that_cannot_be_read_says_why(officer):
    given = SimpleUploadedFile("x.json", b'{"a": NaN}')

    page = words(officer.post(LIST, {"notices": given}))

    assert "Remove NaN, which is not a JSON number." in page
    assert not Notice.objects.exists()


def test_same_release_and_same_procurement_are_noticed(officer):
    bring_in(officer, FIND_A_TENDER)

    again = words(bring_in(officer, FIND_A_TENDER, follow=True))
    bring_in(officer, FIND_A_TENDER | {"id": "000002-2026"})

    assert "1 of these notices you had already." in again
    later = Notice.objects.get(release="000002-2026")
    assert "You have another notice of the same procurement" in page_of(officer, later)


def test_another_buyer_is_pointed_out(officer):
    bring_in(officer, CONTRACTS_FINDER)

    assert "The notice names another buyer: Ribble Homes Limited" in page_of(
        officer, Notice.objects.get()
    )


def test_what_was_not_understood_is_told_with_its_place(officer):
    bring_in(officer, notice(tenderPeriod={"endDate": "soon"}))

    page = page_of(officer, Notice.objects.get())

    assert "What could not be understood" in page
    assert "at /tender/tenderPeriod/endDate" in page


def test_officer_completes_the_tender(officer, organisation):
    bring_in(officer, FIND_A_TENDER)
    kept = Notice.objects.get()
    form = officer.get(start_address(kept)).context["form"]

    assert form["title"].value() == "Community meals"
    answer = officer.post(
        start_address(kept),
        COMPLETE,
    )

    tender = Tender.objects.get()
    kept.refresh_from_db()
    assert answer.headers["Location"] == reverse("tenders:tender", args=[tender.pk])
    assert (tender.reference, tender.organisation, kept.tender) == ("GCC-14", organisation, tender)
    assert officer.get(start_address(kept)).headers["Location"] == answer.headers["Location"]
    assert "A tender was started from this notice" in page_of(officer, kept)


def test_reference_that_is_taken_is_refused(officer, organisation):
    TenderFactory(organisation=organisation, reference="GCC-14")
    kept = NoticeFactory(organisation=organisation)

    page = words(officer.post(start_address(kept), COMPLETE))

    assert "You already have a tender with the reference GCC-14" in page


def test_second_start_at_the_same_moment_is_refused(officer, organisation, monkeypatch):
    kept = NoticeFactory(organisation=organisation)
    from procurement.tenders.views.notices import StartFromNotice  # noqa: PLC0415 -- to patch

    monkeypatch.setattr(StartFromNotice, "instead", lambda self: None)
    officer.post(start_address(kept), COMPLETE)

    answer = officer.post(start_address(kept), COMPLETE | {"reference": "GCC-15"}, follow=True)

    assert "A tender was started from this notice already." in words(answer)


def test_notice_is_put_away_unless_a_tender_was_started(officer, organisation):
    kept = NoticeFactory(organisation=organisation)
    started = NoticeFactory(
        organisation=organisation, tender=TenderFactory(organisation=organisation)
    )

    officer.post(reverse("tenders:notice", args=[kept.pk]))
    refused = officer.post(reverse("tenders:notice", args=[started.pk]), follow=True)

    assert list(Notice.objects.all()) == [started]
    assert "A tender was started from this notice already." in words(refused)


def test_file_that_is_too_large_is_refused(officer, monkeypatch):
    monkeypatch.setattr(forms, "MOST_BYTES", 1)

    assert "Choose a file of 0 MB or less" in words(bring_in(officer, FIND_A_TENDER))


@pytest.mark.parametrize("name", ["tenders:notice", "tenders:start"])
def test_another_organisations_notice_is_not_found(officer, name):
    assert officer.get(reverse(name, args=[NoticeFactory().pk])).status_code == 404


@pytest.mark.parametrize("role", ["evaluator", "approver", "auditor"])
def test_only_officers_start_from_notices(organisation, role):
    assert client_of(organisation, role).get(LIST).status_code == 403
