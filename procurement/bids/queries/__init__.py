"""Reads about bids: receipts while they are sealed, content once they are opened."""

from procurement.bids.queries.afterwards import (
    clarifications_for,
    clarifications_of,
    commitments_for,
    open_clarifications,
    question_for,
    refused_late_bids,
    undecided_late_bids,
    unmeasurable_unasked,
)
from procurement.bids.queries.asked import (
    asks_commitments,
    criteria_for,
    paper_of,
    papers_of,
    published_method,
)
from procurement.bids.queries.finding import (
    answers_of,
    commitments_of,
    opened_bids,
    receipts_of,
)
from procurement.bids.queries.opening import (
    altered,
    deadline_has_passed,
    fingerprint_of,
    first_day,
    promise_of,
)

__all__ = [
    "altered",
    "answers_of",
    "asks_commitments",
    "clarifications_for",
    "clarifications_of",
    "commitments_for",
    "commitments_of",
    "criteria_for",
    "deadline_has_passed",
    "fingerprint_of",
    "first_day",
    "open_clarifications",
    "opened_bids",
    "paper_of",
    "papers_of",
    "promise_of",
    "published_method",
    "question_for",
    "receipts_of",
    "refused_late_bids",
    "undecided_late_bids",
    "unmeasurable_unasked",
]
