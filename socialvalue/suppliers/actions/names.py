"""Who was paid: names out of payments files, and what they add up to."""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, TypeVar
from uuid import UUID

from django.db import transaction
from django.db.models import F, OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce

from socialvalue.accounts.models import Organisation, User
from socialvalue.audit import actions as audit
from socialvalue.calculations.spend.suppliers import normal_form
from socialvalue.suppliers import queries
from socialvalue.suppliers.models import PaidFrom, Suggestion, Supplier, SupplierName

LONGEST = 500
LONGEST_TYPE = 100
AT_ONCE = 1_000
One = TypeVar("One")


@dataclass
class _Paid:
    """A name as it first stood in the file, and what was paid to it in all its spellings."""

    name: str
    lines: int = 0
    pence: int = 0


@transaction.atomic
def note_names(
    *,
    organisation: Organisation,
    source: str,
    names: Mapping[str, tuple[int, int]],
    by: User | str,
    at: dt.datetime,
    types: Mapping[str, Mapping[str, int]] | None = None,
    called: str = "",
) -> None:
    """Note who was paid in a payments file: for each name as it stands, (lines, whole pence).

    `types` has what the file itself, which is `called` so, says that a name is, and of how many
    payments. It is proposed, and changes nothing.

    `source` is the file's key. Noting a file again replaces what was noted of it. A name that no
    supplier goes by yet becomes one, of which nothing more is known; blank names are nobody's.
    """
    lock(organisation)
    paid = _by_form(names)
    said = _said_of(types or {}, called=called)
    was = forgotten(organisation, source)
    known = dict(organisation.supplier_names.values_list("form", "pk"))
    known |= _new_names(organisation, {f: p for f, p in paid.items() if f not in known}, by, at)
    PaidFrom.objects.bulk_create(
        [
            PaidFrom(
                name_id=known[form],
                source=source,
                lines=one.lines,
                paid_pence=one.pence,
                said=said.get(form, {}),
            )
            for form, one in paid.items()
        ],
        batch_size=AT_ONCE,
    )
    add_up_names({*was, *(known[form] for form in paid)})
    _propose(organisation, source, by=by, at=at)
    audit.record(
        by=by,
        at=at,
        did="suppliers.names_noted",
        subject=organisation,
        organisation=organisation,
        after={"source": source, "names": len(paid)},
    )


@transaction.atomic
def forget_names(
    *, organisation: Organisation, source: str, by: User | str, at: dt.datetime
) -> None:
    """Take off what was noted of a payments file that was taken back. The names stay known."""
    lock(organisation)
    add_up_names(forgotten(organisation, source))
    organisation.supplier_suggestions.waiting().filter(source=source).delete()
    audit.record(
        by=by,
        at=at,
        did="suppliers.names_taken_off",
        subject=organisation,
        organisation=organisation,
        after={"source": source},
    )


def lock(organisation: Organisation) -> None:
    """Let nobody else change the organisation's suppliers until the transaction ends."""
    Organisation.objects.select_for_update().get(pk=organisation.pk)


def _by_form(names: Mapping[str, tuple[int, int]]) -> dict[str, _Paid]:
    found: dict[str, _Paid] = {}
    for name, (lines, pence) in names.items():
        squeezed = " ".join(name.replace("\0", "").split())[:LONGEST]
        if squeezed:
            one = found.setdefault(normal_form(squeezed)[:LONGEST], _Paid(squeezed))
            one.lines += lines
            one.pence += pence
    return found


def _said_of(types: Mapping[str, Mapping[str, int]], *, called: str) -> dict[str, dict[str, Any]]:
    """Return what is said of each name's form: the file, and payments by text."""
    found: dict[str, dict[str, Any]] = {}
    for name, texts in types.items():
        squeezed = " ".join(name.replace("\0", "").split())[:LONGEST]
        for text, lines in texts.items():
            if squeezed and text:
                said = found.setdefault(
                    normal_form(squeezed)[:LONGEST], {"file": called, "types": {}}
                )
                short = text.replace("\0", "")[:LONGEST_TYPE]
                said["types"][short] = said["types"].get(short, 0) + lines
    return found


def _propose(organisation: Organisation, source: str, *, by: User | str, at: dt.datetime) -> None:
    """Propose what a file says of its suppliers; what was proposed or decided before stays."""
    organisation.supplier_suggestions.waiting().filter(source=source).delete()
    proposed = list(queries.stated_of(organisation, source=source))
    for each in proposed:
        each.organisation, each.suggested_by, each.suggested_at = organisation, str(by), at
    Suggestion.objects.bulk_create(proposed, batch_size=AT_ONCE, ignore_conflicts=True)


def forgotten(organisation: Organisation, source: str) -> set[UUID]:
    """Delete what a source has for any name, and return the names."""
    noted = PaidFrom.objects.filter(name__organisation=organisation, source=source)
    names = set(noted.values_list("name", flat=True))
    noted.delete()
    return names


def _new_names(
    organisation: Organisation, paid: Mapping[str, _Paid], by: User | str, at: dt.datetime
) -> dict[str, UUID]:
    """Make suppliers of names that nobody goes by; return the names' keys by form."""
    taken = set(organisation.suppliers.values_list("code", flat=True))
    suppliers = [
        Supplier(
            organisation=organisation,
            code=free_code(form, taken),
            name=one.name,
            recorded_at=at,
            recorded_by=str(by),
        )
        for form, one in paid.items()
    ]
    Supplier.objects.bulk_create(suppliers, batch_size=AT_ONCE)
    names = [
        SupplierName(
            organisation=organisation,
            supplier=supplier,
            name=one.name,
            form=form,
            added_at=at,
            added_by=str(by),
        )
        for supplier, (form, one) in zip(suppliers, paid.items(), strict=True)
    ]
    SupplierName.objects.bulk_create(names, batch_size=AT_ONCE)
    return {name.form: name.pk for name in names}


def free_code(form: str, taken: Collection[str]) -> str:
    """Return the code of a supplier known only by name: its form, or near it if that is taken."""
    code, number = form, 2
    while code in taken:
        code, number = f"{form} ({number})", number + 1
    return code


def add_up_names(names: Iterable[UUID]) -> None:
    """Bring the totals of these names, and of the suppliers that they count for, up to date."""
    sums = PaidFrom.objects.filter(name=OuterRef("pk")).order_by().values("name")
    changed: set[UUID] = set()
    for some in _batches(names):
        rows = SupplierName.objects.filter(pk__in=some)
        rows.update(
            lines=_sum_of(sums, "lines"),
            paid_pence=_sum_of(sums, "paid_pence"),
        )
        pairs = rows.values_list("supplier", "supplier__merged_into")
        changed.update(pk for pair in pairs for pk in pair if pk is not None)
    add_up(changed)


def add_up(suppliers: Iterable[UUID]) -> None:
    """Bring the totals of these suppliers up to date, those merged into them included."""
    own = SupplierName.objects.filter(supplier=OuterRef("pk")).order_by().values("supplier")
    merged = (
        SupplierName.objects.filter(supplier__merged_into=OuterRef("pk"))
        .order_by()
        .values("supplier__merged_into")
    )
    for some in _batches(suppliers):
        rows = Supplier.objects.filter(pk__in=some)
        rows.update(
            lines=_sum_of(own, "lines"),
            paid_pence=_sum_of(own, "paid_pence"),
        )
        stands_for = set(
            Supplier.objects.filter(merged_into__in=some).values_list("merged_into", flat=True)
        )
        Supplier.objects.filter(pk__in=stands_for).update(
            lines=F("lines") + _sum_of(merged, "lines"),
            paid_pence=F("paid_pence") + _sum_of(merged, "paid_pence"),
        )


def _sum_of(rows: object, field: str) -> Coalesce:
    return Coalesce(Subquery(rows.annotate(all=Sum(field)).values("all")), 0)


def _batches(keys: Iterable[One]) -> Iterator[Sequence[One]]:
    """Yield the keys in lots that every database takes in one question."""
    rest = iter(keys)
    while some := list(islice(rest, AT_ONCE)):
        yield some
