"""Letters, the standstill and representations for tests."""

import datetime as dt

import factory

from procurement.evaluation.models import (
    Letter,
    LetterPack,
    LetterTemplate,
    Representation,
    Standstill,
    SupplierContact,
    WithheldReason,
)
from tests.factories.accounts import OrganisationFactory
from tests.factories.bids import BidderFactory, BidFactory
from tests.factories.tenders import CriterionFactory, TenderFactory

WRITTEN = dt.datetime(2026, 8, 20, 9, tzinfo=dt.UTC)


class SupplierContactFactory(factory.django.DjangoModelFactory):
    """Where a bidder is written to."""

    class Meta:
        model = SupplierContact

    bidder = factory.SubFactory(BidderFactory)
    postal_address = "1 Mill Lane\nWeaver\nWV1 1AA"
    email = "bids@bidder.example"
    identifier = factory.Sequence(lambda n: f"GB-PPON-{n:04d}")
    recorded_at = WRITTEN
    recorded_by = "the tests"


class WithheldReasonFactory(factory.django.DjangoModelFactory):
    """A reason that other suppliers do not read."""

    class Meta:
        model = WithheldReason

    bid = factory.SubFactory(BidFactory)
    criterion = factory.SubFactory(
        CriterionFactory, methodology__tender=factory.SelfAttribute("...bid.tender")
    )
    instead = "The method is the supplier's own and is not told here."
    because = "It describes a process that the supplier has not made public."
    withheld_at = WRITTEN
    withheld_by = "the tests"


class LetterTemplateFactory(factory.django.DjangoModelFactory):
    """An organisation's own wording of the letter to a supplier below the threshold."""

    class Meta:
        model = LetterTemplate

    organisation = factory.SubFactory(OrganisationFactory)
    regime = "below_threshold"
    audience = "early"
    version = 1
    subject = "{reference}"
    text = "{why_not}"
    made_at = WRITTEN
    made_by = "the tests"


class LetterPackFactory(factory.django.DjangoModelFactory):
    """A pack that was asked for and is not made yet."""

    class Meta:
        model = LetterPack

    tender = factory.SubFactory(TenderFactory, fixed=True)
    number = factory.LazyAttribute(lambda pack: pack.tender.letter_packs.count() + 1)
    bundle_sha256 = "0" * 64
    asked_at = WRITTEN
    asked_by = "the tests"


class LetterFactory(factory.django.DjangoModelFactory):
    """A letter of a pack."""

    class Meta:
        model = Letter

    pack = factory.SubFactory(LetterPackFactory)
    bid = factory.SubFactory(BidFactory, tender=factory.SelfAttribute("..pack.tender"))
    position = factory.Sequence(lambda n: n)
    audience = "unsuccessful"
    subject = "Assessment summary"
    stem = factory.Sequence(lambda n: f"letter-{n}")
    pdf_sha256 = "1" * 64
    docx_sha256 = "2" * 64
    html_sha256 = "3" * 64


class StandstillFactory(factory.django.DjangoModelFactory):
    """A standstill period whose notice is published."""

    class Meta:
        model = Standstill

    tender = factory.SubFactory(TenderFactory, fixed=True)
    number = 1
    is_published = True
    notice_on = dt.date(2026, 12, 7)
    notice_reference = "2026/S 000-012345"
    calendar = "uk_union"
    rule = "Eight working days."
    days = factory.List([{"day": "2026-12-07", "number": 1, "why_not": ""}])
    ends_on = dt.date(2026, 12, 16)
    recorded_at = WRITTEN
    recorded_by = "the tests"


class RepresentationFactory(factory.django.DjangoModelFactory):
    """An objection that nobody has decided on."""

    class Meta:
        model = Representation

    tender = factory.SubFactory(TenderFactory, fixed=True)
    supplier = "Weaver Care Ltd"
    received_on = dt.date(2026, 12, 9)
    words = "Our answer to Q1 was read against another question."
    recorded_at = WRITTEN
    recorded_by = "the tests"
