"""Agree one score, with its reason, for each bid and question. Nothing is ever overwritten.

No score is made from individual ones: neither the mean nor any other figure is used. Individual
scores stay as they were submitted; an agreed score that changes is a new version that says why.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db import models, transaction

from procurement.bids.models import Bid
from procurement.calculations.life import Move
from procurement.evaluation import queries
from procurement.evaluation.models import (
    IndividualScore,
    PanelMember,
    ReopenedScore,
    Score,
    ScoreDraft,
    ScoreMove,
)
from procurement.tenders.actions import life
from procurement.tenders.models import Criterion, State, Tender
from socialvalue.audit import actions as audit


class NotModerating(ValueError):
    """Scores are agreed in moderation, and not before or after."""

    def __init__(self) -> None:
        super().__init__("Scores cannot be agreed for this bid now.")


class NotAllScored(ValueError):
    """Moderation begins when every evaluator has scored or abstained. `missing`: who owes what."""

    def __init__(self, missing: Sequence[tuple[PanelMember, int]]) -> None:
        who = ", ".join(f"{member.code} ({count})" for member, count in missing)
        super().__init__(f"Individual scores are still missing: {who}.")
        self.missing = tuple(missing)


class NotOnTheScale(ValueError):
    """A score is one of the published levels of its question."""

    def __init__(self, criterion: Criterion) -> None:
        super().__init__(f"Select a score of the scale for {criterion}.")


class SayWhy(ValueError):
    """A score without its reason, or a change without one, cannot be agreed."""


class NothingMoves(ValueError):
    """The evaluator's own score is the agreed one, or nothing is agreed yet."""

    def __init__(self) -> None:
        super().__init__("There is no agreed score that differs from this evaluator's own.")


class ReopenedAlready(ValueError):
    """A score is reopened once; the evaluator then gives it anew."""

    def __init__(self) -> None:
        super().__init__("This score is reopened already, or the evaluator has given a later one.")


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreAnswer:
    """What is to be saved for one bid and question.

    `version` is that of the draft that was read, `agreed_version` that of the agreed score; nought
    stands for none. `moves` are the reasons of evaluators whose own score differs, said in the
    meeting and written down here, by the key of their individual score.
    """

    criterion: Criterion
    points: Decimal | None
    reason: str
    version: int = 0
    agreed_version: int = 0
    change_reason: str = ""
    moves: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """One criterion where something was saved after the person opened the page."""

    mine: ScoreAnswer
    theirs: Score | ScoreDraft

    @property
    def is_agreed(self) -> bool:
        """Whether the other has agreed the score, and not only drafted it."""
        return isinstance(self.theirs, Score)


class SavedMeanwhile(ValueError):
    """Somebody else saved this score after this person opened the page. Nothing was saved."""

    def __init__(self, conflict: Conflict) -> None:
        super().__init__("Somebody else saved this score after you opened the page.")
        self.conflict = conflict


@transaction.atomic
def start_moderation(*, tender: Tender, by: models.Model, at: dt.datetime) -> Tender:
    """Move a tender from scoring to moderation, and return it.

    From now on the panel sees one another's scores. Raises NotAllScored, MoveNotAllowed.
    """
    locked = Tender.objects.select_for_update().get(pk=tender.pk)
    if missing := queries.missing_by_member(locked):
        raise NotAllScored(missing)
    return life.move(tender=locked, move=Move.START_MODERATION, by=by, at=at)


@transaction.atomic
def save_draft(
    *, bid: Bid, answer: ScoreAnswer, by: models.Model | str, at: dt.datetime
) -> ScoreDraft | None:
    """Keep what somebody has begun to write, and return the draft; None if there is nothing.

    Raises NotModerating; SavedMeanwhile, and then saves nothing.
    """
    open_for_moderation(bid)
    draft = _draft_as_read(bid, answer)
    if draft is None:
        if answer.points is None and not answer.reason and not answer.moves:
            return None
        draft = ScoreDraft(bid=bid, criterion=answer.criterion, version=0)
    elif not _differs(answer, draft):
        return draft
    draft.points, draft.reason, draft.moves = answer.points, answer.reason, dict(answer.moves)
    draft.version += 1
    draft.saved_at, draft.saved_by = at, str(by)
    draft.save()
    _record(bid, did="score.drafted", by=by, at=at, after={"criterion": answer.criterion.code})
    return draft


@transaction.atomic
def agree_score(*, bid: Bid, answer: ScoreAnswer, by: models.Model | str, at: dt.datetime) -> Score:
    """Store the agreed score of one bid for one question, with its reason, and return it.

    A score that is agreed already gets a new version, which says why it changes; if neither points
    nor reason are new, only the evaluators' reasons are added. Raises NotModerating, NotOnTheScale,
    SayWhy; SavedMeanwhile, and then saves nothing.
    """
    open_for_moderation(bid)
    draft = _draft_as_read(bid, answer)
    latest = _latest(bid, answer.criterion)
    refuse_off_scale(answer.criterion, answer.points)
    if not answer.reason.strip():
        raise SayWhy(f"Enter the reason for the score for {answer.criterion}.")
    if latest is not None and (answer.points, answer.reason) == (latest.points, latest.reason):
        score = latest
    else:
        score = new_version(
            bid=bid,
            criterion=answer.criterion,
            latest=latest,
            points=answer.points,
            reason=answer.reason,
            change_reason=answer.change_reason,
            by=str(by),
            at=at,
        )
        record_version(score, latest=latest, by=by, at=at)
    if draft is not None:
        draft.delete()
    _write_down(score, answer.moves, by=by, at=at)
    return score


def new_version(
    *,
    bid: Bid,
    criterion: Criterion,
    latest: Score | None,
    points: Decimal | None,
    reason: str,
    change_reason: str,
    by: str,
    at: dt.datetime,
    prices_known: bool = False,
) -> Score:
    """Store the next version of an agreed score beside the earlier ones. Raises SayWhy."""
    if latest is not None and not change_reason.strip():
        raise SayWhy(f"Enter why the agreed score for {criterion} changes.")
    return Score.objects.create(
        bid=bid,
        criterion=criterion,
        position=criterion.position,
        version=1 if latest is None else latest.version + 1,
        points=points,
        reason=reason,
        supersedes=latest,
        change_reason="" if latest is None else change_reason,
        agreed_at=at,
        agreed_by=by,
        prices_known=prices_known,
    )


def record_version(
    score: Score, *, latest: Score | None, by: models.Model | str, at: dt.datetime
) -> None:
    """Add to the tender's record that a score was agreed, or changed from what it was."""
    _record(
        score.bid,
        did="score.agreed" if latest is None else "score.amended",
        by=by,
        at=at,
        reason=score.change_reason,
        before=None if latest is None else _said(latest),
        after={"criterion": score.criterion.code} | _said(score),
    )


def refuse_off_scale(criterion: Criterion, points: Decimal | None) -> None:
    """Raise NotOnTheScale unless the points are one of the published levels."""
    if points is None or points not in {level.points for level in criterion.scale.levels.all()}:
        raise NotOnTheScale(criterion)


@transaction.atomic
def say_why_moved(
    *,
    individual: IndividualScore,
    reason: str,
    way: str,
    by: models.Model | str,
    at: dt.datetime,
) -> ScoreMove:
    """Keep why an evaluator's own score differs from the agreed one, and return it.

    `way` says whether the evaluator wrote it or the moderator wrote it down. What was said before
    stays; it holds as long as the agreed points do. Raises NotModerating, NothingMoves, SayWhy.
    """
    open_for_moderation(individual.bid)
    score = _latest(individual.bid, individual.criterion)
    return _move(score, individual, reason, way=way, by=by, at=at)


@transaction.atomic
def reopen_score(
    *, individual: IndividualScore, reason: str, by: models.Model, at: dt.datetime
) -> ReopenedScore:
    """Give an evaluator leave to score one question of one bid anew, and return the leave.

    The score as it was stays beside the new one. Raises NotModerating, ReopenedAlready, SayWhy.
    """
    open_for_moderation(individual.bid)
    later = IndividualScore.objects.filter(
        bid=individual.bid,
        criterion=individual.criterion,
        evaluator=individual.evaluator,
        version__gt=individual.version,
    )
    if later.exists() or ReopenedScore.objects.filter(score=individual).exists():
        raise ReopenedAlready
    if not reason.strip():
        raise SayWhy("Enter why this score is reopened.")
    reopened = ReopenedScore.objects.create(
        score=individual, reason=reason, reopened_at=at, reopened_by=str(by)
    )
    after = {"criterion": individual.criterion.code, "evaluator": individual.evaluator}
    _record(individual.bid, did="individual.reopened", by=by, at=at, reason=reason, after=after)
    return reopened


def refuse_stale(*, bid: Bid, answer: ScoreAnswer) -> None:
    """Raise SavedMeanwhile if the score or its draft was saved since somebody read it."""
    _draft_as_read(bid, answer)


def open_for_moderation(bid: Bid) -> Tender:
    """Return the tender, with bid and tender locked, if it is moderated. Raises NotModerating."""
    tender = Tender.objects.select_for_update().get(pk=bid.tender_id)
    locked = Bid.objects.select_for_update().get(pk=bid.pk)
    if tender.state != State.CONSENSUS or locked.withdrawn_at is not None:
        raise NotModerating
    return tender


def _latest(bid: Bid, criterion: Criterion) -> Score | None:
    """Return the agreed score that counts, or None."""
    return bid.scores.filter(criterion=criterion).order_by("-version").first()


def _draft_as_read(bid: Bid, answer: ScoreAnswer) -> ScoreDraft | None:
    """Return the draft if it and the agreed score are as the person read them.

    Whoever wants to save exactly what is there already is not refused. Raises SavedMeanwhile.
    """
    latest = _latest(bid, answer.criterion)
    if latest is not None and latest.version != answer.agreed_version:
        if (answer.points, answer.reason) != (latest.points, latest.reason):
            raise SavedMeanwhile(Conflict(mine=answer, theirs=latest))
        return None
    draft = bid.score_drafts.filter(criterion=answer.criterion).first()
    if draft is not None and draft.version != answer.version and _differs(answer, draft):
        raise SavedMeanwhile(Conflict(mine=answer, theirs=draft))
    return draft


def _differs(answer: ScoreAnswer, draft: ScoreDraft) -> bool:
    """Whether an answer says anything else than the draft."""
    said = (answer.points, answer.reason, dict(answer.moves))
    return said != (draft.points, draft.reason, draft.moves)


def _write_down(
    score: Score, moves: Mapping[str, str], *, by: models.Model | str, at: dt.datetime
) -> None:
    """Keep what evaluators said in the meeting, of those whose own score differs."""
    said = {key: reason for key, reason in moves.items() if reason.strip()}
    individuals = IndividualScore.objects.latest().filter(
        bid=score.bid, criterion=score.criterion, pk__in=said
    )
    for individual in individuals.order_by("position"):
        if individual.points is not None and individual.points != score.points:
            way = ScoreMove.Way.IN_MEETING
            _move(score, individual, said[str(individual.pk)], way=way, by=by, at=at)


def _move(
    score: Score | None,
    individual: IndividualScore,
    reason: str,
    *,
    way: str,
    by: models.Model | str,
    at: dt.datetime,
) -> ScoreMove:
    """Store one evaluator's reason, unless one stands for these points, and return it."""
    if score is None or individual.points in {None, score.points}:
        raise NothingMoves
    if not reason.strip():
        raise SayWhy("Enter why your score moves.")
    stands = ScoreMove.objects.filter(individual=individual, score__points=score.points)
    if (already := stands.order_by("score__version").last()) is not None:
        return already
    move = ScoreMove.objects.create(
        score=score, individual=individual, reason=reason, way=way, said_at=at, said_by=str(by)
    )
    _record(
        score.bid,
        did="score.moved",
        by=by,
        at=at,
        reason=reason,
        before={"points": f"{individual.points:f}"},
        after={
            "criterion": score.criterion.code,
            "evaluator": individual.evaluator,
            "points": f"{score.points:f}",
            "way": ScoreMove.Way(way).label,
        },
    )
    return move


def _said(score: Score) -> dict[str, Any]:
    """Return a score as the record keeps it."""
    return {"points": f"{score.points:f}", "reason": score.reason, "version": score.version}


def _record(
    bid: Bid,
    *,
    did: str,
    by: models.Model | str,
    at: dt.datetime,
    after: dict[str, Any],
    before: dict[str, Any] | None = None,
    reason: str = "",
) -> None:
    """Add the event to the tender's record."""
    audit.record_about(
        bid.tender,
        by=by,
        at=at,
        did=did,
        reason=reason,
        before=before,
        after={"bid": bid.code} | after,
    )
