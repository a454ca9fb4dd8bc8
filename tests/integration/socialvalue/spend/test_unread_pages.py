"""Rows that could not be read: corrected, set aside, undone, one by one or in a file."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from socialvalue.spend import actions, queries
from socialvalue.spend.forms import rows as row_forms
from socialvalue.spend.models import FileState, PaymentFile, RowDecision
from tests.factories.accounts import UserFactory
from tests.factories.spend import AT, analysed, events_of, imported, taken_back, uploaded, workbook
from tests.integration.socialvalue.spend.pages import page, words

BROKEN = """Supplier,Postcode,Date,Amount,Category
Bright,PR1 2RL,03/04/2024,100.00,Cleaning
Roofing,PR1 2RL,31/02/2024,about 40,Repairs
Larkhill,PR1 2RL,05/04/2024,£1x,Food
"""
ROW_3 = {
    "verdict": "correct", "supplier": "Roofing", "date": "29/02/2024", "amount": "40.00",
    "category": "Repairs", "postcode": "PR1 2RL",
}  # fmt: skip


@pytest.fixture
def file(officer, council):
    """A file of which two rows of three could not be read."""
    return imported(BROKEN, organisation=council)


def url(name, file, row=None):
    query = f"?sheet=&row={row}" if row else ""
    return reverse(f"spend:{name}", args=[file.pk]) + query


def correct(client, file, row=3, **answers):
    return client.post(url("correct_row", file, row), ROW_3 | answers)


def test_rows_are_listed_with_everything_that_is_wrong(file, client):
    found = page(client, "unread", file.pk)

    assert "2 rows not read: 0 corrected, 0 set aside, 2 to look at" in found
    assert "Roofing, 31/02/2024, about 40 Date “31/02/2024”" in found
    assert "Amount “about 40” This is not an amount of money" in found
    assert "Correct the rows that were not read" in page(client, "file", file.pk)


def test_the_cells_of_the_row_are_there_to_be_corrected(file, client):
    found = client.get(url("correct_row", file, 3)).content.decode()

    assert 'value="about 40"' in found
    assert 'value="Roofing"' in found
    assert 'value="31/02/2024"' in found


def test_a_corrected_row_becomes_a_payment_kept_apart(file, council, client):
    response = correct(client, file)

    assert response.url == url("unread", file)
    corrections = file.corrections.get()
    (line,) = queries.first_lines(corrections, how_many=5)
    assert (line.row, line.pence, line.supplier) == (3, 4_000, "Roofing")
    assert (corrections.rows_read, corrections.total_pence) == (1, 4_000)
    assert (corrections.months, corrections.anchor) == (["2024-02"], file.anchor)
    assert events_of(file.row_decisions.get()) == ["row.corrected"]
    assert events_of(corrections) == ["payments.corrected"]
    found = page(client, "unread", file.pk)
    assert "1 corrected, 0 set aside, 1 to look at" in found
    assert "Corrected: Roofing, 29/02/2024, 40.00" in found
    assert "that could not be read and that somebody corrected" in page(
        client, "file", corrections.pk
    )


def test_the_file_itself_stays_as_it_was_published(file, client):
    before = (file.rows_read, file.rows_refused, file.total_pence)

    correct(client, file)

    file.refresh_from_db()
    assert (file.rows_read, file.rows_refused, file.total_pence) == before


def test_an_analysis_counts_the_corrections_and_adds_up(country, file, council, client):
    correct(client, file, date="05/05/2024")

    analysis = analysed(council)

    # £100.00 that was read and £40.00 that was corrected.
    assert analysis.figures["total"] == {"lines": 2, "pence": "14000"}
    lines = queries.counted_lines(analysis)
    assert sorted(line.line.row for line in lines) == [2, 3]


def test_corrections_that_the_store_lost_are_written_again(file, client):
    correct(client, file)
    corrections = file.corrections.get()
    queries.lines_path(corrections).unlink()

    (line,) = queries.first_lines(corrections, how_many=5)

    assert line.pence == 4_000


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"amount": "about 50"}, "This is not an amount of money"),
        ({"date": "30/02/2024"}, "date"),
        ({"verdict": ""}, "Select what this row is"),
        ({"verdict": "set_aside"}, "Enter why it is no payment"),
    ],
)
def test_a_row_that_still_cannot_be_read_is_refused(file, client, answers, said):
    response = correct(client, file, **answers)

    assert said in words(response)
    assert not RowDecision.objects.exists()


def test_a_row_is_set_aside_with_a_reason(file, client):
    correct(client, file, verdict="set_aside", because="A note of ours")

    decision = file.row_decisions.get()
    assert (decision.kind, decision.because, decision.texts) == (
        "set_aside", "A note of ours", {},
    )  # fmt: skip
    assert not file.corrections.exists()
    assert "Set aside: A note of ours" in page(client, "unread", file.pk)
    assert "A note of ours" in client.get(url("correct_row", file, 3)).content.decode()


def test_a_decision_takes_the_place_of_the_one_before(file, client):
    correct(client, file)
    first = file.corrections.get()

    correct(client, file, amount="45.00")

    assert file.row_decisions.standing().get().texts["amount"] == "45.00"
    assert file.row_decisions.count() == 2
    first.refresh_from_db()
    assert (first.state, first.undone_reason) == (FileState.UNDONE, "Its corrections were changed")
    assert queries.standing_corrections(file).total_pence == 4_500


def test_the_same_decision_again_changes_no_payment(file, client):
    correct(client, file)

    correct(client, file)

    assert file.corrections.count() == 1


def test_a_decision_can_be_undone(file, client):
    correct(client, file)
    decision = file.row_decisions.get()

    response = client.post(reverse("spend:undo_row", args=[file.pk, decision.pk]))

    assert response.url == url("unread", file)
    decision.refresh_from_db()
    assert decision.undone_by == "The data_officer"
    assert queries.standing_corrections(file) is None
    assert "2 to look at" in page(client, "unread", file.pk)
    actions.undo_row_decision(decision=decision, by=UserFactory(), at=AT)
    assert events_of(decision) == ["row.corrected", "row.undone"]


def test_a_file_that_is_taken_back_takes_its_corrections_with_it(file, client):
    correct(client, file)
    decision = file.row_decisions.get()

    taken_back(file)

    assert not PaymentFile.objects.standing().exists()
    assert client.get(url("unread", file)).url == url("file", file)
    response = client.post(reverse("spend:undo_row", args=[file.pk, decision.pk]))
    assert response.url == url("file", file)


def test_a_file_without_corrections_is_taken_back_alone(file):
    taken_back(file)

    assert not PaymentFile.objects.standing().exists()


@pytest.mark.parametrize("row", ["99", "x", "1" * 40])
def test_no_other_row_can_be_corrected(file, client, row):
    assert client.get(url("correct_row", file, row)).url == url("unread", file)


def test_what_is_no_row_of_the_file_cannot_be_decided(file):
    verdict = actions.Verdict(("", 99), None, "x")

    with pytest.raises(actions.NoSuchRow, match="Row 99 is not a row"):
        actions.decide_rows(file=file, verdicts=[verdict], by=UserFactory(), at=AT)


def test_a_file_that_was_read_whole_has_no_such_page(officer, council, client):
    whole = imported(BROKEN.split("Roofing")[0], organisation=council)

    assert client.get(url("unread", whole)).url == url("file", whole)
    assert client.get(url("correct_row", whole, 3)).url == url("file", whole)


def test_the_page_says_that_the_rows_to_correct_name_people(officer, client, file):
    shown = client.get(url("unread", file)).content.decode()

    assert "the names of people included" in shown


def downloaded(client, file):
    """Return the rows of the file to correct, by heading."""
    text = client.get(url("unread_csv", file)).content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def give_back(client, file, rows):
    """Send the corrected rows."""
    text = io.StringIO()
    writer = csv.DictWriter(text, rows[0])
    writer.writeheader()
    writer.writerows(rows)
    content = SimpleUploadedFile("rows.csv", text.getvalue().encode())
    return client.post(url("unread", file), {"content": content})


def test_rows_are_corrected_in_the_file_that_was_downloaded(file, client):
    roofing, larkhill = downloaded(client, file)
    assert (roofing["Row"], roofing["Amount"], larkhill["Supplier"]) == (
        "3",
        "about 40",
        "Larkhill",
    )
    roofing |= {"Payment date": "29/02/2024", "Amount": "40.00"}
    larkhill |= {"Set aside because": "Not ours"}

    response = give_back(client, file, [roofing, larkhill])

    assert response.url == url("unread", file)
    assert queries.decided_counts(file) == {"corrected": 1, "set_aside": 1}
    assert queries.standing_corrections(file).total_pence == 4_000


def test_rows_that_were_left_as_they_are_stay_open(file, client):
    roofing, larkhill = downloaded(client, file)
    larkhill |= {"Amount": "1.00"}

    give_back(client, file, [roofing, larkhill])

    assert queries.decided_counts(file) == {"corrected": 1, "set_aside": 0}
    again = downloaded(client, file)
    give_back(client, file, again)
    assert file.row_decisions.count() == 1


def test_a_row_that_is_there_twice_is_refused(file, client):
    roofing, _ = downloaded(client, file)
    first = roofing | {"Payment date": "28/02/2024", "Amount": "40.00"}
    second = roofing | {"Payment date": "29/02/2024", "Amount": "41.00"}

    response = give_back(client, file, [first, second])

    assert "is there twice. Keep one of the two" in words(response)
    assert file.row_decisions.count() == 0


def test_one_wrong_cell_takes_none_of_the_file(file, client):
    roofing, larkhill = downloaded(client, file)
    roofing |= {"Payment date": "29/02/2024", "Amount": "forty"}
    larkhill |= {"Amount": "1.00"}

    response = give_back(client, file, [roofing, larkhill])

    assert "Row 3, Amount: This is not an amount of money" in words(response)
    assert not RowDecision.objects.exists()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"Row": "77"}, "Row 77 is not a row"),
        ({"Row": "three"}, "Row 2 does not say which row it corrects"),
    ],
)
def test_a_file_about_other_rows_is_refused(file, client, change, said):
    rows = [row | change for row in downloaded(client, file)[:1]]

    assert said in words(give_back(client, file, rows))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"Supplier,Row\nBright,3\n", "does not have the columns of the downloaded file"),
        (b'Row,"x"y\n', "cannot be read as CSV"),
        (b"\x00", "cannot be read as CSV"),
    ],
)
def test_another_file_is_refused(file, client, content, said):
    response = client.post(
        url("unread", file), {"content": SimpleUploadedFile("rows.csv", content)}
    )

    assert said in words(response)


def test_the_file_of_rows_has_a_largest_size(file, client, monkeypatch):
    monkeypatch.setattr(row_forms, "LARGEST", 10)

    assert "larger than 10 MB" in words(give_back(client, file, downloaded(client, file)))


def test_rows_of_a_sheet_are_told_by_its_name(officer, council, client):
    rows = [["Supplier", "Date", "Amount"], ["Bright", "03/04/2024", "5.00"],
            ["Roofing", "soon", "1.00"]]  # fmt: skip
    file = imported(workbook(rows), organisation=council, name="payments.xlsx")

    (found,) = queries.unread_rows(file).values()
    correct_url = reverse("spend:correct_row", args=[file.pk]) + "?sheet=Sheet&row=3"
    client.post(correct_url, ROW_3)

    assert (found.sheet, found.number, found.texts["date"]) == ("Sheet", 3, "soon")
    assert "Sheet, 3" in page(client, "unread", file.pk)
    assert queries.standing_corrections(file).total_pence == 4_000


def test_readers_see_the_rows_and_change_nothing(auditor, council, client):
    file = imported(BROKEN, organisation=council)

    found = page(client, "unread", file.pk)

    assert "about 40" in found
    assert "Decide row 3" not in found
    assert client.post(url("unread", file)).status_code == 403


def test_a_file_to_confirm_has_no_rows_to_correct(officer, council, client):
    assert client.get(url("unread", uploaded(organisation=council))).status_code == 302
