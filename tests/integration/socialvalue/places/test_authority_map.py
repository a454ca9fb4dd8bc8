import re

import pytest
from django.template.loader import render_to_string

from socialvalue.places import presenters
from tests.factories.places import AreaFactory, BoundarySetFactory, OutlineFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def preston():
    return AreaFactory(code="E07000123", name="Preston", latitude=53.80, longitude=-2.70)


@pytest.fixture
def country(preston):
    """Preston and its neighbours; Leeds too far away for a map of Preston; Carlisle of the past."""
    AreaFactory(code="E07000126", name="South Ribble", latitude=53.70, longitude=-2.70)
    AreaFactory(code="E07000128", name="Wyre", latitude=53.85, longitude=-2.85)
    AreaFactory(code="E08000035", name="Leeds", latitude=53.80, longitude=-1.55)
    AreaFactory(code="E06000063", name="Cumberland", latitude=54.73, longitude=-3.12)
    AreaFactory(code="E07000028", name="Carlisle", ended=True, now="E06000063")
    AreaFactory(code="E07000026", name="Allerdale", ended=True, now="E06000063")


@pytest.fixture
def outlined(country):
    boundaries = BoundarySetFactory(source="ONS, 2025")
    for code, left in (("E07000123", -51), ("E07000126", -41), ("E08000035", 25)):
        OutlineFactory(
            boundaries=boundaries,
            code=code,
            near=f"M{left},-5985.5l10,0 0,10 -10,0z",
            far=f"M{left},-5985l10,0 0,10z",
            left_m=left * 1000,
            right_m=(left + 10) * 1000,
        )


def key(drawn):
    return [entry["words"] for entry in drawn["key"]]


def titles(marks):
    return sorted(mark["title"] for mark in marks)


# --- Circles ----------------------------------------------------------------------------------


@pytest.mark.usefixtures("country")
def test_map_without_boundaries_is_of_circles(preston):
    drawn = presenters.authority_map(
        {"E07000123": 400_000_00, "E07000126": 100_000_00, "E08000035": 9_900_000_00},
        focus=preston,
    )

    assert (drawn["kind"], drawn["source"]) == ("circles", "")
    assert [(mark["title"], mark["kind"], mark["radius"]) for mark in drawn["marks"]] == [
        ("Preston: £400,000.00", "inside", "40"),
        ("South Ribble: £100,000.00", "outside", "20"),
    ]
    assert titles(drawn["ground"]) == ["Wyre: no payments"]
    assert key(drawn) == ["Inside Preston", "Elsewhere", "No payments"]
    assert drawn["beyond"] == "Not on this map: £9,900,000.00 in 1 other place."
    assert drawn["description"] == (
        "The largest amounts in the part of the country that is shown. "
        "Preston: £400,000.00; South Ribble: £100,000.00."
    )
    assert [size["words"] for size in drawn["sizes"]["wide"]] == [
        "£200,000",
        "£50,000",
        "£10,000",
    ]


@pytest.mark.usefixtures("country")
def test_map_of_the_country_shows_every_authority():
    drawn = presenters.authority_map({"E07000123": 400_000_00, "E08000035": 100_000_00})

    assert titles(drawn["marks"]) == ["Leeds: £100,000.00", "Preston: £400,000.00"]
    assert titles(drawn["ground"]) == [
        "Cumberland: no payments",
        "South Ribble: no payments",
        "Wyre: no payments",
    ]
    assert key(drawn) == ["Payments", "No payments"]
    assert (drawn["beyond"], drawn["focus"]) == ("", "")


@pytest.mark.usefixtures("country")
def test_place_comes_first_when_there_is_not_room_for_every_name(preston):
    drawn = presenters.authority_map(
        {"E07000123": 1_000_00, "E07000126": 900_000_00}, focus=preston
    )

    words = [label["lines"][0]["words"] for label in drawn["labels"]["wide"]]
    assert words == ["Preston", "South Ribble"]


@pytest.mark.usefixtures("country")
def test_amounts_of_codes_that_became_one_are_added_up():
    drawn = presenters.authority_map({"E07000028": 1_000_00, "E07000026": 500_00})

    assert titles(drawn["marks"]) == ["Cumberland: £1,500.00"]


@pytest.mark.usefixtures("country")
def test_sum_with_an_unknown_part_is_unknown():
    drawn = presenters.authority_map(
        {"E07000028": 1_000_00, "E07000026": None, "E06000063": 500_00}
    )

    assert [(mark["title"], mark["kind"]) for mark in drawn["marks"]] == [
        ("Cumberland: not known", "unknown")
    ]


@pytest.mark.usefixtures("country")
def test_nought_refunds_and_unknown_amounts_are_marked_apart():
    drawn = presenters.authority_map(
        {"E07000123": 0, "E07000126": -100_00, "E08000035": None, "L99999999": 5_00, "X": 1_00}
    )

    assert {mark["title"]: mark["kind"] for mark in drawn["marks"]} == {
        "Preston: £0.00": "refund",
        "South Ribble: −£100.00": "refund",
        "Leeds: not known": "unknown",
    }
    assert key(drawn) == ["Nothing, or refunds above payments", "No payments", "Not known"]
    assert drawn["description"] == "No payments in the part of the country that is shown."
    assert drawn["beyond"] == "Not on this map: £6.00 in 2 other places."


@pytest.mark.usefixtures("country")
def test_map_of_no_payments_has_no_key_of_sizes():
    drawn = presenters.authority_map({})

    assert drawn["sizes"] == {"wide": [], "narrow": []}
    assert key(drawn) == ["No payments"]


# --- Tinted areas -----------------------------------------------------------------------------


@pytest.mark.usefixtures("outlined")
def test_map_with_boundaries_is_of_tinted_areas(preston):
    drawn = presenters.authority_map(
        {"E07000123": 400_000_00, "E07000126": 900_00, "E07000128": 7_00}, focus=preston, name="a"
    )

    assert (drawn["kind"], drawn["source"], drawn["focus"]) == ("areas", "ONS, 2025", "Preston")
    # The place is drawn apart, to be framed; Wyre has no outline
    assert drawn["beyond"] == "Not on this map: £7.00 in 1 other place."
    assert drawn["inside"] == [
        {
            "path": "M-51,-5985.5l10,0 0,10 -10,0z",
            "fill": "a-tint-5",
            "title": "Preston: £400,000.00",
        }
    ]
    assert titles(drawn["outside"]) == ["South Ribble: £900.00"]
    assert drawn["transform"] == "scale(12.8) translate(71 6000)"


@pytest.mark.usefixtures("outlined")
def test_map_of_the_country_draws_outlines_without_detail():
    AreaFactory(name="Shetland Islands", latitude=60.3, longitude=-1.3)

    drawn = presenters.authority_map({"E07000123": 400_000_00})

    assert {shape["path"] for shape in drawn["outside"]} == {
        "M-51,-5985l10,0 0,10z",
        "M-41,-5985l10,0 0,10z",
        "M25,-5985l10,0 0,10z",
    }
    assert drawn["inside"] == []
    assert key(drawn) == ["Any amount", "No payments"]


@pytest.mark.usefixtures("outlined")
def test_tints_and_their_key():
    drawn = presenters.authority_map(
        {"E07000123": 400_000_00, "E07000126": 1_000_00, "E08000035": -1_00}
    )

    assert {shape["title"]: shape["fill"] for shape in drawn["outside"]} == {
        "Preston: £400,000.00": "map-tint-5",
        "South Ribble: £1,000.00": "map-tint-1",
        "Leeds: −£1.00": "map-refund",
    }
    assert drawn["key"] == [
        {"fill": "map-tint-1", "words": "Under £2,000"},
        {"fill": "map-tint-3", "words": "£2,000 to under £200,000"},
        {"fill": "map-tint-5", "words": "£200,000 or more"},
        {"fill": "map-refund", "words": "Nothing, or refunds above payments"},
    ]


@pytest.mark.usefixtures("outlined")
def test_unknown_amounts_have_a_texture_of_their_own():
    drawn = presenters.authority_map({"E07000123": None})

    assert {shape["fill"] for shape in drawn["outside"]} == {"map-unknown", "map-none"}
    assert key(drawn) == ["No payments", "Not known"]


# --- The page ---------------------------------------------------------------------------------


def rendered(drawn):
    return render_to_string("socialvalue/places/map.html", {"map": drawn})


@pytest.mark.usefixtures("outlined")
def test_map_says_itself_in_words(preston):
    page = rendered(presenters.authority_map({"E07000123": 400_000_00}, focus=preston, name="a"))

    assert 'role="img"' in page
    assert 'aria-labelledby="a-title a-description"' in page
    assert '<title id="a-title">Payments by local authority</title>' in page
    assert "Preston: £400,000.00.</desc>" in page
    assert "Boundaries: ONS, 2025." in page


@pytest.mark.usefixtures("outlined")
def test_every_fill_that_the_map_uses_is_there_once(preston):
    page = rendered(
        presenters.authority_map({"E07000123": 1_00, "E07000126": 9_000_00}, focus=preston)
    )

    used = set(re.findall(r"url\(#([\w-]+)\)", page)) | set(re.findall(r'href="#([\w-]+)"', page))
    given = re.findall(r' id="([\w-]+)"', page)
    assert used - set(given) == set()
    assert len(given) == len(set(given))


def test_words_of_others_are_escaped():
    AreaFactory(name="<b>Preston</b>", code="E07000123")

    page = rendered(presenters.authority_map({"E07000123": 1_00}, title="Paid & <i>spent</i>"))

    assert "<b>" not in page
    assert "<i>" not in page
    assert "Paid &amp; &lt;i&gt;spent&lt;/i&gt;" in page


@pytest.mark.usefixtures("outlined")
def test_map_has_no_styles_nor_scripts_of_its_own(preston):
    for drawn in (
        presenters.authority_map({"E07000123": 1_00}, focus=preston),
        presenters.authority_map({"E07000123": 1_00}),
    ):
        page = rendered(drawn)

        assert " style=" not in page
        assert "<script" not in page


@pytest.mark.usefixtures("outlined")
def test_map_asks_the_database_four_times(preston, django_assert_num_queries):
    with django_assert_num_queries(4):
        presenters.authority_map({"E07000123": 1_00, "E07000126": 2_00}, focus=preston)
