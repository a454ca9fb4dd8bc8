import csv
import io
import zipfile

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from socialvalue.calculations.spend.fast import reading, rows, working
from socialvalue.calculations.spend.fast.reading import read_into
from socialvalue.calculations.spend.findings import FileRefused
from tests.shared_data import SHARED_DATA, needs_shared_data

from .same import Tables, assert_same, fast, patient

SUPPLIERS = (
    "ALPHA LTD", "Beta", "Gamma, Sons", 'The "Delta"', "Two\nlines", " Café\u00a0", "", "Total",
    "Sub-total:", "Supplier", "Ω", '5" pipe', "Groß",
)  # fmt: skip
DATES = (
    "01/04/2024", "02/05/2024", "13/04/2024", "04/13/2024", "2024-05-01", "May-24", "45505", "",
    "Date", "some day", " 03/06/24 ", "Payment date",
)  # fmt: skip
AMOUNTS = (
    "1.00", "2.00", "1.5", "3", "-1.00", "£1,000.50", "(2.50)", "3.00-", "-£5.00", "£-5.00", "-",
    "0.125", "12.340000000000001", "", "Amount", "1,2", "1,000,000", "12,34.00", "GBP 5", "5 CR",
    "£", "(5", "--1", "9999999999999.99", "123456789012", "999,999,999,999.99", "1.000", "٣.00",
    "0001", ".50", "5.", "- 1", "1E5",
)  # fmt: skip
VATS = ("", "0.20", "-0.20", "0.005", "none", "1.00")
WORDS = ("", "Roof", "Food, drink", "Total", "a\nb", '"')

full = st.tuples(
    st.sampled_from(SUPPLIERS),
    st.sampled_from(DATES),
    st.sampled_from(AMOUNTS),
    st.sampled_from(VATS),
    st.sampled_from(WORDS),
)
plain = st.tuples(
    st.sampled_from(("ALPHA LTD", "Beta", "Gamma, Sons", "Total Gas")),
    st.sampled_from(("01/04/2024", "02/05/2024", "13/04/2024")),
    st.sampled_from(("1.00", "2.00", "£1,000.50", "(2.50)", "-1.00", "0.125")),
    st.sampled_from(("0.20", "0.00")),
    st.sampled_from(("Roof", "Food, drink")),
)
odd = st.one_of(
    full,
    st.lists(st.sampled_from(("", "x", "1.00", "01/04/2024", "Total")), max_size=8).map(tuple),
    st.just(("", "", "3.00", "", "")),
    st.just(("Supplier", "Date", "Amount", "VAT", "Purpose")),
    st.just(("Date", "Supplier", "Amount", "VAT", "Purpose")),
    st.just(("Total", "", "2.00")),
)
ends = st.sampled_from(("\n", "\r\n", "\n", "\r"))


@st.composite
def files(draw):
    """Draw the text of a payments file: mostly plain rows, some odd, some badly quoted."""
    gross = draw(st.booleans())
    headings = ["Supplier", "Date", "Gross amount" if gross else "Amount", "VAT", "Purpose"]
    written = draw(st.lists(st.one_of(plain, plain, plain, odd), max_size=30))
    above = draw(st.sampled_from(([], [("A council",)], [(), ("Spending", "2024")])))
    end = draw(ends)
    mixed = draw(st.booleans())
    out = []
    for row in [*above, headings, *written]:
        raw = draw(st.integers(0, 12)) == 0
        text = ",".join(row) if raw else quoted(row, every=draw(st.booleans()))
        out.append(text + (draw(ends) if mixed else end))
    tail = draw(st.sampled_from(("", "", '"never closed', "ALPHA LTD,01/04/2024,1.00,0.20,x")))
    return "".join(out) + tail


def quoted(row, *, every):
    """Return a row as a CSV line without its end."""
    out = io.StringIO(newline="")
    quoting = csv.QUOTE_ALL if every else csv.QUOTE_MINIMAL
    csv.writer(out, lineterminator="", quoting=quoting).writerow(row)
    return out.getvalue()


@settings(max_examples=80, suppress_health_check=[HealthCheck.too_slow])
@given(
    text=files(),
    encoding=st.sampled_from(("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "cp850")),
    block=st.sampled_from((60, 200, 1_000, 1 << 20)),
)
def test_block_by_block_is_as_patient(text, encoding, block):
    assert_same(text.encode(encoding, errors="replace"), block=block)


@pytest.mark.slow
@settings(max_examples=3_000, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(
    text=files(),
    encoding=st.sampled_from(("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "cp850")),
    block=st.sampled_from((60, 200, 1_000, 1 << 20)),
)
def test_block_by_block_is_as_patient_at_length(text, encoding, block):
    assert_same(text.encode(encoding, errors="replace"), block=block)


@settings(max_examples=60)
@given(content=st.binary(max_size=300), block=st.sampled_from((20, 1 << 20)))
@example(content=b"\xff\xfea\x00,", block=20)
@example(content=b"\xef\xbb\xbfSupplier\xff", block=20)
@example(content=b"\xef\xbb\xbf\xef\xbb\xbfSupplier,Date,Amount\nA,1/4/24,1\n", block=20)
def test_any_bytes_are_read_or_refused_alike(content, block):
    if not content.startswith((b"PK", b"\xd0\xcf")):
        assert_same(content, block=block)


HEAD = "Supplier,Date,Amount\n"
MANY = "".join(f"ALPHA {n % 7},{n % 28 + 1:02}/04/2024,{n}.25\n" for n in range(300))


def test_a_plain_file_is_never_read_row_by_row(monkeypatch):
    monkeypatch.setattr(rows.Rows, "_row_by_row", None)

    told = fast((HEAD + MANY).encode(), block=1_000)

    assert (told["placed"][:2], told["refused"]) == ((300, 4_492_500), 0)


@pytest.mark.parametrize(
    "odd",
    [
        "Total,,44850.00\n",
        "Total,,1.00\n",
        "Total,,much\n",
        "\n\n,,\n",
        "Supplier,Date,Amount\n",
        ",,44925.00\n",
        "BETA,30/02/2024,1.00\n",
        "BETA,30/04/2024\n",
        "BETA,30/04/2024,1.00,,\n",
        "BETA,30/04/2024,1.00,x\n",
        '"BETA\nLtd",30/04/2024,1.00\n',
        "\u200bBETA\xa0,30/04/2024,\t1.00\n",
    ],
)
def test_one_odd_row_among_many_plain_ones_is_read_at_once_too(monkeypatch, odd):
    content = (HEAD + MANY + odd + MANY).encode()
    expected = patient(content)
    monkeypatch.setattr(rows.Rows, "_row_by_row", None)

    assert fast(content) == expected


def test_a_comma_at_the_end_of_every_row():
    rows = MANY.replace("\n", ",\n")

    assert_same((HEAD + rows + "BETA,30/04/2024,1.00,x\n" + rows).encode(), block=1 << 20)


@pytest.mark.parametrize(
    "odd",
    [
        "Date,Supplier,Amount\n01/04/2024,BETA,1.00\n",
        'BETA "n" Sons,30/04/2024,1.00\n',
        'BETA,30/04/2024,1.00,"\n',
        "BETA,30/04/2024,1.00\rGAMMA,30/04/2024,1.00\n",
        f'"{"B" * 200_000}",30/04/2024,1.00\n',
        f'"{"B" * 70_000}\n{"B" * 70_000}",30/04/2024,1.00\n',
        "".join(f"x{n},\n" for n in range(100)),
    ],
)
@pytest.mark.parametrize("block", [500, 1 << 20])
def test_what_is_stranger_is_read_row_by_row(odd, block):
    assert_same((HEAD + MANY + odd + MANY).encode(), block=block)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\t\n",
        "one\ntwo\n",
        "Supplier,Date\nALPHA,1/4/24\n",
        "ALPHA LTD,01/04/2024,1.25\nBETA LTD,02/04/2024,2.25\n",
        "500\nSupplier,Date,500\nALPHA,01/04/2024,500\n",
        "Supplier,Date,Gross amount\nALPHA,01/04/2024,1.00\n",
        "Supplier,Date,Amount\n" + "x,\n" * 150,
        "Supplier,Date,Amount,Notes\n" + "ALPHA,01/04/2024,1.00\n" * 30,
    ],
)
def test_other_shapes_are_read_alike(text):
    assert_same(text.encode(), block=200)


def test_a_confirmed_heading_that_reads_like_an_amount():
    text = "Supplier,Date,500\n" + "ALPHA,01/04/2024,1.00\n" * 40 + "ALPHA,01/04/2024,500\n"

    assert_same(text.encode(), block=300, confirmed_columns={"amount": "500"})


def test_a_confirmed_heading_that_is_nowhere():
    with pytest.raises(FileRefused, match='no heading "Payee"'):
        read_into(
            io.BytesIO((HEAD + MANY).encode()),
            name="a.csv",
            writer=Tables(),
            confirmed_columns={"supplier": "Payee"},
        )


def test_dates_whose_order_only_the_last_block_shows():
    early = "ALPHA,01/02/2024,1.00\n" * 100
    content = (HEAD + early + "ALPHA,01/31/2024,1.00\n").encode()
    tables = Tables()

    summary = read_into(io.BytesIO(content), name="a.csv", writer=tables, block=300)

    assert tables.began == 2
    assert summary.date_order == "month first"
    assert_same(content, block=300)


def test_only_the_first_findings_are_kept_and_all_are_counted():
    bad = "ALPHA,some day,1.00\n" * 5 + "\n" * 4 + ",13/04/2024,1.00\n" * 3

    summary = read_into(
        io.BytesIO((HEAD + bad).encode()), name="a.csv", writer=Tables(), most_noted=2
    )

    assert [found.row for found in summary.findings] == [2, 3, 11, 12]
    assert len(summary.set_aside) == 2
    assert (summary.rows_refused, summary.rows_set_aside, summary.placed.lines) == (5, 5, 3)
    assert summary.problems.total() == 8


def test_rows_of_a_sheet_without_a_table_are_all_set_aside(monkeypatch):
    monkeypatch.setattr(reading, "_NOTED_AT_ONCE", 2)

    assert_same(b"one,two\n" * 5, block=10)


def test_lost_pence_are_noticed(monkeypatch):
    monkeypatch.setattr(working, "whole", lambda of: of.size**2)

    with pytest.raises(working.ControlTotalsDiffer):
        fast((HEAD + MANY + "ALPHA,no day,1.00\n" * 2).encode())


def test_lost_rows_are_noticed(monkeypatch):
    taken = rows.Rows.next

    def one_less(self):
        block = taken(self)
        if block is not None:
            block.others.rows_in += 1
        return block

    monkeypatch.setattr(rows.Rows, "next", one_less)

    with pytest.raises(working.ControlTotalsDiffer):
        fast((HEAD + MANY).encode())


@needs_shared_data
@pytest.mark.parametrize(
    "name",
    [
        "central_hmt",
        pytest.param("central_defra", marks=pytest.mark.slow),
        pytest.param("hyndburn_bc", marks=pytest.mark.slow),
        pytest.param("lancashire_fire", marks=pytest.mark.slow),
        pytest.param("oxford_city", marks=pytest.mark.slow),
    ],
)
def test_published_files_are_read_alike(name):
    with zipfile.ZipFile(SHARED_DATA / "spend" / f"{name}.zip") as archive:
        for member in archive.infolist():
            if not member.is_dir():
                assert_same(archive.read(member), block=30_000)


@pytest.mark.parametrize("block", [16, 60, 4_000])
def test_payments_above_their_headings_are_read_the_same_way(block):
    head = "Supplier,Date,Amount\n"
    content = f"A title,,\nALPHA,01/04/2024,5.00\n,,\nBETA,02/04/2024,6\n{head}GAMMA,13/04/2024,7\n"

    assert_same(content.encode(), block=block)


def test_a_total_is_known_in_whatever_letters_it_is_written():
    # the long s is an s to who compares letters without regard to capitals
    names = ["Alpha", "TOTAL\u017f", "Totals", "Café", "Total Gas", "Ω"]
    rows = "".join(f"{name},14/04/2024,1.00\n" for name in names * 20)

    content = f"Supplier,Date,Amount\n{rows}".encode()

    assert_same(content, block=400)
    assert fast(content, block=10_000)["refused"] == 0


def test_what_is_known_of_dates_in_blocks_does_not_grow_without_end(monkeypatch):
    monkeypatch.setattr(rows, "_MOST_KNOWN", 2)
    lines = "".join(f"Alpha,{1 + day % 28:02}/04/2024,1.00\n" for day in range(60))

    assert_same(f"Supplier,Date,Amount\n{lines}".encode(), block=300)


def test_headings_that_come_again_elsewhere_are_asked_of_dates_anew():
    first = "Alpha,14/04/2024,1.00,x\n" * 40
    second = "Beta,x,14/05/2024,2.00\n" * 40
    content = f"Supplier,Date,Amount,Purpose\n{first}Supplier,Purpose,Date,Amount\n{second}"

    assert_same(content.encode(), block=200)


@pytest.mark.parametrize("most", [1, 2, 5])
def test_a_block_of_many_rows_is_taken_in_parts(most, monkeypatch):
    monkeypatch.setattr(rows, "_MOST_ONE_BY_ONE", most)
    content = "Supplier,Date,Amount\n" + "\n" * 7 + 'A,01/04/2024,"5\n"\n"B\n",02/04/2024,6\n,,\n'

    assert_same(content.encode(), block=4_000)


@pytest.mark.parametrize("row", ["A,x,y\n", "x\n", "\n"])
def test_a_file_of_many_rows_without_a_payment_is_refused(row, monkeypatch):
    monkeypatch.setattr(reading, "MOST_WITHOUT_PAYMENT", 100)
    content = "Supplier,Date,Amount\n" + row * 150

    assert "rows hold no payment that can be read" in fast(content.encode(), block=50)
    paid = "Supplier,Date,Amount\nA,13/04/2024,1.00\n" + row * 150
    assert fast(paid.encode(), block=50)["placed"][0] == 1
