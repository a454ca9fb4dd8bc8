"""The command that tells what is read of payment files. No test here may touch a database."""

import io
import json
import zipfile

import pytest
from django.core.management import call_command

from tests.shared_data import SHARED_DATA, needs_shared_data

APRIL = b"""Supplier,Date,Amount\nHill Repairs Ltd,03/04/2025,"1,200.00"\nTotal,,1200.00\n"""
MAY = b"""Supplier,Date,Amount\nHill Repairs Ltd,31/02/2025,5.00\nOld Mill Ltd,02/05/2025,-0.50\n"""


def read(*paths, output=None, table=None):
    """Return the exit status, what was told, and what was said of errors."""
    out, err = io.StringIO(), io.StringIO()
    options = ["--output", str(output)] if output else []
    options += ["--table", str(table)] if table else []
    try:
        call_command("read_payments", *map(str, paths), *options, stdout=out, stderr=err)
        status = 0
    except SystemExit as left:
        status = left.code
    return status, out.getvalue(), err.getvalue()


@pytest.fixture
def year(tmp_path):
    """A zip of two months."""
    path = tmp_path / "year.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("april.csv", APRIL)
        archive.writestr("may.csv", MAY)
    return path


def test_each_file_and_sheet_is_told_with_its_reasons(year):
    status, out, err = read(year)

    told = json.loads(out)
    april, may = told["files"]
    assert (status, err) == (0, "")
    assert told["totals"] == {
        "files": 2, "files_not_read": 0, "rows": 6, "lines": 2, "set_aside": 3, "refused": 1,
        "total_pence": 119_950,
    }  # fmt: skip
    assert april["sheets"][0]["set_aside"] == {
        "The headings again": 1,
        "A total, not a payment": 1,
    }
    assert april["sheets"][0]["tables"] == [
        {
            "header_row": 1,
            "columns": {"supplier": "Supplier", "date": "Date", "amount": "Amount"},
            "missing": [],
            "amounts": "net",
            "credits": "",
            "signs": "",
        }
    ]
    assert (may["file"], may["date_order"], may["refused"]) == ("year.zip/may.csv", "day first", 1)
    assert may["sheets"][0]["findings"][0]["row"] == 2


def test_a_table_has_a_row_for_each_file_given(year, tmp_path):
    picture, to = tmp_path / "a.png", tmp_path / "table.md"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")

    read(year, picture, table=to)

    rows = to.read_text(encoding="utf-8").splitlines()[2:]
    assert rows[0] == (
        "| year.zip | 2 | 6 | 2 | 3: The headings again (2); A total, not a payment (1) "
        "| 1: There is no day 31 of month 2 in 2025 (1) | £1,199.50 |"
    )
    assert rows[1] == (
        "| a.png | 1 | 0 | 0 | 0 | 0: The file is not text: line 2 holds a character that no text "
        "has (code 26). Save it again as CSV, or upload the spreadsheet itself. (1) | £0.00 |"
    )


def test_the_answer_goes_to_a_file(year, tmp_path):
    to = tmp_path / "told.json"

    status, out, _ = read(year, output=to)

    assert (status, out) == (0, "")
    assert json.loads(to.read_bytes())["format"] == "sv-payments-reading/1.0"


def test_what_cannot_be_read_is_said_and_the_rest_is_read(year, tmp_path):
    picture, empty, words = (tmp_path / name for name in ("a.png", "b.csv", "c.csv"))
    picture.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    empty.write_bytes(b"\xfe\xff")
    words.write_bytes(b"Notes,Other\nnothing,here\n")
    broken = tmp_path / "d.zip"
    broken.write_bytes(year.read_bytes()[:-20])

    status, out, err = read(tmp_path / "absent.csv", picture, empty, words, broken, year)

    told = json.loads(out)
    assert status == 2
    assert (told["totals"]["files"], told["totals"]["lines"]) == (6, 2)
    assert [line.split(":")[0].rsplit("/")[-1] for line in err.splitlines()] == [
        "absent.csv",
        "a.png",
        "b.csv",
        "d.zip",
        "c.csv",
    ]


def test_a_zip_that_would_do_harm_is_told_as_one_file(tmp_path):
    bomb = tmp_path / "bomb.zip"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("april.csv", b"0" * 20_000_000)

    status, out, err = read(bomb)

    assert status == 2
    assert json.loads(out)["totals"] == {
        "files": 1, "files_not_read": 1, "rows": 0, "lines": 0, "set_aside": 0, "refused": 0,
        "total_pence": 0,
    }  # fmt: skip
    assert "too much" in err


def test_an_output_that_cannot_be_written_is_said(year, tmp_path):
    status, _, err = read(year, output=tmp_path / "no" / "folder.json")

    assert (status, "Choose another output file" in err) == (2, True)


@needs_shared_data
@pytest.mark.parametrize(
    ("name", "lines", "refused"),
    [
        ("central_hmt", 2054, 0),
        ("lancashire_fire", 15947, 0),
        pytest.param("central_defra", 32433, 3, marks=pytest.mark.slow),
        pytest.param("hyndburn_bc", 35961, 0, marks=pytest.mark.slow),
        pytest.param("oxford_city", 57692, 3836, marks=pytest.mark.slow),
    ],
)
def test_published_files_lose_no_row(name, lines, refused):
    status, out, err = read(SHARED_DATA / "spend" / f"{name}.zip")

    told = json.loads(out)
    totals = told["totals"]
    assert (status, err) == (0, "")
    assert (totals["lines"], totals["refused"]) == (lines, refused)
    for part in [
        totals,
        *told["files"],
        *(each for one in told["files"] for each in one["sheets"]),
    ]:
        aside = part["set_aside"]
        aside = sum(aside.values()) if isinstance(aside, dict) else aside
        assert part["rows"] == part["lines"] + aside + part["refused"]
