"""Lists: bullets, and numbers that begin at one each time."""

from collections.abc import Sequence

from docx.document import Document as Word

from .elements import element

STYLES = {False: "List Bullet", True: "List Number"}


def add(word: Word, *, texts: Sequence[str], numbered: bool) -> None:
    """Add a list with bullets or with numbers."""
    style = word.styles[STYLES[numbered]]
    number = _new_numbers(word) if numbered else None
    for text in texts:
        paragraph = word.add_paragraph(text, style=style)
        if number is not None:
            properties = paragraph._p.get_or_add_pPr()
            level, which = element("w:ilvl", val="0"), element("w:numId", val=str(number))
            properties.append(element("w:numPr", level, which))


def _new_numbers(word: Word) -> int:
    """Return a new run of numbers like those of the style, which would only count on."""
    numbering = word.part.numbering_part.element
    own = word.styles[STYLES[True]].element.pPr.numPr.numId.val
    kind = numbering.num_having_numId(own).abstractNumId.val
    fresh = numbering.add_num(kind)
    fresh.add_lvlOverride(ilvl=0).add_startOverride(1)
    return int(fresh.numId)
