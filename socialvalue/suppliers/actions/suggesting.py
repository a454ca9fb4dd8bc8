"""Suggestions: looking for them in the background, and what people say to them."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import transaction

from socialvalue.accounts.models import Organisation, User
from socialvalue.audit import actions as audit
from socialvalue.calculations.suppliers.registers import Register
from socialvalue.jobs import actions as jobs
from socialvalue.jobs.models import Job
from socialvalue.jobs.registry import Outcome, Report
from socialvalue.suppliers import queries
from socialvalue.suppliers.actions.facts import put, put_back, source
from socialvalue.suppliers.actions.merging import CannotMerge, merge, undo_merge
from socialvalue.suppliers.actions.names import lock
from socialvalue.suppliers.actions.registers import (
    NAMES,
    NUMBER_FIELD,
    add_suggestions,
    register_facts,
)
from socialvalue.suppliers.models import Merge, RegisterEntry, Suggestion, Supplier

LOOK = "suppliers.suggest"
Kind, State = Suggestion.Kind, Suggestion.State
BY_NAME = [Kind.SAME.value, Kind.KIND.value, Kind.SIZE.value, Kind.INDIVIDUAL.value]


class DecidedAlready(ValueError):
    """Somebody has said something to the suggestion already."""


class NotDecided(ValueError):
    """There is nothing to undo."""


class NoLongerThere(ValueError):
    """What was suggested has changed meanwhile."""


@transaction.atomic
def ask_suggestions(*, organisation: Organisation, by: User | str, at: dt.datetime) -> Job:
    """Ask for names that are likely the same, kinds and individuals to be looked for."""
    return jobs.ask(
        kind=LOOK,
        title="Look for suppliers that are likely the same",
        payload={"organisation": str(organisation.pk), "asked": at.isoformat()},
        organisation=organisation,
        by=by,
    )


def look_for_suggestions(*, job: Job, report: Report) -> Outcome:
    """Look for what seems to be so, as the worker. What was decided is not proposed again."""
    report(0, None, "Comparing the names")
    found = queries.found_of(job.organisation).suggestions
    return Outcome(
        save=lambda: add_suggestions(
            job.organisation, found, kinds=BY_NAME, by=job.asked_by_name, at=job.asked_at
        ),
        result={"suggestions": str(len(found))},
        page="suppliers:suggestions",
    )


@transaction.atomic
def confirm(
    *, suggestion: Suggestion, by: User, at: dt.datetime, note: str = "", keep_other: bool = False
) -> Suggestion:
    """Do what was suggested, and return the suggestion.

    Of a pair the first stays, or with `keep_other` the second. Raises DecidedAlready, CannotMerge,
    NoLongerThere.
    """
    found = _waiting(suggestion)
    if found.kind == Kind.SAME:
        pair = (found.supplier, found.other)
        into, merged = pair[::-1] if keep_other else pair
        because = note or f"Confirmed: {found.because[:1].lower()}{found.because[1:]}"
        done = merge(merged=merged, into=into, because=because, by=by, at=at)
        found.before = {"merge": str(done.pk)}
    else:
        _put_facts(found, by=by, at=at)
    return _decide(found, State.CONFIRMED, by=by, at=at, note=note)


@transaction.atomic
def reject(*, suggestion: Suggestion, by: User, at: dt.datetime, note: str = "") -> Suggestion:
    """Note that it is not so: it is not suggested again. Raises DecidedAlready."""
    return _decide(_waiting(suggestion), State.REJECTED, by=by, at=at, note=note)


@transaction.atomic
def undo_decision(*, suggestion: Suggestion, by: User, at: dt.datetime) -> Suggestion:
    """Take back what was said to a suggestion, and what it did. Raises NotDecided."""
    lock(suggestion.organisation)
    found = Suggestion.objects.select_related("organisation", "supplier").get(pk=suggestion.pk)
    if found.state == State.WAITING:
        raise NotDecided("Nobody has decided this yet")
    was = found.state
    if "merge" in found.before:
        done = Merge.objects.filter(pk=found.before["merge"], undone_at=None).first()
        if done:
            undo_merge(merge=done, because="The decision was taken back", by=by, at=at)
    elif found.before:
        put_back(found.supplier, found.before, key=str(found.pk))
        found.supplier.save()
    found.state, found.before, found.note = State.WAITING, {}, ""
    found.decided_at, found.decided_by = None, ""
    found.save()
    _record(found, by=by, at=at, did="suggestion.undone", before={"state": was})
    return found


@transaction.atomic
def decide_many(
    *, suggestions: Iterable[Suggestion], is_so: bool, by: User, at: dt.datetime
) -> int:
    """Confirm or reject several at once; return how many.

    Those that were decided meanwhile, or that cannot be after the ones before them, are left out.
    """
    done = 0
    for suggestion in suggestions:
        try:
            if is_so:
                confirm(suggestion=suggestion, by=by, at=at)
            else:
                reject(suggestion=suggestion, by=by, at=at)
        except (DecidedAlready, NoLongerThere, CannotMerge):
            continue
        done += 1
    return done


def _waiting(suggestion: Suggestion) -> Suggestion:
    lock(suggestion.organisation)
    rows = Suggestion.objects.select_related("organisation", "supplier", "other")
    found = rows.filter(pk=suggestion.pk).first()
    if found is None or found.state != State.WAITING:
        raise DecidedAlready("Somebody has decided this already")
    return found


def _put_facts(found: Suggestion, *, by: User, at: dt.datetime) -> None:
    """Say of the supplier what was suggested: kind, size, that it is a person, or who it is."""
    supplier = Supplier.objects.get(pk=found.supplier_id)
    facts: dict[str, Any]
    if found.kind in (Kind.KIND, Kind.SIZE):
        facts = {found.kind: found.value}
    elif found.kind == Kind.INDIVIDUAL:
        facts = {"is_individual": True}
    else:
        facts = _facts_of_entry(found, supplier)
    said = source("person", words=found.because, at=at, by=by, key=str(found.pk))
    found.before = put(supplier, facts, said=said)
    if found.kind in NAMES:
        _name_the_register(found, supplier)
    supplier.save()


def _facts_of_entry(found: Suggestion, supplier: Supplier) -> dict[str, Any]:
    entry = RegisterEntry.objects.filter(register=found.kind, number=found.value).first()
    if entry is None:
        raise NoLongerThere("The register was loaded anew and has this number no longer")
    return register_facts(supplier, entry.entry)


def _name_the_register(found: Suggestion, supplier: Supplier) -> None:
    """Keep the person as the source of who it is, and the register as that of the rest."""
    number = NUMBER_FIELD[Register(found.kind)]
    for field in found.before:
        said = supplier.sources[field]
        if field != number:
            said["from"], said["words"] = found.kind, NAMES[Register(found.kind)]
        if field == "size":
            said["proxy"] = True


def _decide(
    found: Suggestion, state: Suggestion.State, *, by: User, at: dt.datetime, note: str
) -> Suggestion:
    found.state, found.note = state, note
    found.decided_at, found.decided_by = at, str(by)
    found.save()
    _record(found, by=by, at=at, did=f"suggestion.{state}", reason=note)
    return found


def _record(found: Suggestion, *, by: User, at: dt.datetime, did: str, **details: Any) -> None:
    after = {"kind": found.kind, "value": found.value, "other": str(found.other_id or "")}
    audit.record(
        by=by, at=at, did=did, subject=found.supplier, organisation=found.organisation,
        after=after, **details,
    )  # fmt: skip
