"""Rows that are wrong in the same way: set aside at once with one reason, and taken back."""

from urllib.parse import urlencode

import pytest
from django.urls import reverse

from socialvalue.audit.models import AuditEvent
from socialvalue.spend import actions
from socialvalue.spend.models import RowDecision
from tests.factories.accounts import UserFactory
from tests.factories.spend import AT, events_of, imported, workbook
from tests.integration.socialvalue.spend.pages import page, words

NO_DAY = {"heading": "Date", "problem": "The day is missing: this is only a time"}
PAYMENTS = (
    "Supplier,Date,Amount\nBright,03/04/2024,100.00\n"
    + "".join(f"Firm {number},00:00:00,{number}.00\n" for number in range(12))
    + "Roofing,04/04/2024,about 40\n"
)


@pytest.fixture
def file(officer, council):
    """A file of whose rows twelve have no date, and one no amount."""
    return imported(PAYMENTS, organisation=council)


def address(name, file, **asked):
    return f"{reverse(f'spend:{name}', args=[file.pk])}?{urlencode(asked or NO_DAY)}"


def set_aside(client, file, because="The publisher gave no day"):
    return client.post(address("alike", file), {"because": because})


def test_rows_that_are_wrong_in_the_same_way_are_told_together(file, client):
    shown = page(client, "unread", file.pk)

    assert f"12 rows: Date {NO_DAY['problem']}. Set 12 aside with one reason" in shown
    assert "1 row: Amount" not in shown


def test_the_page_shows_some_of_the_rows_and_says_how_many_more(file, client):
    shown = words(client.get(address("alike", file)))

    assert "Set 12 rows aside" in shown
    assert "3 Firm 0 00:00:00 0.00" in shown
    assert "12 Firm 9 00:00:00 9.00" in shown
    assert "Firm 10" not in shown
    assert "And 2 more rows." in shown


def test_they_are_set_aside_with_one_reason(file, client):
    response = set_aside(client, file)

    assert response.url == reverse("spend:unread", args=[file.pk])
    decisions = file.row_decisions.order_by("row")
    assert [(one.row, one.kind, one.because, one.texts) for one in decisions] == [
        (row, "set_aside", "The publisher gave no day", {}) for row in range(3, 15)
    ]
    assert decisions[0].texts_before["supplier"] == "Firm 0"
    assert events_of(file)[-1] == "payments.rows_set_aside"
    shown = page(client, "unread", file.pk)
    assert "13 rows not read: 0 corrected, 12 set aside, 1 to look at" in shown
    assert "12 set aside. Look at 12 again" in shown
    assert "aside with one reason" not in shown
    # There is nothing left to decide.
    assert client.get(address("alike", file)).url == reverse("spend:unread", args=[file.pk])


def test_what_was_decided_before_stays(file, client):
    corrected = {"supplier": "Firm 0", "date": "05/04/2024", "amount": "7.00"}
    actions.decide_rows(
        file=file,
        verdicts=[actions.Verdict(("", 3), dict.fromkeys(row_fields(), "") | corrected)],
        by=UserFactory(),
        at=AT,
    )

    set_aside(client, file)

    kinds = file.row_decisions.standing().values_list("row", "kind").order_by("row")
    assert list(kinds)[:2] == [(3, "corrected"), (4, "set_aside")]
    client.post(address("undo_alike", file))
    assert list(file.row_decisions.standing().values_list("row", "kind")) == [(3, "corrected")]


def row_fields():
    """Return the fields of a row."""
    return ("supplier", "date", "amount", "vat", "category", "transaction_number", "description",
            "postcode")  # fmt: skip


def test_a_reason_is_asked_for(file, client):
    response = set_aside(client, file, because=" ")

    assert "Enter why they do not count" in words(response)
    assert not RowDecision.objects.exists()


def test_they_are_taken_back_at_once(file, client):
    set_aside(client, file)

    response = client.post(address("undo_alike", file), follow=True)

    shown = words(response)
    assert "12 rows to look at again" in shown
    assert "13 rows not read: 0 corrected, 0 set aside, 13 to look at" in shown
    assert events_of(file)[-1] == "payments.rows_looked_at_again"
    assert {one.undone_by for one in file.row_decisions.all()} == {str(response.wsgi_request.user)}


def test_a_row_that_was_decided_meanwhile_is_told(file, client, monkeypatch):
    asked = actions.set_rows_aside

    def somebody_was_faster(**wanted):
        asked(file=file, places=[("", 3)], because="Mine", by=UserFactory(), at=AT)
        return asked(**wanted)

    monkeypatch.setattr(actions, "set_rows_aside", somebody_was_faster)
    response = set_aside(client, file)

    assert "Row 3 of payments.csv was decided meanwhile. Look again." in words(response)
    assert list(file.row_decisions.values_list("row", "because")) == [(3, "Mine")]


def test_a_row_that_was_read_cannot_be_set_aside(file):
    with pytest.raises(actions.NoSuchRow):
        actions.set_rows_aside(
            file=file, places=[("", 3), ("", 2)], because="Mine", by=UserFactory(), at=AT
        )

    assert not RowDecision.objects.exists()


@pytest.mark.parametrize(
    "asked",
    [{"heading": "Date"}, {"heading": "Amount", "problem": "This is not an amount of money"}],
)
def test_what_no_rows_have_in_common_leads_to_the_list(file, client, asked):
    for name, ask in (("alike", client.get), ("undo_alike", client.post)):
        assert ask(address(name, file, **asked)).url == reverse("spend:unread", args=[file.pk])


def test_a_file_without_such_rows_leads_to_the_file(officer, council, client):
    file = imported("Supplier,Date,Amount\nBright,03/04/2024,1.00\n", organisation=council)

    assert client.get(address("alike", file)).url == reverse("spend:file", args=[file.pk])


def test_rows_of_a_sheet_are_told_with_it(officer, council, client):
    payments = [["A", "03/04/2024", 1], ["B", "9:30", 2], ["C", "8:15", 3]]
    rows = [["Supplier", "Date", "Amount"], *payments]
    file = imported(workbook(rows), organisation=council, name="year.xlsx")

    assert "Sheet, 3 B 9:30 2" in words(client.get(address("alike", file)))
    set_aside(client, file)

    event = AuditEvent.objects.get(did="payments.rows_set_aside")
    assert (event.after, event.reason) == (
        {"rows": ["Sheet:3", "Sheet:4"]}, "The publisher gave no day",
    )  # fmt: skip


def test_an_auditor_sees_them_and_decides_nothing(auditor, council, client):
    file = imported(PAYMENTS, organisation=council)

    shown = page(client, "unread", file.pk)

    assert "12 rows: Date The day is missing: this is only a time." in shown
    assert "with one reason" not in shown
    assert client.get(address("alike", file)).status_code == 403
