"""Put people on a panel, change what they score, let them go, and start scoring.

Every change locks the tender first, so that nobody joins or leaves while scoring is being started.
"""

import datetime as dt
from collections.abc import Sequence

from django.db import models, transaction

from procurement.calculations.life import Move
from procurement.evaluation.models import PanelMember, PanelRole
from procurement.evaluation.permissions import PANEL_IS_SET_IN, SCORED_IN
from procurement.evaluation.queries.conflicts import readiness_of
from procurement.evaluation.queries.seats import why_not_on_panel
from procurement.tenders.actions import life
from procurement.tenders.models import Lot, Section, Tender
from socialvalue.accounts.models import User
from socialvalue.audit import actions as audit

LETTERS = {PanelRole.EVALUATOR: "E", PanelRole.MODERATOR: "M"}
"""How codes of members begin, by their role."""


class PanelIsSettled(ValueError):
    """Quality is locked, or the tender has ended: the panel stays as it is."""

    def __init__(self) -> None:
        super().__init__("The panel cannot be changed any more.")


class CannotSit(ValueError):
    """Somebody cannot have this seat. The words say why."""


class ReasonMissing(ValueError):
    """A change of the panel once scoring has begun says why, and so does leaving at any time."""

    def __init__(self) -> None:
        super().__init__("Say why the panel changes.")


class NotReady(ValueError):
    """Something stands in the way of scoring. `blocks` has a sentence for each."""

    def __init__(self, blocks: Sequence[str]) -> None:
        super().__init__(" ".join(blocks))
        self.blocks = tuple(blocks)


@transaction.atomic
def add_member(
    *,
    tender: Tender,
    user: User,
    role: str,
    sections: Sequence[str],
    lots: Sequence[Lot],
    by: models.Model,
    at: dt.datetime,
    reason: str = "",
) -> PanelMember:
    """Give somebody a seat on the panel, and return it. Without sections or lots it is for all.

    Raises PanelIsSettled; CannotSit; ReasonMissing once scoring has begun.
    """
    locked = _open(tender, reason=reason)
    if locked.panel.serving().filter(user=user).exists():
        raise CannotSit(f"{user} sits on this panel already.")
    if why_not := why_not_on_panel(locked, user=user, role=role):
        raise CannotSit(f"{user} {why_not}.")
    seat = PanelRole(role)
    member = PanelMember.objects.create(
        tender=locked,
        user=user,
        position=locked.panel.count(),
        code=f"{LETTERS[seat]}{locked.panel.filter(role=seat).count() + 1}",
        role=seat,
        sections=_sections(seat, sections),
        added_at=at,
        added_by=str(by),
    )
    member.lots.set(_lots(seat, lots, locked))
    audit.record_about(
        member.tender, did="panel.joined", by=by, at=at, reason=reason, after=_said(member)
    )
    return member


@transaction.atomic
def change_member(
    *,
    member: PanelMember,
    sections: Sequence[str],
    lots: Sequence[Lot],
    by: models.Model,
    at: dt.datetime,
    reason: str = "",
) -> PanelMember:
    """Change which sections and lots an evaluator scores, and return the member.

    What they have submitted stays. Raises PanelIsSettled; CannotSit for one who has left;
    ReasonMissing once scoring has begun.
    """
    tender = _open(member.tender, reason=reason)
    current = _serving(member, tender)
    was = _said(current)
    current.sections = _sections(PanelRole(current.role), sections)
    current.save(update_fields=["sections"])
    current.lots.set(_lots(PanelRole(current.role), lots, tender))
    now = _said(current)
    if now != was:
        audit.record_about(
            current.tender, did="panel.changed", by=by, at=at, reason=reason, before=was, after=now
        )
    return current


@transaction.atomic
def let_go(*, member: PanelMember, because: str, by: models.Model, at: dt.datetime) -> PanelMember:
    """Let somebody leave the panel, and return the member. What they submitted stays.

    Raises PanelIsSettled; CannotSit for one who has left already; ReasonMissing.
    """
    tender = _open(member.tender, reason=because)
    current = _serving(member, tender)
    if not because.strip():
        raise ReasonMissing
    current.left_at, current.left_by, current.left_because = at, str(by), because
    current.save(update_fields=["left_at", "left_by", "left_because"])
    audit.record_about(
        current.tender, did="panel.left", by=by, at=at, reason=because, after=_said(current)
    )
    return current


@transaction.atomic
def start_scoring(*, tender: Tender, by: models.Model, at: dt.datetime) -> Tender:
    """Let the panel score, and return the tender.

    Raises NotReady unless everybody declared and every section of every bid has an evaluator;
    life.MoveNotAllowed.
    """
    locked = Tender.objects.select_for_update().get(pk=tender.pk)
    moved = life.move(tender=locked, move=Move.START_SCORING, by=by, at=at)
    # Asked after the move, which refuses what is too early in words of its own.
    readiness = readiness_of(locked)
    if readiness.blocks:
        raise NotReady(readiness.blocks)
    return moved


def _open(tender: Tender, *, reason: str) -> Tender:
    """Return the tender, locked, if its panel may change. Raises PanelIsSettled, ReasonMissing."""
    locked = Tender.objects.select_for_update().get(pk=tender.pk)
    if locked.state not in PANEL_IS_SET_IN:
        raise PanelIsSettled
    if locked.state in SCORED_IN and not reason.strip():
        raise ReasonMissing
    return locked


def _serving(member: PanelMember, tender: Tender) -> PanelMember:
    """Return the member as stored, if they still sit there. Raises CannotSit."""
    current = tender.panel.serving().filter(pk=member.pk).first()
    if current is None:
        raise CannotSit(f"{member.user} has left the panel already.")
    current.tender = tender
    return current


def _sections(role: PanelRole, sections: Sequence[str]) -> list[str]:
    """Return the sections that a seat is for: a moderator leads on all of them."""
    if role == PanelRole.MODERATOR:
        return []
    return [Section(section).value for section in sections]


def _lots(role: PanelRole, lots: Sequence[Lot], tender: Tender) -> list[Lot]:
    """Return the lots that a seat is for, those of the tender only."""
    if role == PanelRole.MODERATOR:
        return []
    return list(tender.lots.filter(pk__in=[lot.pk for lot in lots]))


def _said(member: PanelMember) -> dict[str, object]:
    """Return a seat as the record keeps it."""
    return {
        "member": member.code,
        "person": str(member.user),
        "role": member.role,
        "sections": list(member.sections),
        "lots": sorted(lot.code for lot in member.lots.all()),
    }
