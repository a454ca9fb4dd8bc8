"""What is known of a supplier, and who says so: corrected by a person, with the reason."""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from socialvalue.accounts.models import User
from socialvalue.audit import actions as audit
from socialvalue.calculations.spend.suppliers import normal_form
from socialvalue.suppliers.actions.names import lock
from socialvalue.suppliers.models import Supplier, SupplierName

FACTS = (
    "name", "kind", "size", "sic", "country", "registered_postcode", "delivery_postcode",
    "company_number", "charity_number", "is_individual",
)  # fmt: skip


class NameTaken(ValueError):
    """Another supplier of the organisation goes by this name."""


class NothingChanged(ValueError):
    """Nothing of the supplier would be different."""


class CorrectedMeanwhile(ValueError):
    """Somebody else has changed what is known of the supplier since the person looked."""


def seen_of(supplier: Supplier) -> str:
    """Return what tells one state of a supplier's facts from every other: a hash of them."""
    facts = [getattr(supplier, field) for field in FACTS]
    return hashlib.sha256(json.dumps(facts).encode()).hexdigest()


def source(
    kind: str, *, words: str, at: dt.datetime, by: User | str, key: str = "", proxy: bool = False
) -> dict[str, Any]:
    """Return what is kept of where a fact came from, and of which day."""
    said = {"from": kind, "words": words, "day": at.date().isoformat(), "by": str(by), "key": key}
    return said | ({"proxy": True} if proxy else {})


def put(supplier: Supplier, facts: Mapping[str, Any], *, said: Mapping[str, Any]) -> dict[str, Any]:
    """Set facts with their source, unsaved; return what stood there, by field: [value, source]."""
    before = {}
    for field, value in facts.items():
        before[field] = [getattr(supplier, field), supplier.sources.get(field)]
        setattr(supplier, field, value)
        supplier.sources[field] = dict(said)
    return before


def put_back(supplier: Supplier, before: Mapping[str, Any], *, key: str) -> list[str]:
    """Undo `put`, unsaved, where nobody has said anything since (the source has the same key)."""
    undone = []
    for field, (value, said) in before.items():
        if supplier.sources.get(field, {}).get("key") == key:
            setattr(supplier, field, value)
            supplier.sources.pop(field)
            if said is not None:
                supplier.sources[field] = said
            undone.append(field)
    return undone


@transaction.atomic
def edit_supplier(
    *,
    supplier: Supplier,
    facts: Mapping[str, Any],
    reason: str,
    by: User,
    at: dt.datetime,
    seen: str = "",
) -> Supplier:
    """Correct what is known of a supplier, as a person says.

    `seen` is what `seen_of` gave when the person looked; without it whatever stands is replaced.
    Raises NameTaken, NothingChanged, CorrectedMeanwhile.
    """
    lock(supplier.organisation)
    supplier = Supplier.objects.select_related("organisation").get(pk=supplier.pk)
    if seen and seen != seen_of(supplier):
        raise CorrectedMeanwhile(
            f"What is known of {supplier.name} was changed after you opened this page. Look at it "
            "again, and correct it then."
        )
    changed = {
        field: value
        for field, value in facts.items()
        if field in FACTS and getattr(supplier, field) != value
    }
    if not changed:
        raise NothingChanged("Nothing is different from what is known already")
    if "name" in changed:
        _go_by(supplier, changed["name"], by=by, at=at)
    said = source("person", words=reason, at=at, by=by)
    before = put(supplier, changed, said=said)
    supplier.save()
    audit.record(
        by=by,
        at=at,
        did="supplier.corrected",
        subject=supplier,
        organisation=supplier.organisation,
        reason=reason,
        before={field: value for field, (value, _) in before.items()},
        after=changed,
    )
    return supplier


def _go_by(supplier: Supplier, name: str, *, by: User, at: dt.datetime) -> None:
    """Make sure that the supplier goes by a name. Raises NameTaken."""
    form = normal_form(name)
    there = supplier.organisation.supplier_names.filter(form=form).select_related("supplier")
    if known := there.first():
        stands_for = known.supplier.merged_into_id or known.supplier_id
        if stands_for != supplier.pk:
            raise NameTaken(
                f"{known.supplier.name} goes by this name already. If they are the same, say so."
            )
        return
    SupplierName.objects.create(
        organisation=supplier.organisation,
        supplier=supplier,
        name=name,
        form=form,
        added_at=at,
        added_by=str(by),
    )
