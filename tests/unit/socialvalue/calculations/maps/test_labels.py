from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from socialvalue.calculations.maps.labels import Label, Wish, without_overlap
from socialvalue.calculations.maps.projection import Box

SHEET = {"size": 10, "width": 200, "height": 100, "most": 9}
WISHES = st.lists(
    st.builds(
        Wish,
        lines=st.tuples(st.text("abc", min_size=1, max_size=12), st.just("£1m")),
        at=st.tuples(st.floats(0, 200), st.floats(0, 100)),
        radius=st.sampled_from([0.0, 3.0, 20.0]),
    ),
    max_size=12,
)


def test_label_stands_right_of_its_mark():
    placed = without_overlap([Wish(("Preston", "£2m"), (50, 50), 5)], **SHEET)

    # 5 for the mark and 3 of gap; 7 letters of 6; two lines of 12 about the middle
    assert placed == [Label(58, "start", ((47.5, "Preston"), (59.5, "£2m")), Box(58, 38, 100, 62))]


def test_label_of_an_area_stands_upon_it():
    placed = without_overlap([Wish(("Preston",), (50, 50))], **SHEET)

    assert placed == [Label(50, "middle", ((53.5, "Preston"),), Box(29, 44, 71, 56))]


@pytest.mark.parametrize(
    ("at", "radius", "anchor", "box"),
    [
        ((190, 50), 5.0, "end", Box(140, 44, 182, 56)),  # no room at the right
        ((100, 20), 70.0, "middle", Box(79, 14, 121, 26)),  # room only upon the mark
    ],
)
def test_label_takes_the_next_place_where_there_is_no_room(at, radius, anchor, box):
    placed = without_overlap([Wish(("Preston",), at, radius)], **SHEET)

    assert [(label.anchor, label.box) for label in placed] == [(anchor, box)]


@pytest.mark.parametrize(("y", "top"), [(40, 48), (85, 65)])
def test_label_stands_below_or_above_in_a_narrow_drawing(y, top):
    placed = without_overlap(
        [Wish(("Preston",), (25, y), 5)], size=10, width=50, height=100, most=9
    )

    assert [label.box for label in placed] == [Box(4, top, 46, top + 12)]


def test_label_keeps_clear_of_other_marks_and_labels():
    wishes = [Wish(("Preston",), (50, 50), 5), Wish(("Fylde",), (70, 50), 5)]

    placed = without_overlap(wishes, **SHEET)

    # Right of Preston is Fylde's mark: Preston goes left; Fylde's right is free
    assert [(label.anchor, label.lines[0][1]) for label in placed] == [
        ("end", "Preston"),
        ("start", "Fylde"),
    ]


def test_label_without_a_place_is_left_out():
    # Wyre would touch Preston wherever it stood; the last is wider than the drawing
    wishes = [Wish(("Preston",), (50, 50)), Wish(("Wyre",), (50, 50)), Wish(("A" * 50,), (50, 90))]

    placed = without_overlap(wishes, **SHEET)

    assert [label.lines[0][1] for label in placed] == ["Preston"]


def test_no_more_labels_than_asked_for():
    wishes = [Wish((name,), (50, 10 + 20 * number)) for number, name in enumerate("abcd")]

    placed = without_overlap(wishes, **(SHEET | {"most": 2}))

    assert [label.lines[0][1] for label in placed] == ["a", "b"]


@given(WISHES)
def test_labels_never_overlap_and_stay_in_the_drawing(wishes):
    placed = without_overlap(wishes, **SHEET)

    boxes = [label.box for label in placed]
    assert not any(one.meets(other) for one, other in combinations(boxes, 2))
    assert all(
        box.left >= 0 and box.top >= 0 and box.right <= 200 and box.bottom <= 100 for box in boxes
    )
