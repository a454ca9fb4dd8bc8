import datetime as dt
import io
import random
import zipfile
from dataclasses import replace

import openpyxl
import pytest

from socialvalue.calculations.spend import workbooks
from socialvalue.calculations.spend.findings import FileRefused
from socialvalue.calculations.spend.workbooks import cell_text, is_workbook


def sheets_of(content, **wishes):
    """Return the kind and the sheets, with all their rows."""
    kind, sheets = workbooks.sheets_of(content, **wishes)
    return kind, [replace(sheet, rows=list(sheet.rows)) for sheet in sheets]


ODS_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2">
<office:body><office:spreadsheet><table:table table:name="Spend">"""
MANIFEST = """<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>"""
ODS_TAIL = "</table:table></office:spreadsheet></office:body></office:document-content>"


def xlsx(rows, **sheets):
    book = openpyxl.Workbook()
    book.active.title = "Spend"
    for row in rows:
        book.active.append(row)
    for name, more in sheets.items():
        sheet = book.create_sheet(name)
        for row in more:
            sheet.append(row)
    return saved(book)


def saved(book):
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def ods(rows):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", MANIFEST)
        archive.writestr("content.xml", ODS_HEAD + rows + ODS_TAIL)
    return out.getvalue()


def ods_text(text, more=""):
    return (
        f'<table:table-cell office:value-type="string" {more}><text:p>{text}</text:p>'
        "</table:table-cell>"
    )


def test_sheets_of_reads_xlsx_as_the_text_it_shows():
    content = xlsx([["Supplier", "Date", "Amount"], ["Alpha", dt.date(2024, 5, 14), 610.81]])

    kind, sheets = sheets_of(content)

    assert (kind, sheets[0].name, sheets[0].rows) == (
        "xlsx",
        "Spend",
        [["Supplier", "Date", "Amount"], ["Alpha", "2024-05-14", "610.81"]],
    )


def test_sheets_of_keeps_the_place_of_rows_that_do_not_begin_in_the_corner():
    book = openpyxl.Workbook()
    book.active["B3"] = "late"

    assert sheets_of(saved(book))[1][0].rows == [["", ""], ["", ""], ["", "late"]]


def test_sheets_of_names_hidden_sheets_and_does_not_read_them():
    book = openpyxl.Workbook()
    book.create_sheet("Workings")["A1"] = "secret"
    book["Workings"].sheet_state = "hidden"

    hidden = sheets_of(saved(book))[1][1]

    assert (hidden.name, hidden.hidden, hidden.rows) == ("Workings", True, [])


def test_sheets_of_reads_ods():
    row = f"<table:table-row>{ods_text('Alpha')}{ods_text('x')}</table:table-row>"

    kind, sheets = sheets_of(ods(row))

    assert (kind, sheets[0].rows) == ("ods", [["Alpha", "x"]])


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("0012", "0012"),
        (True, "TRUE"),
        (7, "7"),
        (107639310.0, "107639310"),
        (610.81, "610.81"),
        (0.1 + 0.2, "0.3"),
        (1e21, "1000000000000000000000"),
        (2 / 3, "0.666666666666667"),
        (dt.datetime(2024, 5, 14, 1, 0, tzinfo=dt.UTC), "2024-05-14"),
        (dt.date(2024, 5, 14), "2024-05-14"),
        (dt.time(0, 0), "00:00:00"),
        (dt.timedelta(hours=30), "1 day, 6:00:00"),
    ],
)
def test_cell_text_is_what_the_spreadsheet_shows(value, text):
    assert cell_text(value) == text


@pytest.mark.parametrize(
    ("content", "is_one"), [(b"PK\x03\x04", True), (workbooks.OLD_SPREADSHEET, True), (b"a", False)]
)
def test_is_workbook_by_its_first_bytes(content, is_one):
    assert is_workbook(content) is is_one


def _zip(**members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"PK\x03\x04 broken", "damaged"),
        (_zip(readme="hello"), "a packed file, not a spreadsheet"),
        (_zip(xl__workbook_xml="<a/>"), "cannot be opened"),
        (workbooks.OLD_SPREADSHEET + b"x" * 600, "cannot be opened"),
    ],
)
def test_sheets_of_refuses_what_is_no_spreadsheet(content, words):
    with pytest.raises(FileRefused, match=words):
        sheets_of(content)


@pytest.mark.parametrize("seed", range(20))
def test_sheets_of_refuses_a_spreadsheet_with_bytes_changed_anywhere(seed):
    dice = random.Random(seed)
    content = bytearray(xlsx([["Supplier", number, "x" * number] for number in range(99)]))
    for _ in range(30):
        content[dice.randrange(100, len(content))] = dice.randrange(256)

    with pytest.raises(FileRefused):
        sheets_of(bytes(content))


def test_sheets_of_refuses_a_spreadsheet_with_a_password(monkeypatch):
    def locked(_):
        raise workbooks.python_calamine.PasswordError("locked")

    monkeypatch.setattr(
        workbooks, "python_calamine", _Calamine(workbooks.python_calamine, from_filelike=locked)
    )

    with pytest.raises(FileRefused, match="locked with a password"):
        sheets_of(xlsx([["a"]]))


class _Calamine:
    """The library with one way of opening replaced: an encrypted file is hard to make here."""

    def __init__(self, library, *, from_filelike):
        self.PasswordError = library.PasswordError
        self.CalamineError = library.CalamineError
        self.CalamineWorkbook = type("Book", (), {"from_filelike": staticmethod(from_filelike)})


def test_sheets_of_refuses_what_would_unpack_to_too_much(monkeypatch):
    monkeypatch.setattr(workbooks, "MOST_BYTES_UNPACKED", 1000)

    with pytest.raises(FileRefused, match="too large"):
        sheets_of(_zip(xl__workbook_xml="x" * 2000))


@pytest.mark.parametrize(
    "sheet",
    [
        '<row r="1"><c r="XFD1048576"><v>1</v></c></row>',
        "<row r='1048576'><c r='XFD1'><v>1</v></c></row>",
    ],
)
def test_sheets_of_refuses_a_cell_that_would_fill_the_memory(sheet):
    # 16,384 columns by 1,048,576 rows would be 17 thousand million cells
    content = _zip(xl__workbook_xml="<a/>", xl__worksheets__sheet1_xml=sheet)

    with pytest.raises(FileRefused, match="row 1048576 and column 16384"):
        sheets_of(content)


def test_sheets_of_finds_a_far_cell_across_the_pieces_it_reads(monkeypatch):
    sheet = "<row>" + "x" * 3_000_000 + '<c r="XFD1048576"/></row>'
    content = _zip(xl__workbook_xml="<a/>", xl__worksheets__sheet1_xml=sheet)

    with pytest.raises(FileRefused, match="row 1048576"):
        sheets_of(content)


@pytest.mark.parametrize(
    ("rows", "row", "column"),
    [
        (
            '<table:table-row table:number-rows-repeated="1000000">'
            + ods_text("x", 'table:number-columns-repeated="1000"')
            + "</table:table-row>",
            1000000,
            1000,
        ),
        (
            '<table:table-row table:number-rows-repeated="1000000"><table:table-cell/>'
            "</table:table-row><table:table-row>"
            '<table:table-cell table:number-columns-repeated="16000"/>'
            + ods_text("x")
            + "</table:table-row>",
            1000001,
            16001,
        ),
    ],
)
def test_sheets_of_refuses_an_ods_file_that_repeats_itself_out_of_memory(rows, row, column):
    with pytest.raises(FileRefused, match=f"row {row} and column {column}"):
        sheets_of(ods(rows))


def test_sheets_of_lets_the_empty_end_of_an_ods_sheet_pass():
    rows = (
        f"<table:table-row>{ods_text('Alpha')}</table:table-row>"
        '<table:table-row table:number-rows-repeated="1048575">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )

    assert sheets_of(ods(rows))[1][0].rows == [["Alpha"]]
