"""Schemes, applications, judgements, decisions and awards."""

from .applications import Answer, Application, Evidence, EvidenceUse, Question, State
from .assessments import (
    EmployerFacts,
    SelfAssessment,
)
from .awards import Award, AwardChange, AwardProposal, Condition
from .judging import Appeal, Decision, Judgement, PanelMark, Seat
from .letters import Letter, LetterKind, LetterNotice
from .registrations import Registration
from .schemes import Running, SchemeVersion

__all__ = [
    "Answer",
    "Appeal",
    "Application",
    "Award",
    "AwardChange",
    "AwardProposal",
    "Condition",
    "Decision",
    "EmployerFacts",
    "Evidence",
    "EvidenceUse",
    "Judgement",
    "Letter",
    "LetterKind",
    "LetterNotice",
    "PanelMark",
    "Question",
    "Registration",
    "Running",
    "SchemeVersion",
    "Seat",
    "SelfAssessment",
    "State",
]
