"""Move a tender on, alone or by two people. What must be true first is asked by who owns the step.

Every step locks the tender, so that two people who press the same button cannot both succeed.
"""

import datetime as dt

from django.db import models, transaction
from django.db.models.functions import Now

from procurement.calculations import life
from procurement.calculations.life import MoveNotAllowed
from procurement.tenders.models import Proposal, State, StateChange, Tender
from socialvalue.audit import actions as audit


class SamePerson(ValueError):
    """A step that takes two people was confirmed or refused by the one who proposed it."""

    def __init__(self) -> None:
        super().__init__("You proposed this step, so another person must decide on it.")


class ProposedAlready(ValueError):
    """Somebody has proposed the same step, and nobody has decided on it yet."""

    def __init__(self) -> None:
        super().__init__("This step is proposed already and waits for a decision.")


class ProposalDecided(ValueError):
    """Somebody has confirmed or refused the proposal already."""

    def __init__(self) -> None:
        super().__init__("Somebody has decided on this already.")


class ProposalChanged(ValueError):
    """What would be confirmed is not what was proposed."""

    def __init__(self) -> None:
        super().__init__(
            "Something has changed since this step was proposed. Refuse it, and let it be proposed "
            "again as things stand now."
        )


class ReasonMissing(ValueError):
    """A step that goes back or breaks off says why."""

    def __init__(self) -> None:
        super().__init__("Say why.")


def database_now(tender: Tender) -> dt.datetime:
    """Return the moment by the clock of the database, which deadlines are held against."""
    return Tender.objects.annotate(now=Now()).values_list("now", flat=True).get(pk=tender.pk)


@transaction.atomic
def propose(
    *,
    tender: Tender,
    move: str,
    fingerprint: str,
    by: models.Model,
    at: dt.datetime,
    note: str = "",
) -> Proposal:
    """Propose a step that takes two people, and return the proposal.

    `fingerprint` is the SHA-256 of exactly what the second person is to confirm.
    Raises MoveNotAllowed, ProposedAlready.
    """
    locked = _locked(tender)
    life.after(locked.state, move)
    if move not in life.TWO_PEOPLE:
        raise MoveNotAllowed(f"{_words(move)} needs no second person.")
    if locked.proposals.open().filter(move=move).exists():
        raise ProposedAlready
    proposal = Proposal.objects.create(
        tender=locked,
        move=move,
        fingerprint=fingerprint,
        note=note,
        proposer=by,
        proposed_at=at,
        proposed_by=str(by),
    )
    audit.record_about(
        locked, did=f"tender.{move}.proposed", by=by, at=at, reason=note, after=_said(proposal)
    )
    return proposal


@transaction.atomic
def confirm(*, proposal: Proposal, fingerprint: str, by: models.Model, at: dt.datetime) -> Tender:
    """Confirm a proposed step, move the tender on, and return it.

    `fingerprint` is that of what is there now. Raises SamePerson, ProposalDecided,
    ProposalChanged, MoveNotAllowed.
    """
    tender, proposal = _undecided(proposal, by=by)
    if proposal.fingerprint != fingerprint:
        raise ProposalChanged
    _decide(proposal, is_confirmed=True, by=by, at=at)
    return _move(tender, proposal.move, by=by, at=at, reason=proposal.note, after=_said(proposal))


@transaction.atomic
def refuse(*, proposal: Proposal, because: str, by: models.Model, at: dt.datetime) -> Proposal:
    """Refuse a proposed step, and return the proposal. The tender stays where it is.

    Raises SamePerson, ProposalDecided, ReasonMissing.
    """
    tender, proposal = _undecided(proposal, by=by)
    if not because.strip():
        raise ReasonMissing
    _decide(proposal, is_confirmed=False, by=by, at=at, because=because)
    did = f"tender.{proposal.move}.refused"
    audit.record_about(tender, did=did, by=by, at=at, reason=because, after=_said(proposal))
    return proposal


@transaction.atomic
def take_back(*, proposal: Proposal, by: models.Model, at: dt.datetime) -> None:
    """Take back one's own proposal, so that it may be made again.

    Raises ProposalDecided, also for a proposal of somebody else. The record keeps that it was made.
    """
    tender = _locked(proposal.tender)
    mine = tender.proposals.open().filter(pk=proposal.pk, proposer=by)
    if not mine.exists():
        raise ProposalDecided
    audit.record_about(
        tender, did=f"tender.{proposal.move}.taken_back", by=by, at=at, after=_said(proposal)
    )
    mine.delete()


@transaction.atomic
def move(
    *, tender: Tender, move: str, by: models.Model | str, at: dt.datetime, reason: str = ""
) -> Tender:
    """Move a tender on by a step of one person, and return it.

    Raises MoveNotAllowed, also for a step that takes two people; ReasonMissing.
    """
    locked = _locked(tender)
    if move in life.TWO_PEOPLE:
        raise MoveNotAllowed(f"{_words(move)} takes two people.")
    if move in life.NEEDS_A_REASON and not reason.strip():
        raise ReasonMissing
    return _move(locked, move, by=by, at=at, reason=reason)


def _locked(tender: Tender) -> Tender:
    """Return the tender as it stands, locked."""
    return Tender.objects.select_for_update().get(pk=tender.pk)


def _undecided(proposal: Proposal, *, by: models.Model) -> tuple[Tender, Proposal]:
    """Return tender and proposal, locked, if this person may decide. Raises as `confirm`."""
    tender = _locked(proposal.tender)
    current = tender.proposals.open().filter(pk=proposal.pk).first()
    if current is None:
        raise ProposalDecided
    if current.proposer_id == by.pk:
        raise SamePerson
    return tender, current


def _decide(
    proposal: Proposal,
    *,
    is_confirmed: bool,
    by: models.Model,
    at: dt.datetime,
    because: str = "",
) -> None:
    """Store a decision."""
    proposal.is_confirmed = is_confirmed
    proposal.decider, proposal.decided_at, proposal.decided_by = by, at, str(by)
    proposal.refused_because = because
    proposal.save()


def _move(
    tender: Tender,
    move: str,
    *,
    by: models.Model | str,
    at: dt.datetime,
    reason: str,
    after: dict[str, str] | None = None,
) -> Tender:
    """Move a locked tender, and keep the step."""
    was = tender.state
    tender.state = State(life.after(was, move))
    if tender.state == State.TERMINATED:
        tender.terminated_in = was
    tender.save(update_fields=["state", "terminated_in"])
    StateChange.objects.create(
        tender=tender,
        number=tender.state_changes.count() + 1,
        move=move,
        state=tender.state,
        reason=reason,
        moved_at=at,
        moved_by=str(by),
    )
    audit.record_about(
        tender,
        did=f"tender.{move}",
        by=by,
        at=at,
        reason=reason,
        before={"state": was},
        after={"state": tender.state} | (after or {}),
    )
    return tender


def _said(proposal: Proposal) -> dict[str, str]:
    """Return a proposal as the record keeps it."""
    return {"fingerprint": proposal.fingerprint, "proposed_by": proposal.proposed_by}


def _words(move: str) -> str:
    """Return a move as the beginning of a sentence."""
    return move.replace("_", " ").capitalize()
