"""The shapes of answers about suppliers."""

from .deciding import BulkForm, PairForm, ReasonForm
from .lists import AnswerFileForm, UploadListForm
from .searching import SearchForm
from .suppliers import EditForm
from .surveys import InviteForm, PaperAnswerForm, PublicAnswerForm, SurveyForm

__all__ = [
    "AnswerFileForm",
    "BulkForm",
    "EditForm",
    "InviteForm",
    "PairForm",
    "PaperAnswerForm",
    "PublicAnswerForm",
    "ReasonForm",
    "SearchForm",
    "SurveyForm",
    "UploadListForm",
]
