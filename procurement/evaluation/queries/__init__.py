"""Reads about scores and results."""

from procurement.evaluation.queries.bundle import bundle_of
from procurement.evaluation.queries.decision import (
    Enquiry,
    Standing,
    altered_bids,
    corrections_of,
    enquiries_of,
    flagging_tests,
    latest_result,
    open_corrections,
    ranking_blocks,
    standing_of,
    stored_members,
)
from procurement.evaluation.queries.moderation import (
    Given,
    ModeratedCell,
    Moderation,
    consensus_fingerprint,
    lock_blocks,
    moderation_of,
)
from procurement.evaluation.queries.panel import missing_by_member
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
    has_several_lots,
    versions_of,
)

__all__ = [
    "Enquiry",
    "Given",
    "ModeratedCell",
    "Moderation",
    "Standing",
    "altered_bids",
    "amended_scores_of",
    "bids_that_stand",
    "bundle_of",
    "consensus_fingerprint",
    "corrections_of",
    "criteria_for",
    "criteria_to_score",
    "enquiries_of",
    "flagging_tests",
    "has_several_lots",
    "known_areas_for_action",
    "latest_result",
    "lock_blocks",
    "missing_by_member",
    "moderation_of",
    "objectives_by_area",
    "open_corrections",
    "ranking_blocks",
    "result_of",
    "standing_of",
    "stored_members",
    "versions_of",
    "worked_out_of",
]
