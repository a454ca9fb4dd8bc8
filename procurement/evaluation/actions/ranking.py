"""Work out the ranking and store it with exactly what it follows from; send it back."""

import datetime as dt

from django.db import models, transaction

from procurement.calculations import canonical
from procurement.calculations.life import Move
from procurement.evaluation import queries
from procurement.evaluation.actions.locking import NotReady, refuse_waiting
from procurement.evaluation.models import RankedResult
from procurement.tenders.actions import life
from procurement.tenders.models import Tender
from socialvalue.audit import actions as audit


@transaction.atomic
def rank(*, tender: Tender, by: models.Model, at: dt.datetime) -> RankedResult:
    """Rank the bids, store bundle and result as canonical JSON, and return what was stored.

    Raises NotReady while an enquiry into a price is open, bids that are equal lack a draw, a
    correction waits, or the result cannot be worked out; MoveNotAllowed.
    """
    locked = Tender.objects.select_for_update().get(pk=tender.pk)
    bundle, result = queries.result_of(locked)
    if blocks := queries.ranking_blocks(locked, result):
        raise NotReady(blocks)
    life.move(tender=locked, move=Move.RANK, by=by, at=at)
    stored = RankedResult.objects.create(
        tender=locked,
        number=locked.ranked_results.count() + 1,
        bundle=canonical.canonical_json(bundle).decode(),
        bundle_sha256=result["bundle_sha256"],
        result=canonical.canonical_json(result).decode(),
        ranked_at=at,
        ranked_by=str(by),
    )
    audit.record_about(
        locked,
        by=by,
        at=at,
        did="result.stored",
        after={"number": stored.number, "bundle_sha256": stored.bundle_sha256},
    )
    return stored


@transaction.atomic
def return_ranking(*, tender: Tender, reason: str, by: models.Model, at: dt.datetime) -> Tender:
    """Send the ranking back to opened prices, with the reason, and return the tender.

    What was stored stays; a new ranking is stored beside it.
    Raises ProposalWaits, MoveNotAllowed, ReasonMissing.
    """
    locked = Tender.objects.select_for_update().get(pk=tender.pk)
    refuse_waiting(locked, move=Move.APPROVE)
    return life.move(tender=locked, move=Move.RETURN_RANKING, by=by, at=at, reason=reason)
