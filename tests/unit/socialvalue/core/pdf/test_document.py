"""Making a document: what it refuses, and that the same document is the same file."""

import datetime as dt

import pytest

from socialvalue.core.pdf import (
    Column,
    HeadingOutOfOrder,
    MomentWithoutZone,
    NotAnAddress,
    WrongShape,
    document,
)
from tests.unit.socialvalue.core.pdf import reading, samples


def texts(made):
    """Return the text of each element of a document of one level."""
    return [child.text for child in reading.tree(reading.opened(made.render())).children]


def test_the_same_document_is_the_same_bytes():
    assert samples.full().render() == samples.full().render()


def test_a_document_can_be_rendered_twice():
    made = samples.full()

    assert made.render() == made.render()


def test_another_moment_makes_another_file():
    later = samples.MADE_AT + dt.timedelta(minutes=1)

    assert samples.empty().render() != samples.empty(made_at=later).render()


def test_the_moment_is_shown_in_local_time_with_its_zone():
    winter = dt.datetime(2026, 1, 5, 9, 0, tzinfo=dt.UTC)

    assert texts(samples.empty(made_at=winter))[-1] == "Made on 5 January 2026 at 09:00 GMT"


def test_a_moment_without_a_zone_is_refused():
    naive = dt.datetime(2026, 1, 5, 9, 0)  # noqa: DTZ001 -- the point of the test

    with pytest.raises(MomentWithoutZone):
        samples.empty(made_at=naive)


def test_a_document_without_a_title_says_so():
    assert texts(samples.empty(title=" "))[1] == "Untitled"


@pytest.mark.parametrize("level", [0, 1, 3])
def test_a_first_heading_that_is_not_of_level_2_is_refused(level):
    with pytest.raises(HeadingOutOfOrder, match=f"level {level} cannot follow level 1"):
        samples.empty().heading("Result", level=level)


def test_a_heading_deeper_than_3_is_refused():
    made = samples.empty()
    made.heading("Result")
    made.heading("Marks", level=3)

    with pytest.raises(HeadingOutOfOrder, match="level 4 cannot follow level 3"):
        made.heading("Marks", level=4)


def test_headings_may_go_down_one_and_up_again():
    made = samples.empty()

    for level in (2, 3, 3, 2, 3):
        made.heading("Result", level=level)

    kinds = [child.kind for child in reading.tree(reading.opened(made.render())).children]
    assert kinds[-5:] == ["H2", "H3", "H3", "H2", "H3"]


def test_a_heading_without_words_says_so():
    made = samples.empty()
    made.heading("")

    assert texts(made)[-1] == "Untitled"


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "http://www.gov.uk/",
        "file:///etc/passwd",
        "/etc/passwd",
        "https://www.gov.uk/a b",
        "https://www.gov.uk/a\nb",
        "https://www.gov.uk/\x7f",
        "https://www.gov.uk/\\",
        "https://www.gоv.uk/",
        "",
    ],
)
def test_a_link_leads_only_to_a_plain_https_address(address):
    with pytest.raises(NotAnAddress):
        samples.empty().link("Words", address=address)


def test_a_link_without_words_shows_its_address():
    made = samples.empty()
    made.link(" ", address="https://www.gov.uk/")

    assert texts(made)[-1] == "https://www.gov.uk/"


def test_a_link_of_several_lines_can_be_followed_on_each():
    made = samples.empty()
    made.link("A long name of a policy note " * 8, address="https://www.gov.uk/")

    (link,) = reading.tree(reading.opened(made.render())).all("Link")
    assert len(link.links) == 3


def test_lists_and_keys_without_anything_in_them_leave_nothing():
    made = samples.empty()

    made.bullets([])
    made.key_values([])

    assert made.render() == samples.empty().render()


@pytest.mark.parametrize("count", [0, 5])
def test_headline_numbers_are_one_to_four(count):
    with pytest.raises(WrongShape, match=f"not {count}"):
        samples.empty().headline_numbers([("1", "one")] * count)


def test_a_ragged_row_is_refused():
    with pytest.raises(WrongShape, match="a row has 1 cells for 2 columns"):
        samples.empty().table(columns=[Column(title="A"), Column(title="B")], rows=[["1"]])


def test_a_stack_without_a_value_for_each_band_is_refused():
    with pytest.raises(WrongShape, match="a stack has 1 values for 2 bands"):
        samples.empty().stacked_bar_chart(
            title="",
            bands=[("A", "place"), ("B", "wider")],
            stacks=[("x", (1,), "1")],
            alternative="",
        )


def test_a_table_of_too_many_rows_is_cut_with_a_note(monkeypatch):
    monkeypatch.setattr(document, "MOST_ROWS", 2)
    made = samples.empty()

    made.table(columns=[Column(title="Bid")], rows=[["A"], ["B"], ["C"]], total_rows=1)

    assert texts(made)[-2:] == ["The table below shows the first 2 rows only.", "Bid A B"]


def test_a_chart_of_too_many_bars_has_the_first(monkeypatch):
    monkeypatch.setattr(document, "MOST_BARS", 1)
    made = samples.empty()
    made.bar_chart(title="Marks", bars=[("A", 1, "1"), ("B", 2, "2")])
    made.stacked_bar_chart(
        title="Marks",
        bands=[("A", "place")],
        stacks=[("A", (1,), "1"), ("B", (1,), "1")],
        alternative="Marks",
    )

    whole = reading.tree(reading.opened(made.render()))
    assert [figure.text for figure in whole.all("Figure")] == ["Marks A 1", "Marks A A 1"]


def test_a_document_on_its_side_has_wide_pages():
    pdf = reading.opened(samples.empty(landscape=True).render())

    assert [round(float(edge)) for edge in pdf.pages[0].MediaBox] == [0, 0, 842, 595]
