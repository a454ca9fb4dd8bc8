"""Declare interests, decide what follows from them, and keep people away from bidders.

What was declared is never changed: a later declaration supersedes. What it says stays out of the
tender's record, which more people read; the record says that it was made and by whom.
"""

import datetime as dt
from collections.abc import Mapping

from django.db import models, transaction

from procurement.bids.models import Bidder
from procurement.calculations.life import State
from procurement.evaluation.models import (
    ConflictsReview,
    Declaration,
    DeclarationStage,
    Mitigation,
    PanelMember,
    Recusal,
)
from procurement.evaluation.queries.panel import bidders_of
from procurement.tenders.models import Tender
from socialvalue.audit import actions as audit


class CannotDeclare(ValueError):
    """A declaration cannot be made now, or not by this person. The words say why."""


class NothingSaid(ValueError):
    """Something that needs words has none."""


class RecusedAlready(ValueError):
    """The member keeps away from this bidder already."""

    def __init__(self) -> None:
        super().__init__("They keep away from this bidder already.")


class OwnInterest(ValueError):
    """Nobody decides on an interest of their own."""

    def __init__(self) -> None:
        super().__init__("This is about your own interest, so another officer must decide on it.")


class NotRecused(ValueError):
    """There is no recusal to lift: it was lifted already."""

    def __init__(self) -> None:
        super().__init__("This was lifted already.")


@transaction.atomic
def declare_before_opening(
    *, member: PanelMember, has_interest: bool, statement: str, by: models.Model, at: dt.datetime
) -> Declaration:
    """Keep what a member declares before bids are opened, and return it.

    Raises CannotDeclare once bids are opened, or for anybody else's declaration; NothingSaid.
    """
    tender = _declares(member, by=by)
    if tender.shows_bids:
        raise CannotDeclare("Bids are opened: declare your interests in the bidders instead.")
    return _declare(
        member,
        stage=DeclarationStage.BEFORE_OPENING,
        has_interest=has_interest,
        statement=statement,
        bidders=[],
        by=by,
        at=at,
    )


@transaction.atomic
def declare_after_opening(
    *,
    member: PanelMember,
    interests: Mapping[Bidder, str],
    statement: str,
    against: list[str],
    by: models.Model,
    at: dt.datetime,
) -> Declaration:
    """Keep what a member declares with the bidders known, keep them away from those they name.

    `interests` says for each bidder that is named what the interest is; `statement` is what else
    there is to declare; `against` are the codes of the bidders that the person was shown.
    Raises CannotDeclare, also if a bidder has joined whom the person was not shown; NothingSaid.
    """
    tender = _declares(member, by=by)
    if not tender.shows_bids:
        raise CannotDeclare("Bids are not opened yet.")
    bidders = {bidder.code for bidder in bidders_of(tender)}
    if bidders - set(against):
        raise CannotDeclare("The list of bidders has changed. Read it again, then declare.")
    if not all(reason.strip() for reason in interests.values()):
        raise NothingSaid("Say what your interest is in each bidder you name.")
    named = "\n".join(f"{bidder.name}: {reason}" for bidder, reason in interests.items())
    declaration = _declare(
        member,
        stage=DeclarationStage.AFTER_OPENING,
        has_interest=bool(interests) or bool(statement.strip()),
        statement="\n".join(part for part in (named, statement.strip()) if part),
        bidders=sorted(bidders),
        by=by,
        at=at,
    )
    kept_from = set(member.recusals.standing().values_list("bidder_id", flat=True))
    for bidder, reason in interests.items():
        if bidder.pk not in kept_from:
            _recuse(member, bidder, reason=reason, by=by, at=at, declaration=declaration)
    return declaration


@transaction.atomic
def recuse(
    *, member: PanelMember, bidder: Bidder, reason: str, by: models.Model, at: dt.datetime
) -> Recusal:
    """Keep a member away from a bidder, as the officer decided, and return the recusal.

    Raises NothingSaid, RecusedAlready.
    """
    _locked(member)
    if not reason.strip():
        raise NothingSaid("Say why they keep away from this bidder.")
    if member.recusals.standing().filter(bidder=bidder).exists():
        raise RecusedAlready
    return _recuse(member, bidder, reason=reason, by=by, at=at, declaration=None)


@transaction.atomic
def lift_recusal(*, recusal: Recusal, because: str, by: models.Model, at: dt.datetime) -> Recusal:
    """Lift a recusal that was made in error, and return it. It stays in the record.

    Raises OwnInterest, NothingSaid, NotRecused.
    """
    _locked(recusal.member)
    _refuse_own(recusal.member, by=by)
    if not because.strip():
        raise NothingSaid("Say why it is lifted.")
    current = Recusal.objects.standing().filter(pk=recusal.pk).first()
    if current is None:
        raise NotRecused
    current.lifted_at, current.lifted_by, current.lifted_because = at, str(by), because
    current.save(update_fields=["lifted_at", "lifted_by", "lifted_because"])
    said = {"member": recusal.member.code, "bidder": recusal.bidder.name}
    audit.record_about(recusal.member.tender, did="panel.recusal_lifted", by=by, at=at, after=said)
    return current


@transaction.atomic
def decide_interest(
    *,
    declaration: Declaration,
    outcome: str,
    reason: str,
    by: models.Model,
    at: dt.datetime,
) -> Mitigation:
    """Keep what was decided about a declared interest, and return it. A later one supersedes.

    Raises OwnInterest, NothingSaid.
    """
    _locked(declaration.member)
    _refuse_own(declaration.member, by=by)
    if not reason.strip():
        raise NothingSaid("Say why.")
    decision = Mitigation.objects.create(
        declaration=declaration,
        number=declaration.mitigations.count() + 1,
        outcome=Mitigation.Outcome(outcome),
        reason=reason,
        decided_at=at,
        decided_by=str(by),
    )
    said = {"member": declaration.member.code, "outcome": decision.get_outcome_display()}
    audit.record_about(
        declaration.member.tender, did="panel.interest_decided", by=by, at=at, after=said
    )
    return decision


@transaction.atomic
def review_conflicts(
    *, tender: Tender, note: str, by: models.Model, at: dt.datetime
) -> ConflictsReview:
    """Keep that the conflicts assessment was prepared, or looked at again; return the review.

    Raises NothingSaid.
    """
    locked = Tender.objects.select_for_update().get(pk=tender.pk)
    if not note.strip():
        raise NothingSaid("Say what you looked at and what you found.")
    review = ConflictsReview.objects.create(
        tender=locked,
        number=locked.conflicts_reviews.count() + 1,
        note=note,
        reviewed_at=at,
        reviewed_by=str(by),
    )
    audit.record_about(
        locked, did="conflicts.reviewed", by=by, at=at, after={"number": review.number}
    )
    return review


def _declares(member: PanelMember, *, by: models.Model) -> Tender:
    """Return the tender, locked, if this is the member's own declaration. Raises CannotDeclare."""
    tender = _locked(member)
    if member.user_id != by.pk:
        raise CannotDeclare("Only the member themself can declare their interests.")
    if not tender.panel.serving().filter(pk=member.pk).exists():
        raise CannotDeclare("You have left this panel.")
    if tender.state in {State.TERMINATED, State.ARCHIVED}:
        raise CannotDeclare("This tender has ended.")
    return tender


def _refuse_own(member: PanelMember, *, by: models.Model) -> None:
    """Raise OwnInterest if this is about the person who acts."""
    if member.user_id == by.pk:
        raise OwnInterest


def _locked(member: PanelMember) -> Tender:
    """Return the tender of a member, locked."""
    return Tender.objects.select_for_update().get(pk=member.tender_id)


def _declare(
    member: PanelMember,
    *,
    stage: DeclarationStage,
    has_interest: bool,
    statement: str,
    bidders: list[str],
    by: models.Model,
    at: dt.datetime,
) -> Declaration:
    """Store a declaration. Raises NothingSaid."""
    if has_interest and not statement.strip():
        raise NothingSaid("Say what your interest is.")
    declaration = Declaration.objects.create(
        member=member,
        stage=stage,
        number=member.declarations.count() + 1,
        has_interest=has_interest,
        statement=statement.strip(),
        bidders=bidders,
        declared_at=at,
        declared_by=str(by),
    )
    said = {"member": member.code, "stage": stage.label, "has_interest": has_interest}
    audit.record_about(member.tender, did="panel.declared", by=by, at=at, after=said)
    return declaration


def _recuse(
    member: PanelMember,
    bidder: Bidder,
    *,
    reason: str,
    by: models.Model,
    at: dt.datetime,
    declaration: Declaration | None,
) -> Recusal:
    """Store a recusal."""
    recusal = Recusal.objects.create(
        member=member,
        bidder=bidder,
        declaration=declaration,
        reason=reason.strip(),
        recused_at=at,
        recused_by=str(by),
    )
    said = {"member": member.code, "bidder": bidder.name}
    audit.record_about(member.tender, did="panel.recused", by=by, at=at, after=said)
    return recusal
