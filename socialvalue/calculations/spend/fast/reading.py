"""Reading a payments file of any size into a partition, with bounded memory.

The same rows, findings and lines as `reading.read_payments` gives, which holds the whole file: a
text goes through block by block; a spreadsheet, whose size its program bounds, is read by that.
"""

from collections.abc import Collection, Iterator, Mapping
from itertools import islice
from typing import Any, BinaryIO, Protocol

from socialvalue.calculations.spend.fast.ahead import done_beside, made_ahead
from socialvalue.calculations.spend.fast.blocks import BLOCK, Blocks, pieces_of
from socialvalue.calculations.spend.fast.days import Dates
from socialvalue.calculations.spend.fast.noting import Notes
from socialvalue.calculations.spend.fast.partition import tables_of
from socialvalue.calculations.spend.fast.rows import BlockOfRows, Rows
from socialvalue.calculations.spend.fast.scanning import encoding_of
from socialvalue.calculations.spend.fast.summaries import Summary
from socialvalue.calculations.spend.fast.working import ControlTotalsDiffer, Works
from socialvalue.calculations.spend.findings import FileRefused
from socialvalue.calculations.spend.gathering import Gathered, TableReader
from socialvalue.calculations.spend.headings import Amounts
from socialvalue.calculations.spend.layout import Layout
from socialvalue.calculations.spend.parsing import remarks_on_dates
from socialvalue.calculations.spend.reading import (
    TOTAL_ROW_MARKERS,
    best_delimiter,
    layout_to_show,
    read_payments,
    refuse_unknown_headings,
    remarks_on,
    wishes_of,
)
from socialvalue.calculations.spend.sheets import (
    TableStart,
    Wishes,
    aside_title,
    aside_unread,
    sample_of,
    start_of_table,
)
from socialvalue.calculations.spend.text_files import LOOKED_AT, ROWS_LOOKED_AT, TextRow, rows_in
from socialvalue.calculations.spend.workbooks import is_workbook

MOST_NOTED = 10_000
_NOTED_AT_ONCE = 10_000
_PIECES_AHEAD = 16  # about a block
MOST_WITHOUT_PAYMENT = 1_000_000
"""A file is refused if so many rows hold no payment: a hostile one has a hundred million."""


class Writer(Protocol):
    """Takes the lines of a file as Arrow tables (`partition.SCHEMA`), a block at a time."""

    def add(self, lines: Any) -> None:
        """Take the next lines."""

    def start_again(self) -> None:
        """Forget all lines taken so far."""


def read_into(
    file: BinaryIO,
    *,
    name: str,
    writer: Writer,
    confirmed_columns: Mapping[str, str] | None = None,
    amounts: Amounts | str | None = None,
    total_row_markers: Collection[str] = TOTAL_ROW_MARKERS,
    most_noted: int | None = MOST_NOTED,
    block: int = BLOCK,
) -> Summary:
    """Read a payments file into a writer and return what is told of it.

    The arguments are those of `reading.read_payments`. Of findings and of rows set aside the first
    `most_noted` of each kind are kept, all if None. `block`: how many bytes of text are in memory
    at a time. Where this raises, what the writer has taken is part of a file: throw it away.

    Raises FileRefused and ValueError as `reading.read_payments` does; ControlTotalsDiffer if rows
    or pence were lost on the way.
    """
    wishes = wishes_of(confirmed_columns, amounts=amounts, total_row_markers=total_row_markers)
    file.seek(0)
    if is_workbook(file.read(8)):
        file.seek(0)
        reading = read_payments(
            file.read(),
            name=name,
            confirmed_columns=confirmed_columns,
            amounts=amounts,
            total_row_markers=total_row_markers,
        )
        for table in tables_of(reading.lines):
            writer.add(table)
        return Summary.of(reading)
    encoding = encoding_of(file)

    def read(dates: Dates) -> Summary:
        first = pieces_of(file, encoding=encoding, size=2 * LOOKED_AT)
        text = _Text(Blocks(first, size=2 * LOOKED_AT), encoding, wishes, most_noted=most_noted)
        all_pieces = pieces_of(file, encoding=encoding, size=block)
        with made_ahead(all_pieces, at_once=_PIECES_AHEAD) as pieces:
            blocks = Blocks(pieces, size=block)
            return text.read(blocks, name=name, writer=writer, dates=dates)

    dates = Dates(None)
    summary = read(dates)
    if summary.date_order is dates.order:
        return summary
    # Rare: only dates further down showed in which order they are to be read.
    writer.start_again()
    return read(Dates(summary.date_order))


class _Text:
    """One going through a text file, of which the beginning is known."""

    def __init__(
        self, head: Blocks, encoding: str, wishes: Wishes, *, most_noted: int | None
    ) -> None:
        self._encoding = encoding
        self._wishes = wishes
        self._notes = Notes(most=most_noted)
        self._rows = 0
        start = head.head().decode(errors="ignore")[:LOOKED_AT]
        self._delimiter = best_delimiter(start, wishes=wishes)
        self._first = list(islice(self._rows_of(head), ROWS_LOOKED_AT))

    def _rows_of(self, blocks: Blocks) -> Iterator[TextRow]:
        return rows_in(blocks.lines(b""), delimiter=self._delimiter)

    def read(self, blocks: Blocks, *, name: str, writer: Writer, dates: Dates) -> Summary:
        """Read the file; the dates in the order given, or in the one that they first show."""
        into = Gathered()
        start = start_of_table("", self._first, wishes=self._wishes, into=into)
        self._notes.find(into.findings)
        works = Works(dates, kind=start.layout.amounts, notes=self._notes)
        if start.layout.missing:
            self._set_all_aside(blocks)
            layouts = [start.layout]
        else:
            layouts = self._lines(blocks, start, works, writer)
        refuse_unknown_headings(layouts, self._wishes)
        self._notes.find(remarks_on(layouts))
        self._notes.find(remarks_on_dates(dates.seen))
        shown = layout_to_show(layouts)
        summary = Summary(
            name=name,
            kind="csv",
            encoding=self._encoding,
            delimiter=self._delimiter,
            layouts=tuple(layouts),
            layout=shown,
            placed=works.placed,
            date_order=dates.seen.order,
            date_forms=frozenset(dates.forms),
            money_style=works.style,
            rows_in=self._rows,
            rows_refused=self._notes.rows_refused,
            findings=self._notes.findings,
            set_aside=tuple(self._notes.set_aside),
            problems=self._notes.problems,
            asides=self._notes.asides,
            sample=tuple(sample_of(self._first, start.layout)),
        )
        if summary.rows_in != works.placed.lines + summary.rows_set_aside + summary.rows_refused:
            raise ControlTotalsDiffer("rows in are not those placed, set aside and refused")
        return summary

    def _set_all_aside(self, blocks: Blocks) -> None:
        """Set every row aside: there is no table."""
        into = Gathered()
        for number, row in enumerate(self._rows_of(blocks), start=1):
            aside_unread("", number, row, into=into)
            if len(into.set_aside) == _NOTED_AT_ONCE:
                self._notes.aside(into.set_aside)
                into.set_aside.clear()
        self._notes.aside(into.set_aside)
        self._rows = into.rows_in

    def _lines(
        self, blocks: Blocks, start: TableStart, works: Works, writer: Writer
    ) -> list[Layout]:
        """Write the lines of the table, and return the layouts met on the way."""
        self._set_titles_aside(blocks, start.rows_above, header=start.layout.header_row)
        table = TableReader(
            Gathered(),
            start.layout,
            total_markers=self._wishes.total_markers,
            relaid=start.relaid,
        )
        rows = Rows(blocks, table, delimiter=self._delimiter, rows_before=self._rows)

        def keep(block: BlockOfRows) -> None:
            writer.add(works.lines(block))
            self._rows += block.others.rows_in
            if self._rows > MOST_WITHOUT_PAYMENT and not works.placed.lines:
                raise FileRefused(
                    f"The first {self._rows:,} rows hold no payment that can be read. Look at the "
                    "file in a text editor: it may not be a table of payments, or a quotation mark "
                    "may be opened and never closed."
                )

        with done_beside(keep) as take:
            while (block := rows.next()) is not None:
                take(block)
        return table.layouts

    def _set_titles_aside(self, blocks: Blocks, rows_above: int, *, header: int | None) -> None:
        into = Gathered()
        lines = blocks.lines(b"")
        above = islice(rows_in(lines, delimiter=self._delimiter), rows_above)
        for number, row in enumerate(above, start=1):
            aside_title("", number, row, into=into, header=header)
        lines.give_back_the_rest()
        blocks.lines_before += lines.taken
        self._notes.aside(into.set_aside)
        self._rows = rows_above
