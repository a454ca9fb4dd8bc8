"""Reading a PDF back: its tree of elements and the words that belong to each."""

import io
import re
from collections import defaultdict

import pikepdf
from pypdf import PdfReader

PAINTS = {"Tj", "TJ", "'", '"', "f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "Do", "sh", "BI"}
"""Operators that leave something on the page (ISO 32000-1, table 51)."""


class Element:
    """An element of the tree: its kind, its attributes, its words and the elements inside it."""

    def __init__(self, node, words, pdf):
        self.node = node
        self.pdf = pdf  # kept open for as long as its element is looked at
        self.kind = str(node.S)[1:]
        self.children = []
        self.words = ""
        self.links = []
        for kid in _kids(node):
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                self.children.append(Element(kid, words, pdf))
            elif isinstance(kid, pikepdf.Dictionary) and str(kid.Type) == "/OBJR":
                self.links.append(kid.Obj)
            elif isinstance(kid, pikepdf.Dictionary):
                self.words += words[kid.Pg.objgen, int(kid.MCID)]
            else:
                self.words += words[node.Pg.objgen, int(kid)]

    @property
    def text(self):
        """Return the words of the element and of those inside it, in reading order."""
        return " ".join(" ".join([self.words, *(kid.text for kid in self.children)]).split())

    @property
    def scope(self):
        return str(self.node.A.Scope)[1:] if "/A" in self.node else ""

    @property
    def alternative(self):
        return str(self.node.Alt)

    def all(self, kind):
        """Return every element of that kind inside this one, in reading order."""
        found = [self] if self.kind == kind else []
        for child in self.children:
            found += child.all(kind)
        return found

    def outline(self):
        """Return the kinds of the elements as nested lists."""
        return [self.kind, *(child.outline() for child in self.children)]


def opened(content):
    """Open the file."""
    return pikepdf.open(io.BytesIO(content))


def tree(pdf):
    """Return the element that holds the whole document."""
    return Element(pdf.Root.StructTreeRoot.K, words_by_mark(pdf), pdf)


def text(content):
    """Return all the text of the file, as another program extracts it."""
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


def words_by_mark(pdf):
    """Return the words of each piece of marked content: (page, number) to text."""
    words = defaultdict(str)
    for page in pdf.pages:
        fonts = {name: _letters(font) for name, font in page.Resources.Font.items()}
        font, mark = None, None
        for operands, operator in pikepdf.parse_content_stream(page):
            name = str(operator)
            if name == "BDC":
                mark = operands[1].get("/MCID")
                if mark is not None:
                    words[page.objgen, int(mark)] += ""
            elif name == "EMC":
                mark = None
            elif name == "Tf":
                font = fonts[str(operands[0])]
            elif name == "T*" and mark is not None:
                words[page.objgen, int(mark)] += " "
            elif name == "Tj" and mark is not None:
                letters = "".join(font[code] for code in bytes(operands[0]))
                words[page.objgen, int(mark)] += letters
    return words


def untagged_painting(pdf):
    """Return every operator that paints outside both an element and an artefact."""
    loose = []
    for number, page in enumerate(pdf.pages, start=1):
        inside = 0
        for operands, operator in pikepdf.parse_content_stream(page):
            name = str(operator)
            if name == "BDC":
                assert "/MCID" in operands[1] or str(operands[0]) == "/Artifact"
                assert inside == 0, "marked content is not nested"
            inside += {"BDC": 1, "BMC": 1, "EMC": -1}.get(name, 0)
            if name in PAINTS and not inside:
                loose.append((number, name))
        assert inside == 0
    return loose


def _kids(node):
    kids = node.get("/K", [])
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def _letters(font):
    """Return the letter of each code of a font, from its ToUnicode map."""
    cmap = font.ToUnicode.read_bytes().decode()
    listed = cmap[cmap.index("beginbfchar") : cmap.index("endbfchar")]
    codes = re.findall(r"<(\w+)> <(\w+)>", listed)
    return {int(code, 16): bytes.fromhex(letter).decode("utf-16-be") for code, letter in codes}
