"""The response template: what it asks, where it asks it, and reading a filled one back."""

from procurement.calculations.responses.gates import FileRefused
from procurement.calculations.responses.paper import Measure, Paper, Question, Response
from procurement.calculations.responses.reading import Fault, FaultsFound, read_response, unit_of

__all__ = [
    "Fault",
    "FaultsFound",
    "FileRefused",
    "Measure",
    "Paper",
    "Question",
    "Response",
    "read_response",
    "unit_of",
]
