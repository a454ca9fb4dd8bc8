"""The steps of two people: quality lock, price opening, approval."""

from functools import cached_property
from typing import Any

from django.utils import timezone

from procurement.calculations.evaluation import WorkedOut
from procurement.calculations.life import Move
from procurement.evaluation import actions, permissions, queries
from procurement.evaluation.presenters import confirming
from procurement.evaluation.presenters.sentences import Members
from procurement.evaluation.queries import Moderation
from procurement.evaluation.queries.panel import bids_to_score
from procurement.evaluation.views.results import lots_of
from procurement.evaluation.views.two_people import TwoPersonStep
from procurement.tenders.models import Proposal
from procurement.tenders.queries import methodology_of


class LockQuality(TwoPersonStep):
    """Lock the agreed scores."""

    move = Move.LOCK_QUALITY
    heading = "Lock quality"
    lead = (
        "After the lock no agreed score changes. Prices can be opened only then, so that nobody "
        "who scores knows a price."
    )
    shown_by = "procurement/evaluation/confirm/scores.html"
    propose_words = "Propose the lock"
    confirm_words = "Confirm and lock quality"
    done_words = "Quality is locked"

    def may_propose(self) -> bool:
        """The moderator, in moderation."""
        return permissions.may_propose_lock(self.tender, user=self.request.user)

    def may_confirm(self) -> bool:
        """An approver who took no part."""
        return self.tender.state == "consensus" and permissions.may_confirm_lock(
            self.tender, **self.who
        )

    @cached_property
    def moderation(self) -> Moderation:
        """Every cell; none of a bidder that this person keeps away from."""
        away = permissions.bidders_kept_from(self.tender, user=self.request.user)
        return queries.moderation_of(self.tender, without_bidders=away)

    def blocks(self) -> list[str]:
        """What moderation still lacks, in all bids."""
        away = permissions.recused_from(self.tender, user=self.request.user)
        return queries.lock_blocks(self.tender, away=away)

    def shown(self) -> dict[str, Any]:
        """Every agreed score with its reason."""
        return {"bids": confirming.agreed_scores(self.moderation)}

    def propose(self, note: str) -> None:
        """Propose the lock."""
        by, at = self.request.user, timezone.now()
        actions.propose_lock(tender=self.tender, by=by, at=at, note=note)

    def confirm(self, proposal: Proposal) -> None:
        """Lock."""
        actions.confirm_lock(proposal=proposal, by=self.request.user, at=timezone.now())


class OpenPrices(TwoPersonStep):
    """Open the prices."""

    move = Move.OPEN_PRICES
    heading = "Open prices"
    lead = (
        "Once prices are opened they cannot be closed again. Agreed scores can then be corrected "
        "only by two people, and the record says that prices were known."
    )
    shown_by = "procurement/evaluation/confirm/prices.html"
    propose_words = "Propose to open prices"
    confirm_words = "Confirm and open prices"
    done_words = "Prices are opened"

    def may_propose(self) -> bool:
        """An officer, once quality is locked."""
        return permissions.may_propose_opening_prices(self.tender, **self.who)

    def may_confirm(self) -> bool:
        """An approver or another officer, who took no part in judging."""
        return self.tender.state == "quality_locked" and permissions.may_confirm_opening_prices(
            self.tender, **self.who
        )

    def blocks(self) -> list[str]:
        """What is not as it was locked or received."""
        return actions.opening_blocks(self.tender)

    def shown(self) -> dict[str, Any]:
        """Whose prices are opened. No price."""
        away = permissions.bidders_kept_from(self.tender, user=self.request.user)
        bids = bids_to_score(self.tender).exclude(bidder__in=away)
        return {"bids": bids}

    def propose(self, note: str) -> None:
        """Propose the opening."""
        by, at = self.request.user, timezone.now()
        actions.propose_opening(tender=self.tender, by=by, at=at, note=note)

    def confirm(self, proposal: Proposal) -> None:
        """Open."""
        actions.confirm_opening(proposal=proposal, by=self.request.user, at=timezone.now())


class Approve(TwoPersonStep):
    """Approve the stored result."""

    move = Move.APPROVE
    heading = "Approve the result"
    lead = (
        "The second person confirms exactly the result that is stored. It is worked out anew from "
        "the database first, and must be the same byte for byte."
    )
    shown_by = "procurement/evaluation/confirm/result.html"
    propose_words = "Propose the result for approval"
    confirm_words = "Approve the result"
    done_words = "The result is approved"

    def may_propose(self) -> bool:
        """An officer, once ranked."""
        return permissions.may_propose_approval(self.tender, **self.who)

    def may_confirm(self) -> bool:
        """An approver who took no part."""
        return permissions.may_confirm_approval(self.tender, **self.who)

    def blocks(self) -> list[str]:
        """Whether the stored result is not what the database gives."""
        bundle, worked_out = self.worked_out
        standing = queries.standing_of(self.tender, worked_out=(bundle, worked_out.result))
        return [] if standing and standing.is_the_same else [str(actions.ResultChanged())]

    @cached_property
    def worked_out(self) -> tuple[Members, WorkedOut]:
        """The result as it is worked out from the database now."""
        return queries.worked_out_of(self.tender)

    def shown(self) -> dict[str, Any]:
        """The ranking of each lot, which is the stored one wherever nothing stands in the way."""
        bundle, worked_out = self.worked_out
        if worked_out.result["status"] == "refused":
            return {"lots": []}
        lots = lots_of(methodology_of(self.tender), bundle, worked_out)
        return {"lots": lots, "several": len(lots) > 1}

    def propose(self, note: str) -> None:
        """Propose the approval."""
        by, at = self.request.user, timezone.now()
        actions.propose_approval(tender=self.tender, by=by, at=at, note=note)

    def confirm(self, proposal: Proposal) -> None:
        """Approve."""
        actions.confirm_approval(proposal=proposal, by=self.request.user, at=timezone.now())
