"""What loading a list of suppliers would do, and what stands in its way."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from socialvalue.accounts.models import Organisation
from socialvalue.calculations.spend.findings import Finding
from socialvalue.calculations.spend.suppliers import normal_form
from socialvalue.calculations.suppliers.list_file import Listed
from socialvalue.suppliers.models import Supplier


@dataclass(frozen=True, slots=True)
class Step:
    """One row of a list: the supplier that it is of (None: a new one), and those that are it too.

    `is_first_word`: nothing but a name in the payments was known of it before.
    """

    listed: Listed
    supplier: UUID | None
    also: tuple[UUID, ...] = ()
    is_first_word: bool = True


@dataclass
class Plan:
    """Every step of a list, and the findings for which it cannot be taken."""

    steps: list[Step] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    @property
    def effect(self) -> dict[str, int]:
        """Return what loading it does, in numbers."""
        return {
            "rows": len(self.steps),
            "new": sum(step.supplier is None for step in self.steps),
            "known": sum(step.supplier is not None for step in self.steps),
            "said_before": sum(not step.is_first_word for step in self.steps),
            "merged": sum(len(step.also) for step in self.steps),
        }


@dataclass(frozen=True, slots=True)
class _Known:
    """A supplier that stands: its code, whether a list gave the code, and whether it is more than
    a name in the payments."""

    code: str
    is_listed: bool
    is_spoken_of: bool


def plan_of(organisation: Organisation, listed: Sequence[Listed]) -> Plan:
    """Return what loading these rows would do for an organisation. Two queries."""
    suppliers = Supplier.objects.filter(organisation=organisation)
    known: dict[UUID, _Known] = {}
    by_code: dict[str, UUID] = {}
    for pk, code, merged_into, sources in suppliers.values_list(
        "pk", "code", "merged_into", "sources"
    ):
        known[pk] = _Known(code, "code" in sources, bool(sources))
        if "code" in sources:
            by_code[code] = merged_into or pk
    names = organisation.supplier_names.values_list("form", "supplier", "supplier__merged_into")
    by_form = {form: merged_into or supplier for form, supplier, merged_into in names}
    return _planned(listed, known=known, by_code=by_code, by_form=by_form)


def _planned(
    listed: Sequence[Listed],
    *,
    known: dict[UUID, _Known],
    by_code: dict[str, UUID],
    by_form: dict[str, UUID],
) -> Plan:
    plan = Plan()
    taken: dict[UUID, int] = {}
    for row in listed:
        named = _unique(by_form.get(normal_form(name)) for name in row.names)
        target = by_code.get(row.code) if row.code else None
        if target is None:
            target = next((pk for pk in named if _may_take(known[pk], row)), None)
        also = tuple(pk for pk in named if pk != target)
        for pk in also:
            if known[pk].is_listed:
                plan.findings.append(_belongs_elsewhere(row, known[pk].code))
        if target is not None and (first := taken.setdefault(target, row.row)) != row.row:
            plan.findings.append(_same_as(row, first))
        is_first_word = target is None or not known[target].is_spoken_of
        plan.steps.append(Step(row, target, also, is_first_word))
    return plan


def _may_take(known: _Known, row: Listed) -> bool:
    """Say whether a row of this name speaks of that supplier: not if a list gave it other codes."""
    return not known.is_listed or not row.code or known.code == row.code


def _unique(keys: Iterable[UUID | None]) -> list[UUID]:
    return [key for key in dict.fromkeys(keys) if key is not None]


def _belongs_elsewhere(row: Listed, code: str) -> Finding:
    return Finding(
        "", row.row, "", row.name,
        f"A name in this row belongs to supplier {code}, of a list that was loaded before",
        "Give it that number, or take the name out of the row",
    )  # fmt: skip


def _same_as(row: Listed, first: int) -> Finding:
    return Finding(
        "", row.row, "", row.name,
        f"This is the same supplier as in row {first}: a person has merged them",
        "Make them one row, or undo the merge",
    )  # fmt: skip
