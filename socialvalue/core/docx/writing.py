"""Writing each part of a document into a Word file."""

import io
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from docx.document import Document as Word

from socialvalue.core import pdf
from socialvalue.core.pdf import parts

from . import furniture, links, lists, tables

MANNERS = {"body": "Normal", "small": furniture.SMALL_PRINT, "inset": furniture.INSET}


def written(document: pdf.Document) -> bytes:
    """Return the document as a Word file, as python-docx packs it."""
    word = furniture.blank(document)
    for part in document.contents:
        _WRITERS[type(part)](word, part)
    stream = io.BytesIO()
    word.save(stream)
    return stream.getvalue()


def _heading(word: Word, part: parts.Heading) -> None:
    word.add_heading(part.text, level=part.level)


def _paragraph(word: Word, part: parts.Paragraph) -> None:
    word.add_paragraph(part.text, style=MANNERS[part.manner])


def _link(word: Word, part: parts.Link) -> None:
    links.add(word, words=part.words, address=part.address)


def _bullets(word: Word, part: parts.Bullets) -> None:
    lists.add(word, texts=part.texts, numbered=part.numbered)


def _key_values(word: Word, part: parts.KeyValues) -> None:
    tables.add_pairs(word, pairs=part.pairs)


def _headline_numbers(word: Word, part: parts.HeadlineNumbers) -> None:
    tables.add_pairs(word, pairs=[(words, number) for number, words in part.pairs])


def _chart(word: Word, part: parts.BarChart | parts.StackedBarChart, *, rows: str) -> None:
    """Write the words that stand for the picture, and its values as a table."""
    word.add_paragraph(part.alternative, style=furniture.SMALL_PRINT)
    drawn: Sequence[parts.Bar | parts.Stack] = getattr(part, rows)
    columns = (parts.Column(title="What"), parts.Column(title="Value", align="right"))
    values = parts.Table(
        columns=columns,
        rows=tuple((row.label, row.shown) for row in drawn),
        caption=part.title,
        header_column=True,
        total_rows=0,
    )
    tables.add(word, table=values)


def _qr_code(word: Word, part: parts.QrCode) -> None:
    """Write the address: in a file that people go on editing a code would be a second truth."""
    word.add_paragraph(f"{part.alternative}\n{part.address}", style=furniture.SMALL_PRINT)


def _page_break(word: Word, _part: parts.PageBreak) -> None:
    word.add_page_break()


_WRITERS: dict[type[Any], Callable[[Word, Any], None]] = {
    parts.Heading: _heading,
    parts.Paragraph: _paragraph,
    parts.Link: _link,
    parts.Bullets: _bullets,
    parts.KeyValues: _key_values,
    parts.HeadlineNumbers: _headline_numbers,
    parts.Table: lambda word, part: tables.add(word, table=part),
    parts.BarChart: partial(_chart, rows="bars"),
    parts.StackedBarChart: partial(_chart, rows="stacks"),
    parts.QrCode: _qr_code,
    parts.PageBreak: _page_break,
}
