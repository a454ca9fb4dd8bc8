"""The rows of a table block by block, as columns: by Arrow where a block is plain, else row by row.

Both ways take every row that is not plainly a payment to the same reader (`gathering`), so that the
same rows become lines, are set aside or are refused, whichever way they came.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from socialvalue.calculations.spend.fast.blocks import Blocks
from socialvalue.calculations.spend.fast.cells import Cells
from socialvalue.calculations.spend.fast.pounds import Sure, looks_like_money, sure_amounts
from socialvalue.calculations.spend.fast.quotes import (
    count_lines,
    is_plain,
    marks_in,
    whole_rows,
)
from socialvalue.calculations.spend.gathering import Gathered, TableReader
from socialvalue.calculations.spend.text_files import Broken, TextRow, rows_in

_MOST_KNOWN = 100_000
_LOOKED_AT_FOR_WIDTH = 64 * 1024
_ROWS_FOR_WIDTH = 25
_MOST_STRANGE = 8
# Rows that are looked at one by one take a hundred times their bytes: a block of blank lines has
# millions of them.
_MOST_ONE_BY_ONE = 250_000
"""A block is read row by row if more than one row in so many is strange."""


@dataclass(frozen=True, slots=True)
class BlockOfRows:
    """The rows of a block that look like payments, as columns, and what became of the others.

    `numbers` are the rows as a spreadsheet shows them; `texts` has an Arrow array of strings for
    each field, dictionary-coded or not; `others` has the rows set aside, the findings, the totals;
    `sure` the amounts, as far as they were read on the way.
    """

    numbers: NDArray[np.int64]
    texts: Mapping[str, Any]
    others: Gathered
    sure: Sure | None = None


class Rows:
    """Goes through the rows of a file below the headings, block by block."""

    def __init__(
        self, blocks: Blocks, table: TableReader, *, delimiter: str, rows_before: int
    ) -> None:
        """Begin after the rows that were taken from the blocks already."""
        self._blocks = blocks
        self._table = table
        self._delimiter = delimiter
        self._number = rows_before
        self._layout = table.layout
        self._known_dates: dict[str, bool] = {}

    def next(self) -> BlockOfRows | None:
        """Take the next block of rows, or None at the end of the file."""
        block = self._blocks.block()
        if not block:
            return None
        marks = marks_in(block)
        end = whole_rows(block, marks=marks)
        whole = block[:end]
        marks = marks[marks < end]
        if end and is_plain(whole, marks=marks, delimiter=self._delimiter):
            taken = self._at_once(whole)
            if taken is not None:
                self._blocks.give_back(block[end:])
                self._blocks.lines_before += count_lines(whole)
                self._number += taken.others.rows_in
                return taken
        return self._row_by_row(block)

    def _row_by_row(self, block: bytes) -> BlockOfRows:
        into = Gathered()
        self._table.go_on(into=into)
        lines = self._blocks.lines(block)
        before = self._blocks.lines_before
        rows = rows_in(lines, delimiter=self._delimiter, lines_before=before)
        most = self._number + _MOST_ONE_BY_ONE
        while not lines.at_end_of_block and self._number < most:
            self._number += 1
            self._table.take(self._number, next(rows))
        lines.give_back_the_rest()
        self._blocks.lines_before += lines.taken
        columns = {name: coder.column() for name, coder in into.fields.items()}
        texts = {
            name: pa.DictionaryArray.from_arrays(
                pa.array(np.array(column.codes, dtype=np.int32)),
                pa.array(column.values, pa.string()),
            )
            for name, column in columns.items()
        }
        return BlockOfRows(np.array(into.row, dtype=np.int64), texts, into)

    def _at_once(self, block: bytes) -> BlockOfRows | None:
        """Read a block as one table, or return None if row by row is the better way."""
        layout = self._table.layout
        width = self._usual_width(block)
        narrow = width < max(layout.named_width, layout.needed_width)
        apart = layout.has_signs_apart
        if narrow or apart or looks_like_money(layout.columns["amount"]):
            return None
        cells = Cells(block, width=width, delimiter=self._delimiter, layout=layout)
        amounts = sure_amounts(cells.texts["amount"])
        strange = self._strange(cells, amounts)
        if (len(strange) + len(cells.ragged)) * _MOST_STRANGE > len(cells):
            return None
        others = self._taken_one_by_one(cells, strange)
        if others is None:
            return None
        return _joined(cells, amounts, strange, others, before=self._number)

    def _usual_width(self, block: bytes) -> int:
        start = block[:_LOOKED_AT_FOR_WIDTH].decode(errors="replace").splitlines(keepends=True)
        rows = islice(rows_in(start, delimiter=self._delimiter), _ROWS_FOR_WIDTH)
        widths = Counter(len(row) for row in rows if not isinstance(row, Broken))
        return widths.most_common(1)[0][0] if widths else 0

    def _strange(self, cells: Cells, amounts: Sure) -> NDArray[np.intp]:
        """Return which rows may be something else than a payment: a reader must look at them."""
        strange = cells.filled_beyond.copy()
        strange |= _having(cells.texts["supplier"], self._is_total)
        strange |= _having(cells.texts["date"], self._is_no_date)
        unsure = np.flatnonzero(~amounts.is_sure)
        strange[unsure] |= np.array(
            [
                bool(text) and self._table.is_heading(text, "amount")
                for text in cells.texts["amount"].take(pa.array(unsure)).to_pylist()
            ],
            dtype=bool,
        )
        return np.flatnonzero(strange)

    def _is_total(self, texts: Any) -> list[bool]:
        """Return which of the texts say that they are totals.

        That is asked of those in which the mark of a total stands, in ASCII, and of all others that
        are not ASCII.
        """
        lower = pc.ascii_lower(texts)
        asked = pc.invert(pc.string_is_ascii(texts))
        for mark in self._table.marks_of_totals:
            asked = pc.or_(asked, pc.match_substring(lower, mark))
        found = [False] * len(texts)
        for at in np.flatnonzero(asked.to_numpy(zero_copy_only=False)).tolist():
            found[at] = self._table.says_total(texts[at].as_py())
        return found

    def _is_no_date(self, texts: Any) -> list[bool]:
        """Return which of the texts are empty, or headings in the place of a date."""
        if self._layout is not self._table.layout:
            self._layout = self._table.layout
            self._known_dates.clear()
        known = self._known_dates
        if len(known) > _MOST_KNOWN:
            known.clear()
        for text in texts.to_pylist():
            if text not in known:
                known[text] = not text or self._table.is_heading(text, "date")
        return [known[text] for text in texts.to_pylist()]

    def _taken_one_by_one(self, cells: Cells, strange: NDArray[np.intp]) -> Gathered | None:
        """Take the strange rows, in their order; None if one of them changes the columns."""
        into = Gathered()
        self._table.go_on(into=into)
        layouts = len(self._table.layouts)
        one_by_one: dict[int, TextRow] = dict(cells.ragged)
        one_by_one.update(zip(cells.numbers[strange].tolist(), cells.rows(strange), strict=True))
        for number in sorted(one_by_one):
            self._table.take(self._number + number, one_by_one[number])
            if len(self._table.layouts) > layouts:
                del self._table.layouts[layouts:]
                return None
        into.rows_in = len(cells)
        return into


def _having(column: Any, fits: Callable[[Any], list[bool]]) -> NDArray[np.bool_]:
    """Return for each row of a coded column whether its text fits, which is asked once of each."""
    fitting = np.array(fits(column.dictionary), dtype=bool)
    if not fitting.any():
        return np.zeros(len(column), dtype=bool)
    answer: NDArray[np.bool_] = fitting[column.indices.to_numpy()]
    return answer


def _joined(
    cells: Cells, amounts: Sure, strange: NDArray[np.intp], others: Gathered, *, before: int
) -> BlockOfRows:
    """Return the rows that are lines: all but those that were looked at and were none."""
    numbers = cells.numbers + before
    added = np.array(others.row, dtype=np.int64)
    keep = np.ones(len(numbers), dtype=bool)
    keep[strange] = np.isin(numbers[strange], added)
    texts = cells.texts
    if not keep.all():
        texts = {name: column.filter(pa.array(keep)) for name, column in texts.items()}
        numbers, amounts = numbers[keep], amounts.of(keep)
    inserted = np.flatnonzero(~np.isin(added, numbers))
    if not len(inserted):
        return BlockOfRows(numbers, texts, others, amounts)
    numbers = np.concatenate([numbers, added[inserted]])
    order = pa.array(np.argsort(numbers))
    return BlockOfRows(
        np.sort(numbers),
        {name: _inserted(of, others, name, inserted, order) for name, of in texts.items()},
        others,
    )


def _inserted(
    texts: Any, others: Gathered, name: str, inserted: NDArray[np.intp], order: Any
) -> Any:
    column = others.fields[name].column()
    more = pa.array([column[at] for at in inserted.tolist()], pa.string())
    if isinstance(texts, pa.DictionaryArray):
        parts = pa.chunked_array([texts, more.dictionary_encode()]).unify_dictionaries()
        return parts.combine_chunks().take(order)
    return pa.concat_arrays([texts, more]).take(order)
