"""Facts: groups of lines, the same however the lines were split, ordered and merged."""

import datetime as dt
from array import array
from collections import Counter
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from socialvalue.calculations.spend import facts
from socialvalue.calculations.spend.columns import Coder, PaymentLines
from socialvalue.calculations.spend.sums import PARTS
from socialvalue.calculations.spend.texts import array_of

TEXTS = ("sheet", "supplier", "category", "transaction_number", "description", "postcode")
row = st.tuples(
    st.sampled_from(["Alpha", "Beta", ""]),
    st.sampled_from(["Care", "Roads"]),
    st.sampled_from(["PR1 2RL", ""]),
    st.dates(dt.date(2024, 1, 30), dt.date(2024, 4, 2)),
    st.integers(-(10**15), 10**15),
    st.integers(0, 9),
)


def lines_of(rows):
    """Return payment lines: supplier, category, postcode, day, pence, and tenths of a penny."""
    coders = {name: Coder() for name in TEXTS}
    numbers = {"row": array("i"), "days": array("i"), "pence": array("q"), "vat_pence": array("q")}
    exact = {}
    for at, (supplier, category, postcode, day, pence, tenths) in enumerate(rows):
        told = {"supplier": supplier, "category": category, "postcode": postcode}
        for name, coder in coders.items():
            coder.add(told.get(name, ""))
        numbers["row"].append(at + 2)
        numbers["days"].append(day.toordinal())
        numbers["pence"].append(pence)
        numbers["vat_pence"].append(0)
        if tenths:
            exact[at] = (pence + Fraction(tenths, 10), 0)
    columns = {name: coder.column() for name, coder in coders.items()}
    return PaymentLines(**columns, **numbers, exact=exact)


def as_told(found):
    """Return the groups of facts by what they are, with lines and exact pence."""
    return {
        (
            facts.month_text(int(found.months[group])),
            *(found.texts[key][int(found.codes[key][group])].as_py() for key in facts.KEYS),
        ): (
            int(found.lines[group]),
            int(found.pence[group]) + Fraction(found.parts.get(group, 0), PARTS),
        )
        for group in range(len(found))
    }


def as_counted(counted):
    """Return how many lines have each text, by key."""
    return {
        key: dict(zip(texts.to_pylist(), lines.tolist(), strict=True))
        for key, (texts, lines) in counted.items()
    }


def slow(rows):
    """Return the same, one row after the other."""
    lines, pence = Counter(), Counter()
    for supplier, category, postcode, day, amount, tenths in rows:
        group = (f"{day:%Y-%m}", supplier, category, postcode)
        lines[group] += 1
        pence[group] += amount + Fraction(tenths, 10)
    return {group: (lines[group], pence[group]) for group in lines}


@given(st.lists(row, max_size=20))
def test_facts_agree_with_a_slow_and_obvious_sum(rows):
    found, groups = facts.facts_of(lines_of(rows))

    assert as_told(found) == slow(rows)
    told = list(as_told(found))
    assert [told[group] for group in groups.tolist()] == [
        (f"{day:%Y-%m}", *texts) for *texts, day, _, _ in rows
    ]


@given(st.lists(st.lists(row, max_size=8), max_size=4), st.randoms(use_true_random=False))
def test_facts_merged_in_any_order_are_those_of_the_whole(parts, random):
    whole, _ = facts.facts_of(lines_of([each for part in parts for each in part]))
    made = [facts.facts_of(lines_of(part))[0] for part in parts]
    random.shuffle(made)

    found = facts.merged(made)

    assert as_told(found) == as_told(whole)
    assert (found.texts, found.parts) == (whole.texts, whole.parts)
    for key in facts.KEYS:
        assert found.codes[key].tolist() == whole.codes[key].tolist()


@given(st.lists(row, max_size=12), st.lists(row, max_size=12))
def test_merging_tells_what_became_of_each_group(one, other):
    made = [facts.facts_of(lines_of(part))[0] for part in (one, other)]

    whole, places = facts.merged_with_groups(made)

    told = list(as_told(whole))
    for part, place in zip(made, places, strict=True):
        assert [told[group] for group in place.tolist()] == list(as_told(part))


def test_facts_count_the_lines_of_each_text():
    day = dt.date(2024, 4, 1)
    found, _ = facts.facts_of(
        lines_of([("Beta", "Care", "", day, 1, 0), ("Alpha", "Care", "", day, 1, 0)] * 2)
    )

    assert as_counted(found.counted()) == {
        "supplier": {"Alpha": 2, "Beta": 2}, "category": {"Care": 4}, "postcode": {"": 4},
    }  # fmt: skip


def test_texts_that_no_line_has_are_left_out():
    texts = array_of(["not used", "used"])
    columns = {key: (texts, np.array([1], dtype=np.int32)) for key in facts.KEYS}

    found, _ = facts.facts_of_columns(
        columns=columns, days=np.array([738_000]), pence=np.array([5]), exact={}
    )

    assert [found.texts[key].to_pylist() for key in facts.KEYS] == [["used"]] * 3


@pytest.mark.parametrize(
    ("start", "end", "whole"),
    [
        (dt.date(2024, 4, 1), dt.date(2025, 3, 31), True),
        (dt.date(2024, 2, 1), dt.date(2024, 2, 29), True),
        (dt.date(2024, 4, 2), dt.date(2025, 3, 31), False),
        (dt.date(2024, 4, 1), dt.date(2025, 3, 30), False),
    ],
)
def test_is_whole_months(start, end, whole):
    assert facts.is_whole_months(start, end) is whole


@given(st.dates())
def test_a_month_is_one_number_and_reads_as_people_write_it(day):
    month = facts.month_of(day)

    assert facts.months_of(np.array([day.toordinal()])).tolist() == [month]
    assert facts.month_text(month) == f"{day.year:04}-{day.month:02}"


def test_groups_of_columns_too_wide_for_one_number():
    wide = np.array([0, 2**40, 0], dtype=np.int64)

    first, groups = facts.groups_of([wide, wide, wide])

    assert (first.tolist(), groups.tolist()) == ([0, 1], [0, 1, 0])


def test_a_line_whose_vat_alone_has_a_part_of_a_penny_has_whole_pence():
    lines = lines_of([("Alpha", "Care", "", dt.date(2024, 4, 1), 100, 0)])
    lines.exact[0] = (Fraction(100), Fraction(1, 2))

    found, _ = facts.facts_of(lines)

    assert (found.pence.tolist(), found.parts) == ([100], {})
