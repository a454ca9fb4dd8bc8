"""Loading the official registers for the installation, and matching suppliers with them."""

import datetime as dt
import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import transaction

from socialvalue.accounts.models import Organisation, User
from socialvalue.audit import actions as audit
from socialvalue.calculations.spend.suppliers import Kind
from socialvalue.calculations.suppliers.persons import likely_individual
from socialvalue.calculations.suppliers.register_files import entries_of
from socialvalue.calculations.suppliers.registers import Entry, Match, Register, kept
from socialvalue.jobs import actions as jobs
from socialvalue.jobs.models import Job
from socialvalue.jobs.registry import Outcome, Report
from socialvalue.suppliers import queries
from socialvalue.suppliers.actions.facts import FACTS, put, source
from socialvalue.suppliers.actions.names import AT_ONCE, lock
from socialvalue.suppliers.models import (
    REGISTERS,
    RegisterEntry,
    RegisterLoad,
    Suggestion,
    Supplier,
    SupplierName,
)

MATCH = "suppliers.match"
NAMES = dict(REGISTERS)
_DAY = re.compile(r"(20[0-9]{2})-?([01][0-9])-?([0-3][0-9])")
_PIECE = 1 << 20
NEVER_A_COMPANY = {Kind.TAX_PAYROLL_PENSION, Kind.FINANCING, Kind.ANCHOR, Kind.PUBLIC_BODY}
NUMBER_FIELD = {
    Register.COMPANIES: "company_number",
    Register.CHARITIES: "charity_number",
    Register.SCOTTISH_CHARITIES: "charity_number",
}


def load_registers(*, paths: Sequence[Path], by: User | str, at: dt.datetime) -> list[RegisterLoad]:
    """Read published register files as a stream and keep the bodies that may be a supplier.

    What an earlier load of the same register kept is replaced, so give all parts at once. Returns
    a load for each register that the files hold. Raises NotARegister, OSError: then nothing is
    kept.
    """
    forms = set(SupplierName.objects.values_list("form", flat=True))
    numbers = _numbers()
    counts: dict[Register, int] = {}
    found: dict[tuple[Register, str], Entry] = {}
    for path in paths:
        for entry in kept(_counted(entries_of(path), counts), forms=forms, numbers=numbers):
            found[entry.register, entry.number] = entry
    files = [{"name": path.name, "sha256": _sha256(path)} for path in paths]
    return _keep(found.values(), counts, files=files, by=by, at=at)


def _numbers() -> set[str]:
    pairs = Supplier.objects.exclude(company_number="", charity_number="").values_list(
        "company_number", "charity_number"
    )
    return {number for pair in pairs for number in pair if number}


def _counted(entries: Iterable[Entry], counts: dict[Register, int]) -> Iterator[Entry]:
    for entry in entries:
        counts[entry.register] = counts.get(entry.register, 0) + 1
        yield entry


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            digest.update(piece)
    return digest.hexdigest()


@transaction.atomic
def _keep(
    entries: Iterable[Entry],
    counts: dict[Register, int],
    *,
    files: list[dict[str, str]],
    by: User | str,
    at: dt.datetime,
) -> list[RegisterLoad]:
    RegisterEntry.objects.filter(register__in=counts).delete()
    rows = [_row(entry) for entry in entries]
    RegisterEntry.objects.bulk_create(rows, batch_size=AT_ONCE)
    loads = []
    for register, read in counts.items():
        load = RegisterLoad.objects.create(
            register=register.value,
            files=files,
            of_day=_day_in(files),
            read=read,
            kept=sum(row.register == register for row in rows),
            loaded_at=at,
            loaded_by=str(by),
        )
        after = {"read": str(load.read), "kept": str(load.kept), "files": files}
        audit.record(by=by, at=at, did="register.loaded", subject=load, after=after)
        loads.append(load)
    return loads


def _row(entry: Entry) -> RegisterEntry:
    return RegisterEntry(
        register=entry.register.value,
        number=entry.number[:12],
        name=entry.name[:500],
        status=entry.status[:120],
        postcode=entry.postcode[:20],
        sic=entry.sic,
        size=entry.size.value,
        category=entry.category[:200],
        accounts=entry.accounts[:60],
        is_vcse=entry.is_vcse,
        company_number=entry.company_number[:12],
        other_names=list(entry.other_names),
    )


def _day_in(files: Iterable[dict[str, str]]) -> dt.date | None:
    """Return the day that the name of a file has, such as BasicCompanyData-2026-01-01-part1."""
    for file in files:
        if found := _DAY.search(file["name"]):
            try:
                return dt.date(*map(int, found.groups()))
            except ValueError:
                continue
    return None


@transaction.atomic
def ask_matching(*, organisation: Organisation, by: User | str, at: dt.datetime) -> Job:
    """Ask for an organisation's suppliers to be matched with the registers, and return the job."""
    return jobs.ask(
        kind=MATCH,
        title="Match suppliers with the registers",
        payload={"organisation": str(organisation.pk), "asked": at.isoformat()},
        organisation=organisation,
        by=by,
    )


@dataclass
class _Matched:
    """What matching found: facts with their source, what to propose, and how many by register."""

    facts: dict[UUID, dict[str, tuple[Any, dict[str, Any]]]] = field(default_factory=dict)
    suggestions: list[Suggestion] = field(default_factory=list)
    certain: dict[str, int] = field(default_factory=dict)


def match_registers(*, job: Job, report: Report) -> Outcome:
    """Match suppliers with each loaded register: by number, else by a name that only one has.

    Where several have the name, or one had it in the past, or the supplier is likely a person, it
    is proposed and nothing is changed. What a person or a list has said stays.
    """
    organisation = job.organisation
    suppliers = list(organisation.suppliers.standing().prefetch_related("names", "merged__names"))
    matched = _Matched()
    loads = queries.newest_loads()
    for number, register in enumerate(map(Register, loads)):
        report(number, len(loads), f"Looking in the register: {NAMES[register]}")
        load = loads[register]
        words = f"{NAMES[register]}, loaded on {load.loaded_at:%-d %B %Y}"
        said = source(register.value, words=words, at=load.loaded_at, by=load.loaded_by)
        index = queries.index_of_register(register)
        for supplier in suppliers:
            if supplier.is_individual or supplier.kind in NEVER_A_COMPANY:
                continue
            match = index.match(number=_number(supplier, register), forms=_forms(supplier))
            _take(matched, supplier, match, register=register, said=said)
    return Outcome(
        save=lambda: _save(organisation, matched, by=job.asked_by_name),
        result={"matched": str(sum(matched.certain.values()))},
        page="suppliers:registers",
    )


def _number(supplier: Supplier, register: Register) -> str:
    return str(getattr(supplier, NUMBER_FIELD[register]))


def _forms(supplier: Supplier) -> list[str]:
    if supplier.is_stated("company_number") and not supplier.company_number:
        return []  # a person has said that it is none of those
    names = [*supplier.names.all(), *(n for m in supplier.merged.all() for n in m.names.all())]
    return [name.form for name in names]


def _take(
    matched: _Matched, supplier: Supplier, match: Match, *, register: Register, said: dict[str, Any]
) -> None:
    certain, why = match.certain, match.why
    by_number = bool(_number(supplier, register))
    if certain and not by_number and likely_individual(supplier.name):
        match = Match(None, (certain,), "a company has this name, which may be a person's")
    elif certain:
        said = said | {"words": f"{said['words']}, {why}"}
        found = matched.facts.setdefault(supplier.pk, {})
        for name, value in register_facts(supplier, certain).items():
            found[name] = value, said | ({"proxy": True} if name == "size" else {})
            setattr(supplier, name, value)  # the next register may find it by this number
        matched.certain[register.value] = matched.certain.get(register.value, 0) + 1
    matched.suggestions += [
        Suggestion(
            supplier=supplier,
            kind=register.value,
            value=entry.number,
            because=match.why.capitalize(),
        )
        for entry in match.possible
    ]


def register_facts(supplier: Supplier, entry: Entry) -> dict[str, Any]:
    """Return what an entry fills in: nothing that a person or a list has said."""
    return {
        name: value
        for name, value in queries.facts_of(entry).items()
        if not supplier.is_stated(name) and len(str(value)) <= _longest(name)
    }


def _longest(name: str) -> int:
    return Supplier._meta.get_field(name).max_length or 0


def _save(organisation: Organisation, matched: _Matched, *, by: str) -> None:
    """Write what was found; what somebody decided or corrected meanwhile stays."""
    lock(organisation)
    present = organisation.suppliers.in_bulk(list(matched.facts))
    for pk, supplier in present.items():
        for name, (value, said) in matched.facts[pk].items():
            if not supplier.is_stated(name):
                put(supplier, {name: value}, said=said)
    Supplier.objects.bulk_update(present.values(), [*FACTS, "sources"], batch_size=200)
    add_suggestions(
        organisation, matched.suggestions, kinds=[register.value for register in Register], by=by
    )
    audit.record(
        by=by,
        did="suppliers.matched",
        subject=organisation,
        organisation=organisation,
        after={"certain": matched.certain, "proposed": len(matched.suggestions)},
    )


def add_suggestions(
    organisation: Organisation,
    suggestions: Iterable[Suggestion],
    *,
    kinds: Sequence[str],
    by: str,
    at: dt.datetime | None = None,
) -> None:
    """Put suggestions of some kinds in the place of those that wait; what is decided stays."""
    ours = organisation.supplier_suggestions.filter(kind__in=kinds)
    ours.waiting().delete()
    decided = {
        (each.kind, frozenset([each.supplier_id, each.other_id]), each.value) for each in ours
    }
    new = {}
    for each in suggestions:
        key = each.kind, frozenset([each.supplier_id, each.other_id]), each.value
        if key not in decided:
            each.organisation, each.suggested_by = organisation, by
            each.suggested_at = at or dt.datetime.now(dt.UTC)
            new[key] = each
    Suggestion.objects.bulk_create(new.values(), batch_size=AT_ONCE)
