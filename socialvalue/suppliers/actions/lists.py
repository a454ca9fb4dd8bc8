"""Lists of suppliers: looked at when they are uploaded, loaded whole or not at all, taken back."""

import datetime as dt
import hashlib
from pathlib import PurePath
from typing import Any
from uuid import UUID

from django.core.files import File
from django.db import IntegrityError, transaction

from socialvalue.accounts.models import Organisation, User
from socialvalue.audit import actions as audit
from socialvalue.calculations.spend.findings import Finding
from socialvalue.calculations.suppliers.list_file import SupplierListRead, read_supplier_list
from socialvalue.jobs import actions as jobs
from socialvalue.jobs.models import Job
from socialvalue.jobs.registry import CannotBeDone, Outcome, Report
from socialvalue.suppliers import queries
from socialvalue.suppliers.actions.loading import load_steps, take_steps_back
from socialvalue.suppliers.actions.names import lock
from socialvalue.suppliers.models import SupplierList

LOAD = "suppliers.load_list"
MOST_AT_ONCE = 2_000
"""A list with more rows than this is loaded by the worker."""
FINDINGS_KEPT = 1_000
State = SupplierList.State


class LoadedAlready(ValueError):
    """The same list, byte for byte, stands already."""


class NotToLoad(ValueError):
    """The list has errors, is being loaded, is loaded, or was taken back."""


class NotToTakeBack(ValueError):
    """The list is not loaded."""


def upload_list(
    *, organisation: Organisation, name: str, content: File, by: User | str, at: dt.datetime
) -> SupplierList:
    """Keep a list with what loading it would do, or with what is wrong, cell by cell.

    Nothing of it counts before it is confirmed. Raises LoadedAlready; FileRefused, in words, for
    what is no list at all.
    """
    data = content.read()
    sha256 = hashlib.sha256(data).hexdigest()
    if there := organisation.supplier_lists.standing().filter(sha256=sha256).first():
        raise LoadedAlready(
            f"This is the same file as {there.name}, uploaded on {there.uploaded_at:%-d %B %Y}. "
            "Take that one back first, or choose another."
        )
    read = read_supplier_list(data)
    plan = queries.plan_of(organisation, read.suppliers)
    findings = sorted([*read.findings, *plan.findings], key=lambda finding: finding.row)
    made = SupplierList(
        organisation=organisation,
        name=_safe(name),
        sha256=sha256,
        state=State.REFUSED if findings else State.TO_CONFIRM,
        columns=dict(read.columns),
        suppliers=len(read.suppliers),
        findings=[_kept(finding) for finding in findings[:FINDINGS_KEPT]],
        effect=plan.effect | {"findings": len(findings)},
        uploaded_at=at,
        uploaded_by=str(by),
    )
    content.seek(0)
    made.content.save(f"{made.pk}.data", content, save=False)
    try:
        _keep(made, by=by)
    except IntegrityError:  # somebody uploaded the same at the same moment
        made.content.delete(save=False)
        raise LoadedAlready("The same list was uploaded a moment ago") from None
    return made


def _safe(name: str) -> str:
    last = PurePath(name.replace("\\", "/")).name
    return "".join(letter for letter in last if letter.isprintable())[-255:] or "suppliers"


def _kept(finding: Finding) -> dict[str, Any]:
    return {
        "row": finding.row,
        "column": finding.heading,
        "cell": finding.cell[:200],
        "problem": finding.problem,
        "remedy": finding.remedy,
    }


@transaction.atomic
def _keep(made: SupplierList, *, by: User | str) -> None:
    made.save(force_insert=True)
    _record(made, by=by, at=made.uploaded_at, did="suppliers.list_uploaded")


@transaction.atomic
def confirm_list(*, supplier_list: SupplierList, by: User | str, at: dt.datetime) -> SupplierList:
    """Load a list now, or have the worker do it if it is long; return it. Raises NotToLoad."""
    found = _locked(supplier_list)
    if found.state == State.LOADING and not found.job.is_undone:
        found.state = State.TO_CONFIRM  # the worker failed, or was called off
    if found.state != State.TO_CONFIRM:
        raise NotToLoad(f"{found.name}: {found.get_state_display().lower()}")
    if found.suppliers <= MOST_AT_ONCE:
        return load_now(found, by=by, at=at)
    found.state = State.LOADING
    found.job = jobs.ask(
        kind=LOAD,
        title=f"Load {found.name}"[:200],
        payload={"list": str(found.pk)},
        organisation=found.organisation,
        by=by,
    )
    found.save(update_fields=["state", "job"])
    return found


def load_list(*, job: Job, report: Report) -> Outcome:
    """Load a list that was confirmed, as the worker. Raises CannotBeDone."""
    found = SupplierList.objects.get(pk=job.payload["list"])
    if found.state != State.LOADING or found.job_id != job.pk:
        raise CannotBeDone("This list is no longer waiting to be loaded")
    report(0, found.suppliers, "Loading the suppliers")

    def save() -> None:
        try:
            load_now(_locked(found), by=job.asked_by_name, at=job.asked_at)
        except NotToLoad as refusal:
            raise CannotBeDone(str(refusal)) from None

    return Outcome(
        save=save,
        result={"suppliers": str(found.suppliers)},
        page="suppliers:list_page",
        page_args=[str(found.pk)],
    )


def load_now(found: SupplierList, *, by: User | str, at: dt.datetime) -> SupplierList:
    """Load a list within a transaction. Raises NotToLoad if it fits no longer."""
    lock(found.organisation)
    plan = queries.plan_of(found.organisation, _read(found).suppliers)
    if plan.findings:
        raise NotToLoad(
            f"The list no longer fits what is known by now: {plan.findings[0]} Upload it again."
        )
    found.before = load_steps(plan.steps, of=found, by=by, at=at)
    found.effect = plan.effect
    found.state = State.LOADED
    found.save(update_fields=["before", "effect", "state"])
    _record(found, by=by, at=at, did="suppliers.list_loaded", after=found.effect)
    return found


def _read(found: SupplierList) -> SupplierListRead:
    with found.content.open() as content:
        return read_supplier_list(content.read())


@transaction.atomic
def take_list_back(
    *, supplier_list: SupplierList, because: str, by: User | str, at: dt.datetime
) -> SupplierList:
    """Undo a list: what it said is said no more, unless somebody has said otherwise since.

    Raises NotToTakeBack.
    """
    found = _locked(supplier_list)
    if found.state not in (State.TO_CONFIRM, State.LOADED):
        raise NotToTakeBack(f"{found.name}: {found.get_state_display().lower()}")
    if found.state == State.LOADED:
        lock(found.organisation)
        take_steps_back(found, by=by, at=at, because=because)
    found.state, found.undone_at, found.undone_by = State.UNDONE, at, str(by)
    found.undone_because = because
    found.save(update_fields=["state", "undone_at", "undone_by", "undone_because"])
    _record(found, by=by, at=at, did="suppliers.list_taken_back", reason=because)
    return found


def _locked(supplier_list: SupplierList) -> SupplierList:
    rows = SupplierList.objects.select_for_update(of=("self",))
    return rows.select_related("organisation", "job").get(pk=UUID(str(supplier_list.pk)))


def _record(
    found: SupplierList, *, by: User | str, at: dt.datetime, did: str, **details: Any
) -> None:
    audit.record(
        by=by, at=at, did=did, subject=found, organisation=found.organisation,
        before={"name": found.name, "sha256": found.sha256}, **details,
    )  # fmt: skip
