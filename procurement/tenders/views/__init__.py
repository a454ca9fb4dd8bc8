"""Doors for tenders and their method."""

from procurement.tenders.views.method import Climate, FixMethod
from procurement.tenders.views.price import Price
from procurement.tenders.views.questions import Areas, QualityQuestions, SocialValueQuestions
from procurement.tenders.views.stress import StressBids, StressFile, StressPoints, StressTest
from procurement.tenders.views.tenders import (
    ChangeTender,
    CreateTender,
    RecordOfTender,
    ShowTender,
    TenderList,
)
from procurement.tenders.views.weights import CheckWeights, Weights

__all__ = [
    "Areas",
    "ChangeTender",
    "CheckWeights",
    "Climate",
    "CreateTender",
    "FixMethod",
    "Price",
    "QualityQuestions",
    "RecordOfTender",
    "ShowTender",
    "SocialValueQuestions",
    "StressBids",
    "StressFile",
    "StressPoints",
    "StressTest",
    "TenderList",
    "Weights",
]
