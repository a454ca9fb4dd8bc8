import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from socialvalue.calculations.maps.projection import (
    Box,
    Window,
    box_around,
    box_of_boxes,
    fitted,
    plane,
)

KM = st.floats(-1000, 1000)


def test_plane_at_the_central_meridian_is_the_length_of_the_arc():
    x, y = plane(-2.0, 54.0)

    # 6371 km * 0.9996 * 54 degrees in radians (0.942478) = 6002.1 km north, so negative
    assert x == 0
    assert y == pytest.approx(-6002.1, abs=0.1)


def test_plane_east_is_right_and_north_is_up():
    middle, east, north = plane(-2.7, 53.8), plane(-2.6, 53.8), plane(-2.7, 53.9)

    assert east[0] > middle[0]
    assert north[1] < middle[1]


def test_plane_keeps_the_distance_of_preston_and_london():
    preston, london = plane(-2.7, 53.76), plane(-0.1278, 51.5074)

    # 304 km by the great circle: the haversine formula gives 303.9
    assert math.dist(preston, london) == pytest.approx(304, rel=0.01)


def test_box_around_points_and_boxes():
    box = box_around([(1, 5), (3, 2), (2, 4)])

    assert box == Box(1, 2, 3, 5)
    assert (box.width, box.height) == (2, 3)
    assert box_of_boxes([box, Box(-1, 3, 0, 9)]) == Box(-1, 2, 3, 9)


@pytest.mark.parametrize(
    ("other", "meets"),
    [
        (Box(1, 1, 3, 3), True),
        (Box(2, 0, 4, 2), True),  # an edge in common
        (Box(2.1, 0, 4, 2), False),
        (Box(-4, 0, -0.1, 2), False),
        (Box(0, 2.1, 2, 4), False),
        (Box(0, -4, 2, -0.1), False),
    ],
)
def test_boxes_meet_when_they_share_any_part(other, meets):
    box = Box(0, 0, 2, 2)

    assert box.meets(other) is meets
    assert other.meets(box) is meets


def test_fitted_worked_example():
    # 100 km by 40 km with a tenth free on every side: 120 by 48, and at least half as high: 60
    window = fitted(Box(0, 0, 100, 40), width=600, margin=0.1, least_km=50, heights=(0.5, 1.5))

    assert window == Window(Box(-10, -10, 110, 50), 5, 600, 300)
    assert window.placed((0, 0)) == (50, 50)
    assert window.placed((110, 50)) == (600, 300)


def test_fitted_widens_a_long_box():
    window = fitted(Box(0, 0, 20, 300), width=600, margin=0, least_km=50, heights=(0.5, 1.5))

    # 300 km high at 1.5 times the width: 200 km wide
    assert window == Window(Box(-90, 0, 110, 300), 3, 600, 900)


def test_fitted_shows_at_least_so_many_kilometres():
    window = fitted(Box(0, 0, 0, 0), width=600, margin=0.1, least_km=50, heights=(0.5, 1.5))

    assert window.box == Box(-25, -12.5, 25, 12.5)


def test_window_shows_what_lies_in_it():
    window = Window(Box(0, 0, 100, 50), 2, 200, 100)

    assert window.shows((0, 50))
    assert not window.shows((-1, 50))
    assert not window.shows((50, 51))
    assert window.shows((10, 10), inset=20)
    assert not window.shows((9, 10), inset=20)


@given(st.lists(st.tuples(KM, KM), min_size=1))
def test_fitted_shows_every_point_of_the_box(points):
    box = box_around(points)

    window = fitted(box, width=640, margin=0.1, least_km=50, heights=(0.8, 1.3))

    assert all(window.shows(point, inset=-0.001) for point in points)
    assert 0.8 * 640 - 0.001 <= window.height <= 1.3 * 640 + 0.001
