import datetime as dt
import io
from fractions import Fraction

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from socialvalue.calculations.spend.dates import DateOrder
from socialvalue.calculations.spend.findings import FileRefused
from socialvalue.calculations.spend.gathering import Aside
from socialvalue.calculations.spend.headings import Amounts
from socialvalue.calculations.spend.reading import read_payments

HEAD = "Supplier,Date,Amount\n"


def read(text, **wishes):
    content = text if isinstance(text, bytes) else text.encode()
    return read_payments(content, name="spend.csv", **wishes)


def amounts(reading):
    return list(reading.lines.pence)


def problems(reading):
    return [(finding.row, finding.problem) for finding in reading.findings]


def asides(reading):
    return [(aside.row, aside.reason) for aside in reading.set_aside]


def test_read_payments_worked_example():
    reading = read(
        "Guild City Council\n"
        '"Spending over £500, 2024-25"\n'
        "Supplier,Payment Date,Net Amount,Purpose,,\n"
        'ALPHA LTD,02/05/2024,"£1,000.00",Roof,,\n'
        "\n"
        'BETA,13/06/2024,"(250.50)","Refund,\nin part",,\n'
        "total,,749.50,,,\n"
    )

    assert [tuple(line) for line in reading.lines] == [
        ("", 4, "ALPHA LTD", dt.date(2024, 5, 2), 100000, 0, "", "", "Roof", ""),
        ("", 6, "BETA", dt.date(2024, 6, 13), -25050, 0, "", "", "Refund,\nin part", ""),
    ]
    assert asides(reading) == [
        (1, Aside.TITLE),
        (2, Aside.TITLE),
        (3, Aside.HEADINGS),
        (5, Aside.BLANK),
        (7, Aside.TOTAL),
    ]
    assert reading.columns == {
        "supplier": "Supplier",
        "date": "Payment Date",
        "amount": "Net Amount",
        "description": "Purpose",
    }
    assert (reading.kind, reading.encoding, reading.delimiter) == ("csv", "utf-8", ",")
    assert (reading.header_row, reading.rows_in, reading.total_rows_skipped) == (3, 7, 1)
    assert (reading.date_order, reading.date_forms) == (DateOrder.DAY_FIRST, {"three numbers"})
    assert reading.money_style == {"pound sign", "thousands commas", "brackets"}
    assert (reading.amounts, reading.missing, reading.findings) == (Amounts.NET, (), ())
    assert reading.headings[3:] == ("Purpose", "Column E", "Column F")
    assert reading.sample[0] == (4, ("ALPHA LTD", "02/05/2024", "£1,000.00", "Roof", "", ""))


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "cp850"])
def test_read_payments_in_any_encoding_and_with_any_delimiter(delimiter, encoding):
    rows = [
        ["Supplier", "Date", "Amount (£)", "Category"],
        ["Café Noir", "14/05/2024", "£12.50", "Food, drink"],
    ]
    text = "\r\n".join(delimiter.join(f'"{cell}"' for cell in row) for row in rows)

    reading = read(text.encode(encoding))

    assert [(line.supplier, line.pence, line.category) for line in reading.lines] == [
        ("Café Noir", 1250, "Food, drink")
    ]
    assert (reading.encoding, reading.delimiter) == (encoding, delimiter)


def test_read_payments_takes_the_vat_off_gross_amounts():
    reading = read(
        "Supplier,Date,Gross Value,VAT Amount\nA,14/05/2024,120.00,20.00\nB,15/05/2024,-6,-1\n"
    )

    assert (amounts(reading), list(reading.lines.vat_pence)) == ([10000, -500], [2000, -100])
    assert reading.amounts is Amounts.GROSS_AND_VAT


def test_read_payments_reads_an_empty_vat_and_a_dash_as_nothing_and_says_so():
    reading = read(
        "Supplier,Date,Gross,VAT\nA,14/05/2024,120,\nB,15/05/2024,6,£-\nC,15/05/2024,-,0\n",
        amounts="gross_and_vat",
    )

    assert (amounts(reading), list(reading.lines.vat_pence)) == ([12000, 600, 0], [0, 0, 0])
    assert [str(finding) for finding in reading.findings] == [
        ("row 2, column VAT: The VAT is empty. It was read as 0.00: check that nothing was taxed."),
        'row 3, column VAT: A dash stands for the amount ("£-"). It was read as 0.00.',
        'row 4, column Gross: A dash stands for the amount ("-"). It was read as 0.00.',
    ]


def test_read_payments_refuses_a_gross_row_whose_amount_is_empty_or_vat_a_word():
    reading = read(
        "Supplier,Date,Gross,VAT\nA,14/05/2024,,1\nB,15/05/2024,6,x\n", amounts="gross_and_vat"
    )

    assert problems(reading) == [
        (2, "The amount is empty"),
        (3, "This is not an amount of money"),
    ]


def test_read_payments_keeps_the_exact_amounts_of_lines_with_a_part_of_a_penny():
    reading = read(
        "Supplier,Date,Gross,VAT\nA,14/05/2024,1.20,0.20\nB,15/05/2024,0.015,0.005\n"
        "C,16/05/2024,2,0.333\n",
        amounts="gross_and_vat",
    )

    # B: 1.5p - 0.5p = 1p, though its parts are 2p and 1p to the penny; C: 200p - 33.3p
    assert [reading.lines.exact_at(line) for line in range(3)] == [
        (100, 20),
        (1, Fraction(1, 2)),
        (Fraction(1667, 10), Fraction(333, 10)),
    ]
    assert (amounts(reading), list(reading.lines.exact)) == ([100, 1, 167], [1, 2])


def test_read_payments_knows_totals_of_parts_of_a_penny_exactly_or_to_the_penny():
    thirds = "A,14/05/2024,33.333\nB,14/05/2024,33.333\nC,14/05/2024,33.334\nD,14/05/2024,0.004\n"

    for total in (",,100.004", ",,100.00", "Total,,100.004", "Total,,100.00"):
        reading = read(HEAD + thirds + total)

        assert (reading.total_rows_skipped, len(reading.findings)) == (1, 4)

    assert problems(read(HEAD + thirds + "Total,,100.01"))[-1] == (
        6,
        "The total is not the sum of the rows above it",
    )


def test_read_payments_says_that_gross_amounts_were_taken_as_they_are():
    reading = read("Supplier,Date,Gross Amount\nA,14/05/2024,120\n")

    assert amounts(reading) == [12000]
    assert [str(finding) for finding in reading.findings] == [
        (
            "row 1, column Gross Amount: These amounts are called gross and no VAT is taken off "
            "them. If the file has the VAT, confirm its column; if not, say so beside the figures."
        )
    ]


def test_read_payments_follows_confirmed_columns():
    reading = read(
        "Supplier,Date,Amount,Budget Holder,Invoice Value\nA,14/05/2024,1,B,2\n",
        confirmed_columns={"amount": "Invoice Value", "category": " budget holder"},
    )

    assert [(line.pence, line.category) for line in reading.lines] == [(200, "B")]


def test_read_payments_finds_the_row_of_headings_by_confirmed_ones():
    reading = read(
        "Who,When,How much\nnotes,,\nA,14/05/2024,5\n",
        confirmed_columns={"supplier": "Who", "date": "When", "amount": "How much"},
    )

    assert (reading.header_row, amounts(reading)) == (1, [500])


def test_read_payments_prefers_the_row_with_every_confirmed_heading():
    reading = read(
        "Supplier,Date,Amount\nSupplier,Date,Amount,Service\nA,14/05/2024,5,Care\n",
        confirmed_columns={"category": "Service"},
    )

    assert (reading.header_row, reading.lines.at(0).category) == (2, "Care")


def test_read_payments_can_be_told_that_a_column_is_not_there():
    reading = read(
        "Supplier,Date,Amount,Postcode\nA,14/05/2024,5,AA1 1AA\n",
        confirmed_columns={"postcode": ""},
    )

    assert (reading.lines.at(0).postcode, "postcode" in reading.columns) == ("", False)


def test_read_payments_refuses_a_confirmed_heading_that_is_not_there():
    with pytest.raises(FileRefused) as refused:
        read(HEAD + "A,14/05/2024,5\n", confirmed_columns={"category": "Budget"})

    assert str(refused.value) == (
        'There is no heading "Budget" for category. The headings are: Supplier; Date; Amount.'
    )


def test_read_payments_refuses_a_field_it_does_not_know():
    with pytest.raises(ValueError, match="no such field: colour, size"):
        read(HEAD, confirmed_columns={"size": "Size", "colour": "Colour"})


def test_read_payments_refuses_amounts_it_does_not_know():
    with pytest.raises(ValueError, match="'groß' is not a valid Amounts"):
        read(HEAD, amounts="groß")


def test_read_payments_without_headings_waits_for_a_person():
    reading = read("A,x,14/05/2024,5\nB,y,15/05/2024,6\n")

    assert (reading.missing, reading.header_row) == (("supplier", "date", "amount"), None)
    assert reading.headings == ("Column A", "Column B", "Column C", "Column D")
    assert reading.sample[0] == (1, ("A", "x", "14/05/2024", "5"))
    assert (len(reading.lines), asides(reading)) == (
        0,
        [(1, Aside.NO_TABLE), (2, Aside.NO_TABLE)],
    )


def test_read_payments_without_headings_follows_confirmed_letters():
    reading = read(
        "A,x,14/05/2024,5\nB,y,15/05/2024,6\n",
        confirmed_columns={"supplier": "Column A", "date": "Column C", "amount": "Column D"},
    )

    assert (amounts(reading), reading.header_row, reading.rows_in) == ([500, 600], None, 2)


def test_read_payments_with_some_headings_proposes_the_row_that_has_most():
    reading = read("Spending,2024\nSupplier,Amount,Paid in week\nA,5,1\n")

    assert (reading.header_row, reading.missing) == (2, ("date",))
    assert reading.columns == {"supplier": "Supplier", "amount": "Amount"}
    assert reading.sample == ((3, ("A", "5", "1")),)


def test_read_payments_needs_the_vat_of_gross_amounts():
    reading = read("Supplier,Date,Gross\nA,14/05/2024,5\n", amounts="gross_and_vat")

    assert (reading.missing, len(reading.lines)) == (("vat",), 0)


def test_read_payments_of_headings_alone_reads_no_line():
    reading = read(HEAD)

    assert (len(reading.lines), reading.missing, asides(reading)) == (
        0,
        (),
        [(1, Aside.HEADINGS)],
    )


def test_read_payments_sets_repeated_headings_and_notes_aside():
    reading = read(
        HEAD + "A,14/05/2024,5\n\n"
        "additional lines,,\n"
        "SUPPLIER , date,AMOUNT\n"
        "B,15/05/2024,6\n"
        "Note: figures are net\n"
    )

    assert amounts(reading) == [500, 600]
    assert asides(reading)[1:] == [
        (3, Aside.BLANK),
        (4, Aside.NOTE),
        (5, Aside.HEADINGS),
        (7, Aside.NOTE),
    ]


def test_read_payments_sets_headings_aside_that_come_again_and_are_known_by_a_word():
    head = "Payee,Date Expenditure Incurred,Invoice Gross  (£)\n"

    reading = read(head + "A,14/05/2024,5\n" + head + "B,15/05/2024,6\n")

    assert (amounts(reading), asides(reading)) == (
        [500, 600],
        [(1, Aside.HEADINGS), (3, Aside.HEADINGS)],
    )


def test_read_payments_follows_headings_that_come_again_in_another_order():
    reading = read(
        "Supplier,Date,Category,Amount\nA,14/05/2024,x,5\nSupplier,Date,Amount,\nB,15/05/2024,6,\n"
    )

    assert (amounts(reading), [table.header_row for table in reading.layouts]) == (
        [500, 600],
        [1, 3],
    )
    assert list(reading.lines.category) == ["x", ""]


def test_read_payments_names_the_heading_of_the_table_that_a_cell_stands_in():
    reading = read(
        "Supplier,Date,Category,Amount\nA,14/05/2024,x,y\nSupplier,Date,Net Amount,\nB,z,6,\n"
    )

    assert [(finding.row, finding.heading) for finding in reading.findings] == [
        (2, "Amount"),
        (4, "Date"),
    ]


def test_read_payments_takes_a_word_in_the_place_of_a_date_for_what_it_is():
    reading = read(HEAD + "A,Date,5\n")

    assert problems(reading) == [(2, "This is not a date")]


@pytest.mark.parametrize("row", ["Total,,5.00", ",,5.00,TOTAL", "grand total,,5.00", "total"])
def test_read_payments_sets_totals_aside_in_any_case(row):
    reading = read("Supplier,Date,Amount,Notes\nA,14/05/2024,5,\n" + row)

    assert (amounts(reading), reading.total_rows_skipped, reading.findings) == ([500], 1, ())


@pytest.mark.parametrize(
    "says", ["Total:", "GRAND TOTAL", "Sub-total", "Totals", "Report total =", "Final Totals:"]
)
def test_read_payments_knows_which_total_a_row_without_a_date_says_it_is(says):
    reading = read(HEAD + f"A,14/05/2024,5\n{says},,5\n", total_row_markers=["Total"])

    assert (amounts(reading), reading.total_rows_skipped, reading.findings) == ([500], 1, ())


def test_read_payments_takes_no_supplier_for_a_total_that_is_only_called_like_one():
    reading = read(
        HEAD + "Grand Total,14/05/2024,5\nTotal Gas Ltd,14/05/2024,6\nTotal Gas Ltd,,7\n",
        total_row_markers=["Total"],
    )

    assert (amounts(reading), problems(reading)) == ([500, 600], [(4, "The date is empty")])


def test_read_payments_takes_the_markers_of_totals_that_it_is_given():
    text = HEAD + "A,14/05/2024,5\nSumme,,5\nTotal,14/05/2024,5\n"

    reading = read(text, total_row_markers=["summe"])

    assert (amounts(reading), reading.total_rows_skipped) == ([500, 500], 1)


def test_read_payments_knows_a_nameless_total_by_its_sum():
    reading = read(HEAD + "A,14/05/2024,5\nB,15/05/2024,-2\n,,3.00\n")

    assert (amounts(reading), asides(reading)[1:]) == ([500, -200], [(4, Aside.TOTAL)])


def test_read_payments_refuses_a_nameless_amount_that_is_no_sum():
    reading = read(HEAD + "A,14/05/2024,5\n,,4.00\n")

    assert [(finding.row, finding.problem, finding.refused) for finding in reading.findings] == [
        (3, "The supplier is empty", False),
        (3, "The date is empty", True),
    ]
    assert reading.refused_rows == (("", 3),)


def test_read_payments_does_not_take_the_first_row_for_a_total():
    assert read(HEAD + ",,0.00\n").refused_rows == (("", 2),)


def test_read_payments_finds_a_total_that_does_not_agree():
    reading = read(HEAD + "A,14/05/2024,5\nTotal,,5\nB,15/05/2024,2\nTotal,,2\nTotal,,8\n")

    assert [str(finding) for finding in reading.findings] == [
        (
            'row 6: The total is not the sum of the rows above it ("8"). '
            "Check whether rows are missing from the file."
        )
    ]


def test_read_payments_lets_a_total_without_an_amount_pass():
    reading = read(HEAD + "A,14/05/2024,5\nTotal,,\n")

    assert (reading.total_rows_skipped, reading.findings) == (1, ())


def test_read_payments_keeps_a_payment_whose_supplier_is_empty():
    reading = read(HEAD + ",14/05/2024,5\n")

    assert (amounts(reading), reading.refused_rows) == ([500], ())
    assert [finding.problem for finding in reading.findings] == ["The supplier is empty"]


def test_read_payments_refuses_rows_that_are_too_long_or_too_short():
    reading = read(
        "Supplier,Date,Notes,Amount\nA,B,14/05/2024,x,5\nA,14/05/2024,5\nA,14/05/2024,,5,,\n"
    )

    assert problems(reading) == [
        (2, "The row has 5 cells and the headings only 4"),
        (3, "The row has only 3 cells and the headings 4"),
    ]
    assert (amounts(reading), reading.refused_rows) == ([500], (("", 2), ("", 3)))


def test_read_payments_reads_a_row_that_lacks_only_empty_cells_at_its_end():
    reading = read(
        "Supplier,Date,Amount,Category,Notes,Postcode\n"
        "A,14/05/2024,5,Care\nB,14/05/2024,6,Care,x\nC,14/05/2024,7\n"
    )

    assert (amounts(reading), list(reading.lines.description)) == ([500, 600], ["", "x"])
    assert [(finding.row, finding.problem, finding.refused) for finding in reading.findings] == [
        (2, "The row ends before the last headings", False),
        (3, "The row ends before the last headings", False),
        (4, "The row has only 3 cells and the headings 6", True),
    ]


def test_read_payments_never_shifts_a_file_whose_every_row_is_too_long():
    reading = read(HEAD + "x,A,14/05/2024,5\ny,B,15/05/2024,6\n")

    assert (len(reading.lines), len(reading.refused_rows)) == (0, 2)


def test_read_payments_lets_rows_end_early_in_columns_without_headings():
    assert amounts(read("Supplier,Date,Amount,,\nA,14/05/2024,5\n")) == [500]


def test_read_payments_refuses_half_a_row_that_a_stray_new_line_cut_off():
    reading = read("Supplier,Purpose,Date,Amount\nA,Roof and\ngutters,14/05/2024,5\n")

    assert reading.refused_rows == (("", 2), ("", 3))


def test_read_payments_refuses_a_row_with_broken_quotation_marks():
    reading = read(HEAD + 'A,"14/05/2024"x,5\nB,15/05/2024,6\n')

    assert (amounts(reading), reading.refused_rows) == ([600], (("", 2),))


def test_read_payments_says_so_when_a_broken_row_stands_above_the_headings():
    reading = read('"Spend"ing,x\n' + HEAD + "A,14/05/2024,5\n")

    assert (asides(reading)[0], amounts(reading)) == ((1, Aside.TITLE), [500])


def test_read_payments_counts_a_broken_row_where_it_found_no_table():
    reading = read('"x"y,z\na,b\n')

    assert (reading.rows_in, asides(reading)) == (2, [(1, Aside.NO_TABLE), (2, Aside.NO_TABLE)])


def test_read_payments_tells_what_it_read_with_licence():
    reading = read(HEAD + "A,May-10,5\nB,15/05/2010,33.333\n")

    assert [str(finding) for finding in reading.findings] == [
        'row 2, column Date: Only the month is given ("May-10"). It was read as the first of it.',
        (
            'row 3, column Amount: There is a part of a penny ("33.333"). '
            "A line shows it to the nearest penny; a study adds it up as it is and rounds the sum."
        ),
    ]
    assert (amounts(reading), reading.refused_rows) == ([500, 3333], ())


def test_read_payments_says_when_dates_do_not_show_their_order():
    reading = read(HEAD + "A,03/04/2024,5\n")

    assert reading.lines.at(0).day == dt.date(2024, 4, 3)
    assert [str(finding) for finding in reading.findings] == [
        (
            "The dates do not show whether the day or the month comes first. "
            "They were read day first: check that this is right."
        )
    ]


def test_read_payments_reads_a_whole_file_month_first_if_nothing_else_fits():
    reading = read(HEAD + "A,03/04/2024,5\nB,04/30/2024,6\nC,45505,7\n")

    assert reading.date_order is DateOrder.MONTH_FIRST
    assert [line.day for line in reading.lines] == [
        dt.date(2024, 3, 4),
        dt.date(2024, 4, 30),
        dt.date(2024, 8, 1),
    ]


def test_read_payments_refuses_every_bad_cell_of_a_row_and_the_row_once():
    reading = read(HEAD + "A,never,nothing\n")

    assert problems(reading) == [
        (2, "This is not a date"),
        (2, "This is not an amount of money"),
    ]
    assert reading.refused_rows == (("", 2),)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "The file is empty"),
        (b"a\x00b", "not text"),
        (b"PK\x03\x04junk", "damaged"),
        (b"\x89PNG\r\n\x1a\n\x00", "not text"),
    ],
)
def test_read_payments_refuses_what_is_no_table(content, words):
    with pytest.raises(FileRefused, match=words):
        read(content)


def book(**sheets):
    out = io.BytesIO()
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    made.save(out)
    return out.getvalue()


def test_read_payments_reads_every_sheet_with_a_table():
    content = book(
        Notes=[["Read me"]],
        April=[["Spend"], ["Supplier", "Date", "Amount"], ["A", dt.date(2024, 4, 3), 5.1]],
        May=[["Amount", "Date", "Supplier"], [6, dt.date(2024, 5, 3), "B"], ["x", "y", "C"]],
        Empty=[],
    )

    reading = read(content)

    assert [(line.sheet, line.row, line.supplier, line.pence) for line in reading.lines] == [
        ("April", 3, "A", 510),
        ("May", 2, "B", 600),
    ]
    assert reading.layout.sheet == "April"
    assert (reading.kind, reading.encoding, reading.delimiter) == ("xlsx", "", "")
    assert reading.set_aside_by_reason() == {
        Aside.NO_TABLE: 1,
        Aside.TITLE: 1,
        Aside.HEADINGS: 2,
    }
    assert reading.sample == ((3, ("A", "2024-04-03", "5.1")),)
    assert [str(finding) for finding in reading.findings] == [
        (
            'sheet May, row 3, column Date: This is not a date ("y"). Write the day that '
            "is meant, in the form 31/03/2025."
        ),
        (
            'sheet May, row 3, column Amount: This is not an amount of money ("x"). '
            "Write the amount as 1234.56, with a minus in front for a refund."
        ),
    ]


def test_read_payments_says_that_a_hidden_sheet_was_not_read():
    made = openpyxl.load_workbook(
        io.BytesIO(book(A=[["Supplier", "Date", "Amount"]], B=[["Supplier"]]))
    )
    made["B"].sheet_state = "hidden"
    out = io.BytesIO()
    made.save(out)

    assert [str(finding) for finding in read(out.getvalue()).findings] == [
        (
            "sheet B: This sheet is hidden and was not read. Show it and save the spreadsheet "
            "again if its payments belong to the file."
        )
    ]


def test_read_payments_refuses_a_spreadsheet_without_any_cell():
    with pytest.raises(FileRefused, match="The spreadsheet is empty"):
        read(book(A=[]))


ANY_CELL = st.sampled_from(
    ["", "Total", "A", "B", "5", "(5)", "x", "14/05/2024", "45505", "Date", "Amount", "Supplier"]
)


@given(st.lists(st.lists(ANY_CELL, max_size=5), max_size=12))
def test_no_row_is_lost(rows):
    text = HEAD + "\n".join(",".join(row) for row in rows)

    reading = read(text)

    rows_in = len(text.splitlines())
    assert reading.rows_in == rows_in
    assert len(reading.lines) + len(reading.set_aside) + len(reading.refused_rows) == rows_in
    assert {finding.row for finding in reading.findings if finding.refused} == {
        row for _, row in reading.refused_rows
    }


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused_in_plain_words(content):
    try:
        reading = read(content)
    except FileRefused as refused:
        reading = None
        words = str(refused)

    assert words.endswith(".") if reading is None else reading.rows_in > 0


def test_payments_above_their_headings_are_read_by_these():
    reading = read(
        "Spending of the council,,\n"
        "ALPHA LTD,01/04/2024,5.00\n"
        ",,\n"
        "BETA,02/04/2024,6.00\n" + HEAD + "GAMMA,13/04/2024,7.00\n"
    )

    assert amounts(reading) == [500, 600, 700]
    assert asides(reading) == [(1, Aside.TITLE), (3, Aside.BLANK), (5, Aside.HEADINGS)]
    assert reading.header_row == 5


@pytest.mark.parametrize(
    "above",
    ["Total,,13.00", ",01/04/2024,5.00", "Report of,01/04/2024,", "Made on 01/04/2024,by,us", "A"],
)
def test_what_is_no_payment_above_the_headings_stays_a_title(above):
    reading = read(f"{above}\n" + HEAD + "A,14/05/2024,5\n")

    assert (amounts(reading), asides(reading)[0]) == ([500], (1, Aside.TITLE))


def test_payments_above_headings_may_have_the_month_first():
    reading = read("ALPHA,04/25/2024,5.00\n" + HEAD + "BETA,04/26/2024,6.00\n")

    assert amounts(reading) == [500, 600]
