"""Save and submit one evaluator's own scores. Drafts are versioned; what is submitted stays.

A draft is no decision: it leaves no event in the tender's record, which others read, but counts
its saves. A submitted score is an event, without its points.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import models, transaction

from procurement.bids.models import Bid
from procurement.calculations.life import State
from procurement.evaluation import permissions
from procurement.evaluation.models import (
    IndividualDraft,
    IndividualScore,
    PanelMember,
    ReopenedScore,
)
from procurement.tenders.models import Criterion
from socialvalue.audit import actions as audit

SHORTEST_REASON = 20
"""The fewest characters, without spaces around them, that can say what in a bid earned a score."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnAnswer:
    """What an evaluator says on one question; `version` is that of the draft they read.

    Nought stands for no draft. Points are None while there are none, and for an abstention.
    """

    criterion: Criterion
    points: Decimal | None
    comment: str
    is_abstention: bool
    version: int

    def says_the_same(self, stored: IndividualDraft | IndividualScore) -> bool:
        """Whether a draft or a score says exactly this."""
        return (self.points, self.comment, self.is_abstention) == (
            stored.points,
            stored.comment,
            stored.is_abstention,
        )


class NotScoring(ValueError):
    """This person cannot score this bid now."""

    def __init__(self) -> None:
        super().__init__("You cannot score this bid now.")


class SubmittedAlready(ValueError):
    """The score was submitted, and nobody has reopened it. `score` is what stands."""

    def __init__(self, score: IndividualScore) -> None:
        super().__init__(
            f"You have submitted your score for {score.criterion.code}. It can only be changed "
            "if the moderator reopens it."
        )
        self.score = score


class DraftSavedMeanwhile(ValueError):
    """The draft was saved elsewhere since this person read it: both are kept.

    `theirs` is what is stored, `mine` what was not saved.
    """

    def __init__(self, *, theirs: IndividualDraft, mine: OwnAnswer) -> None:
        super().__init__("This draft was saved elsewhere after you opened the page.")
        self.theirs, self.mine = theirs, mine


class NeedsALook(ValueError):
    """The quick way to save does not fit: the ordinary one finds out why, and says so."""


class AnswerIncomplete(ValueError):
    """A score cannot be submitted without points and reason, an abstention without its reason."""


@transaction.atomic
def save_draft(
    *, member: PanelMember, bid: Bid, answer: OwnAnswer, by: models.Model, at: dt.datetime
) -> IndividualDraft:
    """Keep what an evaluator has begun to write, and return the draft.

    A save that names another version than the stored one is refused, unless it says the same.
    Raises NotScoring, SubmittedAlready, DraftSavedMeanwhile; nothing is then changed.
    """
    _open(member, bid, [answer])
    _refuse_submitted(member, bid, answer.criterion)
    return _save(member, bid, answer, by=by, at=at)


@transaction.atomic
def save_again(
    *,
    draft: IndividualDraft,
    points: Decimal | None,
    comment: str,
    is_abstention: bool,
    version: int,
    by: models.Model,
    at: dt.datetime,
) -> IndividualDraft:
    """Save a draft once more, with one statement that names the version, and return it.

    `draft` is what queries.savable_draft gave, a moment ago: who is let through there may save.
    Raises NeedsALook, and saves nothing, if the stored version is another, or the draft is gone
    because its score was submitted meanwhile.
    """
    said = {
        "version": version + 1,
        "points": points,
        "comment": comment,
        "is_abstention": is_abstention,
        "saved_at": at,
        "saved_by": str(by),
    }
    if not IndividualDraft.objects.filter(pk=draft.pk, version=version).update(**said):
        raise NeedsALook
    for name, value in said.items():
        setattr(draft, name, value)
    return draft


@transaction.atomic
def submit(
    *,
    member: PanelMember,
    bid: Bid,
    answers: Sequence[OwnAnswer],
    by: models.Model,
    at: dt.datetime,
) -> list[IndividualScore]:
    """Submit scores of one bid, all or none, and return them.

    Submitting the same twice changes nothing the second time. A score that the moderator reopened
    gets a new version, which carries the moderator's reason.
    Raises NotScoring, AnswerIncomplete, SubmittedAlready, DraftSavedMeanwhile.
    """
    _open(member, bid, answers)
    scores = [_submit(member, bid, answer, by=by, at=at) for answer in answers]
    new = [score for score, is_new in scores if is_new]
    if new:
        audit.record_about(
            member.tender,
            by=by,
            at=at,
            did="individual.submitted",
            after={
                "member": member.code,
                "bid": bid.code,
                "criteria": [score.criterion.code for score in new],
            },
        )
    return [score for score, _ in scores]


def _submit(
    member: PanelMember, bid: Bid, answer: OwnAnswer, *, by: models.Model, at: dt.datetime
) -> tuple[IndividualScore, bool]:
    """Store one score; return it, and whether it is new."""
    _refuse_incomplete(answer)
    last = _latest(member, bid, answer.criterion)
    reopening = None if last is None else _reopening(last)
    if last is not None and reopening is None:
        if answer.says_the_same(last):
            return last, False
        raise SubmittedAlready(last)
    if last is None and member.tender.state != State.SCORING:
        raise NotScoring
    _save(member, bid, answer, by=by, at=at)
    score = IndividualScore.objects.create(
        bid=bid,
        criterion=answer.criterion,
        member=member,
        position=member.position,
        evaluator=member.code,
        version=1 if last is None else last.version + 1,
        points=answer.points,
        comment=answer.comment,
        is_abstention=answer.is_abstention,
        reopened_because=reopening.reason if reopening else "",
        recorded_at=at,
        recorded_by=str(by),
    )
    member.drafts.filter(bid=bid, criterion=answer.criterion).delete()
    return score, True


def _refuse_incomplete(answer: OwnAnswer) -> None:
    """Raise AnswerIncomplete for what explains nothing."""
    if len(answer.comment.strip()) < SHORTEST_REASON:
        raise AnswerIncomplete(f"Enter the reason for {answer.criterion.code}.")
    if answer.is_abstention != (answer.points is None):
        raise AnswerIncomplete(f"Select a score for {answer.criterion.code}, or abstain.")


def _open(member: PanelMember, bid: Bid, answers: Sequence[OwnAnswer]) -> None:
    """Lock the member's seat, and refuse whoever may not score this bid now. Raises NotScoring.

    The lock makes all saves of one evaluator wait for each other, and none for somebody else's.
    """
    locked = PanelMember.objects.select_for_update(of=("self",)).select_related("tender")
    current = locked.prefetch_related("lots").get(pk=member.pk)
    asked = all(
        permissions.is_asked(current, lot_pk=bid.lot_id, section=answer.criterion.section)
        for answer in answers
    )
    if (
        not asked
        or not permissions.may_score(current)
        or permissions.keeps_away(current, bidder_pk=bid.bidder_id)
    ):
        raise NotScoring
    member.tender = current.tender


def _refuse_submitted(member: PanelMember, bid: Bid, criterion: Criterion) -> None:
    """Raise SubmittedAlready if a score stands that nobody reopened, NotScoring if it is too late.

    In moderation only a reopened score may be drafted anew.
    """
    last = _latest(member, bid, criterion)
    if last is not None and _reopening(last) is None:
        raise SubmittedAlready(last)
    if last is None and member.tender.state != State.SCORING:
        raise NotScoring


def _latest(member: PanelMember, bid: Bid, criterion: Criterion) -> IndividualScore | None:
    """Return the member's own score that counts, or None."""
    scores = member.scores.filter(bid=bid, criterion=criterion).select_related("criterion")
    return scores.order_by("-version").first()


def _reopening(score: IndividualScore) -> ReopenedScore | None:
    """Return the leave to score anew that was given for this version, or None."""
    return ReopenedScore.objects.filter(score=score).first()


def _save(
    member: PanelMember, bid: Bid, answer: OwnAnswer, *, by: models.Model, at: dt.datetime
) -> IndividualDraft:
    """Store the draft if its version is the one that was read. Raises DraftSavedMeanwhile."""
    mine = member.drafts.filter(bid=bid, criterion=answer.criterion)
    said = {
        "points": answer.points,
        "comment": answer.comment,
        "is_abstention": answer.is_abstention,
        "saved_at": at,
        "saved_by": str(by),
    }
    version = answer.version + 1
    if answer.version and mine.filter(version=answer.version).update(version=version, **said):
        return IndividualDraft(
            member=member, bid=bid, criterion=answer.criterion, version=version, **said
        )
    stored = mine.first()
    if stored is None:
        # No draft, or one that is gone because its score was submitted and then reopened.
        return IndividualDraft.objects.create(
            member=member, bid=bid, criterion=answer.criterion, version=1, **said
        )
    if answer.says_the_same(stored):
        return stored
    raise DraftSavedMeanwhile(theirs=stored, mine=answer)
