"""Numbered rules about a method: what courts, guidance and practice dislike, each with its source.

A finding is not a verdict. It is answered with a reason by a person, and the reason is kept.
"""

from procurement.calculations.linting import questions, scoring
from procurement.calculations.linting.findings import RULES, Finding, Rule, Severity, findings
from procurement.calculations.linting.method import (
    Level,
    LotTold,
    Measure,
    Method,
    Question,
    SectionMark,
)

__all__ = [
    "RULES",
    "Finding",
    "Level",
    "LotTold",
    "Measure",
    "Method",
    "Question",
    "Rule",
    "SectionMark",
    "Severity",
    "findings",
    "questions",
    "scoring",
]
