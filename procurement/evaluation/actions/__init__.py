"""Everything that writes scores and decisions."""

from procurement.evaluation.actions.deciding import (
    DecisionsAreClosed,
    DrawnAlready,
    disqualify,
    record_draw,
)
from procurement.evaluation.actions.demonstration import load_demonstration
from procurement.evaluation.actions.keeping import CannotBeKept
from procurement.evaluation.actions.loading import BundleFaulty, load_bundle
from procurement.evaluation.actions.scoring import (
    Conflict,
    SavedMeanwhile,
    ScoreAnswer,
    ScoringIsClosed,
    agree_scores,
    amend_score,
    refuse_stale_amendment,
    refuse_stale_answers,
    save_drafts,
)

__all__ = [
    "BundleFaulty",
    "CannotBeKept",
    "Conflict",
    "DecisionsAreClosed",
    "DrawnAlready",
    "SavedMeanwhile",
    "ScoreAnswer",
    "ScoringIsClosed",
    "agree_scores",
    "amend_score",
    "disqualify",
    "load_bundle",
    "load_demonstration",
    "record_draw",
    "refuse_stale_amendment",
    "refuse_stale_answers",
    "save_drafts",
]
