"""The pages about payment files, as a browser without scripts asks for them."""

import datetime as dt
import re

import pytest
from django.urls import reverse

from socialvalue.spend import actions
from socialvalue.spend.models import FileState, Stage
from tests.factories.accounts import UserFactory
from tests.factories.jobs import JobFactory
from tests.factories.spend import (
    AT,
    ODD_HEADINGS,
    PAYMENTS,
    PaymentFileFactory,
    RowFactory,
    analysed,
    asked,
    confirmed,
    imported,
    uploaded,
    workbook,
)
from tests.integration.socialvalue.spend.pages import (
    COLUMNS,
    page,
    send,
    words,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country")]


# --- Home -----------------------------------------------------------------------------------------


@pytest.mark.usefixtures("officer")
def test_home_without_files_says_what_to_do(client):
    assert "No payments yet" in page(client, "home")


@pytest.mark.usefixtures("officer")
def test_home_shows_what_stayed_and_every_file(client, council):
    imported(organisation=council, name="April.csv")
    uploaded(ODD_HEADINGS, organisation=council, name="May.csv")
    analysed(council)

    shown = page(client, "home")

    assert "Financial year 2024/25 21.7% in Preston £4,600" in shown
    assert re.search(r"April\.csv 5 January 2026 6 1 Read", shown)
    assert re.search(r"May\.csv 5 January 2026 To confirm", shown)


@pytest.mark.usefixtures("officer")
def test_home_shows_analyses_that_wait_or_failed(client, council):
    imported(organisation=council)
    asked(council)

    assert "Financial year 2024/25 Waiting" in page(client, "home")


@pytest.mark.usefixtures("auditor")
def test_home_of_an_auditor_has_nothing_to_press(client, council):
    imported(organisation=council)

    shown = page(client, "home")

    assert "Upload a payments file" not in shown
    assert "None yet." in shown


@pytest.mark.usefixtures("officer")
@pytest.mark.parametrize("how_many", [1, 3])
def test_home_asks_the_database_as_often_however_much_there_is(
    client, council, how_many, django_assert_max_num_queries
):
    for number in range(how_many):
        imported(PAYMENTS + "\n" * number, organisation=council)
        analysed(council)

    with django_assert_max_num_queries(8):
        page(client, "home")


# --- Upload ---------------------------------------------------------------------------------------


def test_upload_leads_to_the_columns(client, council, officer):
    response = send(client, ("April.csv", PAYMENTS.encode()))

    file = council.payment_files.get()
    assert (response.status_code, response.url) == (302, reverse("spend:columns", args=[file.pk]))
    assert (file.name, file.uploaded_by) == ("April.csv", officer)


@pytest.mark.usefixtures("officer")
def test_upload_form(client):
    assert "Upload payment files" in page(client, "upload")


@pytest.mark.usefixtures("officer")
def test_upload_keeps_the_good_files_and_says_what_is_wrong_with_the_others(client, council):
    uploaded(organisation=council, name="March.csv")

    response = send(
        client,
        ("April.csv", PAYMENTS.encode()),
        ("May.csv", ODD_HEADINGS.encode()),
        ("June.csv", b"\x89PNG\x00\x01"),
    )

    assert response.status_code == 200
    shown = words(response)
    assert "April.csv: This is the same file as March.csv" in shown
    assert "June.csv: The file is not text" in shown
    assert "wait for their columns to be confirmed: May.csv" in shown
    assert [file.name for file in council.payment_files.order_by("name")] == [
        "March.csv", "May.csv",
    ]  # fmt: skip


@pytest.mark.usefixtures("officer")
def test_upload_without_a_file(client, council):
    response = client.post(reverse("spend:upload"))

    assert "Choose the payments file" in words(response)
    assert "<title>Error: " in re.sub(r"\s+", " ", response.content.decode()).replace("> E", ">E")


# --- Columns --------------------------------------------------------------------------------------


@pytest.mark.usefixtures("officer")
def test_columns_propose_what_the_headings_mean(client, council):
    file = uploaded(organisation=council)

    response = client.get(reverse("spend:columns", args=[file.pk]))

    assert response.context["form"].initial["supplier"] == "Supplier"
    shown = words(response)
    assert "This is what the headings seem to mean" in shown
    assert "2 Brightside Cleaning Ltd PR1 2RL 03/04/2024 1,200.00 Cleaning" in shown


@pytest.mark.usefixtures("officer")
def test_columns_that_cannot_be_told(client, council):
    file = uploaded("Aaa,Bbb,Ccc\n1,2,3\n4,5\n", organisation=council)

    assert "Some columns could not be told by their headings" in page(client, "columns", file.pk)


@pytest.mark.usefixtures("officer")
def test_columns_of_what_is_no_list_of_payments(client, council):
    register = "Supplier,Contract start,Contract end,Date,Value\nA Ltd,1/4/24,1/4/26,1/4/24,5.00\n"

    shown = page(client, "columns", uploaded(register, organisation=council).pk)

    assert "By its headings this is a register of contracts, and not a list of payments" in shown


@pytest.mark.usefixtures("officer")
def test_columns_say_what_was_seen_of_one_of_them(client, council):
    numbers = "Vendor,Name 1,Date,Amount\n1,A Ltd,1/4/24,5.00\n2,B Ltd,2/4/24,5.00\n"

    shown = page(client, "columns", uploaded(numbers, organisation=council).pk)

    assert "Name 1: By what stands in them, this column has the supplier" in shown


@pytest.mark.usefixtures("officer")
def test_columns_remembered(client, council):
    first = uploaded(ODD_HEADINGS, organisation=council, name="April.csv")
    confirmed(first, supplier="Who", date="When", amount="How much")
    file = uploaded(ODD_HEADINGS + "\n", organisation=council)

    response = client.get(reverse("spend:columns", args=[file.pk]))

    assert "The headings are those of April.csv" in words(response)
    assert response.context["form"].initial["supplier"] == "Who"


def test_columns_confirmed_lead_to_the_job(client, council, officer):
    file = uploaded(organisation=council)

    response = client.post(reverse("spend:columns", args=[file.pk]), COLUMNS)

    file.refresh_from_db()
    assert response.url == reverse("jobs:job", args=[file.job_id])
    assert file.job.asked_by == officer


@pytest.mark.usefixtures("officer")
def test_columns_confirmed_for_all_files_alike(client, council):
    first, other = (uploaded(PAYMENTS + "\n" * n, organisation=council) for n in range(2))

    shown = page(client, "columns", first.pk)
    client.post(reverse("spend:columns", args=[first.pk]), {**COLUMNS, "with_alike": "on"})

    other.refresh_from_db()
    assert "Read the other file with these headings in the same way" in shown
    assert other.stage == Stage.READING


@pytest.mark.usefixtures("officer")
def test_columns_with_a_fault_lose_nothing(client, council):
    file = uploaded(organisation=council)

    response = client.post(
        reverse("spend:columns", args=[file.pk]), {**COLUMNS, "category": "Supplier"}
    )

    assert "This column is already the supplier: select another" in words(response)
    assert response.context["form"]["postcode"].value() == "Postcode"


@pytest.mark.usefixtures("officer")
def test_columns_of_a_file_that_was_read_lead_to_it(client, council):
    file = imported(organisation=council)

    response = client.get(reverse("spend:columns", args=[file.pk]))

    assert response.url == reverse("spend:file", args=[file.pk])


@pytest.mark.usefixtures("officer")
def test_columns_confirmed_by_two_people_at_once(client, council, monkeypatch):
    file = uploaded(organisation=council)

    def too_late(**details):
        raise actions.NotToConfirm("payments.csv: being read")

    monkeypatch.setattr(actions, "confirm_columns", too_late)

    response = client.post(reverse("spend:columns", args=[file.pk]), COLUMNS, follow=True)

    assert response.redirect_chain == [(reverse("spend:file", args=[file.pk]), 302)]
    assert "payments.csv: being read" in words(response)


# --- File -----------------------------------------------------------------------------------------


@pytest.mark.usefixtures("officer")
def test_file_shows_what_was_read_and_what_was_not(client, council):
    file = imported(organisation=council)

    shown = page(client, "file", file.pk)

    assert (
        "8 rows in the file: 6 read, 1 set aside as no payment (headings, totals, notes), "
        "1 not read."
    ) in shown
    assert (
        "8 Date 31/02/2024 There is no day 31 of month 2 in 2024. Write the day that is meant, in "
        "the form 31/03/2025."
    ) in shown
    assert "Paid by Guild Council Kind CSV" in shown
    assert "Dates Three numbers (03/04/2024) Amounts" in shown
    assert "Rows set aside Headings: 1 SHA-256" in shown
    assert "3 April 2024 Brightside Cleaning Ltd Cleaning PR1 2RL £1,200.00" in shown
    assert "Take this file back" in shown


@pytest.mark.usefixtures("officer")
def test_file_that_was_read_as_it_stands(client, council):
    file = imported("Supplier,Date,Amount\nBright,13/04/2024,12.00\n", organisation=council)

    assert "None: every payment was read as it stands." in page(client, "file", file.pk)


@pytest.mark.usefixtures("officer")
def test_file_with_more_faults_than_are_listed(client, council):
    file = imported(organisation=council)
    council.payment_files.update(rows_not_listed=12345)

    assert "There are 12345 more than are listed" in page(client, "file", file.pk)


@pytest.mark.usefixtures("officer")
def test_file_of_a_spreadsheet_says_so(client, council):
    rows = [["Supplier", "Date", "Amount"], ["Bright", dt.date(2024, 4, 13), 12]]
    file = imported(workbook(rows), organisation=council, name="payments.xlsx")

    shown = page(client, "file", file.pk)

    assert "Kind XLSX Dates" in shown
    assert "13 April 2024 Bright £12.00" in shown


@pytest.mark.usefixtures("officer")
def test_file_of_a_spreadsheet_names_sheets_and_remarks_on_the_whole(client, council):
    file = imported(organisation=council)
    RowFactory(file=file, sheet="May", number=3)
    RowFactory(file=file, number=0, problem="A sheet is hidden", remedy="Show it")

    shown = page(client, "file", file.pk)

    assert "May, 3 Amount about 40" in shown
    assert "The whole file Amount about 40 A sheet is hidden. Show it." in shown


@pytest.mark.usefixtures("officer")
def test_file_pages_through_its_faults(client, council):
    file = imported(organisation=council)
    RowFactory.create_batch(60, file=file)

    assert "about 40" in page(client, "file", file.pk, query="?page=2")
    assert "about 40" in page(client, "file", file.pk, query="?page=nonsense")


@pytest.mark.usefixtures("officer")
@pytest.mark.parametrize(
    ("stage", "said"),
    [
        ("to_confirm", "Confirm the columns"),
        ("reading", "Watch it being read"),
        ("not_read", "The file has no column of amounts Nothing of it was read"),
        ("undone", "Taken back by Ada on 5 January 2026: Two months in one"),
    ],
)
def test_file_at_every_stage(client, council, stage, said):
    details = {
        "to_confirm": {},
        "reading": {"state": FileState.READING, "job": JobFactory(organisation=council)},
        "not_read": {
            "state": FileState.READING,
            "job": JobFactory(failed=True, organisation=council),
        },
        "undone": {
            "state": FileState.UNDONE,
            "undone_at": AT,
            "undone_by": UserFactory(name="Ada"),
            "undone_reason": "Two months in one",
        },
    }[stage]

    file = PaymentFileFactory(organisation=council, **details)

    assert said in page(client, "file", file.pk).replace("! Warning ", "")


@pytest.mark.usefixtures("officer")
def test_file_that_could_not_be_read_can_be_confirmed_again(client, council):
    text = "Supplier,Date,Amount\n" + "Bright,03/04/2024,12.00\n" * 20_000 + "\x00\x01"
    file = imported(text, organisation=council)

    shown = page(client, "columns", file.pk)

    assert "The file is not text: line 20002" in shown
    assert "Confirm and read" in shown


@pytest.mark.usefixtures("auditor")
def test_file_of_an_auditor_has_nothing_to_press(client, council):
    file = imported(organisation=council)

    shown = page(client, "file", file.pk)

    assert "Take this file back" not in shown
    assert "payments read" in shown


# --- Take back ------------------------------------------------------------------------------------


@pytest.mark.usefixtures("officer")
def test_take_back_asks_why(client, council):
    file = imported(organisation=council)

    assert "Why do you take this file back?" in page(client, "take_back", file.pk)
    response = client.post(reverse("spend:take_back", args=[file.pk]), {"reason": ""})
    assert "Enter why you take this file back" in words(response)


@pytest.mark.usefixtures("officer")
def test_take_back_with_a_reason(client, council):
    file = imported(organisation=council)

    response = client.post(
        reverse("spend:take_back", args=[file.pk]), {"reason": "Wrong year"}, follow=True
    )

    assert "payments.csv is taken back" in words(response)
    file.refresh_from_db()
    assert (file.stage, file.undone_reason) == (Stage.UNDONE, "Wrong year")


@pytest.mark.usefixtures("officer")
def test_take_back_what_is_being_read(client, council):
    file = confirmed(uploaded(organisation=council))

    response = client.post(reverse("spend:take_back", args=[file.pk]), {"reason": "Wrong"})

    assert "payments.csv is being read. Cancel its job first, or wait for it." in words(response)
