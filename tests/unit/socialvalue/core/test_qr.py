"""Codes that a telephone reads."""

import pytest

from socialvalue.core import docx, qr
from tests.unit.socialvalue.core.pdf import reading, samples

ADDRESS = "https://awards.example.org/awards/verify/7K2M-9QXT-4B8D-3F/"


def test_a_code_has_the_three_corners_by_which_it_is_found():
    modules = qr.modules_of(ADDRESS)

    # ISO/IEC 18004: a dark frame of seven squares with a dark middle, in three corners.
    frame = "1111111"
    rows = ["".join("1" if dark else "0" for dark in row) for row in modules]
    assert len(modules) == 33  # version 4: 17 + 4 * 4
    assert [rows[0][:7], rows[0][-7:], rows[-1][:7]] == [frame] * 3
    assert [rows[2][:7], rows[2][-7:], rows[-3][:7]] == ["1011101"] * 3


def test_another_address_gives_another_code():
    assert qr.modules_of(ADDRESS) != qr.modules_of(ADDRESS.replace("7K2M", "7K2N"))


def test_an_address_too_long_for_paper_is_refused():
    with pytest.raises(qr.TooLong, match="201 letters"):
        qr.modules_of("x" * 201)


def test_dark_stretches_are_drawn_in_one():
    modules = [[True, True, False], [False, True, True]]

    assert list(qr.runs(modules)) == [(0, 0, 2), (1, 1, 2)]
    # Moved by the four light squares around.
    assert qr.path_of(modules) == "M4,4h2v1h-2zM5,5h2v1h-2z"


def test_a_code_in_a_pdf_is_a_figure_with_words():
    document = samples.empty()
    document.qr_code(address=ADDRESS, alternative="Code that leads to the certificate")

    pdf = reading.opened(document.render())

    (figure,) = reading.tree(pdf).all("Figure")
    assert figure.alternative == "Code that leads to the certificate"
    assert reading.untagged_painting(pdf) == []


def test_a_code_in_a_word_file_is_its_address():
    document = samples.empty()
    document.qr_code(address=ADDRESS, alternative="Code that leads to the certificate")

    assert docx.as_docx(document)[:2] == b"PK"
