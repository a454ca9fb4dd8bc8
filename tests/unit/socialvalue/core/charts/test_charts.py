"""What the presenters of charts give to their templates."""

import itertools
from decimal import Decimal
from fractions import Fraction

import pytest

from socialvalue.core import charts
from socialvalue.core.charts import Band, Bar, Column, Line, Stack, Table
from socialvalue.core.charts.lines import LABEL_HEIGHT

PLACE, WIDER = Band(words="Place", colour="place"), Band(words="Wider area", colour="wider")
FRAME = {"name": "chart", "title": "Title", "words": "Words."}


def pounds(amount):
    return f"£{amount}"


# --- Frame


@pytest.mark.parametrize("name", ["", "1st", "two words", "Upper", "a_b", 'a"'])
def test_a_name_that_cannot_be_an_identifier_is_refused(name):
    with pytest.raises(charts.NotAnIdentifier):
        charts.bar_chart(
            **(FRAME | {"name": name}), bars=[], label_heading="Bid", value_heading="Marks"
        )


def test_an_unknown_colour_is_refused():
    with pytest.raises(charts.UnknownColour, match="'red' is not one of place, wider"):
        Band(words="Place", colour="red")


@pytest.mark.parametrize(
    ("colour", "css_class"),
    [("place", "app-place-local"), ("unknown", "app-place-unknown"), ("series-6", "app-series-6")],
)
def test_a_colour_has_its_class(colour, css_class):
    assert Band(words="", colour=colour).css_class == css_class


# --- Bars


def bars(*given, **told):
    return charts.bar_chart(**FRAME, bars=given, label_heading="Bid", value_heading="Marks", **told)


def test_bar_chart_worked_example():
    chart = bars(
        Bar(label="A", value=Decimal("87.5"), shown="87.50", leading=True, address="/a/"),
        Bar(label="B", value=Fraction(100, 3), shown="33.33"),
        Bar(label="C", value=None, shown="Not scored"),
        scale_to=100,
        csv_address="/marks.csv",
    )

    assert [(row.label, row.shown, row.start, row.length, row.pale) for row in chart.rows] == [
        ("A", "87.50", "0", "87.5", False),
        ("B", "33.33", "0", "33.333", True),
        ("C", "Not scored", "", "", True),
    ]
    assert [row.address for row in chart.rows] == ["/a/", "", ""]
    assert chart.zero == ""
    assert chart.csv_address == "/marks.csv"
    assert chart.table == Table(
        columns=[Column(text="Bid"), Column(text="Marks", numeric=True)],
        rows=[["A", "87.50"], ["B", "33.33"], ["C", "Not scored"]],
    )


def test_no_bar_is_pale_if_none_leads():
    chart = bars(Bar(label="A", value=1, shown="1"), Bar(label="B", value=None, shown="-"))

    assert [row.pale for row in chart.rows] == [False, False]


def test_bars_below_nought_lie_to_the_left_of_the_line_at_nought():
    chart = bars(Bar(label="A", value=3, shown="3"), Bar(label="B", value=-1, shown="-1"))

    assert chart.zero == "25"
    assert [(row.start, row.length) for row in chart.rows] == [("25", "75"), ("0", "25")]


def test_a_table_that_is_given_is_kept():
    table = Table(columns=[Column(text="Bid")], rows=[["A"]])

    assert bars(table=table).table is table


# --- Stacks


def stacks(*given, **told):
    bands = told.pop("bands", [PLACE, WIDER])
    return charts.stacked_chart(
        **FRAME, bands=bands, stacks=given, label_heading="Kind", total_heading="Total", **told
    )


def row(label, *values):
    shown = [pounds(value) for value in values]
    return Stack(label=label, values=values, shown_values=shown, shown=pounds(sum(values)))


def places(stack):
    return [(part.css_class, part.hatch, part.start, part.length) for part in stack.parts]


def test_stacked_chart_worked_example():
    chart = stacks(row("Food", 30, 10), row("Care", 0, 20))

    # The longest row is 40: each unit is 2.5%.
    assert places(chart.rows[0]) == [
        ("app-place-local", "", "0", "75"),
        ("app-place-wider", "chart-hatch-1", "75", "25"),
    ]
    assert places(chart.rows[1]) == [("app-place-wider", "chart-hatch-1", "0", "50")]
    assert [drawn.words for drawn in chart.rows] == [
        "Place: £30; Wider area: £10",
        "Place: £0; Wider area: £20",
    ]
    assert [(key.words, key.css_class, key.hatch) for key in chart.keys] == [
        ("Place", "app-place-local", ""),
        ("Wider area", "app-place-wider", "chart-hatch-1"),
    ]
    assert chart.zero == ""
    assert chart.table == Table(
        columns=[
            Column(text="Kind"),
            Column(text="Place", numeric=True),
            Column(text="Wider area", numeric=True),
            Column(text="Total", numeric=True),
        ],
        rows=[["Food", "£30", "£10", "£40"], ["Care", "£0", "£20", "£20"]],
    )


def test_a_refund_lies_to_the_left_of_the_line_at_nought():
    chart = stacks(row("Food", 30, -10))

    assert chart.zero == "25"
    assert places(chart.rows[0]) == [
        ("app-place-local", "", "25", "75"),
        ("app-place-wider", "chart-hatch-1", "0", "25"),
    ]


def test_contributions_are_drawn_on_the_whole_that_could_be_reached():
    chart = stacks(row("Bid A", 45, 15), scale_to=100)

    assert [(part.start, part.length) for part in chart.rows[0].parts] == [
        ("0", "45"),
        ("45", "15"),
    ]


def test_shares_fill_the_width():
    chart = stacks(row("Food", 30, 10), row("Care", 1, 1), as_shares=True)

    assert [[part.length for part in drawn.parts] for drawn in chart.rows] == [
        ["75", "25"],
        ["50", "50"],
    ]


def test_a_row_with_a_refund_has_no_shares_and_says_why():
    chart = stacks(row("Food", 30, -10), as_shares=True)

    assert (chart.rows[0].parts, chart.rows[0].note) == (
        [],
        "Refunds are larger than payments in part of this row, so its shares cannot be drawn.",
    )


def test_a_row_of_nothing_has_no_parts():
    chart = stacks(row("Food", 0, 0), as_shares=True)

    assert chart.rows[0].parts == []


def test_bands_beyond_the_hatchings_begin_again():
    bands = [Band(words=f"Part {number}", colour="series-1") for number in range(8)]

    chart = stacks(row("Bid A", *range(1, 9)), bands=bands)

    assert [key.hatch for key in chart.keys] == [
        "",
        *(f"chart-hatch-{number}" for number in range(1, 6)),
        "",
        "chart-hatch-1",
    ]


@pytest.mark.parametrize("broken", [row("Food", 1), row("Food", 1, 2, 3)])
def test_a_stack_without_a_value_for_each_band_is_refused(broken):
    with pytest.raises(charts.WrongShape, match="'Food' does not have a value for each of 2"):
        stacks(broken)


# --- Flows


def flows(given, **told):
    return charts.flow_chart(
        **FRAME,
        source_heading="Anchor",
        sources=told.pop("sources", ["Trust", "Council"]),
        bands=[PLACE, WIDER],
        flows=given,
        show=pounds,
        **told,
    )


SPEND = {("Trust", "Place"): 50, ("Trust", "Wider area"): 10, ("Council", "Place"): 40}


def test_flow_chart_has_a_wide_and_a_narrow_drawing_with_the_same_words():
    wide, narrow = flows(SPEND).drawings

    # All 260 high: 100 units, 2.6 each. Trust 60 = 156, Council 40 = 104; gap 14 at the sides.
    assert [(block.x, block.height, block.css_class) for block in wide.blocks] == [
        ("186", "156", ""),
        ("186", "104", ""),
        ("522", "234", "app-place-local"),
        ("522", "26", "app-place-wider"),
    ]
    assert [(block.x, block.height) for block in narrow.blocks] == [
        ("0", "156"),
        ("0", "104"),
        ("308", "234"),
        ("308", "26"),
    ]
    words = ["Trust to Place: £50", "Trust to Wider area: £10", "Council to Place: £40"]
    assert [[ribbon.words for ribbon in drawing.ribbons] for drawing in (wide, narrow)] == [
        words,
        words,
    ]
    labels = ["Trust", "£60", "Council", "£40", "90%", "Place", "10%", "Wider area"]
    assert [[label.text for label in drawing.labels] for drawing in (wide, narrow)] == [
        labels,
        labels,
    ]


def test_the_numbers_of_labels_are_bold():
    wide, _narrow = flows(SPEND).drawings

    assert [label.text for label in wide.labels if label.bold] == ["£60", "£40", "90%", "10%"]


def test_a_ribbon_is_a_closed_shape_from_block_to_block():
    wide, _narrow = flows({("Trust", "Place"): 1}, sources=["Trust"]).drawings

    (ribbon,) = wide.ribbons
    # One block of 260 on each side; on the right an empty one is 56 below, so the left begins 28
    # lower. From 186 + 12 to 522, the middle is 360; 20 units stand above the drawing.
    gap = (float(wide.blocks[2].y) - float(wide.blocks[1].y)) - 260
    top = 20 + gap / 2
    assert ribbon.path == (
        f"M198 {top:g}C360 {top:g} 360 20 522 20V280C360 280 360 {top + 260:g} 198 {top + 260:g}Z"
    )


@pytest.mark.parametrize("count", [1, 3, 12])
def test_labels_never_touch_each_other(count):
    sources = [f"The long name of anchor institution number {number}" for number in range(count)]
    given = {(source, "Place"): 1 for source in sources} | {(sources[0], "Wider area"): 1}

    for drawing in flows(given, sources=sources).drawings:
        for x in {label.x for label in drawing.labels}:
            feet = sorted(float(label.y) for label in drawing.labels if label.x == x)
            apart = {after - before for before, after in itertools.pairwise(feet)}
            assert min(apart, default=18) >= 18
            assert feet[0] >= 10
            assert feet[-1] <= float(drawing.height)


def test_a_flow_below_nought_is_said_and_not_drawn():
    chart = flows(SPEND | {("Council", "Wider area"): -5})

    assert chart.left_out == ["Council to Wider area (£-5)"]
    assert len(chart.drawings[0].ribbons) == 3
    # Of 95 in all, 90 are in the place: 94.7%. The refund is in the totals, as in the table.
    assert [label.text for label in chart.drawings[0].labels if label.bold] == [
        "£60",
        "£35",
        "95%",
        "5%",
    ]
    assert chart.table == Table(
        columns=[
            Column(text="Anchor"),
            Column(text="Place", numeric=True),
            Column(text="Wider area", numeric=True),
            Column(text="Total", numeric=True),
        ],
        rows=[["Trust", "£50", "£10", "£60"], ["Council", "£40", "£-5", "£35"]],
        total=["Total", "£90", "£5", "£95"],
    )


def test_a_band_below_nought_has_its_amount_in_place_of_a_share():
    chart = flows({("Trust", "Place"): 50, ("Trust", "Wider area"): -5})

    assert [label.text for label in chart.drawings[0].labels if label.bold] == [
        "£45",
        "£0",
        "£50",
        "£-5",
    ]


def test_a_flow_chart_of_nothing_has_amounts_in_place_of_shares():
    chart = flows({})

    assert [label.text for label in chart.drawings[0].labels] == [
        "Trust",
        "£0",
        "Council",
        "£0",
        "£0",
        "Place",
        "£0",
        "Wider area",
    ]


@pytest.mark.parametrize("pair", [("Nobody", "Place"), ("Trust", "Nowhere")])
def test_a_flow_from_or_to_nowhere_is_refused(pair):
    with pytest.raises(charts.WrongShape, match="no such flow"):
        flows({pair: 1})


# --- Lines


def lines(*values, periods=("2023/24", "2024/25", "2025/26"), **told):
    return charts.line_chart(
        **FRAME,
        period_heading="Year",
        periods=periods,
        lines=[
            Line(band=Band(words=f"Line {number}", colour=f"series-{number}"), values=given)
            for number, given in enumerate(values, start=1)
        ],
        show=lambda value: f"{value}%",
        **told,
    )


def test_the_name_of_a_period_is_cut_to_its_room_in_the_drawing_and_whole_in_the_table():
    name = "Guild City Council and Ribble College"
    chart = lines([0, 50], periods=[name, "2 anchors"])

    # 2 * 70 / 7 = 20 letters; on a narrow screen 2 * 56 / 7 = 16.
    assert [drawing.periods[0].text for drawing in chart.drawings] == [
        "Guild City Council…", "Guild City Coun…",
    ]  # fmt: skip
    assert chart.table.rows[0][0] == name


def test_line_chart_worked_example():
    chart = lines([0, 50, 100])

    wide, narrow = chart.drawings
    # 720 less 70 and 90 is 560 wide; 300 less 14 and 34 is 252 high.
    assert wide.lines[0].pieces == ["M70 266L350 140L630 14"]
    assert wide.lines[0].dots == [("70", "266"), ("350", "140"), ("630", "14")]
    assert [(rule.text, rule.y) for rule in wide.rules] == [
        ("0%", "266"),
        ("50%", "140"),
        ("100%", "14"),
    ]
    assert [(mark.text, mark.x) for mark in narrow.periods] == [
        ("2023/24", "56"),
        ("2024/25", "157"),
        ("2025/26", "258"),
    ]
    assert (wide.lines[0].last.text, wide.lines[0].last.x, wide.lines[0].last.y) == (
        "100%",
        "639",
        "19",
    )
    assert [(key.words, key.css_class, key.number) for key in chart.keys] == [
        ("Line 1", "app-series-1", 1)
    ]
    assert chart.table == Table(
        columns=[Column(text="Year"), Column(text="Line 1", numeric=True)],
        rows=[["2023/24", "0%"], ["2024/25", "50%"], ["2025/26", "100%"]],
    )


def test_a_value_that_is_not_known_leaves_a_gap():
    periods = ["1", "2", "3", "4", "5"]

    chart = lines([10, 20, None, 30, 40], periods=periods)

    assert len(chart.drawings[0].lines[0].pieces) == 2
    assert len(chart.drawings[0].lines[0].dots) == 4
    assert [cells[1] for cells in chart.table.rows] == ["10%", "20%", "Not known", "30%", "40%"]


def test_a_line_of_which_nothing_is_known_is_not_drawn():
    (drawn,) = lines([None, None, None]).drawings[0].lines

    assert (drawn.pieces, drawn.dots, drawn.last) == ([], [], None)


def test_one_period_stands_in_the_middle():
    wide, _narrow = lines([5], periods=["2025/26"]).drawings

    assert wide.lines[0].dots == [("350", "14")]


def test_a_narrow_drawing_names_fewer_periods_and_always_the_last():
    periods = [f"{year}" for year in range(2017, 2027)]

    wide, narrow = lines(list(range(10)), periods=periods).drawings

    assert [mark.text for mark in wide.periods] == periods
    assert [mark.text for mark in narrow.periods] == ["2018", "2022", "2026"]


def test_the_values_at_the_ends_of_lines_never_touch():
    for drawing in lines([1, 1, 50], [1, 1, 50], [1, 1, 49]).drawings:
        feet = sorted(float(drawn.last.y) for drawn in drawing.lines)
        assert [after - before for before, after in itertools.pairwise(feet)] == [LABEL_HEIGHT] * 2


def test_a_line_without_a_value_for_each_period_is_refused():
    with pytest.raises(charts.WrongShape, match="'Line 1' has not one value for each period"):
        lines([1])


# --- Streams of three columns


def streams(given, **told):
    return charts.stream_chart(
        **FRAME,
        headings=("Anchor", "Category"),
        sources=told.pop("sources", ["Trust", "Council"]),
        middles=told.pop("middles", ["Food", "Care"]),
        bands=[PLACE, WIDER],
        flows=given,
        show=pounds,
        **told,
    )


PAID = {
    ("Trust", "Food", "Place"): 30, ("Trust", "Care", "Wider area"): 30,
    ("Council", "Care", "Place"): 40,
}  # fmt: skip


def test_a_stream_has_three_columns_and_ribbons_between_each_two():
    wide, narrow = streams(PAID).drawings

    # All 260 high: 100 units, 2.6 each.
    assert [(block.x, block.height, block.css_class) for block in wide.blocks] == [
        ("142", "156", ""), ("142", "104", ""),
        ("354", "78", ""), ("354", "182", ""),
        ("566", "182", "app-place-local"), ("566", "78", "app-place-wider"),
    ]  # fmt: skip
    assert [block.x for block in narrow.blocks] == ["0", "0", "154", "154", "308", "308"]
    assert [(ribbon.words, ribbon.css_class) for ribbon in wide.ribbons] == [
        ("Trust to Food: £30", "app-svg__flow--plain"),
        ("Trust to Care: £30", "app-svg__flow--plain"),
        ("Council to Care: £40", "app-svg__flow--plain"),
        ("Food to Place: £30", "app-place-local"),
        ("Care to Place: £40", "app-place-local"),
        ("Care to Wider area: £30", "app-place-wider"),
    ]
    assert [label.text for label in wide.labels] == [
        "Trust", "£60", "Council", "£40", "Food, £30", "Care, £70",
        "70%", "Place", "30%", "Wider area",
    ]  # fmt: skip
    assert [label.text for label in narrow.labels][4:8] == ["Food", "£30", "Care", "£70"]


def test_the_table_of_a_stream_has_a_row_for_each_pair_that_flows():
    table = streams(PAID | {("Council", "Food", "Place"): -5}).table

    assert table.rows == [
        ["Trust", "Food", "£30", "£0", "£30"],
        ["Trust", "Care", "£0", "£30", "£30"],
        ["Council", "Food", "£-5", "£0", "£-5"],
        ["Council", "Care", "£40", "£0", "£40"],
    ]
    assert table.total == ["Total", "", "£65", "£30", "£95"]


def test_a_stream_below_nought_is_said_and_not_drawn():
    chart = streams(PAID | {("Council", "Food", "Place"): -5})

    assert chart.left_out == ["Council to Food to Place (£-5)"]
    assert len(chart.drawings[0].ribbons) == 6
    assert "Food, £25" in [label.text for label in chart.drawings[0].labels]


@pytest.mark.parametrize("count", [1, 8])
def test_labels_of_a_stream_never_touch_each_other(count):
    middles = [f"A category with a long name, number {number}" for number in range(count)]
    sources = [f"The long name of anchor institution {number}" for number in range(3)]
    given = {(source, middle, "Place"): 1 for source in sources for middle in middles}

    for drawing in streams(given, sources=sources, middles=middles).drawings:
        for x in {label.x for label in drawing.labels}:
            feet = sorted(float(label.y) for label in drawing.labels if label.x == x)
            assert min((b - a for a, b in itertools.pairwise(feet)), default=18) >= 18
            assert feet[0] >= 10
            assert feet[-1] <= float(drawing.height)


def test_a_stream_of_nothing_and_without_a_middle_is_drawn_empty():
    empty = streams({}, middles=[], sources=["Trust"])

    assert [label.text for label in empty.drawings[0].labels] == [
        "Trust", "£0", "£0", "Place", "£0", "Wider area",
    ]  # fmt: skip
    nameless = streams({("Trust", "", "Place"): 1}, middles=[""], sources=["Trust"])
    assert "£1" in [label.text for label in nameless.drawings[0].labels]


@pytest.mark.parametrize(
    "path", [("Nobody", "Food", "Place"), ("Trust", "Nothing", "Place"), ("Trust", "Food", "No")]
)
def test_a_stream_through_nowhere_is_refused(path):
    with pytest.raises(charts.WrongShape, match="no such flow"):
        streams({path: 1})
