"""Bar charts: as many pages as they need, and words that stand for the picture."""

from tests.unit.socialvalue.core.pdf import reading, samples


def made(**chart):
    """Return the file of a document with one bar chart."""
    document = samples.empty()
    document.bar_chart(**{"title": "Marks", **chart})
    return reading.opened(document.render())


def test_a_chart_longer_than_a_page_goes_on_in_another_figure():
    pdf = made(bars=[(f"Bid {number}", number, f"{number}") for number in range(60)])

    first, second = reading.tree(pdf).all("Figure")
    assert first.alternative.startswith("Bar chart. Marks. Bid 0: 0; Bid 1: 1; ")
    assert first.alternative.endswith("Bid 59: 59.")
    assert second.alternative == "Marks (continued)"
    assert second.text.endswith("Bid 59 59")
    assert reading.untagged_painting(pdf) == []


def test_a_chart_without_bars_has_its_title():
    (figure,) = reading.tree(made(bars=[])).all("Figure")

    assert figure.text == "Marks"


def test_words_given_for_a_picture_stand_for_it():
    (figure,) = reading.tree(made(bars=[("A", 1, "1")], alternative="A is one.")).all("Figure")

    assert figure.alternative == "A is one."


def painted_boxes(pdf):
    """Return the boxes that the figures of the first page paint: colour, x, width, rounded."""
    boxes, inside = [], False
    colour = None
    for operands, operator in reading.pikepdf.parse_content_stream(pdf.pages[0]):
        name = str(operator)
        if name == "BDC":
            inside = str(operands[0]) == "/Figure"
        if name == "rg":
            colour = tuple(float(part) for part in operands)
        if name == "re" and inside:
            boxes.append((colour, round(float(operands[0])), round(float(operands[2]))))
    return boxes


TEAL, PALE, TRACK = (0.043, 0.353, 0.361), (0.561, 0.702, 0.706), (0.929, 0.945, 0.945)


def test_bars_are_as_long_as_their_values_say():
    pdf = made(bars=[("A", 100, "100"), ("B", 50, "50"), ("C", None, "-")], scale_to=100)

    boxes = painted_boxes(pdf)

    start, whole = boxes[0][1:]
    assert boxes == [
        (TRACK, start, whole),
        (TEAL, start, whole),
        (TRACK, start, whole),
        (TEAL, start, round(whole / 2)),
    ]


def test_the_leading_bar_is_darker():
    pdf = made(bars=[("A", 100, "100"), ("B", 50, "50")], leading="A")

    assert [colour for colour, _x, _width in painted_boxes(pdf)] == [TRACK, TEAL, TRACK, PALE]


def test_a_bar_below_nought_lies_to_the_left_of_nought():
    pdf = made(bars=[("A", 100, "100"), ("B", -100, "-100")])

    (_, start, whole), above, _, below = painted_boxes(pdf)

    assert above == (TEAL, start + whole // 2, whole // 2)
    assert below == (TEAL, start, whole // 2)


def test_a_bar_of_nought_is_not_painted():
    pdf = made(bars=[("A", 0, "0")])

    assert [colour for colour, _x, _width in painted_boxes(pdf)] == [TRACK]


def test_a_legend_too_long_for_a_line_goes_on_below():
    document = samples.empty()
    document.stacked_bar_chart(
        title="Marks",
        bands=[("A part with a rather long name", f"series-{n}") for n in range(1, 7)],
        stacks=[("A", (1, 2, 3, 4, 5, 6), "21")],
        alternative="One stack.",
    )

    pdf = reading.opened(document.render())

    swatches = {
        float(operands[1])
        for operands, operator in reading.pikepdf.parse_content_stream(pdf.pages[0])
        if str(operator) == "re" and float(operands[2]) == 12
    }
    assert len(swatches) == 2  # lines of the legend, three bands on each
