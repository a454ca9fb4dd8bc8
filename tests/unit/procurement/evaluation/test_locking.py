"""Quality is locked, prices opened, results stored and approved by two people, as it stands."""

import json
from decimal import Decimal

import pytest

from procurement.bids.models import BidPrice
from procurement.calculations import canonical
from procurement.evaluation import actions, queries
from procurement.evaluation import guards as scores
from procurement.evaluation.models import Score
from procurement.tenders import guards
from procurement.tenders.actions import life
from procurement.tenders.models import State
from socialvalue.audit.queries import events_of
from tests.by_hand import lifted
from tests.factories.bids import BidPriceFactory
from tests.factories.evaluation import ScoreFactory
from tests.factories.moderation import AT, REASON, Moderated

pytestmark = pytest.mark.django_db


@pytest.fixture
def panel():
    """A tender in which everything is agreed and explained."""
    return Moderated().agree_everything()


def proposed_lock(panel):
    """Return a proposal to lock quality."""
    return actions.propose_lock(tender=panel.tender, by=panel.moderator, at=AT)


def proposed_opening(panel):
    """Return a proposal to open prices."""
    return actions.propose_opening(tender=panel.tender, by=panel.officer, at=AT)


def proposed_approval(panel):
    """Return a proposal to approve the result."""
    return actions.propose_approval(tender=panel.tender, by=panel.officer, at=AT)


def tampered(score, **changes):
    """Change a stored score behind the application's back."""
    with lifted(scores):
        Score.objects.filter(pk=score.pk).update(**changes)


# --- The lock -------------------------------------------------------------------------------------
def test_quality_is_locked_by_two_people(panel):
    proposal = proposed_lock(panel)

    locked = actions.confirm_lock(proposal=proposal, by=panel.approver, at=AT)

    assert locked.state == State.QUALITY_LOCKED
    assert proposal.fingerprint == queries.consensus_fingerprint(panel.tender)


def test_nothing_is_locked_that_is_not_ready():
    panel = Moderated()

    with pytest.raises(actions.NotReady) as refusal:
        proposed_lock(panel)

    assert len(refusal.value.blocks) == 4


def test_who_proposed_the_lock_does_not_confirm_it(panel):
    with pytest.raises(life.SamePerson):
        actions.confirm_lock(proposal=proposed_lock(panel), by=panel.moderator, at=AT)


def test_a_score_changed_since_is_not_locked_unseen(panel):
    proposal = proposed_lock(panel)
    panel.agree(reason=f"{REASON} And page 9.", agreed_version=1, change_reason="Page 9.")

    with pytest.raises(life.ProposalChanged):
        actions.confirm_lock(proposal=proposal, by=panel.approver, at=AT)


def test_what_was_reopened_since_is_not_locked(panel):
    proposal = proposed_lock(panel)
    actions.reopen_score(individual=panel.of("E2"), reason="Other bid.", by=panel.moderator, at=AT)

    with pytest.raises(actions.NotReady):
        actions.confirm_lock(proposal=proposal, by=panel.approver, at=AT)


def test_a_lock_is_confirmed_once(panel):
    proposal = proposed_lock(panel)
    actions.confirm_lock(proposal=proposal, by=panel.approver, at=AT)

    with pytest.raises(life.ProposalDecided):
        actions.confirm_lock(proposal=proposal, by=panel.approver, at=AT)


def test_unlocking_says_why_and_lets_scores_change_again(panel):
    panel.lock()

    with pytest.raises(life.ReasonMissing):
        actions.unlock_quality(tender=panel.tender, reason="", by=panel.moderator, at=AT)
    tender = actions.unlock_quality(
        tender=panel.tender, reason="Q1 of B1 lacks page 9.", by=panel.moderator, at=AT
    )

    assert tender.state == State.CONSENSUS
    assert panel.agree(points=4, agreed_version=1, change_reason="Page 9.").version == 2


def test_quality_is_not_unlocked_while_the_opening_of_prices_waits(panel):
    panel.lock()
    proposed_opening(panel)

    with pytest.raises(actions.ProposalWaits):
        actions.unlock_quality(tender=panel.tender, reason="Page 9.", by=panel.moderator, at=AT)


# --- Prices ---------------------------------------------------------------------------------------
def test_prices_are_read_only_once_two_people_opened_them(panel):
    BidPrice.sealed.filter(bid=panel.bids[1]).delete()
    panel.lock()
    proposal = proposed_opening(panel)
    sealed = [bid["price"] for bid in queries.bundle_of(panel.tender)["bids"]]

    tender = actions.confirm_opening(proposal=proposal, by=panel.approver, at=AT)

    assert (sealed, BidPrice.objects.count()) == ([None, None], 1)
    assert [bid["price"] for bid in queries.bundle_of(tender)["bids"]] == ["1000000.00", None]
    event = events_of(tender).last()
    assert (event.did, event.after) == (
        "prices.opened",
        {"bids": [panel.bids[0].code], "without_a_price": [panel.bids[1].code]},
    )


def test_prices_are_not_opened_over_scores_that_are_not_those_locked(panel):
    panel.lock()
    tampered(Score.objects.first(), points=Decimal(5))

    with pytest.raises(actions.NotReady) as refusal:
        proposed_opening(panel)

    assert "not those that were locked" in str(refusal.value)


def test_prices_are_not_opened_over_a_score_changed_since_the_proposal(panel):
    panel.lock()
    proposal = proposed_opening(panel)
    tampered(Score.objects.first(), points=Decimal(5))

    with pytest.raises(actions.NotReady):
        actions.confirm_opening(proposal=proposal, by=panel.approver, at=AT)


def test_an_opening_is_confirmed_once(panel):
    panel.lock()
    proposal = proposed_opening(panel)
    actions.confirm_opening(proposal=proposal, by=panel.approver, at=AT)

    with pytest.raises(life.ProposalDecided):
        actions.confirm_opening(proposal=proposal, by=panel.approver, at=AT)


def test_altered_bids_hold_up_the_opening(panel, monkeypatch):
    panel.lock()
    monkeypatch.setattr("procurement.bids.queries.altered", lambda tender: ["B1"])

    with pytest.raises(actions.NotReady) as refusal:
        proposed_opening(panel)

    assert str(refusal.value).startswith("The bid B1 is no longer what was received.")


# --- What was published and received, asked again -------------------------------------------------
def alter_method(panel):
    """Let the method be another than the one whose fingerprint was kept, by hand."""
    with lifted(guards):
        panel.tender.methodologies.update(fingerprint="0" * 64)


@pytest.mark.parametrize(
    ("until", "step"),
    [("agree_everything", proposed_lock), ("lock", proposed_opening)],
)
def test_a_method_that_was_altered_holds_up_the_lock_and_the_opening_of_prices(until, step):
    panel = Moderated().agree_everything()
    getattr(panel, until)()
    proposal = step(panel)
    confirm = {"lock_quality": actions.confirm_lock, "open_prices": actions.confirm_opening}

    alter_method(panel)

    with pytest.raises(actions.NotReady, match="no longer the one that was published"):
        confirm[proposal.move](proposal=proposal, by=panel.approver, at=AT)
    proposal.delete()
    with pytest.raises(actions.NotReady, match="no longer the one that was published"):
        step(panel)


def test_neither_an_altered_method_nor_an_altered_price_is_ranked():
    panel = Moderated().open_prices().drawn()
    BidPrice.sealed.filter(bid=panel.bids[0]).update(price_pence=1)
    alter_method(panel)

    with pytest.raises(actions.NotReady) as refusal:
        actions.rank(tender=panel.tender, by=panel.officer, at=AT)

    assert "no longer the one that was published" in refusal.value.blocks[0]
    assert refusal.value.blocks[1].startswith(f"The bid {panel.bids[0].code} is no longer")


# --- Ranking --------------------------------------------------------------------------------------
def test_a_ranking_is_stored_with_exactly_what_it_follows_from():
    panel = Moderated().rank()

    bundle, result = queries.result_of(panel.tender)
    assert panel.stored.bundle.encode() == canonical.canonical_json(bundle)
    assert json.loads(panel.stored.result) == result
    assert (panel.stored.number, panel.stored.bundle_sha256) == (1, canonical.sha256(bundle))
    assert panel.tender.state == State.RANKED
    assert queries.standing_of(panel.tender).is_the_same


def test_equal_bids_are_not_ranked_before_lots_are_drawn():
    panel = Moderated().open_prices()

    with pytest.raises(actions.NotReady) as refusal:
        actions.rank(tender=panel.tender, by=panel.officer, at=AT)

    assert refusal.value.blocks == ("Lot 1: bids are exactly equal, and lots must be drawn.",)


def test_nothing_is_ranked_that_cannot_be_worked_out():
    panel = Moderated().open_prices()
    BidPrice.sealed.filter(bid=panel.bids[1]).delete()

    with pytest.raises(actions.NotReady) as refusal:
        actions.rank(tender=panel.tender, by=panel.officer, at=AT)

    assert len(refusal.value.blocks) == 1


def test_a_lot_whose_formula_cannot_be_used_is_not_ranked():
    panel = Moderated(bids=1)
    method = panel.methodology.lot_methods.get()
    type(method).objects.filter(pk=method.pk).delete()
    method.formula, method.parameters = "SPREAD", {}
    method.save(force_insert=True)
    panel.open_prices()

    with pytest.raises(actions.NotReady) as refusal:
        actions.rank(tender=panel.tender, by=panel.officer, at=AT)

    assert refusal.value.blocks == ("Lot 1: the price formula cannot be used.",)


def test_a_ranking_sent_back_stays_beside_the_next_one():
    panel = Moderated().rank()

    actions.return_ranking(tender=panel.tender, reason="Page 9.", by=panel.officer, at=AT)
    second = actions.rank(tender=panel.tender, by=panel.officer, at=AT)

    assert [each.number for each in panel.tender.ranked_results.all()] == [1, 2]
    assert queries.latest_result(panel.tender) == second


def test_a_ranking_is_not_sent_back_while_its_approval_waits():
    panel = Moderated().rank()
    proposed_approval(panel)

    with pytest.raises(actions.ProposalWaits):
        actions.return_ranking(tender=panel.tender, reason="Page 9.", by=panel.officer, at=AT)


def test_before_the_ranking_nothing_is_stored():
    assert queries.standing_of(Moderated().tender) is None


# --- Approval -------------------------------------------------------------------------------------
def test_a_result_is_approved_by_two_people():
    panel = Moderated().rank()

    proposal = proposed_approval(panel)
    tender = actions.confirm_approval(proposal=proposal, by=panel.approver, at=AT)

    assert proposal.fingerprint == panel.stored.bundle_sha256
    assert tender.state == State.APPROVED


def test_a_result_that_does_not_follow_any_more_is_not_approved():
    panel = Moderated().rank()
    proposal = proposed_approval(panel)
    tampered(Score.objects.first(), reason="Something else.")

    with pytest.raises(actions.ResultChanged):
        actions.confirm_approval(proposal=proposal, by=panel.approver, at=AT)


def test_a_price_that_joins_after_the_ranking_is_noticed():
    panel = Moderated().rank()
    BidPrice.sealed.filter(bid=panel.bids[0]).delete()
    BidPriceFactory(bid=panel.bids[0], price_pence=1)

    with pytest.raises(actions.ResultChanged):
        proposed_approval(panel)


# --- Corrections once prices are known ------------------------------------------------------------
def proposed_correction(panel, **more):
    """Return a proposal to correct the first score."""
    more = {"score": panel.bids[0].scores.filter(criterion=panel.q1).last()} | more
    more.setdefault("points", Decimal(4))
    return actions.propose_correction(
        **{"reason": REASON, "change_reason": "Page 9 was missing."} | more,
        by=panel.officer,
        at=AT,
    )


def test_a_correction_takes_two_people_and_says_that_prices_were_known():
    panel = Moderated().open_prices()
    correction = proposed_correction(panel)

    score = actions.confirm_correction(correction=correction, by=panel.approver, at=AT)

    assert (score.version, score.points, score.prices_known) == (2, Decimal(4), True)
    assert score.change_reason == "Corrected when prices were known. Page 9 was missing."
    assert score.agreed_by == f"{panel.officer}, confirmed by {panel.approver}"
    assert score.supersedes.points == 3
    assert [event.did for event in events_of(panel.tender)][-2:] == [
        "score.correction_proposed",
        "score.amended",
    ]


def test_who_proposed_a_correction_does_not_decide_on_it():
    panel = Moderated().open_prices()
    correction = proposed_correction(panel)

    with pytest.raises(life.SamePerson):
        actions.confirm_correction(correction=correction, by=panel.officer, at=AT)


def test_a_refused_correction_changes_nothing_and_says_why():
    panel = Moderated().open_prices()
    correction = proposed_correction(panel)
    said = {"correction": correction, "by": panel.approver, "at": AT}

    with pytest.raises(life.ReasonMissing):
        actions.refuse_correction(because=" ", **said)
    refused = actions.refuse_correction(because="Page 9 was there.", **said)
    with pytest.raises(life.ProposalDecided):
        actions.confirm_correction(**said)

    assert (refused.is_confirmed, refused.refused_because) == (False, "Page 9 was there.")
    assert panel.bids[0].scores.filter(criterion=panel.q1).count() == 1


def test_a_correction_that_waits_holds_up_the_ranking():
    panel = Moderated().open_prices().drawn()
    proposed_correction(panel, points=Decimal(3))

    with pytest.raises(actions.NotReady) as refusal:
        actions.rank(tender=panel.tender, by=panel.officer, at=AT)
    with pytest.raises(actions.CorrectedMeanwhile):
        proposed_correction(panel)

    assert refusal.value.blocks == (
        f"{panel.bids[0].code}, Q1: a correction is proposed and waits for a decision.",
    )


def test_a_correction_is_of_the_score_that_counts_on_its_scale_and_with_its_reason():
    panel = Moderated().open_prices()
    first = panel.bids[0].scores.get(criterion=panel.q1)

    with pytest.raises(actions.NotOnTheScale):
        proposed_correction(panel, points=Decimal(7))
    with pytest.raises(actions.SayWhy):
        proposed_correction(panel, change_reason=" ")
    ScoreFactory(
        bid=first.bid, criterion=panel.q1, version=2, supersedes=first, change_reason="Page 9."
    )
    with pytest.raises(actions.CorrectedMeanwhile):
        proposed_correction(panel, score=first)


def test_before_prices_are_opened_a_score_is_corrected_by_unlocking(panel):
    panel.lock()

    with pytest.raises(actions.CorrectionsAreClosed):
        proposed_correction(panel)
