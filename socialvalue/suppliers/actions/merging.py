"""Saying that one supplier is another, and taking it back: exactly, in any order."""

import datetime as dt
from uuid import UUID

from django.db import transaction

from socialvalue.accounts.models import Organisation, User
from socialvalue.audit import actions as audit
from socialvalue.suppliers.actions.facts import source
from socialvalue.suppliers.actions.names import add_up, lock
from socialvalue.suppliers.models import Merge, Supplier


class CannotMerge(ValueError):
    """The two cannot be one supplier, or are already."""


class UndoneAlready(ValueError):
    """The merge was undone before."""


@transaction.atomic
def merge(
    *, merged: Supplier, into: Supplier, because: str, by: User | str, at: dt.datetime
) -> Merge:
    """Let one supplier stand for another from now on, and return the merge. Raises CannotMerge.

    No name moves and no fact is lost: undoing it leaves both as if it had never been.
    """
    lock(into.organisation)
    merged, into = (Supplier.objects.get(pk=each.pk) for each in (merged, into))
    if merged.organisation_id != into.organisation_id or merged.pk == into.pk:
        raise CannotMerge("Choose two suppliers of your own")
    if merged.is_merged or into.is_merged:
        raise CannotMerge("One of them is merged into another supplier already")
    done = Merge.objects.create(
        organisation=into.organisation,
        merged=merged,
        into=into,
        because=because,
        merged_at=at,
        merged_by=str(by),
    )
    # It is known now that it goes by several names: the register of the organisation has it.
    into.sources.setdefault("names", source("person", words=because, at=at, by=by))
    into.save(update_fields=["sources"])
    settle(into.organisation)
    _record(done, by=by, at=at, did="supplier.merged", reason=because)
    return done


@transaction.atomic
def undo_merge(*, merge: Merge, because: str, by: User | str, at: dt.datetime) -> Merge:
    """Let both suppliers stand again. Raises UndoneAlready."""
    lock(merge.organisation)
    merge = Merge.objects.select_related("organisation", "into").get(pk=merge.pk)
    if merge.undone_at is not None:
        raise UndoneAlready("This merge was undone before")
    merge.undone_at, merge.undone_by, merge.undone_because = at, str(by), because
    merge.save(update_fields=["undone_at", "undone_by", "undone_because"])
    if not merge.into.received.filter(undone_at=None).exists():
        merge.into.sources.pop("names", None)
        merge.into.save(update_fields=["sources"])
    settle(merge.organisation)
    _record(merge, by=by, at=at, did="supplier.merge_undone", reason=because)
    return merge


def settle(organisation: Organisation) -> None:
    """Say of every supplier which one stands for it, as the merges that stand have it."""
    edges = dict(organisation.supplier_merges.filter(undone_at=None).values_list("merged", "into"))
    wanted = {merged: _end_of(merged, edges) for merged in edges}
    present = dict(
        organisation.suppliers.exclude(merged_into=None).values_list("pk", "merged_into")
    )
    changed = {
        pk: wanted.get(pk)
        for pk in wanted.keys() | present.keys()
        if wanted.get(pk) != present.get(pk)
    }
    for pk, into in changed.items():
        Supplier.objects.filter(pk=pk).update(merged_into=into)
    touched = {*changed, *changed.values(), *(present.get(pk) for pk in changed)}
    add_up(pk for pk in touched if pk is not None)


def _end_of(supplier: UUID, edges: dict[UUID, UUID]) -> UUID:
    """Follow the merges from a supplier to the one that stands. They never make a ring: only
    suppliers that stand can be merged."""
    while supplier in edges:
        supplier = edges[supplier]
    return supplier


def _record(merge: Merge, *, by: User | str, at: dt.datetime, did: str, reason: str) -> None:
    audit.record(
        by=by,
        at=at,
        did=did,
        subject=merge.into,
        organisation=merge.organisation,
        reason=reason,
        after={"merged": str(merge.merged_id), "into": str(merge.into_id)},
    )
