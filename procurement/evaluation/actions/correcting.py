"""Correct an agreed score once prices are known: two people, with a reason that says so.

Before prices are opened a score is corrected by unlocking quality. Afterwards whoever changes a
score can know whom it favours; so it takes two people, both versions stay, and the new one says for
ever that prices were known when it was given.
"""

import datetime as dt
from decimal import Decimal

from django.db import models, transaction

from procurement.evaluation.actions.moderating import (
    SayWhy,
    new_version,
    record_version,
    refuse_off_scale,
)
from procurement.evaluation.models import Score, ScoreCorrection
from procurement.tenders.actions.life import ProposalDecided, ReasonMissing, SamePerson
from procurement.tenders.models import State, Tender
from socialvalue.audit import actions as audit


class CorrectionsAreClosed(ValueError):
    """Agreed scores are corrected once prices are opened, and before bids are ranked."""

    def __init__(self) -> None:
        super().__init__("This score cannot be corrected now.")


class CorrectedMeanwhile(ValueError):
    """The score is not the one that counts any more, or a correction of it waits already."""

    def __init__(self) -> None:
        super().__init__("This score has been changed meanwhile, or its correction waits already.")


@transaction.atomic
def propose_correction(
    *,
    score: Score,
    points: Decimal,
    reason: str,
    change_reason: str,
    by: models.Model,
    at: dt.datetime,
) -> ScoreCorrection:
    """Propose another score for the agreed one that somebody read, and return the proposal.

    Raises CorrectionsAreClosed, CorrectedMeanwhile, NotOnTheScale, SayWhy.
    """
    _open(score)
    refuse_off_scale(score.criterion, points)
    if not reason.strip() or not change_reason.strip():
        raise SayWhy("Enter the reason for the score, and why it is corrected.")
    if score.corrections.open().exists():
        raise CorrectedMeanwhile
    correction = ScoreCorrection.objects.create(
        score=score,
        points=points,
        reason=reason,
        change_reason=change_reason,
        proposer=by,
        proposed_at=at,
        proposed_by=str(by),
    )
    _record(correction, did="score.correction_proposed", reason=change_reason, by=by, at=at)
    return correction


@transaction.atomic
def confirm_correction(*, correction: ScoreCorrection, by: models.Model, at: dt.datetime) -> Score:
    """Put the corrected score beside the one it replaces, and return it.

    Raises CorrectionsAreClosed, CorrectedMeanwhile, SamePerson, ProposalDecided.
    """
    current = _undecided(correction, by=by)
    _decide(current, is_confirmed=True, by=by, at=at)
    score = new_version(
        bid=current.score.bid,
        criterion=current.score.criterion,
        latest=current.score,
        points=current.points,
        reason=current.reason,
        change_reason=f"Corrected when prices were known. {current.change_reason}",
        by=f"{current.proposed_by}, confirmed by {by}",
        at=at,
        prices_known=True,
    )
    record_version(score, latest=current.score, by=by, at=at)
    return score


@transaction.atomic
def refuse_correction(
    *, correction: ScoreCorrection, because: str, by: models.Model, at: dt.datetime
) -> ScoreCorrection:
    """Refuse a correction, with the reason, and return it. The score stays as it is.

    Raises CorrectionsAreClosed, CorrectedMeanwhile, SamePerson, ProposalDecided, ReasonMissing.
    """
    current = _undecided(correction, by=by)
    if not because.strip():
        raise ReasonMissing
    _decide(current, is_confirmed=False, by=by, at=at, because=because)
    _record(current, did="score.correction_refused", reason=because, by=by, at=at)
    return current


def _open(score: Score) -> Tender:
    """Return the tender, locked, if prices are opened and the score still counts."""
    tender = Tender.objects.select_for_update().get(pk=score.bid.tender_id)
    if tender.state != State.PRICE_OPENED:
        raise CorrectionsAreClosed
    latest = score.bid.scores.filter(criterion=score.criterion).order_by("-version").first()
    if latest != score:
        raise CorrectedMeanwhile
    return tender


def _undecided(correction: ScoreCorrection, *, by: models.Model) -> ScoreCorrection:
    """Return the correction as it stands, if this person may decide on it."""
    _open(correction.score)
    current = ScoreCorrection.objects.open().filter(pk=correction.pk).first()
    if current is None:
        raise ProposalDecided
    if current.proposer_id == by.pk:
        raise SamePerson
    return current


def _decide(
    correction: ScoreCorrection,
    *,
    is_confirmed: bool,
    by: models.Model,
    at: dt.datetime,
    because: str = "",
) -> None:
    """Store a decision."""
    correction.is_confirmed = is_confirmed
    correction.decider, correction.decided_at, correction.decided_by = by, at, str(by)
    correction.refused_because = because
    correction.save()


def _record(
    correction: ScoreCorrection, *, did: str, reason: str, by: models.Model, at: dt.datetime
) -> None:
    """Add the event to the tender's record."""
    score = correction.score
    audit.record_about(
        score.bid.tender,
        by=by,
        at=at,
        did=did,
        reason=reason,
        before={"points": f"{score.points:f}", "version": score.version},
        after={
            "bid": score.bid.code,
            "criterion": score.criterion.code,
            "points": f"{correction.points:f}",
            "reason": correction.reason,
        },
    )
