"""Pages being filled from top to bottom: drawing, the place reached, and page furniture.

Whatever is drawn is drawn inside `marked` (it belongs to an element of the tree) or `artefact`
(decoration); tests walk every page to see that nothing is outside both.
"""

import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFName, PDFStream, PDFString
from reportlab.pdfgen.canvas import Canvas

from . import paper
from .paper import Colour, Type
from .tags import Tag, Tree
from .typeface import Face, faces

TOTAL = "total"
"""Name of the small drawing that holds the number of pages, which is known only at the end."""


@dataclass(frozen=True, kw_only=True)
class Furniture:
    """What stands at the head and the foot of the pages."""

    title: str
    organisation: str
    reference: str
    made: str
    watermark: str


class Pages:
    """The pages of one document. `y` is the height of the place reached, from the foot up."""

    def __init__(self, canvas: Canvas, *, sheet: paper.Sheet, furniture: Furniture):
        self.canvas = canvas
        self.sheet = sheet
        self.furniture = furniture
        self.tree = Tree(canvas._doc)
        self.regular, self.bold = faces()
        self.number = 0
        self.y = 0.0
        self.turn()

    def face(self, kind: Type) -> Face:
        return self.bold if kind.bold else self.regular

    def lines(self, text: str, *, kind: Type, width: float) -> list[str]:
        """Return the lines that the text makes in that width."""
        return self.face(kind).lines(text, size=kind.size, width=width)

    def room(self) -> float:
        """Return the height that is left on this page."""
        return self.y - self.sheet.foot

    def need(self, height: float) -> None:
        """Turn to a new page unless that much height is left, or the page is still empty."""
        if height > self.room() and self.y < self.sheet.top:
            self.turn()

    def turn(self) -> None:
        """Finish the page, if there is one, and begin the next with its furniture."""
        self.finish()
        self.number += 1
        self.y = self.sheet.top
        self._page = self.canvas._doc.thisPageRef()
        self.tree.page_number(self._page)
        self._draw_watermark()
        if self.number > 1:
            self._draw_head()
        self._draw_foot()

    def finish(self) -> None:
        """Close the page and say where its content stands in the tree."""
        if not self.number:
            return
        self.canvas.showPage()
        page = self.canvas._doc.Pages[-1]
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
        page.StructParents = self.tree.page_number(self._page)
        page.Tabs = PDFName("S")
        page.Contents = _squeezed(page.stream)
        page.stream = None

    def close(self) -> None:
        """Finish the last page and draw the number of pages into every foot."""
        self.finish()
        kind = paper.FURNITURE
        self.canvas.beginForm(TOTAL, 0, -4, 60, 12)
        self._show(0, 0, [str(self.number)], kind=kind)
        self.canvas.endForm()

    def tag(self, kind: str, *, within: Tag | None = None, text: str = "", **told: str) -> Tag:
        """Add an element for the text, which it carries itself if some of it cannot be drawn."""
        actual = text if self.regular.drawable(text) != text else ""
        return self.tree.add(kind, within=within or self.tree.whole, actual=actual, **told)

    @contextmanager
    def marked(self, tag: Tag) -> Iterator[None]:
        """What is drawn inside belongs to the element."""
        number = self.tree.place(tag, self._page)
        self.canvas.addLiteral(f"/{tag.kind} <</MCID {number}>> BDC")
        yield
        self.canvas.addLiteral("EMC")

    @contextmanager
    def artefact(self, properties: str = "/Type/Layout") -> Iterator[None]:
        """What is drawn inside is decoration or page furniture, and is not read out."""
        self.canvas.addLiteral(f"/Artifact <<{properties}>> BDC")
        yield
        self.canvas.addLiteral("EMC")

    def write(
        self,
        tag: Tag,
        lines: Sequence[str],
        *,
        x: float,
        top: float,
        kind: Type,
        align: str = "left",
        width: float = 0,
    ) -> None:
        """Write the lines as content of the element, the first one's top at that height."""
        with self.marked(tag):
            self.draw(lines, x=x, top=top, kind=kind, align=align, width=width)

    def draw(
        self,
        lines: Sequence[str],
        *,
        x: float,
        top: float,
        kind: Type,
        align: str = "left",
        width: float = 0,
    ) -> None:
        """Write the lines; to the right, each ends at x + width."""
        foot = top - kind.rise
        if align == "left":
            self._show(x, foot, lines, kind=kind)
            return
        face = self.face(kind)
        for line in lines:
            self._show(x + width - face.width(line, kind.size), foot, [line], kind=kind)
            foot -= kind.leading

    def rule(self, *, y: float, colour: Colour = paper.RULE, thickness: float = 0.6) -> None:
        """Draw a rule across the text, as decoration."""
        left, right = self.sheet.left, self.sheet.right
        with self.artefact():
            self.stroke([(left, y, right, y)], colour=colour, thickness=thickness)

    def box(self, *, x: float, y: float, width: float, height: float, colour: Colour) -> None:
        """Fill a box whose lower left corner is at x, y."""
        self.canvas.addLiteral(f"{colour} rg {x:.2f} {y:.2f} {width:.2f} {height:.2f} re f")

    def stroke(
        self, lines: Iterable[tuple[float, ...]], *, colour: Colour, thickness: float
    ) -> None:
        """Draw straight lines, each given as x, y at its start and x, y at its end."""
        self.canvas.addLiteral(f"{colour} RG {thickness} w")
        for x1, y1, x2, y2 in lines:
            self.canvas.addLiteral(f"{x1:.2f} {y1:.2f} m {x2:.2f} {y2:.2f} l S")

    def follow(self, tag: Tag, *, x: float, top: float, width: float, height: float, address: str):
        """Let the area be followed to the address, as part of the link element."""
        area = (x, top - height, x + width, top)
        self.canvas.linkURL(address, area, Contents=PDFString(f"Link to {address}"), F=4)
        reference = self.canvas._annotationrefs[-1]
        annotation = self.canvas._doc.idToObject[reference.name]
        annotation["StructParent"] = self.tree.annotate(tag, self._page, reference)

    def bookmark(self, words: str, *, level: int, top: float) -> None:
        """Add an entry to the outline of the document, which leads to this height."""
        key = f"heading-{self.number}-{top:.2f}"
        self.canvas.bookmarkPage(key, fit="XYZ", left=0, top=top + 12)
        self.canvas.addOutlineEntry(words, key, level)

    def fitted(self, text: str, *, kind: Type, width: float) -> str:
        """Return the text, or as much of it as fits on one line with an ellipsis."""
        lines = self.lines(text, kind=kind, width=width)
        if len(lines) == 1:
            return lines[0]
        return self.lines(text, kind=kind, width=width - kind.size)[0] + "…"

    def _show(self, x: float, foot: float, lines: Sequence[str], *, kind: Type) -> None:
        font, document, named = self.face(kind).font, self.canvas._doc, None
        operators = [f"BT {kind.colour} rg {kind.leading} TL 1 0 0 1 {x:.2f} {foot:.2f} Tm"]
        for line in lines:
            for subset, codes in font.splitString(line, document):
                name = font.getSubsetInternalName(subset, document)
                if name != named:
                    operators.append(f"{name} {kind.size} Tf")
                    named = name
                operators.append(f"<{codes.hex()}> Tj")
            operators.append("T*")
        self.canvas.addLiteral(" ".join(operators) + " ET")

    def _draw_watermark(self) -> None:
        if not self.furniture.watermark:
            return
        width, height = self.sheet.size
        kind = Type(size=64, leading=64, bold=True, colour=paper.WATERMARK)
        words = self.fitted(self.furniture.watermark, kind=kind, width=width)
        with self.artefact("/Type/Pagination/Subtype/Watermark"):
            self.canvas.saveState()
            self.canvas.translate(width / 2, height / 2)
            self.canvas.rotate(45)
            self._show(-self.bold.width(words, kind.size) / 2, -20, [words], kind=kind)
            self.canvas.restoreState()

    def _draw_head(self) -> None:
        sheet, kind = self.sheet, paper.FURNITURE
        top = sheet.size[1] - 14 * paper.MILLIMETRE
        with self.artefact("/Type/Pagination/Subtype/Header"):
            title = self.fitted(self.furniture.title, kind=kind, width=sheet.width * 0.6)
            self.draw([title], x=sheet.left, top=top, kind=kind)
            side = " · ".join(filter(None, (self.furniture.watermark, self.furniture.organisation)))
            left = sheet.width - self.regular.width(title, kind.size) - 20
            side = self.fitted(side, kind=kind, width=left)
            self.draw([side], x=sheet.left, top=top, kind=kind, align="right", width=sheet.width)
        self.rule(y=top - 15)

    def _draw_foot(self) -> None:
        sheet, kind = self.sheet, paper.FURNITURE
        top = 15 * paper.MILLIMETRE
        with self.artefact("/Type/Pagination/Subtype/Footer"):
            page = f"Page {self.number} of "
            self.draw([page], x=sheet.left, top=top, kind=kind)
            self.canvas.saveState()
            self.canvas.translate(sheet.left + self.regular.width(page, kind.size), top - kind.rise)
            self.canvas.doForm(TOTAL)
            self.canvas.restoreState()
            side = " · ".join(filter(None, (self.furniture.reference, self.furniture.made)))
            side = self.fitted(side, kind=kind, width=sheet.width * 0.75)
            self.draw([side], x=sheet.left, top=top, kind=kind, align="right", width=sheet.width)


def _squeezed(operators: str) -> PDFStream:
    """Return a page's drawing compressed, at once, so that a long document takes little memory."""
    filtered = PDFDictionary({"Filter": PDFName("FlateDecode")})
    return PDFStream(dictionary=filtered, content=zlib.compress(operators.encode("ascii")))
