"""Turns bids into the words on the page."""

from procurement.bids.presenters.offers import offer, promise_cells
from procurement.bids.presenters.rows import clarification_row, opened_row, receipt_row

__all__ = ["clarification_row", "offer", "opened_row", "promise_cells", "receipt_row"]
