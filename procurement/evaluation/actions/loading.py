"""Store an evaluation bundle as a tender, exactly or not at all."""

import datetime as dt
from typing import Any

from django.db import IntegrityError, models, transaction
from django.utils import timezone

from procurement.calculations.evaluation import evaluate
from procurement.evaluation.actions.keeping import CannotBeKept, differences, unkeepable_text
from procurement.evaluation.actions.storing import store
from procurement.evaluation.queries import bundle_of, known_areas_for_action
from procurement.tenders.models import Tender
from socialvalue.accounts.models import Organisation
from socialvalue.audit import actions as audit

MOST_SENTENCES = 20


class BundleFaulty(ValueError):
    """The bundle is refused by the format itself. `errors` are those of FORMAT.md 3.8."""

    def __init__(self, errors: list[dict[str, Any]]) -> None:
        super().__init__(" ".join(error["detail"] for error in errors))
        self.errors = errors


@transaction.atomic
def load_bundle(
    *,
    bundle: dict[str, Any],
    organisation: Organisation,
    by: models.Model | str,
    at: dt.datetime | None = None,
) -> Tender:
    """Store the bundle as a tender of the organisation, and return the tender.

    What is stored gives back the very same bundle, so its SHA-256 and its result stay the same.
    A bundle with scores stands where its prices are opened: it was locked and opened elsewhere, and
    the record says so. It can then be ranked, approved and told about as any other.

    Raises BundleFaulty for what the format refuses; CannotBeKept, with a sentence for each place,
    for what the database cannot keep exactly. Nothing is then stored.
    """
    at = at or timezone.now()
    result = evaluate(bundle, areas_for_action=known_areas_for_action())
    if result["status"] == "refused":
        raise BundleFaulty(result["errors"])
    if unkeepable := list(unkeepable_text(bundle)):
        raise CannotBeKept(unkeepable[:MOST_SENTENCES])

    _refuse_second(bundle["tender"].get("reference"), organisation=organisation)
    try:
        with transaction.atomic():
            tender = store(bundle, organisation=organisation, by=str(by), at=at)
            kept = bundle_of(tender, unsealed=True)
    except (IntegrityError, KeyError, TypeError) as wrong:
        raise CannotBeKept([f"The bundle breaks a promise of the database: {wrong}."]) from wrong
    if changed := list(differences(bundle, kept)):
        raise CannotBeKept(changed[:MOST_SENTENCES])
    audit.record(
        by=by,
        at=at,
        did="tender.loaded",
        subject=tender,
        organisation=organisation,
        after={
            "reference": tender.reference,
            "bids": len(bundle["bids"]),
            "state": str(tender.state),
            "loaded_with_its_scores": tender.shows_prices,
            "bundle_sha256": result["bundle_sha256"],
        },
    )
    return tender


def _refuse_second(reference: object, *, organisation: Organisation) -> None:
    """Refuse a reference that the organisation already uses."""
    if organisation.tenders.filter(reference=reference).exists():
        raise CannotBeKept(
            [f"There is already a tender with the reference {reference}. Give this one another."]
        )
