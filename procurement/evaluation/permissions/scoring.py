"""Who reads bids to score them, and who scores."""

from procurement.calculations.life import State
from procurement.evaluation.models import PanelMember, PanelRole
from procurement.evaluation.permissions.declaring import has_declared
from procurement.tenders.models import Tender

SCORED_IN = frozenset({State.SCORING, State.CONSENSUS})
"""States in which an evaluator submits a score; in moderation only one that was reopened."""


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
