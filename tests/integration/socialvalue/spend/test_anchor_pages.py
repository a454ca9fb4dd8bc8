"""Whose payments there are, and which months of which years."""

import datetime as dt

import pytest
from django.urls import reverse

from socialvalue.spend import actions
from socialvalue.spend.models import Anchor
from socialvalue.spend.queries.coverage import months_of
from tests.factories.spend import AT, AnchorFactory, PaymentFileFactory, events_of, imported
from tests.integration.socialvalue.spend.pages import page, send

NEW = {"name": "Ribble Trust", "kind": "nhs_trust", "code": "ribble-trust"}


def test_nobody_is_an_anchor_before_the_first_file(officer, client):
    assert "No anchors yet" in page(client, "anchors")


def test_adding_an_anchor_records_the_organisation_itself_first(officer, council, client):
    response = client.post(reverse("spend:add_anchor"), NEW)

    assert response.url == reverse("spend:anchors")
    assert list(council.anchors.values_list("code", "is_own")) == [
        ("own", True), ("ribble-trust", False),
    ]  # fmt: skip
    assert events_of(council.anchors.get(code="ribble-trust")) == ["anchor.added"]
    assert "Ribble Trust is added" in page(client, "anchors")


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("own", "There is an anchor with the code own already"),
        ("Ribble Trust", "Code must have small letters, numbers and single hyphens"),
    ],
)
def test_a_code_that_cannot_be_taken_is_refused(officer, council, client, code, words):
    AnchorFactory(organisation=council)

    response = client.post(reverse("spend:add_anchor"), NEW | {"code": code})

    assert words in response.content.decode()
    assert Anchor.objects.count() == 1


def test_months_without_payments_are_named(officer, council, client):
    imported(organisation=council)

    words = page(client, "anchors")

    # April and May 2024 have payments, and of the year before only May.
    assert "2 of 12 months. No payments of June 2024, July 2024" in words
    assert "1 of 12 months. No payments of April 2023, June 2023" in words
    assert "2024/25" in words
    assert "1 row not read" in words


def test_a_file_read_before_months_were_noted_covers_its_days(council):
    file = PaymentFileFactory.build(
        organisation=council, first_day=dt.date(2024, 11, 5), last_day=dt.date(2025, 1, 2)
    )

    assert months_of(file) == [
        dt.date(2024, 11, 1), dt.date(2024, 12, 1), dt.date(2025, 1, 1),
    ]  # fmt: skip


def test_files_that_wait_are_shown_with_their_stage(officer, council, client):
    PaymentFileFactory(organisation=council, name="waiting.csv")

    words = page(client, "anchors")

    assert "waiting.csv To confirm" in words


def test_whole_years_say_so(officer, council, client):
    months = [f"2024-{month:02}" for month in range(4, 13)] + ["2025-01", "2025-02", "2025-03"]
    PaymentFileFactory(organisation=council, months=months)

    assert "All twelve months have payments" in page(client, "anchors")


def test_an_upload_asks_whose_payments_they_are(officer, council, client):
    actions.own_anchor(organisation=council, by="a test", at=AT)
    assert "Whose payments" not in page(client, "upload")
    other = AnchorFactory(organisation=council, code="trust", name="Trust", is_own=False)
    assert "Whose payments are these?" in page(client, "upload")

    assert b"Select whose payments these are" in send(client, ("a.csv", b"x,y\n1,2\n")).content
    send(client, ("a.csv", b"Supplier,Date,Amount\nBright,03/04/2024,1.00\n"), anchor=other.pk)

    assert [file.anchor for file in council.payment_files.all()] == [other]


def test_readers_see_no_buttons(auditor, council, client):
    imported(organisation=council)

    assert "Add an anchor" not in page(client, "anchors")
