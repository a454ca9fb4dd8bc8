"""Categories: what is left out, what is within reach, what leaks, and what is done about it."""

import datetime as dt
from urllib.parse import urlencode

import pytest
from django.urls import reverse

from socialvalue.calculations.spend.bands import Spend
from socialvalue.jobs import actions as jobs
from socialvalue.spend import actions, queries
from socialvalue.spend.models import CategoryDecision, GapNote
from tests.factories.spend import (
    AT,
    AnchorFactory,
    ContractFactory,
    GapNoteFactory,
    RowDecisionFactory,
    analysed,
    confirmed,
    events_of,
    imported,
    uploaded,
)
from tests.integration.socialvalue.spend.pages import page, words

# The council and its trust: cleaning is bought here and far away, energy only far away.
OURS = """Supplier,Postcode,Date,Amount,Category
Brightside Cleaning Ltd,PR1 2RL,03/04/2024,"1,200.00",Cleaning
Faraway plc,EC1A 1BB,07/05/2024,"3,000.00",Cleaning
Power plc,EC1A 1BB,08/05/2024,"9,000.00",Energy
"""
TRUSTS = """Supplier,Postcode,Date,Amount,Category
Ribble Roofing,PR1 2RL,06/05/2024,500.50,cleaning
Pat Sole Trader,PR1 2RL,06/05/2024,80.00,cleaning
"""
DECISION = {
    "keys": ["energy"], "left_out_as": "", "within_reach": "no",
    "because": "A national framework", "owner": "Head of buying",
}  # fmt: skip


@pytest.fixture
def analysis(country, council):
    """The newest analysis, of two anchors."""
    imported(OURS, organisation=council)
    trust = AnchorFactory(organisation=council, code="trust", name="Trust", is_own=False)
    file = uploaded(TRUSTS, organisation=council, name="trust.csv")
    file.anchor = trust
    file.save()
    read(confirmed(file))
    return analysed(council)


def read(file):
    """Have the worker read a file."""
    jobs.run(job_id=file.job_id)


def test_without_an_analysis_there_is_nothing_to_decide(officer, client):
    assert "No categories yet" in page(client, "categories")
    assert "No analysis yet" in page(client, "gaps")


def test_categories_are_listed_with_their_leak(officer, analysis, client):
    found = page(client, "categories")

    assert "Energy £9,000.00 : payments for Energy £9,000.00 100.0% Not decided" in found
    assert "£4,780.50 : payments for Cleaning £3,000.00 62.8% Not decided" in found


def test_a_decision_counts_for_all_that_were_ticked(officer, council, analysis, client):
    response = client.post(reverse("spend:categories"), DECISION | {"keys": ["energy", "cleaning"]})

    assert response.url == reverse("spend:categories")
    standing = council.category_decisions.standing()
    assert {(one.key, one.name, one.is_influenceable) for one in standing} == {
        ("energy", "Energy", False), ("cleaning", "Cleaning", False),
    }  # fmt: skip
    assert events_of(standing[0]) == ["category.decided"]
    assert "Decided for 2 categories" in page(client, "categories")


def test_one_decision_says_one(officer, analysis, client):
    client.post(reverse("spend:categories"), DECISION)

    assert "Decided for 1 category." in page(client, "categories")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"keys": []}, "Select at least one category"),
        ({"keys": ["no such"]}, "Select categories of this list"),
        ({"within_reach": ""}, "Select whether your organisation can influence it"),
        ({"because": ""}, "Enter why"),
    ],
)
def test_a_decision_with_something_missing_is_refused(officer, analysis, client, wrong, said):
    response = client.post(reverse("spend:categories"), DECISION | wrong)

    assert said in words(response)
    assert not CategoryDecision.objects.exists()


def test_nothing_is_decided_of_nothing(council):
    with pytest.raises(actions.NothingChosen, match="at least one"):
        actions.decide_categories(
            organisation=council, names={}, left_out_as="", is_influenceable=True,
            because="x", owner="", by="a test", at=AT,
        )  # fmt: skip


def test_a_colleagues_newer_decision_is_not_replaced_unseen(officer, council, analysis, client):
    opened = client.get(reverse("spend:categories")).context["form"]["seen_at"].value()
    client.post(reverse("spend:categories"), DECISION)
    stale = DECISION | {"keys": ["cleaning", "energy"], "within_reach": "yes", "seen_at": opened}

    refused = client.post(reverse("spend:categories"), stale)
    seen_now = refused.context["form"]["seen_at"].value()
    client.post(reverse("spend:categories"), stale | {"seen_at": seen_now})

    assert "The data_officer has decided about Energy after you opened this page" in words(refused)
    assert [one.number for one in council.category_decisions.filter(key="energy")] == [2, 1]
    assert council.category_decisions.filter(key="cleaning").count() == 1


@pytest.mark.parametrize("seen_at", ["yesterday", "0001-01-01T00:00:00+14:00"])
def test_a_moment_that_is_none_is_refused(officer, analysis, client, seen_at):
    response = client.post(reverse("spend:categories"), DECISION | {"seen_at": seen_at})

    assert "Open the page again" in words(response)


def test_a_category_with_a_very_long_name_is_decided_twice(council):
    said = {"left_out_as": "", "is_influenceable": True, "because": "x", "owner": "", "by": "y"}
    names = {"a" * 300: "A" * 300}

    for _ in range(2):
        actions.decide_categories(organisation=council, names=names, at=AT, **said)

    assert [one.number for one in council.category_decisions.order_by("number")] == [1, 2]


def test_the_newest_decision_counts_and_the_older_stay(officer, council, analysis, client):
    client.post(reverse("spend:categories"), DECISION)
    client.post(reverse("spend:categories"), DECISION | {"left_out_as": "grant"})

    (standing,) = council.category_decisions.standing()
    assert (standing.number, standing.left_out_as) == (2, "grant")
    history = page(client, "category_history", query="?category=energy")
    assert history.index("Left out: grants") < history.index("Out of reach")
    assert "A national framework" in history
    assert "Nothing was decided yet" in page(client, "category_history", query="?category=none")
    assert "Left out: grants" in page(client, "category_history")


def test_what_was_left_out_stays_in_the_list(officer, council, analysis, client):
    client.post(reverse("spend:categories"), DECISION | {"left_out_as": "financing"})
    analysed(council, at=AT + dt.timedelta(days=1))

    found = page(client, "categories")

    assert "Energy Not counted Left out: loans and other financing" in found
    assert "Energy" not in page(client, "gaps").split("Gaps")[-1]


def test_only_what_is_not_decided_can_be_asked_for(officer, analysis, client):
    client.post(reverse("spend:categories"), DECISION)

    found = page(client, "categories", query="?show=undecided")

    assert "Not decided: 1" in found
    assert "Energy" not in found.split("Leaks Decided")[1]


def test_readers_decide_nothing(auditor, analysis, client):
    assert "Decide for the selected" not in page(client, "categories")
    assert client.post(reverse("spend:categories"), DECISION).status_code == 403


def test_gaps_are_what_leaks_and_is_within_reach(officer, analysis, client):
    client.post(reverse("spend:categories"), DECISION)

    found = page(client, "gaps")

    assert "£3,000.00 leaks in 1 category within reach" in found
    assert "Cleaning £3,000.00 62.8% £4,780.50 Nothing noted" in found
    assert "not a lawful award criterion" in found


def test_no_gap_is_told_where_everything_is_out_of_reach(officer, analysis, client):
    client.post(reverse("spend:categories"), DECISION | {"keys": ["energy", "cleaning"]})

    assert "No category leaks that is within reach" in page(client, "gaps")


def gap(client, key="cleaning"):
    return page(client, "gap", query=f"?{urlencode({'category': key})}")


def test_a_gap_names_local_suppliers_and_who_pays_them(officer, council, analysis, client):
    person = council.suppliers.get(name="Pat Sole Trader")
    person.is_individual, person.sources = True, {"is_individual": {"source": "a person"}}
    person.save()
    analysed(council, at=AT + dt.timedelta(days=1))

    found = gap(client)

    assert "Brightside Cleaning Ltd Guild Council, £1,200.00 £1,200.00" in found
    assert "Ribble Roofing Trust, £500.50 £500.50" in found
    assert "Pat Sole Trader" not in found
    assert "not a lawful award criterion" in found


def test_a_gap_without_local_suppliers_says_so(officer, analysis, client):
    assert "no supplier of your place was paid for this category" in gap(client, "energy")


def test_an_unknown_gap_leads_to_the_list(officer, analysis, client):
    response = client.get(reverse("spend:gap") + "?category=unknown")

    assert response.url == reverse("spend:gaps")


def test_a_note_is_kept_with_its_owner_and_next_date(officer, council, analysis, client):
    response = client.post(
        reverse("spend:gap") + "?category=cleaning",
        {
            "text": "Ask the co-operative", "owner": "Ana", "next_on-day": "1",
            "next_on-month": "2", "next_on-year": "2025",
        },
    )  # fmt: skip

    assert response.url == reverse("spend:gap") + "?category=cleaning"
    note = GapNote.objects.get()
    assert (note.key, note.name, note.next_on) == ("cleaning", "Cleaning", dt.date(2025, 2, 1))
    assert events_of(note) == ["gap.noted"]
    assert "Ask the co-operative" in gap(client)
    assert "Ana, next on 1 February 2025 Due" in page(client, "gaps")


def test_the_newest_note_counts(council, analysis):
    for text in ("First", "Second"):
        GapNoteFactory(organisation=council, key="cleaning", text=text)

    (note,) = council.gap_notes.newest()

    assert (note.number, note.text) == (2, "Second")


def test_a_gap_that_spends_no_more_keeps_its_notes(officer, council, analysis, client):
    GapNoteFactory(organisation=council, key="catering", name="Catering")

    assert "This analysis has no spend on this category" in gap(client, "catering")


def test_a_note_without_words_is_refused(officer, analysis, client):
    response = client.post(reverse("spend:gap") + "?category=cleaning", {"text": ""})

    assert "Enter what is being done" in words(response)


def test_what_was_paid_to_a_name_is_told_by_category_and_band(analysis):
    paid = queries.paid_to(analysis, keys=(), names={"FARAWAY", "BRIGHTSIDECLEANING"})

    assert paid == {"cleaning": {"E07000123": Spend(1, 120_000), "outside": Spend(1, 300_000)}}


def test_things_say_what_they_are(council):
    contract = ContractFactory(organisation=council, reference="C-1", title="Cleaning")

    assert str(contract) == "C-1: Cleaning"
    assert str(contract.register) == "contracts.csv"
    assert str(GapNoteFactory(organisation=council)) == "Catering"
    decision = RowDecisionFactory(file__organisation=council, file__name="a.csv", row=3)
    assert str(decision) == "a.csv, row 3"


def test_a_decision_about_a_row_that_is_not_listed_any_more_stands_alone(council):
    decision = RowDecisionFactory(file__organisation=council)

    assert queries.unread_rows(decision.file) == {}


@pytest.mark.usefixtures("analysis", "officer")
@pytest.mark.parametrize("name", ["category_history", "gap"])
def test_a_category_that_no_database_can_hold_is_not_there(client, name):
    response = client.get(reverse(f"spend:{name}") + "?category=clean%00ing")

    assert response.status_code == 404
