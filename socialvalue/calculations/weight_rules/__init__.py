"""How much social value must weigh in a tender: dated, sourced rules, and what they ask of it.

The rules are data (`sv-weight-rules/1.0`); this package reads them and applies the steps of their
`method`. Source of the format and the steps: tests/golden/tender/FORMAT.md, section 5, and
weight_rules.json beside it.
"""

from socialvalue.calculations.documents import DataWrong

from .answering import Advisory, Answer, Approver, Attachment, Breach, Unchecked, answer
from .applying import ThresholdUnknown, threshold_for
from .explaining import Explanation, explain
from .facts import FactMissing, FactNotUnderstood, Facts, facts_from
from .judging import Finding, Standing, judge, which_apply
from .reading import rules_from, thresholds_from
from .rules import Band, Basis, Requirement, Rule, Status, Threshold

__all__ = [
    "Advisory",
    "Answer",
    "Approver",
    "Attachment",
    "Band",
    "Basis",
    "Breach",
    "DataWrong",
    "Explanation",
    "FactMissing",
    "FactNotUnderstood",
    "Facts",
    "Finding",
    "Requirement",
    "Rule",
    "Standing",
    "Status",
    "Threshold",
    "ThresholdUnknown",
    "Unchecked",
    "answer",
    "explain",
    "facts_from",
    "judge",
    "rules_from",
    "threshold_for",
    "thresholds_from",
    "which_apply",
]
