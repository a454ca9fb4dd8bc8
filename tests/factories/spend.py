"""Payment files, their rows, and analyses for tests."""

import datetime as dt
import io
import zipfile
from decimal import Decimal

import factory
import openpyxl
from django.core.files.base import ContentFile

from socialvalue.accounts.models import User
from socialvalue.audit.chain import subject_of
from socialvalue.audit.models import AuditEvent
from socialvalue.calculations.spend.headings import FIELDS
from socialvalue.jobs import actions as jobs
from socialvalue.spend import actions, queries
from socialvalue.spend.models import (
    Analysis,
    Anchor,
    CategoryDecision,
    Contract,
    FileState,
    GapNote,
    Measure,
    PaymentFile,
    PaymentZip,
    Register,
    Repeat,
    Row,
    RowDecision,
    Target,
)
from tests.factories.accounts import OrganisationFactory, UserFactory

AT = dt.datetime(2026, 1, 5, 9, tzinfo=dt.UTC)
HEADINGS = ["Supplier", "Postcode", "Date", "Amount", "Category"]
# Two in the place, one refund, one elsewhere, one nowhere, one in another year, one unreadable.
PAYMENTS = """Supplier,Postcode,Date,Amount,Category
Brightside Cleaning Ltd,PR1 2RL,03/04/2024,"1,200.00",Cleaning
Brightside Cleaning,PR1 2RL,05/04/2024,-200.00,cleaning
Ribble Roofing,BB1 7AB,06/05/2024,500.50,Repairs
Faraway plc,EC1A 1BB,07/05/2024,"3,000.25",
=Nowhere & Sons,not known,08/05/2024,99.25,Repairs
Brightside Cleaning Ltd,PR1 2RL,08/05/2023,7.00,Cleaning
Somebody,PR1 2RL,31/02/2024,1.00,Repairs
"""
ODD_HEADINGS = "Who,When,How much,Why,Where\nBright,03/04/2024,12.00,Cleaning,PR1 2RL\n"
POSTCODES = {"PR1 2RL": "E07000123", "BB1 7AB": "E06000008", "EC1A 1BB": "E09000001"}


class AnchorFactory(factory.django.DjangoModelFactory):
    """The organisation itself, as one that pays."""

    class Meta:
        model = Anchor
        django_get_or_create = ("organisation", "code")

    organisation = factory.SubFactory(OrganisationFactory)
    code = "own"
    name = factory.SelfAttribute("organisation.name")
    kind = factory.SelfAttribute("organisation.kind")
    is_own = True
    recorded_at = AT
    recorded_by = "the tests"


class PaymentFileFactory(factory.django.DjangoModelFactory):
    """A file whose columns nobody has confirmed. It is stored nowhere: see `uploaded`."""

    class Meta:
        model = PaymentFile

    organisation = factory.SubFactory(OrganisationFactory)
    anchor = factory.SubFactory(AnchorFactory, organisation=factory.SelfAttribute("..organisation"))
    name = factory.Sequence(lambda n: f"payments {n}.csv")
    sha256 = factory.Sequence(lambda n: f"{n:064x}")
    size = 100
    state = FileState.UPLOADED
    uploaded_at = AT
    uploaded_by = factory.SubFactory(UserFactory)
    seen = factory.LazyFunction(
        lambda: {
            "headings": HEADINGS,
            "sample": [],
            "columns": {},
            "amounts": "net",
            "missing": [],
        }
    )


class PaymentZipFactory(factory.django.DjangoModelFactory):
    """A zip that was unpacked. It is stored nowhere."""

    class Meta:
        model = PaymentZip

    organisation = factory.SubFactory(OrganisationFactory)
    anchor = factory.SubFactory(AnchorFactory, organisation=factory.SelfAttribute("..organisation"))
    name = factory.Sequence(lambda n: f"year {n}.zip")
    sha256 = factory.Sequence(lambda n: f"{n:064x}")
    size = 100
    state = PaymentZip.State.UNPACKED
    uploaded_at = AT
    uploaded_by = factory.SubFactory(UserFactory)


class RowFactory(factory.django.DjangoModelFactory):
    """A row that was not read."""

    class Meta:
        model = Row

    file = factory.SubFactory(PaymentFileFactory)
    kind = Row.Kind.REFUSED
    number = factory.Sequence(lambda n: n + 2)
    heading = "Amount"
    cell = "about 40"
    problem = "This is not an amount of money"
    remedy = "Write the amount as 1234.56"


class RowDecisionFactory(factory.django.DjangoModelFactory):
    """A row that somebody set aside."""

    class Meta:
        model = RowDecision

    file = factory.SubFactory(PaymentFileFactory)
    row = factory.LazyAttribute(lambda made: made.file.row_decisions.count() + 2)
    kind = RowDecision.Kind.SET_ASIDE
    because = "Not a payment"
    decided_at = AT
    decided_by = "a test"


class GapNoteFactory(factory.django.DjangoModelFactory):
    """What is being done about catering."""

    class Meta:
        model = GapNote

    organisation = factory.SubFactory(OrganisationFactory)
    key = "catering"
    name = "Catering"
    number = factory.LazyAttribute(lambda made: made.organisation.gap_notes.count() + 1)
    text = "Ask the food partnership who could supply fruit"
    owner = "Head of catering"
    noted_at = AT
    noted_by = "a test"


class RegisterFactory(factory.django.DjangoModelFactory):
    """A contracts register without problems that nobody has imported."""

    class Meta:
        model = Register

    organisation = factory.SubFactory(OrganisationFactory)
    name = "contracts.csv"
    sha256 = factory.Sequence(lambda n: f"{n:064x}")
    uploaded_at = AT
    uploaded_by = factory.SubFactory(UserFactory)


class ContractFactory(factory.django.DjangoModelFactory):
    """A contract for cleaning, of three years and £300,000."""

    class Meta:
        model = Contract

    register = factory.SubFactory(
        RegisterFactory,
        organisation=factory.SelfAttribute("..organisation"),
        imported_at=AT,
        imported_by=factory.SubFactory(UserFactory),
    )
    organisation = factory.SubFactory(OrganisationFactory)
    row = factory.LazyAttribute(lambda made: made.register.contracts.count() + 2)
    reference = factory.LazyAttribute(lambda made: f"C-{made.row}")
    title = "Cleaning of offices"
    supplier = "Brightside Cleaning Ltd"
    category = "Cleaning"
    category_key = "cleaning"
    start = dt.date(2024, 4, 1)
    end = dt.date(2027, 3, 31)
    value_pence = 30_000_000


class CategoryDecisionFactory(factory.django.DjangoModelFactory):
    """A category that cannot be bought elsewhere."""

    class Meta:
        model = CategoryDecision

    organisation = factory.SubFactory(OrganisationFactory)
    name = "Energy"
    key = factory.LazyAttribute(lambda decision: queries.category_key(decision.name))
    number = factory.LazyAttribute(
        lambda made: made.organisation.category_decisions.filter(key=made.key).count() + 1
    )
    is_influenceable = False
    because = "Bought on a regional framework"
    decided_at = AT
    decided_by = "the tests"


class RepeatFactory(factory.django.DjangoModelFactory):
    """The second line of a file, which repeats its first; nobody has decided about it."""

    class Meta:
        model = Repeat

    file = factory.SubFactory(PaymentFileFactory)
    position = 1
    row = 3
    first_file = factory.SelfAttribute("file")
    first_row = 2
    supplier = "Brightside Cleaning Ltd"
    day = dt.date(2024, 4, 3)
    pence = 120_000


class AnalysisFactory(factory.django.DjangoModelFactory):
    """An analysis that nobody has worked on, without a job and without files."""

    class Meta:
        model = Analysis

    organisation = factory.SubFactory(OrganisationFactory)
    title = "Financial year 2024/25"
    start = dt.date(2024, 4, 1)
    end = dt.date(2025, 3, 31)
    place_code = "E07000123"
    asked_at = AT
    asked_by = "a test"


class TargetFactory(factory.django.DjangoModelFactory):
    """A share to reach in the place."""

    class Meta:
        model = Target

    organisation = factory.SubFactory(OrganisationFactory)
    measure = Measure.PLACE
    percent = Decimal(35)
    due_on = dt.date(2028, 3, 31)
    decision = "Cabinet, 4 March 2026"
    because = "The plan for the place"
    recorded_at = AT
    recorded_by = "a test"


def uploaded(
    content: bytes | str = PAYMENTS, *, organisation=None, name="payments.csv", by=None, anchor=None
) -> PaymentFile:
    """Upload a file as a person does."""
    content = content.encode() if isinstance(content, str) else content
    return actions.upload_file(
        organisation=organisation or OrganisationFactory(),
        name=name,
        content=ContentFile(content, name=name),
        anchor=anchor,
        by=by or UserFactory(),
        at=AT,
    )


def workbook(rows: list[list[object]]) -> bytes:
    """Return an XLSX file with these rows."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def zip_of(files: dict[str, bytes | str]) -> bytes:
    """Return a zip of these files by name: the same bytes whenever it is made."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(zipfile.ZipInfo(name), text, zipfile.ZIP_DEFLATED)
    return content.getvalue()


def confirmed(
    file: PaymentFile,
    *,
    by: User | None = None,
    with_alike: bool = False,
    type_heading: str = "",
    **fields: str,
) -> PaymentFile:
    """Confirm what the headings seem to mean, or what is given."""
    proposal = queries.proposal(file)
    columns = {name: proposal.columns.get(name, "") for name in FIELDS} | fields
    return actions.confirm_columns(
        file=file,
        columns=columns,
        amounts=proposal.amounts.value,
        by=by or UserFactory(),
        at=AT,
        type_heading=type_heading,
        with_alike=with_alike,
    )


def imported(content: bytes | str = PAYMENTS, **details: object) -> PaymentFile:
    """Upload a file, confirm its columns, and have the worker read it."""
    file = confirmed(uploaded(content, **details))
    jobs.run(job_id=file.job_id)
    file.refresh_from_db()
    return file


def asked(organisation, **details: object) -> Analysis:
    """Ask where the money of 2024/25 went."""
    answers = {
        "title": "Financial year 2024/25",
        "start": dt.date(2024, 4, 1),
        "end": dt.date(2025, 3, 31),
        "place_code": "E07000123",
        "wider_place_code": "lancashire",
        "by": "a test",
        "at": AT,
    }
    return actions.ask_analysis(organisation=organisation, **(answers | details))


def analysed(organisation, **details: object) -> Analysis:
    """Ask where the money of 2024/25 went, and have the worker answer."""
    analysis = asked(organisation, **details)
    jobs.run(job_id=analysis.job_id)
    analysis.refresh_from_db()
    return analysis


def taken_back(file: PaymentFile, **details: object) -> PaymentFile:
    """Take a file back."""
    said = {"reason": "Wrong", "by": UserFactory(), "at": AT} | details
    return actions.take_back(file=file, **said)


def events_of(thing: object) -> list[str]:
    """Return what the record says was done with a thing, oldest first."""
    events = AuditEvent.objects.filter(subject=subject_of(thing)).order_by("pk")
    return [event.did for event in events]
