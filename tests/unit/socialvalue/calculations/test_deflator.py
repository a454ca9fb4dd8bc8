import re
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from socialvalue.calculations.deflator import (
    FORECAST,
    NotADeflatorFile,
    Price,
    Series,
    YearNotHeld,
    deflate,
    financial_year,
    read_deflator,
)
from socialvalue.calculations.rounding import shown

D = Decimal
# The years of the example in HM Treasury's user's guide, annex A (its figures are for illustration)
GUIDE = {
    "1992-93": Price(D("77.756")),
    "1998-99": Price(D("91.031")),
    "2002-03": Price(D("100.000")),
    "2003-04": Price(D("102.789")),
}
TREASURY = [
    ["GDP DEFLATORS AT MARKET PRICES, AND MONEY GDP", "", "", ""],
    ["Financial year", "", "", "", "", "Calendar year"],
    ["", "GDP deflator at market prices", "", "Money GDP", "", "", "GDP deflator"],
    [
        *("Financial year", "2016-17 = 100", "per cent change on previous year", "Cash", ""),
        *("Calendar year", "2016 = 100"),
    ],
    ["", "", "", "", "", "", ""],
    ["2015-16", "97.5", "0.8", "1,900,000", "", "2015", "97"],
    ["2016-17", "100.000", "2.56", "1,990,000", "", "2016", "100"],
    ["2017-18 (1), (2)", "-", "2.00", "", "", "2017 (1)", "-"],
    ["2018-19", "-", "-0.50", "", "", "", ""],
    ["Source: ONS"],
]


def read(rows):
    return read_deflator([("deflators.csv", iter(rows))])


@pytest.mark.parametrize(
    ("pence", "from_year", "to_year", "pounds_m"),
    [
        # £7.4m of 1998-99 in the prices of 2003-04: 7.4 × 102.789 / 91.031 = 8.36 (the guide)
        (740_000_000, "1998-99", "2003-04", "8.36"),
        # £85.32m of 2002-03 in the prices of 1992-93: 85.32 × 77.756 / 100 = 66.34
        (8_532_000_000, "2002-03", "1992-93", "66.34"),
    ],
)
def test_deflate_examples_of_the_users_guide(pence, from_year, to_year, pounds_m):
    found = deflate(pence, from_year=from_year, to_year=to_year, prices=GUIDE)

    assert shown(found / 10**8) == pounds_m


def test_deflate_is_exact():
    # 100 × 77.756 / 91.031
    found = deflate(-100, from_year="1998-99", to_year="1992-93", prices=GUIDE)

    assert found == -Fraction(7_775_600, 91_031)


@pytest.mark.parametrize(
    ("years", "prices", "words"),
    [
        (("2011-12", "2002-03"), GUIDE, "The deflator has no 2011-12: it has 1992-93 to 2003-04"),
        (("2011-12", "2012-13"), GUIDE, "has no 2011-12 and no 2012-13: it has"),
        (("2011-12", "2011-12"), {}, "has no 2011-12 and no 2011-12: none is loaded"),
    ],
)
def test_deflate_refuses_a_year_that_is_not_held(years, prices, words):
    with pytest.raises(YearNotHeld, match=words):
        deflate(1, from_year=years[0], to_year=years[1], prices=prices)


@given(
    st.integers(-(10**14), 10**14),
    st.decimals("0.001", "500", places=3),
    st.decimals("0.001", "500", places=3),
)
def test_deflating_there_and_back_gives_the_same_pence(pence, first, second):
    prices = {"2012-13": Price(first), "2013-14": Price(second)}

    there = deflate(pence, from_year="2012-13", to_year="2013-14", prices=prices)

    assert there * Fraction(first) / Fraction(second) == pence
    assert (there > pence) == (pence * (second - first) > 0)


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2012-13", "2012-13"),
        (" 2012/13 ", "2012-13"),
        ("2012-2013", "2012-13"),
        ("2012–13", "2012-13"),
        ("1999-00", "1999-00"),
        ("2025-26 (1), (2)", "2025-26"),
        ("2012-14", ""),
        ("2012", ""),
        ("2012-133", ""),
        ("Source: 2012-13", ""),
        (2012.0, ""),
        (None, ""),
    ],
)
def test_financial_year(text, year):
    assert financial_year(text) == year


def test_read_deflator_as_the_treasury_publishes_it():
    assert read(TREASURY) == Series(
        "2016-17",
        {
            "2015-16": Price(D("97.5")),
            "2016-17": Price(D("100.000")),
            # 100 × 1.02, and that × 0.995
            "2017-18": Price(D("102.0000"), FORECAST),
            "2018-19": Price(D("101.49"), FORECAST),
        },
    )


def test_read_deflator_of_a_workbook_with_years_further_right():
    notes = [["Notes"], ["2 sheets"]]
    sheet = [["", "Financial year", "2024-25 = 100 (3)", "change"], ["", "2024-25", 100.0, 3.1]]

    assert read_deflator([("Notes", iter(notes)), ("Deflators", iter(sheet))]) == Series(
        "2024-25", {"2024-25": Price(D("100.0"))}
    )


def test_read_deflator_of_a_plain_table():
    rows = [
        ["# Source: the Treasury"],
        ["financial_year", "index", "mark"],
        ["2023-24", "96.1", ""],
        ["2024-25", "100", ""],
        ["2025-26", "", "not known yet"],
        ["2026-27", "104.2", "not confirmed"],
    ]

    assert read(rows) == Series(
        "2024-25",
        {
            "2023-24": Price(D("96.1")),
            "2024-25": Price(D(100)),
            "2026-27": Price(D("104.2"), "not confirmed"),
        },
    )


def test_first_year_with_a_change_only_is_left_out():
    rows = [["y", "2016-17 = 100", "change"], ["2015-16", "", "2"], ["2016-17", "100"]]

    assert read(rows).prices == {"2016-17": Price(D(100))}


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([], "no heading such as 2024-25 = 100, and no headings financial_year and index"),
        ([["2024-25 = 100"], ["2024-25"]], "no heading such as 2024-25 = 100"),
        ([["a"]] * 40 + TREASURY, "no heading such as 2024-25 = 100"),
        (
            [["financial_year", "index"], ["2024-25", "100"], ["2024-25", "100"]],
            "deflators.csv, row 3: 2024-25 is given more than once",
        ),
        (
            [["financial_year", "index"], ["2024-25", "about 100"]],
            "deflators.csv, row 2: 'about 100' is not a decimal string",
        ),
        ([["financial_year", "index"], ["2024-25", "0"]], "row 2: 0 is not above 0"),
        ([["financial_year", "index"], ["2024-25", "99"]], "deflators.csv: no year has the index"),
        ([["y", "2016-17 = 100"], ["2015-16", "100"]], "deflators.csv: no year has the index 100"),
        ([["y", "2016-17 = 100"], ["2016-17", "101"]], "deflators.csv: no year has the index 100"),
        (
            [["y", "2016-17 = 100", "change"], ["2016-17", "100", "1"], ["2017-18", "-", "-100"]],
            "row 3: -100 is not above -100",
        ),
    ],
)
def test_read_deflator_refuses(rows, words):
    with pytest.raises(NotADeflatorFile, match=re.escape(words)):
        read(rows)


@given(st.lists(st.decimals("-5", "9", places=14), min_size=1, max_size=12))
def test_forecasts_are_chained_exactly(changes):
    years = [f"{2024 + n}-{25 + n}" for n in range(len(changes) + 1)]
    rows = [
        ["y", "2024-25 = 100", "change"],
        [years[0], "100", "1"],
        *([year, "-", f"{change:f}"] for year, change in zip(years[1:], changes, strict=True)),
    ]

    last = read(rows).prices[years[-1]]

    expected = Fraction(100)
    for change in changes:
        expected *= 1 + Fraction(change) / 100
    assert Fraction(last.index) == expected
