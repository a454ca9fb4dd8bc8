"""Approve the stored result: one person proposes, another confirms exactly the same bytes."""

import datetime as dt

from django.db import models, transaction

from procurement.calculations.life import Move
from procurement.evaluation import queries
from procurement.tenders.actions import life
from procurement.tenders.models import Proposal, Tender


class ResultChanged(ValueError):
    """What the database gives now is not the result that was stored."""

    def __init__(self) -> None:
        super().__init__(
            "The stored result is not what follows from the database any more. Nothing can be "
            "approved: send the ranking back, find out what changed, and rank again."
        )


@transaction.atomic
def propose_approval(
    *, tender: Tender, by: models.Model, at: dt.datetime, note: str = ""
) -> Proposal:
    """Propose to approve the stored result, and return the proposal.

    Raises ResultChanged, MoveNotAllowed, ProposedAlready.
    """
    locked = Tender.objects.select_for_update().get(pk=tender.pk)
    fingerprint = _stored_fingerprint(locked)
    return life.propose(
        tender=locked, move=Move.APPROVE, fingerprint=fingerprint, by=by, at=at, note=note
    )


@transaction.atomic
def confirm_approval(*, proposal: Proposal, by: models.Model, at: dt.datetime) -> Tender:
    """Approve the result that was proposed, and return the tender.

    The result is worked out anew from the database first. Who may confirm is asked by the page:
    nobody who scored or moderated. Raises ResultChanged, SamePerson, ProposalDecided,
    ProposalChanged, MoveNotAllowed.
    """
    tender = Tender.objects.select_for_update().get(pk=proposal.tender_id)
    fingerprint = _stored_fingerprint(tender)
    return life.confirm(proposal=proposal, fingerprint=fingerprint, by=by, at=at)


def _stored_fingerprint(tender: Tender) -> str:
    """Return the SHA-256 of the bundle of the stored result. Raises ResultChanged."""
    standing = queries.standing_of(tender)
    if standing is None or not standing.is_the_same:
        raise ResultChanged
    return standing.stored.bundle_sha256
