"""Who starts and leads moderation, who sees scores, and who locks and unlocks quality."""

from typing import Any

from procurement.calculations.life import State
from procurement.evaluation.models import PanelMember
from procurement.evaluation.permissions.declaring import has_declared, may_read_of_all
from procurement.evaluation.permissions.seats import (
    PANEL_IS_SET_IN,
    Roles,
    holds_role,
    leads,
    may_set_panel,
    moderates,
    runs,
    took_part,
)
from procurement.tenders.models import Tender
from socialvalue.accounts.models import Role

LOCKED = frozenset(State) - PANEL_IS_SET_IN - {State.TERMINATED}
"""States in which quality is locked, or was."""


def may_start_scoring(tender: Tender, *, user: Any, roles: Roles) -> bool:
    """A procurement officer who does not evaluate this tender, once bids are opened."""
    return tender.state == State.CLOSED and may_set_panel(tender, user=user, roles=roles)


def may_start_moderation(tender: Tender, *, user: Any, roles: Roles) -> bool:
    """A moderator of this tender, or an officer who does not evaluate it, while it is scored."""
    return tender.state == State.SCORING and (
        moderates(tender, user=user) or may_set_panel(tender, user=user, roles=roles)
    )


def may_moderate(tender: Tender, *, user: Any) -> bool:
    """A moderator of this tender who has declared, while it is moderated."""
    if tender.state != State.CONSENSUS:
        return False
    seat = PanelMember.objects.seat_of(user, tender)
    return seat is not None and leads(seat) and has_declared(seat)


def may_see_individual_scores(tender: Tender, *, user: Any, roles: Roles) -> bool:
    """From moderation on: the panel that has declared, officers and approvers; auditors from lock.

    One's own scores are always one's own. Nobody sees
    anything of the bidders in `recused_from`.
    """
    if not tender.shows_consensus:
        return False
    seat = PanelMember.objects.seat_of(user, tender)
    if seat is not None:
        return has_declared(seat) and holds_role(seat)
    if tender.stands_in in LOCKED and Role.AUDITOR in roles:
        return True
    return not {Role.PROCUREMENT_OFFICER, Role.APPROVER}.isdisjoint(roles)


may_see_consensus = may_see_individual_scores
"""The same people see what was agreed."""


def may_propose_lock(tender: Tender, *, user: Any) -> bool:
    """Whoever may moderate this tender."""
    return may_moderate(tender, user=user)


def may_confirm_lock(tender: Tender, *, user: Any, roles: Roles) -> bool:
    """An approver who took no part in scoring or moderating this tender, and reads of all bids."""
    return (
        Role.APPROVER in roles
        and not took_part(tender, user=user)
        and may_read_of_all(tender, user=user)
    )


def may_unlock(tender: Tender, *, user: Any, roles: Roles) -> bool:
    """A moderator of this tender, or an officer not evaluating it, before prices are opened."""
    return tender.state == State.QUALITY_LOCKED and (
        moderates(tender, user=user) or runs(tender, user=user, roles=roles)
    )
