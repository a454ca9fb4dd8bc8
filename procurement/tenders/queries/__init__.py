"""Reads about tenders: lists, the method that counts, what is missing, what the rules ask."""

from procurement.tenders.queries.finding import (
    NoMethod,
    areas_chosen,
    areas_of,
    criteria_of,
    framework_versions_for,
    list_of,
    methodology_of,
    tenders_of,
)
from procurement.tenders.queries.missing import (
    LONDON,
    RANKING_FORMULAS,
    Missing,
    is_before_day,
    what_is_missing,
)
from procurement.tenders.queries.weighting import (
    HUNDRED,
    WEIGHT_REQUIREMENTS,
    Kept,
    RuleStanding,
    Weighting,
    open_rules,
    weight_facts,
    weighting,
    weighting_of,
)

__all__ = [
    "HUNDRED",
    "LONDON",
    "RANKING_FORMULAS",
    "WEIGHT_REQUIREMENTS",
    "Kept",
    "Missing",
    "NoMethod",
    "RuleStanding",
    "Weighting",
    "areas_chosen",
    "areas_of",
    "criteria_of",
    "framework_versions_for",
    "is_before_day",
    "list_of",
    "methodology_of",
    "open_rules",
    "tenders_of",
    "weight_facts",
    "weighting",
    "weighting_of",
    "what_is_missing",
]
