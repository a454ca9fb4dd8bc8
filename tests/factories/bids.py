"""Bids for tests."""

import datetime as dt

import factory

from procurement.bids.models import Bid, Bidder, BidPrice
from tests.factories.tenders import LotFactory, TenderFactory

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


def bid_for(methodology, *, price_pence=1_000_000_00, **more):
    """Return a bid, with its price, for the only lot of a method's tender."""
    tender = methodology.tender
    bid = BidFactory(tender=tender, lot=tender.lots.get(), **more)
    BidPriceFactory(bid=bid, price_pence=price_pence)
    return bid
