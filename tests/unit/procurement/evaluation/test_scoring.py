"""Drafts, agreed scores and amendments: nothing is lost, nothing is overwritten."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from procurement.evaluation import actions
from procurement.evaluation.actions import ScoreAnswer
from procurement.evaluation.models import Score, ScoreDraft
from procurement.tenders.models import State
from socialvalue.audit.queries import events_of
from tests.factories.bids import bid_for
from tests.factories.evaluation import ScoreDraftFactory, ScoreFactory, agreed
from tests.factories.tenders import whole_method

pytestmark = pytest.mark.django_db
AT = dt.datetime(2026, 8, 12, 10, tzinfo=dt.UTC)
REASON = "Method statement, page 4: a rota for every area."


@pytest.fixture
def bid():
    """A bid for a tender with two questions, whose method is fixed."""
    return bid_for(whole_method(fixed=True, state=State.CONSENSUS))


def answer(bid, *, code="Q1", points=3, reason=REASON, version=0):
    """Return what a person wants to save for one question."""
    criterion = bid.tender.methodologies.get().criteria.get(code=code)
    number = None if points is None else Decimal(points)
    return ScoreAnswer(criterion=criterion, points=number, reason=reason, version=version)


def said(bid, *answers):
    """Return what the actions need."""
    return {"bid": bid, "answers": list(answers), "by": "Ola", "at": AT}


def test_a_draft_is_kept_and_recorded(bid):
    changed = actions.save_drafts(**said(bid, answer(bid, reason="Page 4")))

    draft = ScoreDraft.objects.get()
    assert (changed, draft.points, draft.reason, draft.version) == (1, Decimal(3), "Page 4", 1)
    assert events_of(bid.tender).get().after == {"bid": bid.code, "criteria": 1}


def test_an_empty_answer_makes_no_draft(bid):
    changed = actions.save_drafts(**said(bid, answer(bid, points=None, reason="")))

    assert (changed, ScoreDraft.objects.count(), events_of(bid.tender).count()) == (0, 0, 0)


def test_saving_the_same_draft_again_changes_nothing(bid):
    actions.save_drafts(**said(bid, answer(bid)))

    changed = actions.save_drafts(**said(bid, answer(bid, version=1)))

    assert (changed, ScoreDraft.objects.get().version) == (0, 1)


def test_a_draft_that_someone_else_changed_is_not_overwritten(bid):
    theirs = ScoreDraftFactory(bid=bid, criterion=answer(bid).criterion, version=2)

    with pytest.raises(actions.SavedMeanwhile) as refusal:
        actions.save_drafts(**said(bid, answer(bid, version=1)))

    conflict = refusal.value.conflicts[0]
    assert (conflict.theirs, conflict.mine.points, conflict.is_agreed) == (
        theirs,
        Decimal(3),
        False,
    )
    theirs.refresh_from_db()
    assert (theirs.points, theirs.reason) == (Decimal(2), "Page 4")


def test_a_draft_changed_to_the_very_same_words_is_no_conflict(bid):
    criterion = answer(bid).criterion
    ScoreDraftFactory(bid=bid, criterion=criterion, version=2, points=Decimal(3), reason=REASON)

    assert actions.save_drafts(**said(bid, answer(bid, version=1))) == 0


def test_agreed_scores_are_stored_in_the_place_of_drafts(bid):
    ScoreDraftFactory(bid=bid, criterion=answer(bid).criterion)

    scores = actions.agree_scores(
        **said(bid, answer(bid, version=1), answer(bid, code="SV1", points=4))
    )

    assert [(score.version, score.points) for score in scores] == [(1, Decimal(3)), (1, Decimal(4))]
    assert not ScoreDraft.objects.exists()
    assert events_of(bid.tender).get().after == {"bid": bid.code, "criteria": ["Q1", "SV1"]}


def test_a_score_agreed_meanwhile_is_not_agreed_again(bid):
    theirs = ScoreFactory(bid=bid, criterion=answer(bid).criterion)

    with pytest.raises(actions.SavedMeanwhile) as refusal:
        actions.agree_scores(**said(bid, answer(bid), answer(bid, code="SV1")))

    assert [conflict.theirs for conflict in refusal.value.conflicts] == [theirs]
    assert refusal.value.conflicts[0].is_agreed
    assert Score.objects.get() == theirs


def test_a_second_bid_is_scored_after_the_first(bid):
    agreed(bid, 3)
    second = bid_for(bid.tender.methodologies.get())

    actions.agree_scores(**said(second, answer(second)))

    assert second.scores.count() == 1


@pytest.mark.parametrize("state", [each for each in State if each != State.CONSENSUS])
def test_scores_are_refused_outside_moderation(bid, state):
    bid.tender.state = state
    bid.tender.terminated_in = State.CONSENSUS if state == State.TERMINATED else ""
    bid.tender.save()

    with pytest.raises(actions.ScoringIsClosed):
        actions.agree_scores(**said(bid, answer(bid)))


def test_a_withdrawn_bid_is_not_scored(bid):
    bid.withdrawn_at, bid.withdrawn_by, bid.withdrawn_because = AT, "Ola", "Asked to."
    bid.save()

    with pytest.raises(actions.ScoringIsClosed):
        actions.save_drafts(**said(bid, answer(bid)))


def test_an_amended_score_is_a_new_row_and_the_old_one_stays(bid):
    score = agreed(bid, 3)[0]

    amended = actions.amend_score(
        score=score,
        points=Decimal(4),
        reason="Page 9: audits with targets, overlooked at first.",
        change_reason="Page 9 was overlooked.",
        by="Ola",
        at=AT,
    )

    score.refresh_from_db()
    assert (score.points, score.version) == (Decimal(3), 1)
    assert (amended.points, amended.version, amended.supersedes) == (Decimal(4), 2, score)
    event = events_of(bid.tender).get()
    assert (event.reason, event.before["points"], event.after["points"]) == (
        "Page 9 was overlooked.",
        "3",
        "4",
    )


def test_a_score_amended_meanwhile_is_not_amended_blindly(bid):
    score = agreed(bid, 3)[0]
    change = {"score": score, "reason": REASON, "change_reason": "Overlooked.", "by": "O", "at": AT}
    latest = actions.amend_score(points=Decimal(4), **change)

    with pytest.raises(actions.SavedMeanwhile) as refusal:
        actions.amend_score(points=Decimal(5), **change)

    assert refusal.value.conflicts[0].theirs == latest
    assert bid.scores.filter(criterion=score.criterion).count() == 2


def test_the_database_refuses_an_amendment_without_a_reason(bid):
    score = agreed(bid, 3)[0]

    with pytest.raises(IntegrityError), transaction.atomic():
        ScoreFactory(bid=bid, criterion=score.criterion, version=2, supersedes=score)


def test_the_database_refuses_two_scores_of_one_version(bid):
    score = agreed(bid, 3)[0]

    with pytest.raises(IntegrityError), transaction.atomic():
        ScoreFactory(bid=bid, criterion=score.criterion)


def test_the_database_refuses_a_score_without_a_reason(bid):
    with pytest.raises(IntegrityError), transaction.atomic():
        agreed(bid, 3, reason="")


def test_a_draft_that_says_something_else_is_the_next_version(bid):
    actions.save_drafts(**said(bid, answer(bid)))

    changed = actions.save_drafts(**said(bid, answer(bid, points=4, version=1)))

    draft = ScoreDraft.objects.get()
    assert (changed, draft.version, draft.points) == (1, 2, Decimal(4))
