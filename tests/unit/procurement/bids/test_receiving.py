"""Bids are received and sealed: what is kept, what is shown, what is refused."""

import datetime as dt
import hashlib
import json
from decimal import Decimal

import pytest
from django.db.models import ProtectedError
from django.utils import timezone

from procurement.bids import actions, queries
from procurement.bids.models import Answer, Bid, BidPrice, Commitment, Envelope
from procurement.calculations.commitments import Promise
from procurement.tenders.models import State
from socialvalue.audit.queries import events_of
from tests.factories.bids import (
    AnswerFactory,
    BidFactory,
    BidPriceFactory,
    ClarificationFactory,
    CommitmentFactory,
    EnvelopeFactory,
    LateDecisionFactory,
)
from tests.factories.tenders import CriterionFactory, LotFactory, whole_method

pytestmark = pytest.mark.django_db

AT = dt.datetime(2026, 7, 20, 9, tzinfo=dt.UTC)
PROMISE = Promise(
    criterion="SV1",
    measure="Apprenticeships begun",
    quantity=Decimal("4.50"),
    unit="people",
    due_on=dt.date(2027, 9, 30),
    where="Guild City",
    for_whom="People aged 16 to 24",
    explanation="Two a year.",
)


def in_a_week():
    """A deadline that has not passed."""
    return timezone.now() + dt.timedelta(days=7)


def an_hour_ago():
    """A deadline that has passed."""
    return timezone.now() - dt.timedelta(hours=1)


@pytest.fixture
def tender():
    """A published tender whose deadline is to come."""
    return whole_method(fixed=True, deadline=in_a_week()).tender


def receive(tender, **changes):
    """Receive a bid of Alderfinch for the tender's first lot."""
    given = {
        "tender": tender,
        "lot": tender.lots.first(),
        "bidder_name": "Alderfinch Ltd",
        "answers": {"Q1": "A rota for every ward.", "SV1": "Four apprenticeships."},
        "commitments": [PROMISE],
        "price_pence": 104_000_050,
        "origin": "by_hand",
        "by": "the tests",
        "at": AT,
    }
    return actions.receive_bid(**given | changes)


def test_a_bid_is_kept_whole_and_sealed(tender):
    bid = receive(tender)

    answers = Answer.sealed.filter(bid=bid).values_list("criterion__code", "text")
    [kept] = Commitment.sealed.filter(bid=bid)
    assert (bid.code, bid.bidder.name, bid.origin, bid.is_late) == (
        "B1", "Alderfinch Ltd", "by_hand", False,
    )  # fmt: skip
    assert dict(answers) == {"Q1": "A rota for every ward.", "SV1": "Four apprenticeships."}
    assert queries.promise_of(kept) == PROMISE
    assert BidPrice.sealed.get(bid=bid).price_pence == 104_000_050


def test_nobody_reads_a_sealed_bid(tender):
    bid = receive(tender)

    assert [
        list(bid.answers.all()),
        list(bid.commitments.all()),
        list(Answer.objects.all()),
        list(Commitment.objects.all()),
        list(BidPrice.objects.all()),
        list(Envelope.objects.all()),
        list(queries.opened_bids(tender)),
        list(queries.commitments_of(tender)),
    ] == [[]] * 8
    assert not hasattr(bid, "price")
    assert not hasattr(Bid.objects.get(), "envelope")


def test_the_receipt_is_the_fingerprint_of_what_was_received(tender):
    typed = receive(tender)
    file = actions.Received(file_name="response.xlsx", content=b"as it came")
    sent = receive(tender, bidder_name="Brook Ltd", origin="template", received=file)

    kept = bytes(Envelope.sealed.get(bid=typed).content)
    assert typed.receipt_sha256 == hashlib.sha256(kept).hexdigest()
    assert json.loads(kept)["price_pence"] == "104000050"
    assert sent.receipt_sha256 == hashlib.sha256(b"as it came").hexdigest()
    assert Envelope.sealed.get(bid=sent).file_name == "response.xlsx"


def test_the_same_bid_twice_has_two_receipts(tender):
    LotFactory(tender=tender, code="2", position=1)
    methodology = tender.methodologies.get()
    assert methodology.lot_methods.count() == 1

    first, second = receive(tender), receive(tender, bidder_name="Brook Ltd")

    # the nonce: otherwise whoever knows all but the price could try every price
    assert first.receipt_sha256 != second.receipt_sha256


def test_the_record_shows_no_more_than_the_envelope(tender):
    bid = receive(tender)

    event = events_of(tender).last()
    assert event.did == "bid.received"
    assert event.before == {}
    assert event.after == {
        "bid": "B1",
        "submitted": bid.submitted.isoformat(),
        "origin": "by_hand",
        "receipt_sha256": bid.receipt_sha256,
        "is_late": False,
        "method_version": "1",
    }


def test_the_moment_is_the_databases(tender):
    before = timezone.now() - dt.timedelta(seconds=1)

    bid = receive(tender)

    assert before <= bid.submitted <= timezone.now() + dt.timedelta(seconds=1)
    assert bid.recorded_at == AT


def test_a_late_bid_is_kept_and_marked():
    tender = whole_method(fixed=True, deadline=an_hour_ago()).tender

    bid = receive(tender)

    assert bid.is_late
    assert events_of(tender).last().after["is_late"] is True
    assert list(queries.undecided_late_bids(tender)) == [bid]


@pytest.mark.parametrize(
    ("seconds", "is_late"), [(-1, False), (0, False), (1, True)], ids=["before", "at", "after"]
)
def test_the_deadline_itself_is_in_time(seconds, is_late, tender, monkeypatch):
    now = tender.deadline + dt.timedelta(seconds=seconds)
    monkeypatch.setattr("procurement.tenders.actions.life.database_now", lambda tender: now)

    assert receive(tender).is_late is is_late


@pytest.mark.parametrize("state", [state for state in State if state != State.PUBLISHED])
def test_bids_come_only_while_the_tender_is_published(state, tender):
    tender.state = state
    tender.terminated_in = State.PUBLISHED if state == State.TERMINATED else ""
    tender.save()

    with pytest.raises(actions.BidsAreClosed):
        receive(tender)
    assert not tender.bids.exists()


def test_a_draft_takes_no_bids_and_says_why():
    tender = whole_method().tender

    with pytest.raises(actions.BidsAreClosed, match="Publish the method first"):
        receive(tender)


@pytest.mark.parametrize(
    "name", ["ALDERFINCH ltd", "  Alderfinch   Ltd ", "Alder\u200bfinch Ltd", "\uff21lderfinch Ltd"]
)
def test_a_bidder_bids_once_for_a_lot(name, tender):
    receive(tender)

    with pytest.raises(actions.BidderBidsAlready):
        receive(tender, bidder_name=name)

    event = events_of(tender).last()
    assert tender.bids.count() == 1
    assert (event.did, event.after) == ("bid.refused", {})


def test_a_new_bid_replaces_the_old_one_which_is_kept(tender):
    old = receive(tender)

    new = receive(tender, price_pence=1, replaces_because="A page was missing.")

    old.refresh_from_db()
    assert (new.code, new.bidder) == ("B2", old.bidder)
    assert old.withdrawn_because == "Replaced by B2: A page was missing."
    assert BidPrice.sealed.get(bid=old).price_pence == 104_000_050
    assert [event.did for event in events_of(tender)] == [
        "bid.received", "bid.withdrawn", "bid.received",
    ]  # fmt: skip


def test_a_first_bid_replaces_nothing(tender):
    bid = receive(tender, replaces_because="We thought there was one.")

    assert bid.code == "B1"


def test_a_bid_that_came_in_time_stands_after_the_deadline(tender, monkeypatch):
    receive(tender)
    later = tender.deadline + dt.timedelta(seconds=1)
    monkeypatch.setattr("procurement.tenders.actions.life.database_now", lambda tender: later)

    with pytest.raises(actions.CameTooLateToReplace):
        receive(tender, replaces_because="A page was missing.")


def test_one_bidder_may_bid_for_two_lots(tender):
    second = LotFactory(tender=tender, code="2", position=1)

    first = receive(tender)
    other = receive(tender, lot=second)

    assert first.bidder == other.bidder
    assert [first.code, other.code] == ["B1", "B2"]


@pytest.mark.parametrize(
    "changes",
    [
        {"answers": {"Q9": "An answer to nothing."}},
        {"commitments": [Promise(criterion="Q9", measure="Trees")]},
    ],
)
def test_an_answer_to_what_is_not_asked_is_refused(changes, tender):
    with pytest.raises(actions.UnknownQuestion, match="Not a question of this lot: Q9"):
        receive(tender, **changes)


def test_a_blank_answer_is_no_answer_and_no_price_is_not_nought(tender):
    bid = receive(tender, answers={"Q1": "  "}, commitments=[], price_pence=None)

    assert not Answer.sealed.exists()
    assert not BidPrice.sealed.filter(bid=bid).exists()


def test_a_bidder_with_bids_is_not_deleted(tender):
    bid = receive(tender)

    with pytest.raises(ProtectedError):
        bid.bidder.delete()


def test_a_lot_is_asked_its_own_questions_only(tender):
    lot = LotFactory(tender=tender, code="2", position=1)
    criterion = tender.methodologies.get().criteria.get(code="Q1")
    criterion.lots.add(lot, through_defaults={"position": 0})

    with pytest.raises(actions.UnknownQuestion):
        receive(tender)
    assert receive(tender, lot=lot).lot == lot


def test_a_bid_is_withdrawn_once(tender):
    bid = receive(tender)
    given = {"bid": bid, "reason": "Asked to.", "by": "the tests", "at": AT}
    actions.withdraw_bid(**given)

    with pytest.raises(actions.WithdrawnAlready):
        actions.withdraw_bid(**given)
    event = events_of(tender).last()
    assert (event.did, event.reason, event.after) == ("bid.withdrawn", "Asked to.", {"bid": "B1"})


def test_an_opened_bid_is_not_withdrawn(tender):
    bid = receive(tender)
    tender.state = State.CLOSED
    tender.save()

    with pytest.raises(actions.BidsAreClosed, match="Bids are opened or the tender has ended"):
        actions.withdraw_bid(bid=bid, reason="Asked to.", by="the tests", at=AT)


def test_a_bid_that_was_withdrawn_leaves_room_for_another(tender):
    bid = receive(tender)
    actions.withdraw_bid(bid=bid, reason="Asked to.", by="the tests", at=AT)

    assert receive(tender).code == "B2"


def test_bids_that_take_part_stand_and_were_not_refused():
    late = LateDecisionFactory().bid
    admitted = LateDecisionFactory(is_admitted=True).bid
    withdrawn = BidFactory(withdrawn=True)
    standing = BidFactory()

    taking_part = set(Bid.objects.admitted())

    assert {admitted, standing} == taking_part & {late, admitted, withdrawn, standing}


def test_records_say_what_they_are():
    bid = BidFactory(code="B7", bidder__name="Alderfinch Ltd")
    criterion = CriterionFactory(code="SV1", methodology__tender=bid.tender)

    assert [
        str(bid),
        str(bid.bidder),
        str(BidPriceFactory(bid=bid)),
        str(EnvelopeFactory(bid=bid)),
        str(AnswerFactory(bid=bid, criterion=criterion)),
        str(CommitmentFactory(bid=bid, criterion=criterion, measure="Trees")),
        str(LateDecisionFactory(bid=bid)),
        str(ClarificationFactory(bid=bid)),
    ] == [
        "B7 of Alderfinch Ltd",
        "Alderfinch Ltd",
        "price of B7",
        "envelope of B7",
        "B7 on SV1",
        "B7: Trees",
        "B7: not admitted",
        "question to B7",
    ]
