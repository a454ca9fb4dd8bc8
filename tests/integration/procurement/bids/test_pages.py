"""Every page of bids, through the client."""

import pytest
from django.urls import reverse
from django.utils import timezone

from procurement.bids.actions import BidInTheFuture
from procurement.bids.models import Bid
from procurement.bids.presenters import is_late
from procurement.tenders.models import State
from socialvalue.audit.queries import events_of
from tests.factories.accounts import OrganisationFactory
from tests.factories.bids import BidFactory, bid_for
from tests.factories.tenders import LotFactory, TenderFactory, whole_method
from tests.integration.procurement.people import READING, client_of, officer_of

pytestmark = pytest.mark.django_db

BID = {
    "bidder_name": "Alderfinch Ltd",
    "lot": "1",
    "price_pence": "1,040,000.50",
    "submitted-day": "23",
    "submitted-month": "7",
    "submitted-year": "2026",
    "submitted-time": "16:20",
}
CHANGE = BID | {"reason": "The price was typed without its last digits."}


@pytest.fixture
def tender():
    """A tender whose method is fixed."""
    return whole_method(fixed=True).tender


@pytest.fixture
def officer(tender):
    """A procurement officer of the tender's organisation."""
    return officer_of(tender)


def url(name, tender, *more):
    """Return the address of a page of a tender's bids."""
    return reverse(f"bids:{name}", args=[tender.pk, *more])


def words(response):
    """Return the answer's text."""
    return response.content.decode()


def pages(tender):
    """Return the address of every page, for a bid that stands."""
    bid = bid_for(tender.methodologies.get())
    return [
        url("list", tender),
        url("record", tender),
        url("change", tender, bid.pk),
        url("withdraw", tender, bid.pk),
    ]


def test_an_officer_may_open_every_page(officer, tender):
    assert [officer.get(page).status_code for page in pages(tender)] == [200] * 4


@pytest.mark.parametrize("role", READING)
def test_nobody_else_sees_bids_and_their_prices(role, tender):
    client = client_of(tender.organisation, role)

    assert [client.get(page).status_code for page in pages(tender)] == [403] * 4


def test_another_organisations_bids_are_not_found(tender):
    client = client_of(OrganisationFactory(), "procurement_officer")

    assert [client.get(page).status_code for page in pages(tender)] == [404] * 4


def test_a_bid_of_another_tender_is_not_found(officer, tender):
    elsewhere = BidFactory()

    assert officer.get(url("change", tender, elsewhere.pk)).status_code == 404


def test_a_bid_is_recorded_with_its_price_apart(officer, tender):
    response = officer.post(url("record", tender), BID)

    bid = tender.bids.get()
    assert response.headers["Location"] == url("list", tender)
    assert (bid.code, bid.bidder.name, bid.price.price_pence) == (
        "B1",
        "Alderfinch Ltd",
        104_000_050,
    )
    assert bid.submitted.isoformat() == "2026-07-23T15:20:00+00:00"
    assert "£1,040,000.50" in words(officer.get(url("list", tender)))


def test_a_bidder_bids_once_for_a_lot_in_any_case_of_letters(officer, tender):
    officer.post(url("record", tender), BID)

    page = words(officer.post(url("record", tender), BID | {"bidder_name": "ALDERFINCH LTD"}))

    assert "Alderfinch Ltd already has a bid" in page
    assert tender.bidders.count() == 1


def test_one_bidder_may_bid_for_two_lots(officer, tender):
    LotFactory(tender=tender, code="2", position=1)
    officer.post(url("record", tender), BID)

    officer.post(url("record", tender), BID | {"lot": "2"})

    bids = Bid.objects.filter(bidder__name="Alderfinch Ltd").order_by("position")
    assert [(bid.code, bid.lot.code) for bid in bids] == [("B1", "1"), ("B2", "2")]
    assert "Lot" in words(officer.get(url("list", tender)))


def test_what_is_wrong_with_a_bid_is_said(officer, tender):
    wrong = BID | {"price_pence": "lots", "bidder_name": "", "lot": "9"}

    page = words(officer.post(url("record", tender), wrong))

    assert "The price must be an amount in pounds" in page
    assert "Enter the bidder&#x27;s name" in page
    assert not tender.bids.exists()


def test_bids_come_after_the_method():
    tender = whole_method().tender
    officer = officer_of(tender)

    page = words(officer.post(url("record", tender), BID))

    assert "Fix the method first: bids come after it." in page
    assert "Bids can be recorded once the method is fixed." in words(
        officer.get(url("list", tender))
    )


def test_bids_do_not_change_once_scoring_has_begun(officer, tender):
    bid = bid_for(tender.methodologies.get())
    tender.state = State.SCORING
    tender.save()

    for page, answers in [
        (url("record", tender), BID),
        (url("change", tender, bid.pk), CHANGE | {"edits": "0"}),
        (url("withdraw", tender, bid.pk), {"reason": "Asked to."}),
    ]:
        assert "Scoring has begun" in words(officer.post(page, answers))
    assert "Scoring has begun" in words(officer.get(url("list", tender)))


def test_a_bid_is_changed(officer, tender):
    bid = bid_for(tender.methodologies.get())

    officer.post(url("change", tender, bid.pk), CHANGE | {"edits": "0"})

    bid.refresh_from_db()
    assert (bid.bidder.name, bid.edits, bid.price.price_pence) == ("Alderfinch Ltd", 1, 104_000_050)


def test_a_bid_keeps_its_bidder_if_only_the_price_changes(officer, tender):
    bid = bid_for(tender.methodologies.get())

    officer.post(
        url("change", tender, bid.pk), CHANGE | {"edits": "0", "bidder_name": bid.bidder.name}
    )

    assert Bid.objects.get().bidder == bid.bidder


def test_a_bid_changed_by_someone_else_is_not_overwritten(officer, tender):
    bid = bid_for(tender.methodologies.get())
    officer.post(url("change", tender, bid.pk), CHANGE | {"edits": "0"})

    page = words(
        officer.post(url("change", tender, bid.pk), CHANGE | {"edits": "0", "price_pence": "1"})
    )

    assert "Somebody changed this bid after you opened the page" in page
    assert 'name="edits" value="1"' in page


def test_a_page_without_its_number_of_changes_is_refused(officer, tender):
    bid = bid_for(tender.methodologies.get())

    assert "Somebody changed this bid" in words(officer.post(url("change", tender, bid.pk), CHANGE))


def test_a_bid_is_not_given_to_a_bidder_who_has_one(officer, tender):
    methodology = tender.methodologies.get()
    first, second = bid_for(methodology), bid_for(methodology)
    answers = CHANGE | {"edits": "0", "bidder_name": first.bidder.name}

    page = words(officer.post(url("change", tender, second.pk), answers))

    assert f"{first.bidder.name} already has a bid" in page


def test_a_withdrawn_bid_stays_with_its_reason(officer, tender):
    bid = bid_for(tender.methodologies.get())

    officer.post(url("withdraw", tender, bid.pk), {"reason": "Asked to by letter."})

    page = words(officer.get(url("list", tender)))
    assert "Withdrawn" in page
    assert "Asked to by letter." in page
    assert officer.get(url("change", tender, bid.pk)).status_code == 404


def test_a_bid_withdrawn_meanwhile_is_not_withdrawn_again(officer, tender, monkeypatch):
    bid = bid_for(tender.methodologies.get(), withdrawn=True)
    monkeypatch.setattr("procurement.bids.models.BidQuerySet.standing", lambda bids: bids)

    page = words(officer.post(url("withdraw", tender, bid.pk), {"reason": "Again."}))

    assert "Somebody changed this bid" in page


def test_withdrawing_asks_why(officer, tender):
    bid = bid_for(tender.methodologies.get())

    page = words(officer.post(url("withdraw", tender, bid.pk), {"reason": ""}))

    assert "Enter why the bid is withdrawn" in page


def test_a_late_bid_is_marked_and_not_out(officer, tender):
    officer.post(url("record", tender), BID | {"submitted-day": "25"})

    assert "After the deadline" in words(officer.get(url("list", tender)))
    assert tender.bids.standing().count() == 1


def test_a_bid_that_came_before_the_method_was_fixed_is_marked_and_kept_in_the_record(officer):
    tender = whole_method(fixed=True, organisation=OrganisationFactory()).tender
    client = officer_of(tender)

    client.post(url("record", tender), BID | {"submitted-day": "4", "submitted-month": "1"})

    # the method of the tests was fixed on 5 January 2026
    assert "Before the method was fixed" in words(client.get(url("list", tender)))
    assert events_of(tender).last().after["came_before_the_method_was_fixed"] is True


def test_a_bid_from_the_future_is_refused(officer, tender):
    bid = bid_for(tender.methodologies.get())
    future = {"submitted-year": str(timezone.now().year + 1)}

    for page, answers in [
        (url("record", tender), BID | future),
        (url("change", tender, bid.pk), CHANGE | future | {"edits": "0"}),
    ]:
        response = officer.post(page, answers)
        [message] = response.context["form"].errors["submitted"]
        assert message == str(BidInTheFuture())
    assert tender.bids.get().edits == 0


def test_a_price_of_nought_is_confirmed(officer, tender):
    nought = BID | {"price_pence": "£0"}

    before = words(officer.get(url("record", tender)))
    asked = words(officer.post(url("record", tender), nought))
    officer.post(url("record", tender), nought | {"price_is_nought": "on"})

    question = "This bid&#x27;s price is nought"
    assert question not in before
    assert f"{question}. Tick to confirm, or enter the price" in asked
    assert tender.bids.get().price.price_pence == 0


def test_the_price_says_whether_vat_is_in_it(officer, tender):
    without = words(officer.get(url("record", tender)))
    tender.price_basis = "including_vat"
    tender.save()
    including = words(officer.get(url("record", tender)))

    assert "Price, without VAT" in without
    assert "Price, with VAT" in including


def test_a_change_of_a_bid_says_why_and_what_it_was(officer, tender):
    bid = bid_for(tender.methodologies.get())
    was = bid.bidder.name

    refused = words(officer.post(url("change", tender, bid.pk), BID | {"edits": "0"}))
    officer.post(url("change", tender, bid.pk), CHANGE | {"edits": "0"})

    event = events_of(tender).last()
    assert "Enter why the bid changes" in refused
    assert event.reason == CHANGE["reason"]
    assert (event.before["bidder"], event.before["price_pence"]) == (was, 1_000_000_00)
    assert (event.after["bidder"], event.after["price_pence"]) == ("Alderfinch Ltd", 104_000_050)


def test_the_list_says_that_scoring_closes_the_bids(officer, tender):
    officer.post(url("record", tender), BID)

    assert "Once the first score is saved, bids can no longer be added" in words(
        officer.get(url("list", tender))
    )


def test_a_price_that_was_never_opened_says_so(officer, tender):
    BidFactory(tender=tender, lot=tender.lots.get())

    assert "Not opened" in words(officer.get(url("list", tender)))


def test_an_empty_list_says_what_to_do(officer, tender):
    page = words(officer.get(url("list", tender)))

    assert "No bids yet" in page
    assert url("record", tender) in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_number_of_queries(
    count, officer, tender, django_assert_num_queries
):
    for _ in range(count):
        bid_for(tender.methodologies.get())

    with django_assert_num_queries(7):
        officer.get(url("list", tender))


def test_a_draft_tender_without_a_deadline_has_no_late_bids():
    tender = TenderFactory(deadline=None)

    assert not is_late(BidFactory(tender=tender), tender)
