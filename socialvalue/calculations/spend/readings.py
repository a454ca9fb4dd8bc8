"""What was read of payment files, as plain data: by file and sheet, with every reason."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from io import BytesIO
from typing import Any, BinaryIO

from socialvalue.calculations.rounding import half_up
from socialvalue.calculations.spend.archives import files_in, is_archive
from socialvalue.calculations.spend.fast.reading import read_into
from socialvalue.calculations.spend.fast.summaries import Summary
from socialvalue.calculations.spend.findings import FileRefused, Finding
from socialvalue.calculations.spend.layout import Layout
from socialvalue.calculations.spend.reading import Reading, read_payments
from socialvalue.calculations.spend.workbooks import OLD_SPREADSHEET, ZIPPED, is_workbook

FORMAT = "sv-payments-reading/1.0"
Members = dict[str, Any]


def reading_of(files: Iterable[tuple[str, BinaryIO]]) -> Members:
    """Return what was read of files (name, opened) and of the files in zips among them.

    Amounts are whole pence, negative for a refund. In every file and sheet
    rows = lines + set aside + refused. A file that cannot be read at all has a `problem`, one plain
    sentence, and no sheets; a sheet whose columns were not found has `missing`. Of the findings of
    a text file the first MOST_NOTED of each kind are told, and all are counted.
    """
    told = [entry for name, file in files for entry in _entries(name, file)]
    return {"format": FORMAT, "files": told, "totals": _totals(told)}


def _entries(name: str, file: BinaryIO) -> Iterator[Members]:
    zipped = file.read(len(ZIPPED)) == ZIPPED
    file.seek(0)
    content = file.read() if zipped else b""
    if not is_archive(content):
        yield _entry(name, BytesIO(content) if zipped else file)
        return
    try:
        for packed in files_in(content, name=name):
            yield _entry(packed.name, BytesIO(packed.content))
    except FileRefused as refused:
        yield _refusal(name, refused)


def _entry(name: str, file: BinaryIO) -> Members:
    start = file.read(len(OLD_SPREADSHEET))
    file.seek(0)
    try:
        if is_workbook(start):
            return _of_spreadsheet(read_payments(file.read(), name=name))
        return _of_text(read_into(file, name=name, writer=_Nowhere()))
    except FileRefused as refused:
        return _refusal(name, refused)


class _Nowhere:
    """Takes lines that nobody needs: only what is told of them is wanted."""

    def add(self, lines: Any) -> None:
        """Let them go."""

    def start_again(self) -> None:
        """Nothing was kept."""


def _of_spreadsheet(reading: Reading) -> Members:
    sheets = [_sheet(reading, name) for name in dict.fromkeys(_sheet_names(reading))]
    counted = (len(reading.lines), len(reading.set_aside), len(reading.refused_rows))
    return _told(reading, rows=(reading.rows_in, *counted), sheets=sheets)


def _of_text(summary: Summary) -> Members:
    counted = (summary.placed.lines, summary.rows_set_aside, summary.rows_refused)
    sheet = {
        "sheet": "",
        "rows": summary.rows_in,
        "lines": summary.placed.lines,
        "set_aside": {reason.value: many for reason, many in summary.asides.items()},
        "refused": summary.rows_refused,
        "problems": _problems(summary.problems),
        "total_pence": int(half_up(summary.placed.exact_pence, places=0)),
        "tables": [_table(table) for table in summary.layouts],
        "findings": [_finding(each) for each in summary.findings],
    }
    return _told(summary, rows=(summary.rows_in, *counted), sheets=[sheet])


def _told(
    of: Reading | Summary, *, rows: tuple[int, int, int, int], sheets: list[Members]
) -> Members:
    return {
        "file": of.name,
        "problem": "",
        "kind": of.kind,
        "encoding": of.encoding,
        "delimiter": of.delimiter,
        "date_order": of.date_order.value,
        "date_forms": sorted(of.date_forms),
        "money_style": sorted(of.money_style),
        **dict(zip(("rows", "lines", "set_aside", "refused"), rows, strict=True)),
        "total_pence": sum(sheet["total_pence"] for sheet in sheets),
        "sheets": sheets,
    }


def _problems(counted: Mapping[tuple[str, bool], int]) -> Members:
    """Return how many findings say what: of rows refused, and of rows read."""
    return {
        kind: {problem: many for (problem, was), many in counted.items() if was is refused}
        for kind, refused in (("refused", True), ("read", False))
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
        "problems": _problems(
            Counter((each.problem, each.refused) for each in reading.findings if each.sheet == name)
        ),
        "total_pence": int(half_up(total, places=0)),
        "tables": [_table(table) for table in tables],
        "findings": [_finding(each) for each in reading.findings if each.sheet == name],
    }


def _table(table: Layout) -> Members:
    return {
        "header_row": table.header_row,
        "columns": dict(table.columns),
        "credits": "" if table.credit is None else table.headings[table.credit],
        "signs": "" if table.sign is None else table.headings[table.sign],
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


def by_publisher(told: Members) -> str:
    """Return a table in Markdown of what was read, a row for each file or zip that was given.

    Rows set aside and refused with their reasons, the most frequent first; the total in pounds.
    """
    lines = [
        "| Files of | Files | Rows | Read | Set aside | Refused | Total |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    publishers: dict[str, list[Members]] = {}
    for entry in told["files"]:
        publishers.setdefault(entry["file"].split("/")[0], []).append(entry)
    return "\n".join([*lines, *(_row(name, of) for name, of in publishers.items()), ""])


def _row(name: str, entries: list[Members]) -> str:
    sheets = [sheet for entry in entries for sheet in entry["sheets"]]
    asides = sum((Counter(sheet["set_aside"]) for sheet in sheets), start=Counter())
    refusals = sum((Counter(sheet["problems"]["refused"]) for sheet in sheets), start=Counter())
    refusals.update(entry["problem"] for entry in entries if entry["problem"])
    counted = {part: sum(entry[part] for entry in entries) for part in ("rows", "lines", "refused")}
    cells = [
        name.replace("|", "/"),
        f"{len(entries):,}",
        f"{counted['rows']:,}",
        f"{counted['lines']:,}",
        _with_reasons(asides.total(), asides),
        _with_reasons(counted["refused"], refusals),
        f"£{Decimal(sum(entry['total_pence'] for entry in entries)).scaleb(-2):,.2f}",
    ]
    return f"| {' | '.join(cells)} |"


def _with_reasons(rows: int, reasons: "Counter[str]") -> str:
    why = "; ".join(f"{reason} ({many:,})" for reason, many in reasons.most_common())
    return f"{rows:,}: {why}" if why else f"{rows:,}"
