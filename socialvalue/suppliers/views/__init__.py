"""Pages about suppliers."""

from .answering import Answer
from .lists import FindingsCsv, ListPage, Lists, Registers, TakeListBack, UploadList
from .suggestions import Look, SuggestionPage, Suggestions, UndoSuggestion
from .suppliers import EditSupplier, SupplierIndex, SupplierPage, SuppliersCsv, UndoMerge
from .surveys import (
    AnswerFile,
    CloseSurvey,
    Invite,
    Letters,
    NewSurvey,
    PaperAnswer,
    SurveyPage,
    Surveys,
)

__all__ = [
    "Answer",
    "AnswerFile",
    "CloseSurvey",
    "EditSupplier",
    "FindingsCsv",
    "Invite",
    "Letters",
    "ListPage",
    "Lists",
    "Look",
    "NewSurvey",
    "PaperAnswer",
    "Registers",
    "SuggestionPage",
    "Suggestions",
    "SupplierIndex",
    "SupplierPage",
    "SuppliersCsv",
    "SurveyPage",
    "Surveys",
    "TakeListBack",
    "UndoMerge",
    "UndoSuggestion",
    "UploadList",
]
