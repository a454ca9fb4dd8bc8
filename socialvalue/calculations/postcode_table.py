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
        distinct = list(dict.fromkeys(codes))
        found: dict[str, str | None] = dict.fromkeys(distinct)
        sought = [code for code in distinct if _can_be_held(code)]
        if not sought or not len(self):
            return found

        keys = np.array([code.replace(" ", "") for code in sought], dtype=f"S{_LONGEST}")
        places = np.minimum(np.searchsorted(self.postcodes, keys), len(self) - 1)
        hits = self.postcodes[places] == keys
        held = self.columns[column]
        for code, hit, position in zip(
            sought, hits.tolist(), held.positions[places].tolist(), strict=True
        ):
            if hit and position:
                found[code] = held.values[position]
        return found


def table_of(postcodes: Sequence[str], columns: Mapping[str, Sequence[str]]) -> PostcodeTable:
    """Return the table of these postcodes, in any order, with a code each in every column.

    Spaces in postcodes do not matter. An empty code stands for none given.

    Raises NotATable: columns of another length, a postcode that is too long or not ASCII, or one
    given twice.
    """
    for name, codes in columns.items():
        if len(codes) != len(postcodes):
            raise NotATable(f"{name}: {len(codes)} codes for {len(postcodes)} postcodes")
    if strange := [code for code in postcodes if not _can_be_held(code)]:
        raise NotATable(f"{strange[0]!r} is not a postcode")
    keys = np.array([code.replace(" ", "") for code in postcodes], dtype=f"S{_LONGEST}")
    order = np.argsort(keys, kind="stable")
    keys = keys[order]
    if (repeated := np.flatnonzero(keys[1:] == keys[:-1])).size:
        raise NotATable(f"{keys[repeated[0]].decode()} is given more than once")
    return PostcodeTable(keys, {name: _column(codes, order) for name, codes in columns.items()})


def _can_be_held(code: str) -> bool:
    compact = code.replace(" ", "")
    return len(compact) <= _LONGEST and compact.isascii() and compact.isalnum()


def _column(codes: Sequence[str], order: NDArray[np.intp]) -> Column:
    places: dict[str, int] = {"": 0}
    positions = [places.setdefault(code, len(places)) for code in codes]
    narrow = len(places) <= np.iinfo(np.uint16).max
    held: NDArray[np.unsignedinteger[Any]] = (
        np.array(positions, dtype=np.uint16) if narrow else np.array(positions, dtype=np.uint32)
    )
    return Column(tuple(places), held[order])
