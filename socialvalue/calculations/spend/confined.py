"""Opening a spreadsheet in a process of its own, which may use only so much memory and time.

A few kilobytes can be made into a spreadsheet that fills the memory of whoever opens it. So it is
opened by a process that cannot hold more than MOST_MEMORY nor work longer than MOST_SECONDS, and
that hands its cells over as lines of JSON: first the kind, then for each sheet its name, its rows,
and an end.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import IO, BinaryIO

from socialvalue.calculations.spend.findings import FileRefused
from socialvalue.calculations.spend.workbooks import BookSheet, sheets_of

MOST_MEMORY = 536 * 1024 * 1024
"""The whole address space of the process: what lies in real memory stays below 512 MiB."""

MOST_SECONDS = 60
ROWS_A_LINE = 500

_TOO_MUCH = (
    "The spreadsheet takes more memory or time to open than any payments need. Open it in a "
    "spreadsheet program, copy the payments to a new sheet, and save that as CSV or XLSX."
)
_ROOT = Path(__file__).resolve().parents[3]


@contextmanager
def opened(
    content: bytes, *, first_rows: int | None = None
) -> Iterator[tuple[str, list[BookSheet]]]:
    """Give what `workbooks.sheets_of` returns, the rows from a temporary file.

    The rows of one sheet can be gone through once, to the end, and before those of the next.

    Raises FileRefused, also for what cannot be opened within the limits.
    """
    with tempfile.TemporaryFile() as told:
        _open_elsewhere(content, first_rows, told)
        told.seek(0)
        answer = json.loads(told.readline())
        if "refused" in answer:
            raise FileRefused(answer["refused"])
        yield (
            answer["kind"],
            [
                BookSheet(name, hidden=hidden, rows=_rows_from(told, size))
                for name, hidden, size in answer["sheets"]
            ],
        )


def _open_elsewhere(content: bytes, first_rows: int | None, told: IO[bytes]) -> None:
    command = [sys.executable, "-m", __name__, str(first_rows or 0)]
    try:
        done = subprocess.run(  # noqa: S603 -- our own module, nothing of it from outside
            command,
            input=content,
            stdout=told,
            stderr=subprocess.DEVNULL,
            cwd=_ROOT,
            timeout=MOST_SECONDS + 10,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise FileRefused(_TOO_MUCH) from None
    if done.returncode:
        raise FileRefused(_TOO_MUCH)


def _rows_from(told: IO[bytes], lines: int) -> Iterator[list[str]]:
    for _ in range(lines):
        yield from json.loads(told.readline())


def main(arguments: Sequence[str], given: BinaryIO, told: BinaryIO) -> None:
    """Open the spreadsheet that is given and tell its cells."""
    try:
        kind, sheets = sheets_of(given.read(), first_rows=int(arguments[0]) or None)
    except FileRefused as refused:
        told.write(_line({"refused": str(refused)}))
        return
    with tempfile.TemporaryFile() as rows:
        about = [(sheet.name, sheet.hidden, _written(sheet.rows, rows)) for sheet in sheets]
        told.write(_line({"kind": kind, "sheets": about}))
        rows.seek(0)
        while piece := rows.read(1 << 20):
            told.write(piece)


def _written(rows: Iterator[list[str]], to: IO[bytes]) -> int:
    """Write the rows, so many to a line, and return how many lines they took."""
    lines = 0
    while some := list(islice(rows, ROWS_A_LINE)):
        to.write(_line(some))
        lines += 1
    return lines


def _line(told: object) -> bytes:
    return json.dumps(told).encode() + b"\n"


def _confine() -> None:  # pragma: no cover -- in the other process
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 -- Windows has no such module

    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":  # pragma: no cover -- in the other process
    _confine()
    main(sys.argv[1:], sys.stdin.buffer, sys.stdout.buffer)
