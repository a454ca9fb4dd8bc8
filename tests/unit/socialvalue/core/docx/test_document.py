"""The Word file: what it says, how it is built, and what a stranger's text cannot do in it."""

import datetime as dt
import io
import zipfile
from fractions import Fraction

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from socialvalue.core import pdf
from socialvalue.core.docx import Document, as_docx
from socialvalue.core.docx.package import EPOCH
from socialvalue.core.pdf import Column

MADE = dt.datetime(2026, 11, 2, 9, 30, tzinfo=dt.UTC)


def letter(**about):
    return Document(
        title="How bids will be scored", organisation="Guild City Council", made_at=MADE, **about
    )


def opened(document):
    return docx.Document(io.BytesIO(document.render()))


def parts_of(document):
    with zipfile.ZipFile(io.BytesIO(document.render())) as package:
        return {name: package.read(name) for name in package.namelist()}


def paragraphs(document):
    return [(each.style.name, each.text) for each in opened(document).paragraphs]


def test_document_begins_with_its_title_subject_and_moment():
    document = letter(subject="Community meals", reference="GCC-14")

    assert paragraphs(document) == [
        ("Heading 1", "How bids will be scored"),
        ("Normal", "Community meals"),
        ("Small print", "Made on 2 November 2026 at 09:30 GMT · GCC-14"),
    ]


def test_document_says_what_it_is_and_in_which_language():
    properties = opened(letter(subject="Community meals")).core_properties

    assert (properties.title, properties.subject) == ("How bids will be scored", "Community meals")
    assert (properties.author, properties.last_modified_by) == ("Guild City Council",) * 2
    assert (properties.language, properties.comments) == ("en-GB", "")
    assert properties.created == properties.modified == MADE


def test_styles_say_british_english():
    styles = opened(letter()).styles.element

    languages = [each.get(qn("w:val")) for each in styles.iter(qn("w:lang"))]

    assert languages == ["en-GB"]


def test_words_parts_are_paragraphs_of_their_styles():
    document = letter()
    document.heading("Lots")
    document.heading("Lot 1", level=3)
    document.paragraph("First line\nsecond line")
    document.inset("Do not miss this")
    document.small_print("Source")

    assert paragraphs(document)[2:] == [
        ("Heading 2", "Lots"),
        ("Heading 3", "Lot 1"),
        ("Normal", "First line\nsecond line"),
        ("Inset text", "Do not miss this"),
        ("Small print", "Source"),
    ]


def test_numbered_lists_each_begin_at_one():
    document = letter()
    document.bullets(["a point"])
    document.bullets(["one", "two"], numbered=True)
    document.bullets(["one again"], numbered=True)

    word = opened(document)
    listed = word.paragraphs[2:]
    numbers = [each._p.pPr.numPr.numId.val for each in listed[1:]]
    numbering = word.part.numbering_part.element
    starts = [
        numbering.num_having_numId(number).lvlOverride_lst[0].startOverride.val
        for number in numbers
    ]

    assert [(each.style.name, each.text) for each in listed] == [
        ("List Bullet", "a point"),
        ("List Number", "one"),
        ("List Number", "two"),
        ("List Number", "one again"),
    ]
    assert numbers[0] == numbers[1] != numbers[2]
    assert starts == [1, 1, 1]


def test_table_has_caption_heading_row_and_totals():
    document = letter()
    document.table(
        columns=[Column(title="Question"), Column(title="Weight", align="right")],
        rows=[["Q1", "60%"], ["Q2", "40%"], ["All", "100%"]],
        caption="Weights",
        total_rows=1,
    )

    word = opened(document)
    table = word.tables[0]
    bold = [[bool(cell.paragraphs[0].runs[0].bold) for cell in row.cells] for row in table.rows]

    assert word.paragraphs[2].style.name == "Caption"
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Question", "Weight"],
        ["Q1", "60%"],
        ["Q2", "40%"],
        ["All", "100%"],
    ]
    assert [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows] == [
        True,
        False,
        False,
        False,
    ]
    assert bold == [[True, True], [True, False], [True, False], [True, True]]


def test_table_without_caption_takes_the_shares_of_its_columns():
    document = letter()
    columns = [Column(title="A", share=1), Column(title="B", share=3)]
    document.table(columns=columns, rows=[["x", "y"]], header_column=False)

    word = opened(document)
    widths = [int(each.get(qn("w:w"))) for each in word.tables[0]._tbl.tblGrid]

    assert widths == [2353, 7059]
    assert [each.style.name for each in word.paragraphs][2:] == ["Normal"]


def test_long_row_may_run_over_the_end_of_a_page():
    document = letter()
    document.table(columns=[Column(title="A")], rows=[["x" * 799], ["x" * 800]])

    rows = opened(document).tables[0].rows

    assert [row._tr.trPr.find(qn("w:cantSplit")) is not None for row in rows] == [True, True, False]


def test_pairs_are_a_table_whose_first_cells_are_headings():
    document = letter()
    document.key_values([("Reference", "GCC-14")])
    document.headline_numbers([("51%", "stayed local")])

    tables = opened(document).tables
    looks = [table._tbl.tblPr.find(qn("w:tblLook")).get(qn("w:firstColumn")) for table in tables]

    assert [[cell.text for cell in table.rows[0].cells] for table in tables] == [
        ["Reference", "GCC-14"],
        ["stayed local", "51%"],
    ]
    assert looks == ["1", "1"]


def test_charts_become_their_values_and_their_words():
    document = letter()
    document.bar_chart(title="Marks", bars=[("Bid A", Fraction(3), "3"), ("Bid B", None, "none")])
    document.stacked_bar_chart(
        title="Spend",
        bands=[("here", "place")],
        stacks=[("2025", [2], "£2")],
        alternative="£2 here.",
    )

    word = opened(document)

    assert [[[cell.text for cell in row.cells] for row in table.rows] for table in word.tables] == [
        [["What", "Value"], ["Bid A", "3"], ["Bid B", "none"]],
        [["What", "Value"], ["2025", "£2"]],
    ]
    assert [text for _style, text in paragraphs(document)][2:] == [
        "Bar chart. Marks. Bid A: 3; Bid B: none.",
        "Marks",
        "",
        "£2 here.",
        "Spend",
        "",
    ]


def test_link_leads_to_the_address_of_our_own():
    document = letter()
    document.link("The Act", address="https://www.legislation.gov.uk/ukpga/2023/54")

    word = opened(document)
    (link,) = word.paragraphs[2].hyperlinks

    assert (link.text, link.address) == ("The Act", "https://www.legislation.gov.uk/ukpga/2023/54")


def test_page_break_begins_a_new_page():
    document = letter()
    document.page_break()

    breaks = opened(document).element.body.findall(f".//{qn('w:br')}[@{qn('w:type')}='page']")

    assert len(breaks) == 1


def test_landscape_turns_the_sheet():
    upright, turned = (opened(letter(landscape=way)).sections[0] for way in (False, True))

    assert (upright.page_width, upright.page_height) == (turned.page_height, turned.page_width)
    assert turned.page_width > turned.page_height


def test_head_and_foot_name_organisation_title_and_page():
    section = opened(letter(reference="GCC-14", watermark_words="Demonstration")).sections[0]
    instructions = [each.text for each in section.footer._element.iter(qn("w:instrText"))]

    assert section.header.paragraphs[0].text == "Guild City Council · Demonstration"
    assert section.footer.paragraphs[0].text == "How bids will be scored · GCC-14 · page 1 of 1"
    assert instructions == [" PAGE ", " NUMPAGES "]


def test_same_document_gives_the_same_bytes():
    first, second = letter(), letter()
    for document in (first, second):
        document.bullets(["one"], numbered=True)

    with zipfile.ZipFile(io.BytesIO(first.render())) as package:
        moments = {entry.date_time for entry in package.infolist()}

    assert first.render() == second.render()
    assert moments == {EPOCH}


def test_pdf_document_gives_a_word_file_too():
    document = pdf.Document(title="Report", organisation="Guild City Council", made_at=MADE)
    document.paragraph("One text, two files.")

    word = docx.Document(io.BytesIO(as_docx(document)))

    assert [each.text for each in word.paragraphs][-1] == "One text, two files."


@pytest.mark.parametrize(
    "text",
    [
        '</w:t></w:r><w:fldSimple w:instr="DDEAUTO c:\\\\cmd"/>',
        '{ HYPERLINK "http://example.com" }',
        "a\x00b\x08c\ufffe\ud800",
        "]]><!DOCTYPE x>&amp;&lt;",
    ],
)
def test_hostile_text_stays_text(text):
    document = letter(subject=text, reference=text)
    document.heading(text)
    document.paragraph(text)
    document.bullets([text])
    document.table(columns=[Column(title=text)], rows=[[text]], caption=text)
    document.key_values([(text, text)])

    files = parts_of(document)

    main = files["word/document.xml"]
    assert [main.count(word) for word in (b"<w:fldSimple", b"<w:instrText", b"<w:hyperlink")] == [
        0
    ] * 3
    assert b"example.com" not in files["word/_rels/document.xml.rels"]


@settings(max_examples=30, deadline=None)
@given(st.text(st.characters(exclude_categories=()), max_size=60))
def test_any_text_makes_a_file_that_opens(text):
    document = letter(subject=text)
    document.paragraph(text)
    document.table(columns=[Column(title=text)], rows=[[text]])

    assert len(opened(document).tables) == 1
