"""Payments that repeat an earlier one: side by side, confirmed or kept."""

import pytest
from django.urls import reverse

from socialvalue.spend.models import Repeat
from tests.factories.spend import imported, taken_back
from tests.integration.socialvalue.spend.pages import page, words

TWICE = """Supplier,Date,Amount,Number,Category
Bright,03/04/2024,100.00,7,Cleaning
Bright,03/04/2024,100.00,7,Cleaning
Roofing,05/04/2024,5.00,8,Repairs
Roofing,05/04/2024,5.00,8,Repairs
BRIGHT LTD,06/04/2024,9.00,9,Cleaning
BRIGHT LTD,06/04/2024,9.00,9,Cleaning
"""
DECISION = {"state": "confirmed", "reach": "ticked", "because": "Published twice"}


@pytest.fixture
def repeats(officer, council):
    """Three repeats of one file, by the row."""
    imported(TWICE, organisation=council)
    found = {repeat.row: repeat for repeat in Repeat.objects.all()}
    assert list(found) == [3, 5, 7]
    return found


def decide(client, *repeats, **answers):
    keys = [repeat.pk for repeat in repeats]
    return client.post(reverse("spend:repeats"), DECISION | {"keys": keys} | answers)


def states():
    return {repeat.row: repeat.state for repeat in Repeat.objects.all()}


def test_without_repeats_there_is_nothing_to_look_at(officer, client):
    assert "There is none to look at" in page(client, "repeats")
    assert "Nothing was decided yet" in page(client, "repeats", query="?show=decided")


def test_each_repeat_stands_beside_what_it_repeats(repeats, client):
    found = page(client, "repeats")

    assert "To look at: 3" in found
    assert "3 April 2024 £100.00 payments.csv , row 3 payments.csv , row 2" in found


def test_those_that_are_ticked_are_decided_about(repeats, client):
    response = decide(client, repeats[3])

    assert response.url == reverse("spend:repeats")
    assert states() == {3: "confirmed", 5: "flagged", 7: "flagged"}
    assert "Decided about 1 repeated payment" in page(client, "repeats")
    shown = page(client, "repeats", query="?show=decided")
    assert "The same payment: left out: Published twice" in shown


def test_all_that_look_alike_are_decided_about_at_once(repeats, client):
    # "Bright" and "BRIGHT LTD" are one supplier.
    decide(client, repeats[3], reach="alike", state="kept")

    assert states() == {3: "kept", 5: "flagged", 7: "kept"}


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"keys": []}, "Select at least one repeated payment"),
        ({"state": ""}, "Select what they are"),
        ({"because": ""}, "Enter why"),
    ],
)
def test_a_decision_with_something_missing_is_refused(repeats, client, answers, said):
    assert said in words(decide(client, repeats[3], **answers))
    assert set(states().values()) == {"flagged"}


def test_a_repeat_that_stands_no_more_cannot_be_decided_about(repeats, client, monkeypatch):
    everything = Repeat.objects.order_by("row").select_related("file__anchor", "first_file")
    monkeypatch.setattr(
        "socialvalue.spend.queries.repeats_to_show", lambda organisation, decided: everything
    )
    taken_back(repeats[3].file)

    assert "Select at least one repeated payment" in words(decide(client, repeats[3]))


def test_readers_decide_nothing(auditor, council, client):
    imported(TWICE, organisation=council)

    assert "What are they?" not in page(client, "repeats")
    assert client.post(reverse("spend:repeats"), DECISION).status_code == 403
