"""Schemes, applications, judgements, decisions and awards."""

from .applications import Answer, Application, Evidence, EvidenceUse, Question, State
from .awards import Award, AwardChange, Condition
from .judging import Appeal, Decision, Judgement, PanelMark, Seat
from .schemes import Running, SchemeVersion

__all__ = [
    "Answer",
    "Appeal",
    "Application",
    "Award",
    "AwardChange",
    "Condition",
    "Decision",
    "Evidence",
    "EvidenceUse",
    "Judgement",
    "PanelMark",
    "Question",
    "Running",
    "SchemeVersion",
    "Seat",
    "State",
]
