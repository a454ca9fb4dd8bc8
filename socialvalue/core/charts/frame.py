"""What every chart has around its picture: title, words, table and file."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from socialvalue.calculations.rounding import shown_short

Number = Fraction | Decimal | int

COLOURS = {
    "place": "app-place-local",
    "wider": "app-place-wider",
    "outside": "app-place-outside",
    "unknown": "app-place-unknown",
    **{f"series-{number}": f"app-series-{number}" for number in range(1, 7)},
}
"""The class that carries each colour. The same words name the same colours in documents."""

HATCHES = 6
"""Kinds of hatching; the first is plain."""


class NotAnIdentifier(ValueError):
    """A chart's identifier must be a lower-case letter, then letters, digits and hyphens."""


class UnknownColour(ValueError):
    """A colour that is not one of COLOURS."""


class WrongShape(ValueError):
    """A row with more or fewer values than the chart has bands, periods or columns."""


@dataclass(frozen=True, kw_only=True)
class Band:
    """One part of a stack or one end of a flow: its words and the name of its colour."""

    words: str
    colour: str

    def __post_init__(self) -> None:
        if self.colour not in COLOURS:
            raise UnknownColour(f"{self.colour!r} is not one of {', '.join(COLOURS)}")

    @property
    def css_class(self) -> str:
        return COLOURS[self.colour]


@dataclass(frozen=True, kw_only=True)
class Column:
    """A heading of the table beside a picture."""

    text: str
    numeric: bool = False


@dataclass(frozen=True, kw_only=True)
class Table:
    """The numbers of a chart. Each row begins with its heading; `total` is the last row."""

    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]
    total: Sequence[str] | None = None


@dataclass(frozen=True, kw_only=True)
class Frame:
    """What the frame of a chart needs.

    `name` is unique on the page; `words` say what the picture shows to people who do not see it and
    to people who do; `csv_address` is where the numbers can be had as a file; `address` leads back
    to this chart with what it was narrowed to.
    """

    name: str
    title: str
    words: str
    table: Table
    csv_address: str = ""
    address: str = ""

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[a-z][a-z0-9-]*", self.name):
            raise NotAnIdentifier(f"{self.name!r} cannot identify a chart")


def percentage(part: Fraction) -> str:
    """Return a part of the whole as a percentage for an attribute of SVG ("33.333")."""
    return shown_short(part * 100, places=3)


def coordinate(value: Fraction | int) -> str:
    """Return a coordinate for an attribute of SVG, to a hundredth of a unit."""
    return shown_short(value, places=2)
