"""What leaves the room as a file: the result, and the report for the file."""

from procurement.evaluation.reports.evaluation import (
    CHECKSUM,
    ONE_SCORE,
    ReportFacts,
    evaluation_report,
)
from procurement.evaluation.reports.file import add_file_record, add_fingerprints
from procurement.evaluation.reports.result import bundle_json, result_csv

__all__ = [
    "CHECKSUM",
    "ONE_SCORE",
    "ReportFacts",
    "add_file_record",
    "add_fingerprints",
    "bundle_json",
    "evaluation_report",
    "result_csv",
]
