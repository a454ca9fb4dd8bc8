import importlib
import re

import pytest
from django.template.loader import render_to_string

from socialvalue.calculations.small_areas import SmallKind
from socialvalue.places import presenters, queries
from tests.factories.places import (
    AreaFactory,
    BoundarySetFactory,
    DeprivationIndexFactory,
    OutlineFactory,
    SmallAreaNamesFactory,
)

pytestmark = pytest.mark.django_db
PRESTON = "E07000123"
# The package has a function of the same name.
module = importlib.import_module("socialvalue.places.presenters.neighbourhood_map")


@pytest.fixture
def preston():
    return AreaFactory(code=PRESTON, name="Preston")


@pytest.fixture
def boundaries():
    """Four squares of 2 km in Preston, of which one has no name, and one elsewhere."""
    made = BoundarySetFactory(source="ONS, 2021", kind="lsoa21")
    for at, (code, name, authority) in enumerate(
        [
            ("E01025300", "Preston 014A", PRESTON),
            ("E01025301", "Preston 014B", PRESTON),
            ("E01025302", "", PRESTON),
            ("E01033224", "Preston 017F", PRESTON),
            ("E01000001", "City of London 001A", "E09000001"),
        ]
    ):
        left = at * 100
        OutlineFactory(
            boundaries=made,
            code=code,
            name=name,
            authority=authority,
            near=f"M{left},0l100,0 0,100 -100,0z",
            far=f"M{left},0l100,0 0,100z",
            left_m=at * 2_000,
            right_m=(at + 1) * 2_000,
            top_m=0,
            bottom_m=2_000,
        )
    return made


@pytest.fixture
def index():
    DeprivationIndexFactory(of={"E01025300": 2, "E01025301": 10, "E01033224": 1, "E01000001": 5})
    return queries.indices_in_use()[0]


def shapes(drawn):
    return {shape["title"]: shape["fill"] for shape in drawn["inside"]}


@pytest.mark.usefixtures("boundaries")
def test_deprivation_map_tints_the_small_areas_of_one_authority(preston, index):
    drawn = presenters.deprivation_map(preston, index=index, name="a")

    assert shapes(drawn) == {
        "Preston 014A: decile 2": "a-tint-5",
        "Preston 014B: decile 10": "a-tint-1",
        "E01025302: not known": "a-unknown",
        "Preston 017F: decile 1": "a-tint-5",
    }
    assert drawn["rows"] == [
        ["Preston 017F", "E01033224", 1],
        ["Preston 014A", "E01025300", 2],
        ["Preston 014B", "E01025301", 10],
        ["E01025302", "E01025302", "Not known"],
    ]
    assert drawn["counts"] == [
        *(["1", 1], ["2", 1], ["3", 0], ["4", 0], ["5", 0], ["6", 0], ["7", 0], ["8", 0]),
        *(["9", 0], ["10", 1], ["Not known", 1]),
    ]
    assert drawn["title"] == (
        "Deprivation in Preston, by small area (English Index of Multiple Deprivation 2025)"
    )
    assert drawn["description"] == (
        "Of 4 small areas, 2 are in the most deprived fifth of England. "
        "Of 1 the decile is not known."
    )
    assert [(entry["fill"], entry["words"]) for entry in drawn["key"]] == [
        ("a-tint-5", "Deciles 1 and 2: the most deprived fifth"),
        ("a-tint-4", "Deciles 3 and 4"),
        ("a-tint-3", "Deciles 5 and 6"),
        ("a-tint-2", "Deciles 7 and 8"),
        ("a-tint-1", "Deciles 9 and 10: the least deprived fifth"),
        ("a-unknown", "Not known"),
    ]
    assert (drawn["focus"], drawn["source"], drawn["missing"]) == ("Preston", "ONS, 2021", "")


def test_deprivation_map_of_known_deciles_has_no_key_for_the_unknown(preston, boundaries, index):
    boundaries.outlines.filter(code="E01025302").delete()

    drawn = presenters.deprivation_map(preston, index=index)

    assert [entry["fill"] for entry in drawn["key"]][-1] == "map-tint-1"
    assert drawn["counts"][-1] == ["10", 1]
    assert drawn["description"] == "Of 3 small areas, 2 are in the most deprived fifth of England."


@pytest.mark.usefixtures("boundaries")
def test_map_shows_the_whole_authority_in_the_unit_of_its_paths(preston, index):
    drawn = presenters.deprivation_map(preston, index=index)

    # 4 squares of 2 km and 4% on both sides are 8.64 km in 640 units: 74.07 to a kilometre, 1.481
    # to the 20 metres in which paths are written; at least 0.6 as high as wide, so 5.184 km
    assert drawn["transform"] == "scale(1.481481) translate(16 79.6)"
    assert (drawn["width"], drawn["height"]) == ("640", "384")
    assert drawn["unit"] == "0.675"


@pytest.mark.parametrize(("most", "path"), [(200, "0,100 -100,0z"), (10, "0,100z")])
@pytest.mark.usefixtures("boundaries")
def test_map_of_long_outlines_is_drawn_with_less_detail(preston, index, monkeypatch, most, path):
    monkeypatch.setattr(module, "_MOST_DETAIL", most)

    drawn = presenters.deprivation_map(preston, index=index)

    assert {shape["path"].partition("l100,0 ")[2] for shape in drawn["inside"]} == {path}


@pytest.mark.usefixtures("boundaries")
def test_neighbourhood_map_of_amounts(preston):
    drawn = presenters.neighbourhood_map(
        {"E01025300": 400_000_00, "E01025301": 900_00, "E01025302": None, "E01000001": 7_00},
        authority=preston,
        title="Payments in Preston",
    )

    assert shapes(drawn) == {
        "Preston 014A: £400,000.00": "map-tint-5",
        "Preston 014B: £900.00": "map-tint-1",
        "E01025302: not known": "map-unknown",
        "Preston 017F: no payments": "map-none",
    }
    assert drawn["rows"] == [
        ["Preston 014A", "E01025300", "£400,000.00"],
        ["Preston 014B", "E01025301", "£900.00"],
        ["E01025302", "E01025302", "Not known"],
    ]
    assert (drawn["title"], drawn["description"]) == (
        "Payments in Preston",
        "The largest amounts. Preston 014A: £400,000.00; Preston 014B: £900.00.",
    )
    assert drawn["beyond"] == "Not on this map: £7.00 in 1 other area."


@pytest.mark.usefixtures("boundaries")
def test_neighbourhood_map_without_payments(preston):
    drawn = presenters.neighbourhood_map({"X": 1_00, "Y": 2_00, "Z": 0}, authority=preston)

    assert drawn["description"] == "No payments in the small areas of this authority."
    assert drawn["beyond"] == "Not on this map: £3.00 in 2 other areas."
    assert drawn["rows"] == []


def test_without_boundaries_there_is_the_table_and_the_reason(preston, index):
    SmallAreaNamesFactory()

    drawn = presenters.neighbourhood_map({"E01025300": 1_00, "E01000001": None}, authority=preston)

    assert drawn["missing"] == (
        "There is no map: no boundaries are loaded of Small areas (LSOA) of 2021."
    )
    assert drawn["rows"] == [
        ["Preston 014A", "E01025300", "£1.00"],
        ["E01000001", "E01000001", "Not known"],
    ]
    assert drawn["beyond"] == ""


@pytest.mark.usefixtures("boundaries")
def test_authority_without_boundaries_is_said_so(index):
    leeds = AreaFactory(code="E08000035", name="Leeds")

    drawn = presenters.deprivation_map(leeds, index=index)

    assert drawn["missing"] == "There is no map: the boundaries loaded have nothing in Leeds."


def test_wards_have_a_map_too(preston):
    OutlineFactory(
        boundaries=BoundarySetFactory(kind="ward"),
        code="E05000001",
        name="Ashton",
        authority=PRESTON,
    )

    drawn = presenters.neighbourhood_map({}, authority=preston, kind=SmallKind.WARD)

    assert shapes(drawn) == {"Ashton: no payments": "map-none"}


def test_map_is_drawn_with_few_questions(preston, boundaries, index, django_assert_num_queries):
    queries.deciles_of("imd2025", [], vintage=2021)

    # boundaries, outlines, index, names
    with django_assert_num_queries(4):
        presenters.deprivation_map(preston, index=index)


def test_table_without_a_map_is_made_with_few_questions(preston, django_assert_num_queries):
    values = {f"E0102530{n}": n * 100 for n in range(9)}

    # boundaries, names
    with django_assert_num_queries(2):
        presenters.neighbourhood_map(values, authority=preston)


@pytest.mark.usefixtures("boundaries")
def test_page_part_has_the_map_and_its_table(preston, index):
    drawn = presenters.deprivation_map(preston, index=index)

    html = render_to_string("socialvalue/places/neighbourhood_map.html", {"map": drawn})

    # What is beside the map is counted by decile; below, each area is a row
    named = [text.strip() for text in re.findall(r'<th scope="row"[^>]*>([^<]+)</th>', html)]
    assert named == [
        *("1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "Not known"),
        "Preston 017F",
        "Preston 014A",
        "Preston 014B",
        "E01025302",
    ]
    assert html.count("<path d=") == 4
    assert "Boundaries: ONS, 2021." in html


def test_page_part_without_a_map_says_why(preston, index):
    drawn = presenters.deprivation_map(preston, index=index)

    html = render_to_string("socialvalue/places/neighbourhood_map.html", {"map": drawn})

    assert "There is no map: no boundaries are loaded" in html
    assert "<svg" not in html
