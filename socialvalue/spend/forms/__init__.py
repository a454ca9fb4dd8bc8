"""The shapes of answers about payments."""

from .analyses import AnalysisForm, financial_year_of
from .anchors import AnchorForm
from .categories import CategoriesForm, GapNoteForm
from .contracts import ImportForm, RegisterForm, TakeRegisterBackForm
from .files import FIELD_WORDS, ColumnsForm, TakeBackForm, UploadForm
from .repeats import ALIKE, RepeatsForm
from .rows import CORRECT, SET_ASIDE, CorrectedFileForm, RowForm, texts_of
from .targets import TargetForm, WhatIfForm, WithdrawTargetForm

__all__ = [
    "ALIKE",
    "CORRECT",
    "FIELD_WORDS",
    "SET_ASIDE",
    "AnalysisForm",
    "AnchorForm",
    "CategoriesForm",
    "ColumnsForm",
    "CorrectedFileForm",
    "GapNoteForm",
    "ImportForm",
    "RegisterForm",
    "RepeatsForm",
    "RowForm",
    "TakeBackForm",
    "TakeRegisterBackForm",
    "TargetForm",
    "UploadForm",
    "WhatIfForm",
    "WithdrawTargetForm",
    "financial_year_of",
    "texts_of",
]
