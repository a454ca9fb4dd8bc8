"""Whose payments, in which files, what people decided of them, and analyses of where they went.

The lines themselves lie in a columnar store (store.py): the database holds what people touch.
"""

from .analyses import Analysis, AnalysisQuerySet
from .anchors import Anchor
from .decisions import CategoryDecision, Repeat
from .files import COLOURS, FileState, PaymentFile, PaymentFileQuerySet, Row, Stage

__all__ = [
    "COLOURS",
    "Analysis",
    "AnalysisQuerySet",
    "Anchor",
    "CategoryDecision",
    "FileState",
    "PaymentFile",
    "PaymentFileQuerySet",
    "Repeat",
    "Row",
    "Stage",
]
