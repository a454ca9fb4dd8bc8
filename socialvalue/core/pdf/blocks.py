"""Drawing the parts that are words: headings, paragraphs, lists, links and headline numbers."""

from collections.abc import Sequence

from . import paper, parts
from .pages import Pages
from .paper import Type
from .tags import LIST, Tag

AFTER = 8
"""Space after a paragraph, list, table or picture."""

INDENT = 15
"""How far the words of a list and of an inset stand in."""

KEEP = 120
"""A heading is not left alone at the foot of a page: so much must fit beneath it."""


def draw_title(pages: Pages, *, title: str, subject: str) -> None:
    """Draw the head of the first page: the organisation on a band, then the title."""
    sheet, furniture = pages.sheet, pages.furniture
    height, band = sheet.size[1], 17 * paper.MILLIMETRE
    with pages.artefact():
        pages.box(x=0, y=height - band, width=sheet.size[0], height=band, colour=paper.BRAND)
        for step in range(3):
            mark = sheet.left + 6 * step
            pages.box(
                x=mark, y=height - band / 2 - 7, width=4, height=6 + 4 * step, colour=paper.WHITE
            )
    if furniture.organisation:
        name = Type(size=11.5, leading=18, bold=True, colour=paper.WHITE)
        line = pages.fitted(furniture.organisation, kind=name, width=sheet.width - 27)
        tag = pages.tag("P", text=furniture.organisation)
        pages.write(tag, [line], x=sheet.left + 27, top=height - band / 2 + 9, kind=name)
    pages.y = height - band - 30
    pages.bookmark(title, level=0, top=pages.y)
    flow(pages, pages.tag("H1", text=title), title, kind=paper.TITLE)
    if subject:
        pages.y -= 4
        flow(pages, pages.tag("P", text=subject), subject, kind=paper.SUBJECT)
    made = " · ".join(filter(None, (furniture.made, furniture.reference)))
    pages.y -= 3
    flow(pages, pages.tag("SmallPrint", text=made), made, kind=paper.SMALL)
    pages.y -= 10
    pages.rule(y=pages.y, colour=paper.BRAND, thickness=1.4)
    pages.y -= 18


def draw_heading(pages: Pages, heading: parts.Heading) -> None:
    """Draw a heading, on the next page if nothing that follows would fit beneath it."""
    kind = paper.HEADINGS[heading.level]
    lines = pages.lines(heading.text, kind=kind, width=pages.sheet.width)
    before = kind.size * 0.8
    pages.need(before + len(lines) * kind.leading + KEEP)
    if pages.y < pages.sheet.top:
        pages.y -= before
    pages.bookmark(heading.text, level=heading.level - 1, top=pages.y)
    tag = pages.tag(f"H{heading.level}", text=heading.text)
    flow_lines(pages, tag, lines, kind=kind, x=pages.sheet.left)
    pages.y -= 5


def draw_paragraph(pages: Pages, paragraph: parts.Paragraph) -> None:
    """Draw a paragraph in its manner: plain, set apart, or small."""
    if paragraph.manner == "inset":
        draw_inset(pages, paragraph.text)
        return
    small = paragraph.manner == "small"
    tag = pages.tag("SmallPrint" if small else "P", text=paragraph.text)
    flow(pages, tag, paragraph.text, kind=paper.SMALL if small else paper.BODY)
    pages.y -= AFTER


def draw_inset(pages: Pages, text: str) -> None:
    """Draw a paragraph that is set apart by a bar at its left."""
    kind, sheet = paper.BODY, pages.sheet
    lines = pages.lines(text, kind=kind, width=sheet.width - INDENT)
    tag = pages.tag("Inset", text=text)
    pages.y -= 4
    pages.need(min(len(lines), 3) * kind.leading + 8)
    for chunk in _chunks(pages, lines, kind):
        height = len(chunk) * kind.leading
        with pages.artefact():
            pages.box(
                x=sheet.left,
                y=pages.y - height - 4,
                width=3,
                height=height + 8,
                colour=paper.BRAND,
            )
        pages.write(tag, chunk, x=sheet.left + INDENT, top=pages.y, kind=kind)
        pages.y -= height
    pages.y -= AFTER + 6


def draw_link(pages: Pages, link: parts.Link) -> None:
    """Draw words that lead to an address."""
    kind, sheet = paper.LINKED, pages.sheet
    lines = pages.lines(link.words, kind=kind, width=sheet.width)
    paragraph = pages.tag("P")
    tag = pages.tag("Link", within=paragraph, text=link.words)
    for line in lines:
        pages.need(kind.leading)
        wide = pages.regular.width(line, kind.size)
        pages.write(tag, [line], x=sheet.left, top=pages.y, kind=kind)
        with pages.artefact():
            pages.box(
                x=sheet.left,
                y=pages.y - kind.rise - 1.8,
                width=wide,
                height=0.6,
                colour=kind.colour,
            )
        pages.follow(
            tag,
            x=sheet.left,
            top=pages.y,
            width=wide,
            height=kind.leading,
            address=link.address,
        )
        pages.y -= kind.leading
    pages.y -= AFTER


def draw_bullets(pages: Pages, bullets: parts.Bullets) -> None:
    """Draw a list, with dots or with numbers."""
    kind, sheet = paper.BODY, pages.sheet
    numbering = "Decimal" if bullets.numbered else "Disc"
    whole = pages.tag("L", attributes=LIST + numbering)
    indent = INDENT + (6 if bullets.numbered else 0)
    for number, text in enumerate(bullets.texts, start=1):
        lines = pages.lines(text, kind=kind, width=sheet.width - indent)
        pages.need(min(len(lines), 2) * kind.leading)
        line = pages.tag("LI", within=whole)
        mark = f"{number}." if bullets.numbered else "•"
        pages.write(pages.tag("Lbl", within=line), [mark], x=sheet.left + 2, top=pages.y, kind=kind)
        body = pages.tag("LBody", within=line, text=text)
        flow_lines(pages, body, lines, kind=kind, x=sheet.left + indent)
        pages.y -= 3
    pages.y -= AFTER - 3


def draw_headline_numbers(pages: Pages, numbers: parts.HeadlineNumbers) -> None:
    """Draw the cards side by side, each with its number and its words as one paragraph."""
    gap, inside, sheet = 12, 11, pages.sheet
    width = (sheet.width - gap * (len(numbers.pairs) - 1)) / len(numbers.pairs)
    small = Type(size=9, leading=12.5)
    cards = [
        (
            pages.fitted(number, kind=paper.NUMBER, width=width - 2 * inside),
            pages.lines(words, kind=small, width=width - 2 * inside),
            f"{number} {words}",
        )
        for number, words in numbers.pairs
    ]
    most = max(len(words) for _number, words, _whole in cards)
    height = 9 + paper.NUMBER.leading + most * small.leading + 12
    pages.need(height)
    for place, (number, words, whole) in enumerate(cards):
        x = sheet.left + place * (width + gap)
        with pages.artefact():
            pages.box(x=x, y=pages.y - height, width=width, height=height, colour=paper.TRACK)
            pages.box(x=x, y=pages.y - 2.5, width=width, height=2.5, colour=paper.BRAND)
        tag = pages.tag("HeadlineNumber", text=whole)
        top = pages.y - 9
        pages.write(tag, [number], x=x + inside, top=top, kind=paper.NUMBER)
        pages.write(tag, words, x=x + inside, top=top - paper.NUMBER.leading, kind=small)
    pages.y -= height + AFTER + 4


def flow(pages: Pages, tag: Tag, text: str, *, kind: Type) -> None:
    """Write the text across the page, and on to the next where it must."""
    lines = pages.lines(text, kind=kind, width=pages.sheet.width)
    pages.need(min(len(lines), 2) * kind.leading)
    flow_lines(pages, tag, lines, kind=kind, x=pages.sheet.left)


def flow_lines(pages: Pages, tag: Tag, lines: Sequence[str], *, kind: Type, x: float) -> None:
    """Write the lines down the page, and on to the next where they must."""
    for chunk in _chunks(pages, lines, kind):
        pages.write(tag, chunk, x=x, top=pages.y, kind=kind)
        pages.y -= len(chunk) * kind.leading


def _chunks(pages: Pages, lines: Sequence[str], kind: Type):
    """Yield as many lines as each page takes, turning between; no last line goes over alone."""
    while lines:
        fits = max(1, int(pages.room() // kind.leading))
        if len(lines) - fits == 1 and fits > 2:
            fits -= 1
        yield lines[:fits]
        lines = lines[fits:]
        if lines:
            pages.turn()
