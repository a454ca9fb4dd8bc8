"""The matrix, to pick areas for action from."""

from typing import Any

from django.urls import reverse

from procurement.tenders import library
from socialvalue.framework.models import Area, FrameworkVersion


def _area_url(area: Area, version: FrameworkVersion) -> str:
    """Return the address of an area's own page in the matrix."""
    if version.is_own:
        return reverse("framework:own_area", args=[version.pk, area.pk])
    return reverse("framework:published_area", args=[version.framework.code, area.code])


def matrix_columns(
    areas: list[Area],
    *,
    version: FrameworkVersion | None,
    ticked: set[str],
    suits: frozenset[str] = frozenset(),
) -> list[dict[str, Any]]:
    """Return the areas for action under their objectives, with what is ticked and what suits."""
    columns: dict[str, dict[str, Any]] = {}
    crosswalk = library.crosswalk()
    for area in areas:
        objective = area.objective
        column = columns.setdefault(
            objective.code,
            {"order": objective.order, "title": objective.short_title, "areas": []},
        )
        column["areas"].append(
            {
                "code": area.code,
                "title": area.title,
                "ticked": area.code in ticked,
                "suits": area.code in suits,
                "outcomes": sorted({link.outcome.model for link in crosswalk.of_area(area.code)}),
                "pk": area.pk,
                "url": _area_url(area, version),
            }
        )
    return list(columns.values())
