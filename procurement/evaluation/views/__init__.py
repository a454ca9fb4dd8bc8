"""Doors for scores, results and decisions."""

from procurement.evaluation.views.decisions import Disqualify, RecordDraw
from procurement.evaluation.views.results import (
    BundleFile,
    Report,
    ReportFile,
    Result,
    ResultFile,
)
from procurement.evaluation.views.scores import AmendScore, ScoreBid, Scores

__all__ = [
    "AmendScore",
    "BundleFile",
    "Disqualify",
    "RecordDraw",
    "Report",
    "ReportFile",
    "Result",
    "ResultFile",
    "ScoreBid",
    "Scores",
]
