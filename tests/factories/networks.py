"""Networks, their members, and what they share, for tests."""

import datetime as dt

import factory

from socialvalue.networks.models import MemberSupplier, Network, Seat, Share
from tests.factories.accounts import OrganisationFactory
from tests.factories.spend import AnalysisFactory

AT = dt.datetime(2026, 1, 5, 9, tzinfo=dt.UTC)


class NetworkFactory(factory.django.DjangoModelFactory):
    """A network of Preston whose lead has no seat yet."""

    class Meta:
        model = Network

    name = "Anchors of the Ribble"
    place_code = "E07000123"
    wider_place_code = ""
    lead = factory.SubFactory(OrganisationFactory)
    founded_at = AT
    founded_by = "a test"


class SeatFactory(factory.django.DjangoModelFactory):
    """A seat that an organisation has taken."""

    class Meta:
        model = Seat

    network = factory.SubFactory(NetworkFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    offered_to_name = factory.LazyAttribute(lambda made: made.organisation.name)
    state = Seat.State.TAKEN
    offered_at = AT
    offered_by = "a test"


class ShareFactory(factory.django.DjangoModelFactory):
    """The totals of 2024/25: £60 of £100 in the place."""

    class Meta:
        model = Share

    seat = factory.SubFactory(SeatFactory)
    analysis = factory.SubFactory(
        AnalysisFactory, organisation=factory.SelfAttribute("..seat.organisation")
    )
    level = Share.Level.TOTALS
    start = dt.date(2024, 4, 1)
    end = dt.date(2025, 3, 31)
    figures = factory.LazyFunction(
        lambda: {
            "version": 1,
            "lines": 40,
            "areas": [{"code": "E07000123", "name": "Preston"}],
            "total": "10000",
            "bands": {"E07000123": "6000", "outside": "4000", "unknown": "0"},
            "netted": {},
            "left_out_between": "0",
        }
    )
    shared_at = AT
    shared_by = "a test"


class MemberSupplierFactory(factory.django.DjangoModelFactory):
    """A member that is none of the organisation's suppliers."""

    class Meta:
        model = MemberSupplier

    seat = factory.SubFactory(SeatFactory)
    member = factory.SubFactory(OrganisationFactory)
    said_at = AT
    said_by = "a test"
