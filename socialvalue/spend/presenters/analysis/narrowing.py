"""Suppliers narrowed to a kind, a size, a sector and a place: choices, and the figures of these."""

from typing import Any

from socialvalue.places.queries import authority_names
from socialvalue.spend import figures, queries
from socialvalue.spend.figures import Figures
from socialvalue.spend.models import Analysis
from socialvalue.spend.presenters.payments import can_drill

from .choices import Asked, Choice, answers

ANY, NOT_KNOWN = "any", "not-known"
SIZES, UNKNOWN_SIZE = ("micro", "small", "medium", "large"), "unknown"
GROUPS = (
    ("kind", "Kind", "kinds", "Any kind"),
    ("size", "Size", "sizes", "Any size"),
    ("sector", "Sector", "sectors", "Any sector"),
)


def filters_of(analysis: Analysis) -> list[Choice]:
    """Return what suppliers can be narrowed to; nothing where no groups were kept."""
    if not can_drill(analysis):
        return []
    found = figures.figures_of(analysis)
    named = authority_names(found["authorities"])
    places = [(code, name) for name, code, _ in figures.authorities(found, named)]
    return [
        *(
            Choice(
                name,
                label,
                [
                    (ANY, words),
                    *((group.key or NOT_KNOWN, group.name) for group in _by_name(found, kind)),
                ],
            )
            for name, label, kind, words in GROUPS
        ),
        Choice("authority", "Local authority", [(ANY, "Anywhere"), *sorted(places, key=_second)]),
    ]


def _by_name(found: Figures, kind: str) -> list[figures.GroupFigure]:
    return sorted(figures.groups_of(found, kind), key=_by_size_or_name)


def _by_size_or_name(group: figures.GroupFigure) -> tuple[bool, int, str]:
    """Return what puts sizes from micro to large, others by name, and what is not known last."""
    size = SIZES.index(group.key) if group.key in SIZES else 0
    return group.key in ("", UNKNOWN_SIZE), size, group.name


def _second(pair: tuple[str, str]) -> str:
    return pair[1]


def is_narrowed(chosen: Asked) -> bool:
    """Say whether anything is asked for that not every supplier is."""
    return any(answer != ANY for answer in chosen.values())


def narrowed_figures(analysis: Analysis, asked: Asked) -> Figures:
    """Return the figures with the suppliers that fit, and only their sums.

    `asked` may name a band too. Without anything asked they are as they are.
    """
    found = figures.figures_of(analysis)
    filters = filters_of(analysis)
    bands = [(code, code) for code in figures.band_codes(found)]
    choices = [*filters, Choice("band", "", [(ANY, ""), *bands])] if filters else []
    chosen = answers(choices, asked)
    if not is_narrowed(chosen):
        return found
    wanted = {name: None if code == ANY else _key(code) for name, code in chosen.items()}
    return {**found, **_members(queries.narrowed_suppliers(analysis, **wanted))}


def _key(code: str) -> str:
    return "" if code == NOT_KNOWN else code


def _members(narrowed: queries.Narrowed) -> dict[str, Any]:
    return {
        "suppliers": narrowed.suppliers,
        "supplier_count": len(narrowed.suppliers),
        "total": narrowed.total,
        "bands": narrowed.bands,
    }
