"""The response template: what it asks, and reading a filled one back."""

from procurement.calculations.responses.paper import Measure, Paper, Question

__all__ = ["Measure", "Paper", "Question"]
