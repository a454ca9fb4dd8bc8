"""Payment files, payments and figures as their pages show them."""

from socialvalue.spend.figures import bands_of
from socialvalue.spend.words import pounds

from .analyses import analysis_page
from .files import ROW_HEADINGS, columns_page, file_page, row_cells, row_table
from .home import analysis_list
from .payments import LINE_HEADINGS, chosen, line_rows, lines_page

__all__ = [
    "LINE_HEADINGS",
    "ROW_HEADINGS",
    "analysis_list",
    "analysis_page",
    "bands_of",
    "chosen",
    "columns_page",
    "file_page",
    "line_rows",
    "lines_page",
    "pounds",
    "row_cells",
    "row_table",
]
