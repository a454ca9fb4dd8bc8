"""Doors for tenders and their method."""

from procurement.tenders.views.method import (
    Areas,
    CheckWeights,
    FixMethod,
    Price,
    QualityQuestions,
    SocialValueQuestions,
    Weights,
)
from procurement.tenders.views.tenders import (
    ChangeTender,
    CreateTender,
    RecordOfTender,
    ShowTender,
    TenderList,
)

__all__ = [
    "Areas",
    "ChangeTender",
    "CheckWeights",
    "CreateTender",
    "FixMethod",
    "Price",
    "QualityQuestions",
    "RecordOfTender",
    "ShowTender",
    "SocialValueQuestions",
    "TenderList",
    "Weights",
]
