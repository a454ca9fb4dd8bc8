import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from socialvalue.calculations.maps.projection import Box
from socialvalue.places.models import Area
from tests.factories.places import AreaFactory, BoundarySetFactory, OutlineFactory

pytestmark = pytest.mark.django_db


def names(areas):
    return sorted(area.name for area in areas)


def test_areas_asked_for_in_words():
    AreaFactory(name="Preston")
    AreaFactory(name="Carlisle", ended=True)
    AreaFactory(name="North West", kind="region")
    AreaFactory(name="Jersey", kind="outside_uk")

    assert names(Area.objects.of_today()) == ["Jersey", "North West", "Preston"]
    assert names(Area.objects.ended()) == ["Carlisle"]
    assert names(Area.objects.authorities()) == ["Carlisle", "Preston"]
    assert names(Area.objects.of_interest()) == ["North West", "Preston"]


@pytest.mark.parametrize(
    ("day", "valid"),
    [
        (dt.date(2023, 3, 31), ["Carlisle", "Preston"]),
        (dt.date(2023, 4, 1), ["Cumberland", "Preston"]),
    ],
)
def test_areas_valid_on_a_day(day, valid):
    AreaFactory(name="Preston")
    AreaFactory(name="Carlisle", ended=True)
    AreaFactory(name="Cumberland", valid_from=dt.date(2023, 4, 1))

    assert names(Area.objects.valid_on(day)) == valid


def test_area_knows_its_authorities():
    area = AreaFactory(name="Fylde coast", kind="county", authorities=["E07000119", "E07000128"])

    assert str(area) == "Fylde coast"
    assert area.lad_codes == {"E07000119", "E07000128"}


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "parish"},
        {"now": "E06000063"},
        {"valid_to": dt.date(2023, 3, 31)},
        {"ended": True, "valid_from": dt.date(2024, 1, 1)},
    ],
)
def test_area_that_contradicts_itself_is_refused(wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        AreaFactory(**wrong)


def test_outline_knows_its_box_and_its_set():
    outline = OutlineFactory(code="E07000123", boundaries=BoundarySetFactory(source="ONS, 2025"))

    assert str(outline) == "E07000123"
    assert str(outline.boundaries) == "ONS, 2025"
    assert outline.box == Box(-51.0, -5985.0, -41.0, -5975.0)


def test_outline_is_given_once_in_its_set():
    outline = OutlineFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        OutlineFactory(code=outline.code, boundaries=outline.boundaries)
