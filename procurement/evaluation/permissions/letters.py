"""Who writes and reads letters, and who reads the file."""

from typing import Any

from procurement.evaluation.models import LetterPack
from procurement.evaluation.permissions.decision import RESULT_IS_SHOWN_IN, may_read_result
from procurement.evaluation.permissions.declaring import decides, may_read_of_all
from procurement.evaluation.permissions.moderation import may_confirm_lock
from procurement.evaluation.permissions.seats import Roles, evaluates
from procurement.tenders.models import Tender
from socialvalue.accounts.models import Role


def may_read_letters(tender: Tender, *, user: Any, roles: Roles) -> bool:
    """Officers, approvers and auditors who do not evaluate this tender, once bids are opened.

    Letters tell of several bids, so they are for nobody who keeps away from one of the bidders.
    """
    readers = {Role.PROCUREMENT_OFFICER, Role.APPROVER, Role.AUDITOR}
    return (
        tender.shows_bids
        and not readers.isdisjoint(roles)
        and not evaluates(tender, user=user)
        and may_read_of_all(tender, user=user)
    )


def may_write_letters(tender: Tender, *, user: Any, roles: Roles) -> bool:
    """A procurement officer who runs this tender and reads of all bids, once bids are opened."""
    return tender.shows_bids and decides(tender, user=user, roles=roles)


def may_read_drafts_of_letters(tender: Tender, *, user: Any, roles: Roles) -> bool:
    """Those who prepare letters, and those who approve what they tell, before letters go out."""
    return may_write_letters(tender, user=user, roles=roles) or (
        may_read_letters(tender, user=user, roles=roles)
        and may_confirm_lock(tender, user=user, roles=roles)
    )


def may_read_pack(pack: LetterPack, tender: Tender, *, user: Any, roles: Roles) -> bool:
    """Whoever reads letters once these are issued; until then those who prepare and approve them.

    Letters about the result are only for those who may read it, in states that show it.
    """
    who = {"user": user, "roles": roles}
    if not pack.is_early and not may_read_result(tender, **who):
        return False
    if pack.is_issued:
        return may_read_letters(tender, **who)
    return may_read_drafts_of_letters(tender, **who)


def may_read_the_file(tender: Tender, *, user: Any, roles: Roles) -> bool:
    """Whoever may read the result, and does not evaluate this tender: the file has everything."""
    return tender.stands_in in RESULT_IS_SHOWN_IN and may_read_letters(
        tender, user=user, roles=roles
    )
