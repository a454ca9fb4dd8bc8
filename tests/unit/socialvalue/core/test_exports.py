"""CSV files that nobody's text can turn into a program, and that read back exactly."""

import csv
import datetime as dt
import io
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from socialvalue.core import exports

TEXT = st.text(max_size=40).map(lambda text: text.replace("\0", ""))
FORMULAS = st.builds(
    lambda quotes, space, start, rest: quotes + space + start + rest,
    st.sampled_from(["", "'", "''"]),
    st.sampled_from(["", " ", "\u3000"]),
    st.sampled_from(list("=+-@|\t\r\n＝＋－＠﹦﹢﹣﹫")),
    TEXT,
)


def read(content):
    """Read a file as our own importer would: one list of cells for each row."""
    text = content.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), strict=True))


def test_csv_bytes_worked_example():
    rows = [
        ["Mersey Care Catering CIC", 5, Decimal("86.13"), dt.date(2026, 7, 3)],
        ['Ales, "Wines" & Pies', -2, Decimal("-1E+3"), None],
    ]

    made = exports.csv_bytes(["Bid", "Rank", "Marks", "Scored on"], rows)

    assert made == (
        b"\xef\xbb\xbfBid,Rank,Marks,Scored on\r\n"
        b"Mersey Care Catering CIC,5,86.13,2026-07-03\r\n"
        b'"Ales, ""Wines"" & Pies",-2,-1000,\r\n'
    )


def test_a_table_without_rows_has_its_headings():
    assert exports.csv_bytes(["Bid"], []) == b"\xef\xbb\xbfBid\r\n"


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+44 151 000 0000",
        "-5",
        "@SUM(A1)",
        "|calc",
        "\t=1",
        "\r=1",
        "\n=1",
        " =1",
        "＝1",
        "＋1",
        "－1",
        "＠A1",
        "﹦1",
        "'=1",
    ],
)
def test_a_text_that_looks_like_a_formula_gets_an_apostrophe(text):
    assert exports.harmless(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "Bid", "5-a-side", "'quoted'", "£5", "a=b", " x"])
def test_a_plain_text_is_left_as_it_is(text):
    assert exports.harmless(text) == text


def test_a_nul_is_dropped_before_the_text_is_judged():
    assert exports.harmless("\0=1\0") == "'=1"


def test_a_heading_is_made_harmless_too():
    assert exports.csv_bytes(["=cmd"], []) == b"\xef\xbb\xbf'=cmd\r\n"


def test_a_lone_surrogate_becomes_a_question_mark():
    assert exports.csv_bytes(["Name"], [["a\ud800"]]) == b"\xef\xbb\xbfName\r\na?\r\n"


@given(TEXT | FORMULAS)
def test_every_text_can_be_had_back(text):
    assert exports.original(exports.harmless(text)) == text


@given(st.lists(st.tuples(TEXT | FORMULAS, TEXT | FORMULAS), max_size=6))
def test_every_table_reads_back_equal(rows):
    made = exports.csv_bytes(["First", "Second"], rows)

    back = [tuple(exports.original(cell) for cell in row) for row in read(made)[1:]]
    assert back == [tuple(map(_as_stored, row)) for row in rows]


def _as_stored(text):
    """A lone surrogate is the one thing that UTF-8 cannot hold."""
    return text.encode("utf-8", "replace").decode()


@given(FORMULAS | TEXT)
def test_no_text_is_left_active(text):
    ((cell,),) = read(exports.csv_bytes(["Name"], [[text]]))[1:]

    start = cell.lstrip()[:1]
    assert start not in set("=+-@|＝＋－＠﹦﹢﹣﹫")
    assert cell[:1] not in set("\t\r\n\0")


@given(st.decimals(allow_nan=False, allow_infinity=False) | st.integers())
def test_every_number_stays_the_same_number(number):
    made = read(exports.csv_bytes(["Number"], [[number]]))

    assert Decimal(made[1][0]) == number


@pytest.mark.parametrize("rows_at_once", [1, 2, 3, 100])
def test_a_stream_holds_the_same_bytes(rows_at_once):
    rows = [[f"Bid {number}", number] for number in range(5)]

    pieces = list(exports.csv_stream(["Bid", "Rank"], iter(rows), rows_at_once=rows_at_once))

    assert b"".join(pieces) == exports.csv_bytes(["Bid", "Rank"], rows)
    # The mark, then one piece for each full batch, then the rest.
    assert len(pieces) == 2 + 5 // rows_at_once


@pytest.mark.parametrize("value", [1.5, True, Fraction(1, 3), b"x", ["x"]])
def test_a_value_with_no_agreed_form_is_refused(value):
    with pytest.raises(exports.NotExportable, match="has no agreed way"):
        exports.csv_bytes(["Value"], [[value]])


def test_a_ragged_row_is_refused_with_its_number():
    with pytest.raises(exports.RaggedRow, match="row 2 has 1 cells for 2 headings"):
        exports.csv_bytes(["Bid", "Rank"], [["A", 1], ["B"]])


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Result of tender 7", "result-of-tender-7.csv"),
        ("Où va l'argent ?", "ou-va-l-argent.csv"),
        ("../../etc/passwd", "etc-passwd.csv"),
        ('a"; filename=b\r\nX: y', "a-filename-b-x-y.csv"),
        ("", "file.csv"),
        ("契約", "file.csv"),
        ("CON", "file-con.csv"),
        ("x" * 300, "x" * 100 + ".csv"),
    ],
)
def test_a_file_name_is_one_that_every_system_takes(words, name):
    assert exports.file_name(words, ending="csv") == name
