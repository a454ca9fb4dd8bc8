"""Open the bids: one person proposes it after the deadline, another confirms it."""

import datetime as dt

from django.db import models, transaction

from procurement.bids import queries
from procurement.bids.actions.receiving import late, locked
from procurement.bids.models import Answer, Commitment
from procurement.calculations.life import Move
from procurement.tenders.actions import life
from procurement.tenders.models import Proposal, Tender
from procurement.tenders.queries.published import alterations


class BeforeTheDeadline(ValueError):
    """Bids stay sealed until the deadline has passed."""

    def __init__(self) -> None:
        super().__init__("The deadline has not passed yet, so bids stay sealed.")


class BidsAltered(ValueError):
    """What is stored is not what was received."""

    def __init__(self, codes: list[str]) -> None:
        self.codes = codes
        super().__init__(
            f"What is stored of {', '.join(codes)} is not what was received. Do not open the bids. "
            "Tell your auditor and whoever runs this system, and restore the bids from a backup."
        )


class TenderAltered(ValueError):
    """The method or the deadline is not what was published. The words say which."""


@transaction.atomic
def propose_opening(
    *, tender: Tender, by: models.Model, at: dt.datetime, note: str = ""
) -> Proposal:
    """Propose that the bids are opened, and return the proposal.

    Raises BeforeTheDeadline, by the clock of the database; TenderAltered; BidsAltered; and as
    `life.propose`.
    """
    tender = locked(tender)
    _refuse_what_must_stay_shut(tender)
    return life.propose(
        tender=tender,
        move=Move.OPEN_BIDS,
        fingerprint=queries.fingerprint_of(tender),
        by=by,
        at=at,
        note=note,
    )


@transaction.atomic
def confirm_opening(*, proposal: Proposal, by: models.Model, at: dt.datetime) -> Tender:
    """Open the bids, and return the tender.

    A bid that was made for an earlier version of the method answers the questions of the same
    codes. Raises as `propose_opening`, and as `life.confirm`: a bid that came in since it was
    proposed changes what is confirmed.
    """
    tender = locked(proposal.tender)
    _refuse_what_must_stay_shut(tender)
    _carry_over(tender)
    return life.confirm(proposal=proposal, fingerprint=queries.fingerprint_of(tender), by=by, at=at)


def _refuse_what_must_stay_shut(tender: Tender) -> None:
    """Raise BeforeTheDeadline, TenderAltered or BidsAltered."""
    if not late(tender, life.database_now(tender)):
        raise BeforeTheDeadline
    if sentences := alterations(tender):
        raise TenderAltered(" ".join(sentences))
    if codes := queries.altered(tender):
        raise BidsAltered(codes)


def _carry_over(tender: Tender) -> None:
    """Point what was made for an earlier version at the same questions of the one that counts."""
    methodology = queries.published_method(tender)
    current = {criterion.code: criterion for criterion in methodology.criteria.all()}
    for kind in (Answer, Commitment):
        earlier = kind.sealed.filter(bid__tender=tender).exclude(criterion__methodology=methodology)
        for row in earlier.select_related("criterion"):
            if criterion := current.get(row.criterion.code):
                kind.sealed.filter(pk=row.pk).update(criterion=criterion)
