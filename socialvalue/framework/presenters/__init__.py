"""Turns frameworks and rules into the words on the page, so that templates hold no logic."""

from .addresses import area_url, version_url
from .areas import AreaPage, area_page
from .checks import CheckResult, check_result
from .comparisons import ComparisonPage, comparison_page
from .matrix import MatrixPage, matrix_csv, matrix_page
from .rules import RulePage, RulesPage, rule_page, rules_page
from .versions import VersionRow, version_rows

__all__ = [
    "AreaPage",
    "CheckResult",
    "ComparisonPage",
    "MatrixPage",
    "RulePage",
    "RulesPage",
    "VersionRow",
    "area_page",
    "area_url",
    "check_result",
    "comparison_page",
    "matrix_csv",
    "matrix_page",
    "rule_page",
    "rules_page",
    "version_rows",
    "version_url",
]
