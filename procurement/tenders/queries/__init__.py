"""Reads about tenders: lists, the method that counts, what is missing, what the rules ask."""

from procurement.tenders.queries.finding import (
    NoMethod,
    areas_chosen,
    areas_of,
    criteria_of,
    framework_versions_for,
    latest_of,
    list_of,
    methodology_of,
    tenders_of,
)
from procurement.tenders.queries.law import ThresholdStanding, duty_of, threshold_of
from procurement.tenders.queries.linting import JudgedFinding, described, findings_of
from procurement.tenders.queries.missing import (
    LONDON,
    RANKING_FORMULAS,
    Missing,
    is_before_day,
    leaves_of,
    what_is_missing,
)
from procurement.tenders.queries.weighting import (
    HUNDRED,
    WEIGHT_REQUIREMENTS,
    Kept,
    RuleStanding,
    Weighting,
    latest_departures,
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
    "JudgedFinding",
    "Kept",
    "Missing",
    "NoMethod",
    "RuleStanding",
    "ThresholdStanding",
    "Weighting",
    "areas_chosen",
    "areas_of",
    "criteria_of",
    "described",
    "duty_of",
    "findings_of",
    "framework_versions_for",
    "is_before_day",
    "latest_departures",
    "latest_of",
    "leaves_of",
    "list_of",
    "methodology_of",
    "open_rules",
    "tenders_of",
    "threshold_of",
    "weight_facts",
    "weighting",
    "weighting_of",
    "what_is_missing",
]
