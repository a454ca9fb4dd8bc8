"""Who may do what with bids: yes or no. Secrecy itself follows from the tender's state."""

from collections.abc import Collection

from django.db import models

from procurement.bids.models import Bid, Clarification
from procurement.tenders import secrecy
from procurement.tenders.models import Proposal, State, Tender
from socialvalue.accounts.models import Role

READERS = frozenset({Role.PROCUREMENT_OFFICER, Role.APPROVER, Role.AUDITOR})
"""Who reads opened bids here. Evaluators and moderators read them where they score them."""

OPENERS = READERS
"""Who may confirm that bids are opened."""

MAY_ASK_IN = frozenset({State.CLOSED, State.SCORING, State.CONSENSUS})
"""States in which bidders may be asked about what they offered: until quality is locked."""


def may_receive(tender: Tender, *, user: models.Model) -> bool:
    """Nobody on the panel: whoever types a bid in, or checks its file, reads it and its price."""
    return not secrecy.sits_on_panel(tender, user=user)


def may_withdraw(bid: Bid) -> bool:
    """A bid that stands, as long as no bid is opened. The deadline is asked of the database."""
    return bid.tender.takes_bids and bid.withdrawn_at is None


def may_read_content(user: models.Model, roles: Collection[str], bid: Bid) -> bool:
    """Officers, approvers, auditors, once bids are opened; not who keeps away from the bidder."""
    if not bid.tender.shows_bids or READERS.isdisjoint(roles):
        return False
    return not keeps_away(user, bid)


def keeps_away(user: models.Model, bid: Bid) -> bool:
    """Whether somebody has nothing to do with the bidder of this bid."""
    return bid.bidder_id in secrecy.bidders_kept_from(bid.tender, user=user)


def is_read(bid: Bid) -> bool:
    """A bid that stands and, if it came late, was admitted. Any other goes back unread."""
    decision = getattr(bid, "late_decision", None)
    is_in_time = not bid.is_late or (decision is not None and decision.is_admitted)
    return bid.withdrawn_at is None and is_in_time


def may_read_file(user: models.Model, roles: Collection[str], bid: Bid) -> bool:
    """Who may read the bid, once prices are opened too: the file holds the price."""
    return bid.tender.shows_prices and is_read(bid) and may_read_content(user, roles, bid)


def may_confirm_opening(user: models.Model, proposal: Proposal) -> bool:
    """Somebody else than the person who proposed it, who has no part in judging the bids."""
    return (
        proposal.is_confirmed is None
        and proposal.proposer_id != user.pk
        and not judges(user, proposal.tender)
    )


def judges(user: models.Model, tender: Tender) -> bool:
    """Whether somebody sits on the panel of a tender, or has moderated or scored it."""
    return tender.pk in secrecy.took_part_in(tender.organisation, user=user)


def may_decide_late(bid: Bid) -> bool:
    """A late bid that stands and is undecided, before scoring starts."""
    return (
        bid.is_late
        and bid.withdrawn_at is None
        and bid.tender.state == State.CLOSED
        and getattr(bid, "late_decision", None) is None
    )


def may_ask(tender: Tender) -> bool:
    """While bids are opened and quality is not locked."""
    return tender.state in MAY_ASK_IN


def may_answer(clarification: Clarification) -> bool:
    """A question that waits, while bidders may be asked."""
    return clarification.answered_at is None and may_ask(clarification.bid.tender)
