"""Bids for tests."""

import datetime as dt
import hashlib
from decimal import Decimal

import factory

from procurement.bids.actions.receiving import shown_sealed
from procurement.bids.models import (
    Answer,
    Bid,
    Bidder,
    BidPrice,
    Clarification,
    Commitment,
    Envelope,
    LateDecision,
)
from procurement.bids.queries import promise_of
from procurement.calculations.statements import new_nonce, statement
from socialvalue.audit import actions as audit
from tests.factories.tenders import CriterionFactory, LotFactory, TenderFactory

CAME_IN = dt.datetime(2026, 7, 20, 9, tzinfo=dt.UTC)


class BidderFactory(factory.django.DjangoModelFactory):
    """A bidder of a tender whose method is fixed."""

    class Meta:
        model = Bidder

    tender = factory.SubFactory(TenderFactory, fixed=True)
    position = factory.Sequence(lambda n: n)
    code = factory.Sequence(lambda n: f"S{n}")
    name = factory.Sequence(lambda n: f"Bidder {n} Ltd")


class BidFactory(factory.django.DjangoModelFactory):
    """A bid that stands, without its price. Ask for a withdrawn one: BidFactory(withdrawn=True)."""

    class Meta:
        model = Bid

    class Params:
        withdrawn = factory.Trait(
            withdrawn_at=CAME_IN, withdrawn_by="the tests", withdrawn_because="Asked to."
        )

    tender = factory.SubFactory(TenderFactory, fixed=True)
    bidder = factory.SubFactory(BidderFactory, tender=factory.SelfAttribute("..tender"))
    lot = factory.SubFactory(LotFactory, tender=factory.SelfAttribute("..tender"))
    position = factory.Sequence(lambda n: n)
    code = factory.Sequence(lambda n: f"B{n}")
    submitted = CAME_IN
    recorded_at = CAME_IN
    recorded_by = "the tests"


class BidPriceFactory(factory.django.DjangoModelFactory):
    """A price of a million pounds."""

    class Meta:
        model = BidPrice

    bid = factory.SubFactory(BidFactory)
    price_pence = 1_000_000_00


class EnvelopeFactory(factory.django.DjangoModelFactory):
    """What was received of a bid."""

    class Meta:
        model = Envelope

    bid = factory.SubFactory(BidFactory)
    file_name = "response.xlsx"
    content = b"what was received"
    nonce = "0" * 64
    statement_sha256 = "0" * 64


class AnswerFactory(factory.django.DjangoModelFactory):
    """A method statement for the only question of a tender."""

    class Meta:
        model = Answer

    bid = factory.SubFactory(BidFactory)
    criterion = factory.SubFactory(
        CriterionFactory, methodology__tender=factory.SelfAttribute("...bid.tender")
    )
    text = "A rota for every area, kept by the ward manager."


class CommitmentFactory(factory.django.DjangoModelFactory):
    """A promise that can be measured."""

    class Meta:
        model = Commitment

    bid = factory.SubFactory(BidFactory)
    criterion = factory.SubFactory(
        CriterionFactory, methodology__tender=factory.SelfAttribute("...bid.tender")
    )
    position = factory.Sequence(lambda n: n)
    measure = "Apprenticeships begun by local people"
    quantity = Decimal(4)
    unit = "people"
    due_on = dt.date(2027, 9, 30)
    where = "Guild City"
    for_whom = "People aged 16 to 24 who are out of work"


class LateDecisionFactory(factory.django.DjangoModelFactory):
    """A late bid that was not admitted."""

    class Meta:
        model = LateDecision

    bid = factory.SubFactory(BidFactory, is_late=True)
    is_admitted = False
    reason = "It came in two hours after the deadline, and nothing hindered the bidder."
    decided_at = CAME_IN
    decided_by = "the tests"


class ClarificationFactory(factory.django.DjangoModelFactory):
    """A question that waits for the bidder. Ask for an answered one: (answered=True)."""

    class Meta:
        model = Clarification

    class Params:
        answered = factory.Trait(
            answer="By the end of March.", answered_at=CAME_IN, answered_by="the tests"
        )

    bid = factory.SubFactory(BidFactory)
    question = "By when will the four apprenticeships begin?"
    asked_at = CAME_IN
    asked_by = "the tests"


def received(bid):
    """Give a bid that was made by hand what receiving it leaves: envelope, receipt and event."""
    nonce = new_nonce()
    stated = statement(
        tender=bid.tender.reference,
        lot=bid.lot.code,
        bidder=bid.bidder.name,
        answers=dict(Answer.sealed.filter(bid=bid).values_list("criterion__code", "text")),
        commitments=[
            promise_of(each) for each in Commitment.sealed.filter(bid=bid).order_by("position")
        ],
        price_pence=BidPrice.sealed.filter(bid=bid).values_list("price_pence", flat=True).first(),
        nonce=nonce,
    )
    sha256 = hashlib.sha256(stated).hexdigest()
    EnvelopeFactory(bid=bid, content=stated, nonce=nonce, statement_sha256=sha256)
    bid.receipt_sha256 = sha256
    bid.save(update_fields=["receipt_sha256"])
    audit.record_about(
        bid.tender, did="bid.received", by="the tests", at=CAME_IN, after=shown_sealed(bid)
    )


def bid_for(methodology, *, price_pence=1_000_000_00, **more):
    """Return a bid, with its price, for the only lot of a method's tender."""
    tender = methodology.tender
    bid = BidFactory(tender=tender, lot=tender.lots.get(), **more)
    BidPriceFactory(bid=bid, price_pence=price_pence)
    return bid
