"""What is stored of suppliers."""

from .lists import SupplierList
from .registers import REGISTERS, RegisterEntry, RegisterLoad
from .suggestions import Suggestion
from .suppliers import (
    KINDS,
    SIZES,
    Merge,
    PaidFrom,
    Supplier,
    SupplierName,
    SupplierQuerySet,
)
from .surveys import Survey, SurveyAnswer, SurveyInvitation, SurveyLetter, hash_of

__all__ = [
    "KINDS",
    "REGISTERS",
    "SIZES",
    "Merge",
    "PaidFrom",
    "RegisterEntry",
    "RegisterLoad",
    "Suggestion",
    "Supplier",
    "SupplierList",
    "SupplierName",
    "SupplierQuerySet",
    "Survey",
    "SurveyAnswer",
    "SurveyInvitation",
    "SurveyLetter",
    "hash_of",
]
