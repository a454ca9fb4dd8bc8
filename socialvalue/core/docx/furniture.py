"""The blank sheet: styles, language, properties, running head and foot."""

import datetime as dt
from typing import Any

import docx
from docx.document import Document as Word
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from socialvalue.core import pdf

from .elements import element, field, run

LANGUAGE = "en-GB"
TYPEFACE = "Arial"
SMALL_PRINT = "Small print"
INSET = "Inset text"
BRAND = RGBColor(0x0B, 0x5A, 0x5C)
QUIET = RGBColor(0x48, 0x4F, 0x52)
HEADINGS = {"Heading 1": 22, "Heading 2": 15, "Heading 3": 12}


def blank(document: pdf.Document) -> Word:
    """Return a Word document with everything but its parts: title, styles, head and foot."""
    word = docx.Document()
    _set_properties(word, document)
    _set_styles(word)
    _set_sheet(word, landscape=document.landscape)
    _set_head_and_foot(word, document)
    word.add_heading(document.title, level=1)
    if document.subject:
        word.add_paragraph(document.subject)
    made = " · ".join(filter(None, (document.made_words, document.reference)))
    word.add_paragraph(made, style=SMALL_PRINT)
    return word


def _set_properties(word: Word, document: pdf.Document) -> None:
    """Say what the file is; python-docx's own template says otherwise."""
    moment = document.made_at.astimezone(dt.UTC).replace(tzinfo=None, microsecond=0)
    properties = word.core_properties
    properties.title = document.title[:255]
    properties.subject = document.subject[:255]
    properties.author = properties.last_modified_by = document.organisation[:255]
    properties.comments, properties.keywords = "", ""
    properties.language = LANGUAGE
    properties.created = properties.modified = moment
    properties.revision = 1


def _set_styles(word: Word) -> None:
    """One typeface that every machine has, our colours, British English."""
    styles = word.styles
    defaults = styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for language in defaults.findall(qn("w:lang")):
        defaults.remove(language)
    defaults.append(element("w:lang", val=LANGUAGE, eastAsia=LANGUAGE, bidi="ar-SA"))
    normal = styles["Normal"]
    _set_type(normal, size=11)
    normal.paragraph_format.space_after = Pt(8)
    for name, size in HEADINGS.items():
        _set_type(styles[name], size=size, colour=BRAND)
        styles[name].paragraph_format.keep_with_next = True
        styles[name].paragraph_format.space_before = Pt(size)
        styles[name].paragraph_format.space_after = Pt(6)
    _set_type(styles["Caption"], size=10, colour=QUIET)
    styles["Caption"].paragraph_format.keep_with_next = True
    small = styles.add_style(SMALL_PRINT, WD_STYLE_TYPE.PARAGRAPH)
    inset = styles.add_style(INSET, WD_STYLE_TYPE.PARAGRAPH)
    for style in (small, inset):
        style.base_style = normal
    _set_type(small, size=9, colour=QUIET)
    bar = element("w:left", val="single", sz="24", space="10", color="0B5A5C")
    inset.element.get_or_add_pPr().append(element("w:pBdr", bar))


def _set_type(style: Any, *, size: int, colour: RGBColor | None = None) -> None:
    """Set the typeface in every script; a theme's own typeface would come first otherwise."""
    style.font.name, style.font.size = TYPEFACE, Pt(size)
    fonts = style.element.rPr.rFonts
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), TYPEFACE)
        fonts.attrib.pop(qn(f"w:{script}Theme"), None)
    fonts.attrib.pop(qn("w:cstheme"), None)
    if colour is not None:
        style.font.color.rgb = colour


def _set_sheet(word: Word, *, landscape: bool) -> None:
    """A4, upright or on its side."""
    section = word.sections[0]
    sides = (Mm(210), Mm(297))
    if landscape:
        section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = sides[::-1] if landscape else sides
    section.left_margin = section.right_margin = Mm(22)
    section.top_margin = section.bottom_margin = Mm(22)


def _set_head_and_foot(word: Word, document: pdf.Document) -> None:
    """The organisation above; the title and the number of the page below."""
    section = word.sections[0]
    head = " · ".join(filter(None, (document.organisation, document.watermark)))
    section.header.paragraphs[0].text = head
    foot = section.footer.paragraphs[0]
    foot.style = word.styles[SMALL_PRINT]
    about = " · ".join(filter(None, (document.title, document.reference)))
    for part in (
        run(f"{about} · page "),
        *field("PAGE"),
        run(" of "),
        *field("NUMPAGES"),
    ):
        foot._p.append(part)
