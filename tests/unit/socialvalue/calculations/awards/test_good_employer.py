"""Pay and hours against what they are held against, worked by hand.

Rates of the data file, pence for an hour, UK / London: 2024-25 1260 / 1385 from 1 May 2025;
2025-26 1345 / 1480, announced 22 October 2025, from 1 May 2026; nothing is known after that.
"""

import datetime as dt
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from socialvalue.awards.data_files import good_employer_standards
from socialvalue.calculations.awards.good_employer import (
    Facts,
    FactsDoNotFit,
    Place,
    finding,
    rate_coming,
    rate_due,
    standards_from,
)
from socialvalue.calculations.documents import DataWrong, Part

STANDARDS = good_employer_standards()
JUNE = dt.date(2026, 6, 1)


def facts(**changed):
    """Return facts of a day with these changed."""
    return Facts(**{"as_of": JUNE, "place": Place.UK, "lowest_pence": 1345, "staff": 40} | changed)


@pytest.mark.parametrize(
    ("on", "year"),
    [
        (dt.date(2018, 1, 1), None),
        (dt.date(2019, 5, 4), None),
        (dt.date(2019, 5, 5), "2018-19"),
        (dt.date(2024, 4, 30), "2022-23"),
        (dt.date(2024, 5, 1), "2023-24"),
        (dt.date(2026, 4, 30), "2024-25"),
        (dt.date(2026, 5, 1), "2025-26"),
        (dt.date(2027, 4, 30), "2025-26"),
        (dt.date(2027, 5, 1), None),  # by then there must be another, which is not known
    ],
)
def test_rate_that_is_due_by_hand(on, year):
    due = rate_due(STANDARDS.rates, on=on)

    assert (due and due.year) == year


@pytest.mark.parametrize(
    ("on", "year"),
    [
        (dt.date(2025, 10, 21), None),
        (dt.date(2025, 10, 22), "2025-26"),
        (dt.date(2026, 4, 30), "2025-26"),
        (dt.date(2026, 5, 1), None),
    ],
)
def test_rate_that_comes_by_hand(on, year):
    coming = rate_coming(STANDARDS.rates, on=on)

    assert (coming and coming.year) == year


@pytest.mark.parametrize(
    ("changed", "rate", "short", "pays"),
    [
        ({}, 1345, 0, True),
        ({"lowest_pence": 1344}, 1345, 1, False),
        ({"lowest_pence": 1221}, 1345, 124, False),  # 13.45 - 12.21 = 1.24
        ({"place": Place.LONDON}, 1480, 135, False),
        ({"place": Place.LONDON, "lowest_pence": 1500}, 1480, 0, True),
        ({"as_of": dt.date(2026, 4, 30), "lowest_pence": 1260}, 1260, 0, True),
        ({"as_of": dt.date(2027, 5, 1)}, None, None, None),
    ],
)
def test_pay_by_hand(changed, rate, short, pays):
    found = finding(facts(**changed), STANDARDS)

    assert (found.rate_pence, found.short_pence, found.pays_rate) == (rate, short, pays)


def test_shares_are_exact_and_what_is_unknown_stays_unknown():
    found = finding(facts(zero_hours=1, trained=30, least_hours=Decimal("15.99")), STANDARDS)

    assert (found.zero_hours_share, found.trained_share) == (Fraction(1, 40), Fraction(3, 4))
    assert (found.below_share, found.hours_enough) == (None, False)
    below = finding(facts(below_rate=4, lowest_pence=1344), STANDARDS)
    assert below.below_share == Fraction(1, 10)
    assert finding(facts(), STANDARDS).hours_enough is None
    assert finding(facts(least_hours=Decimal(16)), STANDARDS).hours_enough is True
    assert finding(facts(staff=0, zero_hours=0), STANDARDS).zero_hours_share is None


@pytest.mark.parametrize(
    "changed",
    [
        {"below_rate": 41, "lowest_pence": 1},
        {"zero_hours": 41},
        {"trained": 41},
        {"below_rate": 1},
        {"below_rate": 0, "lowest_pence": 1344},
    ],
)
def test_facts_that_cannot_both_be_true_are_refused(changed):
    with pytest.raises(FactsDoNotFit):
        finding(facts(**changed), STANDARDS)


def test_without_a_rate_nobody_can_be_said_to_be_below_it_wrongly():
    found = finding(facts(as_of=dt.date(2027, 5, 1), below_rate=5), STANDARDS)

    assert (found.rate, found.below_share) == (None, Fraction(1, 8))


@given(st.integers(1, 5_000), st.integers(0, 500))
def test_more_pay_never_widens_the_gap(pence, more):
    low = finding(facts(lowest_pence=pence), STANDARDS)
    high = finding(facts(lowest_pence=pence + more), STANDARDS)

    assert 0 <= high.short_pence <= low.short_pence


def test_every_rate_is_higher_in_london_and_than_the_year_before():
    rates = sorted(STANDARDS.rates, key=lambda rate: rate.pay_by)

    assert all(rate.pence[Place.LONDON] > rate.pence[Place.UK] for rate in rates)
    assert all(
        before.pence[place] < after.pence[place] and before.announced < after.announced
        for before, after in pairwise(rates)
        for place in Place
    )


def test_a_file_of_another_format_is_refused():
    with pytest.raises(DataWrong, match="format"):
        standards_from(Part({"format": "rates"}))
