"""What the cells of a table say where its headings say nothing, or something else."""

import pytest

from socialvalue.calculations.spend.headings import Amounts
from socialvalue.calculations.spend.not_payments import not_in_pounds, register_of
from socialvalue.calculations.spend.reading import read_payments
from tests.unit.socialvalue.calculations.spend.fast.same import fast, patient


def read(text, **wishes):
    """Read a text, once by each reader, which must agree."""
    assert fast(text.encode(), **wishes) == patient(text.encode(), **wishes)
    return read_payments(text.encode(), name="a.csv", **wishes)


def told(reading):
    return " ".join(str(found) for found in reading.findings)


def test_suppliers_that_are_only_numbers_are_looked_for_in_another_column():
    reading = read("Vendor,Name 1,Date,Amount\n1,Acme Ltd,14/04/24,5\n2,Bolt,15/04/24,6\n")

    assert [line.supplier for line in reading.lines] == ["Acme Ltd", "Bolt"]
    assert 'this column has the supplier and not "Vendor"' in told(reading)


def test_suppliers_that_are_only_numbers_stay_where_no_other_column_has_names():
    reading = read("Vendor,Name 1,Date,Amount\n1,7,14/04/24,5\n2,8,15/04/24,6\n")

    assert [line.supplier for line in reading.lines] == ["1", "2"]


def test_dates_are_looked_for_in_another_column_if_there_are_none():
    reading = read("Supplier,Payment Date,Invoice Date,Amount\nA,,14/04/2024,5\nB,x,15/04/2024,6\n")

    assert reading.columns["date"] == "Invoice Date"


def test_one_row_alone_changes_nothing():
    reading = read("Supplier,Payment Date,Invoice Date,Amount\nA,,14/04/2024,5\n")

    assert (reading.columns["date"], len(reading.lines)) == ("Payment Date", 0)


def test_a_persons_word_comes_before_what_the_cells_say():
    text = "Supplier,Payment Date,Invoice Date,Amount\nA,,14/04/2024,5\nB,,15/04/2024,6\n"

    reading = read(text, confirmed_columns={"date": "Payment Date"})

    assert (reading.columns["date"], len(reading.lines)) == ("Payment Date", 0)


def test_a_column_that_nobody_named_may_have_the_amounts():
    reading = read("Supplier,Date,Ref,\nA,14/04/2024,1,5.00\nB,15/04/2024,2,6\n")

    assert (list(reading.lines.pence), reading.columns["amount"]) == ([500, 600], "Column D")
    assert "No heading says which column has the amount" in told(reading)


@pytest.mark.parametrize(
    "text",
    [
        "Supplier,Date,Ref,,\nA,14/04/2024,1,5.00,5.00\nB,15/04/2024,2,6.00,6.00\n",
        "Supplier,Date,Ref,\nA,14/04/2024,1,5\nB,15/04/2024,2,6\n",
    ],
    ids=["two columns could be it", "no pence"],
)
def test_where_it_cannot_be_seen_which_column_has_the_amounts_nothing_is_read(text):
    reading = read(text)

    assert (len(reading.lines), reading.missing) == (0, ("amount",))


def test_a_column_that_nobody_named_may_have_the_dates():
    reading = read("Supplier,,Amount\nA,14/04/2024,5\nB,15/04/2024,6\n")

    assert reading.columns["date"] == "Column B"


def test_suppliers_show_themselves_under_a_heading_that_is_not_known():
    reading = read("AP/AR,Day,Amount\nAcme Ltd,14/04/2024,5\nBolt plc,15/04/2024,6\n")

    assert reading.columns["supplier"] == "AP/AR"


def test_vat_that_is_a_sixth_of_the_amounts_is_taken_off():
    # 120.00 / 20.00 = 6, as at 20%; 21.00 / 1.00 = 21, as at 5%.
    reading = read(
        "Supplier,Date,Amount,VAT\n"
        "A,14/04/2024,120.00,20.00\nB,15/04/2024,21.00,1.00\nC,16/04/2024,5.00,0.00\nD,1,x,\n"
    )

    assert (reading.amounts, list(reading.lines.pence)) == (
        Amounts.GROSS_AND_VAT,
        [10000, 2000, 500],
    )
    assert "they have it in them" in told(reading)


@pytest.mark.parametrize(
    "rows",
    [
        "A,14/04/2024,100.00,20.00\nB,15/04/2024,120.00,20.00\nC,15/04/2024,120.00,20.00\n",
        "A,14/04/2024,120.00,20.00\nB,15/04/2024,77.00,0.00\n",
        "A,14/04/2024,120.00\nB,15/04/2024,120.00\n",
    ],
    ids=["some have it beside", "one alone", "no VAT"],
)
def test_vat_is_not_taken_off_unless_all_amounts_show_that_they_have_it(rows):
    reading = read(f"Supplier,Date,Amount,VAT\n{rows}")

    assert reading.amounts is Amounts.NET


def test_what_a_person_says_of_vat_comes_before_what_the_amounts_show():
    text = "Supplier,Date,Amount,VAT\nA,14/04/2024,120.00,20.00\nB,15/04/2024,60.00,10.00\n"

    assert read(text, amounts="net").amounts is Amounts.NET


@pytest.mark.parametrize(
    ("rows", "pence"),
    [
        # SAP: an invoice is a credit of the supplier's account, H, and a credit note a debit, S.
        (["10.00,H", "20.00,H", "-5.00,S"], [1000, 2000, -500]),
        (["10.00,H", "20.00,H"], [1000, 2000]),
        (["10.00,CR", "20.00,CR", "5.00,DR"], [1000, 2000, -500]),
        (["10.00,CR", "20.00,CR"], [-1000, -2000]),
        (["10.00,CR", "-20.00,CR", "5.00,DR"], [-1000, -2000, 500]),
        (["10.00,-", "20.00,-"], [-1000, -2000]),
    ],
)
def test_marks_of_debits_and_credits_are_read_by_what_most_amounts_are(rows, pence):
    text = "".join(["Supplier,Date,Amount,D/C\n", *(f"A,14/04/2024,{row}\n" for row in rows)])

    reading = read(text)

    assert list(reading.lines.pence) == pence
    assert reading.layout.is_turned is (pence[0] > 0)


def test_amounts_in_another_currency_are_refused():
    reading = read(
        "Supplier,Date,Amount,Currency\nA,14/04/2024,5,GBP\nB,14/04/2024,6,EUR\nC,14/04/24,7,\n"
    )

    assert list(reading.lines.pence) == [500, 700]
    assert [found.problem for found in reading.findings if found.refused] == [
        "This amount is not in pounds"
    ]


def test_a_currency_is_let_pass_where_the_amounts_are_said_to_be_in_pounds():
    reading = read("Supplier,Date,Billing Amount,Currency\nA,14/04/2024,5,EUR\n")

    assert (list(reading.lines.pence), reading.layout.currency) == ([500], None)


def test_headings_in_two_rows_are_read_together():
    reading = read("Report,,,\n,Supplier,Payment,\nRef,Name,Date,Net\n1,Acme Ltd,14/04/2024,5\n")
    split = read("\nSupplier,Payment,\nName,Date,Net\nAcme Ltd,14/04/2024,5\n")
    only_together = read("Supplier Name,,Net\n,Payment Date,Amount\nAcme Ltd,14/04/2024,5\n")

    assert [len(each.lines) for each in (reading, split, only_together)] == [1, 1, 1]
    assert only_together.headings == ("Supplier Name", "Payment Date", "Net Amount")
    assert only_together.header_row == 2


CONTRACTS = "Contract Ref,Title,Supplier,Start Date,End Date,Date,Value\n"


def test_a_register_of_contracts_is_not_read_and_said_to_be_one():
    text = f"{CONTRACTS}C1,x,Acme Ltd,01/04/2024,31/03/2026,01/03/2024,100000.00\n"

    reading = read(text)
    confirmed = read(
        text, confirmed_columns={"supplier": "Supplier", "date": "Date", "amount": "Value"}
    )

    assert (len(reading.lines), len(confirmed.lines)) == (0, 1)
    assert "this is a register of contracts, and not a list of payments" in told(reading)
    assert "register" not in told(confirmed)


@pytest.mark.parametrize(
    ("headings", "kind"),
    [
        ("Contract Reference|Supplier Name|Start Date|End Date|Contract Value", "contracts"),
        ("Ref|Supplier|Contract Start|Contract End|Award Date|Value", "contracts"),
        ("Beneficiary|Purpose of grant|Date awarded|Amount Awarded", "grants awarded"),
        ("Identifier|Currency|Amount Awarded|Award Date|Recipient Org:Name", "grants awarded"),
        ("PO Number|Supplier|Order Date|PO Value", "orders"),
        ("Contract Ref|Supplier|Contract Start Date|Contract End Date|Payment Date|Amount", ""),
        ("Supplier|Date|Amount", ""),
        ("Supplier|Date|Amount|Contract Ref|Contract Title", ""),
        ("Recipient|Date|Amount|Grant Title|Purpose of grant", ""),
    ],
)
def test_registers_are_known_by_their_headings(headings, kind):
    assert register_of(headings.split("|")) == kind


def test_a_very_long_heading_is_not_that_of_a_register():
    headings = ["Contract start date", "Contract end date"]

    assert register_of([*headings, "contract " * 14_000]) == "contracts"
    assert register_of([headings[0], f"{headings[1]} {'and so on ' * 30}"]) == ""


def test_a_register_whose_columns_mean_nothing_else_is_said_to_be_one():
    reading = read("Published April 2024\nPO Number,Order Date,PO Value\n1,14/04/2024,5\n")

    assert "2, : By" not in told(reading)
    assert "a register of orders" in told(reading)


@pytest.mark.parametrize(
    ("heading", "scale"), [("Amount (pence)", "pence"), ("£000", "thousands of pounds")]
)
def test_amounts_that_are_not_in_pounds_are_said_to_be_none(heading, scale):
    reading = read(f"Supplier,Date,{heading}\nA,14/04/2024,5\n")

    assert (len(reading.lines), reading.missing) == (0, ("amount",))
    assert f"These amounts are in {scale}" in told(reading)


def test_not_in_pounds_is_nothing_that_has_no_amounts():
    assert not_in_pounds(["K Factor", "Amount"]) == ""


def test_a_table_wider_than_any_is_not_looked_at_closely():
    wide = ",".join(f"Column {number}" for number in range(400))

    reading = read(f"Supplier,Date,Amount,{wide}\nA,14/04/2024,5{400 * ','}\n")

    assert len(reading.lines) == 1


@pytest.mark.parametrize("total", ["A Ltd Total,14/04/2024,5", "Adults Total,,5", "x Cyfanswm,,5"])
def test_totals_that_say_of_what_are_no_payments(total):
    reading = read(f"Supplier,Date,Amount\nA Ltd,14/04/2024,5\n{total}\n")

    assert (len(reading.lines), reading.total_rows_skipped) == (1, 1)


def test_carets_part_cells_too():
    assert list(read("Supplier^Date^Amount\nA, B^14/04/2024^5\n").lines.pence) == [500]


@pytest.mark.parametrize(
    ("amounts", "pence"),
    [
        (["99,00", "-5,50", "1.234,56", "7"], [9900, -550, 123456, 700]),
        (["99,00", "(12,5)", "€3,10", "8,00"], [9900, -1250, 800]),
        (["99,00", "5.50"], [550]),
        (["99,00", "5,50", "1,234"], [123400]),
        (["99,00", "5"], [500]),
    ],
    ids=["as abroad", "one figure", "a point", "thousands", "one alone"],
)
def test_a_comma_before_the_pence_is_read_where_the_whole_column_shows_it(amounts, pence):
    rows = "".join(f"A;14/04/2024;{amount}\n" for amount in amounts)

    reading = read(f"Supplier;Date;Amount\n{rows}")

    assert list(reading.lines.pence) == pence
    assert ("behind a comma" in told(reading)) is (pence[0] == 9900)
