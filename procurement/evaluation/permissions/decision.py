"""Who opens and sees prices, ranks, approves, corrects, and reads the result."""

from typing import Any

from procurement.calculations.life import State
from procurement.evaluation.models import PanelMember
from procurement.evaluation.permissions.declaring import decides, has_declared, may_read_of_all
from procurement.evaluation.permissions.moderation import may_confirm_lock
from procurement.evaluation.permissions.seats import Roles, holds_role, runs, took_part
from procurement.tenders.models import Tender
from socialvalue.accounts.models import Role

RESULT_IS_SHOWN_IN = frozenset({State.RANKED, State.APPROVED, State.AWARDED, State.ARCHIVED})
"""States in which everybody who may read prices may read the result."""


def may_propose_opening_prices(tender: Tender, *, user: Any, roles: Roles) -> bool:
    """A procurement officer who does not evaluate this tender, once quality is locked."""
    return tender.state == State.QUALITY_LOCKED and runs(tender, user=user, roles=roles)


def may_confirm_opening_prices(tender: Tender, *, user: Any, roles: Roles) -> bool:
    """Another officer, or an approver, who took no part in scoring or moderating this tender."""
    confirms = {Role.PROCUREMENT_OFFICER, Role.APPROVER}
    return not confirms.isdisjoint(roles) and not took_part(tender, user=user)


def may_see_prices(tender: Tender, *, user: Any, roles: Roles) -> bool:
    """Officers, approvers and auditors once prices are opened; the panel that has declared too."""
    readers = {Role.PROCUREMENT_OFFICER, Role.APPROVER, Role.AUDITOR}
    if not tender.shows_prices:
        return False
    seat = PanelMember.objects.seat_of(user, tender)
    if seat is not None:
        return has_declared(seat) and holds_role(seat)
    return not readers.isdisjoint(roles)


may_see_rank = may_see_prices
"""Totals and ranks follow from prices: the same people see them."""


def may_rank(tender: Tender, *, user: Any, roles: Roles) -> bool:
    """An officer who runs this tender and reads of all bids, once prices are opened."""
    return tender.state == State.PRICE_OPENED and decides(tender, user=user, roles=roles)


def may_propose_approval(tender: Tender, *, user: Any, roles: Roles) -> bool:
    """An officer who runs this tender and reads of all bids, once it is ranked."""
    return tender.state == State.RANKED and decides(tender, user=user, roles=roles)


def may_confirm_approval(tender: Tender, *, user: Any, roles: Roles) -> bool:
    """An approver who took no part in scoring or moderating this tender, once it is ranked."""
    return tender.state == State.RANKED and may_confirm_lock(tender, user=user, roles=roles)


def may_return_ranking(tender: Tender, *, user: Any, roles: Roles) -> bool:
    """An officer who does not evaluate this tender, or whoever could approve it, once ranked."""
    return tender.state == State.RANKED and (
        runs(tender, user=user, roles=roles) or may_confirm_lock(tender, user=user, roles=roles)
    )


def may_read_result(tender: Tender, *, user: Any, roles: Roles) -> bool:
    """Officers once prices are opened, for they work it out; approvers and auditors once ranked.

    Who sits on the panel judges quality without prices, and reads no result by that. It tells of
    all bids together, so it is for nobody who keeps away from one of the bidders.
    """
    if not may_read_of_all(tender, user=user):
        return False
    if tender.stands_in == State.PRICE_OPENED:
        return Role.PROCUREMENT_OFFICER in roles
    readers = {Role.PROCUREMENT_OFFICER, Role.APPROVER, Role.AUDITOR}
    return tender.stands_in in RESULT_IS_SHOWN_IN and not readers.isdisjoint(roles)


def may_propose_correction(tender: Tender, *, user: Any, roles: Roles) -> bool:
    """An officer who runs this tender and reads of all bids, between opened prices and ranking."""
    return tender.state == State.PRICE_OPENED and decides(tender, user=user, roles=roles)


def may_confirm_correction(tender: Tender, *, user: Any, roles: Roles) -> bool:
    """An approver who took no part in scoring or moderating this tender."""
    return tender.state == State.PRICE_OPENED and may_confirm_lock(tender, user=user, roles=roles)
