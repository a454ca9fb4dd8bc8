"""Whose interests are declared and settled, and what people keep away from."""

from typing import Any

from procurement.evaluation.models import (
    Declaration,
    DeclarationStage,
    Mitigation,
    PanelMember,
    Recusal,
)
from procurement.evaluation.permissions.seats import Roles, runs
from procurement.tenders.models import Tender


def has_declared(member: PanelMember) -> bool:
    """A member whose last declaration after opening covers every bidder there is now."""
    last = _last_declaration(member)
    return last is not None and not _bidders_of(member.tender) - set(last.bidders)


def is_clear(member: PanelMember) -> bool:
    """A member who has declared, and of whose interests none waits for a decision."""
    return has_declared(member) and is_settled(member)


def is_settled(member: PanelMember) -> bool:
    """A member of whose interests none waits for a decision, nor was decided to be too much.

    An interest that goes no further than the bidders it names is settled: the member keeps away
    from them. Of any other an officer decides, also if it is not declared again later.
    """
    return all(_is_settled(each) for each in member.declarations.filter(has_interest=True))


def keeps_away(member: PanelMember, *, bidder_pk: object) -> bool:
    """A member who has nothing to do with this bidder."""
    return member.recusals.standing().filter(bidder=bidder_pk).exists()


def recused_from(tender: Tender, *, user: Any) -> set[Any]:
    """Return the keys of the bidders that somebody keeps away from, on the panel or after it."""
    recusals = Recusal.objects.standing().filter(member__tender=tender, member__user=user.pk)
    return set(recusals.values_list("bidder_id", flat=True))


def bidders_kept_from(tender: Tender, *, user: Any) -> set[Any]:
    """Return the keys of the bidders of which this person may see nothing, by any role.

    Those that they keep away from; and every bidder, once bids are opened, for somebody on the
    panel who is not clear: no role that they hold besides, or are given later, lets them read
    what their seat does not. An interest that is not settled stays so when they leave the panel.
    """
    seats = tender.panel.filter(user=user.pk) if tender.shows_bids else []
    if not all(is_clear(seat) if seat.left_at is None else is_settled(seat) for seat in seats):
        return set(tender.bidders.values_list("pk", flat=True))
    return recused_from(tender, user=user)


def may_read_of_all(tender: Tender, *, user: Any) -> bool:
    """Somebody who keeps away from no bidder: what tells of all bids together is for them alone."""
    return not bidders_kept_from(tender, user=user)


def decides(tender: Tender, *, user: Any, roles: Roles) -> bool:
    """A procurement officer who runs this tender, and keeps away from no bidder."""
    return runs(tender, user=user, roles=roles) and may_read_of_all(tender, user=user)


def _last_declaration(member: PanelMember) -> Declaration | None:
    """Return what a member declared last with the bidders known, or None."""
    declared = member.declarations.filter(stage=DeclarationStage.AFTER_OPENING)
    return declared.order_by("-number").first()


def _is_settled(declaration: Declaration) -> bool:
    """Whether it is known what follows from an interest, and the member may go on."""
    decision = declaration.mitigations.order_by("-number").first()
    if decision is None:
        named = declaration.recusals.select_related("bidder")
        told = [word for each in named for word in f"{each.bidder}: {each.reason}".split()]
        return sorted(told) == sorted(declaration.statement.split())
    if decision.outcome == Mitigation.Outcome.KEEPS_AWAY:
        return declaration.member.recusals.standing().exists()
    return decision.outcome != Mitigation.Outcome.LEAVES


def _bidders_of(tender: Tender) -> set[str]:
    """Return the codes of the bidders whose bids stand."""
    return set(tender.bids.admitted().values_list("bidder__code", flat=True))
