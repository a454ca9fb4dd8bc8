import pytest
from hypothesis import given
from hypothesis import strategies as st

from socialvalue.calculations.spend.findings import FileRefused
from socialvalue.calculations.spend.text_files import Broken, delimiter_of, rows_of, text_of

TABLE = "Supplier,Date,Amount (£)\nCafé Ltd,01/04/2024,£10.00\n"


@pytest.mark.parametrize(
    ("written_in", "found"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("cp1252", "cp1252"),
        ("cp850", "cp850"),
    ],
)
def test_text_of_finds_the_encoding(written_in, found):
    assert text_of(TABLE.encode(written_in)) == (TABLE, found)


def test_text_of_reads_big_endian_text_with_its_mark():
    content = b"\xfe\xff" + TABLE.encode("utf-16-be")

    assert text_of(content) == (TABLE, "utf-16")


@pytest.mark.parametrize(
    "text", ["Café", "£5", "(£5)", "-£4.00", "naïve", "Net Amount (£)", "Nörth", "NÖRTH"]
)
@pytest.mark.parametrize("encoding", ["cp1252", "cp850"])
def test_text_of_tells_windows_from_dos_by_one_letter(text, encoding):
    assert text_of(f"Supplier\n{text}\n".encode(encoding))[0] == f"Supplier\n{text}\n"


@pytest.mark.parametrize(
    "text", ["O\u2019Brien", "\u201cquoted\u201d", "Brand\u2122", "a \u2013 b", "\u20ac5"]
)
def test_text_of_reads_the_marks_of_windows(text):
    assert text_of(text.encode("cp1252")) == (text, "cp1252")


def test_text_of_keeps_bytes_that_windows_does_not_use():
    assert text_of("£5 \u2019".encode("cp1252") + b"\x9d")[0] == "£5 \u2019\x9d"


@pytest.mark.parametrize("content", [b"", b"\n \r\n", b"\x00\x00"])
def test_text_of_refuses_an_empty_file(content):
    with pytest.raises(FileRefused, match="The file is empty"):
        text_of(content)


@pytest.mark.parametrize(
    ("content", "line", "code"),
    [(b"a,b\nc\x00d", 2, 0), (b"%!PS\n\x03", 2, 3), (b"\x89PNG\r\n\x1a\n", 2, 26)],
)
def test_text_of_refuses_bytes_that_are_not_text(content, line, code):
    with pytest.raises(FileRefused, match=rf"line {line} holds .* \(code {code}\)"):
        text_of(content)


def test_text_of_refuses_text_that_breaks_off_in_utf_16():
    with pytest.raises(FileRefused, match="says that it is utf-16 text, but byte 5 is not"):
        text_of("\ufeffa".encode("utf-16-le") + b"x")


def test_rows_of_keeps_quoted_delimiters_and_new_lines():
    rows = rows_of('a,"b,c"\r\n\r\n"d\ne",f\n', delimiter=",")

    assert list(rows) == [["a", "b,c"], [], ["d\ne", "f"]]


def test_rows_of_reads_the_line_ends_of_old_apple_files():
    assert list(rows_of("a,b\rc,d\r", delimiter=",")) == [["a", "b"], ["c", "d"]]


def test_rows_of_does_not_swallow_what_follows_a_mark_never_closed():
    rows = list(rows_of('a,b\nc,"d\ne,f\n', delimiter=","))

    assert rows == [
        ["a", "b"],
        Broken("A quotation mark is opened and never closed (lines 2 to 3 of the file)"),
    ]


def test_rows_of_goes_on_after_a_row_with_text_behind_a_closing_mark():
    rows = list(rows_of('a,"b"c,d\ne,f\n', delimiter=","))

    assert rows == [
        Broken(
            "There is text between a closing quotation mark and the next cell"
            " (lines 1 to 1 of the file)"
        ),
        ["e", "f"],
    ]


def test_rows_of_refuses_a_cell_that_is_far_too_long():
    rows = list(rows_of("x" * 200_000 + ",b\nc,d\n", delimiter=","))

    assert rows[0] == Broken("One cell is far too long (lines 1 to 1 of the file)")


def _counts_date(row):
    return int("Date" in row)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiter_of_is_the_one_that_shows_the_headings(delimiter):
    text = "Title, with, commas\n" + delimiter.join(["Supplier", "Date"]) + "\n"

    assert delimiter_of(text, likeness=_counts_date, enough=1) == delimiter


def test_delimiter_of_is_the_most_regular_one_without_headings():
    text = "a;1,5\nb;2,5\nc;3\n"

    assert delimiter_of(text, likeness=_counts_date, enough=1) == ";"


CELL = st.text(alphabet='ab1£,;"\n \t|', max_size=6)


@given(
    st.lists(st.lists(CELL, min_size=2, max_size=3), min_size=1, max_size=5),
    st.sampled_from([",", ";", "\t", "|"]),
)
def test_rows_of_reads_back_every_quoted_cell(table, delimiter):
    quoted = [delimiter.join('"' + cell.replace('"', '""') + '"' for cell in row) for row in table]

    assert list(rows_of("\n".join(quoted), delimiter=delimiter)) == table
