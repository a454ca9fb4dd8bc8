"""Tables: widths that fit, rows of any height, and too many columns."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from socialvalue.core.pdf import Column, tables
from socialvalue.core.pdf.typeface import faces
from tests.unit.socialvalue.core.pdf import reading, samples

WORD = "reason"


def made_of(columns, rows, **told):
    """Return the file of a document with one table."""
    document = samples.empty(**{"landscape": told.pop("landscape", False)})
    document.table(columns=columns, rows=rows, **told)
    return reading.opened(document.render())


def test_a_cell_taller_than_a_page_goes_over_to_the_next_with_nothing_lost():
    long = " ".join(f"{WORD}{number}" for number in range(1_500))

    pdf = made_of([Column(title="Bid"), Column(title="Reason")], [["A", long], ["B", "short"]])

    (table,) = reading.tree(pdf).all("Table")
    assert [cell.text for cell in table.all("TD")] == [long, "short"]
    assert len(pdf.pages) > 1
    assert reading.untagged_painting(pdf) == []


def test_a_row_that_does_not_fit_goes_to_the_next_page_whole():
    middling = "A reason. " * 120
    columns = [Column(title="Bid"), Column(title="Reason")]

    pdf = made_of(columns, [[f"Bid {number}", middling] for number in range(9)])

    cells = reading.tree(pdf).all("TD")
    assert [cell.text for cell in cells] == [middling.strip()] * 9
    # No cell has content on a second page, which would be a dictionary among its marks.
    assert {type(mark) for cell in cells for mark in cell.node.K} == {int}


def test_a_table_without_rows_has_its_headings():
    pdf = made_of([Column(title="Bid"), Column(title="Marks")], [])

    assert reading.tree(pdf).all("Table")[0].text == "Bid Marks"


def test_an_empty_cell_is_in_the_tree_without_content():
    pdf = made_of([Column(title="Bid"), Column(title="Marks")], [["A", ""]])

    (cell,) = reading.tree(pdf).all("TD")
    assert (cell.text, len(cell.node.K)) == ("", 0)


def test_without_a_column_of_headings_every_cell_is_data():
    pdf = made_of([Column(title="A"), Column(title="B")], [["1", "2"]], header_column=False)

    whole = reading.tree(pdf)
    assert [cell.text for cell in whole.all("TD")] == ["1", "2"]
    assert [cell.scope for cell in whole.all("TH")] == ["Column", "Column"]


def test_a_table_of_nothing_but_totals_has_no_rule_above_them():
    rows = [["Total", "5"]]

    one = made_of([Column(title="Bid"), Column(title="Marks")], rows, total_rows=1)

    assert [cell.text for cell in reading.tree(one).all("TD")] == ["5"]


@pytest.mark.parametrize(
    ("landscape", "columns", "expected"),
    [(False, 12, [12]), (False, 13, [7, 7]), (False, 24, [9, 9, 8]), (True, 24, [13, 12])],
)
def test_a_table_too_wide_for_the_sheet_becomes_several(landscape, columns, expected):
    named = [Column(title=f"C{number}") for number in range(columns)]
    rows = [[f"{number}" for number in range(columns)]]

    pdf = made_of(named, rows, landscape=landscape, caption="Scores")

    found = reading.tree(pdf).all("Table")
    assert [len(table.all("THead")[0].all("TH")) for table in found] == expected
    assert {table.all("TBody")[0].all("TH")[0].text for table in found} == {"0"}
    count = len(expected)
    assert [table.all("Caption")[0].text for table in found] == (
        ["Scores"] if count == 1 else [f"Scores (part {n} of {count})" for n in range(1, count + 1)]
    )


def test_a_wide_table_without_a_column_of_headings_repeats_none():
    named = [Column(title=f"C{number}") for number in range(13)]

    pdf = made_of(named, [[f"{n}" for n in range(13)]], header_column=False)

    found = reading.tree(pdf).all("Table")
    assert [[cell.text for cell in table.all("TD")] for table in found] == [
        [f"{n}" for n in range(7)],
        [f"{n}" for n in range(7, 13)],
    ]


def test_a_heading_of_many_lines_is_cut_on_the_page_and_whole_in_the_tree():
    title = "word " * 55

    pdf = made_of([Column(title=title, share=1), Column(title="B", share=20)], [["1", "2"]])

    head = reading.tree(pdf).all("TH")[0]
    assert head.text.endswith("…")


def laid_out(columns, rows):
    """Return a table as it is laid out, on a sheet 482 points wide."""
    document = samples.empty()
    document.table(columns=columns, rows=rows)
    table = document._parts[-1]
    from socialvalue.core.pdf import pages, paper  # noqa: PLC0415 -- slow import: reportlab

    faces()  # registers the typeface, whichever test comes first
    furniture = pages.Furniture(title="", organisation="", reference="", made="", watermark="")
    sheet = paper.Sheet(landscape=False)
    canvas = pages.Canvas(None, initialFontName="Inter", pagesize=sheet.size)
    return tables.Grid(pages.Pages(canvas, sheet=sheet, furniture=furniture), table)


def grid(columns, rows):
    """Return the widths that the columns of a table are given."""
    return laid_out(columns, rows)._widths()


def test_shares_set_the_widths():
    widths = grid([Column(title="A", share=1), Column(title="B", share=3)], [["1", "2"]])

    # 210 mm less two margins of 20 mm is 170 mm: 481.89 points.
    assert widths == pytest.approx([481.89 / 4, 481.89 * 3 / 4], abs=0.01)


def test_narrow_columns_have_what_they_want_and_wide_ones_share_the_rest():
    long = "A reason. " * 60

    narrow, first, second = grid(
        [Column(title="Bid"), Column(title="Reason"), Column(title="Answer")],
        [["Bid 1", long, long]],
    )

    # "Bid 1" in bold at 9 points, and the gap: all that the column wants.
    wanted = tables.GAP + faces()[1].width("Bid 1", 9)
    assert narrow == pytest.approx(wanted, abs=0.001)
    assert first == pytest.approx(second)


def test_numbers_keep_their_width_when_there_is_room_to_spare():
    words, number = grid([Column(title="Bid"), Column(title="Marks", align="right")], [["A", "5"]])

    assert number < 50
    assert words + number == pytest.approx(481.89, abs=0.01)


def test_columns_of_numbers_alone_share_what_is_to_spare():
    widths = grid([Column(title="One", align="right"), Column(title="One", align="right")], [])

    assert widths == pytest.approx([481.89 / 2] * 2, abs=0.01)


def test_columns_that_cannot_all_have_the_least_are_narrowed_alike():
    widths = grid([Column(title="x" * 60)] * 12, [["y" * 60] * 12])

    assert widths == pytest.approx([481.89 / 12] * 12, abs=0.01)


def test_a_table_is_set_smaller_before_an_amount_or_a_word_would_break():
    # Eight columns are set at 8 points; these amounts and this category need less.
    amounts = ["£43,671,225.71"] * 5
    columns = [Column(title=text, align="right") for text in ("Rest", "Of", "It", "Far", "All")]
    heads = [Column(title="Category"), Column(title="Payments", align="right"), *columns,
             Column(title="Share of all", align="right")]  # fmt: skip

    laid = laid_out(heads, [["Accommodation", "10,676", *amounts, "100.0%"]])

    assert laid.kind.size < 8
    assert laid.kind.size >= tables.SMALLEST_TYPE
    assert [
        len(laid.pages.lines(text, kind=laid.bold, width=width))
        for text, (_x, width) in zip(
            ["Accommodation", "10,676", *amounts, "100.0%"], laid.places, strict=True
        )
    ] == [1] * 8


def test_where_not_all_fits_words_break_and_amounts_do_not():
    amounts = ["£142,730,436.06"] * 5
    heads = [Column(title="Category"), Column(title="Payments", align="right"),
             *(Column(title="Paid", align="right") for _ in amounts)]  # fmt: skip
    row = ["lfrs.expenditure.supplies_&_services.fire_operational_equipment", "10,676", *amounts]

    laid = laid_out(heads, [row])

    lines = [
        len(laid.pages.lines(text, kind=laid.bold, width=width))
        for text, (_x, width) in zip(row, laid.places, strict=True)
    ]
    assert lines[1:] == [1] * 6
    assert lines[0] > 1
    assert sum(laid._widths()) == pytest.approx(481.89, abs=0.01)


def test_amounts_alone_that_do_not_fit_are_narrowed_alike():
    columns = [Column(title="Paid", align="right")] * 12

    assert grid(columns, [["£142,730,436,142,730.06"] * 12]) == pytest.approx(
        [481.89 / 12] * 12, abs=0.01
    )


@given(
    st.lists(
        st.tuples(st.sampled_from(["left", "right"]), st.text("ab ", max_size=90)),
        min_size=1,
        max_size=12,
    )
)
def test_widths_always_fill_the_sheet(made):
    columns = [Column(title=text[:20], align=align) for align, text in made]

    widths = grid(columns, [[text for _align, text in made]])

    assert sum(widths) == pytest.approx(481.89, abs=0.01)
    assert min(widths) > 0
