"""Confirming columns, reading files whole, and taking them back."""

import pytest

from socialvalue.audit.models import AuditEvent
from socialvalue.jobs import actions as jobs
from socialvalue.jobs.models import Job, State
from socialvalue.spend import actions, facts_store, queries, store
from socialvalue.spend.actions import reading
from socialvalue.spend.models import FileState, PaymentFile, Row, Stage, files
from tests.factories.accounts import OrganisationFactory, UserFactory
from tests.factories.spend import (
    AT,
    ODD_HEADINGS,
    PAYMENTS,
    PaymentFileFactory,
    RowFactory,
    confirmed,
    events_of,
    imported,
    taken_back,
    uploaded,
    workbook,
)

pytestmark = pytest.mark.django_db


# --- Columns ------------------------------------------------------------------------------------


def test_confirm_asks_for_the_file_to_be_read():
    file = confirmed(uploaded(name="April.csv"))

    assert (file.stage, file.job.title, file.job.state) == (
        Stage.READING, "Read April.csv", State.WAITING,
    )  # fmt: skip
    assert file.columns["supplier"] == "Supplier"
    assert events_of(file) == ["payments.uploaded", "payments.columns_confirmed"]


def test_confirm_with_the_files_that_have_the_same_headings():
    council = OrganisationFactory()
    april, may = (uploaded(PAYMENTS + "\n" * n, organisation=council) for n in range(2))
    other = uploaded(ODD_HEADINGS, organisation=council)
    foreign = uploaded(PAYMENTS)
    columns = queries.proposal(april).columns

    actions.confirm_columns(
        file=april, columns=columns, amounts="net", by=UserFactory(), at=AT, with_alike=True
    )

    states = [PaymentFile.objects.get(pk=file.pk).state for file in (april, may, other, foreign)]
    assert states == [
        FileState.READING, FileState.READING, FileState.UPLOADED, FileState.UPLOADED,
    ]  # fmt: skip
    assert Job.objects.count() == 2


@pytest.mark.parametrize("undone", [False, True])
def test_confirm_only_what_waits_for_it(undone):
    file = imported()
    if undone:
        taken_back(file)

    with pytest.raises(actions.NotToConfirm):
        confirmed(file)


def test_confirm_twice_at_once():
    file = uploaded()
    confirmed(file)

    with pytest.raises(actions.NotToConfirm, match="being read"):
        confirmed(file)


# --- Reading ------------------------------------------------------------------------------------


def test_read_accounts_for_every_row():
    file = imported()

    assert file.stage == Stage.IMPORTED
    # The row of headings is set aside; the 31st of February is refused.
    assert (file.rows_in, file.rows_read, file.rows_set_aside, file.rows_refused) == (8, 6, 1, 1)
    # 1,200.00 - 200.00 + 500.50 + 3,000.25 + 99.25 + 7.00
    assert file.total_pence == 460700
    assert (str(file.first_day), str(file.last_day)) == ("2023-05-08", "2024-05-08")
    assert file.rows_not_listed == 0
    assert events_of(file) == ["payments.uploaded", "payments.columns_confirmed", "payments.read"]


def test_read_lists_what_was_not_read_row_by_row():
    file = imported()

    assert [(row.kind, row.number, row.heading, row.cell) for row in file.rows.all()] == [
        (Row.Kind.SET_ASIDE, 1, "", "Supplier Postcode Date Amount Category"),
        (Row.Kind.REFUSED, 8, "Date", "31/02/2024"),
    ]
    assert str(file.rows.last()) == ("payments.csv, row 8: There is no day 31 of month 2 in 2024")


def test_read_a_spreadsheet():
    rows = [["Payments of the council"], ["Supplier", "Date", "Amount"], ["Bright", "3/4/24", 1.1]]

    file = imported(workbook(rows), name="payments.xlsx")

    assert (file.how["kind"], file.rows_read, file.total_pence) == ("xlsx", 1, 110)


def test_read_a_file_whose_rows_are_all_refused():
    file = imported("Supplier,Date,Amount\nBright,some day,much\nDark,some day,little\n")

    assert (file.stage, file.rows_read, file.rows_refused) == (Stage.IMPORTED, 0, 2)
    assert (file.first_day, file.total_pence) == (None, 0)
    assert queries.first_lines(file, how_many=5) == []


def test_read_keeps_only_so_many_rows_one_by_one(monkeypatch):
    monkeypatch.setattr(reading, "ROWS_KEPT", 2)
    bad = "Bright,some day,much\n" * 3  # each with two cells that cannot be read

    file = imported(f"A title\nSupplier,Date,Amount\n{bad}\n\n\n")

    assert file.rows_refused == 3
    assert file.rows.filter(kind=Row.Kind.REFUSED).count() == 2
    assert file.rows.filter(kind=Row.Kind.SET_ASIDE).count() == 2
    # 6 findings and 2 + blank rows set aside, of which 2 and 2 are kept
    assert file.rows_not_listed == 6 + file.rows_set_aside - 4


def test_read_shortens_a_cell_that_never_ends():
    file = imported(f"Supplier,Date,Amount\nBright,03/04/2024,{'x' * 5000}\n")

    assert file.rows.get(kind=Row.Kind.REFUSED).cell == "x" * reading.LONGEST_CELL


def test_read_twice_leaves_the_same(data_dir):
    file = confirmed(uploaded())
    outcomes = [actions.read_file(job=file.job, report=lambda *told: None) for _ in range(2)]

    outcomes[0].save()

    with pytest.raises(reading.CannotBeDone):
        outcomes[1].save()
    assert file.rows.count() == 2
    assert len(list((data_dir / "payments").iterdir())) == 1


def test_read_a_file_that_proves_not_to_be_text_further_down():
    line = "Bright,03/04/2024,12.00\n"
    content = "Supplier,Date,Amount\n" + line * 20_000 + "\x00\x01 junk"

    file = imported(content)

    assert (file.state, file.stage) == (FileState.READING, Stage.NOT_READ)
    assert file.job.failure.startswith("The file is not text: line 20002 holds a character")
    assert confirmed(file).stage == Stage.READING


def test_read_called_off_can_be_confirmed_again():
    file = confirmed(uploaded())
    first = file.job
    jobs.cancel(job_id=first.pk, by="a test")
    file.refresh_from_db()
    assert file.stage == Stage.TO_CONFIRM

    again = confirmed(file)
    jobs.run(job_id=again.job_id)

    again.refresh_from_db()
    assert again.job_id != first.pk
    assert again.stage == Stage.IMPORTED


def test_read_of_a_job_tried_again_after_the_file_was_taken_back():
    file = confirmed(uploaded())
    jobs.cancel(job_id=file.job_id, by="a test")
    taken_back(file)

    job = jobs.try_again(job_id=file.job_id, by="a test")
    jobs.run(job_id=job.pk)

    job.refresh_from_db()
    file.refresh_from_db()
    assert (job.state, job.failure) == (State.FAILED, reading.CALLED_OFF)
    assert file.stage == Stage.UNDONE


def test_first_lines_of_a_file_that_the_store_has_lost(data_dir):
    file = imported()
    queries.lines_path(file).unlink()

    lines = queries.first_lines(file, how_many=2)

    assert [(line.row, line.supplier, line.pence) for line in lines] == [
        (2, "Brightside Cleaning Ltd", 120000),
        (3, "Brightside Cleaning", -20000),
    ]
    assert queries.lines_path(file).exists()


def test_a_file_keeps_the_reader_that_read_it(data_dir, monkeypatch):
    waiting, old = confirmed(uploaded()), imported()
    monkeypatch.setattr(files, "READER", old.reader + 1)

    jobs.run(job_id=waiting.job_id)

    waiting.refresh_from_db()
    old.refresh_from_db()
    assert waiting.reader == old.reader + 1
    assert queries.lines_path(waiting).exists()
    assert queries.lines_path(old).exists()


def test_lines_that_were_lost_and_would_be_read_otherwise_are_not_made_up(data_dir):
    file = imported()
    path = queries.lines_path(file)
    path.unlink()
    file.total_pence += 1

    with pytest.raises(queries.ReadOtherwise, match="Restore the folder of payments"):
        queries.first_lines(file, how_many=2)

    assert not path.exists()
    assert not facts_store.folder_of(path).exists()


# --- Taking back --------------------------------------------------------------------------------


def test_take_back_says_why_and_by_whom():
    by = UserFactory()
    file = taken_back(imported(), reason="Two months in one", by=by)

    assert (file.stage, file.undone_by, file.undone_reason) == (
        Stage.UNDONE, by, "Two months in one",
    )  # fmt: skip
    event = AuditEvent.objects.filter(did="payments.taken_back").get()
    assert event.reason == "Two months in one"


def test_take_back_a_file_that_is_being_read():
    file = confirmed(uploaded())

    with pytest.raises(actions.CannotTakeBack, match="Cancel its job first"):
        taken_back(file)


def test_take_back_twice():
    file = taken_back(uploaded())

    with pytest.raises(actions.CannotTakeBack, match="is taken back already"):
        taken_back(file)


# --- Names --------------------------------------------------------------------------------------


def test_things_are_called_by_their_names():
    file = PaymentFileFactory(name="April.csv")

    assert str(file) == "April.csv"
    assert str(RowFactory(file=file, number=7)) == (
        "April.csv, row 7: This is not an amount of money"
    )


@pytest.mark.parametrize(
    ("state", "colour"), [("uploaded", "blue"), ("imported", "green"), ("undone", "grey")]
)
def test_each_stage_has_its_colour(state, colour):
    assert PaymentFile(state=state).tag_colour == colour


def test_store_is_where_lines_path_says(data_dir):
    file = imported()

    assert queries.lines_path(file).parent == data_dir / "payments"
    assert store.numbers_of(queries.lines_path(file), "pence").sum() == file.total_pence
