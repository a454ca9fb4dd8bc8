"""Spreadsheets of bids: the response template, and the commitments once they are opened."""

from procurement.bids.reports.commitments import commitments_csv, commitments_xlsx
from procurement.bids.reports.template import XLSX, response_template

__all__ = ["XLSX", "commitments_csv", "commitments_xlsx", "response_template"]
