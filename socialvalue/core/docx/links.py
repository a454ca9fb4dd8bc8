"""Links to addresses from our own code; `core.pdf.Document.link` has refused all others."""

from docx.document import Document as Word
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn

from .elements import element, run


def add(word: Word, *, words: str, address: str) -> None:
    """Add a paragraph whose words lead to the address."""
    key = word.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    made = run(words)
    look = element("w:rPr", element("w:color", val="0B5A5C"), element("w:u", val="single"))
    made.insert(0, look)
    link = element("w:hyperlink", made)
    link.set(qn("r:id"), key)
    word.add_paragraph()._p.append(link)
