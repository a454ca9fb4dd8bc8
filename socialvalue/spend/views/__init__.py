"""Doors to payments: upload, confirm, see what was read, analyse, look, download."""

from .analyses import AnalysisPage, Lines, NewAnalysis
from .anchors import AddAnchor, Anchors
from .categories import Categories, CategoryHistory, Gap, Gaps
from .contracts import (
    CalendarCsv,
    Contracts,
    RegisterPage,
    RenewalsCsv,
    TakeRegisterBack,
    UploadRegister,
)
from .downloads import (
    AuthoritiesCsv,
    BandsCsv,
    CategoriesCsv,
    LinesCsv,
    ReportPdf,
    RowsCsv,
    SuppliersCsv,
)
from .files import Columns, FilePage, Home, TakeBack, Upload

__all__ = [
    "AddAnchor",
    "AnalysisPage",
    "Anchors",
    "AuthoritiesCsv",
    "BandsCsv",
    "CalendarCsv",
    "Categories",
    "CategoriesCsv",
    "CategoryHistory",
    "Columns",
    "Contracts",
    "FilePage",
    "Gap",
    "Gaps",
    "Home",
    "Lines",
    "LinesCsv",
    "NewAnalysis",
    "RegisterPage",
    "RenewalsCsv",
    "ReportPdf",
    "RowsCsv",
    "SuppliersCsv",
    "TakeBack",
    "TakeRegisterBack",
    "Upload",
    "UploadRegister",
]
