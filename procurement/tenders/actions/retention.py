"""Keep a tender longer, hold it, or take out of it what is kept no longer."""

import datetime as dt

from django.db import models, transaction

from procurement.tenders import retaining
from procurement.tenders.models import KeptFrom, LegalHold, Purge, Tender
from procurement.tenders.queries import retention
from socialvalue.audit import actions as audit


class HeldAlready(ValueError):
    """A legal hold stands already."""

    def __init__(self) -> None:
        super().__init__("A legal hold stands already.")


class NotHeld(ValueError):
    """There is no legal hold to lift."""

    def __init__(self) -> None:
        super().__init__("There is no legal hold to lift.")


class TooEarly(ValueError):
    """Records count from the award or the termination, or from a later day."""

    def __init__(self) -> None:
        super().__init__(
            "Enter the day of the award or the termination, or a later one: records are never kept "
            "for less."
        )


class CannotPurge(ValueError):
    """Something stands in the way. `sentences` says what."""

    def __init__(self, sentences: list[str]) -> None:
        self.sentences = sentences
        super().__init__(" ".join(sentences))


@transaction.atomic
def place_hold(
    *, tender: Tender, reason: str, by: models.Model | str, at: dt.datetime
) -> LegalHold:
    """Place a legal hold, which stops every purge, and return it. Raises HeldAlready."""
    tender = Tender.objects.select_for_update().get(pk=tender.pk)
    if tender.legal_holds.filter(lifted_at=None).exists():
        raise HeldAlready
    hold = LegalHold.objects.create(tender=tender, reason=reason, placed_at=at, placed_by=str(by))
    audit.record_about(tender, did="tender.hold_placed", by=by, at=at, reason=reason)
    return hold


@transaction.atomic
def lift_hold(*, tender: Tender, because: str, by: models.Model | str, at: dt.datetime) -> None:
    """Lift the legal hold. Raises NotHeld."""
    tender = Tender.objects.select_for_update().get(pk=tender.pk)
    hold = tender.legal_holds.filter(lifted_at=None).first()
    if hold is None:
        raise NotHeld
    hold.lifted_at, hold.lifted_by, hold.lifted_because = at, str(by), because
    hold.save()
    audit.record_about(tender, did="tender.hold_lifted", by=by, at=at, reason=because)


@transaction.atomic
def keep_from(
    *,
    tender: Tender,
    counts_from: dt.date,
    reason: str,
    by: models.Model | str,
    at: dt.datetime,
) -> None:
    """Count from another day, such as that on which the contract was entered. Raises TooEarly."""
    tender = Tender.objects.select_for_update().get(pk=tender.pk)
    ended = retention.ended_on(tender)
    if ended is None or counts_from < ended:
        raise TooEarly
    KeptFrom.objects.update_or_create(
        tender=tender,
        defaults={
            "counts_from": counts_from, "reason": reason, "set_at": at, "set_by": str(by)
        },
    )  # fmt: skip
    after = {"counts_from": counts_from.isoformat()}
    audit.record_about(tender, did="tender.kept_from", by=by, at=at, reason=reason, after=after)


@transaction.atomic
def purge(
    *, tender: Tender, reference: str, by: models.Model | str, at: dt.datetime, today: dt.date
) -> Purge:
    """Take out of a tender what is kept no longer, and return how much it was.

    `reference` is typed by the person, so that nobody purges another tender than they mean. The
    record stays whole. Raises CannotPurge.
    """
    tender = Tender.objects.select_for_update().get(pk=tender.pk)
    kept = retention.kept(tender)
    sentences = kept.in_the_way(today=today)
    if reference.strip() != tender.reference:
        sentences.append(f"Type the reference {tender.reference} to confirm.")
    if sentences:
        raise CannotPurge(sentences)
    counts = retaining.take_out(tender, at=at)
    purged = Purge.objects.create(
        tender=tender, policy=kept.policy.source, counts=counts, purged_at=at, purged_by=str(by)
    )
    words = [f"{count} {kind}" for kind, count in counts.items() if count]
    audit.record_about(tender, did="tender.purged", by=by, at=at, after={"purged": words})
    return purged
