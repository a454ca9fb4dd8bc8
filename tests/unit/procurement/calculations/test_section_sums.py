"""Weights inside a section add up in every lot and inside every parent."""

from decimal import Decimal as D

from hypothesis import given
from hypothesis import strategies as st

from procurement.calculations.section_sums import Leaf, sum_faults
from procurement.calculations.splitting import equal_split


def leaf(code, weight, **more):
    """Return one criterion."""
    return Leaf(code=code, weight=D(weight), **more)


def test_a_section_without_questions_has_no_fault():
    assert sum_faults([], lots=["1"], parents=[]) == []


def test_one_lot_says_how_far_off_it_is():
    assert sum_faults([leaf("Q1", 60), leaf("Q2", "30.5")], lots=["1"], parents=[]) == [
        "The weights of these questions add up to 90.5%. Give 9.5 more to reach exactly 100%."
    ]


def test_each_lot_adds_up_by_itself():
    leaves = [leaf("Q1", 60), leaf("Q2", 40, lots=("1",)), leaf("Q3", 50, lots=("2",))]

    assert sum_faults(leaves, lots=["1", "2", "3"], parents=[]) == [
        (
            "In lot 2 the weights of these questions add up to 110%. Take 10 away to reach exactly "
            "100%."
        ),
        (
            "In lot 3 the weights of these questions add up to 60%. Give 40 more to reach exactly "
            "100%."
        ),
    ]


def test_inside_a_parent_weights_add_up_too():
    # Delivery is 60%; inside it 70% and 20%: 42% and 12% of the section
    leaves = [
        leaf("Q1", 42, parent="QP1", inner=D(70)),
        leaf("Q2", 12, parent="QP1", inner=D(20)),
        leaf("Q3", 40),
    ]

    assert sum_faults(leaves, lots=["1"], parents=[("QP1", "Delivery", D(60))]) == [
        (
            "Inside “Delivery” the weights of these questions add up to 90%. Give 10 more to reach "
            "exactly 100%."
        )
    ]


def test_a_parent_needs_sub_criteria():
    assert sum_faults([leaf("Q1", 100)], lots=["1"], parents=[("QP1", "Delivery", D(60))]) == [
        "The criterion “Delivery” has no sub-criteria."
    ]


def test_a_parent_may_be_asked_in_some_lots_only():
    leaves = [
        leaf("Q1", 100, parent="QP1", inner=D(100), lots=("1",)),
        leaf("Q2", 100, lots=("2",)),
    ]

    assert sum_faults(leaves, lots=["1", "2"], parents=[("QP1", "Delivery", D(100))]) == []


@given(st.lists(st.integers(1, 6), min_size=1, max_size=5))
def test_equal_splits_inside_equal_splits_always_add_up(sizes):
    heads = equal_split(len(sizes), places=4)
    leaves = [
        Leaf(
            code=f"Q{place}.{number}",
            weight=head * inner / 100,
            parent=f"P{place}",
            inner=inner,
        )
        for place, (head, size) in enumerate(zip(heads, sizes, strict=True))
        for number, inner in enumerate(equal_split(size, places=4))
    ]
    parents = [(f"P{place}", f"Parent {place}", head) for place, head in enumerate(heads)]

    assert sum_faults(leaves, lots=["1"], parents=parents) == []
