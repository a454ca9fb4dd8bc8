"""The golden study with its files written another way: the result must stay the same."""

import csv
import datetime as dt
import io
import json

import openpyxl
import pytest
import xlsxwriter

from socialvalue.calculations.spend.dates import DateOrder, day_from_text
from socialvalue.calculations.spend.money import money_from_text
from socialvalue.calculations.spend.study import load_study
from socialvalue.calculations.spend.studying import analyse
from socialvalue.calculations.spend.text_files import text_of

from .studies import GOLDEN, golden_files

EXPECTED = json.loads((GOLDEN / "expected.json").read_text(encoding="utf-8"))

ANCHORS = {
    "anchor_a_guild_city_council.csv": {"header": 2, "date": 3, "money": (5, 6), "supplier": 2},
    "anchor_b_north_ribble_hospitals_nhs_trust.csv": {
        "header": 0,
        "date": 2,
        "money": (7,),
        "supplier": 5,
    },
    "anchor_c_ribble_university.csv": {"header": 0, "date": 4, "money": (5, 6), "supplier": 2},
}


def tables(files):
    for name, shape in ANCHORS.items():
        text, _ = text_of(files[name])
        yield name, shape, list(csv.reader(io.StringIO(text, newline="")))


def text_of_rows(rows, *, delimiter=",", ends="\r\n"):
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator=ends).writerows(rows)
    return out.getvalue()


def rewritten(change, *, write=lambda rows: text_of_rows(rows).encode()):
    """Return the golden files with `change` applied to the rows of each anchor."""
    files = golden_files()
    for name, shape, rows in tables(files):
        files[name] = write(change(rows, shape) or rows)
    return files


def same(files):
    return analyse(load_study(files.__getitem__)) == EXPECTED


def as_it_is(rows, shape):
    return None


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "cp850"])
def test_in_any_encoding_with_any_delimiter(delimiter, encoding):
    files = rewritten(
        as_it_is, write=lambda rows: text_of_rows(rows, delimiter=delimiter).encode(encoding)
    )

    assert same(files)


@pytest.mark.parametrize("ends", ["\n", "\r"])
def test_with_any_line_ends(ends):
    assert same(rewritten(as_it_is, write=lambda rows: text_of_rows(rows, ends=ends).encode()))


def day_of(text):
    return day_from_text(text, order=DateOrder.DAY_FIRST).day


def serial(day):
    return str((day - dt.date(1899, 12, 30)).days)


@pytest.mark.parametrize(
    "written",
    [
        lambda day: day.strftime("%m/%d/%Y"),
        lambda day: f"{day.month}/{day.day}/{day.year % 100}",
        lambda day: day.strftime("%d.%m.%Y 00:00:00"),
        lambda day: day.strftime("%d %B %Y"),
        lambda day: day.isoformat() + "T00:00:00Z",
        serial,
    ],
    ids=["month first", "month first, short", "with a time", "in words", "ISO", "serial"],
)
def test_with_dates_in_any_one_form(written):
    def change(rows, shape):
        for row in rows[shape["header"] + 1 :]:
            if row[shape["date"]]:
                row[shape["date"]] = written(day_of(row[shape["date"]]))

    assert same(rewritten(change))


@pytest.mark.parametrize(
    "refund",
    ["({})", "-£{}", "£-{}", "{}-", "£({})", "({} )", "{} CR", "\u2212{}"],
)
def test_with_refunds_in_any_form(refund):
    def change(rows, shape):
        for row in rows[shape["header"] + 1 :]:
            for place in shape["money"]:
                pence = money_from_text(row[place]).pence
                pounds = f"{abs(pence) // 100:,}.{abs(pence) % 100:02}"
                row[place] = refund.format(pounds) if pence < 0 else f" £{pounds} "

    assert same(rewritten(change))


@pytest.mark.parametrize("heading", ["* {}", " {} ", "{}\n", "*{}*"])
def test_with_headings_in_odd_clothes(heading):
    def change(rows, shape):
        header = shape["header"]
        rows[header] = [heading.format(cell.upper()) if cell else "" for cell in rows[header]]

    assert same(rewritten(change))


def test_with_title_rows_blank_lines_repeated_headings_and_notes():
    def change(rows, shape):
        header = rows[shape["header"]]
        titles = [["Spending, by, month"], [], ["Payments", "over £500,", "net of VAT"], ["", ""]]
        middle = len(rows) // 2
        return [
            *titles,
            *rows[:middle],
            [],
            header,
            [""] * len(header),
            *rows[middle:],
            ["Prepared by Finance"],
        ]

    files = rewritten(change)

    assert same(files)


def test_with_new_lines_and_delimiters_within_cells():
    def change(rows, shape):
        for row in rows[shape["header"] + 1 :]:
            row[0] = 'The "first"\nline, and; the\tnext'

    assert same(rewritten(change))


def test_with_columns_in_another_order():
    def change(rows, shape):
        return [rows[at] if at < shape["header"] else rows[at][::-1] for at in range(len(rows))]

    assert same(rewritten(change))


def workbook(rows):
    book = openpyxl.Workbook()
    book.active.title = "Notes"
    book.active.append(["Payments of the year"])
    sheet = book.create_sheet("Payments")
    for row in rows:
        sheet.append([cell or None for cell in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_as_spreadsheets_of_texts():
    assert same(rewritten(as_it_is, write=workbook))


def test_as_spreadsheets_of_numbers_and_dates():
    files = golden_files()
    for name, shape, rows in tables(files):
        files[name] = _typed(rows, shape)

    assert same(files)


def _typed(rows, shape):
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet("Payments")
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    for at, row in enumerate(rows):
        for place, cell in enumerate(row):
            if at <= shape["header"] or not cell:
                sheet.write_string(at, place, cell)
            elif place == shape["date"]:
                sheet.write_datetime(at, place, day_of(cell), day)
            elif place in shape["money"]:
                sheet.write_number(at, place, money_from_text(cell).pence / 100)
            else:
                sheet.write_string(at, place, cell)
    book.close()
    return out.getvalue()
