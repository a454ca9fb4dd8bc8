"""Who may do and see what while bids are judged: a person, a tender, yes or no.

Roles are those that the person holds in the tender's organisation (`request.roles`). What may be
*seen* follows from the tender's state alone (calculations/life.py) and from who asks; nobody is
let in by being a system administrator. Two things narrow it further, whatever roles somebody holds
or is given later: nobody on a panel sees a bid before declaring interests against the list of
bidders, and nobody sees anything of a bidder that they keep away from (`bidders_kept_from`).
"""

from collections.abc import Collection
from typing import Any

from django.db.models import Q

from procurement.calculations.life import State
from procurement.evaluation.models import (
    Declaration,
    DeclarationStage,
    Mitigation,
    PanelMember,
    PanelRole,
    Recusal,
)
from procurement.tenders.models import Tender
from socialvalue.accounts.models import Membership, Role

Roles = Collection[str]

PANEL_IS_SET_IN = frozenset(
    {State.DRAFT, State.PUBLISHED, State.CLOSED, State.SCORING, State.CONSENSUS}
)
"""States in which people join or leave a panel: until quality is locked."""

SCORED_IN = frozenset({State.SCORING, State.CONSENSUS})
"""States in which an evaluator submits a score; in moderation only one that was reopened."""

LOCKED = frozenset(State) - PANEL_IS_SET_IN - {State.TERMINATED}
"""States in which quality is locked, or was."""


# --- The panel ------------------------------------------------------------------------------------
def sits_on_panel(tender: Tender, *, user: Any) -> bool:
    """Somebody who has a seat on the panel now."""
    return tender.panel.serving().filter(user=user.pk).exists()


def evaluates(tender: Tender, *, user: Any) -> bool:
    """Somebody who scores this tender."""
    return _sits(tender, user, PanelRole.EVALUATOR)


def moderates(tender: Tender, *, user: Any) -> bool:
    """Somebody who leads the panel of this tender to agreed scores, and still holds the role."""
    return _leads(PanelMember.objects.seat_of(user, tender))


def holds_role(member: PanelMember) -> bool:
    """A member who still holds the role of their seat. Roles end at any time, the seat stays."""
    held = Membership.objects.current().filter(
        user=member.user_id, organisation=member.tender.organisation_id
    )
    return held.filter(role=member.role).exists()


def took_part(tender: Tender, *, user: Any) -> bool:
    """Somebody who sits on the panel, has moderated it, or has scored: they approve nothing."""
    seats = tender.panel.filter(user=user.pk)
    return seats.filter(
        Q(left_at=None) | Q(role=PanelRole.MODERATOR) | Q(scores__isnull=False)
    ).exists()


def runs(tender: Tender, *, user: Any, roles: Roles) -> bool:
    """A procurement officer who does not evaluate this tender."""
    return Role.PROCUREMENT_OFFICER in roles and not evaluates(tender, user=user)


def decides(tender: Tender, *, user: Any, roles: Roles) -> bool:
    """A procurement officer who runs this tender, and keeps away from no bidder."""
    return runs(tender, user=user, roles=roles) and may_read_of_all(tender, user=user)


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


# --- Declarations and keeping away ----------------------------------------------------------------
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


# --- Scoring --------------------------------------------------------------------------------------
def bids_are_read(tender: Tender) -> bool:
    """Once scoring has begun the panel reads the bids."""
    return tender.shows_bids and tender.stands_in != State.CLOSED


def may_see_bids_to_score(member: PanelMember) -> bool:
    """Somebody on the panel who has declared, once scoring has begun."""
    return member.left_at is None and bids_are_read(member.tender) and has_declared(member)


def is_asked(member: PanelMember, *, lot_pk: object, section: str) -> bool:
    """An evaluator whose seat is for this lot and this section."""
    return member.role == PanelRole.EVALUATOR and member.judges(lot_pk=lot_pk, section=section)


def may_score(member: PanelMember) -> bool:
    """An evaluator who has declared, while the tender is scored (or moderated, if reopened)."""
    return (
        member.role == PanelRole.EVALUATOR
        and member.tender.state in SCORED_IN
        and may_see_bids_to_score(member)
    )


# --- Moderation, lock, prices, decision -----------------------------------------------------------
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
    return seat is not None and _leads(seat) and has_declared(seat)


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


def may_propose_opening_prices(tender: Tender, *, user: Any, roles: Roles) -> bool:
    """A procurement officer who does not evaluate this tender, once quality is locked."""
    return tender.state == State.QUALITY_LOCKED and runs(tender, user=user, roles=roles)


def may_confirm_opening_prices(tender: Tender, *, user: Any, roles: Roles) -> bool:
    """Another officer, or an approver, who does not evaluate this tender."""
    confirms = {Role.PROCUREMENT_OFFICER, Role.APPROVER}
    return not confirms.isdisjoint(roles) and not evaluates(tender, user=user)


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


def _sits(tender: Tender, user: Any, role: str) -> bool:
    """Somebody who has a seat of this kind now."""
    return tender.panel.serving().filter(user=user.pk, role=role).exists()


def _leads(seat: PanelMember | None) -> bool:
    """Whether a seat is a moderator's who still holds the role."""
    return seat is not None and seat.role == PanelRole.MODERATOR and holds_role(seat)


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


# --- Going back, and correcting -------------------------------------------------------------------
RESULT_IS_SHOWN_IN = frozenset({State.RANKED, State.APPROVED, State.AWARDED, State.ARCHIVED})
"""States in which everybody who may read prices may read the result."""


def may_unlock(tender: Tender, *, user: Any, roles: Roles) -> bool:
    """A moderator of this tender, or an officer not evaluating it, before prices are opened."""
    return tender.state == State.QUALITY_LOCKED and (
        moderates(tender, user=user) or runs(tender, user=user, roles=roles)
    )


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


# --- Letters, standstill, award -------------------------------------------------------------------
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


def may_read_the_file(tender: Tender, *, user: Any, roles: Roles) -> bool:
    """Whoever may read the result, and does not evaluate this tender: the file has everything."""
    return tender.stands_in in RESULT_IS_SHOWN_IN and may_read_letters(
        tender, user=user, roles=roles
    )
