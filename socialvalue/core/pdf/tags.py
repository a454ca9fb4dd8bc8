"""The tagging layer: what each mark on the page is, for people who do not read by eye.

A tagged PDF carries a tree of elements (headings, paragraphs, lists, tables, figures, links). Each
piece of a page's content is numbered and belongs to one element, or is an artefact: decoration and
page furniture that a reader skips. ReportLab draws but does not tag; this is the tree.

Source: ISO 32000-1:2008, sections 14.6 (marked content) to 14.8 (tagged PDF).
"""

from collections.abc import Iterator
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFObject, PDFObjectReference

LIST = "/O/List/ListNumbering/"
"""Start of the attributes of a list: Disc or Decimal follows."""

ROW_HEADER = "/O/Table/Scope/Row"
COLUMN_HEADER = "/O/Table/Scope/Column"

ROLES = "<</Inset/P/SmallPrint/P/HeadlineNumber/P>>"
"""Names of our own, and the standard one that each stands for: all read as paragraphs."""


def text_string(text: str) -> str:
    """Return the text as a PDF string in hexadecimal UTF-16, which needs no escaping."""
    return "<" + (b"\xfe\xff" + text.encode("utf-16-be", "replace")).hex() + ">"


class Tag(PDFObject):
    """One element of the tree, and what belongs to it in reading order."""

    def __init__(self, kind: str, parent: str, *, attributes: str, words: str):
        self.kind = kind
        self.parent = parent
        self.attributes = attributes
        self.words = words
        self.page: PDFObjectReference | None = None
        self.belongings: list[Any] = []
        self.reference = ""

    def format(self, document: Any) -> bytes:
        """Return the element as PDF, when ReportLab writes it."""
        page = f"/Pg {_shown(self.page, document)}" if self.page else ""
        belongings = " ".join(_shown(one, document) for one in self.belongings)
        attributes = f"/A<<{self.attributes}>>" if self.attributes else ""
        return (
            f"<</S/{self.kind}/P {self.parent}{page}/K[{belongings}]{attributes}{self.words}>>"
        ).encode()


class Elsewhere:
    """Content of an element on another page than its first."""

    def __init__(self, page: PDFObjectReference, number: int):
        self.page = page
        self.number = number

    def shown(self, document: Any) -> str:
        return f"<</Type/MCR/Pg {_shown(self.page, document)}/MCID {self.number}>>"


class Annotated:
    """An annotation (the part of a link that can be followed) that belongs to an element."""

    def __init__(self, page: PDFObjectReference, annotation: PDFObjectReference):
        self.page = page
        self.annotation = annotation

    def shown(self, document: Any) -> str:
        page, annotation = _shown(self.page, document), _shown(self.annotation, document)
        return f"<</Type/OBJR/Pg {page}/Obj {annotation}>>"


class Tree(PDFObject):
    """The structure tree of one document.

    `inside` is the element that new elements go into. Each page has a number of its own in the
    parent tree, and so has each annotation.
    """

    def __init__(self, document: Any):
        self._document = document
        self._count = 0
        self._owners: dict[int, list[Tag] | Tag] = {}
        self._pages: dict[str, int] = {}
        self.reference = self._registered(self, "StructTreeRoot")
        self.whole = self.add("Document", within=None)

    def add(
        self,
        kind: str,
        *,
        within: Tag | None,
        attributes: str = "",
        alternative: str = "",
        actual: str = "",
    ) -> Tag:
        """Add an element at the end of another and return it.

        `alternative` says in words what a picture shows; `actual` is the text itself, where some
        of its characters could not be drawn.
        """
        parent = within.reference if within else self.reference
        words = f"/Alt{text_string(alternative)}" if alternative else ""
        words += f"/ActualText{text_string(actual)}" if actual else ""
        tag = Tag(kind, parent, attributes=attributes, words=words)
        self._count += 1
        tag.reference = self._registered(tag, f"Tag{self._count}")
        if within:
            within.belongings.append(tag.reference)
        return tag

    def place(self, tag: Tag, page: PDFObjectReference) -> int:
        """Say that the element has the next piece of content on the page; return its number."""
        owners = self._owners[self.page_number(page)]
        number = len(owners)
        owners.append(tag)
        if tag.page is None:
            tag.page = page
        same = tag.page.name == page.name
        tag.belongings.append(number if same else Elsewhere(page, number))
        return number

    def annotate(self, tag: Tag, page: PDFObjectReference, annotation: PDFObjectReference) -> int:
        """Say that the annotation belongs to the element; return its number in the parent tree."""
        tag.belongings.append(Annotated(page, annotation))
        number = len(self._owners)
        self._owners[number] = tag
        return number

    def page_number(self, page: PDFObjectReference) -> int:
        """Return the page's number in the parent tree."""
        if page.name not in self._pages:
            self._pages[page.name] = len(self._owners)
            self._owners[len(self._owners)] = []
        return self._pages[page.name]

    def _registered(self, element: PDFObject, name: str) -> str:
        """Give the element its number in the file and return how others refer to it."""
        return self._document.Reference(element, name).format(self._document).decode()

    def format(self, _document: Any) -> bytes:
        """Return the root of the tree as PDF, with the way back from content to elements."""
        numbers = "\n".join(self._numbers())
        return (
            f"<</Type/StructTreeRoot/K {self.whole.reference}/RoleMap{ROLES}"
            f"/ParentTree<</Nums[{numbers}]>>/ParentTreeNextKey {len(self._owners)}>>"
        ).encode()

    def _numbers(self) -> Iterator[str]:
        for number, owner in self._owners.items():
            if isinstance(owner, Tag):
                yield f"{number} {owner.reference}"
            else:
                tags = " ".join(tag.reference for tag in owner)
                yield f"{number} [{tags}]"


def _shown(thing: Any, document: Any) -> str:
    if isinstance(thing, int | str):
        return str(thing)
    if isinstance(thing, PDFObjectReference):
        return thing.format(document).decode()
    return thing.shown(document)
