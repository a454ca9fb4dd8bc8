"""Doors to payments: upload, confirm, see what was read, analyse, look, download."""

from .analyses import Lines, NewAnalysis
from .anchors import AddAnchor, Anchors
from .categories import Categories, CategoryHistory, Gap, Gaps
from .comparing import Compare
from .contracts import (
    CalendarCsv,
    Contracts,
    RegisterPage,
    RenewalsCsv,
    TakeRegisterBack,
    UploadRegister,
)
from .downloads import LinesCsv, Report, ReportPage, RowsCsv, TableCsv
from .files import Columns, FilePage, Home, TakeBack, Upload
from .parts import (
    AnalysisCategories,
    AnalysisDeprivation,
    AnalysisMap,
    AnalysisMethod,
    AnalysisMonths,
    AnalysisPage,
    AnalysisPublished,
    AnalysisSuppliers,
)
from .repeats import Repeats
from .supplied import PaymentsTo
from .targets import SetTarget, Targets, WhatIf, WithdrawTarget
from .unread import CorrectRow, SetAlikeAside, UndoAlike, UndoRow, Unread, UnreadCsv
from .zips import TakeZipBack, ZipPage

__all__ = [
    "AddAnchor",
    "AnalysisCategories",
    "AnalysisDeprivation",
    "AnalysisMap",
    "AnalysisMethod",
    "AnalysisMonths",
    "AnalysisPage",
    "AnalysisPublished",
    "AnalysisSuppliers",
    "Anchors",
    "CalendarCsv",
    "Categories",
    "CategoryHistory",
    "Columns",
    "Compare",
    "Contracts",
    "CorrectRow",
    "FilePage",
    "Gap",
    "Gaps",
    "Home",
    "Lines",
    "LinesCsv",
    "NewAnalysis",
    "PaymentsTo",
    "RegisterPage",
    "RenewalsCsv",
    "Repeats",
    "Report",
    "ReportPage",
    "RowsCsv",
    "SetAlikeAside",
    "SetTarget",
    "TableCsv",
    "TakeBack",
    "TakeRegisterBack",
    "TakeZipBack",
    "Targets",
    "UndoAlike",
    "UndoRow",
    "Unread",
    "UnreadCsv",
    "Upload",
    "UploadRegister",
    "WhatIf",
    "WithdrawTarget",
    "ZipPage",
]
