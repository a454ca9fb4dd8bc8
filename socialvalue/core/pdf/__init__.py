"""Page furniture for documents: a tagged PDF from plain values, safe with anybody's text."""

from .document import (
    Document,
    HeadingOutOfOrder,
    MomentWithoutZone,
    NotAnAddress,
    WrongShape,
)
from .parts import Column
from .words import NotPrintable

__all__ = [
    "Column",
    "Document",
    "HeadingOutOfOrder",
    "MomentWithoutZone",
    "NotAnAddress",
    "NotPrintable",
    "WrongShape",
]
