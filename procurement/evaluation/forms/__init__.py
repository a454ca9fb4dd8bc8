"""The shapes of answers about panels, scores and decisions."""

from procurement.evaluation.forms.decisions import DisqualifyForm, DrawForm
from procurement.evaluation.forms.scoring import AmendScoreForm, BidScoresForm

__all__ = ["AmendScoreForm", "BidScoresForm", "DisqualifyForm", "DrawForm"]
