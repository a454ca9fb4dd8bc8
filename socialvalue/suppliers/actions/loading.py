"""Doing the steps of a list, and undoing them."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import ProtectedError

from socialvalue.accounts.models import User
from socialvalue.calculations.spend.suppliers import normal_form
from socialvalue.suppliers.actions.facts import FACTS, put, put_back, source
from socialvalue.suppliers.actions.merging import merge, undo_merge
from socialvalue.suppliers.actions.names import AT_ONCE, add_up, free_code
from socialvalue.suppliers.models import Merge, Supplier, SupplierList, SupplierName
from socialvalue.suppliers.queries import Step

CHANGED = [*FACTS, "code", "sources"]


def load_steps(
    steps: Sequence[Step], *, of: SupplierList, by: User | str, at: dt.datetime
) -> dict[str, Any]:
    """Do every step of a list within a transaction; return what is needed to undo them."""
    words = f"{of.name}, uploaded on {of.uploaded_at:%-d %B %Y}"
    said = source("list", words=words, at=of.uploaded_at, by=by, key=str(of.pk))
    known = of.organisation.suppliers.in_bulk()
    _give_way(steps, known.values())
    made, changed, before = [], [], {}
    for step in steps:
        supplier = known.get(step.supplier) if step.supplier else None
        if supplier is None:
            supplier = Supplier(organisation=of.organisation, recorded_at=at, recorded_by=str(by))
            made.append(supplier)
        else:
            changed.append(supplier)
        before[str(supplier.pk)] = put(supplier, _facts(step, supplier), said=said)
    taken = {supplier.code for supplier in known.values()}
    for supplier in made:
        supplier.code = supplier.code or free_code(normal_form(supplier.name), taken)
    Supplier.objects.bulk_create(made, batch_size=AT_ONCE)
    Supplier.objects.bulk_update(changed, CHANGED, batch_size=200)
    by_step = {id(step): pk for step, pk in zip(steps, before, strict=True)}
    names = _add_names(steps, by_step, of=of, by=by, at=at)
    merges = _merge(steps, by_step, words=words, by=by, at=at)
    return {
        "facts": {pk: facts for pk, facts in before.items() if pk not in _keys(made)},
        "made": sorted(_keys(made)),
        "names": names,
        "merges": merges,
    }


def _keys(suppliers: Iterable[Supplier]) -> set[str]:
    return {str(supplier.pk) for supplier in suppliers}


def _give_way(steps: Sequence[Step], known: Iterable[Supplier]) -> None:
    """Let suppliers known only by name give up a code that the list gives to others."""
    wanted = {step.listed.code: step.supplier for step in steps if step.listed.code}
    for supplier in known:
        if supplier.code in wanted and wanted[supplier.code] != supplier.pk:
            supplier.code = f"{supplier.code} (by name)"
            supplier.save(update_fields=["code"])


def _facts(step: Step, supplier: Supplier) -> dict[str, Any]:
    """Return what a row says of its supplier: its number, name, and the facts that it states."""
    listed = step.listed
    facts: dict[str, Any] = {"name": listed.name, **listed.facts}
    if listed.code:
        facts["code"] = listed.code
    if listed.is_individual:
        facts["is_individual"] = True
    return facts


def _add_names(
    steps: Sequence[Step],
    by_step: dict[int, str],
    *,
    of: SupplierList,
    by: User | str,
    at: dt.datetime,
) -> list[str]:
    """Add the names that nobody goes by; return their keys."""
    known = set(of.organisation.supplier_names.values_list("form", flat=True))
    added: dict[str, SupplierName] = {}
    for step in steps:
        for name in step.listed.names:
            form = normal_form(name)
            if form not in known and form not in added:
                added[form] = SupplierName(
                    organisation=of.organisation,
                    supplier_id=by_step[id(step)],
                    name=name,
                    form=form,
                    added_at=at,
                    added_by=str(by),
                )
    SupplierName.objects.bulk_create(added.values(), batch_size=AT_ONCE)
    return [str(name.pk) for name in added.values()]


def _merge(
    steps: Sequence[Step], by_step: dict[int, str], *, words: str, by: User | str, at: dt.datetime
) -> list[str]:
    merges = []
    for step in steps:
        for other in step.also:
            done = merge(
                merged=Supplier.objects.get(pk=other),
                into=Supplier.objects.get(pk=by_step[id(step)]),
                because=f"{words} gives both names to one supplier",
                by=by,
                at=at,
            )
            merges.append(str(done.pk))
    return merges


def take_steps_back(of: SupplierList, *, by: User | str, at: dt.datetime, because: str) -> None:
    """Undo what loading a list did, within a transaction; what was said since stays said."""
    before = of.before
    for done in Merge.objects.filter(pk__in=before["merges"], undone_at=None):
        undo_merge(merge=done, because=because, by=by, at=at)
    changed = list(of.organisation.suppliers.filter(pk__in=before["facts"]))
    for supplier in changed:
        put_back(supplier, before["facts"][str(supplier.pk)], key=str(of.pk))
    made = list(of.organisation.suppliers.filter(pk__in=before["made"]))
    for supplier in made:
        _leave_only_its_name(supplier, key=str(of.pk))
    # Codes change hands: nobody may hold one that another gets back.
    for supplier in [*made, *changed]:
        Supplier.objects.filter(pk=supplier.pk).update(code=f"~{supplier.pk}")
    Supplier.objects.bulk_update([*made, *changed], CHANGED, batch_size=200)
    _take_names_back(of, before["names"], by=by, at=at)
    for supplier in made:
        _delete_if_idle(supplier)


def _leave_only_its_name(supplier: Supplier, *, key: str) -> None:
    """Take from a supplier that a list made whatever only the list said of it, unsaved."""
    for field in [name for name, said in supplier.sources.items() if said.get("key") == key]:
        supplier.sources.pop(field)
        if field != "name":
            default = Supplier._meta.get_field(field).get_default()
            setattr(supplier, field, default)
    if not supplier.code:
        supplier.code = f"{normal_form(supplier.name)} (taken back)"


def _take_names_back(
    of: SupplierList, names: Iterable[str], *, by: User | str, at: dt.datetime
) -> None:
    """Delete the names that a list added; one that was paid since becomes a supplier of its own."""
    added = SupplierName.objects.filter(pk__in=list(names))
    added.filter(lines=0, paid_from=None).delete()
    taken = set(of.organisation.suppliers.values_list("code", flat=True))
    for name in added.select_related("supplier"):
        before = name.supplier
        code = free_code(name.form, taken)
        taken.add(code)
        name.supplier = Supplier.objects.create(
            organisation=of.organisation,
            code=code,
            name=name.name,
            recorded_at=at,
            recorded_by=str(by),
        )
        name.save(update_fields=["supplier"])
        add_up([before.pk, name.supplier.pk])


def _delete_if_idle(supplier: Supplier) -> None:
    """Delete a supplier that a list made, unless it has names, a survey's letter or an answer."""
    if supplier.names.exists() or supplier.sources:
        return
    try:
        supplier.delete()
    except ProtectedError:
        return
