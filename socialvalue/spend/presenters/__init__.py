"""Payment files, payments and figures as their pages show them."""

from socialvalue.spend.figures import bands_of
from socialvalue.spend.words import pounds

from .acting import (
    CALENDAR_HEADINGS,
    NO_CATEGORY,
    RENEWAL_HEADINGS,
    calendar_cells,
    category_rows,
    coverage_of,
    gap_cards,
    gap_rows,
    gap_url,
    history_rows,
    local_table,
    query_of,
    register_page,
    renewal_cells,
    renewal_rows,
)
from .analyses import analysis_page
from .files import ROW_HEADINGS, columns_page, file_page, row_cells, row_table
from .home import analysis_list
from .payments import LINE_HEADINGS, chosen, line_rows, lines_page

__all__ = [
    "CALENDAR_HEADINGS",
    "LINE_HEADINGS",
    "NO_CATEGORY",
    "RENEWAL_HEADINGS",
    "ROW_HEADINGS",
    "analysis_list",
    "analysis_page",
    "bands_of",
    "calendar_cells",
    "category_rows",
    "chosen",
    "columns_page",
    "coverage_of",
    "file_page",
    "gap_cards",
    "gap_rows",
    "gap_url",
    "history_rows",
    "line_rows",
    "lines_page",
    "local_table",
    "pounds",
    "query_of",
    "register_page",
    "renewal_cells",
    "renewal_rows",
    "row_cells",
    "row_table",
]
