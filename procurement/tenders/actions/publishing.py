"""Publish a method, amend and terminate: one person proposes, another confirms exactly that."""

import datetime as dt

from django.db import models, transaction

from procurement.calculations.life import Move
from procurement.tenders.actions import life
from procurement.tenders.actions.changing import ChangedMeanwhile, draft_for_change
from procurement.tenders.actions.copying import copied
from procurement.tenders.models import Methodology, Proposal, State, Tender
from procurement.tenders.queries import (
    Missing,
    RuleStanding,
    methodology_of,
    open_rules,
    weighting_of,
    what_is_missing,
)
from procurement.tenders.queries.published import (
    draft_of,
    fingerprint_of,
    proposed_fingerprint,
)
from socialvalue.audit import actions as audit


class NotReady(ValueError):
    """Something of the method is not settled. `missing` says what."""

    def __init__(self, missing: list[Missing]) -> None:
        self.missing = missing
        super().__init__(" ".join(entry.sentence for entry in missing))


class RulesOpen(ValueError):
    """A binding rule is not met or not checked, and nobody has said that it may stand."""

    def __init__(self, rules: list[RuleStanding]) -> None:
        named = "; ".join(f"{rule.title}: {rule.kept.lower()}" for rule in rules)
        super().__init__(f"Tick that the rules may stand as they are. {named}")


class DeadlinePassed(ValueError):
    """The deadline for bids has passed by the clock of the database."""

    def __init__(self) -> None:
        super().__init__(
            "The deadline for bids has passed. A method is published or amended before it, "
            "never afterwards."
        )


class AmendedAlready(ValueError):
    """Somebody is making a new version of the method."""

    def __init__(self) -> None:
        super().__init__("A new version of the method is being made already.")


class NoAmendment(ValueError):
    """There is no new version of the method in the making."""

    def __init__(self) -> None:
        super().__init__("There is no new version of the method to propose or to drop.")


@transaction.atomic
def propose_publication(
    *,
    methodology: Methodology,
    edits: int,
    by: models.Model,
    at: dt.datetime,
    note: str = "",
    rules_accepted: bool = False,
) -> Proposal:
    """Propose that a draft method is published, or a new version of a published one.

    Raises MethodIsFixed, ChangedMeanwhile, NotReady, DeadlinePassed, MoveNotAllowed,
    ProposedAlready; RulesOpen if a binding rule is not checked, or not met without
    a departure, and `rules_accepted` does not say that it may stand.
    """
    draft = draft_for_change(methodology, edits=edits)
    tender = draft.tender
    _refuse_late(tender)
    _refuse_unready(draft)
    still_open = open_rules(draft, weighting_of(draft))
    if still_open and not rules_accepted:
        raise RulesOpen(still_open)
    draft.scales.filter(criteria=None).delete()
    accepted = "".join(f"\nMay stand as it is: {rule.title}." for rule in still_open)
    return life.propose(
        tender=tender,
        move=move_of(tender),
        fingerprint=proposed_fingerprint(draft),
        note=f"{note}{accepted}".strip(),
        by=by,
        at=at,
    )


@transaction.atomic
def confirm_publication(*, proposal: Proposal, by: models.Model, at: dt.datetime) -> Methodology:
    """Publish what was proposed, and return it with the fingerprint of what is now fixed.

    Raises SamePerson, ProposalDecided, ProposalChanged, MoveNotAllowed; NoAmendment, NotReady and
    DeadlinePassed for what has changed since.
    """
    tender = Tender.objects.select_for_update().get(pk=proposal.tender_id)
    draft = draft_of(tender)
    if draft is None:
        raise NoAmendment
    _refuse_late(tender)
    life.confirm(proposal=proposal, fingerprint=proposed_fingerprint(draft), by=by, at=at)
    _refuse_unready(draft)
    draft.fingerprint = fingerprint_of(draft)
    draft.published_at, draft.published_by = at, str(by)
    draft.save(update_fields=["fingerprint", "published_at", "published_by"])
    audit.record_about(
        tender,
        by=by,
        at=at,
        did="tender.method_published",
        reason=draft.because,
        after={
            "version": draft.version,
            "fingerprint": draft.fingerprint,
            "proposed_by": proposal.proposed_by,
            "rules": {rule.code: rule.kept.value for rule in weighting_of(draft).standings},
        },
    )
    return draft


@transaction.atomic
def start_amendment(
    *, tender: Tender, because: str, by: models.Model | str, at: dt.datetime
) -> Methodology:
    """Make the next version of a published method as a draft, and return it.

    The published version goes on counting until another person confirms the new one.
    Raises MoveNotAllowed, DeadlinePassed, ReasonMissing, AmendedAlready.
    """
    locked = Tender.objects.select_for_update().get(pk=tender.pk)
    if locked.state != State.PUBLISHED:
        raise life.MoveNotAllowed("Only a method that is published, before bids are opened.")
    _refuse_late(locked)
    if not because.strip():
        raise life.ReasonMissing
    if draft_of(locked) is not None:
        raise AmendedAlready
    draft = copied(methodology_of(locked), because=because.strip())
    _record(draft, did="tender.amendment_started", by=by, at=at)
    return draft


@transaction.atomic
def drop_amendment(*, tender: Tender, by: models.Model | str, at: dt.datetime) -> None:
    """Give up the new version that is being made; the published one stays as it is.

    Raises NoAmendment, and ChangedMeanwhile while somebody has to decide on it.
    """
    locked = Tender.objects.select_for_update().get(pk=tender.pk)
    draft = draft_of(locked)
    if draft is None or locked.state == State.DRAFT:
        raise NoAmendment
    if locked.proposals.open().filter(move=Move.AMEND).exists():
        raise ChangedMeanwhile("The new version is proposed and waits for a decision.")
    _record(draft, did="tender.amendment_dropped", by=by, at=at)
    draft.criteria.all().delete()
    draft.delete()


@transaction.atomic
def terminate_tender(
    *, tender: Tender, because: str, by: models.Model | str, at: dt.datetime
) -> Tender:
    """Break a tender off, with the reason, and return it. Raises MoveNotAllowed, ReasonMissing."""
    return life.move(tender=tender, move=Move.TERMINATE, reason=because.strip(), by=by, at=at)


def move_of(tender: Tender) -> Move:
    """Return what publishing means for a tender: its first version, or a new one."""
    return Move.PUBLISH if tender.state == State.DRAFT else Move.AMEND


def _refuse_late(tender: Tender) -> None:
    """Raise DeadlinePassed, by the clock of the database."""
    if tender.deadline is not None and life.database_now(tender) >= tender.deadline:
        raise DeadlinePassed


def _refuse_unready(draft: Methodology) -> None:
    """Raise NotReady."""
    if missing := what_is_missing(draft):
        raise NotReady(missing)


def _record(draft: Methodology, *, did: str, by: models.Model | str, at: dt.datetime) -> None:
    """Add the event to the tender's record."""
    audit.record_about(
        draft.tender, by=by, at=at, did=did, reason=draft.because, after={"version": draft.version}
    )
