"""Ranges on one scale, and references across lines."""

from fractions import Fraction

import pytest

from socialvalue.core import charts

TABLE = charts.Table(columns=[charts.Column(text="A")], rows=[["a"]])


def ranges(*rows, **more):
    return charts.range_chart(name="x", title="X", words="", ranges=rows, table=TABLE, **more)


def test_ranges_share_one_scale_up_to_the_most_that_could_be():
    chart = ranges(
        charts.Range(label="Now", last=27, shown="27%", leading=True),
        charts.Range(label="Theirs", first=5, last=Fraction(182, 10), shown="5% to 18.2%"),
        scale_to=100,
    )

    assert [(row.first, row.last) for row in chart.rows] == [("", "27"), ("5", "18.2")]
    assert chart.leading == ["27"]


def test_ranges_without_a_limit_end_at_the_highest():
    chart = ranges(charts.Range(label="A", first=10, last=5, shown=""))

    assert [(row.first, row.last) for row in chart.rows] == [("100", "50")]


def lines(*references):
    return charts.line_chart(
        name="x", title="X", words="", period_heading="Year", periods=["1", "2"],
        lines=[charts.Line(band=charts.Band(words="L", colour="series-1"), values=[10, 20])],
        show=str, references=references,
    )  # fmt: skip


def test_references_are_lettered_and_explained_and_stretch_the_scale():
    chart = lines(charts.Reference(words="Preston", value=40), charts.Reference(words="B", value=5))

    assert chart.references == [("a", "Preston: 40"), ("b", "B: 5")]
    wide = chart.drawings[0]
    assert [mark.text for mark in wide.references] == ["a", "b"]
    assert wide.references[0].y == "14"  # the top of the drawing


def test_letters_of_references_that_are_near_stand_beside_each_other():
    chart = lines(charts.Reference(words="A", value=20), charts.Reference(words="B", value=20))

    first, second = chart.drawings[0].references
    assert (first.y == second.y, float(second.x) - float(first.x)) == (True, 18)


def test_without_references_there_are_none():
    chart = lines()

    assert (chart.references, chart.drawings[0].references) == ([], [])


@pytest.mark.parametrize("name", ["X", "1x"])
def test_a_chart_needs_an_identifier(name):
    with pytest.raises(charts.NotAnIdentifier):
        charts.range_chart(name=name, title="", words="", ranges=[], table=TABLE)
