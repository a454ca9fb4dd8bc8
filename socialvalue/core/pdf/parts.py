"""What a document is made of: plain values, already made safe, in reading order.

Nothing here knows how a part is drawn.
"""

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column of a table.

    `align` is "left" for words and "right" for numbers. `share` is the column's part of the
    width, in any unit; leave it out of every column and widths are fitted to what the cells hold.
    """

    title: str
    align: str = "left"
    share: int | None = None


@dataclass(frozen=True, kw_only=True)
class Bar:
    """One row of a bar chart: a label, a value that sets the length, and the value in words.

    `value` is None where it is not known: the row then has its words and no bar.
    """

    label: str
    value: Fraction | None
    shown: str
    leading: bool = False


@dataclass(frozen=True, kw_only=True)
class Stack:
    """One row of a stacked chart: one value for each band, and the total in words."""

    label: str
    values: tuple[Fraction, ...]
    shown: str


@dataclass(frozen=True, kw_only=True)
class Heading:
    text: str
    level: int


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    """Running words. `manner` is "body", "small" (notes and sources) or "inset" (set apart)."""

    text: str
    manner: str = "body"


@dataclass(frozen=True, kw_only=True)
class Link:
    words: str
    address: str


@dataclass(frozen=True, kw_only=True)
class Bullets:
    texts: tuple[str, ...]
    numbered: bool = False


@dataclass(frozen=True, kw_only=True)
class KeyValues:
    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class HeadlineNumbers:
    """Up to four numbers that matter most, each with the words that say what it is."""

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class Table:
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str
    header_column: bool
    total_rows: int


@dataclass(frozen=True, kw_only=True)
class BarChart:
    title: str
    bars: tuple[Bar, ...]
    scale_to: Fraction | None
    alternative: str


@dataclass(frozen=True, kw_only=True)
class StackedBarChart:
    title: str
    bands: tuple[tuple[str, str], ...]
    stacks: tuple[Stack, ...]
    alternative: str
    scale_to: Fraction | None = None


@dataclass(frozen=True, kw_only=True)
class QrCode:
    """An address as a square code that a telephone reads. `modules` are rows of dark and light."""

    address: str
    modules: tuple[tuple[bool, ...], ...]
    alternative: str


@dataclass(frozen=True)
class PageBreak:
    pass


Part = (
    Heading
    | Paragraph
    | Link
    | Bullets
    | KeyValues
    | HeadlineNumbers
    | Table
    | BarChart
    | StackedBarChart
    | QrCode
    | PageBreak
)
