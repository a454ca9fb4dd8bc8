"""The demonstration is made once, says that it is one, and walks both main jobs."""

import contextlib
import json
import zipfile

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from procurement.demonstration import actions, walk, worked_study
from procurement.demonstration import suppliers as demonstration_suppliers
from procurement.demonstration.management.commands import demo
from procurement.evaluation import actions as evaluation
from procurement.evaluation.models import PriceEnquiry
from procurement.tenders.models import Tender
from socialvalue.accounts.models import Organisation, User
from socialvalue.jobs import actions as jobs
from socialvalue.jobs.models import Job
from socialvalue.jobs.processes.children import CannotStart
from socialvalue.spend.models import Analysis, PaymentFile
from tests.factories import golden_study

pytestmark = pytest.mark.django_db
PUBLISHED = b"""Department,Date,Expense Type,Supplier,Transaction Number,Amount,Supplier Postcode
Defra,05/05/2014,Estates,Example Builders Ltd,1,"1,000.00",CH1 1AA
Defra,06/05/2014,Estates,Example Advisers Ltd,2,"3,000.00",EC2V 7HN
"""
PRESTON = "E07000123"


@pytest.fixture(autouse=True)
def _reference_data(settings, tmp_path, monkeypatch):
    """Load what ./run loads, into a folder of the test's own, without published files beside it."""
    settings.DATA_DIR = tmp_path / "var"
    settings.DEMONSTRATION_PASSWORD = "a password of the tests"
    monkeypatch.setattr(actions, "PUBLISHED", tmp_path / "none")
    monkeypatch.setattr(actions, "DEFRA", tmp_path / "none.zip")
    # The worked study's in place of the country's: what is tested here is not the table.
    golden_study.look_ups()
    for command in settings.REFERENCE_COMMANDS:
        call_command(command)


@pytest.fixture
def published(tmp_path, monkeypatch):
    """Three published files, two of them the same byte for byte."""
    path = tmp_path / "central_defra.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in (
            ("a.csv", PUBLISHED),
            ("b.csv", PUBLISHED),
            ("c.csv", PUBLISHED[:-1]),
        ):
            archive.writestr(name, content)
    monkeypatch.setattr(actions, "DEFRA", path)
    monkeypatch.setattr(actions, "PUBLISHED", tmp_path)


@pytest.fixture
def _worker_at_hand(monkeypatch):
    """Do each job as soon as somebody waits for it, as a worker beside would."""
    really_finished = walk.finished

    def finished(wanted):
        wanted = list(wanted)
        for job in wanted:
            jobs.run(job_id=job.pk)
        return really_finished(wanted)

    monkeypatch.setattr(walk, "finished", finished)
    monkeypatch.setattr(demo, "running", lambda **_: contextlib.nullcontext())


def made():
    """Return how many there are of what a demonstration makes."""
    return [model.objects.count() for model in (Organisation, User, Tender, PaymentFile, Analysis)]


def test_load_demonstration_twice_makes_it_once():
    call_command("load_demonstration")
    first = made()
    tender, heard = Tender.objects.get(state="ranked"), PriceEnquiry.objects.count()
    officer = User.objects.get(email=actions.OFFICER)
    evaluation.return_ranking(tender=tender, reason="A look.", by=officer, at=timezone.now())

    call_command("load_demonstration")
    council = Organisation.objects.get(name=actions.COUNCIL)
    demonstration_suppliers.load_suppliers(council, by=officer)

    # The ranking that was called back is made again, with the answers that bidders gave before.
    tender.refresh_from_db()
    assert (tender.state, PriceEnquiry.objects.count()) == ("ranked", heard)
    assert made() == first
    assert [state for state in Job.objects.values_list("state", flat=True) if state != "done"] == []


def test_load_demonstration_places_the_made_up_payments():
    call_command("load_demonstration")

    figures = actions.council_analyses().get().figures
    assert figures["total"]["lines"] == 358
    assert int(figures["bands"][PRESTON]["pence"]) > 0
    assert PaymentFile.objects.get(name=actions.PAYMENTS.name).rows_refused == 2


def test_load_demonstration_works_the_study_out_as_by_hand():
    call_command("load_demonstration")

    analysis = Analysis.objects.get(organisation__name=actions.WORKED)
    assert worked_study.differing(analysis) == []
    assert analysis.figures["bands"][PRESTON] == {"lines": 11, "pence": "34200000"}


def test_by_hand_says_what_differs_and_what_is_not_known():
    result = json.loads((worked_study.STUDY / "expected.json").read_text(encoding="utf-8"))
    analysis = Analysis(figures={"deprivation": []}, result=result | {"deprivation": None})

    assert worked_study.by_hand(analysis) == (
        "As worked by hand, all but deprivation: no index of it is loaded"
    )
    analysis.result = result | {"vcse": {"value": "0.00", "pct": "0.000"}}
    assert worked_study.by_hand(analysis) == "Not as worked by hand: vcse"


def test_load_demonstration_with_published_payments(published):
    for _ in range(2):
        call_command("load_demonstration")

    family = Organisation.objects.get(name=actions.DEFRA_FAMILY)
    assert family.payment_files.count() == 2
    assert family.analyses.get().figures["total"] == {"lines": 4, "pence": "800000"}


def test_load_demonstration_without_a_password_is_refused(settings):
    settings.DEMONSTRATION_PASSWORD = ""

    with pytest.raises(CommandError, match="DEMONSTRATION_PASSWORD"):
        call_command("load_demonstration")


def test_everybody_signs_in_with_the_installations_own_password(client):
    call_command("load_demonstration")

    for email, _, _ in actions.PEOPLE:
        sent = {"login": email, "password": "a password of the tests"}
        assert client.post(reverse("account_login"), sent).status_code == 302
        client.logout()


def test_sign_ins_names_everybody_with_something_to_do(settings, capsys):
    settings.DEMONSTRATION = True
    call_command("load_demonstration")
    capsys.readouterr()

    call_command("sign_ins")

    said = capsys.readouterr().out
    # The one for published payments has nothing to do: they are not there.
    named = [email for email, _, _ in actions.PEOPLE if email in said]
    assert named == [email for email, _, _ in actions.PEOPLE if email != actions.PUBLISHED_OFFICER]
    assert "a password of the tests" in said


def test_sign_ins_says_nothing_where_there_is_no_demonstration(capsys):
    call_command("sign_ins")

    assert capsys.readouterr().out == ""


@pytest.mark.usefixtures("_worker_at_hand")
def test_demo_prints_both_results_and_names_the_reports(capsys, settings, published):
    call_command("demo")

    said = capsys.readouterr().out
    # From the answers worked by hand: the totals of lot 1, the bands of the study.
    assert (
        "L1-B Brightwater Works CIC      £1,280,000.00    40.50         13.13         86.13     1"
        in said
    )
    assert f"{'Preston':26}  £342,000.00  27.639%" in said
    assert "Local multiplier (LM3) 1.7632" in said
    assert "As worked by hand, every figure" in said
    assert "4 payments read from 2 files, 0 rows not read" in said
    assert "b.csv is the same as another of these files" in said
    assert len(list((settings.DATA_DIR / "reports").iterdir())) == 8


@pytest.mark.usefixtures("_worker_at_hand")
def test_demo_writes_reports_that_open_from_a_folder(settings):
    call_command("demo")

    (report,) = (settings.DATA_DIR / "reports").glob("tender-*.html")
    text = report.read_text()
    assert "<style>" in text
    assert '<link rel="stylesheet"' not in text
    (document,) = (settings.DATA_DIR / "reports").glob("tender-*.pdf")
    assert document.read_bytes().startswith(b"%PDF")


@pytest.mark.usefixtures("_worker_at_hand")
def test_demo_says_when_published_payments_are_not_there(capsys):
    call_command("demo")

    assert "left out, their files are not beside this project" in capsys.readouterr().out


def test_demo_that_cannot_start_a_worker_says_why(monkeypatch):
    def cannot(**_):
        raise CannotStart("The port is taken.")

    monkeypatch.setattr(demo, "running", cannot)

    with pytest.raises(CommandError, match="The port is taken"):
        call_command("demo")


def failed_job():
    """Return a job that came to nothing."""
    organisation = Organisation.objects.create(name="A trust", kind="nhs_trust")
    job = walk.ask("demonstration.tender", "Assess nothing", {"tender": "x"}, organisation)
    jobs.cancel(job_id=job.pk, by="the tests")
    return job


def test_finished_names_a_job_that_came_to_nothing():
    with pytest.raises(walk.StepFailed, match="Assess nothing: Cancelled"):
        walk.finished([failed_job()])


def test_finished_does_not_wait_for_ever(monkeypatch):
    monkeypatch.setattr(walk, "PATIENCE", 0.0)
    organisation = Organisation.objects.create(name="A trust", kind="nhs_trust")
    job = walk.ask("demonstration.tender", "Assess nothing", {"tender": "x"}, organisation)

    with pytest.raises(walk.StepFailed, match="Assess nothing: still not done"):
        walk.finished([job])
