"""Reading an application that was filled in offline."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from socialvalue.calculations.awards import filled
from socialvalue.calculations.awards.filled import (
    DocumentRefused,
    FaultsFound,
    heading_of,
    read_filled,
    reference_line,
)
from tests.unit.socialvalue.calculations.evidence.files import CONTENT_TYPES, PDF, zipped

KEY = "0b5a5c00-0000-4000-8000-000000000001"
PRINT = "ab" * 32
SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def paragraph(text):
    """Return a paragraph of one run."""
    text = text.replace("&", "&amp;").replace("<", "&lt;")
    return f'<w:p><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def table(code, *cells, title="Jobs"):
    """Return a table in which a criterion is answered; the cells are XML."""
    rows = "".join(f"<w:tr><w:tc>{cell}</w:tc></w:tr>" for cell in cells)
    heading = paragraph(heading_of(title, code))
    return f"<w:tbl><w:tr><w:tc>{heading}</w:tc></w:tr>{rows}</w:tbl>"


def document(*tables, reference=None, body=None):
    """Return a document with these tables."""
    line = reference_line(KEY, PRINT) if reference is None else reference
    inside = body if body is not None else f"<w:body>{paragraph(line)}{''.join(tables)}</w:body>"
    whole = f'<w:document xmlns:w="{SPACE}">{inside}</w:document>'
    return zipped({"[Content_Types].xml": CONTENT_TYPES, "word/document.xml": whole.encode()})


def read(content, titles=None, longest=50):
    """Return the answers of a document."""
    titles = {"S1": "Jobs"} if titles is None else titles
    return read_filled(content, key=KEY, fingerprint=PRINT, titles=titles, longest=longest)


def faults(content, titles=None, longest=50):
    """Return the faults of a document as pairs."""
    with pytest.raises(FaultsFound) as found:
        read(content, titles, longest)
    return [(each.place, each.words) for each in found.value.faults]


def test_an_answer_is_read_with_its_lines_tabs_and_paragraphs():
    cell = (
        paragraph("Twelve")
        + "<w:p><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr><w:r><w:t>of</w:t><w:tab/><w:t>the</w:t>"
        "<w:br/><w:t>valley</w:t><w:cr/><w:t/></w:r><w:del><w:r><w:delText>gone</w:delText></w:r>"
        "</w:del><w:ins><w:r><w:t>new</w:t></w:r></w:ins></w:p>"
    )

    assert read(document(table("S1", cell))) == {"S1": "Twelve\nof\tthe\nvalley\nnew"}


def test_several_cells_of_an_answer_are_read_one_below_the_other():
    assert read(document(table("S1", paragraph("One"), paragraph("Two")))) == {"S1": "One\nTwo"}


def test_an_empty_answer_is_left_out():
    assert read(document(table("S1", paragraph(" ")))) == {}


def test_tables_that_answer_nothing_are_let_be():
    other = f"<w:tbl><w:tr><w:tc>{paragraph('Our figures')}</w:tc></w:tr></w:tbl><w:tbl></w:tbl>"

    assert read(document(other, table("S1", paragraph("One")))) == {"S1": "One"}


def test_control_characters_are_taken_out():
    assert read(document(table("S1", paragraph("a\x85b")))) == {"S1": "ab"}


def test_every_fault_is_told_with_its_place():
    content = document(
        table("S1", paragraph("x" * 51)),
        table("S1", paragraph("again")),
        table("X9", paragraph("?")),
    )

    told = dict(faults(content, {"S1": "Jobs", "S2": "Pay"}))
    assert faults(content, {"S1": "Jobs", "S2": "Pay"})[0] == (
        "Answer to Jobs", "Shorten it to 50 characters or fewer. It has 51.",
    )  # fmt: skip
    assert told["Answer to Jobs"] == "It is there twice. Take one of the two tables out."
    assert told["Answer to X9"].startswith("There is no such criterion")
    assert told["Answer to Pay"].startswith("Its table is missing.")


@pytest.mark.parametrize("tag", ["drawing", "pict", "object"])
def test_a_picture_is_a_fault(tag):
    cell = f"<w:p><w:r><w:{tag}/></w:r></w:p>"

    assert faults(document(table("S1", cell))) == [
        (
            "Answer to Jobs",
            "Pictures and objects are not read. Take them out, and give them as evidence.",
        )
    ]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "is empty"),
        (PDF, "is no Word document (.docx), but PDF"),
        (document(reference="no reference"), "its reference is missing"),
        (document(reference=reference_line(KEY[:-1] + "2", PRINT)), "another application"),
        (document(reference=reference_line(KEY, "cd" * 32)), "scheme has changed"),
        (document(body="<w:body>"), "is damaged"),
        (document(body=" " * 5000 + "<!DOCTYPE a><w:body/>"), "is damaged"),
    ],
)
def test_other_files_are_refused_in_words(content, why):
    with pytest.raises(DocumentRefused, match=why.replace("(", r"\(").replace(")", r"\)")):
        read(content)


def test_a_document_that_holds_far_more_than_answers_is_refused(monkeypatch):
    monkeypatch.setattr(filled, "MOST_BYTES_OF_TEXT", 100)

    with pytest.raises(DocumentRefused, match="far more than answers"):
        read(document(table("S1", paragraph("One"))))


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=40))
def test_any_answer_comes_back_as_it_was_written(text):
    answers = read(document(table("S1", paragraph(text))))

    assert answers == ({"S1": text.strip()} if text.strip() else {})
