"""The tables of an analysis: one description each, from which pages, files and reports are made."""

from .every import TABLES, NoSuchTable, table_of, tables_of
from .table import (
    Audience,
    Head,
    Kind,
    Query,
    Row,
    Table,
    Value,
    file_headings,
    file_rows,
    for_people,
)

__all__ = [
    "TABLES",
    "Audience",
    "Head",
    "Kind",
    "NoSuchTable",
    "Query",
    "Row",
    "Table",
    "Value",
    "file_headings",
    "file_rows",
    "for_people",
    "table_of",
    "tables_of",
]
