"""Every page of scores, decisions and results, through the client."""

import csv
import hashlib
import json
from decimal import Decimal

import pytest
from django.urls import reverse

from procurement.evaluation.actions import load_bundle
from procurement.evaluation.models import Score, ScoreDraft
from procurement.tenders.models import State
from tests.factories.accounts import OrganisationFactory
from tests.factories.bids import BidFactory, bid_for
from tests.factories.evaluation import DisqualificationFactory, ScoreDraftFactory, agreed
from tests.factories.tenders import whole_method
from tests.integration.procurement.people import client_of, officer_of
from tests.unit.procurement.calculations.golden import published, without_free_text

pytestmark = pytest.mark.django_db

REASON = "Method statement, page 4: a rota for every area."
RESULT_PAGES = ["result", "report", "result_file", "bundle_file", "report_file", "scores"]


@pytest.fixture
def methodology():
    """A fixed method with two questions."""
    return whole_method(fixed=True)


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


def loaded(name, **changes):
    """Return a tender made of a published edge case, and a client of an officer."""
    if name == "golden":
        bundle = published("bundle.json")
    else:
        cases = {case["name"]: case["bundle"] for case in published("edge_cases.json")["cases"]}
        bundle = cases[name]
    tender = load_bundle(bundle=bundle, organisation=OrganisationFactory(), by="the tests")
    return tender, officer_of(tender)


def answers(bid, *scores, **more):
    """Return what the page of a bid's scores sends: (code, points, reason, version) for each."""
    sent = {"criterion": [code for code, *_ in scores]}
    for number, (_, points, reason, version) in enumerate(scores):
        sent |= {
            f"points_{number}": points,
            f"reason_{number}": reason,
            f"version_{number}": version,
        }
    return sent | more


BOTH = [("Q1", "3", REASON, ""), ("SV1", "4", REASON, "")]


# --- Who may ------------------------------------------------------------------------------------


def pages_of(bid):
    """Return the address of every page about a bid that has scores."""
    tender, criterion = bid.tender, agreed(bid, 3)[0].criterion
    return [
        url("score_bid", tender, bid.pk),
        url("amend_score", tender, bid.pk, criterion.pk),
        url("disqualify", tender, bid.pk),
        url("draw", tender, bid.lot.pk),
    ]


def test_an_officer_may_open_every_page(officer, bid):
    pages = pages_of(bid) + [url(name, bid.tender) for name in RESULT_PAGES]

    assert [officer.get(page).status_code for page in pages] == [200] * len(pages)


@pytest.mark.parametrize("role", ["evaluator", "moderator", "approver", "auditor"])
def test_only_officers_change_scores(role, bid):
    client = client_of(bid.tender.organisation, role)

    assert [client.get(page).status_code for page in pages_of(bid)] == [403] * 4


@pytest.mark.parametrize(
    ("role", "status"),
    [("approver", 200), ("auditor", 200), ("evaluator", 403), ("moderator", 403)],
)
def test_who_judges_quality_sees_no_price(role, status, bid):
    client = client_of(bid.tender.organisation, role)
    pages = [url(name, bid.tender) for name in RESULT_PAGES]

    assert [client.get(page).status_code for page in pages] == [status] * len(pages)


def test_another_organisations_pages_are_not_found(bid):
    client = client_of(OrganisationFactory(), "procurement_officer")
    pages = pages_of(bid) + [url(name, bid.tender) for name in RESULT_PAGES]

    assert {client.get(page).status_code for page in pages} == {404}


def test_a_bid_of_another_tender_is_not_found(officer, tender):
    assert officer.get(url("score_bid", tender, BidFactory().pk)).status_code == 404


# --- The grid -----------------------------------------------------------------------------------


def test_the_grid_says_what_is_missing(officer, tender, bid):
    ScoreDraftFactory(bid=bid, criterion=tender.methodologies.get().criteria.get(code="Q1"))

    page = words(officer.get(url("scores", tender)))

    assert "2 scores still missing." in page
    assert "Draft" in page
    assert "0 of 2" in page


def test_a_bid_that_is_out_misses_nothing(officer, tender, bid):
    DisqualificationFactory(bid=bid)

    page = words(officer.get(url("scores", tender)))

    assert "Every score is in." in page
    assert "Disqualified" in page


def test_an_empty_grid_says_what_to_do(officer, tender):
    assert reverse("bids:record", args=[tender.pk]) in words(officer.get(url("scores", tender)))


def test_questions_of_another_lot_are_left_out():
    tender, officer = loaded("golden")

    rows = officer.get(url("scores", tender)).context["rows"]

    kinds = [cell["kind"] for cell in rows[0]["cells"]]
    assert kinds == ["score", "score", "score", "other_lot", "score", "score", "score"]


@pytest.mark.parametrize(("name", "is_said"), [("golden", True), ("all_disqualified", False)])
def test_the_lot_of_a_bid_is_said_only_where_there_are_several(name, is_said):
    tender, officer = loaded(name)
    bid = tender.bids.standing().first()

    pages = [officer.get(url("scores", tender)), officer.get(url("score_bid", tender, bid.pk))]

    assert [f"{bid.code}, lot {bid.lot.code}" in words(page) for page in pages] == [is_said] * 2
    assert ("A dash: the question" in words(pages[0])) is is_said


@pytest.mark.parametrize(
    ("disqualifies", "said"),
    [
        (True, "Pass mark: 2. A bid below it is out."),
        (False, "Pass mark: 2. A bid below it is noted, and stays in."),
    ],
)
def test_a_pass_mark_is_said_beside_the_question(disqualifies, said, officer, tender, bid):
    tender.methodologies.get().criteria.filter(code="Q1").update(
        pass_mark_points=Decimal(2), pass_mark_disqualifies=disqualifies
    )

    assert words(officer.get(url("score_bid", tender, bid.pk))).count(said) == 1


@pytest.mark.parametrize("count", [1, 3])
def test_the_grid_asks_the_same_number_of_queries(
    count, officer, methodology, django_assert_num_queries
):
    for _ in range(count):
        agreed(bid_for(methodology), 3)

    with django_assert_num_queries(14):
        officer.get(url("scores", methodology.tender))


# --- Scoring ------------------------------------------------------------------------------------


def test_scores_are_agreed_and_lead_to_the_next_bid(officer, tender, bid):
    other = bid_for(tender.methodologies.get())

    response = officer.post(url("score_bid", tender, bid.pk), answers(bid, *BOTH, save="yes"))

    assert response.headers["Location"] == url("score_bid", tender, other.pk)
    points = Score.objects.order_by("position").values_list("points", flat=True)
    assert list(points) == [Decimal(3), Decimal(4)]
    tender.refresh_from_db()
    assert tender.state == State.SCORING


def test_the_last_bid_leads_to_the_grid(officer, tender, bid):
    out = bid_for(tender.methodologies.get())
    DisqualificationFactory(bid=out)

    response = officer.post(url("score_bid", tender, bid.pk), answers(bid, *BOTH))

    assert response.headers["Location"] == url("scores", tender)


def test_every_score_and_reason_is_asked_for(officer, tender, bid):
    scores = [("Q1", "", "", ""), ("SV1", "4", "Too short", "")]

    page = words(officer.post(url("score_bid", tender, bid.pk), answers(bid, *scores)))

    assert "Select a score for Q1 Running the service" in page
    assert "Enter the reason for your score for Q1 Running the service" in page
    assert "must have 20 characters or more" in page
    assert not Score.objects.exists()


def test_points_that_are_not_on_the_scale_are_refused(officer, tender, bid):
    scores = [("Q1", "7", REASON, "")]

    page = words(officer.post(url("score_bid", tender, bid.pk), answers(bid, *scores)))

    assert "Select a score of the scale for Q1 Running the service" in page


def test_a_reason_that_is_too_long_is_refused_once(officer, tender, bid):
    scores = [("Q1", "3", "x" * 4001, "")]

    page = words(officer.post(url("score_bid", tender, bid.pk), answers(bid, *scores)))

    assert "must be 4,000 characters or fewer. This has 4,001 characters" in page


def test_a_draft_asks_for_nothing_and_comes_back(officer, tender, bid):
    scores = [("Q1", "", "Page 4", ""), ("SV1", "", "", "")]

    response = officer.post(
        url("score_bid", tender, bid.pk), answers(bid, *scores, draft="yes"), follow=True
    )

    assert "Draft saved" in words(response)
    assert "Page 4" in words(response)
    assert ScoreDraft.objects.get().points is None


def test_a_draft_with_points_comes_back_chosen(officer, tender, bid):
    officer.post(
        url("score_bid", tender, bid.pk),
        answers(bid, ("Q1", "3", "Page 4", ""), draft="yes"),
    )

    form = officer.get(url("score_bid", tender, bid.pk)).context["form"]

    assert (form["points_0"].value(), form["version_0"].value()) == ("3", 1)


def test_someone_elses_draft_is_shown_beside_mine(officer, tender, bid):
    ScoreDraftFactory(
        bid=bid,
        criterion=tender.methodologies.get().criteria.get(code="Q1"),
        version=2,
        points=None,
        reason="Theirs, of page 9",
    )
    mine = answers(bid, ("Q1", "3", "Mine, of page 4", "1"), draft="yes")

    response = officer.post(url("score_bid", tender, bid.pk), mine)

    assert response.status_code == 409
    assert "Theirs, of page 9" in words(response)
    assert "Mine, of page 4" in words(response)
    assert "No score" in words(response)


def test_scores_agreed_by_someone_else_are_shown_beside_mine(officer, tender, bid):
    agreed(bid, 5, reason="Theirs: audits every month, page 9.")

    response = officer.post(url("score_bid", tender, bid.pk), answers(bid, *BOTH))

    assert response.status_code == 409
    assert "Theirs: audits every month, page 9." in words(response)
    assert Score.objects.count() == 2


def test_what_someone_else_agreed_is_told_before_what_is_missing(officer, tender, bid):
    agreed(bid, 5, reason="Theirs: audits every month, page 9.")
    scores = [("Q1", "", "", ""), ("SV1", "4", "Mine", "")]

    response = officer.post(url("score_bid", tender, bid.pk), answers(bid, *scores))

    assert response.status_code == 409
    assert "Theirs: audits every month, page 9." in words(response)
    assert "Select a score for" not in words(response)


def test_scoring_a_tender_that_has_gone_on_is_refused(officer, tender, bid):
    tender.state = State.AWARDED
    tender.save()

    page = words(officer.post(url("score_bid", tender, bid.pk), answers(bid, *BOTH)))

    assert "Scores cannot be recorded for this bid now." in page


@pytest.mark.parametrize("count", [1, 3])
def test_scoring_a_bid_asks_the_same_number_of_queries(
    count, officer, methodology, bid, django_assert_num_queries
):
    for _ in range(count - 1):
        agreed(bid_for(methodology), 3)

    with django_assert_num_queries(15):
        officer.get(url("score_bid", methodology.tender, bid.pk))


# --- Amending -----------------------------------------------------------------------------------

AMENDED = {
    "version": "1",
    "points": "5",
    "reason": "Page 9: audits with targets, overlooked at first.",
    "change_reason": "Page 9 was overlooked.",
}


def amend_url(bid, code="Q1"):
    """Return where a bid's score is changed."""
    criterion = bid.tender.methodologies.get().criteria.get(code=code)
    return url("amend_score", bid.tender, bid.pk, criterion.pk)


def test_an_amended_score_shows_its_versions(officer, bid):
    agreed(bid, 3)

    response = officer.post(amend_url(bid), AMENDED)

    assert response.headers["Location"] == url("score_bid", bid.tender, bid.pk)
    assert "Changed because: Page 9 was overlooked." in words(officer.get(amend_url(bid)))
    assert "Version 2, changed because" in words(officer.get(response.headers["Location"]))


def test_an_amendment_says_why(officer, bid):
    agreed(bid, 3)

    page = words(officer.post(amend_url(bid), AMENDED | {"change_reason": "", "reason": "Short"}))

    assert "Enter why the score changes" in page
    assert "must have 20 characters or more" in page


def test_a_score_amended_meanwhile_shows_both(officer, bid):
    agreed(bid, 3)
    officer.post(amend_url(bid), AMENDED)

    response = officer.post(amend_url(bid), AMENDED | {"points": "1"})

    assert response.status_code == 409
    assert "1 Level 1" in words(response)


def test_an_amendment_meanwhile_is_told_before_what_is_missing(officer, bid):
    agreed(bid, 3)
    officer.post(amend_url(bid), AMENDED)

    response = officer.post(amend_url(bid), AMENDED | {"points": "", "change_reason": ""})

    assert response.status_code == 409
    assert "Enter why the score changes" not in words(response)


def test_a_version_that_never_was_counts_as_the_latest_read(officer, bid):
    agreed(bid, 3)

    officer.post(amend_url(bid), AMENDED | {"version": "9"})

    assert bid.scores.filter(version=2).count() == 1


def test_a_question_without_a_score_has_nothing_to_amend(officer, bid):
    assert officer.get(amend_url(bid)).status_code == 404


def test_amending_is_refused_once_the_tender_has_gone_on(officer, bid):
    agreed(bid, 3)
    bid.tender.state = State.AWARDED
    bid.tender.save()

    page = words(officer.post(amend_url(bid), AMENDED))

    assert "Scores cannot be recorded for this bid now." in page


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
    tender.state = State.AWARDED
    tender.save()

    page = words(officer.post(url("disqualify", tender, bid.pk), DECISION))

    assert "Scores cannot be recorded for this bid now." in page


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
    assert officer.get(url("report_file", tender)).status_code == 200
    assert officer.get(url("report", tender)).status_code == 200


def test_missing_scores_are_counted(officer, tender, bid):
    page = words(officer.get(url("result", tender)))

    assert "The result cannot be worked out yet" in page
    assert "2 scores are missing." in page
    assert url("scores", tender) in page


def test_one_missing_score_is_said_in_the_singular(officer, tender, bid):
    officer.post(url("score_bid", tender, bid.pk), answers(bid, BOTH[0]))

    assert "1 score is still missing." in words(officer.get(url("result", tender)))


def test_a_draft_method_has_no_result():
    tender = whole_method().tender

    page = words(officer_of(tender).get(url("result", tender)))

    assert "The result cannot be worked out yet" in page
    assert reverse("tenders:tender", args=[tender.pk]) in page


@pytest.mark.parametrize("name", ["result_file", "bundle_file", "report_file", "report"])
def test_files_of_a_result_that_cannot_be_worked_out_still_answer(name, officer, tender, bid):
    assert officer.get(url(name, tender)).status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_the_result_asks_the_same_number_of_queries(
    count, officer, methodology, django_assert_num_queries
):
    for _ in range(count):
        agreed(bid_for(methodology), 3)

    with django_assert_num_queries(22):
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


@pytest.mark.parametrize("name", ["result", "report"])
def test_what_the_printed_value_is_of_is_said_beside_it(name):
    tender, officer = loaded("golden")

    page = words(officer.get(url(name, tender)))

    value = published("expected.json")["bundle_sha256"]
    assert f"{value}. The bundle that can be downloaded is canonical JSON (RFC 8785)" in page


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


def test_the_report_file_is_a_tagged_pdf():
    tender, officer = loaded("golden")

    response = officer.get(url("report_file", tender))

    assert response.headers["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF")
    assert b"/MarkInfo" in response.content


def test_the_report_holds_every_reason():
    tender, officer = loaded("golden")

    page = words(officer.get(url("report", tender)))

    assert "Commitments table row 7: the question is not answered." in page
    assert without_free_text(published("expected.json"))["bundle_sha256"] in page


def test_the_report_tells_the_method_and_what_was_changed(officer, tender, bid):
    agreed(bid, 3)
    officer.post(amend_url(bid), AMENDED)
    bid.tender.methodologies.get().criteria.filter(code="Q1").update(question="How will you?")

    page = words(officer.get(url("report", tender)))

    for sentence in [
        "How will you?",
        "Points are divided by the highest points",
        "If bids are exactly equal: ",
        "Q1: 3 points became 5. Page 9 was overlooked.",
    ]:
        assert sentence in page
    assert officer.get(url("report_file", tender)).status_code == 200
