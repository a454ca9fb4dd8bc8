"""A bidder whose price looks abnormally low is told and heard before anything follows."""

import datetime as dt

import pytest

from procurement.evaluation import actions, queries
from procurement.evaluation.presenters import prices as words
from socialvalue.audit.queries import events_of
from tests.factories.bids import BidPriceFactory, LateDecisionFactory
from tests.factories.evaluation import DisqualificationFactory, PriceEnquiryFactory
from tests.factories.moderation import AT, Moderated

pytestmark = pytest.mark.django_db
BY_THE_19TH = dt.date(2026, 8, 19)


@pytest.fixture
def panel():
    """Two bids, of which the first is half the price of the other; prices are opened."""
    panel = Moderated()
    for bid, pence in zip(panel.bids, (60_000_000, 120_000_000), strict=True):
        bid.price.delete() if hasattr(bid, "price") else None
        type(BidPriceFactory.build()).sealed.filter(bid=bid).delete()
        BidPriceFactory(bid=bid, price_pence=pence)
    return panel.open_prices()


def told(panel):
    """Tell the first bidder, and return the enquiry."""
    return actions.notify_bidder(
        bid=panel.bids[0], notice="Please explain.", answer_by=BY_THE_19TH, by=panel.officer, at=AT
    )


def concluded(panel, enquiry, outcome="satisfied", at=AT):
    """Conclude an enquiry, and return it."""
    return actions.conclude_enquiry(
        enquiry=enquiry, outcome=outcome, reason="It owns the kitchens.", by=panel.officer, at=at
    )


def answered(panel, enquiry, answer="We own the kitchens."):
    """Record an answer, and return the enquiry."""
    return actions.record_answer(
        enquiry=enquiry, answer=answer, answered_on=AT.date(), by=panel.officer, at=AT
    )


def found(panel):
    """Return the flagged prices as they stand."""
    _, result = queries.result_of(panel.tender)
    return queries.enquiries_of(panel.tender, result)


def test_a_flagged_price_holds_up_the_ranking_until_the_bidder_is_heard(panel):
    with pytest.raises(actions.NotReady) as refusal:
        actions.rank(tender=panel.tender, by=panel.officer, at=AT)
    concluded(panel, answered(panel, told(panel)))

    stored = actions.rank(tender=panel.tender, by=panel.officer, at=AT)

    name = f"{panel.bids[0].bidder.name} ({panel.bids[0].code})"
    assert refusal.value.blocks == (
        f"{name}: the price looks abnormally low, and the enquiry is not concluded.",
    )
    assert stored.number == 1
    done = [event.did for event in events_of(panel.tender)]
    assert [did for did in done if did.startswith("price.")] == [
        "price.enquired",
        "price.answered",
        "price.concluded",
    ]


def test_a_flag_changes_no_rank_and_takes_no_bid_out(panel):
    _, result = queries.result_of(panel.tender)

    assert [(bid["bid"], bid["rank"]) for bid in result["lots"][0]["bids"]] == [
        (panel.bids[0].code, 1),
        (panel.bids[1].code, 2),
    ]


def test_a_bidder_is_told_once_and_decided_on_once(panel):
    enquiry = concluded(panel, answered(panel, told(panel)))

    with pytest.raises(actions.NotifiedAlready):
        told(panel)
    with pytest.raises(actions.ConcludedAlready):
        concluded(panel, enquiry)
    with pytest.raises(actions.ConcludedAlready):
        answered(panel, enquiry)


def test_nothing_is_decided_before_the_bidder_answered_or_let_the_day_pass(panel):
    enquiry = told(panel)

    with pytest.raises(actions.BidderNotHeard):
        concluded(panel, enquiry)
    late = concluded(panel, enquiry, "not_satisfied", at=AT + dt.timedelta(days=8))

    assert late.outcome == "not_satisfied"


def test_a_second_answer_stands_beside_the_first(panel):
    enquiry = answered(panel, told(panel))

    again = answered(panel, enquiry, "And the vans.")

    assert again.answer == "We own the kitchens.\n\nAnswered again:\nAnd the vans."


def test_a_bid_is_set_aside_for_its_price_only_after_hearing_its_bidder(panel):
    decision = {
        "bid": panel.bids[0],
        "rule": "abnormally_low_price",
        "reason": "Not explained.",
        "decided_at": AT,
        "by": panel.officer,
        "at": AT,
    }
    enquiry = answered(panel, told(panel))

    with pytest.raises(actions.NotHeard):
        actions.disqualify(**decision)
    concluded(panel, enquiry, "not_satisfied")
    suggested = words.suggestions(panel.tender, enquiries=found(panel))
    actions.disqualify(**decision)

    assert [each["words"] for each in suggested] == [
        f"{panel.bids[0].bidder.name} ({panel.bids[0].code}) did not explain its price."
    ]
    assert words.suggestions(panel.tender, enquiries=found(panel)) == []


def test_bidders_are_asked_only_between_opening_and_ranking():
    panel = Moderated()

    with pytest.raises(actions.EnquiriesAreClosed):
        told(panel)


def test_a_late_bid_that_was_not_admitted_is_suggested_and_not_taken_out(panel):
    LateDecisionFactory(bid=panel.bids[1], is_admitted=False)

    suggested = words.suggestions(panel.tender, enquiries=[])

    assert [each["words"] for each in suggested] == [
        f"{panel.bids[1].bidder.name} ({panel.bids[1].code}) came late and was not admitted."
    ]


@pytest.mark.parametrize(
    ("enquiry", "said"),
    [
        (None, ("Bidder not told yet", "blue")),
        ({}, ("Waiting for the answer", "yellow")),
        ({"answer": "We own the kitchens."}, ("Answered", "yellow")),
        ({"outcome": "satisfied"}, ("Satisfied", "green")),
        ({"outcome": "not_satisfied"}, ("Not satisfied", "orange")),
    ],
)
def test_how_far_an_enquiry_is(enquiry, said):
    stands = None if enquiry is None else PriceEnquiryFactory.build(**enquiry)

    assert words.state_of(queries.Enquiry(bid=None, price="1.00", tests=[], enquiry=stands)) == said


def test_an_enquiry_stays_listed_when_its_flag_has_gone(panel):
    told(panel)
    DisqualificationFactory(bid=panel.bids[1])

    assert [(each.is_flagged, each.is_concluded) for each in found(panel)] == [(False, False)]


def test_the_notice_names_the_test_and_what_to_show(panel):
    notice = words.notice(panel.tender, found(panel)[0])

    # 600,000 is half of 1,200,000, the mean of the other bid; flagged below 90% of it.
    assert "£600,000 is 50.00% below the mean of the other bids (£1,200,000)." in notice
