"""Zips of payment files: what becomes of what is in them, and what is refused."""

import os
import time
from pathlib import PurePath

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError
from django.urls import reverse

from socialvalue.calculations.spend.findings import FileRefused
from socialvalue.jobs import actions as jobs
from socialvalue.jobs.models import Job
from socialvalue.spend import actions, queries
from socialvalue.spend.actions import zips
from socialvalue.spend.models import FileState, PaymentFile, PaymentZip, Stage
from tests.factories.accounts import OrganisationFactory, UserFactory
from tests.factories.spend import (
    AT,
    PaymentFileFactory,
    PaymentZipFactory,
    analysed,
    confirmed,
    events_of,
    imported,
    zip_of,
)
from tests.integration.socialvalue.spend.pages import COLUMNS, page, send, words

APRIL = "Supplier,Postcode,Date,Amount,Category\nBright,PR1 2RL,03/04/2024,100.00,Cleaning\n"
MAY = APRIL.replace("04/2024", "05/2024").replace("100.00", "50.00")
OTHER = "Payee,Payment date,Value\nBright,03/06/2024,1.00\n"
YEAR = {
    "2024/april.csv": APRIL,
    "2024/may.csv": MAY,
    "june.csv": OTHER,
    "read me.pdf": "%PDF-1.7\0",
}


@pytest.fixture
def stored(data_dir):
    """Return a function that tells which files uploads left on the disk."""
    return lambda: [path for path in (data_dir / "files").rglob("*") if path.is_file()]


def kept(files=YEAR, *, organisation=None, name="year.zip"):
    """Upload a zip as a person does."""
    return actions.upload_zip(
        organisation=organisation or OrganisationFactory(),
        name=name,
        content=ContentFile(zip_of(files), name=name),
        by=UserFactory(),
        at=AT,
    )


def unpacked(files=YEAR, **details):
    """Upload a zip, and have the worker unpack it."""
    found = kept(files, **details)
    jobs.run(job_id=found.job_id)
    found.refresh_from_db()
    return found


def read(file):
    """Confirm the columns of a file and those like it, and have the worker read them."""
    confirmed(file, with_alike=True)
    for waiting in file.organisation.payment_files.filter(state=FileState.READING):
        jobs.run(job_id=waiting.job_id)


# --- What becomes of a zip -----------------------------------------------------------------------


@pytest.mark.django_db
def test_each_file_becomes_a_payments_file_and_the_others_are_listed():
    found = unpacked()

    assert found.state == PaymentZip.State.UNPACKED
    assert [(file.name, file.stage) for file in queries.files_of_zip(found)] == [
        ("2024/april.csv", Stage.TO_CONFIRM),
        ("2024/may.csv", Stage.TO_CONFIRM),
        ("june.csv", Stage.TO_CONFIRM),
    ]
    assert [each["name"] for each in found.left_out] == ["read me.pdf"]
    assert "The file is a PDF" in found.left_out[0]["why"]
    assert events_of(found) == ["payments.zip_uploaded", "payments.zip_unpacked"]
    assert events_of(found.files.get(name="june.csv")) == ["payments.unpacked"]
    assert str(found) == "year.zip"


@pytest.mark.django_db
def test_the_same_mapping_serves_all_files_with_the_same_headings():
    found = unpacked()

    read(found.files.get(name="2024/april.csv"))

    told = {file.name: (file.stage, file.rows_read) for file in queries.files_of_zip(found)}
    assert told == {
        "2024/april.csv": (Stage.IMPORTED, 1),
        "2024/may.csv": (Stage.IMPORTED, 1),
        "june.csv": (Stage.TO_CONFIRM, 0),
    }


def test_its_payments_count_like_any_others(country, council):
    read(unpacked(organisation=council).files.get(name="2024/april.csv"))

    assert analysed(council).figures["total"] == {"lines": 2, "pence": "15000"}


@pytest.mark.django_db
def test_a_zip_within_a_zip_is_unpacked():
    found = unpacked({"quarter.zip": zip_of({"april.csv": APRIL}), "may.csv": MAY})

    assert [file.name for file in queries.files_of_zip(found)] == [
        "may.csv", "quarter.zip/april.csv",
    ]  # fmt: skip


@pytest.mark.django_db
def test_a_file_that_is_there_already_is_left_out_and_named(council, stored):
    imported(APRIL, organisation=council, name="april published.csv")

    found = unpacked(
        {"april.csv": APRIL, "may.csv": MAY, "may again.csv": MAY}, organisation=council
    )

    assert [file.name for file in queries.files_of_zip(found)] == ["may again.csv"]
    assert found.left_out == [
        {"name": "april.csv", "why": "The same file as april published.csv, byte for byte"},
        {"name": "may.csv", "why": "The same file as may again.csv, byte for byte"},
    ]
    assert len(stored()) == 3  # the file that was there, the zip, and the one file of it


@pytest.mark.django_db
def test_the_same_zip_twice_is_noticed(council, stored):
    kept(organisation=council)

    with pytest.raises(actions.ZipLoadedAlready, match=r"the same file as year\.zip"):
        kept(organisation=council, name="another name.zip")

    assert len(stored()) == 1


@pytest.mark.django_db
def test_the_same_zip_at_the_same_moment_is_noticed(council, stored, monkeypatch):
    keep = zips._keep

    def meanwhile(made):
        monkeypatch.setattr(zips, "_keep", keep)
        kept(organisation=council)
        raise IntegrityError

    monkeypatch.setattr(zips, "_keep", meanwhile)

    with pytest.raises(actions.ZipLoadedAlready):
        kept(organisation=council)

    assert (PaymentZip.objects.count(), len(stored())) == (1, 1)


# --- What is refused -----------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({}, "There is no file in it"),
        ({"../../etc/passwd.csv": APRIL}, "points outside the zip"),
        ({"a.csv": b"0" * 20_000_000}, "would unpack to 20000000 bytes"),
        ({"a.csv": APRIL * 40_000}, "a.csv in year.zip is larger than 1 MB"),
    ],
)
def test_what_is_seen_from_outside_is_refused_at_once_and_nothing_is_kept(
    files, said, stored, settings
):
    settings.UPLOAD_LIMIT = 1024**2

    with pytest.raises(FileRefused, match=said):
        kept(files)

    assert (PaymentZip.objects.count(), Job.objects.count(), stored()) == (0, 0, [])


@pytest.mark.django_db
def test_a_bomb_within_leaves_nothing_behind(stored):
    bomb = zip_of({"april.csv": b"0" * 20_000_000})

    found = unpacked({"april.csv": APRIL, "bomb.zip": bomb})

    assert found.why_not.startswith("year.zip/bomb.zip would unpack to 20000000 bytes")
    assert (PaymentFile.objects.count(), len(stored())) == (0, 1)


@pytest.mark.django_db
def test_a_worker_that_fails_half_way_leaves_nothing_behind(stored, monkeypatch):
    looked = queries.look

    def fails_at_may(content, *, name):
        if name == "2024/may.csv":
            raise OSError("no space left")
        return looked(content, name=name)

    monkeypatch.setattr(queries, "look", fails_at_may)
    found = kept()

    jobs.run(job_id=found.job_id)

    found.refresh_from_db()
    assert found.state == PaymentZip.State.UNPACKING
    assert (PaymentFile.objects.count(), len(stored())) == (0, 1)


@pytest.fixture
def killed(monkeypatch):
    """Return a function that unpacks a zip with a worker that is killed at the end of it."""

    def kill(found):
        with monkeypatch.context() as before_it_can_clear_up:
            before_it_can_clear_up.setattr(zips, "_drop", lambda *of: None)
            actions.unpack_zip(job=found.job, report=lambda *said: None)

    return kill


@pytest.mark.django_db
def test_what_a_killed_worker_left_is_swept_and_begun_again(stored, killed):
    found = kept()
    killed(found)
    assert len(stored()) == 1 + 3  # the zip, and what lies there for nobody

    jobs.run(job_id=found.job_id)

    assert found.files.count() == 3
    assert len(stored()) == 1 + 3
    assert {path.name for path in stored()} == {
        PurePath(one.content.name).name for one in [found, *found.files.all()]
    }
    with found.files.get(name="june.csv").content.open("rb") as june:
        assert june.read().decode() == OTHER


@pytest.mark.django_db
@pytest.mark.parametrize(("hours", "left"), [(23, 1), (25, 0)])
def test_what_lies_for_a_day_of_a_zip_that_nobody_unpacks_again_is_swept(
    council, stored, killed, hours, left
):
    given_up = kept({"june.csv": OTHER}, organisation=council, name="given up.zip")
    killed(given_up)
    jobs.cancel(job_id=given_up.job_id, by=UserFactory())
    for path in stored():
        os.utime(path, times=(time.time() - hours * 60 * 60,) * 2)

    unpacked({"april.csv": APRIL}, organisation=council)

    assert len(stored()) == 3 + left  # two zips, april and what may still be in somebody's hands


@pytest.mark.django_db
def test_a_file_uploaded_alone_while_its_zip_is_saved_is_noticed(council, stored, monkeypatch):
    found = kept({"april.csv": APRIL, "may.csv": MAY}, organisation=council)
    outcome = actions.unpack_zip(job=found.job, report=lambda *said: None)
    looked = zips._same_as

    def meanwhile(name):
        monkeypatch.setattr(zips, "_same_as", looked)
        actions.upload_file(
            organisation=council, name="alone.csv", content=ContentFile(APRIL.encode()),
            by=UserFactory(), at=AT,
        )  # fmt: skip
        return looked(name)

    monkeypatch.setattr(zips, "_same_as", meanwhile)
    outcome.save()

    found.refresh_from_db()
    assert found.left_out == [
        {"name": "april.csv", "why": "The same file as alone.csv, byte for byte"}
    ]
    assert [file.name for file in queries.files_of_zip(found)] == ["may.csv"]
    assert council.payment_files.count() == 2
    assert len(stored()) == 3  # the zip, the file alone, and the other one of the zip


@pytest.mark.django_db
def test_a_zip_is_unpacked_once():
    found = unpacked()

    with pytest.raises(zips.CannotBeDone):
        actions.unpack_zip(job=found.job, report=lambda *said: None)


@pytest.mark.django_db
def test_a_zip_that_was_taken_back_meanwhile_is_not_unpacked():
    found = kept()
    outcome = actions.unpack_zip(job=found.job, report=lambda *said: None)
    PaymentZip.objects.filter(pk=found.pk).update(state=PaymentZip.State.UNPACKED)

    with pytest.raises(zips.CannotBeDone):
        outcome.save()


# --- Taking back ---------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_zip_is_taken_back_with_all_that_still_counts():
    found = unpacked()
    read(found.files.get(name="2024/april.csv"))
    actions.take_back(file=found.files.get(name="june.csv"), reason="Mine", by=UserFactory(), at=AT)

    actions.take_zip_back(found=found, reason="Wrong year", by=UserFactory(), at=AT)

    told = found.files.order_by("name").values_list("state", "undone_reason")
    assert list(told) == [
        ("undone", "Wrong year"), ("undone", "Wrong year"), ("undone", "Mine"),
    ]  # fmt: skip
    found.refresh_from_db()
    assert (found.state, found.undone_reason) == ("undone", "Wrong year")
    assert events_of(found)[-1] == "payments.zip_taken_back"
    assert list(PaymentZip.objects.standing()) == []


@pytest.mark.django_db
def test_one_file_alone_is_taken_back():
    found = unpacked()
    read(found.files.get(name="2024/april.csv"))
    may = found.files.get(name="2024/may.csv")

    actions.take_back(file=may, reason="Wrong", by=UserFactory(), at=AT)

    states = dict(found.files.values_list("name", "state"))
    assert states["2024/may.csv"] == "undone"
    assert states["2024/april.csv"] == "imported"


@pytest.mark.django_db
def test_nothing_is_taken_back_while_one_file_is_being_read():
    found = unpacked()
    confirmed(found.files.get(name="june.csv"), supplier="Payee")

    with pytest.raises(actions.CannotTakeBack, match=r"june.csv is being read"):
        actions.take_zip_back(found=found, reason="Wrong", by=UserFactory(), at=AT)

    assert not found.files.filter(state=FileState.UNDONE).exists()


@pytest.mark.django_db
def test_a_zip_that_is_being_unpacked_or_was_taken_back_cannot_be_taken_back():
    waiting, gone = kept(), unpacked({"april.csv": APRIL})
    actions.take_zip_back(found=gone, reason="Wrong", by=UserFactory(), at=AT)

    for found in (waiting, gone):
        with pytest.raises(actions.CannotTakeBack):
            actions.take_zip_back(found=found, reason="Wrong", by=UserFactory(), at=AT)


# --- Pages ---------------------------------------------------------------------------------------


def test_a_zip_goes_from_upload_to_payments_through_the_pages(officer, council, client):
    response = send(client, ("year.zip", zip_of(YEAR)))
    found = council.payment_zips.get()
    assert response.url == reverse("jobs:job", args=[found.job_id])
    assert "Watch it being unpacked" in page(client, "zip", found.pk)
    jobs.run(job_id=found.job_id)

    shown = page(client, "zip", found.pk)
    assert "4 files in the zip: 0 read, 3 to confirm, 0 being read" in shown
    assert "2 files with the headings Supplier, Postcode, Date, Amount, Category" in shown
    assert "1 file with the headings Payee, Payment date, Value" in shown
    assert "read me.pdf" in shown

    april = council.payment_files.get(name="2024/april.csv")
    client.post(reverse("spend:columns", args=[april.pk]), COLUMNS | {"with_alike": "on"})
    for file in council.payment_files.filter(state=FileState.READING):
        jobs.run(job_id=file.job_id)
    shown = page(client, "zip", found.pk)
    assert "2 read, 1 to confirm" in shown
    assert "£100.00" in shown
    assert "From the zip year.zip" in page(client, "file", april.pk)
    assert "year.zip" in page(client, "home")


def test_a_zip_is_taken_back_through_the_pages(officer, council, client):
    found = unpacked(organisation=council)

    response = client.post(reverse("spend:take_zip_back", args=[found.pk]), {"reason": "Wrong"})

    assert response.url == reverse("spend:home")
    shown = page(client, "zip", found.pk)
    assert "Taken back by The data_officer" in shown
    assert "Take the whole zip back" not in shown


def test_a_zip_that_cannot_be_taken_back_says_why(officer, council, client):
    found = kept(organisation=council)

    response = client.post(reverse("spend:take_zip_back", args=[found.pk]), {"reason": "Wrong"})

    assert "year.zip is being unpacked" in words(response)


def test_a_zip_that_cannot_be_unpacked_says_why(officer, council, client):
    bomb = zip_of({"april.csv": b"0" * 20_000_000})
    failed = unpacked({"bomb.zip": bomb}, organisation=council)
    called_off = kept({"april.csv": APRIL}, organisation=council)
    jobs.cancel(job_id=called_off.job_id, by=officer)

    assert "would unpack to 20000000 bytes" in page(client, "zip", failed.pk)
    assert "its job was cancelled" in page(client, "zip", called_off.pk)
    assert "Could not be unpacked" in page(client, "home")


def test_what_is_refused_is_said_and_what_was_kept_can_be_gone_on_with(officer, council, client):
    locked = SimpleUploadedFile("bad.zip", b"PK\3\4 and no more")
    good = SimpleUploadedFile("good.zip", zip_of({"april.csv": APRIL}))
    response = client.post(reverse("spend:upload"), {"content": [locked, good]})

    shown = response.content.decode()
    assert "bad.zip: bad.zip is damaged" in shown
    assert reverse("jobs:job", args=[council.payment_zips.get().job_id]) in shown


def test_files_are_told_by_their_headings_even_if_they_have_none_or_many(officer, council, client):
    found = PaymentZipFactory(organisation=council)
    many = [f"Heading {number}" for number in range(15)]
    for headings in ([], many):
        PaymentFileFactory(organisation=council, in_zip=found, seen={"headings": headings})

    shown = page(client, "zip", found.pk)

    assert "1 file without headings" in shown
    assert "Heading 11 and 3 more" in shown


def test_readers_see_a_zip_and_change_nothing(auditor, council, client):
    found = unpacked(organisation=council)

    shown = page(client, "zip", found.pk)

    assert "3 to confirm" in shown
    assert "Confirm the columns of" not in shown
    refused = client.post(reverse("spend:take_zip_back", args=[found.pk]), {"reason": "Wrong"})
    assert refused.status_code == 403
