"""The pages of an analysis: one module for each part."""

from .frame import framed
from .geography import map_page
from .method import facts, method_page
from .narrowing import narrowed_figures
from .overview import bands_chart, flow_chart, overview_page
from .poverty import deprivation_page
from .published import published_page
from .what_for import categories_page, category_chart, leakage_chart
from .when import compare_url, months_page
from .who import suppliers_page

__all__ = [
    "bands_chart",
    "categories_page",
    "category_chart",
    "compare_url",
    "deprivation_page",
    "facts",
    "flow_chart",
    "framed",
    "leakage_chart",
    "map_page",
    "method_page",
    "months_page",
    "narrowed_figures",
    "overview_page",
    "published_page",
    "suppliers_page",
]
