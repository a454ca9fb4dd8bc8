"""What was read of payment files, as plain data: by file and sheet, with every reason."""

from collections import Counter
from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Any

from socialvalue.calculations.rounding import half_up
from socialvalue.calculations.spend.archives import PackedFile, files_in, is_archive
from socialvalue.calculations.spend.findings import FileRefused, Finding
from socialvalue.calculations.spend.layout import Layout
from socialvalue.calculations.spend.reading import Reading, read_payments

FORMAT = "sv-payments-reading/1.0"
Members = dict[str, Any]


def reading_of(files: Iterable[tuple[str, bytes]]) -> Members:
    """Return what was read of files (name, bytes) and of the files in zips among them.

    Amounts are whole pence, negative for a refund. In every file and sheet
    rows = lines + set aside + refused. A file that cannot be read at all has a `problem`, one plain
    sentence, and no sheets; a sheet whose columns were not found has `missing`.
    """
    told = [entry for name, content in files for entry in _entries(name, content)]
    return {"format": FORMAT, "files": told, "totals": _totals(told)}


def _entries(name: str, content: bytes) -> Iterator[Members]:
    if not is_archive(content):
        yield _entry(PackedFile(name, content))
        return
    try:
        for packed in files_in(content, name=name):
            yield _entry(packed)
    except FileRefused as refused:
        yield _refusal(name, refused)


def _entry(file: PackedFile) -> Members:
    try:
        reading = read_payments(file.content, name=file.name)
    except FileRefused as refused:
        return _refusal(file.name, refused)
    sheets = [_sheet(reading, name) for name in dict.fromkeys(_sheet_names(reading))]
    return {
        "file": file.name,
        "problem": "",
        "kind": reading.kind,
        "encoding": reading.encoding,
        "delimiter": reading.delimiter,
        "date_order": reading.date_order.value,
        "date_forms": sorted(reading.date_forms),
        "money_style": sorted(reading.money_style),
        "rows": reading.rows_in,
        "lines": len(reading.lines),
        "set_aside": len(reading.set_aside),
        "refused": len(reading.refused_rows),
        "total_pence": sum(sheet["total_pence"] for sheet in sheets),
        "sheets": sheets,
    }


def _refusal(name: str, refused: FileRefused) -> Members:
    nothing = dict.fromkeys(("rows", "lines", "set_aside", "refused", "total_pence"), 0)
    return {"file": name, "problem": str(refused), **nothing, "sheets": []}


def _sheet_names(reading: Reading) -> Iterator[str]:
    yield from (table.sheet for table in reading.layouts)
    yield from (finding.sheet for finding in reading.findings)


def _sheet(reading: Reading, name: str) -> Members:
    tables = [table for table in reading.layouts if table.sheet == name]
    aside = Counter(row.reason.value for row in reading.set_aside if row.sheet == name)
    refused = sum(sheet == name for sheet, _ in reading.refused_rows)
    lines = [at for at, sheet in enumerate(reading.lines.sheet) if sheet == name]
    total = sum((Fraction(reading.lines.exact_at(at)[0]) for at in lines), start=Fraction(0))
    return {
        "sheet": name,
        "rows": len(lines) + aside.total() + refused,
        "lines": len(lines),
        "set_aside": dict(aside),
        "refused": refused,
        "total_pence": int(half_up(total, places=0)),
        "tables": [_table(table) for table in tables],
        "findings": [_finding(each) for each in reading.findings if each.sheet == name],
    }


def _table(table: Layout) -> Members:
    return {
        "header_row": table.header_row,
        "columns": dict(table.columns),
        "missing": list(table.missing),
        "amounts": table.amounts.value,
    }


def _finding(finding: Finding) -> Members:
    return {
        "row": finding.row,
        "column": finding.heading,
        "cell": finding.cell,
        "problem": finding.problem,
        "what_to_do": finding.remedy,
        "refused": finding.refused,
    }


def _totals(told: list[Members]) -> Members:
    counted = ("rows", "lines", "set_aside", "refused", "total_pence")
    return {
        "files": len(told),
        "files_not_read": sum(bool(entry["problem"]) for entry in told),
        **{name: sum(entry[name] for entry in told) for name in counted},
    }
