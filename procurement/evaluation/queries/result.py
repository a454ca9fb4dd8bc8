"""The result of a tender: the same sums that `manage.py assess_tender` does, on the same bundle."""

from typing import Any

from procurement.calculations.evaluation import evaluate
from procurement.evaluation.queries.bundle import bundle_of
from procurement.tenders.models import Tender
from socialvalue.framework import data_files


def known_areas_for_action() -> dict[str, frozenset[str]]:
    """Return the codes of the areas for action of each published framework, by its code."""
    return data_files.areas_for_action()


def result_of(tender: Tender) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the tender's bundle and the result that follows from it (FORMAT.md 2 and 4).

    Raises NoMethod.
    """
    bundle = bundle_of(tender)
    return bundle, evaluate(bundle, areas_for_action=known_areas_for_action())
