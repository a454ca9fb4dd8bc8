"""Suppliers in the words of their pages."""

from .lists import list_facts, list_rows
from .registers import register_rows
from .suggestions import bulk_page, pair_page, suggestion_tabs
from .suppliers import CSV_HEADINGS, csv_row, supplier_page, supplier_table
from .surveys import invitation_table, survey_cards, survey_facts, survey_rows

__all__ = [
    "CSV_HEADINGS",
    "bulk_page",
    "csv_row",
    "invitation_table",
    "list_facts",
    "list_rows",
    "pair_page",
    "register_rows",
    "suggestion_tabs",
    "supplier_page",
    "supplier_table",
    "survey_cards",
    "survey_facts",
    "survey_rows",
]
