"""Make up bids for a stress test, and say that its result was read."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.db import models, transaction

from procurement.tenders.models import Lot, State, StressAcknowledgement, StressBid, Tender
from procurement.tenders.queries import methodology_of
from procurement.tenders.queries.stress import tested_lots
from socialvalue.audit import actions as audit

OPEN = frozenset({State.DRAFT, State.PUBLISHED})
"""The states in which bids are made up: once real bids are opened there is nothing left to test."""


class StressTestOver(ValueError):
    """Bids were opened, so the method can no longer be put to the test."""

    def __init__(self) -> None:
        super().__init__("Bids have been opened. The stress test can no longer be changed.")


class MethodChanged(ValueError):
    """The method is not the one whose result the person read."""

    def __init__(self) -> None:
        super().__init__(
            "The method was changed after you opened this page. Read the result of the test of the "
            "method as it is now, then say so again."
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class StressBidAnswer:
    """One made-up bid as the officer wants it. `pk` is None for a new one; price in pence."""

    pk: UUID | None
    name: str
    price_pence: int
    quality_percent: Decimal
    social_value_percent: Decimal


def _open_tender(lot: Lot) -> Tender:
    """Return the tender, locked, if its method may still be tested. Raises StressTestOver."""
    tender = Tender.objects.select_for_update().get(pk=lot.tender_id)
    if tender.state not in OPEN:
        raise StressTestOver
    return tender


@transaction.atomic
def set_stress_bids(
    *, lot: Lot, answers: Sequence[StressBidAnswer], by: models.Model | str, at: dt.datetime
) -> list[StressBid]:
    """Make the made-up bids of a lot be these, in this order, and return them.

    A bid that is there already keeps its points on the questions; one that is not among the answers
    is taken out. Raises StressTestOver.
    """
    tender = _open_tender(lot)
    present = {bid.pk: bid for bid in lot.stress_bids.all()}
    points = {pk: bid.points for pk, bid in present.items()}
    lot.stress_bids.all().delete()
    kept = [
        StressBid(
            **({"pk": answer.pk} if answer.pk in present else {}),
            lot=lot,
            position=place,
            name=answer.name,
            price_pence=answer.price_pence,
            quality_percent=answer.quality_percent,
            social_value_percent=answer.social_value_percent,
            points=points.get(answer.pk, {}),
        )
        for place, answer in enumerate(answers)
    ]
    StressBid.objects.bulk_create(kept)
    _record("tender.stress_bids_set", tender, lot, by=by, at=at, bids=[bid.name for bid in kept])
    return kept


@transaction.atomic
def set_stress_points(
    *, bid: StressBid, points: Mapping[str, Decimal], by: models.Model | str, at: dt.datetime
) -> StressBid:
    """Give a made-up bid points on the questions, by their code, and return it.

    Without any, its percents count. Raises StressTestOver.
    """
    tender = _open_tender(bid.lot)
    bid.points = {code: f"{each:f}" for code, each in points.items()}
    bid.save(update_fields=["points"])
    _record("tender.stress_points_set", tender, bid.lot, by=by, at=at, bid=bid.name)
    return bid


@transaction.atomic
def acknowledge_stress_test(
    *,
    lot: Lot,
    fingerprint: str,
    verdict: str,
    findings: Sequence[str],
    reason: str,
    by: models.Model | str,
    at: dt.datetime,
) -> StressAcknowledgement:
    """Store that a person read the result of the test of exactly this method, and why it stands.

    Raises StressTestOver; MethodChanged if the fingerprint is not that of the method as it is now.
    """
    tender = _open_tender(lot)
    tested = tested_lots(methodology_of(tender))
    if fingerprint not in {each.fingerprint for each in tested if each.lot == lot}:
        raise MethodChanged
    said = StressAcknowledgement.objects.create(
        lot=lot,
        fingerprint=fingerprint,
        verdict=verdict,
        findings=list(findings),
        reason=reason,
        acknowledged_at=at,
        acknowledged_by=str(by),
    )
    _record(
        "tender.stress_acknowledged",
        tender,
        lot,
        by=by,
        at=at,
        reason=reason,
        verdict=verdict,
        findings=list(findings),
        fingerprint=fingerprint,
    )
    return said


def _record(
    did: str,
    tender: Tender,
    lot: Lot,
    *,
    by: models.Model | str,
    at: dt.datetime,
    reason: str = "",
    **after: object,
) -> None:
    audit.record_about(
        tender, by=by, at=at, did=did, reason=reason, after={"lot": lot.code, **after}
    )
