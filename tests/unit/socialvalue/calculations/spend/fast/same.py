"""Whether a file read block by block gives what the patient reader gives."""

import io
from fractions import Fraction

from socialvalue.calculations.spend.fast.reading import read_into
from socialvalue.calculations.spend.findings import FileRefused
from socialvalue.calculations.spend.reading import read_payments

TOLD = (
    *("kind", "encoding", "delimiter", "layouts", "layout", "columns", "missing", "amounts"),
    *("date_order", "date_forms", "money_style", "rows_in", "set_aside", "findings", "sample"),
)


class Tables:
    """Keeps the tables that it takes."""

    def __init__(self):
        self.tables = []
        self.began = 1

    def add(self, lines):
        self.tables.append(lines)

    def start_again(self):
        self.tables = []
        self.began += 1

    def lines(self):
        """Return every line as a tuple, the exact amounts last."""
        rows = [tuple(row.values()) for table in self.tables for row in table.to_pylist()]
        return [(*row[:-1], exact_of(row[-1], row)) for row in rows]


def exact_of(text, row):
    """Return the exact net amount and VAT of a row as it lies in a partition."""
    return tuple(map(Fraction, text.split())) if text else (row[8], row[9])


def fast(content, **wishes):
    """Return what is told of a file and its lines, or why it is refused."""
    tables = Tables()
    try:
        summary = read_into(
            io.BytesIO(content), name="a.csv", writer=tables, most_noted=None, **wishes
        )
    except FileRefused as refused:
        return str(refused)
    told = {name: getattr(summary, name) for name in TOLD}
    told["refused"] = summary.rows_refused
    placed = summary.placed
    told["placed"] = (placed.lines, placed.pence, placed.exact_pence, sorted(placed.days))
    told["counts"] = (summary.problems, summary.asides)
    return told | {"lines": tables.lines()}


def patient(content, **wishes):
    """Return the same from the patient reader."""
    try:
        reading = read_payments(content, name="a.csv", **wishes)
    except FileRefused as refused:
        return str(refused)
    lines = reading.lines
    exact = [lines.exact_at(at) for at in range(len(lines))]
    told = {name: getattr(reading, name) for name in TOLD}
    told["refused"] = len(reading.refused_rows)
    told["placed"] = (
        len(lines),
        sum(lines.pence),
        sum(net for net, _ in exact),
        sorted(set(lines.days)),
    )
    problems = {}
    for found in reading.findings:
        key = (found.problem, found.refused)
        problems[key] = problems.get(key, 0) + 1
    told["counts"] = (problems, reading.set_aside_by_reason())
    columns = (
        *(lines.sheet, lines.supplier, lines.category, lines.transaction_number),
        *(lines.description, lines.postcode, lines.row, lines.days, lines.pence, lines.vat_pence),
    )
    return told | {"lines": list(zip(*columns, exact, strict=True))}


def assert_same(content, *, block, **wishes):
    """Hold the two readings against each other, part by part."""
    ours, theirs = fast(content, block=block, **wishes), patient(content, **wishes)
    if isinstance(ours, str) or isinstance(theirs, str):
        assert ours == theirs
        return
    for name, expected in theirs.items():
        assert ours[name] == expected, name
