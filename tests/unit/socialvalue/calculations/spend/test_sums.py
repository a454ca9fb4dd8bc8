"""Sums in two halves: exact, whatever their size, order and parts of a penny."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from socialvalue.calculations.spend import sums

amounts = st.integers(-(2**62), 2**62)
rows = st.lists(st.tuples(st.integers(0, 3), amounts, st.integers(0, 9)), max_size=30)


def of_rows(given_rows, shape):
    """Return the sums of rows: cell, whole pence, and tenths of a penny beyond."""
    found = sums.Sums(shape)
    found.add(
        np.array([cell for cell, _, _ in given_rows], dtype=np.int64),
        sums.Amounts.of(
            np.ones(len(given_rows), dtype=np.int64),
            np.array([pence for _, pence, _ in given_rows], dtype=np.int64),
            {at: n * sums.PARTS // 10 for at, (_, _, n) in enumerate(given_rows) if n},
        ),
    )
    return found


def slow(given_rows, wanted):
    """Return lines and pence of the wanted cells, one row after the other."""
    some = [(pence, tenths) for cell, pence, tenths in given_rows if cell in wanted]
    return len(some), sum(pence + Fraction(tenths, 10) for pence, tenths in some)


@given(rows)
def test_each_cell_and_the_total_are_exact(given_rows):
    found = of_rows(given_rows, (4,))

    assert found.each() == [slow(given_rows, {cell}) for cell in range(4)]
    assert found.total() == slow(given_rows, {0, 1, 2, 3})
    assert found.total(np.array([True, False, True, False])) == slow(given_rows, {0, 2})


@given(rows)
def test_over_columns_is_the_sum_of_them_for_each_row(given_rows):
    found = of_rows(given_rows, (2, 2)).over(np.array([False, True]))

    assert found.each() == [slow(given_rows, {1}), slow(given_rows, {3})]


def test_summed_worked_example():
    found = sums.summed(np.array([5, -7, 2**61]), cells=np.array([0, 0, 1]), size=3)

    assert found.tolist() == [-2, 2**61, 0]


def test_summed_refuses_what_64_bits_do_not_hold():
    with pytest.raises(sums.TooMuchMoney):
        sums.summed(np.array([2**62, 2**62]), cells=np.array([0, 0]), size=1)


@given(st.integers(-(10**20), 10**20), st.integers(0, 59))
def test_parts_and_whole_pence_make_up_the_amount(numerator, places):
    amount = Fraction(numerator, 10**places)

    pence, parts = sums.parts_of(amount)

    assert 0 <= parts < sums.PARTS
    assert sums.whole_and_parts(pence, parts) == amount


def test_an_amount_that_nobody_can_write_is_refused():
    with pytest.raises(sums.NotCountable, match="too many decimal places"):
        sums.parts_of(Fraction(1, 3))


def test_parts_that_make_a_penny_give_a_whole_number():
    found = sums.whole_and_parts(7, sums.PARTS)

    assert (found, type(found)) == (8, int)
