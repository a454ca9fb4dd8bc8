"""What people do with bids: receive and seal them, withdraw them, open them, ask about them."""

from procurement.bids.actions.receiving import (
    BidderBidsAlready,
    BidsAreClosed,
    CameTooLateToReplace,
    Received,
    UnknownQuestion,
    receive_bid,
)

__all__ = [
    "BidderBidsAlready",
    "BidsAreClosed",
    "CameTooLateToReplace",
    "Received",
    "UnknownQuestion",
    "receive_bid",
]
