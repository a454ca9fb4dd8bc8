"""Make a tender, and change what it says about itself."""

import datetime as dt
from typing import Any

from django.db import models, transaction

from procurement.tenders.actions.changing import MethodIsFixed
from procurement.tenders.models import (
    AbnormallyLowReference,
    Lot,
    LotMethod,
    Methodology,
    Tender,
)
from procurement.tenders.queries import kind_of
from socialvalue.accounts.models import Organisation
from socialvalue.audit import actions as audit

TIE_BREAK = ["social_value", "quality", "price", "drawn_lot"]
DETAILS = (
    "reference",
    "title",
    "regime",
    "nation",
    "main_category",
    "commenced_on",
    "value_excluding_vat_pence",
    "value_including_vat_pence",
    "deadline",
)


class ReferenceTaken(ValueError):
    """The organisation already has a tender with that reference."""

    def __init__(self, reference: str) -> None:
        super().__init__(f"You already have a tender with the reference {reference}")


@transaction.atomic
def create_tender(
    *, organisation: Organisation, by: models.Model | str, at: dt.datetime, **details: Any
) -> Tender:
    """Make a draft tender with one lot and an empty method, and return it.

    `details` are those of DETAILS; money in pence. The buyer's facts come from the organisation.
    Raises ReferenceTaken.
    """
    _refuse_taken(organisation, details["reference"])
    tender = Tender.objects.create(
        organisation=organisation,
        buyer_name=organisation.name,
        buyer_kind=kind_of(organisation),
        buyer_code=organisation.official_code,
        buyer_area_code=organisation.place_code,
        created_at=at,
        created_by=str(by),
        **details,
    )
    methodology = Methodology.objects.create(
        tender=tender,
        tie_break=TIE_BREAK,
        abnormally_low_references=AbnormallyLowReference.values,
    )
    lot = Lot.objects.create(tender=tender, position=0, code="1", **_lot_facts(tender))
    LotMethod.objects.create(methodology=methodology, lot=lot)
    audit.record_about(
        tender, did="tender.created", by=by, at=at, before={}, after=_written(tender)
    )
    return tender


@transaction.atomic
def change_tender(
    *, tender: Tender, by: models.Model | str, at: dt.datetime, **details: Any
) -> Tender:
    """Change what a draft tender says about itself, and return it.

    Raises MethodIsFixed, ReferenceTaken.
    """
    locked = Tender.objects.select_for_update().get(pk=tender.pk)
    if not locked.is_draft:
        raise MethodIsFixed
    if details["reference"] != locked.reference:
        _refuse_taken(locked.organisation, details["reference"])
    before = _written(locked)
    for name, value in details.items():
        setattr(locked, name, value)
    locked.save(update_fields=[*details])
    if locked.lots.count() == 1:
        locked.lots.update(**_lot_facts(locked))
    after = _written(locked)
    changed = {name for name in after if after[name] != before[name]}
    audit.record_about(
        locked,
        did="tender.changed",
        by=by,
        at=at,
        before={name: before[name] for name in sorted(changed)},
        after={name: after[name] for name in sorted(changed)},
    )
    return locked


def _refuse_taken(organisation: Organisation, reference: str) -> None:
    """Raise ReferenceTaken if another tender of the organisation has it."""
    if organisation.tenders.filter(reference=reference).exists():
        raise ReferenceTaken(reference)


def _lot_facts(tender: Tender) -> dict[str, Any]:
    """Return what the only lot of a tender takes from it."""
    return {
        "title": tender.title,
        "value_excluding_vat_pence": tender.value_excluding_vat_pence,
        "value_including_vat_pence": tender.value_including_vat_pence,
    }


def _written(tender: Tender) -> dict[str, Any]:
    """Return the details as the record keeps them."""
    values = {name: getattr(tender, name) for name in DETAILS}
    return {
        name: value.isoformat() if isinstance(value, dt.date) else value
        for name, value in values.items()
    }
