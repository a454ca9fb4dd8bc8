"""The cells of a plain block of CSV as Arrow columns, nothing inferred."""

import io
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray
from pyarrow import csv

from socialvalue.calculations.spend.gathering import AROUND_CELLS
from socialvalue.calculations.spend.headings import FIELDS
from socialvalue.calculations.spend.layout import Layout
from socialvalue.calculations.spend.text_files import TextRow, rows_in

CODED = ("supplier", "date", "category", "postcode")
"""The fields of which a file has few distinct texts: they are read dictionary-coded."""

_CODED = pa.dictionary(pa.int32(), pa.string())
_ROOM = 32


class Cells:
    """The rows of a block (`quotes.is_plain`) that have `width` cells, and the others."""

    def __init__(self, block: bytes, *, width: int, delimiter: str, layout: Layout) -> None:
        """Take the cells of the block apart."""
        self._block = block
        self._delimiter = delimiter
        self._names = [str(at) for at in range(width)]
        self.ragged: dict[int, TextRow] = {}
        """Rows of another width, by their number in the block, from 1."""
        at = {name: str(place) for name, place in layout.positions.items() if place < width}
        beyond = self._names[layout.width :]
        kinds = {column: _CODED if name in CODED else pa.string() for name, column in at.items()}
        table = self._parsed(kinds | dict.fromkeys(beyond, pa.string()), ragged=self.ragged)
        self.texts = {
            name: trimmed(in_one_piece(table.column(at[name])))
            if name in at
            else empty_texts(table.num_rows)
            for name in FIELDS
        }
        """The column of each field, trimmed; of empty texts where there is none."""
        self.numbers = _without(table.num_rows + len(self.ragged), self.ragged)
        """The number in the block of each row that has the usual width."""
        self.filled_beyond = np.zeros(table.num_rows, dtype=bool)
        """Whether a row has something in a cell beyond the last column of the headings."""
        for name in beyond:
            filled = pc.not_equal(trimmed(in_one_piece(table.column(name))), "")
            self.filled_beyond |= filled.to_numpy(zero_copy_only=False)

    def __len__(self) -> int:
        """Return how many rows the block has, of whatever width."""
        return len(self.numbers) + len(self.ragged)

    def rows(self, places: NDArray[np.intp]) -> list[list[str]]:
        """Return the rows at those places among those of the usual width, every cell."""
        if not len(places):
            return []
        table = self._parsed(dict.fromkeys(self._names, pa.string()), ragged={})
        columns = [column.to_pylist() for column in table.take(pa.array(places)).columns]
        return [list(row) for row in zip(*columns, strict=True)]

    def _parsed(self, kinds: Mapping[str, Any], *, ragged: dict[int, TextRow]) -> Any:
        def note(row: Any) -> str:
            lines = io.StringIO(row.text, newline="")
            ragged[row.number] = next(rows_in(lines, delimiter=self._delimiter))
            return "skip"

        return csv.read_csv(
            pa.BufferReader(self._block),
            read_options=csv.ReadOptions(
                column_names=self._names, block_size=len(self._block) + 1, use_threads=False
            ),
            parse_options=csv.ParseOptions(
                delimiter=self._delimiter,
                newlines_in_values=True,
                ignore_empty_lines=False,
                invalid_row_handler=note,
            ),
            convert_options=csv.ConvertOptions(
                column_types=kinds,
                include_columns=list(kinds),
                strings_can_be_null=False,
                check_utf8=False,
            ),
        )


def _without(many: int, numbers: Sequence[int] | Mapping[int, TextRow]) -> NDArray[np.int64]:
    """Return the numbers from 1 to `many` except those."""
    left = np.ones(many, dtype=bool)
    left[[number - 1 for number in numbers]] = False
    return np.flatnonzero(left) + 1


def in_one_piece(column: Any) -> Any:
    """Return a column of a table as one array."""
    return column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()


def empty_texts(rows: int) -> Any:
    """Return a coded column of empty texts."""
    codes = pa.array(np.zeros(rows, dtype=np.int32))
    return pa.DictionaryArray.from_arrays(codes, pa.array([""], pa.string()))


def coded(texts: Any) -> Any:
    """Return a column with each distinct text once, in the order of first appearance."""
    plain = texts.dictionary_decode() if isinstance(texts, pa.DictionaryArray) else texts
    return plain.dictionary_encode()


def trimmed(texts: Any) -> Any:
    """Return the texts without white space and marks around them, coded if they were."""
    if not isinstance(texts, pa.DictionaryArray):
        return pc.utf8_trim(texts, characters=AROUND_CELLS)
    values = pc.utf8_trim(texts.dictionary, characters=AROUND_CELLS)
    if values.equals(texts.dictionary):
        return texts
    return coded(pa.DictionaryArray.from_arrays(texts.indices, values))


def bytes_of(texts: Any) -> tuple[NDArray[np.uint8], NDArray[np.int64], NDArray[np.int64]]:
    """Return the bytes of an Arrow array of strings, and where each text begins and ends.

    There is room of 32 bytes before the first text and behind the last one.
    """
    _, offsets, data = texts.buffers()
    many = len(texts)
    ends = np.frombuffer(offsets, dtype=np.int32)[texts.offset : texts.offset + many + 1]
    room = np.zeros(_ROOM, dtype=np.uint8)
    held = np.frombuffer(data, dtype=np.uint8) if data is not None and data.size else room
    places = ends.astype(np.int64) + _ROOM
    return np.concatenate([room, held, room]), places[:-1], places[1:]
