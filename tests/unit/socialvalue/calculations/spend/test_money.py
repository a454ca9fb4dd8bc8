from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from socialvalue.calculations.spend.money import (
    ABROAD,
    DASH,
    MORE_DIGITS,
    NO_VAT,
    PART_OF_A_PENNY,
    Money,
    NotMoney,
    money_from_text,
    vat_from_text,
)


@pytest.mark.parametrize(
    ("text", "pence"),
    [
        ("1234.56", 123456),
        ("1,234.56", 123456),
        ("12,345,678.9", 1234567890),
        ("  £1,234.56 ", 123456),
        ("£ 10", 1000),
        ("GBP 10.00", 1000),
        ("10.00-", -1000),
        ("-10.00", -1000),
        ("\u221210.00", -1000),
        ("-£4,000.00", -400000),
        ("£-4", -400),
        ("£4.00-", -400),
        ("(5,000.00)", -500000),
        ("(£5)", -500),
        ("£(5)", -500),
        ("500.00CR", -50000),
        ("500.00 Cr", -50000),
        ("500.00 DR", 50000),
        ("500.00DB", 50000),
        ("+3", 300),
        (".50", 50),
        ("0", 0),
        ("-0.00", 0),
        ("100.000", 10000),
        ("9999999999999.99", 999999999999999),
    ],
)
def test_money_from_text_reads_every_written_form(text, pence):
    assert money_from_text(text).pence == pence


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "The amount is empty"),
        ("   ", "The amount is empty"),
        ("12-50", "This is not an amount of money"),
        ("(50", "This is not an amount of money"),
        ("50)", "This is not an amount of money"),
        ("(-50)", "This is not an amount of money"),
        ("£(£5)", "This is not an amount of money"),
        ("1,23", "This is not an amount of money"),
        ("1234,567.00", "This is not an amount of money"),
        ("1 234", "This is not an amount of money"),
        ("1.234,5", "This is not an amount of money"),
        ("99,00", "This is not an amount of money"),
        ("1,234 567.00", "This is not an amount of money"),
        ("1 23 456.00", "This is not an amount of money"),
        ("1 234.567,89", "This is not an amount of money"),
        ("-1 234.56 CR", "This amount has more than one sign"),
        (30 * "1 234,56 ", "This is not an amount of money"),
        ("1E5", "This is not an amount of money"),
        ("5.", "This is not an amount of money"),
        ("--", "This is not an amount of money"),
        ("- -", "This is not an amount of money"),
        ("£", "This is not an amount of money"),
        ("$5", "This amount is not in pounds"),
        ("5.00 EUR", "This amount is not in pounds"),
        ("usd 5", "This amount is not in pounds"),
        ("5 EUROS", "This is not an amount of money"),
        ("n/a", "This is not an amount of money"),
        ("26/09/2135", "This is not an amount of money"),
        ("\u0661\u0662", "This is not an amount of money"),
        ("-5-", "This amount has more than one sign"),
        ("-5CR", "This amount has more than one sign"),
        ("--5", "This amount has more than one sign"),
        ("10000000000000", "This amount is too large for one payment"),
        ("0." + 59 * "1", "This amount has too many digits"),
    ],
)
def test_money_from_text_refuses_what_is_not_plainly_an_amount(text, words):
    with pytest.raises(NotMoney) as refused:
        money_from_text(text)

    assert str(refused.value) == words


@pytest.mark.parametrize(
    ("text", "pence", "exact"),
    [
        ("41666.66667", 4166667, Fraction(4166666667, 1000)),
        ("0.005", 1, Fraction(1, 2)),
        ("-0.005", -1, Fraction(-1, 2)),
        ("0.0049", 0, Fraction(49, 100)),
        ("0." + 57 * "0" + "1", 0, Fraction(1, 10**56)),
    ],
)
def test_money_from_text_keeps_a_part_of_a_penny_and_says_so(text, pence, exact):
    assert money_from_text(text) == Money(
        pence, exact, PART_OF_A_PENNY, style=money_from_text(text).style
    )


@pytest.mark.parametrize(
    ("text", "pence"),
    [("12.340000000000001", 1234), ("-12.339999999999999", -1234), ("0.30000000000000004", 30)],
)
def test_money_from_text_reads_a_binary_fraction_as_the_pence_it_shows(text, pence):
    money = money_from_text(text)

    assert (money.pence, money.exact, money.licence) == (pence, pence, MORE_DIGITS)


@pytest.mark.parametrize(
    ("text", "pence"),
    [
        ("£ 1 234,56", 123456),
        ("1 234.56", 123456),
        ("1\u00a0234\u202f567.00-", -123456700),
        ("1.234.567,89 CR", -123456789),
        ("(£12 000.00)", -1200000),
    ],
)
def test_money_from_text_reads_what_is_written_abroad_and_says_so(text, pence):
    money = money_from_text(text)

    assert (money.pence, money.exact, money.licence) == (pence, pence, ABROAD)


@pytest.mark.parametrize("text", ["-", "£-", "\u2013", " £ \u2014 ", "GBP -", "\u2212"])
def test_money_from_text_reads_the_dash_of_accounts_as_nothing(text):
    assert money_from_text(text) == Money(0, 0, DASH)


def test_vat_from_text_reads_an_empty_cell_as_nothing():
    assert (vat_from_text(" "), vat_from_text("1.20")) == (Money(0, 0, NO_VAT), Money(120, 120))


@pytest.mark.parametrize(
    ("text", "style"),
    [
        ("5", set()),
        ("£1,000-", {"pound sign", "thousands commas", "minus after"}),
        ("gbp 5", {"pound sign"}),
        ("-5", {"minus before"}),
        ("£-5", {"pound sign", "minus before"}),
        ("+5", {"plus before"}),
        ("(5)", {"brackets"}),
        ("5CR", {"CR or DR"}),
    ],
)
def test_money_from_text_names_the_marks_it_met(text, style):
    assert money_from_text(text).style == style


@given(st.integers(-(10**14), 10**14), st.booleans())
def test_money_from_text_reads_back_what_python_writes(pence, with_pound):
    pounds = f"{Decimal(abs(pence)) / 100:,.2f}"
    text = ("-" if pence < 0 else "") + ("£" if with_pound else "") + pounds

    assert money_from_text(text).pence == pence


@given(st.text(alphabet="0123456789.,-+()£ CRD", max_size=12))
def test_money_from_text_gives_money_or_a_reason_and_nothing_else(text):
    outcome = _outcome(text)

    assert isinstance(outcome, Money) or outcome in REASONS


REASONS = {
    "The amount is empty",
    "This is not an amount of money",
    "This amount has more than one sign",
}


def _outcome(text):
    try:
        return money_from_text(text)
    except NotMoney as refused:
        return str(refused)


@pytest.mark.parametrize(
    ("text", "pence"), [("\u201312.50", -1250), ("3.00\u2011", -300), ("'4.00", 400)]
)
def test_money_from_text_reads_dashes_as_minus_and_lets_the_mark_of_a_text_pass(text, pence):
    assert money_from_text(text).pence == pence


@pytest.mark.parametrize("space", [" ", "\t", "\u00a0", "\u202f"])
def test_a_million_spaces_are_gone_through_once(space):
    with pytest.raises(NotMoney, match="not an amount"):
        money_from_text(f"1{space * 1_000_000}x")

    assert money_from_text(f"£{space * 1_000_000}1").pence == 100
