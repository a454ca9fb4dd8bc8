"""Reads about scores and results."""

from procurement.evaluation.queries.bundle import bundle_of
from procurement.evaluation.queries.result import (
    known_areas_for_action,
    objectives_by_area,
    result_of,
    worked_out_of,
)
from procurement.evaluation.queries.scores import (
    amended_scores_of,
    bids_that_stand,
    criteria_for,
    criteria_to_score,
    draft_keys_of,
    drafts_of,
    has_several_lots,
    latest_scores_of,
    versions_of,
)

__all__ = [
    "amended_scores_of",
    "bids_that_stand",
    "bundle_of",
    "criteria_for",
    "criteria_to_score",
    "draft_keys_of",
    "drafts_of",
    "has_several_lots",
    "known_areas_for_action",
    "latest_scores_of",
    "objectives_by_area",
    "result_of",
    "versions_of",
    "worked_out_of",
]
