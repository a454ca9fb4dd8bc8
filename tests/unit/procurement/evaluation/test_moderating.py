"""One agreed score with its reason; nothing is overwritten, averaged or lost."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from procurement.evaluation import actions, queries
from procurement.evaluation.models import (
    IndividualScore,
    ReopenedScore,
    Score,
    ScoreDraft,
    ScoreMove,
)
from procurement.tenders.models import State
from socialvalue.audit.queries import events_of
from tests.factories.bids import ClarificationFactory, LateDecisionFactory
from tests.factories.evaluation import (
    DisqualificationFactory,
    IndividualScoreFactory,
    RecusalFactory,
    ReopenedScoreFactory,
    ScoreDraftFactory,
    ScoreFactory,
)
from tests.factories.moderation import AT, REASON, Moderated
from tests.factories.panels import Panelled

pytestmark = pytest.mark.django_db


@pytest.fixture
def panel():
    """A tender in moderation."""
    return Moderated()


def draft(panel, **more):
    """Save a draft of the first score."""
    answer = panel.answer(**more)
    return actions.save_draft(bid=panel.bids[0], answer=answer, by=panel.moderator, at=AT)


def cell_of(panel, *, bid=0, criterion=0):
    """Return a cell as it stands."""
    moderation = queries.moderation_of(panel.tender)
    return moderation.cell(panel.bids[bid], panel.criteria[criterion])


def stand(panel, state):
    """Put the tender into a state."""
    panel.tender.state = state
    panel.tender.terminated_in = State.CONSENSUS if state == State.TERMINATED else ""
    panel.tender.save()


# --- Beginning ------------------------------------------------------------------------------------
def test_moderation_waits_for_every_individual_score():
    scoring = Panelled(bids=1)

    with pytest.raises(actions.NotAllScored) as refusal:
        actions.start_moderation(tender=scoring.tender, by=scoring.officer, at=AT)

    assert str(refusal.value) == "Individual scores are still missing: E1 (2), E2 (2)."


def test_moderation_begins_when_everything_is_in(panel):
    stand(panel, State.SCORING)

    moved = actions.start_moderation(tender=panel.tender, by=panel.moderator, at=AT)

    assert moved.state == State.CONSENSUS


# --- Drafts ---------------------------------------------------------------------------------------
def test_a_draft_keeps_everything_that_was_typed(panel):
    key = str(panel.of("E2").pk)

    saved = draft(panel, points=None, reason="Page 4", moves={key: "I had missed"})

    assert (saved.points, saved.reason, saved.moves, saved.version) == (
        None,
        "Page 4",
        {key: "I had missed"},
        1,
    )
    assert events_of(panel.tender).last().did == "score.drafted"


def test_an_empty_answer_makes_no_draft(panel):
    assert draft(panel, points=None, reason="") is None
    assert not ScoreDraft.objects.exists()


def test_saving_the_same_draft_again_changes_nothing(panel):
    draft(panel)

    assert draft(panel, version=1).version == 1


def test_a_draft_that_says_something_else_is_the_next_version(panel):
    draft(panel)

    assert draft(panel, points=4, version=1).version == 2


def test_a_draft_that_someone_else_changed_is_not_overwritten(panel):
    theirs = ScoreDraftFactory(bid=panel.bids[0], criterion=panel.q1, version=2)

    with pytest.raises(actions.SavedMeanwhile) as refusal:
        draft(panel, version=1)

    assert (refusal.value.conflict.theirs, refusal.value.conflict.is_agreed) == (theirs, False)
    theirs.refresh_from_db()
    assert theirs.reason == "Page 4"


# --- Agreeing -------------------------------------------------------------------------------------
def test_an_agreed_score_takes_the_place_of_the_draft_and_no_individual_score_changes(panel):
    draft(panel)
    before = list(IndividualScore.objects.order_by("pk").values_list("pk", "points", "comment"))

    score = panel.agree(version=1)

    assert (score.version, score.points, score.agreed_by) == (1, Decimal(3), str(panel.moderator))
    assert not ScoreDraft.objects.exists()
    after = list(IndividualScore.objects.order_by("pk").values_list("pk", "points", "comment"))
    assert after == before


def test_a_score_may_be_agreed_that_is_far_from_any_average(panel):
    assert panel.agree(points=0).points == 0


def test_a_score_agreed_meanwhile_is_not_agreed_again(panel):
    theirs = panel.agree()

    with pytest.raises(actions.SavedMeanwhile) as refusal:
        panel.agree(points=5)

    assert refusal.value.conflict.theirs == theirs
    assert refusal.value.conflict.is_agreed
    assert Score.objects.get() == theirs


def test_agreeing_exactly_what_is_agreed_already_adds_nothing(panel):
    theirs = panel.agree()

    assert panel.agree() == theirs
    assert Score.objects.count() == 1


def test_a_changed_score_is_a_new_version_that_says_why(panel):
    first = panel.agree()

    second = panel.agree(points=4, agreed_version=1, change_reason="Page 9 was overlooked.")

    assert (second.version, second.supersedes, second.prices_known) == (2, first, False)
    event = events_of(panel.tender).last()
    assert (event.did, event.reason) == ("score.amended", "Page 9 was overlooked.")
    assert (event.before["points"], event.after["points"]) == ("3", "4")


def test_a_changed_score_without_its_reason_is_refused(panel):
    panel.agree()

    with pytest.raises(actions.SayWhy):
        panel.agree(points=4, agreed_version=1)


def test_a_score_without_its_reason_is_refused(panel):
    with pytest.raises(actions.SayWhy):
        panel.agree(reason=" ")


@pytest.mark.parametrize("points", [None, "3.5", 6])
def test_points_that_are_not_on_the_scale_are_refused(panel, points):
    with pytest.raises(actions.NotOnTheScale):
        panel.agree(points=points)


@pytest.mark.parametrize("state", [each for each in State if each != State.CONSENSUS])
def test_scores_are_agreed_only_in_moderation(panel, state):
    stand(panel, state)

    with pytest.raises(actions.NotModerating):
        panel.agree()


def test_a_withdrawn_bid_is_not_scored(panel):
    bid = panel.bids[0]
    bid.withdrawn_at, bid.withdrawn_by, bid.withdrawn_because = AT, "Ola", "Asked to."
    bid.save()

    with pytest.raises(actions.NotModerating):
        draft(panel)


def test_the_database_refuses_an_amendment_without_a_reason(panel):
    score = panel.agree()

    with pytest.raises(IntegrityError), transaction.atomic():
        ScoreFactory(bid=score.bid, criterion=score.criterion, version=2, supersedes=score)


def test_the_database_refuses_two_scores_of_one_version(panel):
    score = panel.agree()

    with pytest.raises(IntegrityError), transaction.atomic():
        ScoreFactory(bid=score.bid, criterion=score.criterion)


# --- Why scores move ------------------------------------------------------------------------------
def test_what_was_said_in_the_meeting_is_written_down_of_those_who_differ(panel):
    moves = {
        str(panel.of("E1").pk): "Not asked: 3 is what I gave.",
        str(panel.of("E2").pk): "I had missed page 4.",
    }

    score = panel.agree(moves=moves)

    move = ScoreMove.objects.get()
    assert (move.score, move.individual, move.way) == (score, panel.of("E2"), "in_meeting")
    event = events_of(panel.tender).last()
    assert event.did == "score.moved"
    assert event.after == {
        "bid": panel.bids[0].code,
        "criterion": "Q1",
        "evaluator": "E2",
        "points": "3",
        "way": "Said in the meeting, written down by the moderator",
    }


def test_an_evaluators_own_words_end_what_is_asked_of_them(panel):
    panel.agree()
    open_before = [each.evaluator for each in cell_of(panel).unexplained]

    actions.say_why_moved(
        individual=panel.of("E2"), reason="Page 4.", way="written", by=panel.users["E2"], at=AT
    )

    assert open_before == ["E2"]
    assert cell_of(panel).is_done


def test_a_reason_holds_for_a_later_version_of_the_same_points_and_for_no_other(panel):
    panel.agree(moves={str(panel.of("E2").pk): "Page 4."})

    panel.agree(reason=f"{REASON} Audited.", agreed_version=1, change_reason="Page 9 as well.")
    same_points = cell_of(panel).unexplained
    panel.agree(points=2, agreed_version=2, change_reason="Page 9 contradicts it.")

    assert same_points == []
    assert [each.evaluator for each in cell_of(panel).unexplained] == ["E1", "E2"]


def test_a_reason_that_stands_is_not_said_twice(panel):
    panel.agree(moves={str(panel.of("E2").pk): "Page 4."})
    said = {"reason": "Again.", "way": "written", "by": panel.users["E2"], "at": AT}

    again = actions.say_why_moved(individual=panel.of("E2"), **said)

    assert (again.reason, ScoreMove.objects.count()) == ("Page 4.", 1)


def test_where_nothing_moves_there_is_nothing_to_say(panel):
    said = {"reason": "Page 4.", "way": "written", "by": panel.users["E1"], "at": AT}

    with pytest.raises(actions.NothingMoves):
        actions.say_why_moved(individual=panel.of("E1"), **said)
    panel.agree()
    with pytest.raises(actions.NothingMoves):
        actions.say_why_moved(individual=panel.of("E1"), **said)
    with pytest.raises(actions.SayWhy):
        actions.say_why_moved(individual=panel.of("E2"), **(said | {"reason": " "}))


# --- Giving a score anew --------------------------------------------------------------------------
def test_a_reopened_score_holds_up_its_cell_until_it_is_given_anew(panel):
    panel.agree(points=4, moves={str(panel.of("E1").pk): "Page 4."})
    score = panel.of("E2")

    actions.reopen_score(individual=score, reason="Other bid.", by=panel.moderator, at=AT)
    held_up = [each.evaluator for each in cell_of(panel).reopened]
    IndividualScoreFactory(
        bid=score.bid,
        criterion=score.criterion,
        member=score.member,
        evaluator="E2",
        version=2,
        points=Decimal(4),
        reopened_because="Other bid.",
    )

    assert held_up == ["E2"]
    assert cell_of(panel).is_done
    assert events_of(panel.tender).last().did == "individual.reopened"


def test_a_score_is_reopened_once_and_with_a_reason(panel):
    said = {"individual": panel.of("E2"), "by": panel.moderator, "at": AT}

    with pytest.raises(actions.SayWhy):
        actions.reopen_score(reason=" ", **said)
    actions.reopen_score(reason="Other bid.", **said)
    with pytest.raises(actions.ReopenedAlready):
        actions.reopen_score(reason="Other bid.", **said)

    assert ReopenedScore.objects.count() == 1


# --- What stands before the lock ------------------------------------------------------------------
def test_everything_that_is_missing_stands_before_the_lock():
    panel = Moderated(bids=1)
    bid, name = panel.bids[0], f"{panel.bids[0].bidder.name} ({panel.bids[0].code})"
    panel.agree()
    ReopenedScoreFactory(score=panel.of("E1"))
    ClarificationFactory(bid=bid, answered_at=None)

    assert queries.lock_blocks(panel.tender) == [
        f"{name}, SV1: no score is agreed yet.",
        f"{name}, Q1: E2 scored differently and the reason for the move is missing.",
        f"{name}, Q1: the score of E1 is reopened and not given anew.",
        f"A clarification question to {bid.bidder.name} is not answered.",
    ]


def test_late_bids_are_decided_on_and_set_aside_before_the_lock(panel):
    panel.agree_everything()
    bid = panel.bids[1]
    bid.is_late = True
    bid.save()
    undecided = queries.lock_blocks(panel.tender)
    LateDecisionFactory(bid=bid, is_admitted=False)
    refused = queries.lock_blocks(panel.tender)
    DisqualificationFactory(bid=bid)

    assert undecided == [f"The late bid {bid.code} of {bid.bidder.name} waits for a decision."]
    assert refused == [
        (
            f"The late bid {bid.code} of {bid.bidder.name} was not admitted: record that it is set "
            "aside."
        )
    ]
    assert queries.lock_blocks(panel.tender) == []


def test_without_a_bid_there_is_nothing_to_lock():
    panel = Moderated(bids=1)
    DisqualificationFactory(bid=panel.bids[0])

    assert queries.lock_blocks(panel.tender) == ["There is no bid to moderate."]


def test_nothing_more_is_asked_of_who_keeps_away_or_has_left(panel):
    RecusalFactory(member=panel.members["E2"], bidder=panel.bids[0].bidder)
    gone = panel.members["E1"]
    gone.left_at, gone.left_by, gone.left_because = AT, "Ola", "Ill."
    gone.save()

    score = panel.agree(points=5)

    cell = cell_of(panel)
    assert [each.counts for each in cell.given] == [False, False]
    assert (cell.score, cell.is_done, cell.marks.points) == (score, True, {})


def test_whoever_keeps_away_from_a_bidder_sees_no_cell_of_its_bids(panel):
    kept_from = [panel.bids[0].bidder_id]

    moderation = queries.moderation_of(panel.tender, without_bidders=kept_from)

    assert moderation.bids == [panel.bids[1]]
    assert moderation.cell(panel.bids[0], panel.q1) is None


@pytest.mark.parametrize("bids", [1, 3])
def test_moderation_asks_the_same_number_of_queries(bids, django_assert_num_queries):
    panel = Moderated(bids=bids).agree_everything()

    with django_assert_num_queries(11):
        queries.moderation_of(panel.tender)


def test_a_draft_of_a_bid_that_is_set_aside_is_in_no_cell(panel):
    draft(panel)
    DisqualificationFactory(bid=panel.bids[0])

    moderation = queries.moderation_of(panel.tender)

    assert [cell.draft for cell in moderation.in_order] == [None, None]


def test_an_abstention_has_no_place_in_the_bundle():
    panel = Moderated(bids=1)
    panel.abstain(panel.of("E2"))
    panel.agree()

    given = queries.bundle_of(panel.tender)["bids"][0]["scores"][0]["individual"]

    assert given == [{"evaluator": "E1", "points": "3"}]


def test_what_somebody_gave_who_keeps_away_has_no_place_in_the_bundle():
    panel = Moderated(bids=1)
    RecusalFactory(member=panel.members["E2"], bidder=panel.bids[0].bidder)
    panel.agree()

    given = queries.bundle_of(panel.tender)["bids"][0]["scores"][0]["individual"]

    assert given == [{"evaluator": "E1", "points": "3"}]
