"""Printing a document: its parts drawn in order on tagged pages, and the bytes of the file."""

from io import BytesIO
from typing import Any

from reportlab.pdfgen.canvas import Canvas

from . import blocks, codes, metadata, paper, parts, pictures, tables
from .pages import Furniture, Pages
from .typeface import faces

DRAW: dict[type, Any] = {
    parts.Heading: blocks.draw_heading,
    parts.Paragraph: blocks.draw_paragraph,
    parts.Link: blocks.draw_link,
    parts.Bullets: blocks.draw_bullets,
    parts.HeadlineNumbers: blocks.draw_headline_numbers,
    parts.KeyValues: tables.draw_key_values,
    parts.Table: tables.draw_table,
    parts.BarChart: pictures.draw_bar_chart,
    parts.StackedBarChart: pictures.draw_stacked_bar_chart,
    parts.QrCode: codes.draw_qr_code,
    parts.PageBreak: lambda pages, _break: pages.turn(),
}


def printed(
    contents: list[parts.Part],
    *,
    about: metadata.About,
    furniture: Furniture,
    landscape: bool,
) -> bytes:
    """Return the document as a tagged PDF. The same contents give the same bytes."""
    sheet = paper.Sheet(landscape=landscape)
    canvas = Canvas(
        BytesIO(),
        pagesize=sheet.size,
        pageCompression=1,
        invariant=1,
        lang=about.language,
        pdfVersion=(1, 7),
        initialFontName=faces()[0].name,
    )
    pages = Pages(canvas, sheet=sheet, furniture=furniture)
    blocks.draw_title(pages, title=about.title, subject=about.subject)
    for part in contents:
        DRAW[type(part)](pages, part)
    pages.close()
    metadata.describe(canvas, about, tree=pages.tree)
    return canvas.getpdfdata()
