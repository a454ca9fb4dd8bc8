"""Doors for results and decisions. Panel and moderation are modules of their own."""

from procurement.evaluation.views.decisions import Disqualify, RecordDraw
from procurement.evaluation.views.results import (
    BundleFile,
    Result,
    ResultFile,
)

__all__ = [
    "BundleFile",
    "Disqualify",
    "RecordDraw",
    "Result",
    "ResultFile",
]
