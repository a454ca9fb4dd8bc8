"""Receiving, withdrawing and listing bids, through the client."""

import re

import pytest
from django.urls import reverse

from procurement.bids.models import Answer, Bid, BidPrice, Commitment, Envelope
from procurement.tenders.models import State
from socialvalue.audit.queries import events_of
from tests.factories.accounts import OrganisationFactory, UserFactory
from tests.factories.bids import bid_for
from tests.factories.tenders import LotFactory, whole_method
from tests.integration.procurement.bids.steps import (
    BIDDER,
    CANARIES,
    MEASURABLE,
    PRICE,
    amended,
    end,
    open_bids,
    put,
    receive,
    taking_bids,
    url,
    words,
)
from tests.integration.procurement.people import BACKEND, client_of, officer_of

pytestmark = pytest.mark.django_db

TYPED = {
    "bidder_name": BIDDER,
    "price_pence": "£987,654,321",
    "answer_0": "Canary-answer: a rota.",
    "promise_1_0_measure": "Canary-measure",
    "promise_1_0_quantity": "4.5",
    "promise_1_0_unit": "people",
    "promise_1_0_due_on-day": "30",
    "promise_1_0_due_on-month": "9",
    "promise_1_0_due_on-year": "2099",
    "promise_1_0_where": "Canary-where",
    "promise_1_0_for_whom": "Canary-whom",
}


@pytest.fixture
def tender():
    """A tender that takes bids."""
    return taking_bids()


@pytest.fixture
def officer(tender):
    """A procurement officer of the tender's organisation."""
    return officer_of(tender)


def type_url(tender):
    """Return the address at which a bid for the first lot is typed in."""
    return url("type", tender, tender.lots.first().pk)


def sealed_in(response):
    """Return what the check page hands on to the seal."""
    return re.search(r'name="sealed"[^>]*value="([^"]+)"', words(response))[1]


def seal(client, page, response, **more):
    """Seal what a check page shows."""
    return client.post(page, {"sealed": sealed_in(response), "seal": "yes", **more})


def typed_for(client, tender, **changes):
    """Return what is typed into the page, with what the page itself adds."""
    page = words(client.get(type_url(tender)))
    return TYPED | {"asked": re.search(r'name="asked" value="([^"]*)"', page)[1]} | changes


def type_in(client, tender, *, because="", **changes):
    """Type a bid in, check it, seal it, and return the last answer."""
    page = type_url(tender)
    checked = client.post(page, typed_for(client, tender, **changes))
    return seal(client, page, checked, replaces_because=because)


def receipt_of(tender):
    """Return the receipt of the only bid as the page shows it."""
    sha256 = tender.bids.get().receipt_sha256
    return "<wbr>".join(sha256[start : start + 16] for start in range(0, 64, 16))


def test_a_name_of_which_nothing_shows_is_asked_for(officer, tender):
    page = words(
        officer.post(type_url(tender), typed_for(officer, tender, bidder_name="\u200b\u2060"))
    )

    assert "Enter the bidder&#x27;s name" in page


def test_a_bid_is_checked_before_it_is_sealed(officer, tender):
    page = words(officer.post(type_url(tender), typed_for(officer, tender)))

    assert "Nothing is received yet." in page
    assert "£987,654,321 without VAT" in page
    assert "4.5 people" in page
    assert "30 September 2099" in page
    assert not tender.bids.exists()


def test_a_typed_bid_is_sealed(officer, tender):
    response = type_in(officer, tender)

    bid = tender.bids.get()
    assert response.headers["Location"] == url("list", tender)
    assert (bid.bidder.name, bid.origin) == (BIDDER, "by_hand")
    assert BidPrice.sealed.get().price_pence == PRICE
    assert Answer.sealed.get().text == "Canary-answer: a rota."
    promise = Commitment.sealed.get()
    assert (promise.measure, str(promise.quantity), promise.unit) == (
        "Canary-measure",
        "4.5",
        "people",
    )


def test_a_sealed_bid_is_on_no_page(officer, tender):
    type_in(officer, tender)

    listed = words(officer.get(url("list", tender)))

    assert receipt_of(tender) in listed
    assert [canary for canary in CANARIES if canary in listed] == []


def test_the_check_page_points_out_what_cannot_be_measured(officer, tender):
    vague = typed_for(officer, tender, promise_1_0_quantity="", answer_0="")

    page = words(officer.post(type_url(tender), vague))

    assert "Q1 has no answer." in page
    assert "SV1, Canary-measure: It cannot be measured: it does not say how much." in page


def test_the_check_page_points_out_a_quantity_that_has_to_be_explained():
    listed = [{"measure": "Canary-measure", "unit": "people", "plausible": "3"}]
    tender = taking_bids(measures=listed)
    client = officer_of(tender)

    page = words(client.post(type_url(tender), typed_for(client, tender)))

    assert "More than 3 people has to be explained, and it is not." in page


def test_what_was_checked_can_be_changed(officer, tender):
    page = type_url(tender)
    checked = officer.post(page, typed_for(officer, tender))

    form = words(officer.post(page, {"sealed": sealed_in(checked), "change": "yes"}))

    assert f'value="{BIDDER}"' in form
    assert "Canary-answer: a rota." in form
    assert not tender.bids.exists()


def test_what_was_checked_cannot_be_sealed_by_anybody_else(officer, tender):
    page = type_url(tender)
    checked = officer.post(page, typed_for(officer, tender))

    response = seal(officer_of(tender), page, checked)

    assert response.headers["Location"] == page
    assert not tender.bids.exists()


def test_what_was_checked_cannot_be_sealed_changed(officer, tender):
    checked = officer.post(type_url(tender), typed_for(officer, tender))

    officer.post(type_url(tender), {"sealed": sealed_in(checked)[:-1] + "?", "seal": "yes"})

    assert not tender.bids.exists()


def test_a_second_bid_of_a_bidder_is_refused_and_kept_in_the_record(officer, tender):
    type_in(officer, tender)

    page = words(type_in(officer, tender))

    assert "A bid of this bidder for this lot is sealed already." in page
    assert tender.bids.count() == 1
    assert events_of(tender).last().did == "bid.refused"


def test_a_bid_replaces_an_earlier_one_with_the_reason(officer, tender):
    type_in(officer, tender)
    page = type_url(tender)

    seal(
        officer,
        page,
        officer.post(page, typed_for(officer, tender)),
        replaces_because="A page was missing.",
    )

    listed = words(officer.get(url("list", tender)))
    assert [bid.code for bid in tender.bids.standing()] == ["B2"]
    assert "Replaced by B2: A page was missing." in listed


def test_a_reason_that_is_too_long_is_refused(officer, tender):
    page = type_url(tender)

    answer = seal(
        officer, page, officer.post(page, typed_for(officer, tender)), replaces_because="x" * 1001
    )

    assert "must be 1,000 characters or fewer" in words(answer)
    assert not tender.bids.exists()


def test_what_is_wrong_with_a_bid_is_said(officer, tender):
    wrong = typed_for(
        officer, tender, price_pence="lots", bidder_name="", promise_1_0_quantity="many"
    )

    page = words(officer.post(type_url(tender), wrong))

    assert "The price must be an amount in pounds" in page
    assert "Enter the bidder&#x27;s name" in page
    assert "The quantity must be a number" in page


def test_a_price_of_nought_is_confirmed(officer, tender):
    nought = typed_for(officer, tender, price_pence="£0")

    asked = words(officer.post(type_url(tender), nought))
    type_in(officer, tender, price_pence="£0", price_is_nought="on")

    assert "This bid&#x27;s price is nought. Tick to confirm, or enter the price" in asked
    assert BidPrice.sealed.get().price_pence == 0


def test_a_unit_that_is_left_out_is_that_of_the_measure(officer, tender):
    listed = [{"measure": "Canary-measure", "unit": "weeks"}, {"measure": "Trees"}]
    tender = taking_bids(measures=listed, organisation=tender.organisation)

    page = words(officer.get(type_url(tender)))
    type_in(officer, tender, promise_1_0_unit="")

    assert "We asked for: Canary-measure (weeks); Trees" in page
    assert Commitment.sealed.get().unit == "weeks"


def test_what_a_stranger_wrote_is_shown_as_text(officer, tender):
    hostile = typed_for(
        officer,
        tender,
        bidder_name="<script>alert(1)</script>",
        answer_0="<img src=x onerror=alert(1)>",
        promise_1_0_measure="{{ settings }}<b>",
    )

    page = words(officer.post(type_url(tender), hostile))

    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "{{ settings }}&lt;b&gt;" in page


def test_a_method_that_was_amended_meanwhile_is_asked_about_anew(officer, tender):
    page = type_url(tender)
    checked = officer.post(page, typed_for(officer, tender))
    second = amended(tender)

    answer = officer.post(page, {"sealed": sealed_in(checked), "seal": "yes"})

    assert "The method was amended after you opened this page." in words(answer)
    assert f'name="asked" value="2 {second.fingerprint}"' in words(answer)
    assert not tender.bids.exists()


def test_late_bids_are_received_and_marked(officer, tender):
    end(tender)

    listed_before = words(officer.get(url("list", tender)))
    type_in(officer, tender)

    assert "A bid that comes now is late." in listed_before
    assert tender.bids.get().is_late
    assert "After the deadline" in words(officer.get(url("list", tender)))


def test_a_bid_is_withdrawn_before_the_deadline(officer, tender):
    bid = receive(tender)

    asked = words(officer.get(url("withdraw", tender, bid.pk)))
    refused = words(officer.post(url("withdraw", tender, bid.pk), {"reason": ""}))
    officer.post(url("withdraw", tender, bid.pk), {"reason": "Asked to by letter."})

    assert "Withdraw bid B1" in asked
    assert "Enter why the bid is withdrawn" in refused
    assert [canary for canary in CANARIES if canary in asked] == []
    assert not tender.bids.standing().exists()
    assert "Asked to by letter." in words(officer.get(url("list", tender)))
    assert officer.get(url("withdraw", tender, bid.pk)).status_code == 302


def test_a_bid_stands_after_the_deadline(officer, tender):
    bid = receive(tender)
    end(tender)

    page = words(officer.post(url("withdraw", tender, bid.pk), {"reason": "Asked to."}))

    assert "The deadline has passed" in page
    assert tender.bids.standing().count() == 1


def test_the_list_offers_each_lot(officer, tender):
    LotFactory(tender=tender, code="2", position=1, title="Kitchens")

    page = words(officer.get(url("list", tender)))

    assert "Type in a bid for lot 2: Kitchens" in page
    assert "Download the template for lot 1: Whole contract (XLSX)" in page


def test_a_bid_for_an_earlier_method_is_marked(officer, tender):
    receive(tender)
    amended(tender)

    page = words(officer.get(url("list", tender)))

    assert "Made for version 1" in page


def test_a_draft_takes_no_bids():
    tender = whole_method().tender
    officer = officer_of(tender)

    assert "Bids can be received once the method is published." in words(
        officer.get(url("list", tender))
    )
    for page in (type_url(tender), url("upload", tender), url("ocds", tender)):
        assert officer.get(page).headers["Location"] == url("list", tender)
    template = officer.get(url("template", tender, tender.lots.get().pk))
    assert template.headers["Location"] == url("list", tender)


def test_a_tender_that_ended_keeps_its_bids_sealed(officer, tender):
    receive(tender)
    put(tender, State.TERMINATED)

    page = words(officer.get(url("list", tender)))

    assert "They stay sealed, and nobody reads them." in page
    assert [canary for canary in CANARIES if canary in page] == []


def test_a_tender_that_ended_without_bids_lists_none(officer, tender):
    put(tender, State.TERMINATED)

    assert "<table" not in words(officer.get(url("list", tender)))


def test_an_opened_box_may_be_empty(officer, tender):
    open_bids(tender)

    assert "No bid was received." in words(officer.get(url("list", tender)))


def test_approvers_and_auditors_see_receipts_and_change_nothing(tender):
    receive(tender)

    for role in ("approver", "auditor"):
        client = client_of(tender.organisation, role)
        page = words(client.get(url("list", tender)))
        assert "Type in a bid" not in page
        assert receipt_of(tender) in page
        assert client.get(type_url(tender)).status_code == 403


@pytest.mark.parametrize("role", ["evaluator", "moderator"])
def test_who_scores_sees_bids_where_they_are_scored(role, tender):
    client = client_of(tender.organisation, role)

    assert client.get(url("list", tender)).status_code == 403


def test_another_organisations_bids_are_not_found(tender):
    client = client_of(OrganisationFactory(), "procurement_officer")

    assert client.get(url("list", tender)).status_code == 404


def test_a_lot_or_bid_of_another_tender_is_not_found(officer, tender):
    elsewhere = bid_for(whole_method(fixed=True))

    assert officer.get(url("type", tender, elsewhere.lot_id)).status_code == 404
    assert officer.get(url("withdraw", tender, elsewhere.pk)).status_code == 404


@pytest.mark.parametrize("is_opened", [False, True])
@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_number_of_queries(
    count, is_opened, officer, tender, django_assert_num_queries
):
    for number in range(count):
        receive(tender, bidder_name=f"Bidder {number}")
    if is_opened:
        open_bids(tender)

    with django_assert_num_queries(6 if is_opened else 8):
        officer.get(url("list", tender))


@pytest.mark.parametrize("count", [1, 3])
def test_receipts_do_not_ask_for_who_bids(count, tender, django_assert_num_queries):
    for number in range(count):
        receive(tender, bidder_name=f"Bidder {number}")

    page = words(officer_of(tender).get(url("list", tender)))

    assert "Bidder 0" not in page


def test_the_page_of_the_tender_lists_the_steps(officer, tender):
    receive(tender, commitments=[MEASURABLE])
    page = reverse("tenders:tender", args=[tender.pk])

    while_open = words(officer.get(page))
    end(tender)
    ended = words(officer.get(page))

    assert "Receive bids" in while_open
    assert "1 bid" in while_open
    assert url("opening", tender) not in while_open
    assert url("opening", tender) in ended
    assert [canary for canary in CANARIES if canary in while_open + ended] == []


def test_the_page_of_a_draft_says_that_bids_come_later():
    tender = whole_method().tender

    page = words(officer_of(tender).get(reverse("tenders:tender", args=[tender.pk])))

    assert url("list", tender) not in page


def test_who_scores_sees_no_steps_of_bids(tender):
    page = reverse("tenders:tender", args=[tender.pk])

    assert url("list", tender) not in words(client_of(tender.organisation, "evaluator").get(page))


def test_the_page_of_the_tender_says_that_the_opening_waits(officer, tender):
    end(tender)
    officer.post(url("opening", tender), {"propose": "yes"})

    page = words(officer.get(reverse("tenders:tender", args=[tender.pk])))

    assert "You proposed it; another person decides" in page


def test_every_bid_is_kept(tender):
    receive(tender)
    receive(tender, replaces_because="A page was missing.")

    assert Bid.objects.count() == Envelope.sealed.count() == 2


@pytest.mark.parametrize("role", ["procurement_officer", "approver", "auditor"])
def test_the_record_of_a_tender_leaks_nothing_of_sealed_bids(role, officer, tender):
    type_in(officer, tender)
    type_in(officer, tender)
    type_in(officer, tender, because="A page was missing.")
    end(tender)
    officer.post(url("opening", tender), {"propose": "yes"})

    page = words(
        client_of(tender.organisation, role).get(reverse("tenders:record", args=[tender.pk]))
    )

    assert "received and sealed the bid B2" in page
    assert "was refused a second bid of a bidder" in page
    assert [canary for canary in CANARIES if canary in page] == []


def test_being_superuser_opens_nothing(tender):
    receive(tender)
    administrator = UserFactory(is_superuser=True, is_staff=True)
    client = client_of(tender.organisation)
    client.force_login(administrator, backend=BACKEND)

    assert client.get(url("list", tender)).status_code == 403
