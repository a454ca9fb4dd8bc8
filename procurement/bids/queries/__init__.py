"""Reads about bids: receipts while they are sealed, content once they are opened."""

from procurement.bids.queries.asked import criteria_for, paper_of, papers_of, published_method
from procurement.bids.queries.finding import (
    answers_of,
    commitments_of,
    opened_bids,
    receipts_of,
)
from procurement.bids.queries.opening import (
    altered,
    fingerprint_of,
    first_day,
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
    "first_day",
    "open_clarifications",
    "opened_bids",
    "paper_of",
    "papers_of",
    "promise_of",
    "published_method",
    "receipts_of",
    "refused_late_bids",
    "undecided_late_bids",
]
