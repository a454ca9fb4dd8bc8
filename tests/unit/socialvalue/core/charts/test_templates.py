"""The templates of charts: words beside every picture, identifiers that are unique, no styles."""

import re
import xml.etree.ElementTree as ET

import pytest
from django.template.loader import render_to_string

from socialvalue.core import charts

HOSTILE = '<script>alert("x")</script>\'&'
BANDS = [
    charts.Band(words=HOSTILE, colour="place"),
    charts.Band(words="Wider area", colour="wider"),
]
FRAME = {"title": HOSTILE, "words": HOSTILE, "csv_address": "/numbers.csv"}


def made(kind, name="chart"):
    """Return the page of one chart of that kind, with hostile words in every slot."""
    frame = FRAME | {"name": name}
    chart = {
        "bars": lambda: charts.bar_chart(
            **frame,
            bars=[
                charts.Bar(label=HOSTILE, value=3, shown=HOSTILE, leading=True, address="/a/"),
                charts.Bar(label="B", value=-1, shown="-1"),
                charts.Bar(label="C", value=None, shown="Not known"),
            ],
            label_heading=HOSTILE,
            value_heading="Marks",
        ),
        "stacks": lambda: charts.stacked_chart(
            **frame,
            bands=BANDS,
            stacks=[
                charts.Stack(
                    label=HOSTILE, values=(3, -1), shown_values=(HOSTILE, "-1"), shown="2"
                ),
                charts.Stack(
                    label="B", values=(3, 1), shown_values=("3", "1"), shown="4", address="/b/"
                ),
            ],
            label_heading="Kind",
            total_heading="Total",
        ),
        "shares": lambda: charts.stacked_chart(
            **frame,
            bands=BANDS,
            stacks=[
                charts.Stack(label="A", values=(3, -1), shown_values=("3", "-1"), shown="2"),
            ],
            label_heading="Kind",
            total_heading="Total",
            as_shares=True,
        ),
        "flows": lambda: charts.flow_chart(
            **frame,
            source_heading="Anchor",
            sources=[HOSTILE, "B"],
            bands=BANDS,
            flows={(HOSTILE, HOSTILE): 3, ("B", "Wider area"): -1},
            show=lambda amount: f"£{amount}",
        ),
        "lines": lambda: charts.line_chart(
            **frame,
            period_heading="Year",
            periods=["1", "2", HOSTILE],
            lines=[
                charts.Line(band=band, values=values)
                for band, values in zip(BANDS, [(1, 2, None), (None, None, None)], strict=True)
            ],
            show=lambda amount: f"{amount}%",
        ),
    }[kind]()
    template = "stacks" if kind == "shares" else kind
    return render_to_string(f"components/charts/{template}.html", {"chart": chart})


KINDS = ["bars", "stacks", "shares", "flows", "lines"]


def parsed(html):
    """Parse the page as XML, which it is but for two attributes that have no value."""
    return ET.fromstring(html.strip().replace(" download>", ">"))  # noqa: S314 -- our own page


@pytest.mark.parametrize("kind", KINDS)
def test_words_from_strangers_stay_words(kind):
    html = made(kind)

    assert "<script" not in html
    assert HOSTILE in "".join(parsed(html).itertext())


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_needs_more_than_the_content_security_policy_allows(kind):
    assert re.findall(r"\sstyle=|<style|\son[a-z]+=|javascript:", made(kind)) == []


@pytest.mark.parametrize("kind", KINDS)
def test_identifiers_are_unique_and_every_reference_has_its_end(kind):
    page = parsed(f"<div>{made(kind, 'one')}{made(kind, 'two')}</div>")

    identifiers = [node.get("id") for node in page.iter() if node.get("id")]
    named = " ".join(node.get("aria-labelledby", "") for node in page.iter()).split()
    filled = [
        node.get("fill")[5:-1] for node in page.iter() if node.get("fill", "").startswith("url(")
    ]
    assert len(identifiers) == len(set(identifiers))
    assert set(named + filled) - set(identifiers) == set()


@pytest.mark.parametrize("kind", KINDS)
def test_every_chart_has_its_numbers_as_a_table_and_as_a_file(kind):
    page = parsed(made(kind))

    assert len(page.findall(".//details//table")) == 1
    assert page.find(".//a[@href='/numbers.csv']") is not None


@pytest.mark.parametrize("kind", KINDS)
def test_every_picture_has_words_or_is_hidden_because_words_stand_beside_it(kind):
    for picture in parsed(made(kind)).iter("svg"):
        if picture.get("aria-hidden") == "true":
            assert picture.find(".//text") is None
        else:
            assert picture.get("role") == "img"
            assert picture[0].tag == "title"
            assert picture[1].tag == "desc"


def test_a_chart_without_words_or_a_file_leaves_out_their_places():
    chart = charts.bar_chart(
        name="chart", title="Marks", words="", bars=[], label_heading="Bid", value_heading="Marks"
    )

    page = parsed(render_to_string("components/charts/bars.html", {"chart": chart}))

    assert page.find(".//a") is None
    assert len(page.findall("figcaption/span")) == 1


def test_a_row_that_is_not_known_has_its_words_and_no_bar():
    rows = parsed(made("bars")).findall(".//li")

    assert len(rows[2].findall(".//rect")) == 0
    assert "".join(rows[2].itertext()).split() == ["C", "Not", "known"]


def test_a_row_whose_shares_cannot_be_drawn_says_so_in_place_of_the_bar():
    (row,) = parsed(made("shares")).findall("ul[2]/li")

    assert row.find("svg") is None
    assert "so its shares cannot be drawn" in "".join(row.itertext())


def test_flows_left_out_of_the_picture_are_said_beneath():
    words = " ".join("".join(parsed(made("flows")).itertext()).split())

    assert "Not drawn, because refunds were larger than payments: B to Wider area (£-1)." in words
