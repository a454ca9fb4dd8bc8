"""Spreadsheets of bids: the response template, and the commitments once they are opened."""

from procurement.bids.reports.template import XLSX, response_template

__all__ = ["XLSX", "response_template"]
