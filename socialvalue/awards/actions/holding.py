"""What happens to an award that is held: conditions, suspension, withdrawal, the register.

To suspend, restore or withdraw takes two people: one proposes with the reason, another approves.
Nobody who belongs to the holder, or who declared an interest in it, is one of them.
"""

import datetime as dt

from django.db import transaction

from socialvalue.accounts.models import User
from socialvalue.audit import actions as audit
from socialvalue.awards.actions.letters import write_letter
from socialvalue.awards.actions.locking import NotYours, SayWhy
from socialvalue.awards.models import Award, AwardChange, AwardProposal, Condition, LetterKind
from socialvalue.awards.permissions import may_approve_change, may_look_after

Kind, State, Changed = AwardProposal.Kind, Award.State, AwardChange.Kind

CHANGES_FROM = {
    Kind.SUSPEND: frozenset({State.HELD}),
    Kind.RESTORE: frozenset({State.SUSPENDED}),
    Kind.WITHDRAW: frozenset({State.HELD, State.SUSPENDED}),
}
"""The states from which each can be done. A withdrawn award stays withdrawn."""

TO = {
    Kind.SUSPEND: (State.SUSPENDED, Changed.SUSPENDED, LetterKind.SUSPENDED),
    Kind.RESTORE: (State.HELD, Changed.RESTORED, LetterKind.RESTORED),
    Kind.WITHDRAW: (State.WITHDRAWN, Changed.WITHDRAWN, LetterKind.WITHDRAWN),
}
"""The state that it comes to, what the record says, and the letter."""


class NotAsItStands(ValueError):
    """This cannot be done to the award as it stands."""


@transaction.atomic
def propose_change(
    *, award: Award, kind: str, reason: str, by: User, at: dt.datetime
) -> AwardProposal:
    """Propose to suspend, restore or withdraw an award, and return the proposal.

    Raises NotYours, NotAsItStands (also while another proposal is open), SayWhy.
    """
    current, kind = _locked(award), Kind(kind)
    if not may_look_after(current, user=by):
        raise NotYours
    if current.state not in CHANGES_FROM[kind]:
        raise NotAsItStands(f"An award that is {current.state} cannot be changed like this.")
    if current.proposals.filter(is_approved=None).exists():
        raise NotAsItStands("Another proposal about this award is still to be decided.")
    proposal = AwardProposal.objects.create(
        award=current,
        kind=kind,
        reason=_said(reason),
        proposer=by,
        proposed_at=at,
        proposed_by=str(by),
    )
    _record(current, by=by, at=at, did=f"award.{kind}_proposed", reason=proposal.reason)
    return proposal


@transaction.atomic
def approve_change(*, proposal: AwardProposal, by: User, at: dt.datetime) -> Award:
    """Approve a proposal: change the award, write the letter, and return the award.

    Raises NotYours for the proposer, NotAsItStands.
    """
    award, proposal = _to_decide(proposal, by=by)
    if award.state not in CHANGES_FROM[Kind(proposal.kind)]:
        raise NotAsItStands(f"The award is {award.state} meanwhile.")
    if award.application.seats.filter(user=proposal.proposer_id, has_interest=True).exists():
        raise NotAsItStands(
            "Whoever proposed this has declared an interest since. Say no to it: somebody else can "
            "propose it anew."
        )
    _settle(proposal, is_approved=True, by=by, at=at)
    change = {"award": award, "reason": proposal.reason, "by": by, "at": at}
    match proposal.kind:
        case Kind.SUSPEND:
            return suspend(**change)
        case Kind.RESTORE:
            return restore(**change)
        case _:
            return withdraw_award(**change)


@transaction.atomic
def refuse_change(
    *, proposal: AwardProposal, because: str, by: User, at: dt.datetime
) -> AwardProposal:
    """Say no to a proposal, with the reason. Raises NotYours, NotAsItStands, SayWhy.

    The award stays as it is, and its holder is told nothing.
    """
    award, proposal = _to_decide(proposal, by=by)
    proposal.because = _said(because)
    _settle(proposal, is_approved=False, by=by, at=at)
    _record(award, by=by, at=at, did=f"award.{proposal.kind}_refused", reason=proposal.because)
    return proposal


@transaction.atomic
def suspend(*, award: Award, reason: str, by: User | str, at: dt.datetime) -> Award:
    """Suspend an award that two people have decided on, and tell the holder why."""
    return _change(award, Kind.SUSPEND, reason=reason, by=by, at=at)


@transaction.atomic
def restore(*, award: Award, reason: str, by: User | str, at: dt.datetime) -> Award:
    """Let a suspended award count again, and tell the holder why."""
    return _change(award, Kind.RESTORE, reason=reason, by=by, at=at)


@transaction.atomic
def withdraw_award(*, award: Award, reason: str, by: User | str, at: dt.datetime) -> Award:
    """Withdraw an award for good, and tell the holder why."""
    return _change(award, Kind.WITHDRAW, reason=reason, by=by, at=at)


@transaction.atomic
def meet_condition(*, condition: Condition, how: str, by: User, at: dt.datetime) -> Condition:
    """Note that a condition is met, and how. Raises NotYours, NotAsItStands, SayWhy.

    It is for those who run the scheme to say so, not for the holder.
    """
    award = _locked(condition.award)
    if not may_look_after(award, user=by):
        raise NotYours
    condition = Condition.objects.select_for_update().get(pk=condition.pk)
    if condition.met_at is not None:
        raise NotAsItStands("This condition was marked as met already.")
    condition.how, condition.met_at, condition.met_by = _said(how), at, str(by)
    condition.save(update_fields=["how", "met_at", "met_by"])
    _record(award, by=by, at=at, did="award.condition_met", reason=condition.how)
    return condition


@transaction.atomic
def agree_to_register(*, award: Award, is_public: bool, by: User, at: dt.datetime) -> Award:
    """Note whether the holder agrees that anybody sees the award on the register."""
    current = _locked(award)
    if current.is_public == is_public:
        return current
    current.is_public = is_public
    current.save(update_fields=["is_public"])
    said = "The holder agrees" if is_public else "The holder does not agree any more"
    AwardChange.objects.create(
        award=current,
        kind=Changed.REGISTER,
        reason=f"{said} that the award is on the public register.",
        made_at=at,
        made_by=str(by),
    )
    _record(current, by=by, at=at, did="award.register", after={"is_public": is_public})
    return current


def _change(
    award: Award, kind: AwardProposal.Kind, *, reason: str, by: User | str, at: dt.datetime
) -> Award:
    current = _locked(award)
    if current.state not in CHANGES_FROM[kind]:
        raise NotAsItStands(f"An award that is {current.state} cannot be changed like this.")
    was, (state, changed, letter) = current.state, TO[kind]
    current.state = state
    current.save(update_fields=["state"])
    AwardChange.objects.create(
        award=current, kind=changed, reason=_said(reason), made_at=at, made_by=str(by)
    )
    _record(
        current, by=by, at=at, did=f"award.{changed}", reason=reason,
        before={"state": was}, after={"state": state.value},
    )  # fmt: skip
    write_letter(kind=letter, application=current.application, by=by, at=at)
    return current


def _to_decide(proposal: AwardProposal, *, by: User) -> tuple[Award, AwardProposal]:
    award = _locked(proposal.award)
    current = award.proposals.select_for_update().get(pk=proposal.pk)
    if current.is_approved is not None:
        raise NotAsItStands("Somebody has decided this already.")
    if not may_approve_change(current, user=by):
        raise NotYours
    return award, current


def _settle(proposal: AwardProposal, *, is_approved: bool, by: User, at: dt.datetime) -> None:
    proposal.is_approved, proposal.decider = is_approved, by
    proposal.decided_at, proposal.decided_by = at, str(by)
    proposal.save()


def _locked(award: Award) -> Award:
    return (
        Award.objects.select_for_update(of=("self",))
        .select_related("application__running__organisation", "application__organisation")
        .get(pk=award.pk)
    )


def _said(words: str) -> str:
    if not words.strip():
        raise SayWhy("Enter the reason: the holder is told it.")
    return words.strip()


def _record(award: Award, *, by: User | str, at: dt.datetime, did: str, **told: object) -> None:
    audit.record(
        by=by, at=at, did=did, subject=award, organisation=award.application.running.organisation,
        **told,
    )  # fmt: skip
