"""Making the demonstration: organisations, their people, tenders, awards and payments. All made up.

Where published payment files lie beside the project, one more organisation holds those of the Defra
family: they are real, so only that part depends on files that are not shipped.
"""

import datetime as dt
import zipfile
from dataclasses import dataclass
from pathlib import Path

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from procurement.calculations.life import State
from procurement.demonstration import tender_life
from procurement.demonstration.acting import ALL_ANCHORS, load_acting
from procurement.demonstration.addresses import record_addresses
from procurement.demonstration.awards import APPLICANT_ORGANISATION as KITCHEN
from procurement.demonstration.awards import People as AwardPeople
from procurement.demonstration.awards import load_awards
from procurement.demonstration.suppliers import load_suppliers
from procurement.demonstration.worked_study import load_worked_study
from procurement.evaluation import actions as evaluation
from procurement.evaluation import queries as evaluation_queries
from procurement.tenders.models import Tender
from socialvalue.accounts import actions as accounts
from socialvalue.accounts.models import Organisation, OrganisationKind, Role, User
from socialvalue.accounts.queries import roles_by_organisation
from socialvalue.calculations.spend.headings import FIELDS
from socialvalue.jobs import actions as jobs
from socialvalue.places import actions as places
from socialvalue.spend import actions as spend
from socialvalue.spend import queries as spend_queries
from socialvalue.spend.models import Analysis, PaymentFile

BY = "the demonstration"
DATA = Path(__file__).resolve().parent / "data"
PUBLISHED = settings.BASE_DIR.parent / "shared" / "data"
TENDER = "MWH-2026-014"
DEFRA_YEAR = (dt.date(2014, 4, 1), dt.date(2015, 3, 31))
PAYMENTS = DATA / "guild_city_council_payments_2024_25.csv"
DEFRA = PUBLISHED / "spend" / "central_defra.zip"

TRUST = "Mereside and Weaver Hospitals NHS Foundation Trust"
COUNCIL = "Guild City Council (made up)"
HOSPITALS = "North Ribble Hospitals (made up)"
WORKED = "Lancashire anchors (made up, worked by hand)"
DEFRA_FAMILY = "Defra family (published payments)"
DOMAIN = "@demonstration.example"
OFFICER = "procurement@demonstration.example"
APPROVER = "approver@demonstration.example"
MODERATOR = "moderator@demonstration.example"
EVALUATORS = [f"evaluator{number}@demonstration.example" for number in (1, 2, 3)]
DATA_OFFICER = "data@demonstration.example"
HOSPITALS_OFFICER = "hospitals@demonstration.example"
PUBLISHED_OFFICER = "published@demonstration.example"
AWARD_MANAGER = "awards@demonstration.example"
ASSESSORS = [f"assessor{number}@demonstration.example" for number in (1, 2)]
PANELLIST = "panel@demonstration.example"
APPLICANT = "applicant@demonstration.example"


@dataclass(frozen=True)
class Place:
    """An organisation of the demonstration: its kind, place and wider area."""

    name: str
    kind: OrganisationKind
    place: str
    wider_place: str


ORGANISATIONS = {
    TRUST: Place(TRUST, OrganisationKind.NHS_TRUST, "E54000008", "E12000002"),
    COUNCIL: Place(COUNCIL, OrganisationKind.COUNCIL, "E07000123", "lieutenancy-lancashire"),
    HOSPITALS: Place(HOSPITALS, OrganisationKind.NHS_TRUST, "E07000123", "lieutenancy-lancashire"),
    KITCHEN: Place(KITCHEN, OrganisationKind.VCSE, "E06000050", ""),
    WORKED: Place(
        WORKED, OrganisationKind.COMBINED_AUTHORITY, "E07000123", "lieutenancy-lancashire"
    ),
    DEFRA_FAMILY: Place(
        DEFRA_FAMILY, OrganisationKind.CENTRAL_GOVERNMENT, "E54000008", "E12000002"
    ),
}
# Reference, title, and the state in which the tender waits for whoever tries the tool.
TENDER_LIVES = [
    ("MWH-2027-011", "Patient transport: clinics of the north", State.PUBLISHED),
    ("MWH-2027-012", "Patient transport: clinics of the east", State.SCORING),
    ("MWH-2027-013", "Patient transport: clinics of the south", State.CONSENSUS),
    ("MWH-2027-014", "Patient transport: clinics of the west", State.APPROVED),
]
# Address, name, and the roles in each organisation.
PEOPLE = [
    (
        OFFICER,
        "Procurement officer",
        {TRUST: [Role.PROCUREMENT_OFFICER]},
    ),
    (APPROVER, "Approver", {TRUST: [Role.APPROVER]}),
    (MODERATOR, "Moderator", {TRUST: [Role.MODERATOR]}),
    *(
        (email, f"Evaluator {n}", {TRUST: [Role.EVALUATOR]})
        for n, email in enumerate(EVALUATORS, 1)
    ),
    (
        DATA_OFFICER,
        "Data officer",
        {COUNCIL: [Role.DATA_OFFICER], WORKED: [Role.DATA_OFFICER]},
    ),
    (
        HOSPITALS_OFFICER,
        "Data officer of the hospitals",
        {HOSPITALS: [Role.DATA_OFFICER]},
    ),
    (
        PUBLISHED_OFFICER,
        "Data officer of published payments",
        {DEFRA_FAMILY: [Role.DATA_OFFICER]},
    ),
    (AWARD_MANAGER, "Award manager", {TRUST: [Role.AWARD_MANAGER]}),
    *(
        (email, f"Assessor {n}", {TRUST: [Role.AWARD_ASSESSOR]})
        for n, email in enumerate(ASSESSORS, 1)
    ),
    (PANELLIST, "Panel member", {TRUST: [Role.AWARD_ASSESSOR]}),
    (
        "appeals@demonstration.example",
        "Award manager for appeals",
        {TRUST: [Role.AWARD_MANAGER]},
    ),
    (APPLICANT, "Award applicant", {KITCHEN: [Role.APPLICANT]}),
    (
        "administrator@demonstration.example",
        "Administrator",
        {TRUST: [Role.ADMINISTRATOR], COUNCIL: [Role.ADMINISTRATOR]},
    ),
    (
        "auditor@demonstration.example",
        "Auditor",
        {TRUST: [Role.AUDITOR], COUNCIL: [Role.AUDITOR]},
    ),
]


class NoPassword(ValueError):
    """The demonstration's accounts need a password, which ./run makes."""


def load(*, password: str, for_a_walk: bool = False) -> None:
    """Make what is missing of the demonstration. Safe to run twice.

    The published payments are left out where their files are not there. `for_a_walk` leaves them
    and the worked study to the worker that walks through them. Raises NoPassword.
    """
    if not password:
        raise NoPassword("Set DEMONSTRATION_PASSWORD, or let ./run make one.")
    held = [name for name in ORGANISATIONS if name != DEFRA_FAMILY or DEFRA.is_file()]
    with transaction.atomic():
        organisations = {name: organisation(ORGANISATIONS[name]) for name in held}
        for email, name, roles in PEOPLE:
            person(email, name, roles, organisations, password=password)
    evaluation.load_demonstration(organisation=organisations[TRUST], by=BY)
    rank_worked_tender(organisations[TRUST].tenders.get(reference=TENDER))
    load_tender_lives(organisations[TRUST])
    load_awards(organisations[TRUST], own=organisations[KITCHEN], people=people_of_awards())
    if PUBLISHED.is_dir():
        places.load_demonstration_places(PUBLISHED / "geo")
    load_payments(organisations[COUNCIL])
    load_acting(
        organisations[COUNCIL],
        organisations[HOSPITALS],
        officer=User.objects.get(email=DATA_OFFICER),
        other_officer=User.objects.get(email=HOSPITALS_OFFICER),
    )
    if for_a_walk:
        return
    load_worked_study(organisations[WORKED], by=User.objects.get(email=DATA_OFFICER))
    if DEFRA.is_file():
        load_published_payments(organisations[DEFRA_FAMILY])


def rank_worked_tender(tender: Tender) -> None:
    """Rank the tender of the worked example, which is loaded with its prices opened.

    Bidders whose price looks abnormally low are heard first, as the law asks.
    """
    if tender.state != State.PRICE_OPENED:
        return
    by, now = User.objects.get(email=OFFICER), timezone.now()
    told, answered, decided, ranked = (now - dt.timedelta(days=days) for days in (9, 4, 2, 1))
    record_addresses(tender, by=by, at=told)
    _, result = evaluation_queries.result_of(tender)
    for flagged in evaluation_queries.enquiries_of(tender, result):
        if flagged.enquiry is None:
            enquiry = evaluation.notify_bidder(
                bid=flagged.bid,
                notice="Your price is far below the others. Please explain how you will deliver.",
                answer_by=timezone.localdate(told) + dt.timedelta(days=7),
                by=by,
                at=told,
            )
            evaluation.record_answer(
                enquiry=enquiry,
                answer="Our depot is beside the hospital, and our rates are those of our accounts.",
                answered_on=timezone.localdate(answered),
                by=by,
                at=answered,
            )
            evaluation.conclude_enquiry(
                enquiry=enquiry,
                outcome="satisfied",
                reason="The accounts of three years and two present contracts bear the price out.",
                by=by,
                at=decided,
            )
    evaluation.rank(tender=tender, by=by, at=ranked)


def load_tender_lives(trust: Organisation) -> None:
    """Give the trust a tender at each turn of its life, unless it has them."""
    known = set(trust.tenders.values_list("reference", flat=True))
    missing = [
        tender_life.Walk(reference=reference, title=title, until=until)
        for reference, title, until in TENDER_LIVES
        if reference not in known
    ]
    if missing:
        tender_life.walk(missing, organisation=trust, people=people_of_tenders())


def people_of_tenders() -> tender_life.People:
    """Return those of the demonstration who take the steps of a tender."""
    users = {user.email: user for user in User.objects.filter(email__endswith=DOMAIN)}
    return tender_life.People(
        officer=users[OFFICER],
        approver=users[APPROVER],
        moderator=users[MODERATOR],
        evaluators=[users[email] for email in EVALUATORS],
    )


def people_of_awards() -> AwardPeople:
    """Return those of the demonstration who apply for awards and who decide about them."""
    users = {user.email: user for user in User.objects.filter(email__endswith=DOMAIN)}
    return AwardPeople(
        applicant=users[APPLICANT],
        manager=users[AWARD_MANAGER],
        assessors=[users[email] for email in ASSESSORS],
        panellist=users[PANELLIST],
        approver=users[APPROVER],
    )


def load_payments(council: Organisation) -> None:
    """Give the council its payments of 2024/25, read and analysed, unless it has them."""
    file = upload_and_ask(council, PAYMENTS.name, PAYMENTS.read_bytes())
    if file is None:
        return
    # Done here and now: when the pages open for the first time, there is something to see.
    jobs.run(job_id=file.job_id)
    load_suppliers(council, by=User.objects.get(email=DATA_OFFICER))
    analysis = ask_year(council, first=dt.date(2024, 4, 1), last=dt.date(2025, 3, 31))
    jobs.run(job_id=analysis.job_id)


def council_analyses() -> QuerySet[Analysis]:
    """Return the analyses of the made-up council's own payments."""
    return Analysis.objects.filter(organisation__name=COUNCIL).exclude(title=ALL_ANCHORS)


def load_published_payments(family: Organisation) -> None:
    """Give the Defra family its published payments, and the analysis of 2014/15."""
    if family.analyses.exists():
        return
    files, _ = upload_defra(family)
    for file in files:
        jobs.run(job_id=file.job_id)
    jobs.run(job_id=ask_year(family, first=DEFRA_YEAR[0], last=DEFRA_YEAR[1]).job_id)


def ask_year(organisation: Organisation, *, first: dt.date, last: dt.date) -> Analysis:
    """Ask where the money of a financial year went, in the organisation's own place."""
    return spend.ask_analysis(
        organisation=organisation,
        title=f"Financial year {first.year}/{last.year % 100}",
        start=first,
        end=last,
        place_code=organisation.place_code,
        wider_place_code=organisation.wider_place_code,
        by=User.objects.get(email=DATA_OFFICER),
        at=timezone.now(),
    )


def people_to_be() -> list[tuple[User, list[str]]]:
    """Return the people of the demonstration who have something to do here, and for whom."""
    users = {user.email: user for user in User.objects.filter(email__endswith=DOMAIN)}
    held = [
        (users[email], [place.name for place in roles_by_organisation(users[email])])
        for email, _, _ in PEOPLE
        if email in users
    ]
    return [(user, names) for user, names in held if names]


def organisation(place: Place) -> Organisation:
    """Return an organisation of the demonstration, made if it is not there."""
    if there := Organisation.objects.filter(name=place.name).first():
        return there
    return accounts.create_organisation(
        name=place.name,
        kind=place.kind,
        by=BY,
        place_code=place.place,
        wider_place_code=place.wider_place,
        is_demonstration=True,
    )


def person(
    email: str,
    name: str,
    roles: dict[str, list[Role]],
    organisations: dict[str, Organisation],
    *,
    password: str,
) -> User:
    """Return a person of the demonstration with the password and roles given."""
    user = User.objects.filter(email=email).first() or User.objects.create_user(email, name=name)
    user.set_password(password)
    user.save(update_fields=["password"])
    EmailAddress.objects.get_or_create(user=user, email=email, verified=True, primary=True)
    for place in roles.keys() & organisations.keys():
        for role in roles[place]:
            accounts.give_role(
                user=user, organisation=organisations[place], role=role, by=BY, at=timezone.now()
            )
    return user


def upload_and_ask(organisation: Organisation, name: str, content: bytes) -> PaymentFile | None:
    """Upload a payments file and ask for it to be read as its headings say.

    Return None for a file that stands already, byte for byte.
    """
    officer = User.objects.get(email=DATA_OFFICER)
    try:
        file = spend.upload_file(
            organisation=organisation,
            name=name,
            content=ContentFile(content),
            by=officer,
            at=timezone.now(),
        )
    except spend.LoadedAlready:
        return None
    reading = spend_queries.proposal(file)
    columns = {field: reading.columns.get(field, "") for field in FIELDS}
    return spend.confirm_columns(
        file=file,
        columns=columns,
        amounts=reading.amounts.value,
        by=officer,
        at=timezone.now(),
    )


def upload_defra(family: Organisation) -> tuple[list[PaymentFile], list[str]]:
    """Upload the published files of the Defra family; return them, and those that came twice."""
    files, again = [], []
    with zipfile.ZipFile(DEFRA) as archive:
        for name in sorted(archive.namelist()):
            file = upload_and_ask(family, name, archive.read(name))
            (again.append(name) if file is None else files.append(file))
    return files, again
