"""Reads about scores and results."""

from procurement.evaluation.queries.bundle import bundle_of
from procurement.evaluation.queries.result import known_areas_for_action, result_of

__all__ = ["bundle_of", "known_areas_for_action", "result_of"]
