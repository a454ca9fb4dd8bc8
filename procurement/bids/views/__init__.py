"""Doors for bids: receive them, open them, read them, ask about them."""

from procurement.bids.views.asking import AnswerQuestion, AskAboutUnmeasurable, AskBidder, Questions
from procurement.bids.views.late import DecideLate
from procurement.bids.views.listing import BidList, WithdrawBid
from procurement.bids.views.opening import OpenBids
from procurement.bids.views.reading import (
    Commitments,
    CommitmentsCsv,
    CommitmentsXlsx,
    ReadBid,
    ReceivedFile,
)
from procurement.bids.views.receiving import ResponseTemplate, TypeBid
from procurement.bids.views.uploading import UploadOcds, UploadResponse

__all__ = [
    "AnswerQuestion",
    "AskAboutUnmeasurable",
    "AskBidder",
    "BidList",
    "Commitments",
    "CommitmentsCsv",
    "CommitmentsXlsx",
    "DecideLate",
    "OpenBids",
    "Questions",
    "ReadBid",
    "ReceivedFile",
    "ResponseTemplate",
    "TypeBid",
    "UploadOcds",
    "UploadResponse",
    "WithdrawBid",
]
