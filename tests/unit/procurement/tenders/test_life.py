"""Moving a tender on, alone and by two people."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from procurement.bids.models import BidPrice
from procurement.calculations.life import MoveNotAllowed
from procurement.tenders.actions import life
from procurement.tenders.models import Proposal, State, Tender, in_states
from socialvalue.audit.queries import events_of
from tests.factories.accounts import UserFactory
from tests.factories.bids import BidFactory, BidPriceFactory
from tests.factories.tenders import ProposalFactory, TenderFactory

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 8, 1, 9, tzinfo=dt.UTC)
SHA = "a" * 64
OTHER_SHA = "b" * 64


@pytest.fixture
def officer():
    return UserFactory(name="Olwen Officer")


@pytest.fixture
def approver():
    return UserFactory(name="Aled Approver")


@pytest.fixture
def tender():
    return TenderFactory(fixed=True)


def proposed(tender, officer, *, move="open_bids"):
    """Return a proposal by the officer."""
    return life.propose(tender=tender, move=move, fingerprint=SHA, note="Ready", by=officer, at=NOW)


def told(tender):
    """Return what the record says was done, oldest first."""
    return [event.did for event in events_of(tender)]


def test_a_step_of_two_people_is_taken_when_the_second_confirms(tender, officer, approver):
    proposal = proposed(tender, officer)

    moved = life.confirm(proposal=proposal, fingerprint=SHA, by=approver, at=NOW)

    proposal.refresh_from_db()
    step = moved.state_changes.get()
    assert moved.state == State.CLOSED
    assert (step.move, step.state, step.moved_at, step.moved_by) == (
        "open_bids",
        "closed",
        NOW,
        "Aled Approver",
    )
    assert (proposal.is_confirmed, proposal.decided_by) == (True, "Aled Approver")
    assert told(tender) == ["tender.open_bids.proposed", "tender.open_bids"]


def test_nobody_confirms_their_own_proposal(tender, officer):
    proposal = proposed(tender, officer)

    with pytest.raises(life.SamePerson, match="another person"):
        life.confirm(proposal=proposal, fingerprint=SHA, by=officer, at=NOW)
    with pytest.raises(life.SamePerson, match="another person"):
        life.refuse(proposal=proposal, because="No", by=officer, at=NOW)

    tender.refresh_from_db()
    assert tender.state == State.PUBLISHED


def test_the_database_refuses_one_person_twice(tender, officer):
    proposal = proposed(tender, officer)

    with pytest.raises(IntegrityError), transaction.atomic():
        Proposal.objects.filter(pk=proposal.pk).update(
            is_confirmed=True, decider=officer, decided_at=NOW, decided_by="x"
        )


def test_what_changed_since_it_was_proposed_is_not_confirmed(tender, officer, approver):
    proposal = proposed(tender, officer)

    with pytest.raises(life.ProposalChanged, match="has changed"):
        life.confirm(proposal=proposal, fingerprint=OTHER_SHA, by=approver, at=NOW)

    tender.refresh_from_db()
    assert tender.state == State.PUBLISHED


def test_a_proposal_is_decided_once(tender, officer, approver):
    proposal = proposed(tender, officer)
    life.refuse(proposal=proposal, because="Two bids are not listed.", by=approver, at=NOW)

    with pytest.raises(life.ProposalDecided, match="decided"):
        life.confirm(proposal=proposal, fingerprint=SHA, by=approver, at=NOW)

    proposal.refresh_from_db()
    tender.refresh_from_db()
    assert (proposal.is_confirmed, proposal.refused_because) == (False, "Two bids are not listed.")
    assert tender.state == State.PUBLISHED
    assert told(tender) == ["tender.open_bids.proposed", "tender.open_bids.refused"]


def test_a_refusal_says_why(tender, officer, approver):
    proposal = proposed(tender, officer)

    with pytest.raises(life.ReasonMissing, match="Say why"):
        life.refuse(proposal=proposal, because="  ", by=approver, at=NOW)


def test_a_step_is_proposed_once_at_a_time(tender, officer, approver):
    proposed(tender, officer)

    with pytest.raises(life.ProposedAlready, match="already"):
        proposed(tender, approver)


def test_a_refused_step_may_be_proposed_again(tender, officer, approver):
    life.refuse(proposal=proposed(tender, officer), because="Not yet", by=approver, at=NOW)

    again = proposed(tender, officer)

    assert again.is_confirmed is None


def test_somebody_takes_back_their_own_proposal(tender, officer, approver):
    proposal = proposed(tender, officer)

    with pytest.raises(life.ProposalDecided):
        life.take_back(proposal=proposal, by=approver, at=NOW)
    life.take_back(proposal=proposal, by=officer, at=NOW)

    assert not tender.proposals.exists()
    assert told(tender)[-1] == "tender.open_bids.taken_back"


def test_a_step_out_of_its_state_is_refused(tender, officer):
    with pytest.raises(MoveNotAllowed, match="cannot lock quality"):
        proposed(tender, officer, move="lock_quality")
    with pytest.raises(MoveNotAllowed, match="cannot rank"):
        life.move(tender=tender, move="rank", by=officer, at=NOW)


def test_a_proposal_that_was_overtaken_is_not_confirmed(tender, officer, approver):
    proposal = proposed(tender, officer, move="amend")
    life.confirm(proposal=proposed(tender, officer), fingerprint=SHA, by=approver, at=NOW)

    with pytest.raises(MoveNotAllowed, match="cannot amend"):
        life.confirm(proposal=proposal, fingerprint=SHA, by=approver, at=NOW)

    proposal.refresh_from_db()
    assert proposal.is_confirmed is None


def test_two_people_are_not_one_and_one_not_two(tender, officer):
    with pytest.raises(MoveNotAllowed, match="takes two people"):
        life.move(tender=tender, move="open_bids", by=officer, at=NOW)
    with pytest.raises(MoveNotAllowed, match="needs no second person"):
        proposed(tender, officer, move="terminate")


def test_a_tender_is_broken_off_with_a_reason_and_keeps_what_was_sealed(officer):
    bid = BidFactory(tender=TenderFactory(state=State.QUALITY_LOCKED))
    BidPriceFactory(bid=bid)

    with pytest.raises(life.ReasonMissing):
        life.move(tender=bid.tender, move="terminate", by=officer, at=NOW)
    ended = life.move(
        tender=bid.tender, move="terminate", reason="The need has gone.", by=officer, at=NOW
    )

    assert (ended.state, ended.terminated_in) == (State.TERMINATED, State.QUALITY_LOCKED)
    assert (ended.shows_bids, ended.shows_consensus, ended.shows_prices) == (True, True, False)
    assert not BidPrice.objects.exists()
    assert ended.state_changes.get().reason == "The need has gone."


def test_prices_stay_seen_when_a_tender_is_broken_off_after_they_were_opened(officer):
    bid = BidFactory(tender=TenderFactory(state=State.PRICE_OPENED))
    BidPriceFactory(bid=bid, price_pence=7)

    life.move(tender=bid.tender, move="terminate", reason="No budget.", by=officer, at=NOW)
    life.move(tender=bid.tender, move="archive", by=officer, at=NOW)

    assert BidPrice.objects.get().price_pence == 7


@pytest.mark.parametrize("state", State.values)
def test_a_price_is_read_only_in_the_states_that_show_it(state):
    ended = State.CLOSED if state == State.TERMINATED else ""
    bid = BidFactory(tender=TenderFactory(state=state, terminated_in=ended))
    BidPriceFactory(bid=bid)

    shown = Tender.objects.get(pk=bid.tender_id).shows_prices

    assert BidPrice.objects.exists() == shown == hasattr(type(bid).objects.get(pk=bid.pk), "price")
    assert BidPrice.sealed.count() == 1


def test_the_condition_on_tenders_is_the_one_on_things_of_tenders():
    tender = TenderFactory(state=State.TERMINATED, terminated_in=State.CONSENSUS)
    bid = BidFactory(tender=tender)

    assert list(Tender.objects.filter(in_states([State.CONSENSUS]))) == [tender]
    assert not Tender.objects.filter(in_states([State.TERMINATED])).exists()
    assert list(type(bid).objects.filter(in_states([State.CONSENSUS], tender="tender"))) == [bid]


def test_the_clock_of_the_database_is_now():
    tender = TenderFactory()

    apart = abs(life.database_now(tender) - dt.datetime.now(dt.UTC))

    assert apart < dt.timedelta(minutes=1)


def test_words_of_steps():
    proposal = ProposalFactory(confirmed=True)

    assert str(proposal) == f"Publish of {proposal.tender.reference}"
    assert str(ProposalFactory(refused=True).tender.proposals.get()).startswith("Publish of")
