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
from .analysis import (
    categories_page,
    compare_url,
    deprivation_page,
    map_page,
    method_page,
    months_page,
    narrowed_figures,
    overview_page,
    published_page,
    suppliers_page,
)
from .comparing import MOST as MOST_COMPARED
from .comparing import comparison_page
from .files import ROW_HEADINGS, columns_page, file_page, row_cells, row_table
from .home import analysis_list
from .payments import (
    LINE_HEADINGS,
    SUPPLIED_COLUMNS,
    can_drill,
    chosen,
    chosen_in_files,
    line_rows,
    lines_page,
    lines_url,
    supplied_rows,
)
from .report import report_page
from .targets import targets_page, what_if_page
from .unread import (
    alike_page,
    alike_rows,
    repeat_pairs,
    unread_cells,
    unread_sum,
    unread_table,
)
from .zips import zip_page, zip_rows

__all__ = [
    "CALENDAR_HEADINGS",
    "LINE_HEADINGS",
    "MOST_COMPARED",
    "NO_CATEGORY",
    "RENEWAL_HEADINGS",
    "ROW_HEADINGS",
    "SUPPLIED_COLUMNS",
    "alike_page",
    "alike_rows",
    "analysis_list",
    "bands_of",
    "calendar_cells",
    "can_drill",
    "categories_page",
    "category_rows",
    "chosen",
    "chosen_in_files",
    "columns_page",
    "compare_url",
    "comparison_page",
    "coverage_of",
    "deprivation_page",
    "file_page",
    "gap_cards",
    "gap_rows",
    "gap_url",
    "history_rows",
    "line_rows",
    "lines_page",
    "lines_url",
    "local_table",
    "map_page",
    "method_page",
    "months_page",
    "narrowed_figures",
    "overview_page",
    "pounds",
    "published_page",
    "query_of",
    "register_page",
    "renewal_cells",
    "renewal_rows",
    "repeat_pairs",
    "report_page",
    "row_cells",
    "row_table",
    "supplied_rows",
    "suppliers_page",
    "targets_page",
    "unread_cells",
    "unread_sum",
    "unread_table",
    "what_if_page",
    "zip_page",
    "zip_rows",
]
