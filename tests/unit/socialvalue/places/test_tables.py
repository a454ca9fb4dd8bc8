import gzip

import pytest
import xlsxwriter

from socialvalue.places.tables import NotATableFile, tables_of


def read(path):
    return [(name, list(rows)) for name, rows in tables_of(path)]


@pytest.mark.parametrize(
    "content",
    [
        b"code,name\nE1,Caf\xc3\xa9\n",
        b"\xef\xbb\xbfcode,name\r\nE1,Caf\xc3\xa9\r\n",
        b"code,name\nE1,Caf\xe9\n",
        gzip.compress(b"code,name\nE1,Caf\xc3\xa9\n", mtime=0),
    ],
)
def test_csv_in_whatever_letters(tmp_path, content):
    path = tmp_path / "a.csv"
    path.write_bytes(content)

    assert read(path) == [("a.csv", [["code", "name"], ["E1", "Café"]])]


def test_workbook_gives_its_sheets(tmp_path):
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("Notes").write_row(1, 1, ["Read me"])
        book.add_worksheet("IMD25").write_row(0, 0, ["E1", 8])

    assert read(path) == [
        ("sheet Notes", [["", ""], ["", "Read me"]]),
        ("sheet IMD25", [["E1", 8.0]]),
    ]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.xlsx", b"not a workbook", "a.xlsx is not a spreadsheet"),
        ("a.csv.gz", b"\x1f\x8bnot compressed", "a.csv.gz cannot be unpacked"),
        ("a.csv.gz", gzip.compress(b"code,name", mtime=0)[:-9], "a.csv.gz cannot be unpacked"),
        ("a.csv", b"a\x00b", "a.csv is not a CSV file"),
    ],
)
def test_file_that_is_no_table_is_refused(tmp_path, name, content, words):
    path = tmp_path / name
    path.write_bytes(content)

    with pytest.raises(NotATableFile, match=words):
        read(path)
