"""Contracts registers of any headings, read whole, every wrong cell named."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from socialvalue.calculations.spend.findings import FileRefused
from socialvalue.calculations.spend.register_files import MOST_ROWS, read_register
from socialvalue.calculations.spend.register_headings import FIELDS, columns_of
from tests.factories.spend import workbook

HEADINGS = "Ref,Title,Supplier,Category,Start,End,Extension,Value,Annual value"


def read(*rows, headings=HEADINGS):
    return read_register("\n".join([headings, *rows]).encode())


def problems(*rows, headings=HEADINGS):
    found = read(*rows, headings=headings)
    return [(problem.row, problem.heading, problem.problem) for problem in found.problems]


@pytest.mark.parametrize(
    "headings",
    [
        HEADINGS,
        # As the Local Government Transparency Code asks for them.
        (
            "Reference number,Title of agreement,Supplier name and details,Service category,"
            "Start date,End date,Extension end date,Sum to be paid over the length of the contract,"
            "Annual spend"
        ),
        (
            "Contract Reference,Contract Title,Contractor,Contract Category,Contract Start Date,"
            "Contract End Date,Maximum Contract End Date,Total Contract Value (£),Yearly Value"
        ),
        (
            "Contract No.,Contract Name,Awarded to,ProClass Label,Commencement Date,Expiry Date,"
            "Extensions available,Award Value,Value per annum"
        ),
        (
            "OCID,Description,Vendor Name,Commodity,Start,Finish,Option to extend,Estimated Value,"
            "Annual Contract Cost (GBP)"
        ),
    ],
)
def test_headings_are_told_by_their_meaning(headings):
    assert list(columns_of(headings.split(","))) == list(FIELDS)


def test_a_contract_is_read_by_its_cells():
    (contract,) = read(
        "C-1,Cleaning  of offices,Brightside Ltd,Cleaning,01/04/2024,31/03/2027,24 months,"
        '"£300,000.00",'
    ).contracts

    assert (contract.row, contract.reference, contract.title) == (2, "C-1", "Cleaning of offices")
    assert (contract.start, contract.end) == (dt.date(2024, 4, 1), dt.date(2027, 3, 31))
    assert contract.extends_to == dt.date(2029, 3, 31)
    assert (contract.value_pence, contract.yearly_pence) == (30_000_000, None)


def test_what_is_not_known_stays_unknown():
    (contract,) = read(",Cleaning,Bright,,,31/03/2027,None,,").contracts

    assert contract.reference == "Row 2"
    assert (contract.start, contract.extends_to, contract.value_pence) == (None, None, None)


@pytest.mark.parametrize(
    ("said", "until"),
    [
        ("12", dt.date(2028, 3, 31)),
        ("2 years", dt.date(2029, 3, 31)),
        ("31/03/2030", dt.date(2030, 3, 31)),
        ("n/a", None),
    ],
)
def test_extensions_are_a_day_or_a_length(said, until):
    (contract,) = read(f"C-1,Cleaning,Bright,,,31/03/2027,{said},,").contracts

    assert contract.extends_to == until


def test_titles_above_and_blank_rows_are_no_contracts():
    found = read_register(
        f"Contracts register 2025\n\n{HEADINGS}\nC-1,Cleaning,Bright,,,31/03/2027,,,\n,,,,,,,,\n"
        "Printed by finance,,,,,,,,\n".encode()
    )

    assert [contract.row for contract in found.contracts] == [4]
    assert found.set_aside == [5, 6]


def test_a_workbook_is_read_too():
    content = workbook(
        [["Title", "Supplier", "End date"], ["Cleaning", "Bright", dt.date(2027, 3, 31)]]
    )

    (contract,) = read_register(content).contracts

    assert (contract.title, contract.end) == ("Cleaning", dt.date(2027, 3, 31))


def test_dates_are_month_first_only_if_nothing_else_fits():
    (contract,) = read("C-1,Cleaning,Bright,,,03/31/2027,,,").contracts

    assert contract.end == dt.date(2027, 3, 31)


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("C-1,,Bright,,,31/03/2027,,,", ("Title", "The title is empty")),
        ("C-1,Cleaning,,,,31/03/2027,,,", ("Supplier", "The supplier is empty")),
        ("C-1,Cleaning,Bright,,,,,,", ("End", "The end date is empty")),
        ("C-1,Cleaning,Bright,,01/04/2027,31/03/2027,,,",
         ("End", "The contract ends before it starts")),
        ("C-1,Cleaning,Bright,,,31/03/2027,31/03/2026,,",
         ("Extension", "The extension ends before the contract")),
        ("C-1,Cleaning,Bright,,,31/03/2027,,-5,", ("Value", "The value is below nought")),
        ("C-1,Cleaning,Bright,,,March 2027,,,", ("End", "Only the month is given")),
        (f"C-1,{'x' * 501},Bright,,,31/03/2027,,,", ("Title", "The text is too long")),
        ("C-1,Cleaning,Bright,,,31/03/2027,,,,more",
         ("", "The row has 10 cells and the headings only 9")),
    ],
)  # fmt: skip
def test_a_wrong_cell_is_named(row, problem):
    assert problems(row) == [(2, *problem)]
    assert read(row).contracts == []


def test_cells_that_cannot_be_read_are_named_with_what_to_do():
    found = read("C-1,Cleaning,Bright,,soon,31/02/2027,later,about 5,x")

    assert [problem.heading for problem in found.problems] == [
        "Start", "End", "Value", "Annual value",
    ]  # fmt: skip
    assert all(problem.remedy.startswith("Write the") for problem in found.problems)


def test_two_contracts_cannot_have_one_reference():
    rows = ["C-1,Cleaning,Bright,,,31/03/2027,,,", "c-1,Food,Larkhill,,,31/03/2028,,,"]

    assert problems(*rows) == [(3, "Ref", "Row 2 has the same reference")]


def test_a_broken_row_is_named():
    assert [number for number, _, _ in problems('C-1,"Clean"ing,Bright,,,31/03/2027,,,')] == [2]


@pytest.mark.parametrize(
    "content", [b"Supplier,Amount\nBright,5\n", b"x", workbook([["Title"], ["Cleaning"]])]
)
def test_what_is_no_register_is_refused(content):
    with pytest.raises(FileRefused, match="No contracts register was found"):
        read_register(content)


def test_a_register_has_a_largest_size():
    rows = ["C,Cleaning,Bright,,,31/03/2027,,,"] * (MOST_ROWS + 1)

    with pytest.raises(FileRefused, match=r"more than 20,000 rows"):
        read(*rows)


CELLS = st.text(st.characters(exclude_categories=["C"]), max_size=12)


@given(st.lists(st.lists(CELLS, max_size=10), max_size=5))
def test_no_text_breaks_the_reader(rows):
    found = read(*[",".join(row) for row in rows])

    numbers = [each.row for each in found.contracts]
    assert sorted(set(numbers)) == numbers
