"""Draft, agree and amend scores. What is agreed is never overwritten."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import models, transaction

from procurement.bids.models import Bid
from procurement.evaluation.models import Score, ScoreDraft
from procurement.tenders.models import Criterion, State, Tender
from socialvalue.audit import actions as audit


class ScoringIsClosed(ValueError):
    """Scores are agreed in moderation, and not before or after."""

    def __init__(self) -> None:
        super().__init__("Scores cannot be recorded for this bid now.")


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreAnswer:
    """What a person wants to save for one criterion; `version` is that of the draft they read."""

    criterion: Criterion
    points: Decimal | None
    reason: str
    version: int


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
    """Somebody else saved scores after this person opened the page. Nothing was saved."""

    def __init__(self, conflicts: Sequence[Conflict]) -> None:
        super().__init__("Somebody else saved scores for this bid after you opened the page.")
        self.conflicts = tuple(conflicts)


@transaction.atomic
def save_drafts(
    *, bid: Bid, answers: Sequence[ScoreAnswer], by: models.Model | str, at: dt.datetime
) -> int:
    """Keep what somebody has begun to write, and return how many criteria changed.

    Raises ScoringIsClosed; SavedMeanwhile, and then saves nothing.
    """
    _open(bid)
    drafts = _drafts_unless_changed(bid, answers)
    changed = 0
    for answer in answers:
        draft = drafts.get(answer.criterion.pk)
        changed += _draft(answer, draft, bid=bid, by=by, at=at)
    if changed:
        _record(bid, did="scores.drafted", by=by, at=at, criteria=changed)
    return changed


@transaction.atomic
def agree_scores(
    *, bid: Bid, answers: Sequence[ScoreAnswer], by: models.Model | str, at: dt.datetime
) -> list[Score]:
    """Store the agreed scores of criteria that had none, and return them.

    Raises ScoringIsClosed; SavedMeanwhile, and then saves nothing.
    """
    _open(bid)
    drafts = _drafts_unless_changed(bid, answers)
    scores = [
        Score.objects.create(
            bid=bid,
            criterion=answer.criterion,
            position=answer.criterion.position,
            points=answer.points,
            reason=answer.reason,
            agreed_at=at,
            agreed_by=str(by),
        )
        for answer in answers
    ]
    for draft in drafts.values():
        draft.delete()
    _record(bid, did="score.agreed", by=by, at=at, criteria=_written(scores))
    return scores


@transaction.atomic
def amend_score(
    *,
    score: Score,
    points: Decimal,
    reason: str,
    change_reason: str,
    by: models.Model | str,
    at: dt.datetime,
) -> Score:
    """Put a new version in the place of an agreed score, and return it. The old one stays.

    `score` is the version that the person read. Raises ScoringIsClosed; SavedMeanwhile if it has
    been amended since.
    """
    _open(score.bid)
    refuse_stale_amendment(score=score, points=points, reason=reason)
    amended = Score.objects.create(
        bid=score.bid,
        criterion=score.criterion,
        position=score.position,
        version=score.version + 1,
        points=points,
        reason=reason,
        supersedes=score,
        change_reason=change_reason,
        agreed_at=at,
        agreed_by=str(by),
    )
    audit.record(
        by=by,
        at=at,
        did="score.amended",
        subject=score.bid.tender,
        organisation=score.bid.tender.organisation,
        reason=change_reason,
        before=_said(score),
        after={"bid": score.bid.code, "criterion": score.criterion.code} | _said(amended),
    )
    return amended


def refuse_stale_answers(*, bid: Bid, answers: Sequence[ScoreAnswer]) -> None:
    """Raise SavedMeanwhile if anything that somebody answers was saved since they read it."""
    _drafts_unless_changed(bid, answers)


def refuse_stale_amendment(*, score: Score, points: Decimal | None, reason: str) -> None:
    """Raise SavedMeanwhile if a score that someone wants to amend is not the latest any more."""
    latest = score.bid.scores.filter(criterion=score.criterion).order_by("-version").first()
    if latest != score:
        mine = ScoreAnswer(
            criterion=score.criterion, points=points, reason=reason, version=score.version
        )
        raise SavedMeanwhile([Conflict(mine=mine, theirs=latest)])


def _said(score: Score) -> dict[str, object]:
    """Return a score as the record keeps it."""
    return {"points": f"{score.points:f}", "reason": score.reason, "version": score.version}


def _open(bid: Bid) -> Tender:
    """Return the tender, with bid and tender locked, if it is in moderation. Raises ScoringIsClosed."""
    tender = Tender.objects.select_for_update().get(pk=bid.tender_id)
    locked = Bid.objects.select_for_update().get(pk=bid.pk)
    if tender.state != State.CONSENSUS or locked.withdrawn_at is not None:
        raise ScoringIsClosed
    return tender


def _drafts_unless_changed(bid: Bid, answers: Sequence[ScoreAnswer]) -> dict[object, ScoreDraft]:
    """Return the drafts of a bid by criterion if all are as the person read them.

    Raises SavedMeanwhile.
    """
    wanted = [answer.criterion.pk for answer in answers]
    drafts = {draft.criterion_id: draft for draft in bid.score_drafts.filter(criterion__in=wanted)}
    agreed = {score.criterion_id: score for score in bid.scores.filter(criterion__in=wanted)}
    conflicts = []
    for answer in answers:
        key = answer.criterion.pk
        draft = drafts.get(key)
        if key in agreed:
            conflicts.append(Conflict(mine=answer, theirs=agreed[key]))
        elif draft is not None and draft.version != answer.version and _differs(answer, draft):
            conflicts.append(Conflict(mine=answer, theirs=draft))
    if conflicts:
        raise SavedMeanwhile(conflicts)
    return drafts


def _differs(answer: ScoreAnswer, draft: ScoreDraft) -> bool:
    """Whether an answer says anything else than the draft."""
    return (answer.points, answer.reason) != (draft.points, draft.reason)


def _draft(
    answer: ScoreAnswer,
    draft: ScoreDraft | None,
    *,
    bid: Bid,
    by: models.Model | str,
    at: dt.datetime,
) -> int:
    """Store one draft if there is anything new in it; return 1 if there was, else 0."""
    if draft is None:
        if answer.points is None and not answer.reason:
            return 0
        draft = ScoreDraft(bid=bid, criterion=answer.criterion, version=0)
    elif not _differs(answer, draft):
        return 0
    draft.points, draft.reason = answer.points, answer.reason
    draft.version += 1
    draft.saved_at, draft.saved_by = at, str(by)
    draft.save()
    return 1


def _written(scores: Sequence[Score]) -> list[str]:
    """Return which criteria were scored; points and reasons stay in the scores themselves."""
    return [score.criterion.code for score in scores]


def _record(
    bid: Bid, *, did: str, by: models.Model | str, at: dt.datetime, criteria: object
) -> None:
    """Add the event to the tender's record."""
    audit.record(
        by=by,
        at=at,
        did=did,
        subject=bid.tender,
        organisation=bid.tender.organisation,
        after={"bid": bid.code, "criteria": criteria},
    )
