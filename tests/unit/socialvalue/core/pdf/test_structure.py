"""The tree of a tagged PDF, read back with another program."""

import re

import pikepdf
import pytest

from socialvalue.core.pdf import Column
from tests.unit.socialvalue.core.pdf import reading, samples

FULL = samples.full().render()


@pytest.fixture(scope="module")
def pdf():
    return reading.opened(FULL)


@pytest.fixture(scope="module")
def whole(pdf):
    return reading.tree(pdf)


def test_the_outline_of_the_tree_is_the_order_of_the_document(whole):
    cell_row, head_row = ["TR", ["TH"], ["TD"]], ["TR", ["TH"], ["TH"]]
    entry = ["LI", ["Lbl"], ["LBody"]]

    assert whole.outline() == [
        "Document",
        ["P"],  # the organisation
        ["H1"],
        ["P"],  # the subject
        ["SmallPrint"],  # when made, and the reference
        ["Inset"],  # the words of the watermark
        ["HeadlineNumber"],
        ["HeadlineNumber"],
        ["H2"],
        ["P"],
        ["L", entry, entry],
        ["L", entry, entry],
        ["H3"],
        ["Figure"],
        ["Figure"],
        [
            "Table",
            ["Caption"],
            ["THead", head_row],
            ["TBody", cell_row, cell_row, cell_row],
        ],
        ["Table", ["TBody", cell_row, cell_row]],
        ["Inset"],
        ["P", ["Link"]],
        ["SmallPrint"],
        ["H2"],
        ["P"],
    ]


def test_each_element_has_its_own_words(whole):
    words = [child.text for child in whole.children if child.kind not in ("Figure", "Table", "L")]

    assert words == [
        "North Ribble Hospitals NHS Trust",
        "Evaluation report",
        "Three bids",
        "Made on 3 July 2026 at 10:42 BST · NRH-2026-014",
        "Demonstration",
        "86.13 marks for the leading bid",
        "15% social value",
        "Result",
        "Three bids were assessed. The first has the most marks.",
        "Marks",
        "The standstill period ends on 14 July 2026.",
        "Procurement Policy Note 002",
        "Source: scores moderated on 1 July 2026.",
        "Another page",
        "The end.",
    ]


def test_everything_painted_is_tagged_or_an_artefact(pdf):
    assert reading.untagged_painting(pdf) == []


def test_the_way_back_from_content_leads_to_the_element_that_has_it(pdf):
    numbers = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
    owners = dict(zip(map(int, numbers[::2]), numbers[1::2], strict=True))

    assert sorted(owners) == list(range(int(pdf.Root.StructTreeRoot.ParentTreeNextKey)))
    for page in pdf.pages:
        for mark, owner in enumerate(owners[int(page.StructParents)]):
            assert (page.objgen, mark) in set(_marks(owner))


def _marks(node):
    """Yield (page, number) of each piece of content that an element says it has."""
    for kid in node.K:
        if isinstance(kid, pikepdf.Dictionary):
            if str(kid.get("/Type", "")) == "/MCR":
                yield kid.Pg.objgen, int(kid.MCID)
        else:
            yield node.Pg.objgen, int(kid)


def test_every_mark_on_a_page_is_in_the_tree_once(pdf, whole):
    in_tree = []

    def visit(element):
        in_tree.extend(_marks(element.node))
        for child in element.children:
            visit(child)

    visit(whole)

    assert sorted(in_tree) == sorted(reading.words_by_mark(pdf))


def test_heading_cells_say_what_they_head(whole):
    table, keys = whole.all("Table")

    assert [(cell.text, cell.scope) for cell in table.all("TH")] == [
        ("Bid", "Column"),
        ("Marks", "Column"),
        ("A", "Row"),
        ("B", "Row"),
        ("Total", "Row"),
    ]
    assert [cell.text for cell in table.all("TD")] == ["86.13", "71", "157.13"]
    assert [(cell.text, cell.scope) for cell in keys.all("TH")] == [
        ("Buyer", "Row"),
        ("Value", "Row"),
    ]


def test_lists_say_how_they_are_numbered(whole):
    numbering = [str(found.node.A.ListNumbering) for found in whole.all("L")]

    assert numbering == ["/Disc", "/Decimal"]
    assert [label.text for label in whole.all("Lbl")] == ["•", "•", "1.", "2."]


def test_figures_have_alternative_words_and_a_place(whole):
    bars, stacks = whole.all("Figure")

    assert bars.alternative == "Bar chart. Total marks. A: 86.13; B: 71.00; C: Not scored."
    assert stacks.alternative == "Stacked bars. A has 80.33 and B has 9."
    assert [len(figure.node.A.BBox) for figure in (bars, stacks)] == [4, 4]


def test_a_link_has_its_annotation_and_the_annotation_its_element(pdf, whole):
    (link,) = whole.all("Link")
    (annotation,) = link.links

    assert str(annotation.A.URI) == "https://www.gov.uk/ppn-002"
    assert str(annotation.Contents) == "Link to https://www.gov.uk/ppn-002"
    numbers = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
    owner = numbers[numbers.index(int(annotation.StructParent)) + 1]
    assert owner.objgen == link.node.objgen


def test_the_file_says_what_it_is(pdf):
    root = pdf.Root

    assert str(root.Lang) == "en-GB"
    assert bool(root.MarkInfo.Marked) is True
    assert bool(root.ViewerPreferences.DisplayDocTitle) is True
    assert str(pdf.docinfo.Title) == "Evaluation report"
    assert str(pdf.docinfo.Author) == "North Ribble Hospitals NHS Trust"
    assert str(pdf.docinfo.CreationDate) == "D:20260703094200+00'00'"
    assert {str(name): str(role) for name, role in root.StructTreeRoot.RoleMap.items()} == {
        "/Inset": "/P",
        "/SmallPrint": "/P",
        "/HeadlineNumber": "/P",
    }
    with pdf.open_metadata() as metadata:
        assert metadata["dc:title"] == "Evaluation report"
        assert metadata["dc:language"] == {"en-GB"}
        assert metadata["xmp:CreateDate"] == "2026-07-03T09:42:00Z"
        assert "pdfuaid:part" not in metadata


def test_every_page_is_walked_in_the_order_of_the_tree(pdf):
    assert [str(page.Tabs) for page in pdf.pages] == ["/S"] * len(pdf.pages)


def test_bookmarks_are_the_headings(pdf):
    with pdf.open_outline() as outline:
        (title,) = outline.root

    assert title.title == "Evaluation report"
    assert [(entry.title, [sub.title for sub in entry.children]) for entry in title.children] == [
        ("Result", ["Marks"]),
        ("Another page", []),
    ]


def test_every_font_is_embedded(pdf):
    fonts = [font for page in pdf.pages for font in page.Resources.Font.values()]

    assert {bool(font.FontDescriptor.FontFile2) for font in fonts} == {True}
    assert {re.sub(r"^.*\+", "", str(font.BaseFont)) for font in fonts} == {
        "Inter-Regular",
        "Inter-Bold",
    }


def test_page_furniture_is_drawn_on_every_page_and_is_not_in_the_tree(pdf, whole):
    text = reading.text(FULL).splitlines()

    # The number of pages is a small drawing of its own, which comes out as a line of its own.
    assert [line for line in text if line.startswith("Page ")] == [
        f"Page {number} of " for number in range(1, len(pdf.pages) + 1)
    ]
    assert "Page" not in whole.text
    kinds = [
        str(operands[1].get("/Subtype"))
        for operands, operator in pikepdf.parse_content_stream(pdf.pages[-1])
        if str(operator) == "BDC" and "/Subtype" in operands[1]
    ]
    assert kinds == ["/Watermark", "/Header", "/Footer"]


def test_a_document_without_watermark_or_reference_says_neither():
    content = samples.empty(organisation="").render()

    assert sorted(set(reading.text(content).splitlines())) == [
        "1",
        "Evaluation report",
        "Made on 3 July 2026 at 10:42 BST",
        "Page 1 of ",
    ]


def test_headings_of_a_table_are_read_out_once_however_many_pages():
    document = samples.empty()
    document.table(
        columns=[Column(title="Bid"), Column(title="Reason")],
        rows=[[f"Bid {number}", "A reason. " * 20] for number in range(60)],
    )

    content = document.render()

    pdf = reading.opened(content)
    (table,) = reading.tree(pdf).all("Table")
    assert len(pdf.pages) > 3
    assert reading.text(content).count("Reason\n") == len(pdf.pages)
    assert len(table.all("THead")) == 1
    assert len(table.all("TR")) == 61
    assert reading.untagged_painting(pdf) == []
