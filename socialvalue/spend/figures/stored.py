"""Figures as they are stored, and older ones brought into the same shape.

Whole pence are text. A *spend* is {"lines": int, "pence": str}.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any, Protocol

Figures = Mapping[str, Any]
Spend = Mapping[str, Any]

NOTHING: Spend = {"lines": 0, "pence": "0"}
# Since this version nearly everything is there; what came later is in _LATER too.
NEARLY_ALL = 2
# Below this share of located spend, in percent, a result is provisional (spend rule 12).
MINIMUM_LOCATED = 90
# How many rows pages and reports list before they say that there are more.
TOP = 20

# What earlier versions did not work out. Lists and mappings are empty, single figures None.
_LATER: dict[str, Any] = {
    "version": 1,
    "other_areas": [],
    "anchors": [],
    "bands_delivery": None,
    "area_totals": {},
    "sectors": [],
    "sizes": [],
    "kinds": [],
    "months": [],
    "flows": [],
    "deprivation": [],
    "neighbourhoods": {},
    "wards": {},
    "concentration": None,
    "vcse": None,
    "kind_unknown": None,
    "sme": None,
    "size_unknown": None,
    "leakage": None,
    "survey": None,
    "multiplier": None,
    "grants": None,
    "inter_anchor": None,
    "public_bodies": None,
}


class _HasFigures(Protocol):
    figures: dict[str, Any]


def figures_of(analysis: _HasFigures) -> Figures:
    """Return the figures of an analysis with every key there is; older ones lack what they lack."""
    found = analysis.figures
    if found.get("version", 1) >= NEARLY_ALL:
        return {**_LATER, **found}
    left_out = found["outside_period"]
    return {
        **_LATER,
        "all_lines": plus(found["total"], left_out),
        "exclusions": [{"reason": "out_of_period", **left_out}] if left_out["lines"] else [],
        "coverage": {"minimum_pct": str(MINIMUM_LOCATED)},
        **found,
    }


def is_older(found: Figures) -> bool:
    """Say whether the figures were worked out before most of the pages could be."""
    return found["version"] < NEARLY_ALL


def pence(spend: Spend) -> int:
    """Return the pence of a spend."""
    return int(spend["pence"])


def plus(one: Spend, other: Spend) -> Spend:
    """Return two spends together."""
    return {
        "lines": one["lines"] + other["lines"],
        "pence": str(pence(one) + pence(other)),
    }


def total_pence(found: Figures) -> int:
    """Return what was paid in the period and is in scope."""
    return pence(found["total"])


def is_empty(found: Figures) -> bool:
    """Say whether no payment at all was counted."""
    return not found["total"]["lines"]


def share(part: int, of: int) -> Fraction | None:
    """Return the part as a fraction of the whole; None where there is no whole."""
    return Fraction(part, of) if of else None
