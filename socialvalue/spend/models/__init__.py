"""Whose payments, in which files, what people decided of them, and analyses of where they went.

The lines themselves lie in a columnar store (store.py): the database holds what people touch.
"""

from .analyses import Analysis, AnalysisQuerySet
from .anchors import Anchor
from .contracts import Contract, Register
from .corrections import RowDecision
from .decisions import CategoryDecision, Repeat
from .files import (
    COLOURS,
    FileState,
    PaymentFile,
    PaymentFileQuerySet,
    Row,
    Stage,
    reader_of_today,
)
from .gaps import GapNote
from .targets import Measure, Target
from .zips import PaymentZip

__all__ = [
    "COLOURS",
    "Analysis",
    "AnalysisQuerySet",
    "Anchor",
    "CategoryDecision",
    "Contract",
    "FileState",
    "GapNote",
    "Measure",
    "PaymentFile",
    "PaymentFileQuerySet",
    "PaymentZip",
    "Register",
    "Repeat",
    "Row",
    "RowDecision",
    "Stage",
    "Target",
    "reader_of_today",
]
