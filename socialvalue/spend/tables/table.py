"""A table of exact values, from which pages, files and documents are written alike."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from socialvalue.calculations.rounding import half_up, shown
from socialvalue.core.exports import Cell
from socialvalue.spend import words

NOT_SHOWN = "not shown"
"""Stands where a figure would say what single payments were."""

NOT_KNOWN = "not known"

Value = str | int | Fraction | None
Query = Mapping[str, str]


class Kind(StrEnum):
    """What a column holds: words, a count, whole pence, or a share as a fraction of one."""

    WORDS = "words"
    COUNT = "count"
    PENCE = "pence"
    SHARE = "share"


class Audience(StrEnum):
    """Who a table is for: the organisation's own pages, its files, or the public."""

    OWN = "own"
    FILE = "file"
    PUBLIC = "public"


@dataclass(frozen=True)
class Head:
    """A column: its words, what it holds, and which payments its figures are narrowed to."""

    text: str
    kind: Kind = Kind.WORDS
    query: Query | None = None

    @property
    def is_number(self) -> bool:
        """Whether it is set to the right."""
        return self.kind is not Kind.WORDS


@dataclass(frozen=True)
class Row:
    """A row; `query` names the payments behind it (None: there is no page of them).

    `of_cells` names those behind single figures, by their place in the row.
    """

    cells: Sequence[Value]
    query: Query | None = None
    of_cells: Mapping[int, Query] = field(default_factory=dict)


@dataclass(frozen=True)
class Table:
    """A table: exact values, and what they do not say. `key` names it in addresses and files."""

    key: str
    title: str
    heads: Sequence[Head]
    rows: Sequence[Row]
    total: Sequence[Value] | None = None
    caution: str = ""
    notes: Sequence[str] = field(default_factory=tuple)

    def every_row(self) -> list[Sequence[Value]]:
        """Return the cells of all rows, the total last."""
        return [row.cells for row in self.rows] + ([self.total] if self.total else [])


def for_people(value: Value, kind: Kind) -> str:
    """Return a value as people read it: rounded once, half up."""
    if value is None:
        return NOT_KNOWN
    if isinstance(value, str):
        return value
    if kind is Kind.PENCE:
        return words.pounds(value)
    if kind is Kind.SHARE:
        return f"{shown(100 * Fraction(value), places=1)}%"
    return f"{value:,}"


def for_files(value: Value, kind: Kind) -> Cell:
    """Return a value as a file holds it: pounds, percent to three places, nothing for unknown."""
    if value is None or isinstance(value, str):
        return value
    if kind is Kind.PENCE:
        return words.rounded_pounds(value)
    if kind is Kind.SHARE:
        return half_up(100 * Fraction(value), places=3)
    return int(value)


def file_headings(table: Table) -> list[str]:
    """Return the headings of a file of the table, with their units."""
    units = {Kind.PENCE: " (pounds)", Kind.SHARE: " (percent)"}
    return [f"{head.text}{units.get(head.kind, '')}" for head in table.heads]


def file_rows(table: Table) -> list[list[Cell]]:
    """Return the rows of a file of the table, the total last."""
    return [
        [for_files(value, head.kind) for value, head in zip(row, table.heads, strict=True)]
        for row in table.every_row()
    ]


def counted(text: str = "Payments") -> Head:
    """Return the head of a column of counts."""
    return Head(text, Kind.COUNT)


def pence(text: str = "Paid", query: Query | None = None) -> Head:
    """Return the head of a column of amounts; `query` narrows the payments of each row."""
    return Head(text, Kind.PENCE, query)


def share(text: str = "Share") -> Head:
    """Return the head of a column of shares."""
    return Head(text, Kind.SHARE)
