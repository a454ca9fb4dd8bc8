"""Locking, opening prices, enquiring, ranking, comparing, approving: the pages, by their people."""

import copy
import csv

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from procurement.bids.models import BidPrice
from procurement.evaluation import actions, guards
from procurement.evaluation.models import PriceEnquiry, Score, ScoreCorrection, ScoreMove
from procurement.tenders.models import State
from procurement.tenders.steps import steps_of
from tests.by_hand import lifted
from tests.factories.accounts import OrganisationFactory
from tests.factories.bids import BidPriceFactory, LateDecisionFactory
from tests.factories.evaluation import DisqualificationFactory, ScoreCorrectionFactory
from tests.factories.moderation import REASON, Moderated
from tests.integration.procurement.people import BACKEND, client_of
from tests.unit.procurement.calculations.golden import published

pytestmark = pytest.mark.django_db
ADDRESSES = ["lock_quality", "open_prices", "rank", "approve", "corrections", "compare"]
ADDRESSES += ["compare_file", "unlock_quality", "return_ranking"]
NOBODY = {name: frozenset() for name in ADDRESSES}


@pytest.fixture(scope="module")
def tenders_on_their_way(django_db_setup, django_db_blocker):
    """Take a tender to each step of the decision, once for all tests of this file."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield {
            "agreed": Moderated().agree_everything(),
            "locked": Moderated().agree_everything().lock(),
            "opened": Moderated().open_prices(),
            "ranked": Moderated().rank(),
        }
        transaction.set_rollback(True)


@pytest.fixture
def agreed(tenders_on_their_way):
    """A tender of which every score is agreed. What a test does to it is taken back."""
    return copy.deepcopy(tenders_on_their_way["agreed"])


@pytest.fixture
def locked(tenders_on_their_way):
    """The same once quality is locked."""
    return copy.deepcopy(tenders_on_their_way["locked"])


@pytest.fixture
def opened(tenders_on_their_way):
    """The same once prices are opened."""
    return copy.deepcopy(tenders_on_their_way["opened"])


@pytest.fixture
def ranked(tenders_on_their_way):
    """The same once it is ranked."""
    return copy.deepcopy(tenders_on_their_way["ranked"])


def client_for(user):
    """Return a browser in which somebody is signed in."""
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


def url(name, panel, *keys):
    """Return the address of a page."""
    return reverse(f"evaluation:{name}", args=[panel.tender.pk, *keys])


def words(response):
    """Return the answer's text."""
    return response.content.decode()


def people_of(panel):
    """Return everybody who has to do with a tender."""
    return {
        "officer": panel.officer,
        "moderator": panel.moderator,
        "E1": panel.users["E1"],
        "approver": panel.approver,
        "auditor": panel.auditor,
    }


def allowed(panel, name, *keys):
    """Return who may open a page."""
    page = url(name, panel, *keys)
    statuses = {
        who: client_for(user).get(page).status_code for who, user in people_of(panel).items()
    }
    assert set(statuses.values()) <= {200, 403}
    return {who for who, status in statuses.items() if status == 200}


def decide(client, page, act, **more):
    """Confirm or refuse the proposal that a page shows."""
    proposal = client.get(page).context["proposal"]
    sent = {"act": act, "proposal": str(proposal.pk)} | more
    return client.post(page, sent, follow=True)


def stands(panel):
    """Return the state of the tender as it stands."""
    panel.tender.refresh_from_db()
    return panel.tender.state


# --- Who may --------------------------------------------------------------------------------------
def test_who_opens_which_page_in_moderation():
    panel = Moderated()

    seen = {name: allowed(panel, name) for name in ADDRESSES}

    assert seen == NOBODY | {"lock_quality": {"moderator", "approver"}}


def test_who_opens_which_page_once_quality_is_locked(locked):
    seen = {name: allowed(locked, name) for name in ADDRESSES}

    assert seen == NOBODY | {
        "open_prices": {"officer", "approver"},
        "unlock_quality": {"officer", "moderator"},
    }


def test_who_opens_which_page_once_prices_are_opened(opened):
    seen = {name: allowed(opened, name) for name in ADDRESSES}

    assert seen == NOBODY | {
        "rank": {"officer"},
        "corrections": {"officer", "approver"},
        "compare": {"officer"},
        "compare_file": {"officer"},
    }
    assert allowed(opened, "correct_score", opened.bids[0].pk, opened.q1.pk) == {"officer"}


def test_who_opens_which_page_once_ranked(ranked):
    seen = {name: allowed(ranked, name) for name in ADDRESSES}

    readers = {"officer", "approver", "auditor"}
    assert seen == NOBODY | {
        "approve": {"officer", "approver"},
        "return_ranking": {"officer", "approver"},
        "corrections": readers,
        "compare": readers,
        "compare_file": readers,
    }


def test_whoever_took_part_neither_confirms_the_lock_nor_approves(ranked):
    ranked.members["M1"].user = ranked.approver
    ranked.members["M1"].save()

    assert allowed(ranked, "approve") == {"officer"}


def test_another_organisations_pages_are_not_found(ranked):
    client = client_of(OrganisationFactory(), "procurement_officer", "approver")

    assert {client.get(url(name, ranked)).status_code for name in ADDRESSES} == {404}


# --- Two people -----------------------------------------------------------------------------------
def test_quality_is_locked_from_its_page_by_two_people(agreed):
    page = url("lock_quality", agreed)
    moderator, approver = client_for(agreed.moderator), client_for(agreed.approver)

    nothing = words(approver.get(page))
    moderator.post(page, {"act": "propose", "note": "Q1 took longest."})
    mine = words(moderator.get(page))
    theirs = words(approver.get(page))
    done = words(decide(approver, page, "confirm"))

    assert "Nobody has proposed this yet." in nothing
    assert "Take it back" in mine
    assert "Confirm and lock quality" not in mine
    assert "Q1 took longest." in theirs
    assert "Quality is locked" in done
    assert stands(agreed) == State.QUALITY_LOCKED


def test_what_stands_in_the_way_is_listed_and_nothing_can_be_proposed():
    panel = Moderated(bids=8)
    client, page = client_for(panel.moderator), url("lock_quality", panel)

    asked = words(client.get(page))
    sent = words(client.post(page, {"act": "propose"}, follow=True))

    assert "no score is agreed yet." in asked
    assert "Propose the lock" not in asked
    assert "no score is agreed yet." in sent
    assert not panel.tender.proposals.exists()


def test_more_than_twenty_sentences_are_counted():
    panel = Moderated(bids=11)

    page = words(client_for(panel.moderator).get(url("lock_quality", panel)))

    assert "And 2 more." in page


def test_a_proposal_is_refused_with_a_reason_and_can_be_made_again(agreed):
    page = url("lock_quality", agreed)
    moderator, approver = client_for(agreed.moderator), client_for(agreed.approver)
    moderator.post(page, {"act": "propose"})

    asked = words(decide(approver, page, "refuse"))
    decide(approver, page, "refuse", because="Q1 says nothing of page 9.")
    again = words(moderator.get(page))

    assert "Enter why you refuse" in asked
    assert "Q1 says nothing of page 9." in again
    assert "Propose the lock" in again


def test_a_proposal_is_taken_back_by_who_made_it(agreed):
    page = url("lock_quality", agreed)
    moderator = client_for(agreed.moderator)
    moderator.post(page, {"act": "propose"})

    moderator.post(page, {"act": "take_back"})
    twice = words(moderator.post(page, {"act": "take_back"}, follow=True))

    assert "Somebody has decided on this already." in twice
    assert not agreed.tender.proposals.exists()


def test_acts_that_are_not_ones_own_or_not_there_are_refused(agreed):
    page = url("lock_quality", agreed)
    moderator, approver = client_for(agreed.moderator), client_for(agreed.approver)

    assert approver.post(page, {"act": "propose"}).status_code == 403
    assert moderator.post(page, {"act": "confirm"}).status_code == 403
    assert moderator.post(page, {"act": "dance"}).status_code == 302
    gone = words(approver.post(page, {"act": "confirm", "proposal": "x"}, follow=True))
    assert "Somebody has decided on this already." in gone


def test_a_note_that_is_too_long_is_refused(agreed):
    sent = {"act": "propose", "note": "x" * 2001}

    page = words(client_for(agreed.moderator).post(url("lock_quality", agreed), sent))

    assert "must be 2,000 characters or fewer" in page


def test_quality_is_unlocked_with_a_reason_unless_the_next_step_waits(locked):
    page, client = url("unlock_quality", locked), client_for(locked.officer)
    client.post(url("open_prices", locked), {"act": "propose"})

    waits = words(client.post(page, {"reason": "Page 9."}))
    client.post(url("open_prices", locked), {"act": "take_back"})
    client.post(page, {"reason": "Page 9."})

    assert "The next step is proposed and waits for a decision." in waits
    assert stands(locked) == State.CONSENSUS


def test_prices_are_opened_from_their_page_by_two_people(locked):
    page = url("open_prices", locked)
    client_for(locked.officer).post(page, {"act": "propose"})

    done = words(decide(client_for(locked.second), page, "confirm"))

    assert "Prices are opened" in done
    assert BidPrice.objects.filter(bid__tender=locked.tender).count() == 2


def test_the_result_is_approved_from_its_page_by_two_people(ranked):
    page = url("approve", ranked)
    client_for(ranked.officer).post(page, {"act": "propose"})

    done = words(decide(client_for(ranked.approver), page, "confirm"))

    assert "The result is approved" in done
    assert stands(ranked) == State.APPROVED


def test_a_result_that_changed_stands_in_the_way_of_its_approval(ranked):
    with lifted(guards):
        Score.objects.update(reason="Something else.")

    page = words(client_for(ranked.officer).get(url("approve", ranked)))

    assert "The stored result is not what follows from the database any more." in page


def test_a_ranking_is_sent_back_from_its_page(ranked):
    client_for(ranked.approver).post(url("return_ranking", ranked), {"reason": "Page 9."})

    assert stands(ranked) == State.PRICE_OPENED


# --- Prices and ranking ---------------------------------------------------------------------------
def half_price():
    """Return a tender with opened prices, of which the first is half the other."""
    panel = Moderated()
    BidPrice.sealed.all().delete()
    for bid, pence in zip(panel.bids, (60_000_000, 120_000_000), strict=True):
        BidPriceFactory(bid=bid, price_pence=pence)
    return panel.open_prices()


WHEN = {"day": "19", "month": "8", "year": "2026"}


def on(name):
    """Return a day as a form sends it."""
    return {f"{name}-{part}": value for part, value in WHEN.items()}


def test_a_flagged_price_is_notified_answered_and_decided_page_by_page():
    panel = half_price()
    client, page = client_for(panel.officer), url("enquire_price", panel, panel.bids[0].pk)

    rank = words(client.get(url("rank", panel)))
    open_query = words(client.get(url("result", panel)))
    notice = client.get(page).context["form"]["notice"].value()
    client.post(page, {"notice": notice} | on("answer_by"))
    told = words(client.get(page))
    client.post(page, {"answer": "We own the kitchens."} | on("answered_on"))
    client.post(page, {"outcome": "satisfied", "reason": "Shown by its accounts."})
    whole = words(client.get(page))
    concluded = words(client.get(url("result", panel)))

    assert "Price query open" in open_query
    assert "Ask the bidder about its price" in open_query
    assert "Price query open" not in concluded
    assert "Price explained" in concluded
    assert "What was asked and answered" in concluded
    assert "Bidder not told yet" in rank
    assert "the enquiry is not concluded." in rank
    assert "£600,000 is 50.00% below" in notice
    assert "Record what the bidder answered" in told
    for sentence in ["We own the kitchens.", "Shown by its accounts.", "The bidder showed that"]:
        assert sentence in whole
    assert PriceEnquiry.objects.get().outcome == "satisfied"


def test_the_page_of_an_answer_asks_for_it():
    panel = half_price()
    client, page = client_for(panel.officer), url("enquire_price", panel, panel.bids[0].pk)
    client.post(page, {"notice": "Please explain."} | on("answer_by"))

    assert "What the bidder answered" in words(client.get(f"{page}?answer=1"))


def test_a_decision_before_the_bidder_was_heard_is_refused():
    panel = half_price()
    client, page = client_for(panel.officer), url("enquire_price", panel, panel.bids[0].pk)
    client.post(page, {"notice": "Please explain."} | on("answer_by"))
    PriceEnquiry.objects.update(answer_by="2099-01-01")

    refused = words(client.post(page, {"outcome": "satisfied", "reason": "We believe it."}))

    assert "Hear the bidder first" in refused


def test_a_price_that_nothing_flags_is_not_enquired_into():
    panel = half_price()

    page = url("enquire_price", panel, panel.bids[1].pk)

    assert client_for(panel.officer).get(page).status_code == 404


def test_what_people_may_want_to_decide_is_suggested():
    panel = half_price()
    LateDecisionFactory(bid=panel.bids[1], is_admitted=False)

    page = words(client_for(panel.officer).get(url("rank", panel)))

    assert "came late and was not admitted." in page
    assert url("disqualify", panel, panel.bids[1].pk) in page


def test_equal_bids_lead_to_the_draw_and_the_ranking_is_stored_from_its_page(opened):
    client, page = client_for(opened.officer), url("rank", opened)

    tied = words(client.get(page))
    refused = words(client.post(page, follow=True))
    opened.drawn()
    response = client.post(page)

    assert url("draw", opened, opened.bids[0].lot.pk) in tied
    assert "lots must be drawn." in refused
    assert response.headers["Location"] == url("result", opened)
    assert stands(opened) == State.RANKED


def test_a_result_that_cannot_be_worked_out_is_not_ranked(opened):
    BidPrice.sealed.filter(bid=opened.bids[1]).delete()

    response = client_for(opened.officer).get(url("rank", opened))

    assert len(response.context["blocks"]) == 1
    assert "nothing to compare" in words(client_for(opened.officer).get(url("compare", opened)))
    assert client_for(opened.officer).get(url("compare_file", opened)).status_code == 200


def test_an_abnormally_low_price_takes_no_bid_out_before_its_bidder_is_heard():
    panel = half_price()
    decision = {"rule": "abnormally_low_price", "reason": "Too low."}
    decision |= {f"decided_at-{part}": value for part, value in WHEN.items()}
    decision["decided_at-time"] = "10:00"

    page = url("disqualify", panel, panel.bids[0].pk)
    refused = words(client_for(panel.officer).post(page, decision))

    assert "Tell the bidder first that its price looks abnormally low" in refused


# --- Corrections ----------------------------------------------------------------------------------
def correction(**more):
    """Return what the page of a correction sends."""
    why = "Page 9 was not in the copy that the panel had."
    return {"version": "1", "points": "4", "reason": REASON, "change_reason": why} | more


def test_a_score_is_corrected_by_two_people_and_says_that_prices_were_known(opened):
    officer, approver = client_for(opened.officer), client_for(opened.approver)
    page = url("correct_score", opened, opened.bids[0].pk, opened.q1.pk)

    shown = officer.get(page).context["form"]
    officer.post(page, correction())
    listed = words(officer.get(url("corrections", opened)))
    made = ScoreCorrection.objects.get()
    sent = {"correction": str(made.pk), "act": "confirm"}
    own = officer.post(url("corrections", opened), sent).status_code
    approver.post(url("corrections", opened), sent)
    twice = words(approver.post(url("corrections", opened), sent, follow=True))
    cell = url("moderate", opened, opened.bids[0].pk, opened.q1.pk)

    assert (shown["points"].value(), shown["version"].value()) == ("3", 1)
    assert "Waits for a decision" in listed
    assert own == 403
    assert Score.objects.filter(prices_known=True, version=2).count() == 1
    assert "This score has been changed meanwhile" in twice
    assert "Prices were known" in words(officer.get(cell))


def test_a_correction_is_refused_with_a_reason(opened):
    made = ScoreCorrectionFactory(score=opened.bids[0].scores.first())
    client, page = client_for(opened.approver), url("corrections", opened)
    sent = {"correction": str(made.pk), "act": "refuse"}

    empty = words(client.post(page, sent))
    refused = words(client.post(page, sent | {"because": "It was there."}, follow=True))

    assert "Enter why you refuse" in empty
    assert "It was there." in refused
    assert client.post(page, {"correction": "x"}).status_code == 404


def test_a_correction_of_a_version_that_is_not_there_is_refused(opened):
    page = url("correct_score", opened, opened.bids[0].pk, opened.q1.pk)
    client = client_for(opened.officer)

    stale = words(client.post(page, correction(version="7")))
    short = words(client.post(page, correction(reason="Good.")))
    with lifted(guards):
        ScoreMove.objects.all().delete()
        Score.objects.all().delete()

    assert "This score has been changed meanwhile" in stale
    assert "must have 20 characters or more" in short
    assert client.get(page).status_code == 404


# --- Comparison -----------------------------------------------------------------------------------
def test_few_bids_stand_side_by_side_with_their_sums(ranked):
    page = words(client_for(ranked.auditor).get(url("compare", ranked)))

    for bid in ranked.bids:
        assert f"{bid.bidder.name}</th>" in page
    assert page.count('<span class="app-heat app-tint-3">3</span>') == 4
    assert "Social value score out of 100" in page


def test_many_bids_are_rows_and_pictures_show_the_first():
    panel = Moderated(bids=13).rank()

    page = words(client_for(panel.officer).get(url("compare", panel)))

    assert "The pictures show the first 12 of 13 bids." in page
    assert f"{panel.bids[12].bidder.name} ({panel.bids[12].code})" in page


def test_a_bid_that_is_out_has_no_rank_and_a_hostile_name_is_only_words():
    panel = Moderated()
    bidder = panel.bids[1].bidder
    bidder.name = "<script>alert(1)</script>"
    bidder.save()
    panel.open_prices()
    DisqualificationFactory(bid=panel.bids[1])

    page = words(client_for(panel.officer).get(url("compare", panel)))

    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert ">out</td>" in page


def test_a_bid_that_was_not_scored_has_dashes():
    panel = Moderated()
    DisqualificationFactory(bid=panel.bids[1])
    individuals = panel.bids[0].individual_scores
    for criterion in panel.criteria:
        moves = {str(each.pk): "Page 4." for each in individuals.filter(criterion=criterion)}
        panel.agree(criterion=criterion, moves=moves)
    panel.tender.state = State.PRICE_OPENED
    panel.tender.save()

    page = words(client_for(panel.officer).get(url("compare", panel)))

    assert page.count("app-heat--none") == 2


def test_the_file_has_a_row_for_each_bid_and_question(ranked):
    content = client_for(ranked.officer).get(url("compare_file", ranked)).content

    rows = list(csv.DictReader(content.decode("utf-8-sig").splitlines()))
    assert [(row["Rank"], row["Question"], row["Points"]) for row in rows] == [
        ("1", ranked.q1.code, "3"),
        ("1", ranked.sv1.code, "3"),
        ("2", ranked.q1.code, "3"),
        ("2", ranked.sv1.code, "3"),
    ]
    # 45% x 3/5 and 15% x 3/5.
    assert [row["Weighted score"] for row in rows] == ["27.00", "9.00"] * 2


@pytest.mark.parametrize("bids", [1, 3])
def test_the_comparison_of_a_stored_result_asks_seven_queries(bids, django_assert_num_queries):
    panel = Moderated(bids=bids).rank() if bids > 1 else alone()
    client = client_for(panel.approver)

    with django_assert_num_queries(7):
        client.get(url("compare", panel))


def alone():
    """Return a ranked tender with one bid."""
    panel = Moderated(bids=1).open_prices()
    actions.rank(tender=panel.tender, by=panel.officer, at=panel.bids[0].recorded_at)
    return panel


def test_an_old_tender_that_was_ranked_without_a_stored_result_is_worked_out(opened):
    opened.tender.state = State.RANKED
    opened.tender.save()

    assert client_for(opened.officer).get(url("compare", opened)).status_code == 200


# --- The tender's page ----------------------------------------------------------------------------
def titles(panel, rf, user):
    """Return the steps of moderation and decision that somebody sees, with their status."""
    request = rf.get("/")
    request.user, request.organisation = user, panel.organisation
    request.roles = set(
        user.memberships.filter(organisation=panel.organisation).values_list("role", flat=True)
    )
    groups = steps_of(panel.tender, request)
    wanted = {"Moderate", "Price, ranking and decision"}
    return [
        (step.title, step.status.value)
        for group, steps in groups
        for step in steps
        if group in wanted
    ]


def test_everybody_sees_their_own_next_step(rf):
    panel = Moderated()
    scoring = Moderated()
    scoring.tender.state = State.SCORING

    assert titles(scoring, rf, scoring.moderator)[:1] == [("Start moderation", "To do")]
    assert titles(panel, rf, panel.users["E1"]) == [
        ("Moderation", "In progress"),
        ("Where your scores move", "Open"),
    ]
    assert titles(panel, rf, panel.moderator) == [("Moderation", "To do"), ("Lock quality", "Open")]
    assert titles(panel, rf, panel.auditor) == []
    actions.propose_lock(
        tender=panel.agree_everything().tender, by=panel.moderator, at=panel.bids[0].recorded_at
    )
    assert titles(panel, rf, panel.moderator)[1] == ("Lock quality", "Waiting for another person")
    assert titles(panel, rf, panel.approver)[1] == ("Lock quality", "Waits for you")


def test_a_correction_waits_for_the_approver_who_did_not_propose_it(opened, rf):
    ScoreCorrectionFactory(score=opened.bids[0].scores.get(criterion=opened.q1))

    assert titles(opened, rf, opened.approver)[1] == ("Corrections", "Waits for you")


def test_officers_and_approvers_see_the_steps_of_the_decision(locked, opened, ranked, rf):
    before = titles(locked, rf, locked.officer)
    between = [titles(opened, rf, each) for each in (opened.officer, opened.approver)]
    after = titles(ranked, rf, ranked.officer)

    assert before == [("Moderation", "Done"), ("Unlock quality", ""), ("Open prices", "To do")]
    assert between[0][1:] == [("Prices and ranking", "To do"), ("Result", ""), ("Compare bids", "")]
    assert between[1][1:] == [("Corrections", "")]
    assert after[1:] == [
        ("Result", "Done"),
        ("Compare bids", ""),
        ("Approve the result", "To do"),
        ("Send the ranking back", ""),
    ]


# --- The result -----------------------------------------------------------------------------------
def test_the_result_says_whether_what_is_stored_still_follows(opened):
    client, page = client_for(opened.officer), url("result", opened)
    before = words(client.get(page))
    opened.drawn()
    actions.rank(tender=opened.tender, by=opened.officer, at=opened.bids[0].recorded_at)
    stored = words(client.get(page))
    with lifted(guards):
        Score.objects.update(reason="Something else.")
    changed = words(client.get(page))

    assert "stored as the ranking" in before
    assert "Worked out anew just now from the database: the same, byte for byte." in stored
    assert "is not what follows from the database any more" in changed


def test_the_result_names_scores_that_were_corrected_when_prices_were_known(opened):
    made = ScoreCorrectionFactory(score=opened.bids[0].scores.get(criterion=opened.q1))
    actions.confirm_correction(correction=made, by=opened.approver, at=made.proposed_at)

    page = words(client_for(opened.officer).get(url("result", opened)))

    assert f"when prices were known: {opened.bids[0].bidder.name}, {opened.q1.code}." in page


def test_a_ranking_that_was_sent_back_does_not_count_any_more(ranked):
    actions.return_ranking(
        tender=ranked.tender, reason="Page 9.", by=ranked.officer, at=ranked.stored.ranked_at
    )

    assert "stored as the ranking" in words(client_for(ranked.officer).get(url("result", ranked)))


def test_a_formula_without_price_scores_has_no_row_of_them():
    bundle = published("bundle.json")
    bundle["methodology"]["section_weights"] = {"quality": "85", "price": "0", "social_value": "15"}
    for lot in bundle["lots"]:
        lot["price"] = {
            "formula": "LOWEST_ABOVE_THRESHOLD",
            "parameters": {"minimum_quality": "10"},
        }
    tender = actions.load_bundle(bundle=bundle, organisation=OrganisationFactory(), by="the tests")
    client = client_of(tender.organisation, "procurement_officer")

    page = words(client.get(reverse("evaluation:compare", args=[tender.pk])))

    assert page.count(">Price</th>") == 2  # the measure of each lot, and no price score beside it


# --- What is confirmed ----------------------------------------------------------------------------
def test_whoever_locks_quality_reads_every_score_with_its_reason(agreed):
    before = words(client_for(agreed.moderator).get(url("lock_quality", agreed)))
    agreed.agree(points=2, change_reason="Page 9 was missed.", agreed_version=1)

    page = words(client_for(agreed.moderator).get(url("lock_quality", agreed)))

    assert agreed.bids[0].bidder.name in page
    assert "2 of 2 scores with a reason" in page
    assert REASON in page
    assert "E1 gave 3, and did not say why it moves" in page
    assert "E2 gave 4, and says why" in before


def test_what_is_not_agreed_yet_is_shown_as_such():
    panel = Moderated()

    page = words(client_for(panel.moderator).get(url("lock_quality", panel)))

    assert "0 of 2 scores with a reason" in page
    assert "Not agreed yet" in page


def test_whoever_opens_prices_reads_whose_they_are_and_no_price(locked):
    page = words(client_for(locked.officer).get(url("open_prices", locked)))

    assert "The sealed prices of 2 bids:" in page
    assert f"{locked.bids[0].bidder.name} ({locked.bids[0].code}, lot 1)" in page
    assert "£" not in page


def test_whoever_approves_reads_the_ranking_and_the_fingerprint_stays_folded(ranked):
    proposal = actions.propose_approval(
        tender=ranked.tender, by=ranked.officer, at=ranked.stored.ranked_at
    )

    page = words(client_for(ranked.approver).get(url("approve", ranked)))

    assert f"{ranked.bids[0].bidder.name} is the preferred bid." in page
    assert "£" in page
    assert "Fingerprint of exactly what is proposed" in page
    assert proposal.fingerprint in page


def test_a_result_that_cannot_be_worked_out_any_more_says_so():
    panel = Moderated()
    panel.tender.state = State.RANKED
    panel.tender.save()

    page = words(client_for(panel.officer).get(url("approve", panel)))

    assert "Nothing can be worked out from the database any more." in page
