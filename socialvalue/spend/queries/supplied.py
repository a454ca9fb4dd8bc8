"""Where the payments to one supplier are: in which analyses, and under which key."""

from collections.abc import Collection
from dataclasses import dataclass

from socialvalue.spend import groups_store
from socialvalue.spend.models import Analysis
from socialvalue.suppliers.models import Supplier
from socialvalue.suppliers.queries import names_standing_for

ANALYSES_LOOKED_AT = 20


@dataclass(frozen=True)
class Supplied:
    """An analysis that knows a supplier, and the key under which its payments are found."""

    analysis: Analysis
    key: str
    name: str


def supplied_in(supplier: Supplier) -> list[Supplied]:
    """Return the newest analyses that know a supplier, the newest first.

    An analysis knows suppliers as they were on its day: one that was merged or renamed since may
    stand in it under an earlier code, or under several.
    """
    stands = supplier.merged_into or supplier
    keys = keys_of(stands)
    analyses = supplier.organisation.analyses.exclude(worked_from={}).order_by("-asked_at")
    return [
        Supplied(analysis, key, name)
        for analysis in analyses.filter(worked_from__has_key="groups")[:ANALYSES_LOOKED_AT]
        for key, name in _known(analysis, keys)
    ]


def keys_of(supplier: Supplier) -> set[str]:
    """Return every key under which an analysis may know a supplier, or one merged into it."""
    merged = supplier.merged.values_list("code", flat=True)
    forms = names_standing_for(supplier).values_list("form", flat=True)
    return {supplier.code, *merged, *forms}


def _known(analysis: Analysis, keys: Collection[str]) -> list[tuple[str, str]]:
    known = groups_store.meaning_of(analysis.worked_from["groups"], "suppliers", ["key", "name"])
    pairs = zip(known["key"], known["name"], strict=True)
    return [(key, name) for key, name in pairs if key in keys]
