"""Bids are opened by two people after the deadline, and by nobody before."""

import datetime as dt
import hashlib

import pytest
from django.contrib.messages import get_messages
from django.utils import timezone

from procurement.bids import actions, queries
from procurement.bids.models import Answer, BidPrice, Commitment, Envelope, LateDecision
from procurement.bids.presenters.waits import openings_to_confirm
from procurement.bids.queries import published_method
from procurement.calculations.statements import statement
from procurement.tenders import guards
from procurement.tenders.actions import life
from procurement.tenders.models import Proposal, State
from procurement.tenders.queries.published import proposed_fingerprint
from socialvalue.audit.actions import record_about
from socialvalue.audit.queries import events_of
from tests.by_hand import lifted
from tests.factories.accounts import UserFactory
from tests.factories.bids import BidFactory
from tests.factories.evaluation import IndividualScoreFactory, PanelMemberFactory
from tests.integration.procurement.bids.steps import (
    ANSWER,
    BIDDER,
    CANARIES,
    MEASURABLE,
    amended,
    end,
    open_bids,
    person,
    place_in,
    put,
    receive,
    taking_bids,
    url,
    words,
)
from tests.integration.procurement.people import BACKEND, client_for, client_of, officer_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def tender():
    """A tender with one sealed bid whose deadline has just passed."""
    tender = taking_bids()
    receive(tender)
    end(tender)
    return tender


@pytest.fixture
def officer(tender):
    """A procurement officer of the tender's organisation."""
    return officer_of(tender)


def propose(tender):
    """Propose to open the bids, and return the proposal."""
    by = person(tender, "procurement_officer")
    return actions.propose_opening(tender=tender, by=by, at=timezone.now())


def confirm(proposal):
    """Confirm it as somebody else."""
    by = person(proposal.tender, "approver")
    return actions.confirm_opening(proposal=proposal, by=by, at=timezone.now())


def decide(client, tender, decision="confirm", **more):
    """Send a decision on the open proposal."""
    proposal = tender.proposals.open().get()
    answers = {"proposal": str(proposal.pk), "decision": decision, "decide": "yes", **more}
    return client.post(url("opening", tender), answers)


def state_of(tender):
    """Return the state as it is stored."""
    tender.refresh_from_db()
    return tender.state


@pytest.mark.parametrize("role", ["procurement_officer", "approver", "auditor"])
def test_two_people_open_the_bids(role, officer, tender):
    officer.post(url("opening", tender), {"note": "All here.", "propose": "yes"})
    between = words(officer.get(url("list", tender)))

    decide(client_of(tender.organisation, role), tender)

    assert [canary for canary in CANARIES if canary in between] == []
    assert state_of(tender) == State.CLOSED
    assert BIDDER in words(officer.get(url("list", tender)))


def test_nobody_opens_alone(officer, tender):
    officer.post(url("opening", tender), {"propose": "yes"})

    page = words(officer.get(url("opening", tender)))
    refused = decide(officer, tender)

    assert "another person must decide on it" in page
    assert refused.headers["Location"] == url("opening", tender)
    assert "another person must decide on it" in words(officer.get(url("list", tender)))
    assert state_of(tender) == State.PUBLISHED


def test_a_person_with_two_roles_is_one_person(tender):
    both = UserFactory(
        roles=["procurement_officer", "approver"], roles__organisation=tender.organisation
    )
    proposal = actions.propose_opening(tender=tender, by=both, at=timezone.now())

    with pytest.raises(life.SamePerson):
        actions.confirm_opening(proposal=proposal, by=both, at=timezone.now())


@pytest.mark.parametrize("role", ["approver", "auditor"])
def test_only_officers_propose(role, tender):
    client = client_of(tender.organisation, role)

    page = words(client.get(url("opening", tender)))

    assert "A procurement officer has to propose it first." in page
    answer = client.post(url("opening", tender), {"propose": "yes"}, follow=True)
    assert "Nobody has proposed to open the bids." in words(answer)
    assert not Proposal.objects.exists()


def test_bids_stay_sealed_before_the_deadline():
    tender = taking_bids()
    officer = officer_of(tender)
    receive(tender)

    page = words(officer.get(url("opening", tender)))
    answer = officer.post(url("opening", tender), {"propose": "yes"}, follow=True)

    assert "It has not passed yet" in page
    assert "Propose to open the bids" not in page
    assert "The deadline has not passed yet" in words(answer)
    assert state_of(tender) == State.PUBLISHED


@pytest.mark.parametrize(("seconds", "opens"), [(-1, False), (0, False), (1, True)])
def test_the_clock_is_that_of_the_database(seconds, opens, tender, monkeypatch):
    now = tender.deadline + dt.timedelta(seconds=seconds)
    monkeypatch.setattr("procurement.tenders.actions.life.database_now", lambda tender: now)

    if opens:
        assert propose(tender).move == "open_bids"
    else:
        with pytest.raises(actions.BeforeTheDeadline):
            propose(tender)


def test_a_deadline_that_was_put_off_shuts_the_box_again(tender):
    proposal = propose(tender)
    tender.deadline = timezone.now() + dt.timedelta(days=1)
    tender.save()

    with pytest.raises(actions.BeforeTheDeadline):
        confirm(proposal)


def test_a_bid_that_comes_meanwhile_asks_for_a_new_proposal(officer, tender):
    proposal = propose(tender)
    receive(tender, bidder_name="Too late Ltd")

    page = words(client_of(tender.organisation, "approver").get(url("opening", tender)))

    assert "A bid has come in or was withdrawn since this was proposed." in page
    with pytest.raises(life.ProposalChanged):
        confirm(proposal)
    assert state_of(tender) == State.PUBLISHED


def test_a_refusal_says_why(officer, tender):
    propose(tender)
    approver = client_of(tender.organisation, "approver")

    asked = words(decide(approver, tender, "refuse"))
    decide(approver, tender, "refuse", because="Wait for the auditor.")

    assert "Enter why you refuse" in asked
    assert state_of(tender) == State.PUBLISHED
    assert events_of(tender).last().reason == "Wait for the auditor."


def test_a_proposal_is_taken_back(tender):
    proposal = propose(tender)
    client = client_of(tender.organisation)
    client.force_login(proposal.proposer, backend=BACKEND)

    client.post(url("opening", tender), {"take_back": "yes"})

    assert not tender.proposals.open().exists()


def test_nobody_takes_back_the_proposal_of_another(tender):
    propose(tender)
    approver = client_of(tender.organisation, "approver")

    page = approver.post(url("opening", tender), {"take_back": "yes"}, follow=True)

    assert "Somebody has decided on this already." in words(page)
    assert tender.proposals.open().exists()


def test_a_decision_is_on_the_proposal_that_was_seen(tender):
    propose(tender)
    approver = client_of(tender.organisation, "approver")
    other = "00000000-0000-4000-8000-000000000000"

    page = approver.post(
        url("opening", tender), {"proposal": other, "decision": "confirm"}, follow=True
    )

    assert "Somebody has decided on this already." in words(page)
    assert state_of(tender) == State.PUBLISHED


def test_the_page_is_not_there_once_bids_are_opened(officer, tender):
    open_bids(tender)

    assert officer.get(url("opening", tender)).headers["Location"] == url("list", tender)


def test_an_empty_box_can_be_opened(officer):
    tender = taking_bids()
    end(tender)

    page = words(officer_of(tender).get(url("opening", tender)))

    assert "No bid was received." in page
    assert open_bids(tender).state == State.CLOSED


def test_the_opening_page_leaks_nothing(officer, tender):
    page = words(officer.get(url("opening", tender)))

    assert [canary for canary in CANARIES if canary in page] == []


def test_a_receipt_gives_the_moment_to_the_second(officer, tender):
    tender.bids.update(submitted=dt.datetime(2026, 7, 20, 9, 0, 7, tzinfo=dt.UTC))

    page = words(officer.get(url("opening", tender)))

    assert "20 July 2026 at 10:00:07 (UK time)" in page
    assert "Older method" not in page


def test_content_is_there_once_opened_and_the_price_is_not(tender):
    open_bids(tender)

    assert Answer.objects.get().text == ANSWER
    assert Commitment.objects.count() == 1
    assert not BidPrice.objects.exists()
    assert not Envelope.objects.exists()


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ({"text": "Better."}, Answer),
        ({"measure": "More."}, Commitment),
        ({"price_pence": 1}, BidPrice),
        ({"content": b"other"}, Envelope),
        ({"nonce": "1" * 64}, Envelope),
    ],
)
def test_a_bid_that_was_altered_stops_the_opening(change, kind, tender):
    kind.sealed.update(**change)

    with pytest.raises(actions.BidsAltered, match="What is stored of B1 is not what was received"):
        propose(tender)


def test_a_bid_whose_envelope_is_gone_stops_the_opening(tender):
    Envelope.sealed.filter(bid__tender=tender)._raw_delete("default")

    assert queries.altered(tender) == ["B1"]


def test_a_bid_whose_envelope_was_made_anew_is_held_against_the_record(tender):
    bid, envelope = tender.bids.get(), Envelope.sealed.get()
    again = statement(
        tender=tender.reference,
        lot=bid.lot.code,
        bidder=bid.bidder.name,
        answers={"Q1": ANSWER},
        commitments=[MEASURABLE],
        price_pence=1,
        nonce=envelope.nonce,
    )
    sha256 = hashlib.sha256(again).hexdigest()
    BidPrice.sealed.update(price_pence=1)
    Envelope.sealed.update(content=again, statement_sha256=sha256)
    tender.bids.update(receipt_sha256=sha256)

    assert queries.altered(tender) == ["B1"]


def test_a_late_bid_that_was_made_punctual_stops_the_opening(tender):
    receive(tender, bidder_name="Late Ltd")
    tender.bids.update(is_late=False)

    assert queries.altered(tender) == ["B2"]


def test_a_bid_that_is_gone_before_anybody_proposed_stops_the_opening(tender):
    for kind in (Answer, Commitment, BidPrice, Envelope):
        kind.sealed.filter(bid__tender=tender)._raw_delete("default")
    tender.bids.all()._raw_delete("default")

    assert queries.altered(tender) == ["B1"]


def test_a_bidder_that_was_renamed_stops_the_opening(tender):
    proposal = propose(tender)
    tender.bidders.update(name="Somebody else")

    with pytest.raises(actions.BidsAltered):
        confirm(proposal)


def test_a_bid_that_was_deleted_is_missed(tender):
    proposal = propose(tender)
    bid = tender.bids.get()
    for kind in (Answer, Commitment, BidPrice, Envelope):
        kind.sealed.filter(bid=bid)._raw_delete("default")
    tender.bids.all()._raw_delete("default")

    with pytest.raises(actions.BidsAltered):
        confirm(proposal)


@pytest.mark.parametrize("origin", ["by_hand", "bundle"])
def test_a_bid_that_was_put_in_without_being_received_stops_the_opening(origin, tender):
    BidFactory(bidder__position=50, bidder__code="S51", origin=origin, **place_in(tender))

    assert queries.altered(tender) == ["B51"]


def test_bids_that_were_loaded_are_counted(tender):
    BidFactory(bidder__position=50, bidder__code="S51", origin="bundle", **place_in(tender))
    record_about(tender, did="tender.loaded", by="the tests", at=timezone.now(), after={"bids": 1})
    counted = queries.altered(tender)

    tender.bids.filter(code="B51")._raw_delete("default")
    more = [
        BidFactory(
            tender=tender,
            lot=tender.lots.get(),
            position=number,
            code=f"B{number}",
            bidder__position=number,
            bidder__code=f"S{number}",
            origin="bundle",
        )
        for number in (61, 62)
    ]

    assert counted == []
    assert queries.altered(tender) == [bid.code for bid in more]


@pytest.mark.parametrize(
    "change",
    [
        {"submitted": dt.datetime(2026, 7, 20, 9, tzinfo=dt.UTC)},
        {"origin": "ocds"},
        {"method_version": "7"},
        {"code": "B9"},
        {
            "withdrawn_at": dt.datetime(2026, 7, 20, 9, tzinfo=dt.UTC),
            "withdrawn_by": "Somebody",
            "withdrawn_because": "Asked to.",
        },
    ],
)
def test_what_an_envelope_shows_is_held_against_the_record(change, tender):
    tender.bids.update(**change)

    with pytest.raises(actions.BidsAltered):
        propose(tender)


def test_a_withdrawal_that_was_taken_back_by_hand_stops_the_opening():
    tender = taking_bids()
    bid = receive(tender)
    actions.withdraw_bid(bid=bid, reason="Asked to.", by="the tests", at=timezone.now())
    end(tender)
    before = queries.altered(tender)

    tender.bids.update(withdrawn_at=None, withdrawn_by="", withdrawn_because="")

    assert (before, queries.altered(tender)) == ([], ["B1"])


def test_a_decision_on_a_late_bid_that_nobody_took_is_found(tender):
    late = receive(tender, bidder_name="Late Ltd")
    open_bids(tender)
    actions.decide_late(
        bid=late, is_admitted=False, reason="Two hours.", by="the tests", at=timezone.now()
    )
    before = queries.altered(tender)

    LateDecision.objects.update(is_admitted=True)

    assert (before, queries.altered(tender)) == ([], ["B2"])


def test_a_method_that_was_altered_stops_the_opening(officer, tender):
    with lifted(guards):
        tender.methodologies.get().criteria.filter(code="Q1").update(question="Another?")

    page = officer.post(url("opening", tender), {"propose": "yes"}, follow=True)

    assert "The method is no longer the one that was published" in words(page)
    assert state_of(tender) == State.PUBLISHED
    assert not tender.proposals.exists()


def test_a_deadline_that_was_moved_by_hand_stops_the_opening(tender):
    settled = {"fingerprint": proposed_fingerprint(published_method(tender))}
    record_about(tender, did="tender.publish", by="the tests", at=timezone.now(), after=settled)
    proposal = propose(tender)
    tender.deadline -= dt.timedelta(seconds=1)
    tender.save()

    with pytest.raises(actions.TenderAltered, match="The deadline, or something else"):
        confirm(proposal)


def test_answers_go_on_to_the_same_questions_of_an_amended_method():
    tender = taking_bids()
    receive(tender)
    second = amended(tender)

    open_bids(tender)

    assert Answer.objects.get().criterion == second.criteria.get(code="Q1")
    assert Commitment.objects.get().criterion == second.criteria.get(code="SV1")


def test_an_answer_to_a_question_that_is_gone_stays_where_it_was():
    tender = taking_bids()
    receive(tender)
    first = tender.methodologies.get()
    second = amended(tender, without="Q1")

    open_bids(tender)

    assert Answer.objects.get().criterion.methodology == first
    assert Commitment.objects.get().criterion.methodology == second


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_the_same_number_of_queries(count, officer, django_assert_num_queries):
    tender = taking_bids()
    for number in range(count):
        receive(tender, bidder_name=f"Bidder {number}")
    end(tender)
    officer = officer_of(tender)

    with django_assert_num_queries(9):
        officer.get(url("opening", tender))


@pytest.mark.parametrize("count", [1, 3])
def test_looking_for_alterations_asks_the_same_number_of_queries(
    count, tender, django_assert_num_queries
):
    for number in range(count):
        receive(tender, bidder_name=f"Bidder {number}")

    with django_assert_num_queries(6):
        assert queries.altered(tender) == []


@pytest.mark.parametrize("state", [State.SCORING, State.PRICE_OPENED, State.TERMINATED])
def test_in_other_states_there_is_nothing_to_open(state, officer, tender):
    put(tender, state)

    assert officer.get(url("opening", tender)).status_code == 302


# --- Who judges opens nothing as the second person ------------------------------------------------
def judge(tender, *, role, left, scored=False):
    """Make somebody with a seat on the panel, now or before, who is an approver and officer now."""
    user = person(tender, "approver", "procurement_officer")
    away = {"left_at": timezone.now(), "left_by": "us", "left_because": "Another post."}
    member = PanelMemberFactory(
        tender=tender, user=user, code="X1", role=role, **(away if left else {})
    )
    if scored:
        IndividualScoreFactory(
            bid=tender.bids.get(),
            criterion=published_method(tender).criteria.first(),
            member=member,
            evaluator="X1",
        )
    return user


@pytest.mark.parametrize(
    "seat",
    [
        {"role": "evaluator", "left": False},
        {"role": "moderator", "left": False},
        {"role": "moderator", "left": True},
        {"role": "evaluator", "left": True, "scored": True},
    ],
)
def test_nobody_who_judges_is_the_second_person_at_the_opening(seat, officer, tender, rf):
    propose(tender)
    user = judge(tender, **seat)
    client = client_for(user)
    request = rf.get("/")
    request.user, request.organisation, request.roles = user, tender.organisation, {"approver"}

    page = words(client.get(url("opening", tender)))
    refused = decide(client, tender)

    assert "You have a part in judging these bids, so another person must decide on it." in page
    assert "Take my proposal back" not in page
    assert [str(message) for message in get_messages(refused.wsgi_request)] == [
        "You have a part in judging these bids, so you are not the second person who opens them."
    ]
    assert state_of(tender) == State.PUBLISHED
    assert list(openings_to_confirm(request)) == []


def test_whoever_left_the_panel_before_scoring_may_open_the_bids(tender):
    propose(tender)
    user = judge(tender, role="evaluator", left=True)

    decide(client_for(user), tender)

    assert state_of(tender) == State.CLOSED
