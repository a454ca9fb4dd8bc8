"""The result of a tender: the same sums that `manage.py assess_tender` does, on the same bundle."""

from typing import Any

from procurement.calculations.evaluation import WorkedOut, work_out
from procurement.evaluation.queries.bundle import bundle_of
from procurement.tenders.models import Methodology, Tender
from procurement.tenders.queries import methodology_of
from socialvalue.framework import data_files
from socialvalue.framework.models import Area


def known_areas_for_action(methodology: Methodology | None = None) -> dict[str, frozenset[str]]:
    """Return the codes of the areas for action of each framework, by its code.

    The published frameworks, and the one that the method uses: an organisation may have its own.
    """
    known = data_files.areas_for_action()
    if methodology is not None and methodology.framework_version_id is not None:
        areas = Area.objects.filter(objective__version=methodology.framework_version_id)
        known[methodology.framework] = frozenset(areas.values_list("code", flat=True))
    return known


def objectives_by_area(methodology: Methodology) -> dict[str, str]:
    """Return the short title of the objective of each area for action, by the area's code."""
    if methodology.framework_version_id is not None:
        areas = Area.objects.filter(objective__version=methodology.framework_version_id)
        return dict(areas.values_list("code", "objective__short_title"))
    return {
        area.code: objective.short_title
        for framework in data_files.published_frameworks()
        if framework.code == methodology.framework
        for objective in framework.objectives
        for area in objective.areas
    }


def result_of(tender: Tender) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the tender's bundle and the result that follows from it (FORMAT.md 2 and 4).

    Raises NoMethod.
    """
    bundle, worked_out = worked_out_of(tender)
    return bundle, worked_out.result


def worked_out_of(tender: Tender) -> tuple[dict[str, Any], WorkedOut]:
    """Return the tender's bundle, and its result with the exact gaps between bids.

    Raises NoMethod.
    """
    bundle = bundle_of(tender)
    areas = known_areas_for_action(methodology_of(tender))
    return bundle, work_out(bundle, areas_for_action=areas)
