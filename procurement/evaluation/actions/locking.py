"""Lock quality and unlock it; open prices. Two people each, on exactly what is there."""

import datetime as dt
from collections.abc import Sequence

from django.db import models, transaction

from procurement.bids import queries as bids
from procurement.bids.models import BidPrice
from procurement.calculations import canonical
from procurement.calculations.life import Move
from procurement.evaluation import permissions, queries
from procurement.tenders.actions import life
from procurement.tenders.models import Proposal, Tender
from procurement.tenders.queries.published import alterations
from socialvalue.audit import actions as audit


class NotReady(ValueError):
    """Something stands between the tender and its next step. `blocks`: a sentence for each."""

    def __init__(self, blocks: Sequence[str]) -> None:
        super().__init__(" ".join(blocks))
        self.blocks = tuple(blocks)


class ProposalWaits(ValueError):
    """Somebody has proposed the next step: it must be decided on before one goes back."""

    def __init__(self) -> None:
        super().__init__(
            "The next step is proposed and waits for a decision. Let it be refused or taken back "
            "first."
        )


@transaction.atomic
def propose_lock(*, tender: Tender, by: models.Model, at: dt.datetime, note: str = "") -> Proposal:
    """Propose to lock the agreed scores, and return the proposal.

    Raises NotReady, MoveNotAllowed, ProposedAlready.
    """
    locked = Tender.objects.select_for_update().get(pk=tender.pk)
    away = permissions.recused_from(locked, user=by)
    _refuse_unready(queries.lock_blocks(locked, away=away))
    return life.propose(
        tender=locked,
        move=Move.LOCK_QUALITY,
        fingerprint=queries.consensus_fingerprint(locked),
        by=by,
        at=at,
        note=note,
    )


@transaction.atomic
def confirm_lock(*, proposal: Proposal, by: models.Model, at: dt.datetime) -> Tender:
    """Lock the agreed scores as they were proposed, and return the tender.

    Raises NotReady, SamePerson, ProposalDecided, ProposalChanged, MoveNotAllowed.
    """
    tender = Tender.objects.select_for_update().get(pk=proposal.tender_id)
    # The life refuses what is decided already: only what is still open is asked about.
    if tender.proposals.open().filter(pk=proposal.pk).exists():
        _refuse_unready(queries.lock_blocks(tender))
    fingerprint = queries.consensus_fingerprint(tender)
    return life.confirm(proposal=proposal, fingerprint=fingerprint, by=by, at=at)


@transaction.atomic
def unlock_quality(*, tender: Tender, reason: str, by: models.Model, at: dt.datetime) -> Tender:
    """Go back from the quality lock to moderation, before prices are opened, and return the tender.

    Raises ProposalWaits, MoveNotAllowed, ReasonMissing.
    """
    locked = Tender.objects.select_for_update().get(pk=tender.pk)
    refuse_waiting(locked, move=Move.OPEN_PRICES)
    return life.move(tender=locked, move=Move.UNLOCK_QUALITY, by=by, at=at, reason=reason)


@transaction.atomic
def propose_opening(
    *, tender: Tender, by: models.Model, at: dt.datetime, note: str = ""
) -> Proposal:
    """Propose to open the prices, and return the proposal.

    Raises NotReady, MoveNotAllowed, ProposedAlready.
    """
    locked = Tender.objects.select_for_update().get(pk=tender.pk)
    _refuse_unready(opening_blocks(locked))
    return life.propose(
        tender=locked,
        move=Move.OPEN_PRICES,
        fingerprint=opening_fingerprint(locked),
        by=by,
        at=at,
        note=note,
    )


@transaction.atomic
def confirm_opening(*, proposal: Proposal, by: models.Model, at: dt.datetime) -> Tender:
    """Open the prices, and return the tender. From now on they can be read, and that is recorded.

    Raises NotReady, SamePerson, ProposalDecided, ProposalChanged, MoveNotAllowed.
    """
    tender = Tender.objects.select_for_update().get(pk=proposal.tender_id)
    if tender.proposals.open().filter(pk=proposal.pk).exists():
        _refuse_unready(opening_blocks(tender))
    fingerprint = opening_fingerprint(tender)
    opened = life.confirm(proposal=proposal, fingerprint=fingerprint, by=by, at=at)
    _record_opening(opened, by=by, at=at)
    return opened


def opening_blocks(tender: Tender) -> list[str]:
    """Return what stands between a locked tender and its prices, in sentences. Empty: nothing."""
    blocks = alterations(tender) + queries.altered_bids(tender)
    lock = tender.proposals.filter(move=Move.LOCK_QUALITY, is_confirmed=True).last()
    if lock is None or lock.fingerprint != queries.consensus_fingerprint(tender):
        blocks.append(
            "The agreed scores are not those that were locked. Do not open prices; find out what "
            "changed."
        )
    return blocks


def opening_fingerprint(tender: Tender) -> str:
    """Return the SHA-256 of what is confirmed when prices are opened: the lock and the receipts.

    Prices are not in it: a fingerprint of a few digits could be guessed.
    """
    return canonical.sha256(
        {
            "consensus": queries.consensus_fingerprint(tender),
            "receipts": bids.fingerprint_of(tender),
        }
    )


def refuse_waiting(tender: Tender, *, move: str) -> None:
    """Raise ProposalWaits if the step is proposed and nobody has decided on it."""
    if tender.proposals.open().filter(move=move).exists():
        raise ProposalWaits


def _refuse_unready(blocks: Sequence[str]) -> None:
    """Raise NotReady if there is anything in the way."""
    if blocks:
        raise NotReady(blocks)


def _record_opening(tender: Tender, *, by: models.Model, at: dt.datetime) -> None:
    """Add to the tender's record whose prices were opened. The prices themselves stay out of it."""
    priced = set(BidPrice.objects.filter(bid__tender=tender).values_list("bid__code", flat=True))
    standing = tender.bids.standing().order_by("position").values_list("code", flat=True)
    audit.record_about(
        tender,
        by=by,
        at=at,
        did="prices.opened",
        after={
            "bids": [code for code in standing if code in priced],
            "without_a_price": [code for code in standing if code not in priced],
        },
    )
