import datetime as dt

import pytest

from socialvalue.places import queries
from socialvalue.places.models import Area
from tests.factories.places import AreaFactory, BoundarySetFactory, OutlineFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def lancashire():
    """Preston, South Ribble and Blackpool, and the areas around them."""
    for code, name in (("E07000123", "Preston"), ("E07000126", "South Ribble")):
        AreaFactory(code=code, name=name)
    AreaFactory(code="E06000009", name="Blackpool")
    for code, name, kind, authorities in (
        ("lieutenancy-lancashire", "Lancashire", "lieutenancy", 3),
        ("E47000018", "Lancashire", "combined_authority", 3),
        ("E10000017", "Lancashire", "county", 2),
        ("E12000002", "North West", "region", 3),
    ):
        codes = ["E07000123", "E07000126", "E06000009"][:authorities]
        AreaFactory(code=code, name=name, kind=kind, authorities=codes)
    AreaFactory(code="L99999999", name="Channel Islands", kind="outside_uk", authorities=[])
    AreaFactory(code="E07000028", name="Carlisle", ended=True, now="E06000063")


@pytest.mark.usefixtures("lancashire")
def test_areas_for_choice_are_grouped_by_kind():
    assert queries.areas_for_choice() == [
        (
            "Local authority",
            [
                ("E06000009", "Blackpool"),
                ("E07000123", "Preston"),
                ("E07000126", "South Ribble"),
            ],
        ),
        ("County council area", [("E10000017", "Lancashire")]),
        ("Ceremonial county", [("lieutenancy-lancashire", "Lancashire")]),
        ("Combined authority", [("E47000018", "Lancashire")]),
        ("Region", [("E12000002", "North West")]),
    ]


@pytest.mark.usefixtures("lancashire")
@pytest.mark.parametrize(
    ("code", "wider"),
    [
        ("E07000123", ["E10000017", "lieutenancy-lancashire", "E47000018", "E12000002"]),
        ("E06000009", ["lieutenancy-lancashire", "E47000018", "E12000002"]),
        ("E10000017", ["lieutenancy-lancashire", "E47000018", "E12000002"]),
        ("E12000002", []),
    ],
)
def test_nested_areas_are_the_nearest_first(code, wider):
    area = Area.objects.get(code=code)

    assert [other.code for other in queries.nested_areas_for(area)] == wider


@pytest.mark.usefixtures("lancashire")
def test_authority_names_of_past_and_present_and_unknown_codes():
    assert queries.authority_names(["E07000123", "E07000028", "L99999999", "X"]) == {
        "E07000123": "Preston",
        "E07000028": "Carlisle",
        "L99999999": "Channel Islands",
        "X": "X",
    }


@pytest.mark.usefixtures("lancashire")
def test_active_codes_lead_from_the_past_to_today():
    assert queries.active_codes(["E07000123", "E07000028", "X"]) == {
        "E07000123": "E07000123",
        "E07000028": "E06000063",
        "X": "X",
    }


@pytest.mark.usefixtures("lancashire")
def test_authorities_of_today_by_code():
    assert list(queries.authorities_of_today()) == ["E06000009", "E07000123", "E07000126"]


def test_outlines_in_use_are_those_of_the_newest_boundaries():
    newest = OutlineFactory(code="E07000123")
    OutlineFactory(
        code="E07000123",
        boundaries=BoundarySetFactory(loaded_at=dt.datetime(2025, 5, 1, tzinfo=dt.UTC)),
    )

    assert queries.outlines_in_use() == (newest.boundaries, {"E07000123": newest})


def test_outlines_in_use_without_boundaries():
    assert queries.outlines_in_use() == (None, {})


@pytest.mark.usefixtures("lancashire")
@pytest.mark.parametrize(
    ("read", "most"),
    [
        (queries.areas_for_choice, 1),
        (queries.authorities_of_today, 1),
        (lambda: queries.active_codes(["E07000028"]), 1),
        (lambda: queries.authority_names(["E07000123"]), 1),
    ],
)
def test_reads_ask_the_database_once(read, most, django_assert_num_queries):
    with django_assert_num_queries(most):
        read()
