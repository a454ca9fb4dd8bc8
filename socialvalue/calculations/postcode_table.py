"""A table of millions of postcodes that finds tens of thousands of them in a moment.

The postcodes stand in order, without their space, as fixed runs of seven bytes. Each column (the
local authority, a small area) is a short list of codes and, for each postcode, the place of its
code in the list. Kept so, the table can be read straight from disk, and shared between processes.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

_LONGEST = 7
KEY = np.dtype(f"S{_LONGEST}")
"""How a postcode is kept: without its space, in seven bytes."""
NOT_TOLD = "not told"
"""In a column: the source of this postcode has no such column. (Empty: it has, and gives none.)"""


class NotATable(ValueError):
    """The postcodes or their columns do not make a table. The message says why."""


class ColumnNotHeld(KeyError):
    """The source of the table did not give this column."""


@dataclass(frozen=True, slots=True)
class Column:
    """A code for each postcode: `values[positions[n]]`, where values[0] is "" (none given)."""

    values: tuple[str, ...]
    positions: NDArray[np.unsignedinteger[Any]]


@dataclass(frozen=True, slots=True)
class PostcodeTable:
    """Postcodes in order, and the columns that go with them, each of the same length."""

    postcodes: NDArray[np.bytes_]
    columns: Mapping[str, Column]

    def __len__(self) -> int:
        return len(self.postcodes)

    def find(self, codes: Iterable[str], *, column: str) -> dict[str, str | None]:
        """Return, for each distinct postcode, its code in the column, or None.

        Postcodes are in normal form (`calculations.postcodes.normal_form`). None: the postcode is
        not in the table, or the table gives no code for it.

        Raises ColumnNotHeld.
        """
        if column not in self.columns:
            raise ColumnNotHeld(f"{column}: this table has only {', '.join(sorted(self.columns))}")
        found = self.find_each(codes, columns=[column])
        return {code: row[0] if row else None for code, row in found.items()}

    def find_each(
        self, codes: Iterable[str], *, columns: Sequence[str]
    ) -> dict[str, tuple[str | None, ...] | None]:
        """Return, for each distinct postcode, its code in each of the columns, in their order.

        None for a postcode that is not in the table. Within a row, None: the table gives no code
        for the postcode, or has no such column.
        """
        distinct = list(dict.fromkeys(codes))
        found: dict[str, tuple[str | None, ...] | None] = dict.fromkeys(distinct)
        sought = [code for code in distinct if _can_be_held(code)]
        if not sought or not len(self):
            return found
        keys = np.array([code.replace(" ", "") for code in sought], dtype=KEY)
        rows = np.empty(len(keys), dtype=np.intp)
        order = np.argsort(keys, kind="stable")  # what is sought in order is found in fewer pages
        rows[order] = np.searchsorted(self.postcodes, keys[order])
        rows = np.minimum(rows, len(self) - 1)
        hits = (self.postcodes[rows] == keys).tolist()
        told = zip(*(self._told(column, rows) for column in columns), strict=True)
        found.update((code, row) for code, hit, row in zip(sought, hits, told, strict=True) if hit)
        return found

    def _told(self, column: str, rows: NDArray[np.intp]) -> list[str | None]:
        if column not in self.columns:
            return [None] * len(rows)
        held = self.columns[column]
        values: list[str | None] = [None, *held.values[1:]]
        return [values[position] for position in held.positions[rows].tolist()]


class GrowingColumn:
    """A column that is read part by part, each part with its own short list of codes."""

    def __init__(self) -> None:
        """Begin with no rows."""
        self._places: dict[str, int] = {"": 0}
        self._parts: list[NDArray[np.uint32]] = []

    def add(self, codes: Sequence[str], positions: NDArray[np.integer[Any]]) -> None:
        """Add rows: `codes[positions[n]]` each. An empty code stands for none given."""
        places = [self._places.setdefault(code, len(self._places)) for code in codes]
        self._parts.append(np.array(places, dtype=np.uint32)[positions])

    def finished(self) -> Column:
        """Return the whole column, in two bytes a row where they suffice."""
        positions = np.concatenate(self._parts) if self._parts else np.empty(0, dtype=np.uint32)
        return Column(tuple(self._places), _narrow(positions, codes=len(self._places)))


def table_of(postcodes: Sequence[str], columns: Mapping[str, Sequence[str]]) -> PostcodeTable:
    """Return the table of these postcodes, in any order, with a code each in every column.

    Spaces in postcodes do not matter. An empty code stands for none given.

    Raises NotATable: columns of another length, a postcode that is too long or not ASCII, or one
    given twice.
    """
    if strange := [code for code in postcodes if not _can_be_held(code)]:
        raise NotATable(f"{strange[0]!r} is not a postcode")
    keys = np.array([code.replace(" ", "") for code in postcodes], dtype=KEY)
    return table_of_keys(keys, {name: _column(codes) for name, codes in columns.items()})


def table_of_keys(keys: NDArray[np.bytes_], columns: Mapping[str, Column]) -> PostcodeTable:
    """Return the table of these keys (KEY), in any order, with their columns in the same order.

    Raises NotATable: a column of another length, or a postcode given twice.
    """
    for name, column in columns.items():
        if len(column.positions) != len(keys):
            raise NotATable(f"{name}: {len(column.positions)} codes for {len(keys)} postcodes")
    order = np.argsort(keys, kind="stable")
    keys = keys[order]
    if (repeated := np.flatnonzero(keys[1:] == keys[:-1])).size:
        raise NotATable(f"{keys[repeated[0]].decode()} is given more than once")
    return PostcodeTable(
        keys,
        {name: Column(column.values, column.positions[order]) for name, column in columns.items()},
    )


def completed(table: PostcodeTable, *, others: PostcodeTable) -> PostcodeTable:
    """Return the table together with the postcodes that only the other one has.

    Those keep what the other one tells in the columns of the first; a column that the other one
    does not have says NOT_TOLD of them.
    """
    held = np.zeros(len(others), dtype=np.bool_)
    if len(table):
        places = np.minimum(np.searchsorted(table.postcodes, others.postcodes), len(table) - 1)
        held = table.postcodes[places] == others.postcodes
    missing = np.flatnonzero(~held)
    untold = Column((NOT_TOLD,), np.zeros(len(others), dtype=np.uint16))
    columns = {}
    for name, column in table.columns.items():
        grown = GrowingColumn()
        grown.add(column.values, column.positions)
        added = others.columns.get(name, untold)
        grown.add(added.values, added.positions[missing])
        columns[name] = grown.finished()
    return table_of_keys(np.concatenate([table.postcodes, others.postcodes[missing]]), columns)


def authority_of_each(table: PostcodeTable, *, column: str) -> dict[str, str]:
    """Return, for each code of a column, the authority in which most of its postcodes lie.

    Of two authorities with as many postcodes, the one whose code comes first. Codes without any
    postcode of a known authority are left out.

    Raises ColumnNotHeld.
    """
    if column not in table.columns:
        raise ColumnNotHeld(f"{column}: this table has only {', '.join(sorted(table.columns))}")
    small, large = table.columns[column], table.columns["lad"]
    width = len(large.values)
    pairs, counts = np.unique(
        small.positions.astype(np.int64) * width + large.positions, return_counts=True
    )
    most: dict[str, tuple[int, str]] = {}
    for pair, count in zip(pairs.tolist(), counts.tolist(), strict=True):
        code, authority = small.values[pair // width], large.values[pair % width]
        if code not in ("", NOT_TOLD) and authority:
            most[code] = min(most.get(code, (0, "")), (-count, authority))
    return {code: authority for code, (_, authority) in most.items()}


def _can_be_held(code: str) -> bool:
    compact = code.replace(" ", "")
    return len(compact) <= _LONGEST and compact.isascii() and compact.isalnum()


def _column(codes: Sequence[str]) -> Column:
    places: dict[str, int] = {"": 0}
    positions = np.array([places.setdefault(code, len(places)) for code in codes], dtype=np.uint32)
    return Column(tuple(places), _narrow(positions, codes=len(places)))


def _narrow(
    positions: NDArray[np.unsignedinteger[Any]], *, codes: int
) -> NDArray[np.unsignedinteger[Any]]:
    return positions.astype(np.uint16) if codes <= np.iinfo(np.uint16).max else positions
