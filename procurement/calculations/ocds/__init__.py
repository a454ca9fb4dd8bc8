"""Notices in the Open Contracting Data Standard: from a file to a draft of a tender."""

from procurement.calculations.ocds.drafting import draft_of
from procurement.calculations.ocds.files import MOST_BYTES, NotAFile, documents_of
from procurement.calculations.ocds.model import (
    Buyer,
    Criterion,
    Draft,
    Lot,
    Refusal,
    Told,
    Worth,
)
from procurement.calculations.ocds.packages import Release, releases_of
from procurement.calculations.ocds.reports import as_plain, report_of

__all__ = [
    "MOST_BYTES",
    "Buyer",
    "Criterion",
    "Draft",
    "Lot",
    "NotAFile",
    "Refusal",
    "Release",
    "Told",
    "Worth",
    "as_plain",
    "documents_of",
    "draft_of",
    "releases_of",
    "report_of",
]
