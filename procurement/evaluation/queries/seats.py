"""Who could sit on a panel, and what keeps somebody from a seat: the separation of duties."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from procurement.evaluation.models import PanelMember
from procurement.tenders.models import Tender
from socialvalue.accounts.models import Membership, Organisation, Role, User
from socialvalue.audit.queries import events_of

SEPARATE = {
    Role.EVALUATOR: {
        Role.PROCUREMENT_OFFICER: (
            "is a procurement officer: officers open the bids and read what everybody declared, "
            "and an evaluator sees a bid only after declaring"
        ),
        Role.APPROVER: "is an approver: whoever approves a result must not have scored it",
        Role.AUDITOR: "is an auditor: whoever checks the record must not have scored",
    },
    Role.MODERATOR: {
        Role.APPROVER: (
            "is an approver: whoever confirms the lock and approves the result must not have "
            "moderated it"
        ),
        Role.AUDITOR: "is an auditor: whoever checks the record must not have moderated",
    },
}
"""Roles that keep somebody from a seat, and why, by the seat."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Somebody who holds the role of a seat. `why_not` is empty if they may have it."""

    user: User
    role: Role
    why_not: str


def candidates_of(tender: Tender) -> list[Candidate]:
    """Return everybody who holds the role of evaluator or moderator and has no seat yet."""
    held = _roles_held(tender.organisation)
    seated = set(tender.panel.serving().values_list("user_id", flat=True))
    past = _past(tender)
    return [
        Candidate(user=user, role=role, why_not=_why_not(user, role, roles, past=past))
        for user, roles in held.items()
        if user.pk not in seated
        for role in (Role.EVALUATOR, Role.MODERATOR)
        if role in roles
    ]


def why_not_on_panel(tender: Tender, *, user: User, role: str) -> str:
    """Return why somebody cannot have this seat, as the end of a sentence; empty if they can."""
    roles = _roles_held(tender.organisation).get(user, frozenset())
    if role not in roles:
        return f"does not hold the role of {Role(role).label.lower()} in your organisation"
    return _why_not(user, Role(role), roles, past=_past(tender))


def misplaced(tender: Tender, *, members: Iterable[PanelMember]) -> list[tuple[PanelMember, str]]:
    """Return the members who could not be given their seat any more, and why.

    Roles are given and ended at any time, also after somebody has sat down.
    """
    held, past = _roles_held(tender.organisation), _past(tender)
    told = [
        (each, _why_not(each.user, Role(each.role), held.get(each.user, ()), past=past))
        for each in members
    ]
    return [(member, why_not) for member, why_not in told if why_not]


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """Who has taken a step of a tender, and who has received a bid, by their keys."""

    acted: set[Any]
    received: set[Any]


def _why_not(user: User, role: Role, roles: Iterable[str], *, past: Past) -> str:
    """Return why somebody with these roles cannot have this seat; empty if they can."""
    for other, words in SEPARATE[role].items():
        if other in roles:
            return words
    if user.pk in past.received:
        return "has received a bid of this tender, and so may have read it and its price"
    if role == Role.EVALUATOR and user.pk in past.acted:
        return "has taken a step of this tender as its officer or as the second person"
    return ""


def _roles_held(organisation: Organisation) -> dict[User, frozenset[str]]:
    """Return the people of an organisation who sign in, by name, with the roles they hold."""
    held: dict[User, set[str]] = {}
    memberships = Membership.objects.current().filter(
        organisation=organisation, user__is_active=True
    )
    for each in memberships.select_related("user").order_by("user__name", "user__email"):
        held.setdefault(each.user, set()).add(each.role)
    return {user: frozenset(roles) for user, roles in held.items()}


def _past(tender: Tender) -> Past:
    """Return who has proposed, confirmed or refused a step of a tender, or received a bid."""
    people = tender.proposals.values_list("proposer_id", "decider_id")
    received = events_of(tender).filter(did__in=["bid.received", "bid.refused"])
    return Past(
        acted={person for pair in people for person in pair if person is not None},
        received=set(received.values_list("actor_id", flat=True)) - {None},
    )
