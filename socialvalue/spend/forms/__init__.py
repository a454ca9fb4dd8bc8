"""The shapes of answers about payments."""

from .analyses import AnalysisForm, financial_year_of
from .files import ColumnsForm, TakeBackForm, UploadForm

__all__ = ["AnalysisForm", "ColumnsForm", "TakeBackForm", "UploadForm", "financial_year_of"]
