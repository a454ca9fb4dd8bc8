"""Shares that others have published."""

import copy
from decimal import Decimal
from fractions import Fraction

import pytest

from socialvalue.calculations.documents import DataWrong
from socialvalue.calculations.rounding import shown
from socialvalue.calculations.spend.published import mean_percent, pooled_percent, studies_from
from socialvalue.spend.published import published

DOCUMENT = {
    "studies": [
        {
            "code": "one", "title": "One", "about": "About", "source": "Source",
            "caveats": ["Careful"],
            "series": [
                {
                    "label": "Here", "extent": "place",
                    "points": [
                        {"period": "2012", "percent": "5", "confirmed": True, "note": ""},
                        {"period": "2016", "percent": "33.3", "part": "1", "total": "3",
                         "confirmed": False, "note": "n"},
                    ],
                },
            ],
        },
    ]
}  # fmt: skip


def study_of(code):
    return next(study for study in published().studies if study.code == code)


def test_greater_manchester_pooled_and_mean_of_ten():
    found = study_of("greater-manchester")

    # 619,652,226.58 of 1,003,858,435.21; the published "average" is the mean
    assert shown(pooled_percent(found), places=1) == "61.7"
    assert shown(mean_percent(found), places=1) == "53.8"
    assert len(found.series) == 10


def test_preston_as_published():
    place, wider = study_of("preston").series

    assert [point.percent for point in place.points] == [Decimal(5), Decimal("18.2")]
    assert [point.percent for point in wider.points] == [Decimal(39), Decimal("79.2")]


def test_first_last_and_mean_of_what_has_no_amounts():
    (study,) = studies_from(DOCUMENT)
    series = study.series[0]

    assert (series.first.period, series.last.period) == ("2012", "2016")
    assert mean_percent(study) == Fraction(100, 3)
    assert pooled_percent(study_of("preston")) is None


def test_mean_of_percentages_without_amounts():
    assert mean_percent(study_of("preston")) == Fraction("48.7")


def changed(change):
    document = copy.deepcopy(DOCUMENT)
    change(document["studies"])
    return document


@pytest.mark.parametrize(
    ("change", "at"),
    [
        (lambda studies: studies.append(studies[0]), "/studies/1/code"),
        (lambda studies: studies[0].update(series=[]), "/studies/0/series"),
        (lambda studies: studies[0]["series"][0].update(points=[]), "/studies/0/series/0/points"),
        (
            lambda studies: studies[0]["series"][0].update(extent="moon"),
            "/studies/0/series/0/extent",
        ),
        (
            lambda studies: studies[0]["series"][0]["points"][1].update(percent="33.4"),
            "/studies/0/series/0/points/1/percent",
        ),
        (
            lambda studies: studies[0]["series"][0]["points"][1].pop("total"),
            "/studies/0/series/0/points/1/part",
        ),
    ],
)
def test_what_is_wrong_is_named_by_its_place(change, at):
    with pytest.raises(DataWrong) as wrong:
        studies_from(changed(change))

    assert wrong.value.at == at
