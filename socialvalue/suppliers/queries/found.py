"""What seems to be so of an organisation's suppliers: pairs, kinds and persons to be proposed."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from socialvalue.accounts.models import Organisation
from socialvalue.calculations.spend.suppliers import Kind, normal_form
from socialvalue.calculations.suppliers.kinds import proposed_kind
from socialvalue.calculations.suppliers.likeness.proposals import likely_the_same
from socialvalue.calculations.suppliers.persons import likely_individual
from socialvalue.suppliers.models import Suggestion, Supplier
from socialvalue.suppliers.queries.stating import stated_of

Kinds = Suggestion.Kind


@dataclass(frozen=True)
class Findings:
    """Suggestions that nobody has made yet; none of them is saved."""

    suggestions: list[Suggestion]


@dataclass(frozen=True, slots=True)
class _Named:
    supplier: Supplier
    name: str


def found_of(organisation: Organisation) -> Findings:
    """Return what is to be proposed for an organisation's suppliers, but for what was decided.

    What was rejected once is not proposed again. Where a payments file says itself what a name
    only speaks for, the file is the reason. Four queries.
    """
    standing = {
        supplier.pk: supplier
        for supplier in Supplier.objects.filter(organisation=organisation).standing()
    }
    decided = _decided(organisation)
    anchors = frozenset([normal_form(organisation.name)])
    found = [*_pairs(organisation, standing)]
    for supplier in standing.values():
        found += _of_one(supplier, anchors)
    found += stated_of(organisation)
    return Findings([each for each in found if _key(each) not in decided])


def _decided(organisation: Organisation) -> set[tuple[object, ...]]:
    decided = organisation.supplier_suggestions.exclude(state=Suggestion.State.WAITING)
    return {_key(each) for each in decided}


def _key(suggestion: Suggestion) -> tuple[object, ...]:
    """Return what a suggestion is about; a pair is the same either way round."""
    pair = frozenset([suggestion.supplier_id, suggestion.other_id])
    return suggestion.kind, pair, suggestion.value


def _pairs(organisation: Organisation, standing: dict[UUID, Supplier]) -> Iterator[Suggestion]:
    """Yield the pairs of suppliers that are likely the same, each once, the likeliest reason."""
    names = organisation.supplier_names.values_list("supplier", "supplier__merged_into", "name")
    named = [
        _Named(standing[merged_into or supplier], name) for supplier, merged_into, name in names
    ]
    told: set[frozenset[UUID]] = set()
    for pair in likely_the_same([each.name for each in named]):
        one, other = named[pair.first].supplier, named[pair.second].supplier
        both = frozenset([one.pk, other.pk])
        if len(both) == 1 or both in told or _are_known_apart(one, other):
            continue
        told.add(both)
        keep, goes = sorted([one, other], key=_weight, reverse=True)
        yield Suggestion(
            kind=Kinds.SAME, supplier=keep, other=goes, likeness=pair.likeness, because=pair.why
        )


def _are_known_apart(one: Supplier, other: Supplier) -> bool:
    """Say whether their numbers in a register, or in the organisation's list, differ."""
    if "code" in one.sources and "code" in other.sources:
        return True
    return any(
        getattr(one, number) and getattr(other, number)
        and getattr(one, number) != getattr(other, number)
        for number in ("company_number", "charity_number")
    )  # fmt: skip


def _weight(supplier: Supplier) -> tuple[bool, int, int, str]:
    """Order suppliers by which of a pair should stay: the listed, the better known, the larger."""
    known = len(supplier.sources)
    return "code" in supplier.sources, known, supplier.paid_pence, str(supplier.pk)


def _of_one(supplier: Supplier, anchors: frozenset[str]) -> Iterator[Suggestion]:
    proposed = proposed_kind(supplier.name, anchors=anchors)
    is_open = supplier.kind == Kind.PRIVATE and not supplier.is_stated("kind")
    if proposed and is_open and proposed.kind != supplier.kind:
        because = f"{proposed.because} (source: {proposed.source})"
        yield Suggestion(
            kind=Kinds.KIND, supplier=supplier, value=proposed.kind.value, because=because
        )
    why = None if proposed or supplier.company_number else likely_individual(supplier.name)
    if why and not supplier.is_individual and not supplier.is_stated("is_individual"):
        yield Suggestion(kind=Kinds.INDIVIDUAL, supplier=supplier, because=why)
