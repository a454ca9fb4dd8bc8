"""Measuring words and finding where lines end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from socialvalue.core.pdf import words
from socialvalue.core.pdf.typeface import FONTS, faces

REGULAR, BOLD = faces()
TEXT = st.text(alphabet=st.characters(blacklist_categories=["Cs"]), max_size=120).map(words.plain)


def test_the_typeface_is_that_of_the_fonts_folder_with_its_licence():
    assert sorted(path.name for path in FONTS.iterdir()) == [
        "Inter-Bold.ttf",
        "Inter-Regular.ttf",
        "OFL.txt",
        "README.md",
    ]


@pytest.mark.parametrize("face", [REGULAR, BOLD])
def test_all_figures_have_one_width(face):
    assert len({face.width(figure, 10) for figure in "0123456789"}) == 1


@pytest.mark.parametrize(
    "text",
    [
        "ŵ ŷ â ê î ô û Ŵ Ŷ",  # Welsh
        "gàidhlig ò ì",  # Scottish Gaelic
        "Łódź Kraków żółć",  # Polish
        "ăâîșț",  # Romanian
        "Ελληνικά",
        "Кириллица",
        "đ ễ ữ Việt",
        "£ € − – — ‘ ’ “ ” … • · × ÷ ≤ ≥ → ✓ ½ ² ³",
    ],
)
def test_the_languages_of_these_islands_and_of_europe_can_be_drawn(text):
    assert [face.drawable(text) for face in (REGULAR, BOLD)] == [text, text]


@pytest.mark.parametrize("text", ["😀", "ש", "ع", "契", "ก"])
def test_what_cannot_be_drawn_is_a_visible_box(text):
    assert REGULAR.drawable(f"a{text}b") == "a□b"


def test_width_worked_example():
    # Inter: a is 1150, the space 576 and b 1254 of the 2048 units of the em.
    units = (1150, 576, 1254)

    assert REGULAR.width("a b", 10) == pytest.approx(sum(units) / 2048 * 10)


def test_lines_break_between_words_and_keep_line_breaks():
    width = REGULAR.width("one two", 10)

    assert REGULAR.lines("one two three\n\nfour", size=10, width=width) == [
        "one two",
        "three",
        "",
        "four",
    ]


def test_a_word_wider_than_the_line_is_cut_into_pieces():
    width = REGULAR.width("xxxx", 10)

    assert REGULAR.lines("a " + "x" * 10 + " b", size=10, width=width) == [
        "a",
        "xxxx",
        "xxxx",
        "xx b",
    ]


def test_a_line_too_narrow_for_a_letter_has_one_letter():
    assert REGULAR.lines("abc", size=10, width=0.1) == ["a", "b", "c"]


@given(TEXT, st.integers(20, 400))
def test_lines_hold_every_letter_in_order(text, width):
    lines = REGULAR.lines(text, size=9, width=width)

    assert "".join("".join(lines).split()) == "".join(REGULAR.drawable(text).split())


@given(TEXT, st.integers(20, 400))
def test_no_line_is_wider_than_the_room(text, width):
    lines = REGULAR.lines(text, size=9, width=width)

    assert max(REGULAR.width(line, 9) for line in lines) <= width + 0.002


@given(TEXT)
def test_the_widest_word_is_as_wide_as_it_measures(text):
    widths = [REGULAR.width(word, 9) for word in REGULAR.drawable(text).split()]

    assert REGULAR.widest_word(text, 9) == pytest.approx(max(widths, default=0))
