"""Every page of results and decisions, through the client."""

import csv
import hashlib
import json

import pytest
from django.test import Client
from django.urls import reverse

from procurement.evaluation.actions import load_bundle
from procurement.tenders.models import State
from tests.factories.accounts import OrganisationFactory, UserFactory
from tests.factories.bids import BidFactory, bid_for
from tests.factories.evaluation import (
    DisqualificationFactory,
    PanelMemberFactory,
    ScoreFactory,
    agreed,
)
from tests.factories.tenders import whole_method
from tests.integration.procurement.people import BACKEND, client_of, officer_of
from tests.unit.procurement.calculations.golden import published

pytestmark = pytest.mark.django_db

RESULT_PAGES = ["result", "result_file", "bundle_file"]


@pytest.fixture
def methodology():
    """A method with two questions, of a tender whose prices are opened."""
    return whole_method(fixed=True, state=State.PRICE_OPENED)


@pytest.fixture
def tender(methodology):
    """Its tender."""
    return methodology.tender


@pytest.fixture
def bid(methodology):
    """A bid for it."""
    return bid_for(methodology, bidder__name="Alderfinch Ltd")


@pytest.fixture
def officer(tender):
    """A procurement officer of the tender's organisation."""
    return officer_of(tender)


def url(name, tender, *more):
    """Return the address of a page."""
    return reverse(f"evaluation:{name}", args=[tender.pk, *more])


def words(response):
    """Return the answer's text."""
    return response.content.decode()


def loaded(name):
    """Return a tender made of a published edge case, and a client of an officer."""
    if name == "golden":
        bundle = published("bundle.json")
    else:
        cases = {case["name"]: case["bundle"] for case in published("edge_cases.json")["cases"]}
        bundle = cases[name]
    tender = load_bundle(bundle=bundle, organisation=OrganisationFactory(), by="the tests")
    return tender, officer_of(tender)


def stand(tender, state):
    """Put a tender into a state."""
    tender.state = state
    tender.save()


# --- Who may ------------------------------------------------------------------------------------


def pages_of(bid):
    """Return the address of every page of decisions about a bid."""
    return [url("disqualify", bid.tender, bid.pk), url("draw", bid.tender, bid.lot.pk)]


def test_an_officer_may_open_every_page(officer, bid):
    pages = pages_of(bid) + [url(name, bid.tender) for name in RESULT_PAGES]

    assert [officer.get(page).status_code for page in pages] == [200] * len(pages)


@pytest.mark.parametrize("role", ["evaluator", "moderator", "approver", "auditor"])
def test_only_officers_record_decisions(role, bid):
    client = client_of(bid.tender.organisation, role)

    assert [client.get(page).status_code for page in pages_of(bid)] == [403] * 2


@pytest.mark.parametrize(
    ("role", "statuses"),
    [
        ("procurement_officer", [403, 403, 200, 200, 200]),
        ("approver", [403, 403, 403, 200, 200]),
        ("auditor", [403, 403, 403, 200, 200]),
        ("evaluator", [403] * 5),
        ("moderator", [403] * 5),
    ],
)
@pytest.mark.parametrize("name", RESULT_PAGES)
def test_who_reads_the_result_and_when(name, role, statuses, bid):
    client = client_of(bid.tender.organisation, role)
    seen = []
    for state in ["consensus", "quality_locked", "price_opened", "ranked", "archived"]:
        stand(bid.tender, state)
        seen.append(client.get(url(name, bid.tender)).status_code)

    assert seen == statuses


def test_the_result_of_a_terminated_tender_is_seen_as_far_as_it_came(officer, bid):
    bid.tender.terminated_in = State.QUALITY_LOCKED
    stand(bid.tender, State.TERMINATED)

    assert officer.get(url("result", bid.tender)).status_code == 403


def test_another_organisations_pages_are_not_found(bid):
    client = client_of(OrganisationFactory(), "procurement_officer")
    pages = pages_of(bid) + [url(name, bid.tender) for name in RESULT_PAGES]

    assert {client.get(page).status_code for page in pages} == {404}


def test_who_bids_is_not_told_while_bids_are_sealed(officer, tender, bid):
    stand(tender, State.PUBLISHED)

    assert [officer.get(page).status_code for page in pages_of(bid)] == [403, 403]


def test_who_evaluates_takes_no_decisions_on_bids(tender, bid):
    evaluator = UserFactory(
        roles=["procurement_officer", "evaluator"], roles__organisation=tender.organisation
    )
    PanelMemberFactory(tender=tender, user=evaluator)
    client = Client()
    client.force_login(evaluator, backend=BACKEND)

    assert [client.get(page).status_code for page in pages_of(bid)] == [403, 403]


def test_a_bid_of_another_tender_is_not_found(officer, tender):
    assert officer.get(url("disqualify", tender, BidFactory().pk)).status_code == 404


# --- Decisions ----------------------------------------------------------------------------------

DECISION = {
    "rule": "late_tender",
    "reason": "Four hours late.",
    "decided_at-day": "27",
    "decided_at-month": "7",
    "decided_at-year": "2026",
    "decided_at-time": "10:00",
}


def test_a_decision_is_recorded_and_shown_with_its_reason(officer, tender, bid):
    response = officer.post(url("disqualify", tender, bid.pk), DECISION, follow=True)

    assert "Decided by people: the bid came too late. Four hours late." in words(response)


def test_a_decision_says_its_ground_and_reason(officer, tender, bid):
    page = words(officer.post(url("disqualify", tender, bid.pk), {}))

    assert "Select the ground" in page
    assert "Enter the reason" in page


def test_decisions_are_refused_once_the_tender_has_gone_on(officer, tender, bid):
    stand(tender, State.RANKED)

    page = words(officer.post(url("disqualify", tender, bid.pk), DECISION))

    assert "Decisions on bids cannot be recorded for this tender now." in page


DRAW = {
    "witness": "internal auditor",
    "drawn_at-day": "10",
    "drawn_at-month": "8",
    "drawn_at-year": "2026",
    "drawn_at-time": "10:00",
}


def test_lots_are_drawn_where_nothing_separates_bids():
    tender, officer = loaded("tie_needs_a_draw")
    page = words(officer.get(url("result", tender)))
    draw = url("draw", tender, tender.lots.get().pk)
    codes = [bid.code for bid in tender.bids.order_by("position")][:2]

    response = officer.post(draw, DRAW | {"place_1": codes[1], "place_2": codes[0]}, follow=True)

    assert draw in page
    assert "Nothing in the published order separates them." in page
    assert response.context["lots"][0].preferred.code == codes[1]
    assert "lots drawn before a witness" in words(response)


def test_each_bid_has_one_place_in_a_draw():
    tender, officer = loaded("tie_needs_a_draw")
    code = tender.bids.first().code

    page = words(
        officer.post(
            url("draw", tender, tender.lots.get().pk), DRAW | {"place_1": code, "place_2": code}
        )
    )

    assert "Give each bid one place" in page


def test_lots_are_not_drawn_twice():
    tender, officer = loaded("tie_broken_by_a_recorded_draw")

    page = words(officer.post(url("draw", tender, tender.lots.get().pk), DRAW))

    assert "Lots have been drawn for this lot already." in page


# --- The result ---------------------------------------------------------------------------------


def test_the_golden_result_is_told_in_words():
    tender, officer = loaded("golden")

    page = words(officer.get(url("result", tender)))

    for sentence in [
        (
            "Exactly equal to Alderfinch Facilities Ltd. "
            "Placed by the higher social value score, as published."
        ),
        (
            "£1,040,000 is 19.59% below the mean of the other bids (£1,293,316.67). "
            "A price below £1,163,985 is flagged."
        ),
        "its bid may not be disregarded (Procurement Act 2023, section 19(4) and (5)).",
        "Q1: 2 points, below the pass mark of 5.",
        "Social value: 18.75% of its marks, below the pass mark of 25%.",
        "Q2: 2 points, below the pass mark of 5. As published, this does not disqualify.",
        "Decided by people: a condition of participation is not met.",
        "Brightwater Works CIC ranks higher, but has been preferred for as many lots",
        "Brightwater Works CIC is 5.30 points ahead of",
        "Most of the lead comes from",
        "This ranking is worked out from one agreed score for each criterion.",
        published("expected.json")["bundle_sha256"],
    ]:
        assert sentence in page


def test_the_golden_ranking_is_the_expected_one():
    tender, officer = loaded("golden")

    lots = officer.get(url("result", tender)).context["lots"]

    assert [[(line.rank, line.code, line.ranked_by) for line in lot.lines] for lot in lots] == [
        [(1, "L1-B", "86.13"), (2, "L1-A", "86.13"), (3, "L1-D", "73.51"), (4, "L1-C", "73.51")],
        [(1, "L2-B", "73.25"), (2, "L2-C", "67.95"), (3, "L2-G", "62.20"), (4, "L2-H", "59.06")],
    ]
    assert [lot.preferred.code for lot in lots] == ["L1-B", "L2-C"]


@pytest.mark.parametrize(
    ("case", "sentence"),
    [
        (
            "spread_single_bid_refused",
            (
                "The formula “Between the highest and the lowest price” cannot be used: "
                "there is only one bid, and the formula compares bids."
            ),
        ),
        (
            "rel_lowest_zero_price_refused",
            "the lowest price is £0, and the formula divides by it",
        ),
        ("all_disqualified", "No bid is left to rank: there is none, or every one is out."),
        ("spread_equal_prices_refused", "all prices are equal"),
    ],
)
def test_what_cannot_be_ranked_is_told_in_words(case, sentence):
    tender, officer = loaded(case)

    page = words(officer.get(url("result", tender)))

    assert sentence in page


def test_missing_scores_are_counted(officer, tender, bid):
    page = words(officer.get(url("result", tender)))

    assert "The result cannot be worked out yet" in page
    assert "2 scores are missing." in page
    assert url("moderation", tender) in page


def test_one_missing_score_is_said_in_the_singular(officer, tender, bid):
    criterion = tender.methodologies.get().criteria.get(code="Q1")
    ScoreFactory(bid=bid, criterion=criterion)

    assert "1 score is still missing." in words(officer.get(url("result", tender)))


@pytest.mark.parametrize("name", ["result_file", "bundle_file"])
def test_files_of_a_result_that_cannot_be_worked_out_still_answer(name, officer, tender, bid):
    assert officer.get(url(name, tender)).status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_the_result_asks_the_same_number_of_queries(
    count, officer, methodology, django_assert_num_queries
):
    for _ in range(count):
        agreed(bid_for(methodology), 3)

    with django_assert_num_queries(30):
        officer.get(url("result", methodology.tender))


def test_more_bids_than_fit_beside_one_another_are_left_to_the_grid(officer, methodology):
    for points in [0, 1, 2, 3, 4, 5, 5]:
        agreed(bid_for(methodology), points)

    lot = officer.get(url("result", methodology.tender)).context["lots"][0]

    assert (len(lot.lines), lot.columns) == (7, [])


# --- Files --------------------------------------------------------------------------------------


def test_the_bundle_file_gives_the_same_result_again():
    tender, officer = loaded("golden")

    response = officer.get(url("bundle_file", tender))

    assert json.loads(response.content) == published("bundle.json")
    assert response.headers["Content-Disposition"] == (
        'attachment; filename="mwh-2026-014-evaluation-bundle.json"'
    )


def test_sha256sum_of_the_bundle_file_is_the_printed_value():
    tender, officer = loaded("golden")

    content = officer.get(url("bundle_file", tender)).content

    assert hashlib.sha256(content).hexdigest() == published("expected.json")["bundle_sha256"]


def test_what_the_printed_value_is_of_is_said_beside_it():
    tender, officer = loaded("golden")

    page = words(officer.get(url("result", tender)))

    assert published("expected.json")["bundle_sha256"] in page
    assert "The bundle that can be downloaded is canonical JSON (RFC 8785)" in page


def test_the_csv_has_a_row_for_each_bid_and_harmless_cells(officer, tender, methodology):
    agreed(bid_for(methodology, bidder__name="=cmd()"), 5)
    DisqualificationFactory(bid=bid_for(methodology, bidder__name="Late Ltd"))

    lines = officer.get(url("result_file", tender)).content.decode("utf-8-sig").splitlines()

    assert lines[0].startswith("Lot,Rank,Bid,Bidder,Price (£),Quality,Quality weight (%)")
    assert ",'=cmd()," in lines[1]
    assert ",Late Ltd," in lines[2]
    assert len(lines) == 3


def test_figures_in_the_csv_are_numbers_and_weights_stand_beside_them():
    tender, officer = loaded("golden")

    content = officer.get(url("result_file", tender)).content.decode("utf-8-sig")

    row = next(row for row in csv.DictReader(content.splitlines()) if row["Bid"] == "L1-B")
    names = ["Price (£)", "Quality", "Quality weight (%)", "Social value"]
    names += ["Social value weight (%)", "Price score", "Price weight (%)", "Total"]
    # 22.5 + 13.5 + 4.5 = 40.5; social value 13.125 and the total 86.125 are rounded half up.
    assert [row[name] for name in names] == [
        "1280000.00", "40.50", "45", "13.13", "15", "32.50", "40", "86.13"
    ]  # fmt: skip
    assert (row["Ranked by"], row["Value ranked by"]) == ("Total", "86.13")
