"""Filled templates are read back exactly, or every fault is named by its cell."""

import datetime as dt
import io
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from procurement.bids.reports import response_template
from procurement.calculations.commitments import Promise
from procurement.calculations.names import plain_name
from procurement.calculations.responses import (
    Fault,
    FaultsFound,
    FileRefused,
    Response,
    layout,
    read_response,
)
from tests.unit.procurement.calculations.responses.papers import (
    RIGHT,
    filled,
    last_commitment_row,
    paper,
    with_cells,
)


def read(cells, **changes):
    """Fill a template with these cells, and return what is read of it."""
    asked = paper(**changes)
    return read_response(filled(asked, cells), papers=[asked])[1]


def faults_of(cells):
    """Fill a template with these cells, and return what is wrong with it."""
    with pytest.raises(FaultsFound) as found:
        read(cells)
    return found.value.faults


def test_a_filled_template_worked_example():
    promise = Promise(
        criterion="SV1",
        measure="Apprenticeships",
        quantity=Decimal(4),
        unit="people",  # left empty: it is that of the measure
        where="Guild City",
    )

    assert read(RIGHT) == Response(
        bidder_name="Alderfinch Ltd",
        price_pence=104_000_050,
        answers={"Q1": "A rota\nfor every ward."},
        commitments=(promise,),
    )


def test_the_paper_that_is_answered_is_found_among_several():
    first, second = paper(), paper(key="tender:other", lot="2")

    answered, _ = read_response(filled(second, RIGHT), papers=[first, second])

    assert answered == second


@pytest.mark.parametrize(
    ("price", "pence"),
    [
        (0, 0),
        (0.1, 10),
        (19.99, 1999),
        (1234567890.12, 123_456_789_012),
        ("£1,040,000.50", 104_000_050),
        ("1 040 000", 104_000_000),
    ],
)
def test_a_price_is_read_to_the_penny(price, pence):
    assert read(with_cells(Your_bid={"B6": price})).price_pence == pence


@pytest.mark.parametrize(
    "day",
    [dt.date(2027, 9, 30), dt.datetime(2027, 9, 30, 12), "30/09/2027", "30.9.2027", "2027-09-30"],  # noqa: DTZ001
)
def test_a_day_is_read_as_day_month_year(day):
    [promise] = read(with_cells(Commitments={"E5": day})).commitments

    assert promise.due_on == dt.date(2027, 9, 30)


@pytest.mark.parametrize(
    ("quantity", "exact"),
    [(4.5, "4.5"), (0.1, "0.1"), ("1,200.75", "1200.75"), (123456789012345, "123456789012345")],
)
def test_a_quantity_is_read_exactly(quantity, exact):
    [promise] = read(with_cells(Commitments={"C5": quantity})).commitments

    assert promise.quantity == Decimal(exact)


@pytest.mark.parametrize(
    ("sheet", "cell", "value", "words"),
    [
        ("Your bid", "B4", "  ", "Enter the bidder's name."),
        ("Your bid", "B4", "\u200b", "Enter the bidder's name."),
        ("Your bid", "B4", "x" * 201, "Shorten this to 200 characters or fewer. It has 201."),
        ("Your bid", "B6", None, "Enter the price in pounds, such as 1040000.50."),
        ("Your bid", "B6", "lots", "Enter the price in pounds, such as 1040000.50."),
        ("Your bid", "B6", -1, "Enter the price in pounds, such as 1040000.50."),
        ("Your bid", "B6", True, "Enter the price in pounds, such as 1040000.50."),
        ("Your bid", "B6", dt.date(2027, 1, 1), "Enter the price in pounds, such as 1040000.50."),
        (
            "Your bid", "B6", "1.005",
            "Enter the price in pounds and whole pence, with two decimal places.",
        ),
        ("Your bid", "B6", "9" * 30, "This price is too large. Check the number of noughts."),
        (
            "Answers", "D5", "x" * 20_001,
            "Shorten this to 20,000 characters or fewer. It has 20,001.",
        ),
        ("Commitments", "C5", "many", "Enter a number, such as 12 or 4.5."),
        ("Commitments", "C5", dt.date(2027, 1, 1), "Enter a number, such as 12 or 4.5."),
        ("Commitments", "E5", "31/02/2027", "Enter a day, such as 30/09/2027."),
        ("Commitments", "E5", "soon", "Enter a day, such as 30/09/2027."),
        ("Commitments", "E5", dt.date(1999, 12, 31), "Enter a day from 2000 to 2100."),
        ("Commitments", "B5", "x" * 301, "Shorten this to 300 characters or fewer. It has 301."),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_by_cell(sheet, cell, value, words):
    cells = with_cells(**{sheet.replace(" ", "_"): {cell: value}})

    assert faults_of(cells) == (Fault(sheet, cell, words),)


def test_every_fault_is_said_at_once():
    cells = with_cells(Your_bid={"B4": None, "B6": "x"}, Commitments={"C5": "x", "E5": "x"})

    assert [(fault.sheet, fault.cell) for fault in faults_of(cells)] == [
        ("Your bid", "B4"),
        ("Your bid", "B6"),
        ("Commitments", "C5"),
        ("Commitments", "E5"),
    ]


def test_faults_say_where_they_are():
    with pytest.raises(FaultsFound, match="Your bid B4: Enter the bidder's name"):
        read(with_cells(Your_bid={"B4": None}))


def test_a_formula_is_refused_by_cell():
    cells = with_cells(Answers={"D5": "=1+1"}, Commitments={"C5": "=SUM(A1:A9)"})

    found = {(fault.sheet, fault.cell) for fault in faults_of(cells)}

    assert {("Answers", "D5"), ("Commitments", "C5")} <= found


def test_a_row_that_was_moved_is_refused():
    faults = faults_of(with_cells(Answers={"A5": "SV1", "A6": "Q1"}))

    assert [fault.cell for fault in faults] == ["A5", "A6"]
    assert faults[0].words.startswith("This row should be about Q1.")


@pytest.mark.parametrize("sheet", ["Answers", "Commitments"])
def test_what_stands_below_the_table_is_not_left_out_unseen(sheet):
    row = 7 if sheet == "Answers" else last_commitment_row(paper())
    [fault] = faults_of(with_cells(**{sheet: {f"B{row + 2}": "One more.", f"C{row + 3}": "x"}}))

    assert (fault.sheet, fault.cell) == (sheet, f"B{row + 2}")
    assert fault.words == "Nothing is read below the table. Move this into it."


def test_blank_cells_below_the_table_are_nothing():
    assert read(with_cells(Answers={"D9": "  "})).answers == {"Q1": "A rota\nfor every ward."}


def test_control_characters_are_left_out():
    assert read(with_cells(Answers={"D5": "a_x0000_b_x0007_c\td\r\ne"})).answers["Q1"] in {
        "abc\td\ne",
        "a_x0000_b_x0007_c\td\ne",
    }


def test_another_tenders_template_is_refused():
    with pytest.raises(FileRefused, match="another tender or lot"):
        read_response(filled(paper(key="other:lot"), RIGHT), papers=[paper()])


@pytest.mark.parametrize("changes", [{"version": "2"}, {"fingerprint": "e" * 64}])
def test_a_template_of_an_earlier_method_is_refused(changes):
    with pytest.raises(FileRefused, match="made for version 1 of the method"):
        read_response(filled(paper(), RIGHT), papers=[paper(**changes)])


@pytest.mark.parametrize("cell", [("Tender", "B1"), ("Tender", "B2")])
def test_a_template_without_its_marks_is_refused(cell):
    sheet, name = cell
    content = filled(paper(), with_cells(**{sheet: {name: None}}))

    with pytest.raises(FileRefused):
        read_response(content, papers=[paper()])


@pytest.mark.parametrize("name", ["Your bid", "Answers", "Commitments", "Tender"])
def test_a_template_without_a_sheet_is_refused(name):
    book = openpyxl.load_workbook(io.BytesIO(response_template(paper())))
    del book[name]
    file = io.BytesIO()
    book.save(file)

    with pytest.raises(FileRefused, match=f"it has no sheet “{name}”"):
        read_response(file.getvalue(), papers=[paper()])


def test_a_template_as_it_was_downloaded_lacks_name_and_price():
    with pytest.raises(FaultsFound) as found:
        read_response(response_template(paper()), papers=[paper()])

    assert [fault.cell for fault in found.value.faults] == ["B4", "B6"]


@pytest.mark.parametrize(
    ("row", "column", "name"), [(0, 0, "A1"), (4, 25, "Z5"), (9, 26, "AA10"), (0, 701, "ZZ1")]
)
def test_cells_are_named_as_spreadsheets_name_them(row, column, name):
    assert layout.cell_name(row, column) == name


WORDS = st.text(
    st.characters(blacklist_categories=["Cc", "Cs", "Co", "Cn"]), min_size=1, max_size=40
).filter(lambda text: text.strip() and not text.startswith("=") and "_x" not in text.lower())
QUANTITIES = st.integers(1, 10**12).map(lambda number: Decimal(number) / 100)
DAYS = st.dates(dt.date(2000, 1, 1), dt.date(2100, 12, 31))
ROWS = st.lists(
    st.tuples(WORDS, QUANTITIES, WORDS, DAYS, WORDS, WORDS, WORDS),
    max_size=layout.ROWS_PER_QUESTION,
)


@settings(max_examples=40, deadline=None)
@given(name=WORDS.filter(plain_name), pence=st.integers(0, 10**12), answer=WORDS, rows=ROWS)
def test_what_is_filled_in_is_what_is_read(name, pence, answer, rows):
    columns = "BCDEFGH"
    cells = {
        "Your bid": {"B4": name, "B6": Decimal(pence) / 100},
        "Answers": {"D5": answer},
        "Commitments": {
            f"{columns[place]}{number}": value
            for number, row in enumerate(rows, start=5)
            for place, value in enumerate(row)
        },
    }

    response = read(cells)

    assert response == Response(
        bidder_name=plain_name(name),
        price_pence=pence,
        answers={"Q1": answer.strip()},
        commitments=tuple(
            Promise(
                criterion="SV1",
                measure=measure.strip(),
                quantity=quantity,
                unit=unit.strip(),
                due_on=due_on,
                where=where.strip(),
                for_whom=for_whom.strip(),
                explanation=how.strip(),
            )
            for measure, quantity, unit, due_on, where, for_whom, how in rows
        ),
    )
