"""The sheet: its size and margins, the colours and the sizes of type. Lengths in points."""

from dataclasses import dataclass

MILLIMETRE = 72 / 25.4
A4 = (210 * MILLIMETRE, 297 * MILLIMETRE)

Colour = str
"""Red, green and blue from 0 to 1, as PDF writes them."""


def _colour(code: str) -> Colour:
    return " ".join(f"{int(code[at : at + 2], 16) / 255:.3f}" for at in (0, 2, 4))


INK = _colour("0b0c0c")
QUIET = _colour("484f52")
BRAND = _colour("0b5a5c")
TINT = _colour("8fb3b4")
TRACK = _colour("edf1f1")
RULE = _colour("cbd1d1")
WATERMARK = _colour("eef1f1")
WHITE = _colour("ffffff")

BANDS = {
    "place": BRAND,
    "wider": _colour("7d4e9e"),
    "outside": _colour("b8571a"),
    "unknown": _colour("6f7777"),
    "series-1": BRAND,
    "series-2": _colour("b8571a"),
    "series-3": _colour("7d4e9e"),
    "series-4": _colour("2b6cb0"),
    "series-5": _colour("8a6d00"),
    "series-6": _colour("6f7777"),
}
"""The colour of each band of a stacked chart, the same as on the pages."""


@dataclass(frozen=True, kw_only=True)
class Type:
    """A manner of setting words: size, distance between lines, weight and colour."""

    size: float
    leading: float
    bold: bool = False
    colour: Colour = INK

    @property
    def rise(self) -> float:
        """Distance from the top of a line to the foot of its letters."""
        return (self.leading - self.size) / 2 + self.size * 0.86


TITLE = Type(size=25, leading=30, bold=True)
SUBJECT = Type(size=12.5, leading=17, colour=QUIET)
HEADINGS = {
    2: Type(size=15.5, leading=20, bold=True),
    3: Type(size=11.5, leading=15.5, bold=True),
}
BODY = Type(size=10, leading=15)
BODY_BOLD = Type(size=10, leading=15, bold=True)
SMALL = Type(size=8.5, leading=12, colour=QUIET)
NUMBER = Type(size=22, leading=27, bold=True)
FURNITURE = Type(size=8, leading=11, colour=QUIET)
LINKED = Type(size=10, leading=15, colour=BRAND)


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A4, upright or on its side, with room for page furniture at the head and the foot."""

    landscape: bool

    @property
    def size(self) -> tuple[float, float]:
        return (A4[1], A4[0]) if self.landscape else A4

    @property
    def left(self) -> float:
        return 20 * MILLIMETRE

    @property
    def right(self) -> float:
        return self.size[0] - 20 * MILLIMETRE

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def top(self) -> float:
        """Where the words begin on every page but the first."""
        return self.size[1] - 27 * MILLIMETRE

    @property
    def foot(self) -> float:
        """Below this line there is only page furniture."""
        return 22 * MILLIMETRE

    @property
    def height(self) -> float:
        return self.top - self.foot
