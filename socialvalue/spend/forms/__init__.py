"""The shapes of answers about payments."""

from .analyses import AnalysisForm, fullest_year
from .anchors import AnchorForm
from .categories import CategoriesForm, GapNoteForm
from .contracts import ImportForm, RegisterForm, TakeRegisterBackForm
from .files import FIELD_WORDS, ColumnsForm, TakeBackForm, TakeZipBackForm, UploadForm, is_zip
from .narrowing import NarrowForm
from .repeats import ALIKE, RepeatsForm
from .rows import CORRECT, SET_ASIDE, CorrectedFileForm, RowForm, SetAsideForm, texts_of
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
    "NarrowForm",
    "RegisterForm",
    "RepeatsForm",
    "RowForm",
    "SetAsideForm",
    "TakeBackForm",
    "TakeRegisterBackForm",
    "TakeZipBackForm",
    "TargetForm",
    "UploadForm",
    "WhatIfForm",
    "WithdrawTargetForm",
    "fullest_year",
    "is_zip",
    "texts_of",
]
