"""Suppliers, what is said of them, and surveys for tests."""

import datetime as dt
import uuid

import factory
from django.core.files.base import ContentFile

from socialvalue.calculations.spend.suppliers import normal_form
from socialvalue.suppliers import actions
from socialvalue.suppliers.models import (
    Merge,
    PaidFrom,
    RegisterEntry,
    RegisterLoad,
    Suggestion,
    Supplier,
    SupplierList,
    SupplierName,
    Survey,
    SurveyAnswer,
    SurveyInvitation,
    SurveyLetter,
    hash_of,
)
from tests.factories.accounts import OrganisationFactory

AT = dt.datetime(2026, 1, 5, 9, tzinfo=dt.UTC)
BY = "the tests"


def next_name(supplier):
    """Return a name that no supplier of the organisation has yet."""
    return f"Supplier {supplier.organisation.suppliers.count() + 1} Ltd"


class SupplierFactory(factory.django.DjangoModelFactory):
    """A supplier of which nothing but its name is known. It goes by that name."""

    class Meta:
        model = Supplier
        skip_postgeneration_save = True

    organisation = factory.SubFactory(OrganisationFactory)
    name = factory.LazyAttribute(next_name)
    code = factory.LazyAttribute(lambda supplier: normal_form(supplier.name))
    recorded_at = AT
    recorded_by = BY

    @factory.post_generation
    def goes_by_its_name(self, create, extracted, **kwargs):
        """Let it be found by its name; goes_by_its_name=False leaves that out."""
        if extracted is not False:
            SupplierNameFactory(supplier=self, name=self.name)


class SupplierNameFactory(factory.django.DjangoModelFactory):
    """Another name of a supplier."""

    class Meta:
        model = SupplierName

    supplier = factory.SubFactory(SupplierFactory, goes_by_its_name=False)
    organisation = factory.SelfAttribute("supplier.organisation")
    name = "Guild Builders Ltd"
    form = factory.LazyAttribute(lambda name: normal_form(name.name))
    added_at = AT
    added_by = BY


class PaidFromFactory(factory.django.DjangoModelFactory):
    """One payment of £10 in some file. Totals are not brought up to date."""

    class Meta:
        model = PaidFrom

    name = factory.SubFactory(SupplierNameFactory)
    source = factory.LazyFunction(lambda: str(uuid.uuid4()))
    lines = 1
    paid_pence = 1_000


class MergeFactory(factory.django.DjangoModelFactory):
    """A merge that was written down; for one that is done, call the action."""

    class Meta:
        model = Merge

    into = factory.SubFactory(SupplierFactory)
    organisation = factory.SelfAttribute("into.organisation")
    merged = factory.SubFactory(
        SupplierFactory, organisation=factory.SelfAttribute("..organisation")
    )
    because = "The same firm"
    merged_at = AT
    merged_by = BY


class SupplierListFactory(factory.django.DjangoModelFactory):
    """A list with errors, whose file is stored nowhere: see `loaded_list`."""

    class Meta:
        model = SupplierList

    organisation = factory.SubFactory(OrganisationFactory)
    name = "suppliers.csv"
    sha256 = factory.Sequence(lambda n: f"{n:064x}")
    state = SupplierList.State.REFUSED
    uploaded_at = AT
    uploaded_by = BY


class RegisterLoadFactory(factory.django.DjangoModelFactory):
    """A load of Companies House data."""

    class Meta:
        model = RegisterLoad

    register = "companies"
    files = factory.LazyFunction(lambda: [{"name": "BasicCompanyData.csv", "sha256": "0" * 64}])
    read = 5_000_000
    kept = 1
    loaded_at = AT
    loaded_by = BY


class RegisterEntryFactory(factory.django.DjangoModelFactory):
    """A small company."""

    class Meta:
        model = RegisterEntry
        django_get_or_create = ("register", "number")

    register = "companies"
    number = "00000001"
    name = "GUILD BUILDERS LIMITED"
    status = "Active"
    postcode = "PR1 2RL"
    sic = "41201"
    size = "small"
    category = "Private Limited Company"
    accounts = "SMALL"


class SuggestionFactory(factory.django.DjangoModelFactory):
    """A pair that waits for somebody to decide. Ask for another kind with kind and value."""

    class Meta:
        model = Suggestion

    supplier = factory.SubFactory(SupplierFactory)
    organisation = factory.SelfAttribute("supplier.organisation")
    kind = Suggestion.Kind.SAME
    other = factory.Maybe(
        factory.LazyAttribute(lambda made: made.kind == Suggestion.Kind.SAME),
        factory.SubFactory(SupplierFactory, organisation=factory.SelfAttribute("..organisation")),
        None,
    )
    likeness = 960
    because = "One letter apart"
    suggested_at = AT
    suggested_by = BY


class SurveyFactory(factory.django.DjangoModelFactory):
    """An open survey about Lancashire in 2024/25."""

    class Meta:
        model = Survey

    organisation = factory.SubFactory(OrganisationFactory)
    title = "Re-spend 2024/25"
    area_code = "lancashire"
    area_name = "Lancashire"
    start = dt.date(2024, 4, 1)
    end = dt.date(2025, 3, 31)
    created_at = AT
    created_by = BY


class SurveyInvitationFactory(factory.django.DjangoModelFactory):
    """A supplier that was invited, with an address and a link that works."""

    class Meta:
        model = SurveyInvitation
        skip_postgeneration_save = True

    survey = factory.SubFactory(SurveyFactory)
    supplier = factory.SubFactory(
        SupplierFactory, organisation=factory.SelfAttribute("..survey.organisation")
    )
    email = "accounts@example.org"
    secret_hash = factory.LazyAttribute(lambda made: hash_of(str(uuid.uuid4())))
    invited_at = AT
    invited_by = BY

    @factory.post_generation
    def has_its_own_link(self, create, extracted, **kwargs):
        """Keep the hash of the link that its letter would have; False leaves the hash given."""
        if extracted is not False:
            self.secret_hash = hash_of(self.secret)
            self.save(update_fields=["secret_hash"])


class SurveyLetterFactory(factory.django.DjangoModelFactory):
    """The first letter."""

    class Meta:
        model = SurveyLetter

    invitation = factory.SubFactory(SurveyInvitationFactory)
    number = 0
    sent_at = AT
    sent_by = BY


class SurveyAnswerFactory(factory.django.DjangoModelFactory):
    """An answer on paper: 62% is spent again in the area."""

    class Meta:
        model = SurveyAnswer

    survey = factory.SubFactory(SurveyFactory)
    supplier = factory.SubFactory(
        SupplierFactory, organisation=factory.SelfAttribute("..survey.organisation")
    )
    number = 0
    respend_share = "0.62"
    how = SurveyAnswer.How.PAPER
    answered_at = AT
    answered_by = BY


def paid(organisation, names, *, source="file-1"):
    """Note that a file pays these names: {name: (lines, pence)}."""
    actions.note_names(organisation=organisation, source=source, names=names, by=BY, at=AT)


def supplier_of(organisation, name):
    """Return the supplier that goes by a name, itself or merged."""
    return organisation.supplier_names.get(form=normal_form(name)).supplier


def uploaded_list(organisation, content, *, name="suppliers.csv"):
    """Upload a list of suppliers."""
    content = content.encode() if isinstance(content, str) else content
    return actions.upload_list(
        organisation=organisation, name=name, content=ContentFile(content), by=BY, at=AT
    )


def loaded_list(organisation, content, **details):
    """Upload a list and load it."""
    made = uploaded_list(organisation, content, **details)
    return actions.confirm_list(supplier_list=made, by=BY, at=AT)


def merged(supplier, *, into):
    """Merge a supplier into another, as a person does."""
    return actions.merge(merged=supplier, into=into, because="The same firm", by=BY, at=AT)
