"""Bids: what their envelopes show, what they say, and their prices apart."""

from procurement.bids.models.afterwards import Clarification, LateDecision
from procurement.bids.models.bids import Bid, Bidder, BidQuerySet, Origin
from procurement.bids.models.content import Answer, Commitment
from procurement.bids.models.sealed import BidPrice, Envelope

__all__ = [
    "Answer",
    "Bid",
    "BidPrice",
    "BidQuerySet",
    "Bidder",
    "Clarification",
    "Commitment",
    "Envelope",
    "LateDecision",
    "Origin",
]
