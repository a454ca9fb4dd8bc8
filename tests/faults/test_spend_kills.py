"""Workers, their children, the broker and connections to the database are killed during imports.

Every import and every analysis comes to an end, and nothing is lost or counted twice: the figures
are those of a plain sum over what was uploaded. More rounds: -m slow, with FAULT_SEEDS=1,2,3.
"""

import datetime as dt
import os
import random
import sys

import pytest
from django.conf import settings as project
from django.core.files.base import ContentFile

from socialvalue.audit import queries as audit
from socialvalue.jobs.models import Job, State
from socialvalue.jobs.processes.starting import use_broker
from socialvalue.spend import actions, queries
from socialvalue.spend.models import Analysis, FileState, PaymentFile, Repeat
from tests.factories.accounts import OrganisationFactory, UserFactory
from tests.factories.places import AreaFactory, use_postcodes
from tests.factories.spend import confirmed
from tests.faults.installation import wait_for
from tests.faults.victims import VICTIMS, kill_one

pytestmark = [
    pytest.mark.worker,
    pytest.mark.django_db,
    pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc"),
]
ROWS = 400
AT = dt.datetime(2026, 1, 5, 9, tzinfo=dt.UTC)
HEADINGS = "Supplier,Postcode,Date,Amount,Category\n"


@pytest.fixture
def folder(installation, settings):
    """Let this process and the installation keep files in the same place."""
    settings.DATA_DIR = installation.folder
    settings.STORAGES = {
        **project.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": installation.folder / "files", "base_url": None},
        },
    }
    AreaFactory(code="E07000123", name="Preston")
    use_postcodes({"PR1 2RL": "E07000123", "EC1A 1BB": "E09000001"})
    return installation.folder


def payments(number):
    """Return the rows of a file, always the same: pence, and whether it stays in the place."""
    chance = random.Random(number)
    return [(chance.randint(-9_999, 999_999), chance.random() < 0.3) for _ in range(ROWS)]


def text_of(number):
    """Return a file; its last row repeats its first."""
    rows = [
        f"Supplier {at % 37},{'PR1 2RL' if stays else 'EC1A 1BB'},{1 + at % 28:02}/04/2024,"
        f"{'-' if pence < 0 else ''}{abs(pence) // 100}.{abs(pence) % 100:02},File {number}\n"
        for at, (pence, stays) in enumerate(payments(number))
    ]
    return HEADINGS + "".join([*rows, rows[0]])


def upload(organisation, user, number):
    """Upload a file and ask for it to be read."""
    name = f"{number:03}.csv"
    file = actions.upload_file(
        organisation=organisation, name=name, by=user, at=AT,
        content=ContentFile(text_of(number).encode(), name=name),
    )  # fmt: skip
    return confirmed(file, by=user)


def analyse(organisation):
    """Ask where the money of the files that were read so far went."""
    return actions.ask_analysis(
        organisation=organisation, title="April", start=dt.date(2024, 4, 1),
        end=dt.date(2024, 4, 30), place_code="E07000123", wider_place_code="", by="a test", at=AT,
    )  # fmt: skip


def faults(organisation):
    """Return everything that is not as a plain sum has it."""
    wrong = []
    for file in organisation.payment_files.all():
        pence = [amount for amount, _ in payments(int(file.name[:3]))]
        told = (file.state, file.rows_read, file.total_pence, file.repeats.count())
        if told != (FileState.IMPORTED, ROWS + 1, sum(pence) + pence[0], 1):
            wrong.append((file.name, told))
    for analysis in organisation.analyses.prefetch_related("files"):
        if (told := figures(analysis)) != expected(analysis):
            wrong.append((analysis.pk, told))
    wrong += [job.title for job in Job.objects.exclude(state=State.DONE)]
    return [*wrong, *audit.faults()]


def figures(analysis):
    """Return lines and pence in all and in the place, as the analysis has them."""
    found = analysis.figures
    return [
        (spend["lines"], int(spend["pence"]))
        for spend in (found["total"], found["bands"]["E07000123"])
    ]


def expected(analysis):
    """Return the same, from what was uploaded; the repeats count, for nobody has confirmed them."""
    rows = []
    for file in analysis.files.all():
        of_file = payments(int(file.name[:3]))
        rows += [*of_file, of_file[0]]
    local = [pence for pence, stays in rows if stays]
    return [(len(rows), sum(pence for pence, _ in rows)), (len(local), sum(local))]


def campaign(installation, *, files, kills, seed):
    """Upload, analyse and kill at random; return the faults when all jobs have ended."""
    chance = random.Random(seed)
    organisation, user = OrganisationFactory(place_code="E07000123"), UserFactory()
    installation.start()
    use_broker(installation.broker_url)
    rounds = sorted(chance.sample(range(files), kills))
    for number in range(files):
        upload(organisation, user, number)
        if PaymentFile.objects.imported().exists():
            analyse(organisation)
        if number in rounds:
            what = chance.choice(VICTIMS)
            wait_for(lambda what=what: kill_one(installation, what, chance))
    wait_for(lambda: not Job.objects.filter(finished=None).exists(), seconds=180 + 3 * files)
    last = analyse(organisation)
    wait_for(lambda: not Job.objects.filter(finished=None).exists(), seconds=180)
    last.refresh_from_db()
    every = sum(len(payments(number)) + 1 for number in range(files))
    assert last.figures["total"]["lines"] == every
    assert len(queries.counted_lines(last)) == every
    return faults(organisation)


def test_no_payment_is_lost_or_counted_twice_when_processes_are_killed(installation, folder):
    assert campaign(installation, files=4, kills=2, seed=7) == []

    assert Repeat.objects.count() == 4
    assert installation.stop() == 0


@pytest.mark.slow
@pytest.mark.parametrize("seed", os.environ.get("FAULT_SEEDS", "1").split(","))
def test_no_payment_is_lost_or_counted_twice_in_200_rounds(installation, folder, seed):
    found = campaign(installation, files=200, kills=60, seed=int(seed))

    assert found == []
    assert Analysis.objects.filter(figures={}).count() == 0
    assert installation.stop() == 0
