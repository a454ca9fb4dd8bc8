import datetime as dt

import pytest
from django.urls import reverse

from socialvalue.places import actions, queries
from socialvalue.places.models import Area
from tests.factories.accounts import OrganisationFactory, UserFactory
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


@pytest.fixture
def cumbria():
    """Cumberland and its districts; Gateshead, whose new code began nobody knows when."""
    since = dt.date(2023, 4, 1)
    AreaFactory(code="E06000063", name="Cumberland", valid_from=since)
    AreaFactory(code="E06000064", name="Westmorland and Furness", valid_from=since)
    for code, name, now in (
        ("E07000028", "Carlisle", "E06000063"),
        ("E07000026", "Allerdale", "E06000063"),
        ("E07000030", "Eden", "E06000064"),
    ):
        AreaFactory(code=code, name=name, ended=True, now=now)
    AreaFactory(code="E08000037", name="Gateshead")
    AreaFactory(
        code="E08000020",
        name="Gateshead",
        ended=True,
        now="E08000037",
        valid_to=dt.date(2013, 12, 31),
    )
    return AreaFactory(
        code="lieutenancy-cumbria",
        name="Cumbria",
        kind="lieutenancy",
        authorities=["E06000063", "E06000064"],
        note="Half of it.",
    )


@pytest.mark.usefixtures("cumbria")
@pytest.mark.parametrize(
    ("day", "codes"),
    [
        (dt.date(2012, 4, 1), ["E07000026", "E07000028", "E07000030", "E08000020"]),
        (dt.date(2014, 1, 1), ["E07000026", "E07000028", "E07000030", "E08000037"]),
        (dt.date(2023, 3, 31), ["E07000026", "E07000028", "E07000030", "E08000037"]),
        (dt.date(2023, 4, 1), ["E06000063", "E06000064", "E08000037"]),
    ],
)
def test_authorities_on_a_day_are_those_of_then(day, codes):
    assert list(queries.authorities_on(day)) == codes


def test_parts_on_a_day_are_the_districts_of_then_in_the_area_of_now(cumbria):
    then, now = dt.date(2012, 4, 1), dt.date(2026, 4, 1)

    assert [part.name for part in queries.parts_on(cumbria, day=then)] == [
        "Allerdale",
        "Carlisle",
        "Eden",
    ]
    assert queries.words_of_parts_on(cumbria, day=then) == (
        "On 1 April 2012, Cumbria as it is drawn today was made of: Allerdale, Carlisle, Eden."
    )
    assert [part.name for part in queries.parts_on(cumbria, day=now)] == [
        "Cumberland",
        "Westmorland and Furness",
    ]
    assert queries.words_of_parts_on(cumbria, day=now) == ""


@pytest.mark.usefixtures("cumbria")
def test_notes_of_areas_that_have_one():
    codes = ["E06000063", "lieutenancy-cumbria", "", "lieutenancy-cumbria"]

    assert queries.notes_of(codes) == ["Half of it."]
    assert queries.notes_of([]) == []


def test_shipped_areas_tell_the_districts_of_an_earlier_year():
    actions.load_areas(by="a test")
    cumbria = Area.objects.get(code="lieutenancy-cumbria")

    assert queries.words_of_parts_on(cumbria, day=dt.date(2012, 4, 1)) == (
        "On 1 April 2012, Cumbria as it is drawn today was made of: "
        "Allerdale, Barrow-in-Furness, Carlisle, Copeland, Eden, South Lakeland."
    )
    # Every authority of then leads to one of today, and all of today's are led to
    for year in (2012, 2014, 2019, 2020, 2023, 2026):
        now = queries.active_codes(queries.authorities_on(dt.date(year, 4, 1)))
        assert set(now.values()) == set(queries.authorities_of_today())


def test_place_that_is_cut_says_so(client):
    actions.load_areas(by="a test")
    organisation = OrganisationFactory()
    client.force_login(UserFactory(roles=["administrator"], roles__organisation=organisation))

    page = client.post(
        reverse("places:set_place"),
        {"place_code": "E54000050", "wider_place_code": ""},
        follow=True,
    )

    (message,) = page.context["messages"]
    assert str(message) == (
        "Your place is NHS North East and North Cumbria. Cumberland is counted whole: 171 of its "
        "177 small areas are in this system. Westmorland and Furness is left out: only 36 of its "
        "142 small areas are in this system."
    )
