"""What people do with bids: receive and seal them, withdraw them, open them, ask about them."""

from procurement.bids.actions.asking import (
    AnsweredAlready,
    CannotBeAsked,
    NothingToDecide,
    ask,
    ask_about_unmeasurable,
    close_question,
    decide_late,
    record_answer,
)
from procurement.bids.actions.opening import (
    BeforeTheDeadline,
    BidsAltered,
    TenderAltered,
    confirm_opening,
    propose_opening,
)
from procurement.bids.actions.receiving import (
    BidderBidsAlready,
    BidsAreClosed,
    CameTooLateToReplace,
    UnknownQuestion,
    receive_bid,
)
from procurement.bids.actions.sealing import Received
from procurement.bids.actions.several import receive_bids
from procurement.bids.actions.withdrawing import DeadlinePassed, WithdrawnAlready, withdraw_bid

__all__ = [
    "AnsweredAlready",
    "BeforeTheDeadline",
    "BidderBidsAlready",
    "BidsAltered",
    "BidsAreClosed",
    "CameTooLateToReplace",
    "CannotBeAsked",
    "DeadlinePassed",
    "NothingToDecide",
    "Received",
    "TenderAltered",
    "UnknownQuestion",
    "WithdrawnAlready",
    "ask",
    "ask_about_unmeasurable",
    "close_question",
    "confirm_opening",
    "decide_late",
    "propose_opening",
    "receive_bid",
    "receive_bids",
    "record_answer",
    "withdraw_bid",
]
