"""Drawing codes that a telephone reads, each a figure with its alternative text."""

from socialvalue.core import qr

from . import paper, parts
from .blocks import AFTER
from .pages import Pages

SIDE = 34 * paper.MILLIMETRE
"""How wide a code is without the light squares around it."""


def draw_qr_code(pages: Pages, code: parts.QrCode) -> None:
    """Draw a code at the left, with the light squares around it that it needs."""
    square = SIDE / len(code.modules)
    quiet = qr.QUIET * square
    height = SIDE + 2 * quiet
    pages.need(height)
    left, top = pages.sheet.left, pages.y
    box = f"{left:.2f} {top - height:.2f} {left + height:.2f} {top:.2f}"
    figure = pages.tag(
        "Figure",
        alternative=code.alternative,
        attributes=f"/O/Layout/Placement/Block/BBox[{box}]",
    )
    with pages.marked(figure):
        pages.box(x=left, y=top - height, width=height, height=height, colour=paper.WHITE)
        for row, column, length in qr.runs(code.modules):
            pages.box(
                x=left + quiet + column * square,
                y=top - quiet - (row + 1) * square,
                width=length * square,
                height=square,
                colour=paper.INK,
            )
    pages.y -= height + AFTER
