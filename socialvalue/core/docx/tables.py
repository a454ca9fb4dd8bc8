"""Tables: a first row that Word repeats and reads out as headings, borders, a caption."""

from collections.abc import Sequence
from typing import Any

from docx.document import Document as Word

from socialvalue.core.pdf import parts

from .elements import element, run

RULE = "CBD1D1"
TINT = "EDF1F1"
LONG = 800
"""Characters of a cell from which on its row may run over the end of a page."""
TO_A_TWENTIETH = 635
"""English metric units, in which python-docx measures, to a twentieth of a point."""


def add(word: Word, *, table: parts.Table) -> None:
    """Add a table with its caption and its heading row."""
    if table.caption:
        word.add_paragraph(table.caption, style="Caption")
    titles = [column.title for column in table.columns]
    aligns = [column.align for column in table.columns]
    first_total = len(table.rows) - table.total_rows
    rows = [_row(titles, aligns=aligns, bold=[True] * len(titles), heading=True)]
    for number, cells in enumerate(table.rows):
        total = number >= first_total
        bold = [total or (table.header_column and place == 0) for place in range(len(cells))]
        rows.append(_row(cells, aligns=aligns, bold=bold))
    shares = [column.share or _share_of(table, place) for place, column in enumerate(table.columns)]
    _place(word, rows, shares=shares, heading=True, header_column=table.header_column)


def add_pairs(word: Word, *, pairs: Sequence[tuple[str, str]]) -> None:
    """Add names and their values: the first cell of each row is its heading."""
    rows = [_row(pair, aligns=["left", "left"], bold=[True, False]) for pair in pairs]
    _place(word, rows, shares=[1, 2], heading=False, header_column=True)


def _share_of(table: parts.Table, place: int) -> int:
    """Return how much of the width a column asks for: by its longest words, within reason."""
    longest = max((len(row[place]) for row in table.rows), default=0)
    return min(60, max(8, longest, len(table.columns[place].title)))


def _row(
    cells: Sequence[str], *, aligns: Sequence[str], bold: Sequence[bool], heading: bool = False
) -> Any:
    """Return one row, which is not broken over two pages unless it is long."""
    properties = element("w:trPr")
    if max(map(len, cells)) < LONG:
        properties.append(element("w:cantSplit"))
    if heading:
        properties.append(element("w:tblHeader"))
    made = element("w:tr", properties)
    for words, align, strong in zip(cells, aligns, bold, strict=True):
        setting = element("w:pPr")
        if heading:
            setting.append(element("w:keepNext"))
        setting.append(element("w:spacing", before="40", after="40"))
        setting.append(element("w:jc", val=align))
        paragraph = element("w:p", setting, run(words, bold=strong))
        frame = element("w:tcPr")
        if heading:
            frame.append(element("w:shd", val="clear", color="auto", fill=TINT))
        made.append(element("w:tc", frame, paragraph))
    return made


def _place(
    word: Word, rows: Sequence[Any], *, shares: Sequence[int], heading: bool, header_column: bool
) -> None:
    """Put the rows into a table across the sheet, and a little space after it."""
    section = word.sections[0]
    room = section.page_width - section.left_margin - section.right_margin
    twentieths = room // TO_A_TWENTIETH
    widths = [twentieths * share // sum(shares) for share in shares]
    sides = [
        element(f"w:{side}", val="single", sz="4", space="0", color=RULE)
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    ]
    look = element(
        "w:tblLook",
        val="0000",
        firstRow=str(int(heading)),
        lastRow="0",
        firstColumn=str(int(header_column)),
        lastColumn="0",
        noHBand="1",
        noVBand="1",
    )
    properties = element(
        "w:tblPr",
        element("w:tblW", w=str(sum(widths)), type="dxa"),
        element("w:tblBorders", *sides),
        element("w:tblLayout", type="fixed"),
        look,
    )
    grid = element("w:tblGrid", *[element("w:gridCol", w=str(width)) for width in widths])
    table = element("w:tbl", properties, grid, *rows)
    for row in rows:
        for cell, width in zip(row.findall(f"{{{_W}}}tc"), widths, strict=True):
            cell[0].insert(0, element("w:tcW", w=str(width), type="dxa"))
    after = word.add_paragraph()
    after.paragraph_format.space_after = 0
    after._p.addprevious(table)


_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
