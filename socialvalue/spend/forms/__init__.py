"""The shapes of answers about payments."""

from .analyses import AnalysisForm, financial_year_of
from .anchors import AnchorForm
from .categories import CategoriesForm, GapNoteForm
from .contracts import ImportForm, RegisterForm, TakeRegisterBackForm
from .files import ColumnsForm, TakeBackForm, UploadForm
from .targets import TargetForm, WhatIfForm, WithdrawTargetForm

__all__ = [
    "AnalysisForm",
    "AnchorForm",
    "CategoriesForm",
    "ColumnsForm",
    "GapNoteForm",
    "ImportForm",
    "RegisterForm",
    "TakeBackForm",
    "TakeRegisterBackForm",
    "TargetForm",
    "UploadForm",
    "WhatIfForm",
    "WithdrawTargetForm",
    "financial_year_of",
]
