"""How much a result hangs on single scores, weights and bids, through the client."""

import copy
import csv
from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse

from procurement.evaluation import actions
from procurement.evaluation.presenters.sensitivity import FIGURES
from procurement.tenders.models import State
from socialvalue.accounts.models import Role
from tests.factories.accounts import OrganisationFactory, UserFactory
from tests.integration.procurement.people import client_of
from tests.unit.procurement.calculations import bundles
from tests.unit.procurement.calculations.golden import published

pytestmark = pytest.mark.django_db

# By hand: quality 50, price 30, social value 20. A: 50 + 15 + 10 = 75; B: 25 + 30 + 20 = 75 less
# what SV1 takes: at 75 points B has 25 + 30 + 15 = 70.
CLOSE = bundles.bundle(
    bundles.bid("A", "200000.00", {"Q1": "100", "SV1": "50"}),
    bundles.bid("B", "100000.00", {"Q1": "50", "SV1": "75"}),
)


def ranked(bundle, state=State.RANKED):
    """Return a tender that was loaded from a bundle and is ranked."""
    call_command("load_frameworks", verbosity=0)
    organisation = OrganisationFactory()
    by = UserFactory(roles=[Role.PROCUREMENT_OFFICER], roles__organisation=organisation)
    tender = actions.load_bundle(bundle=copy.deepcopy(bundle), organisation=organisation, by=by)
    type(tender).objects.filter(pk=tender.pk).update(state=state)
    tender.refresh_from_db()
    return tender


def url(name, tender, query=""):
    """Return the address of a page about sensitivity."""
    return reverse(f"evaluation:{name}", args=[tender.pk]) + query


def words(response):
    """Return the answer's text on one line."""
    return " ".join(response.content.decode().split())


@pytest.mark.parametrize("role", ["procurement_officer", "approver", "auditor"])
@pytest.mark.parametrize("page", ["sensitivity", "sensitivity_file"])
def test_readers_of_the_result_open_it_once_ranked(page, role):
    tender = ranked(CLOSE)

    assert client_of(tender.organisation, role).get(url(page, tender)).status_code == 200


@pytest.mark.parametrize("state", [State.SCORING, State.QUALITY_LOCKED, State.PRICE_OPENED])
@pytest.mark.parametrize("page", ["sensitivity", "sensitivity_file"])
def test_nobody_opens_it_before_the_ranking_stands(page, state):
    tender = ranked(CLOSE, state)

    officer = client_of(tender.organisation, "procurement_officer")

    assert officer.get(url(page, tender)).status_code == 403


@pytest.mark.parametrize("role", ["evaluator", "moderator"])
def test_the_panel_does_not_open_it(role):
    tender = ranked(CLOSE)

    assert client_of(tender.organisation, role).get(url("sensitivity", tender)).status_code == 403


def test_another_organisations_is_not_found():
    stranger = client_of(OrganisationFactory(), "procurement_officer")

    assert stranger.get(url("sensitivity", ranked(CLOSE))).status_code == 404


def test_the_page_says_what_it_found_and_that_it_is_no_part_of_the_decision():
    tender = ranked(CLOSE)

    page = words(client_of(tender.organisation, "auditor").get(url("sensitivity", tender)))

    assert "No part of the decision" in page
    assert "Name of bidder-A is ranked first." in page
    # A: Q1 at 75 gives 62.5; at SV1 25 it has 70 and B, with more social value, comes first.
    # B: Q1 at 75 gives 82.5; SV1 at 100 gives 75, and more social value.
    assert "4 of 7 scores, each moved by one level, change who is first." in page
    assert "No other bid, left out, changes who is first." in page
    assert "weightings around the published one" in page
    assert "One score, one level up or down" in page


def test_the_published_example_is_shown_lot_by_lot():
    tender = ranked(published("bundle.json"))

    page = words(client_of(tender.organisation, "auditor").get(url("sensitivity", tender)))

    lots = [each["code"] for each in published("bundle.json")["lots"]]
    assert all(f"Lot {code}:" in page for code in lots)


def test_a_losing_bid_that_decides_is_named():
    # The vector of rules: A 73, B 76; with C 61, 58.857..., 58.
    bundle = bundles.bundle(
        bundles.bid("A", "1000000.00", {"Q1": "75"}),
        bundles.bid("B", "700000.00", {"Q1": "60"}),
        bundles.bid("C", "400000.00", {"Q1": "30"}),
        criteria=[bundles.criterion("Q1", "quality")],
        section_weights=bundles.weights("60", "40", "0"),
        scales=[
            {
                "code": "hundred",
                "title": "0 to 100",
                "levels": [bundles.level(each) for each in ("100", "75", "60", "30", "0")],
            }
        ],
    )
    tender = ranked(bundle)

    page = words(client_of(tender.organisation, "auditor").get(url("sensitivity", tender)))

    assert (
        "Without Name of bidder-C, which is not first, the first would be Name of bidder-B." in page
    )
    assert "Without Name of bidder-A: Name of bidder-B" in page


def test_a_result_without_a_first_bid_has_nothing_to_change():
    bundle = bundles.bundle(
        bundles.bid("A", "100000.00", {"Q1": "100", "SV1": "50"}),
        bundles.bid("B", "100000.00", {"Q1": "100", "SV1": "50"}),
    )
    tender = ranked(bundle)

    page = words(client_of(tender.organisation, "auditor").get(url("sensitivity", tender)))

    assert "Nobody is first alone" in page
    assert "Tied: 10,000" in page


def test_where_weights_decide_nothing_there_is_no_simulation():
    bundle = bundles.bundle(
        bundles.bid("A", "100000.00", {"Q1": "100", "SV1": "100"}),
        bundles.bid("B", "120000.00", {"Q1": "75", "SV1": "75"}),
        section_weights=bundles.weights("70", "0", "30"),
        lots=[bundles.lot(formula="LOWEST_ABOVE_THRESHOLD", parameters={"minimum_quality": "10"})],
    )
    tender = ranked(bundle)
    auditor = client_of(tender.organisation, "auditor")

    page = words(auditor.get(url("sensitivity", tender)))

    assert "Many weightings" not in page
    assert "No change of one section's weight changes who is first." in words(
        auditor.get(url("sensitivity", tender))
    ).replace("&#x27;", "'")
    assert "None of 6 scores, moved by one level, changes who is first." in page
    assert auditor.get(url("sensitivity_file", tender, "?figure=many")).content.count(b"\n") == 1


def test_only_so_many_scores_are_on_the_page(monkeypatch):
    monkeypatch.setattr("procurement.evaluation.presenters.sensitivity.SHOWN", 1)
    tender = ranked(CLOSE)

    page = words(client_of(tender.organisation, "auditor").get(url("sensitivity", tender)))

    assert "And 3 more, in the file." in page


def test_a_result_that_cannot_be_worked_out_hangs_on_nothing():
    bundle = copy.deepcopy(CLOSE)
    bundle["bids"][0]["scores"] = bundle["bids"][0]["scores"][:1]
    bundle["disqualifications"] = [bundles.decision("A")]
    tender = ranked(bundle)
    tender.bids.get(code="A").disqualifications.all().delete()
    auditor = client_of(tender.organisation, "auditor")

    assert "Nothing to show" in words(auditor.get(url("sensitivity", tender)))
    assert auditor.get(url("sensitivity_file", tender)).status_code == 404


@pytest.mark.parametrize("figure", FIGURES)
def test_each_table_has_a_file(figure):
    tender = ranked(CLOSE)
    auditor = client_of(tender.organisation, "auditor")

    answer = auditor.get(url("sensitivity_file", tender, f"?lot=1&figure={figure}"))

    rows = list(csv.reader(StringIO(answer.content.decode("utf-8-sig"))))
    assert {len(row) for row in rows} == {len(rows[0])}
    # Each section has one question, which is all of it: there is no weight of a question to move.
    assert (len(rows) > 1) == (figure != "questions")


def test_a_file_that_does_not_exist_is_not_found():
    tender = ranked(CLOSE)
    auditor = client_of(tender.organisation, "auditor")

    assert auditor.get(url("sensitivity_file", tender, "?figure=x")).status_code == 404
    assert auditor.get(url("sensitivity_file", tender, "?lot=9")).status_code == 404


def test_the_number_of_queries_does_not_grow_with_bids(django_assert_max_num_queries):
    more = copy.deepcopy(CLOSE)
    for number in range(6):
        code = f"N{number}"
        more["bids"].append(bundles.bid(code, "300000.00", {"Q1": "25", "SV1": "25"}))
        more["bidders"].append({"code": f"bidder-{code}", "name": code})
    tender = ranked(more)
    auditor = client_of(tender.organisation, "auditor")

    with django_assert_max_num_queries(32):
        auditor.get(url("sensitivity", tender))


def test_the_result_leads_to_it():
    tender = ranked(CLOSE)

    page = words(client_of(tender.organisation, "auditor").get(url("result", tender)))

    assert url("sensitivity", tender) in page
