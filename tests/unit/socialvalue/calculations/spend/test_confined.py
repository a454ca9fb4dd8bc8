"""Spreadsheets are opened by another process, within limits."""

import io
import json
import subprocess

import pytest

from socialvalue.calculations.spend import confined, workbooks
from socialvalue.calculations.spend.confined import opened
from socialvalue.calculations.spend.findings import FileRefused
from socialvalue.calculations.spend.reading import read_payments

from .test_workbooks import xlsx

ROWS = [["Supplier", "Date", "Amount"], *([f"Alpha {n}", "14/04/2024", n] for n in range(30))]


def test_opened_elsewhere_is_as_opened_here():
    content = xlsx(ROWS, More=[["a"], [None, "b"]])
    kind, sheets = workbooks.sheets_of(content)

    with opened(content) as (found_kind, found):
        assert found_kind == kind
        assert [(one.name, one.hidden, list(one.rows)) for one in found] == [
            (one.name, one.hidden, list(one.rows)) for one in sheets
        ]


def test_opened_gives_only_the_first_rows_that_are_asked_for():
    with opened(xlsx(ROWS), first_rows=2) as (_, sheets):
        assert list(sheets[0].rows) == [
            ["Supplier", "Date", "Amount"],
            ["Alpha 0", "14/04/2024", "0"],
        ]


@pytest.mark.parametrize("rows_a_line", [1, 7, 31, 500])
def test_what_the_other_process_tells(monkeypatch, rows_a_line):
    monkeypatch.setattr(confined, "ROWS_A_LINE", rows_a_line)
    told = io.BytesIO()

    confined.main(["0"], io.BytesIO(xlsx(ROWS)), told)

    first, *lines = map(json.loads, told.getvalue().splitlines())
    assert first == {"kind": "xlsx", "sheets": [["Spend", False, len(lines)]]}
    assert [row for line in lines for row in line][1] == ["Alpha 0", "14/04/2024", "0"]
    assert sum(map(len, lines)) == 31


def test_a_refusal_comes_back_in_its_own_words():
    told = io.BytesIO()

    confined.main(["5"], io.BytesIO(b"PK\x03\x04junk"), told)

    assert "damaged" in json.loads(told.getvalue())["refused"]
    with pytest.raises(FileRefused, match="damaged"):
        read_payments(b"PK\x03\x04junk", name="a.xlsx")


def test_a_spreadsheet_that_needs_too_much_memory_is_refused(monkeypatch):
    ended = subprocess.CompletedProcess([], returncode=-6)
    monkeypatch.setattr(subprocess, "run", lambda *args, **kwargs: ended)

    with pytest.raises(FileRefused, match="more memory or time"):
        read_payments(xlsx(ROWS), name="a.xlsx")


def test_a_spreadsheet_that_takes_too_long_is_refused(monkeypatch):
    def late(*args, **kwargs):
        raise subprocess.TimeoutExpired(args, 1)

    monkeypatch.setattr(subprocess, "run", late)

    with pytest.raises(FileRefused, match="more memory or time"):
        read_payments(xlsx(ROWS), name="a.xlsx")
