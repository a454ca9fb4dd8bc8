"""Small pieces of WordprocessingML that python-docx has no words for."""

from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn


def element(name: str, *children: Any, **attributes: str) -> Any:
    """Return an element such as `w:tblHeader` with attributes of the same namespace.

    `element("w:shd", val="clear")` gives `<w:shd w:val="clear"/>`.
    """
    made = OxmlElement(name)
    for attribute, value in attributes.items():
        made.set(qn(f"w:{attribute}"), value)
    made.extend(children)
    return made


def field(instruction: str) -> list[Any]:
    """Return the runs of a field of our own, such as PAGE. Never give it a user's words."""
    words = element("w:instrText")
    words.text = f" {instruction} "
    return [
        element("w:r", element("w:fldChar", fldCharType="begin")),
        element("w:r", words),
        element("w:r", element("w:fldChar", fldCharType="separate")),
        element("w:r", text("1")),
        element("w:r", element("w:fldChar", fldCharType="end")),
    ]


def text(words: str) -> Any:
    """Return the characters of a run, spaces kept."""
    made = element("w:t")
    made.text = words
    made.set(qn("xml:space"), "preserve")
    return made


def run(words: str, *, bold: bool = False) -> Any:
    """Return a run of characters; line breaks in the words are kept."""
    made = element("w:r")
    if bold:
        made.append(element("w:rPr", element("w:b")))
    for number, line in enumerate(words.split("\n")):
        if number:
            made.append(element("w:br"))
        made.append(text(line))
    return made
