"""Facts of lines table by table are those of all lines at once; fingerprints tell lines apart."""

import datetime as dt
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from socialvalue.calculations.spend.facts import facts_of
from socialvalue.calculations.spend.fast import grouping
from socialvalue.calculations.spend.fast.fingerprints import fingerprints_of
from socialvalue.calculations.spend.fast.partition import tables_of
from tests.unit.socialvalue.calculations.spend.test_facts import as_told, lines_of, row

DAY = dt.date(2024, 4, 1)


def tables(rows):
    """Return each of these lists of rows as a table."""
    return [next(tables_of(lines_of(each))) for each in rows]


def grouped(found, *, at_once):
    """Return what comes of tables."""
    lines = grouping.Grouping(at_once=at_once)
    for table in found:
        lines.add(table)
    return lines.finished()


@given(rows=st.lists(st.lists(row, max_size=5), max_size=6), at_once=st.integers(1, 12))
def test_lines_in_tables_have_the_facts_of_all_lines(rows, at_once):
    together = [line for each in rows for line in each]
    whole, groups = facts_of(lines_of(together))

    facts, of_lines, fingerprints = grouped(tables(rows), at_once=at_once)

    assert as_told(facts) == as_told(whole)
    assert dict(facts.texts) == dict(whole.texts)
    assert of_lines.tolist() == groups.tolist()
    assert len(fingerprints) == len(together)


@pytest.mark.parametrize("at_once", [1, 2, 100])
def test_parts_are_merged_by_hand(at_once):
    rows = [
        [("Beta", "Roads", "", DAY, 5, 0), ("Alpha", "Care", "", DAY, 1, 5)],
        [("Alpha", "Care", "", DAY, 2, 5)],
    ]

    facts, of_lines, _ = grouped(tables(rows), at_once=at_once)

    # Alpha: 1.5 and 2.5 pence are four whole ones
    assert as_told(facts) == {
        ("2024-04", "Alpha", "Care", ""): (2, 4),
        ("2024-04", "Beta", "Roads", ""): (1, 5),
    }
    assert of_lines.tolist() == [1, 0, 0]


def test_no_lines_have_no_facts():
    facts, of_lines, fingerprints = grouped([], at_once=5)

    assert (len(facts), of_lines.tolist(), fingerprints.tolist()) == (0, [], [])


def prints(*suppliers):
    """Return the fingerprints of lines that differ in the supplier alone."""
    [table] = tables([[(supplier, "Care", "", DAY, 5, 0) for supplier in suppliers]])
    return fingerprints_of(table).tolist()


def test_names_of_any_length_have_prints_of_their_own():
    names = ["", "A", "B", "AB", "Alpha", "Alpha Lt", "Alpha Ltd", "Alpha Limited", "Älpha Limited"]

    assert Counter(Counter(prints(*names)).values()) == {1: len(names)}


def test_long_names_are_told_apart_by_length_beginning_and_end():
    one, middle, longer = (
        "Anderson and Sons Limited",
        "Anderson xxx Sons Limited",
        "Anderson and  Sons Limited",
    )

    found = prints(one, middle, longer)

    # what lies between is for those who compare the lines whole
    assert found[0] == found[1] != found[2]


def test_print_is_the_same_with_other_texts_around():
    assert prints("Alpha Limited", "Beta")[1] == prints("Beta", "Gamma")[0]
