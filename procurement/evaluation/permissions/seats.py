"""Who sits on the panel of a tender, who runs it, and who may set and read the panel."""

from collections.abc import Collection
from typing import Any

from django.db.models import Q

from procurement.calculations.life import State
from procurement.evaluation.models import PanelMember, PanelRole
from procurement.tenders.models import Tender
from socialvalue.accounts.models import Membership, Organisation, Role

Roles = Collection[str]

PANEL_IS_SET_IN = frozenset(
    {State.DRAFT, State.PUBLISHED, State.CLOSED, State.SCORING, State.CONSENSUS}
)
"""States in which people join or leave a panel: until quality is locked."""


def sits_on_panel(tender: Tender, *, user: Any) -> bool:
    """Somebody who has a seat on the panel now."""
    return tender.panel.serving().filter(user=user.pk).exists()


def evaluates(tender: Tender, *, user: Any) -> bool:
    """Somebody who scores this tender."""
    return _sits(tender, user, PanelRole.EVALUATOR)


def moderates(tender: Tender, *, user: Any) -> bool:
    """Somebody who leads the panel of this tender to agreed scores, and still holds the role."""
    return leads(PanelMember.objects.seat_of(user, tender))


def holds_role(member: PanelMember) -> bool:
    """A member who still holds the role of their seat. Roles end at any time, the seat stays."""
    held = Membership.objects.current().filter(
        user=member.user_id, organisation=member.tender.organisation_id
    )
    return held.filter(role=member.role).exists()


TOOK_PART = Q(left_at=None) | Q(role=PanelRole.MODERATOR) | Q(scores__isnull=False)
"""Seats of those who sit on the panel, have moderated it, or have scored."""


def took_part(tender: Tender, *, user: Any) -> bool:
    """Somebody who sits on the panel, has moderated it, or has scored.

    They open nothing as the second person, confirm no lock and approve nothing, whatever role
    they are given later.
    """
    return tender.panel.filter(TOOK_PART, user=user.pk).exists()


def took_part_in(organisation: Organisation, *, user: Any) -> set[Any]:
    """Return the keys of the tenders of an organisation in which somebody took part so."""
    seats = PanelMember.objects.filter(TOOK_PART, user=user.pk, tender__organisation=organisation)
    return set(seats.values_list("tender_id", flat=True))


def runs(tender: Tender, *, user: Any, roles: Roles) -> bool:
    """A procurement officer who does not evaluate this tender."""
    return Role.PROCUREMENT_OFFICER in roles and not evaluates(tender, user=user)


def may_set_panel(tender: Tender, *, user: Any, roles: Roles) -> bool:
    """A procurement officer who does not evaluate this tender, until quality is locked."""
    return tender.state in PANEL_IS_SET_IN and runs(tender, user=user, roles=roles)


def may_read_panel(tender: Tender, *, user: Any, roles: Roles) -> bool:
    """Officers, approvers and auditors who do not evaluate this tender, and its moderator."""
    reads = {Role.PROCUREMENT_OFFICER, Role.APPROVER, Role.AUDITOR}
    return (not reads.isdisjoint(roles) and not evaluates(tender, user=user)) or moderates(
        tender, user=user
    )


may_read_record = may_read_panel
"""The same people read the whole record. Others read what they did themselves."""


def may_read_conflicts(tender: Tender, *, user: Any, roles: Roles) -> bool:
    """Those who keep the conflicts assessment: officers, approvers and auditors off the panel."""
    reads = {Role.PROCUREMENT_OFFICER, Role.APPROVER, Role.AUDITOR}
    return not reads.isdisjoint(roles) and not evaluates(tender, user=user)


def _sits(tender: Tender, user: Any, role: str) -> bool:
    """Somebody who has a seat of this kind now."""
    return tender.panel.serving().filter(user=user.pk, role=role).exists()


def leads(seat: PanelMember | None) -> bool:
    """Whether a seat is a moderator's who still holds the role."""
    return seat is not None and seat.role == PanelRole.MODERATOR and holds_role(seat)
