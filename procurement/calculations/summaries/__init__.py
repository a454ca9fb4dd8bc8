"""Assessment summaries: what each supplier is told of the result, and what must not be missing."""

from procurement.calculations.summaries.building import summaries_of
from procurement.calculations.summaries.content import (
    Assessment,
    CriterionTold,
    Mark,
    Parent,
    PriceMark,
    ScaleTold,
    SectionMarks,
    SectionTold,
    Summary,
    Supplier,
)
from procurement.calculations.summaries.rules import RULES, Gap, Rule, gaps_of

__all__ = [
    "RULES",
    "Assessment",
    "CriterionTold",
    "Gap",
    "Mark",
    "Parent",
    "PriceMark",
    "Rule",
    "ScaleTold",
    "SectionMarks",
    "SectionTold",
    "Summary",
    "Supplier",
    "gaps_of",
    "summaries_of",
]
