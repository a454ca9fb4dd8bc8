"""How alike assessors judge, and how long decisions take: worked by hand, and properties."""

from decimal import Decimal as D
from fractions import Fraction as F

import pytest
from hypothesis import given
from hypothesis import strategies as st

from socialvalue.calculations import agreement
from socialvalue.calculations.awards.clock import Clock
from socialvalue.calculations.awards.consistency import (
    comparable,
    median,
    spread,
    timeliness,
)
from tests.unit.socialvalue.calculations.awards import samples

CODES = ["not", "partly", "met"]


def without_points():
    """Return the weavers' scheme with marks that have no points."""
    marks = [mark | {"points": "0"} for mark in samples.DOCUMENT["marks"]]
    levels = samples.DOCUMENT["levels"][:1]
    return samples.scheme(marks=marks, levels=levels)


def clock(used, allowed=7):
    """Return a clock that has run so long."""
    return Clock(used=used, allowed=allowed, due_on=None)


def test_marks_are_compared_by_their_points():
    marks = comparable(samples.scheme(), {"A1": "met", "A2": "not"})

    assert marks.points == {"A1": D(2), "A2": D(0)}
    assert marks.highest == D(2)


def test_marks_without_points_are_compared_by_their_place():
    marks = comparable(without_points(), {"A1": "met", "A2": "partly"})

    # Not met is 0, partly met 1, met 2, the highest.
    assert marks.points == {"A1": D(2), "A2": D(1)}
    assert marks.highest == D(2)


def test_agreement_and_severity_worked_by_hand():
    # S1: met, partly; S2: partly, partly; E1: met, not. In percent of 2 points:
    # A1 is +50, 0 and +100 from A2: severity (50 + 0 + 100) / 3 = 50; one pair of three is equal.
    cells = [
        comparable(samples.scheme(), {"A1": one, "A2": other})
        for one, other in (("met", "partly"), ("partly", "partly"), ("met", "not"))
    ]

    first, second = agreement.figures(cells)

    assert (first.agreement, first.distance, first.severity) == (F(1, 3), F(50), F(50))
    assert (second.agreement, second.distance, second.severity) == (F(1, 3), F(50), F(-50))


def test_a_mark_that_there_is_not_is_refused():
    with pytest.raises(KeyError):
        comparable(samples.scheme(), {"A1": "splendid"})


@pytest.mark.parametrize(
    ("codes", "steps"),
    [([], None), (["met"], None), (["met", "met"], 0), (["met", "not", "partly"], 2)],
)
def test_spread_is_counted_in_steps_of_the_scale(codes, steps):
    assert spread(samples.scheme(), codes) == steps


@given(st.lists(st.sampled_from(CODES), min_size=2, max_size=5))
def test_spread_does_not_depend_on_the_order(codes):
    scheme = samples.scheme()

    assert spread(scheme, codes) == spread(scheme, sorted(codes))
    assert 0 <= spread(scheme, codes) <= len(CODES) - 1


def test_time_taken_worked_by_hand():
    # 3, 7, 9 and 4 days, in order 3 4 7 9: in the middle (4 + 7) / 2; three of four within 7.
    taken = timeliness([clock(3), clock(7), clock(9), clock(4)])

    assert (taken.decided, taken.within, taken.longest) == (4, 3, 9)
    assert taken.median == F(11, 2)
    assert taken.share_within == F(3, 4)


def test_of_no_decision_nothing_is_known():
    taken = timeliness([])

    assert (taken.decided, taken.median, taken.longest, taken.share_within) == (0, None, None, None)


@given(st.lists(st.integers(0, 60), min_size=1, max_size=9))
def test_as_many_lie_below_the_median_as_above(numbers):
    middle = median(numbers)

    below = sum(number < middle for number in numbers)
    above = sum(number > middle for number in numbers)
    assert below <= len(numbers) / 2
    assert above <= len(numbers) / 2
