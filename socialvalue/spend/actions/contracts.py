"""The contracts register: looked at, imported whole, taken back."""

import datetime as dt
from dataclasses import asdict
from typing import Any

from django.core.files import File
from django.db import IntegrityError, transaction

from socialvalue.accounts.models import Organisation, User
from socialvalue.audit import actions as audit
from socialvalue.calculations.spend.findings import Finding
from socialvalue.calculations.spend.register_files import RegisterReading, read_register
from socialvalue.spend import queries
from socialvalue.spend.actions.uploading import safe_name, sha256_of
from socialvalue.spend.models import Contract, Register

PROBLEMS_KEPT = 500
LONGEST_CELL = 500


class RegisterLoadedAlready(ValueError):
    """The same register, byte for byte, stands already."""


class CannotImport(ValueError):
    """The register has problems, was imported or taken back, or another one holds a reference."""


class CannotTakeRegisterBack(ValueError):
    """The register was taken back already."""


def upload_register(
    *, organisation: Organisation, name: str, content: File, by: User, at: dt.datetime
) -> Register:
    """Look at a contracts register and keep what was seen; nothing is imported yet.

    Raises RegisterLoadedAlready; FileRefused, in words, for what is no register.
    """
    sha256 = sha256_of(content)
    if standing := organisation.registers.standing().filter(sha256=sha256).first():
        raise _loaded(standing)
    content.seek(0)
    reading = read_register(content.read())
    register = Register(
        organisation=organisation,
        name=safe_name(name),
        sha256=sha256,
        columns=dict(reading.columns),
        rows=[_as_kept(asdict(contract)) for contract in reading.contracts],
        problems=[
            *_problems(reading, _taken_references(organisation)),
        ],
        uploaded_at=at,
        uploaded_by=by,
    )
    try:
        _keep(register)
    except IntegrityError:  # somebody uploaded the same at the same moment
        raise _loaded(organisation.registers.standing().get(sha256=sha256)) from None
    return register


def _loaded(standing: Register) -> RegisterLoadedAlready:
    return RegisterLoadedAlready(
        f"This is the same file as {standing.name}, uploaded on "
        f"{standing.uploaded_at:%-d %B %Y}. Take that one back first, or choose another."
    )


def _as_kept(contract: dict[str, Any]) -> dict[str, Any]:
    """Return a contract as JSON has it: days and whole pence as text, None where there is none."""
    return {
        name: value if value is None or name == "row" else str(value)
        for name, value in contract.items()
    }


def _taken_references(organisation: Organisation) -> dict[str, str]:
    """Return the references of the standing contracts, and the register that has each."""
    contracts = organisation.contracts.standing().values_list("reference", "register__name")
    return {reference.casefold(): name for reference, name in contracts}


def _problems(reading: RegisterReading, taken: dict[str, str]) -> list[dict[str, Any]]:
    known = [
        Finding(
            "", contract.row, reading.columns.get("reference", ""), contract.reference,
            f"{taken[contract.reference.casefold()]} has this reference already",
            "Take that register back first, or give the contract a reference of its own",
        )
        for contract in reading.contracts
        if "reference" in reading.columns and contract.reference.casefold() in taken
    ]  # fmt: skip
    if not reading.contracts and not reading.problems:
        known.append(Finding("", 0, "", "", "There is no contract in it", "Choose another file"))
    found = sorted([*reading.problems, *known], key=lambda problem: problem.row)
    return [
        {
            "row": problem.row,
            "heading": problem.heading,
            "cell": problem.cell[:LONGEST_CELL],
            "problem": problem.problem,
            "remedy": problem.remedy,
        }
        for problem in found[:PROBLEMS_KEPT]
    ]


@transaction.atomic
def _keep(register: Register) -> None:
    register.save(force_insert=True)
    after = {"sha256": register.sha256, "name": register.name}
    _record(register, "register.uploaded", by=register.uploaded_by, at=register.uploaded_at,
            after=after)  # fmt: skip


@transaction.atomic
def import_register(*, register: Register, by: User, at: dt.datetime) -> Register:
    """Make a contract of every row: all of them, or none. Raises CannotImport."""
    register = _locked(register)
    if register.stage != "to_confirm":
        raise CannotImport(f"{register.name} cannot be imported as it stands.")
    taken = _taken_references(register.organisation)
    contracts = [_contract(register, row) for row in register.rows]
    if again := [one.reference for one in contracts if one.reference.casefold() in taken]:
        if "reference" in register.columns:
            raise CannotImport(
                f"Another register has the reference {again[0]} since. Upload this one again."
            )
        _number_anew(contracts, register)
    Contract.objects.bulk_create(contracts, batch_size=500)
    register.imported_at, register.imported_by = at, by
    register.save(update_fields=["imported_at", "imported_by"])
    _record(register, "register.imported", by=by, at=at, after={"contracts": len(contracts)})
    return register


def _number_anew(contracts: list[Contract], register: Register) -> None:
    """Say which register a row is of, where a register without references follows another."""
    for contract in contracts:
        contract.reference = f"{contract.reference} of {register.name}"[:120]


def _contract(register: Register, row: dict[str, Any]) -> Contract:
    return Contract(
        organisation=register.organisation,
        register=register,
        row=row["row"],
        reference=row["reference"],
        title=row["title"],
        supplier=row["supplier"],
        category=row["category"],
        category_key=queries.category_key(row["category"])[:255],
        **{name: row[name] and dt.date.fromisoformat(row[name]) for name in _DAYS},
        **{name: row[name] and int(row[name]) for name in ("value_pence", "yearly_pence")},
    )


_DAYS = ("start", "end", "extends_to")


@transaction.atomic
def take_register_back(*, register: Register, reason: str, by: User, at: dt.datetime) -> Register:
    """Undo an upload or an import: its contracts stand no more. Raises CannotTakeRegisterBack."""
    register = _locked(register)
    if register.undone_at is not None:
        raise CannotTakeRegisterBack(f"{register.name} is taken back already.")
    register.undone_at, register.undone_by, register.undone_reason = at, by, reason
    register.save(update_fields=["undone_at", "undone_by", "undone_reason"])
    _record(register, "register.taken_back", by=by, at=at, reason=reason)
    return register


def _locked(register: Register) -> Register:
    registers = Register.objects.select_for_update(of=("self",)).select_related("organisation")
    return registers.get(pk=register.pk)


def _record(register: Register, did: str, *, by: User, at: dt.datetime, **details: Any) -> None:
    audit.record(
        by=by, at=at, did=did, subject=register, organisation=register.organisation, **details
    )
