"""Reads of boundaries: what maps are drawn by."""

from collections.abc import Mapping

from socialvalue.calculations.areas import Kind
from socialvalue.places.models import BoundarySet, Outline
from socialvalue.places.queries.areas import authorities_of_today


def outlines_in_use() -> tuple[BoundarySet | None, Mapping[str, Outline]]:
    """Return the newest boundaries and their outlines by authority; none: (None, {})."""
    newest = boundaries_in_use(Kind.AUTHORITY)
    if newest is None:
        return None, {}
    return newest, {outline.code: outline for outline in newest.outlines.all()}


def boundaries_in_use(kind: str) -> BoundarySet | None:
    """Return the newest boundaries of a kind of area; None if none are loaded."""
    return BoundarySet.objects.filter(kind=kind).order_by("loaded_at").last()


def outlines_within(authority: str, *, kind: str) -> tuple[BoundarySet | None, list[Outline]]:
    """Return the boundaries in use of a kind of small area, and the outlines in one authority.

    In the order of their names. Without such boundaries: (None, []).
    """
    boundaries = boundaries_in_use(kind)
    if boundaries is None:
        return None, []
    return boundaries, list(
        boundaries.outlines.filter(authority=authority).order_by("name", "code")
    )


def authorities_without_outline(boundaries: BoundarySet) -> list[str]:
    """Return the codes of today's authorities that boundaries of authorities have no outline of."""
    return sorted(
        authorities_of_today().keys() - set(boundaries.outlines.values_list("code", flat=True))
    )
