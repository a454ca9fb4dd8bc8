"""The shapes of answers about panels, scores and decisions."""

from procurement.evaluation.forms.decisions import DisqualifyForm, DrawForm

__all__ = ["DisqualifyForm", "DrawForm"]
