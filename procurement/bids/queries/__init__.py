"""Reads about bids: receipts while they are sealed, content once they are opened."""

from procurement.bids.queries.asked import criteria_for, published_method, questions_of
from procurement.bids.queries.finding import (
    answers_of,
    commitments_of,
    opened_bids,
    receipts_of,
)
from procurement.bids.queries.opening import (
    altered,
    fingerprint_of,
    open_clarifications,
    promise_of,
    refused_late_bids,
    undecided_late_bids,
)

__all__ = [
    "altered",
    "answers_of",
    "commitments_of",
    "criteria_for",
    "fingerprint_of",
    "open_clarifications",
    "opened_bids",
    "promise_of",
    "published_method",
    "questions_of",
    "receipts_of",
    "refused_late_bids",
    "undecided_late_bids",
]
