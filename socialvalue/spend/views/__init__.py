"""Doors to payments: upload, confirm, see what was read, analyse, look, download."""

from .analyses import AnalysisPage, Lines, NewAnalysis
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
    "AnalysisPage",
    "AuthoritiesCsv",
    "BandsCsv",
    "CategoriesCsv",
    "Columns",
    "FilePage",
    "Home",
    "Lines",
    "LinesCsv",
    "NewAnalysis",
    "ReportPdf",
    "RowsCsv",
    "SuppliersCsv",
    "TakeBack",
    "Upload",
]
