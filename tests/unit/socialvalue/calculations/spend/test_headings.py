import pytest

from socialvalue.calculations.spend.headings import (
    Amounts,
    column_positions,
    found_of_needed,
    is_gross,
    is_heading,
    plain_form,
    position_of,
)

REAL = {
    "council": (
        (
            "Organisation Name|Directorate|Supplier (Beneficiary) Name|Payment Date"
            "|Transaction Number|Net Amount|Irrecoverable VAT|Purpose of Spend|Procurement Category"
        ),
        (
            "Supplier (Beneficiary) Name|Payment Date|Net Amount|Procurement Category"
            "|Transaction Number|Purpose of Spend|-"
        ),
    ),
    "central": (
        (
            "Department|Entity|Date|Expense Type|Expense Area|Supplier|Transaction Number|Amount"
            "|Description|Supplier Postcode|Supplier Type|Contract Number|Expenditure Type"
        ),
        "Supplier|Date|Amount|Expense Type|Transaction Number|Description|Supplier Postcode",
    ),
    "underscores": (
        (
            "body_name|organisational_unit|expenditure_category|expenditure_code|paid_date|trans_no"
            "|amount|caporrev|supplier_id|supplier_name"
        ),
        "supplier_name|paid_date|amount|expenditure_category|trans_no|-|-",
    ),
    "run together": (
        (
            "OrganisationLabel|ServiceCategoryLabel|BeneficiaryName|PaymentDate|TransactionNumber"
            "|Amount|IrrecoverableVATAmount|Purpose"
        ),
        "BeneficiaryName|PaymentDate|Amount|ServiceCategoryLabel|TransactionNumber|Purpose|-",
    ),
    "stars and capitals": (
        "* Payee| * DATE PAID |* net AMOUNT (£)|* Voucher No",
        "* Payee| * DATE PAID |* net AMOUNT (£)|-|* Voucher No|-|-",
    ),
    "small council": (
        "Service Cost Centre|Account Detail|Description|HBC ref no|Name|Payment date|Net Amount(£)",
        "Name|Payment date|Net Amount(£)|Account Detail|HBC ref no|Description|-",
    ),
    "database names": (
        (
            "DEPARTMENT|ACCOUNTING_DATE|EXPENSE_TYPE|SUPPLIER_OBS_TYPE|EXPENSE_AREA|SUPPLIER"
            "|TRANSACTION_NUM|AMOUNT|Actual Description|POSTCODE|SUPPLIER_TYPE|VAT_REGISTRATION_NUM"
        ),
        "SUPPLIER|ACCOUNTING_DATE|AMOUNT|EXPENSE_TYPE|TRANSACTION_NUM|Actual Description|POSTCODE",
    ),
    "fire": (
        "Transaction Number|Date|Subjective Description|Supplier Name|Amount|",
        "Supplier Name|Date|Amount|Subjective Description|Transaction Number|-|-",
    ),
    "misspelt": (
        "Entity|Date|Supplier|Amount|Transation Description|Supplier post cose",
        "Supplier|Date|Amount|-|-|Transation Description|Supplier post cose",
    ),
    "creditor": (
        "Creditor Name|Invoice Date|Paid Date|Amount Paid (ex VAT)|Spend Category|Our Reference",
        "Creditor Name|Paid Date|Amount Paid (ex VAT)|Spend Category|Our Reference|-|-",
    ),
}


@pytest.mark.parametrize("name", REAL)
def test_column_positions_know_what_publishers_call_their_columns(name):
    row, expected = (line.split("|") for line in REAL[name])

    positions, amounts = column_positions(row, confirmed={}, amounts=None)

    wanted = (
        "supplier",
        "date",
        "amount",
        "category",
        "transaction_number",
        "description",
        "postcode",
    )
    found = [row[positions[field]] if field in positions else "-" for field in wanted]
    assert (found, amounts) == (expected, Amounts.NET)


GROSS = ["Supplier", "Date Paid", "Gross Value (Detail)", "VAT Amount", "Service Label"]


def test_column_positions_find_out_that_amounts_are_gross():
    positions, amounts = column_positions(GROSS, confirmed={}, amounts=None)

    assert amounts is Amounts.GROSS_AND_VAT
    assert positions == {"supplier": 0, "date": 1, "amount": 2, "vat": 3, "category": 4}


def test_column_positions_look_for_no_vat_where_amounts_are_net():
    positions, _ = column_positions([*GROSS, "Net"], confirmed={}, amounts=None)

    assert positions == {"supplier": 0, "date": 1, "amount": 5, "category": 4}


def test_column_positions_prefer_gross_where_amounts_are_gross():
    positions, _ = column_positions([*GROSS, "Net"], confirmed={}, amounts=Amounts.GROSS_AND_VAT)

    assert (positions["amount"], positions["vat"]) == (2, 3)


@pytest.mark.parametrize("heading", ["VAT Registration Number", "Irrecoverable VAT", "VAT Code"])
def test_column_positions_do_not_take_just_anything_for_vat(heading):
    row = ["Supplier", "Date", "Gross Amount", heading]

    positions, _ = column_positions(row, confirmed={}, amounts=Amounts.GROSS_AND_VAT)

    assert "vat" not in positions


@pytest.mark.parametrize(
    "heading", ["Supplier Code", "Supplier ID", "Vendor Number", "Supplier Type", "Payee Postcode"]
)
def test_column_positions_do_not_take_just_anything_for_a_supplier(heading):
    positions, _ = column_positions([heading], confirmed={}, amounts=None)

    assert "supplier" not in positions


def test_column_positions_take_a_persons_word_before_their_own():
    row = ["Supplier", "Date", "Amount", "Invoice Date", "Ledger Value"]

    positions, _ = column_positions(
        row,
        confirmed={
            "supplier": "Supplier",
            "date": " invoice date ",
            "amount": "Ledger Value",
            "category": "Supplier",
        },
        amounts=None,
    )

    assert positions == {"supplier": 0, "date": 3, "amount": 4, "category": 0}


def test_column_positions_leave_a_field_out_that_a_person_says_is_not_there():
    positions, _ = column_positions(
        ["Supplier", "Date", "Amount", "Postcode"], confirmed={"postcode": ""}, amounts=None
    )

    assert positions == {"supplier": 0, "date": 1, "amount": 2}


def test_column_positions_find_a_field_whose_confirmed_heading_is_not_in_this_row():
    positions, _ = column_positions(
        ["Supplier", "Date", "Amount", "Expense Type"],
        confirmed={"category": "Expenditure Category"},
        amounts=None,
    )

    assert positions["category"] == 3


@pytest.mark.parametrize(
    ("heading", "row", "position"),
    [
        ("Amount", ["amount", "Amount"], 1),
        (" Amount ", ["x", "Amount "], 1),
        ("net amount", ["x", "* Net Amount (£)"], 1),
        ("Missing", ["x"], None),
        ("£", ["x", "(£)"], 1),
        ("?", ["x", "!"], None),
    ],
)
def test_position_of_compares_as_written_and_then_in_plain_form(heading, row, position):
    assert position_of(heading, row) == position


@pytest.mark.parametrize(
    ("heading", "plain"),
    [
        ("* Net Amount (£)", "net amount"),
        ("net_amount", "net amount"),
        ("PaymentDate", "payment date"),
        (" Name:  ", "name"),
        ("£", "gbp"),
        ("-", ""),
    ],
)
def test_plain_form(heading, plain):
    assert plain_form(heading) == plain


@pytest.mark.parametrize(
    ("text", "is_one"),
    [("Date", True), ("Amount", True), ("", False), ("01/04/2024", False), ("Acme Ltd", False)],
)
def test_is_heading_knows_whole_headings_only(text, is_one):
    assert is_heading(text) is is_one


@pytest.mark.parametrize(
    ("heading", "gross"), [("Gross Amount", True), ("Amount inc VAT", True), ("Amount", False)]
)
def test_is_gross_says_whether_amounts_are_called_gross(heading, gross):
    assert is_gross(heading) is gross


def test_found_of_needed_counts_supplier_date_and_amount():
    assert found_of_needed(["Supplier", "Amount", "x"], confirmed={}, amounts=None) == 2


WAYS = {
    "supplier": "Payee|Creditor|Beneficiary|Paid To|Supplier/Payee|Vendor Name 1|Name of "
    "Supplier|Supplier's name|Organisation Paid|Company|Seller",
    "date": "Date of Payment|Pay Date|Posting Date|Cheque Date|Date "
    "(dd/mm/yyyy)|Clearing Date|Payment Made|Day Paid|Payment Run Date|When",
    "amount": "Net £|£|Net (GBP)|Net Spend|Amount (ex. VAT)|Net Invoice Total|Amount net "
    "of recoverable VAT|Value of payment|Sum Paid|Price",
    "category": "Spend Category|Service Label|ProClass Label|GL "
    "Description|Commodity|Purchase Type|Spend Classification|Budget heading|Type of spend|Sector",
    "transaction_number": "Trans No|Voucher Number|Document No|Transaction ID|Invoice "
    "No.|Our Ref|PO Number|Journal",
    "description": "Purpose|Narrative|Details|Line Description|Description of "
    "spend|Notes|Summary|What for",
    "postcode": "Post Code|Supplier Post Code|Payee Postcode|Postcode of supplier|Postal code|Zip",
}


@pytest.mark.parametrize(
    ("field", "heading"),
    [(field, heading) for field, ways in WAYS.items() for heading in ways.split("|")],
)
def test_column_positions_know_many_ways_to_call_a_field(field, heading):
    positions, _ = column_positions([heading], confirmed={}, amounts=Amounts.NET)

    assert positions.get(field) == 0


@pytest.mark.parametrize(
    "heading",
    ["Gross £", "Gross Value (Detail)", "Amount (inc. VAT)", "Gross Invoice Amount", "Total Gross"],
)
@pytest.mark.parametrize("vat", ["VAT", "VAT (£)", "Recoverable VAT", "Of which VAT", "Tax"])
def test_column_positions_know_many_ways_to_call_gross_and_vat(heading, vat):
    positions, _ = column_positions([vat, heading], confirmed={}, amounts=Amounts.GROSS_AND_VAT)

    assert positions == {"amount": 1, "vat": 0}


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Supplier Name / Enw'r Cyflenwr", "supplier"),
        ("Dyddiad Talu", "date"),
        ("Swm Net (£)", "amount"),
        ("Pmnt Dt (yyyymmdd)", "date"),
        ("Sum of Net Amount", "amount"),
        ("Amount (including irrecoverable VAT)", "amount"),
        ("Paid", "date"),
    ],
)
def test_column_positions_know_headings_in_welsh_and_cut_short(heading, field):
    positions, _ = column_positions([heading], confirmed={}, amounts=None)

    assert positions == {field: 0}


def test_column_positions_take_the_text_of_a_code_and_not_the_code():
    row = ["Supplier ID", "Supplier ID(T)", "Account", "Account(T)"]

    positions, _ = column_positions(row, confirmed={}, amounts=None)

    assert positions == {"supplier": 1, "category": 3}


@pytest.mark.parametrize(
    "heading", ["Supplier / Category Code", "Amount inc VAT number", "Invoice"]
)
def test_column_positions_take_no_heading_of_which_a_part_only_fits(heading):
    assert column_positions([heading], confirmed={}, amounts=None)[0] == {}


@pytest.mark.parametrize(
    ("row", "amount"),
    [
        (["Invoice Amount", "Line Amount"], 1),
        (["Transaction Amount", "Billing Amount"], 1),
        (["Total", "Invoice Total"], 0),
        (["SumOfAmount_Inc_VAT", "SumOfAmount_Exc_VAT"], 1),
    ],
)
def test_column_positions_prefer_what_was_paid_in_pounds_for_one_line(row, amount):
    assert column_positions(row, confirmed={}, amounts=None)[0] == {"amount": amount}


def test_a_million_spaces_are_gone_through_once():
    assert not is_gross("Net" + " " * 1_000_000 + "x")
    assert is_gross("Gross" + " " * 1_000_000 + "/" + " " * 1_000_000 + "Gross amount")
