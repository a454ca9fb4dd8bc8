"""What the made-up council does about its spend: a college beside it, contracts, a gap, a network.

The network has a second member, a made-up hospital trust with payments of its own.
"""

import datetime as dt
from pathlib import Path

from django.core.files.base import ContentFile
from django.utils import timezone

from socialvalue.accounts.models import Organisation, User
from socialvalue.calculations.spend.headings import FIELDS
from socialvalue.calculations.spend.renewals import months_later
from socialvalue.jobs import actions as jobs
from socialvalue.networks import actions as networks
from socialvalue.networks.models import Share
from socialvalue.spend import actions as spend
from socialvalue.spend import queries as spend_queries
from socialvalue.spend.models import Analysis, Anchor, PaymentFile

DATA = Path(__file__).resolve().parent / "data"
COLLEGE = DATA / "ribble_college_payments_2024_25.csv"
HOSPITALS = DATA / "north_ribble_hospitals_payments_2024_25.csv"
ALL_ANCHORS = "Financial year 2024/25, all anchors"
NETWORK = "Anchors of the Ribble (made up)"
GAP = "cleaning"
# Title, supplier, category, years of the term, months from today until it ends, pounds a year.
CONTRACTS = [
    ("School meals", "Example National Foods plc", "Catering", 3, 5, 410_000),
    ("Staff restaurant", "Example Guild Catering CIC", "Catering", 2, 9, 96_000),
    ("Care at home in the north", "Example Blackburn Care Homes Ltd", "Care", 4, 4, 620_000),
    ("Resurfacing of roads", "Example Bolton Roads Ltd", "Highways", 3, 11, 540_000),
    ("Gas and electricity", "Example Cambrian Energy Ltd", "Energy", 2, 3, 700_000),
    ("Legal panel", "Example Lytham Legal LLP", "Legal", 4, 14, 88_000),
    ("Advice on transformation", "Example Capital Advisers LLP", "Consultancy", 1, 6, 150_000),
    ("Small building works", "Example Ribble Builders Ltd", "Construction", 3, 20, 310_000),
    ("Cleaning of offices", "Example Bolton Facilities Ltd", "Cleaning", 3, 10, 130_000),
    ("Signs and lamp posts", "Example Bolton Roads Ltd", "Highways", 5, 23, 75_000),
]


def load_acting(
    council: Organisation, hospitals: Organisation, *, officer: User, other_officer: User
) -> None:
    """Give both what is missing of files, decisions, contracts and the network they are in.

    Safe to run twice.
    """
    if not council.registers.exists():
        load_contracts(council, by=officer)
    if not council.anchors.filter(code="ribble-college").exists():
        load_college(council, by=officer)
        load_decisions(council, by=officer)
    if not hospitals.analyses.exists():
        load_hospitals(hospitals, by=other_officer)
    if not council.network_seats.exists():
        load_network(council, hospitals, by=officer, other=other_officer)


def load_contracts(council: Organisation, *, by: User) -> None:
    """Import a register of ten contracts, which end within the two years from today."""
    today = timezone.localdate()
    rows = ["Reference,Title,Supplier,Category,Start date,End date,Annual value"]
    for number, (title, supplier, category, years, months, pounds) in enumerate(CONTRACTS, 1):
        end = months_later(today, months)
        start = months_later(end, -12 * years) + dt.timedelta(days=1)
        rows.append(
            f"GC-{number:03},{title},{supplier},{category},{start:%d/%m/%Y},{end:%d/%m/%Y},{pounds}"
        )
    register = spend.upload_register(
        organisation=council,
        name="guild_city_council_contracts.csv",
        content=ContentFile("\n".join(rows).encode()),
        by=by,
        at=timezone.now(),
    )
    spend.import_register(register=register, by=by, at=timezone.now())


def load_college(council: Organisation, *, by: User) -> None:
    """Let the council analyse the payments of a college beside its own."""
    college = spend.add_another_anchor(
        organisation=council,
        code="ribble-college",
        name="Ribble College (made up)",
        kind="college",
        by=by,
        at=timezone.now(),
    )
    read(council, COLLEGE, by=by, anchor=college)


def load_decisions(council: Organisation, *, by: User) -> None:
    """Say what is out of reach, analyse the year anew, and note what is done about a gap."""
    spend.decide_categories(
        organisation=council,
        names={"energy": "Energy"},
        left_out_as="",
        is_influenceable=False,
        because="Bought through a national framework until 2028",
        owner="Head of procurement",
        by=by,
        at=timezone.now(),
    )
    analyse(council, by=by)
    spend.note_gap(
        organisation=council,
        key=GAP,
        name="Cleaning",
        text="The contract for offices ends soon. Ask the co-operatives of the place what they "
        "could take on, and cut it into lots by building before anything is drafted.",
        owner="Facilities",
        next_on=months_later(timezone.localdate(), 1),
        by=by,
        at=timezone.now(),
    )


def load_hospitals(hospitals: Organisation, *, by: User) -> None:
    """Give the hospital trust its payments of 2024/25, read and analysed."""
    read(hospitals, HOSPITALS, by=by)
    analyse(hospitals, by=by)


def load_network(council: Organisation, hospitals: Organisation, *, by: User, other: User) -> None:
    """Found the network, let the hospitals join, and let both share sums of 2024/25."""
    network = networks.found_network(
        organisation=council,
        name=NETWORK,
        place_code=council.place_code,
        wider_place_code=council.wider_place_code,
        by=by,
        at=timezone.now(),
    )
    offer = networks.offer_seat(network=network, name=hospitals.name, by=by, at=timezone.now())
    networks.answer_offer(
        seat=offer, organisation=hospitals, accept=True, by=other, at=timezone.now()
    )
    for organisation, level, who in (
        (council, Share.Level.CATEGORIES, by),
        (hospitals, Share.Level.SUPPLIERS, other),
    ):
        networks.share(
            seat=network.seats.get(organisation=organisation),
            analysis=organisation.analyses.order_by("-asked_at")[0],
            level=level,
            by=who,
            at=timezone.now(),
        )


def read(
    organisation: Organisation, path: Path, *, by: User, anchor: Anchor | None = None
) -> PaymentFile:
    """Upload a file and have it read here and now, as its headings say."""
    file = spend.upload_file(
        organisation=organisation,
        name=path.name,
        content=ContentFile(path.read_bytes()),
        anchor=anchor,
        by=by,
        at=timezone.now(),
    )
    reading = spend_queries.proposal(file)
    confirmed = spend.confirm_columns(
        file=file,
        columns={field: reading.columns.get(field, "") for field in FIELDS},
        amounts=reading.amounts.value,
        by=by,
        at=timezone.now(),
    )
    jobs.run(job_id=confirmed.job_id)
    return confirmed


def analyse(organisation: Organisation, *, by: User) -> Analysis:
    """Ask where the money of 2024/25 went, all anchors together, and answer here and now."""
    analysis = spend.ask_analysis(
        organisation=organisation,
        title=ALL_ANCHORS,
        start=dt.date(2024, 4, 1),
        end=dt.date(2025, 3, 31),
        place_code=organisation.place_code,
        wider_place_code=organisation.wider_place_code,
        by=by,
        at=timezone.now(),
    )
    jobs.run(job_id=analysis.job_id)
    return analysis
