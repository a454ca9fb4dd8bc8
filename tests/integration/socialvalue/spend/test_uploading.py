"""Uploading payment files, and what is seen of them before anything is confirmed."""

import io

import pytest
from django.core.files.base import ContentFile, File
from django.db import IntegrityError

from socialvalue.calculations.spend.findings import FileRefused
from socialvalue.spend import actions, queries
from socialvalue.spend.actions import uploading
from socialvalue.spend.models import PaymentFile, Stage
from socialvalue.spend.queries import proposing
from tests.factories.accounts import OrganisationFactory
from tests.factories.spend import (
    HEADINGS,
    ODD_HEADINGS,
    PAYMENTS,
    PaymentFileFactory,
    confirmed,
    events_of,
    taken_back,
    uploaded,
    workbook,
)

pytestmark = pytest.mark.django_db


def stored_files(data_dir):
    """Return the files that uploads left on the disk."""
    return [path for path in (data_dir / "files").rglob("*") if path.is_file()]


# --- Upload -----------------------------------------------------------------------------------


def test_upload_keeps_the_file_and_what_it_shows(data_dir):
    file = uploaded(name="April.csv")

    assert (file.name, file.size, file.stage) == ("April.csv", len(PAYMENTS), Stage.TO_CONFIRM)
    with file.content.open() as content:
        assert content.read() == PAYMENTS.encode()
    assert file.seen["headings"] == HEADINGS
    assert file.seen["sample"][0] == [
        2, ["Brightside Cleaning Ltd", "PR1 2RL", "03/04/2024", "1,200.00", "Cleaning"],
    ]  # fmt: skip
    assert events_of(file) == ["payments.uploaded"]


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd.csv", "passwd.csv"),
        ("C:\\Users\\me\\payments.csv", "payments.csv"),
        ("a\nb\x00.csv", "ab.csv"),
        ("/", "payments"),
        ("x" * 300 + ".csv", "x" * 251 + ".csv"),
    ],
)
def test_upload_keeps_a_name_and_never_a_path(given, kept):
    assert uploading.safe_name(given) == kept


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b" \n\n", "The file is empty. Choose the file that holds the payments."),
        (b"%PDF-1.7\x00\x01\x02", "The file is a PDF"),
        (b"PK\x03\x04junk", "damaged"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "The file is not text"),
    ],
)
def test_upload_refuses_what_is_no_payments_file_and_keeps_nothing(data_dir, content, said):
    with pytest.raises(FileRefused, match=said):
        uploaded(content)

    assert PaymentFile.objects.count() == 0
    assert stored_files(data_dir) == []


def test_upload_refuses_the_same_file_twice():
    council = OrganisationFactory()
    uploaded(organisation=council, name="April.csv")

    with pytest.raises(
        actions.LoadedAlready,
        match=r"This is the same file as April.csv, uploaded on 5 January 2026. Take that one back",
    ):
        uploaded(organisation=council, name="May.csv")


def test_upload_of_the_same_file_by_another_organisation():
    first, second = uploaded(), uploaded()

    assert first.sha256 == second.sha256


def test_upload_of_the_same_file_after_it_was_taken_back():
    file = uploaded()
    taken_back(file)

    assert uploaded(organisation=file.organisation).stage == Stage.TO_CONFIRM


def test_two_uploads_of_the_same_file_at_the_same_moment(data_dir, monkeypatch):
    council = OrganisationFactory()
    look = queries.look

    def slow(content, *, name):
        monkeypatch.setattr(queries, "look", look)
        uploaded(organisation=council, name="The other.csv")
        return look(content, name=name)

    monkeypatch.setattr(queries, "look", slow)

    with pytest.raises(actions.LoadedAlready, match="the same file as The other"):
        uploaded(organisation=council)

    assert [file.name for file in council.payment_files.all()] == ["The other.csv"]
    assert len(stored_files(data_dir)) == 1


def test_the_database_accounts_for_every_row():
    with pytest.raises(IntegrityError):
        PaymentFileFactory(rows_in=5, rows_read=4)


# --- What is seen, before anything is confirmed -------------------------------------------------


class Counting(File):
    """A file that counts the bytes that were read of it."""

    def __init__(self, content):
        super().__init__(io.BytesIO(content))
        self.taken = 0

    def read(self, *args):
        piece = self.file.read(*args)
        self.taken += len(piece)
        return piece


def test_look_takes_only_the_head_of_a_large_text():
    line = b"Bright,03/04/2024,12.00\n"
    content = Counting(b"Supplier,Date,Amount\n" + line * 50_000)

    seen = proposing.look(content, name="large.csv")

    assert content.taken == proposing.HEAD
    assert seen["columns"] == {"supplier": "Supplier", "date": "Date", "amount": "Amount"}


def test_look_takes_all_of_a_text_in_two_byte_letters():
    line = "Bright,03/04/2024,12.00\n"
    content = Counting(("Supplier,Date,Amount\n" + line * 20_000).encode("utf-16"))

    seen = proposing.look(content, name="large.csv")

    assert content.taken == content.file.seek(0, io.SEEK_END)
    assert seen["headings"] == ["Supplier", "Date", "Amount"]


def test_look_takes_only_the_first_rows_of_a_spreadsheet(monkeypatch):
    monkeypatch.setattr(proposing, "FIRST_ROWS", 2)
    rows = [["Supplier", "Date", "Amount"], *([f"Bright {n}", "13/04/2024", n] for n in range(9))]

    seen = proposing.look(ContentFile(workbook(rows)), name="large.xlsx")

    assert seen["sample"] == [[2, ["Bright 0", "13/04/2024", "0"]]]


def test_look_at_one_endless_line():
    seen = proposing.look(ContentFile(b"x" * (proposing.HEAD + 9)), name="line.csv")

    assert (seen["headings"], seen["columns"]) == ([], {})


def test_look_shortens_the_cells_of_the_sample():
    text = f"Supplier,Date,Amount\n{'x' * 500},03/04/2024,12.00\n"

    seen = proposing.look(ContentFile(text.encode()), name="x.csv")

    assert seen["sample"][0][1][0] == "x" * proposing.LONGEST_SAMPLE_CELL


def test_proposal_of_headings_that_say_nothing():
    proposal = queries.proposal(uploaded("Aaa,Bbb,Ccc\n1,2,3\n"))

    assert proposal.missing == ["supplier", "date", "amount"]
    assert proposal.columns == {}
    assert len(proposal.headings) == 3


def test_proposal_remembers_what_was_confirmed_for_the_same_headings():
    council = OrganisationFactory()
    first = uploaded(ODD_HEADINGS, organisation=council, name="April.csv")
    confirmed(first, supplier="Who", date="When", amount="How much", category="Why")

    proposal = queries.proposal(uploaded(ODD_HEADINGS + "\n", organisation=council))

    assert proposal.confirmed_for == "April.csv"
    assert proposal.missing == ()
    assert proposal.columns == {
        "supplier": "Who", "date": "When", "amount": "How much", "category": "Why",
    }  # fmt: skip


def test_proposal_knows_nothing_of_another_organisations_files():
    confirmed(uploaded(ODD_HEADINGS), supplier="Who", date="When", amount="How much")

    assert queries.proposal(uploaded(ODD_HEADINGS)).confirmed_for == ""
