"""Doors for tenders and their method."""

from procurement.tenders.views.areas import Areas, Choices
from procurement.tenders.views.duty import Duty, Law
from procurement.tenders.views.findings import AnswerFinding, DecideDeparture, Findings
from procurement.tenders.views.lots import EditLot, Lots, RemoveLot
from procurement.tenders.views.marks import PassMarks
from procurement.tenders.views.method import Climate
from procurement.tenders.views.price import Price, PriceExample
from procurement.tenders.views.questions import QualityQuestions, SocialValueQuestions
from procurement.tenders.views.scales import EditScale, Scales
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
    "AnswerFinding",
    "Areas",
    "ChangeTender",
    "CheckWeights",
    "Choices",
    "Climate",
    "CreateTender",
    "DecideDeparture",
    "Duty",
    "EditLot",
    "EditScale",
    "Findings",
    "Law",
    "Lots",
    "PassMarks",
    "Price",
    "PriceExample",
    "QualityQuestions",
    "RecordOfTender",
    "RemoveLot",
    "Scales",
    "ShowTender",
    "SocialValueQuestions",
    "StressBids",
    "StressFile",
    "StressPoints",
    "StressTest",
    "TenderList",
    "Weights",
]
