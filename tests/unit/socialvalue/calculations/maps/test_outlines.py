import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from socialvalue.calculations.maps.outlines import Feature, NotABoundaryFile, features, outline
from socialvalue.calculations.maps.projection import plane

SQUARE = [(-2.0, 53.0), (-1.0, 53.0), (-1.0, 54.0), (-2.0, 54.0), (-2.0, 53.0)]
# Two squares side by side. Arc 0 is their common edge, upwards; arcs 1 and 2 are the rest of each.
SHARED = {
    "type": "Topology",
    "transform": {"scale": [0.5, 0.5], "translate": [-3.0, 53.0]},
    "arcs": [
        [[2, 0], [0, 2]],
        [[2, 2], [-2, 0], [0, -2], [2, 0]],
        [[2, 2], [2, 0], [0, -2], [-2, 0]],
    ],
    "objects": {
        "ltla": {
            "type": "GeometryCollection",
            "geometries": [
                {"type": "Polygon", "arcs": [[0, 1]], "properties": {"areacd": "E07000001"}},
                {
                    "type": "MultiPolygon",
                    "arcs": [[[-3, -1]]],
                    "properties": {"areacd": "E07000002"},
                },
                {"type": "Point", "coordinates": [0, 0]},
            ],
        },
        "uk": {"type": "Polygon", "arcs": [[1, -3]]},
    },
}
WEST = [(-2.0, 53.0), (-2.0, 54.0), (-3.0, 54.0), (-3.0, 53.0), (-2.0, 53.0)]
EAST = [(-2.0, 53.0), (-1.0, 53.0), (-1.0, 54.0), (-2.0, 54.0), (-2.0, 53.0)]
BOTH = [*WEST[1:], *EAST[1:4]]


def test_features_of_topojson_worked_example():
    assert list(features(SHARED)) == [
        Feature({"areacd": "E07000001"}, [[WEST]]),
        Feature({"areacd": "E07000002"}, [[EAST]]),
        Feature({}, [[BOTH]]),
    ]


def test_features_of_topojson_without_a_transform():
    document = {
        "type": "Topology",
        "arcs": [[list(point) for point in SQUARE]],
        "objects": {"uk": {"type": "Polygon", "arcs": [[0]]}},
    }

    assert list(features(document)) == [Feature({}, [[SQUARE]])]


def test_features_of_geojson():
    ring = [[*point, 0.0] for point in SQUARE]  # a height beside each point is allowed
    document = {
        "type": "FeatureCollection",
        "features": [
            {
                "properties": {"LAD25CD": "E07000001"},
                "geometry": {"type": "Polygon", "coordinates": [ring]},
            },
            {"properties": None, "geometry": {"type": "MultiPolygon", "coordinates": [[ring]]}},
            {"properties": {"LAD25CD": "E07000003"}, "geometry": None},
        ],
    }

    assert list(features(document)) == [
        Feature({"LAD25CD": "E07000001"}, [[SQUARE]]),
        Feature({}, [[SQUARE]]),
    ]


@pytest.mark.parametrize("document", [None, [], {}, {"type": "Feature"}])
def test_features_refuses_another_document(document):
    with pytest.raises(NotABoundaryFile, match="not a TopoJSON or GeoJSON document"):
        list(features(document))


@pytest.mark.parametrize(
    "document",
    [
        {"type": "Topology", "arcs": []},
        {"type": "Topology", "arcs": [], "objects": {"uk": {"type": "Polygon", "arcs": [[0]]}}},
        {"type": "Topology", "arcs": [["a"]], "objects": {}},
        {"type": "Topology", "arcs": 3, "objects": {}},
        {"type": "FeatureCollection", "features": [{}]},
    ],
)
def test_features_refuses_an_incomplete_document(document):
    with pytest.raises(NotABoundaryFile, match="The document is not complete"):
        list(features(document))


def test_features_refuses_coordinates_of_the_national_grid():
    ring = [[352000, 429000], [353000, 429000], [353000, 430000], [352000, 429000]]
    document = {
        "type": "FeatureCollection",
        "features": [{"geometry": {"type": "Polygon", "coordinates": [ring]}}],
    }

    with pytest.raises(NotABoundaryFile, match=re.escape("Download the boundaries in WGS 84")):
        list(features(document))


def test_outline_worked_example():
    drawn = outline([[SQUARE]], step_km=1)

    # On the sphere of 6368.45 km: 53 degrees are 5890.98 km and 54 are 6002.13 km north of the
    # equator. One degree of longitude is 66.9 km there and 65.3 km here; the meridians lean in, and
    # a parallel curves up by 0.5 km.
    assert drawn.path == "M0,-5891l67,0 -2,-112 -65,1z"
    assert (drawn.box.left, drawn.box.bottom) == pytest.approx((0, -5891.0), abs=0.1)


def test_outline_on_a_finer_grid_has_more_places():
    assert outline([[SQUARE]], step_km=0.1).path == "M0,-5891l66.9,-0.4 -1.6,-111.2 -65.3,0.5z"


def test_outline_leaves_out_islands_smaller_than_the_grid():
    island = [(-2.5, 53.0), (-2.499, 53.0), (-2.499, 53.001), (-2.5, 53.0)]

    assert outline([[SQUARE], [island]], step_km=1).path == outline([[SQUARE]], step_km=1).path


def test_outline_of_an_area_that_would_vanish_is_drawn_on_a_finer_grid():
    island = [(-2.0, 53.0), (-1.997, 53.0), (-1.997, 53.002), (-2.0, 53.0)]

    # 0.2 km each way: gone on a grid of 1 km, and there on one of 0.25 km
    assert outline([[island]], step_km=1).path == "M0,-5891l0.25,0 0,-0.25z"


def test_outline_refuses_an_area_without_extent():
    with pytest.raises(NotABoundaryFile, match="An area has no extent"):
        outline([[[(-2.0, 53.0), (-2.0, 53.0)]]], step_km=1)


@given(
    st.lists(st.tuples(st.floats(-8, 2), st.floats(50, 60)), min_size=4, max_size=30),
    st.sampled_from([1, 0.1]),
)
def test_outline_stays_within_a_step_of_the_corners(ring, step):
    spread = [plane(*point) for point in ring]
    if len({(round(x / step), round(y / step)) for x, y in spread}) < 3:
        return

    path = outline([[ring]], step_km=step).path

    start, rest = path.removeprefix("M").removesuffix("z").split("l")
    x, y = map(float, start.split(","))
    corners = [(x, y)]
    for pair in rest.split(" "):
        across, down = map(float, pair.split(","))
        x, y = x + across, y + down
        corners.append((x, y))
    for corner in corners:
        assert any(
            abs(corner[0] - x) <= 0.51 * step and abs(corner[1] - y) <= 0.51 * step
            for x, y in spread
        )


def test_outline_leaves_out_corners_at_which_the_line_does_not_turn():
    ring = [(-2.0, 53.0), (-1.99, 53.0), (-1.98, 53.0), (-1.98, 53.01), (-2.0, 53.0)]

    # Two steps of 0.67 km to the east are one of 1.3
    assert outline([[ring]], step_km=0.1).path == "M0,-5891l1.3,0 0,-1.1z"


def test_outline_goes_out_and_back_along_a_spit():
    ring = [(-2.0, 53.0), (-1.96, 53.0), (-1.98, 53.0), (-1.98, 53.03), (-2.0, 53.0)]

    assert outline([[ring]], step_km=1).path == "M0,-5891l3,0 -2,0 0,-3z"


def test_outline_in_a_smaller_unit_has_whole_numbers():
    ring = [(-2.0, 53.0), (-1.99, 53.0), (-1.99, 53.01), (-2.0, 53.0)]

    # 53 degrees are 5,890.97 km north of the equator: 589,097 hundredths, 147,274 times four
    assert outline([[ring]], step_km=0.01, unit_km=0.01).path == "M0,-589097l67,0 0,-112z"
    assert outline([[ring]], step_km=0.04, unit_km=0.01).path == "M0,-589096l68,0 0,-112z"
