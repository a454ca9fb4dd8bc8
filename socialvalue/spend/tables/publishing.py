"""Tables for the public: no figure that stands for few payments (spend rule 19)."""

from collections.abc import Sequence
from dataclasses import replace

from socialvalue.calculations.spend.small_cells import FEWEST

from .table import NOT_SHOWN, Kind, Row, Table


def without_few(table: Table) -> Table:
    """Return a table without the figures of rows that stand for few payments.

    A count and the figures to its right, up to the next count, belong together. Where what is
    left out stands for few payments together, the next smallest is too: else it would follow from
    the total.
    """
    rows = list(table.rows)
    for columns in _blocks(table):
        for place in _hidden([row.cells[columns[0]] for row in rows]):
            cells = list(rows[place].cells)
            for column in columns:
                cells[column] = NOT_SHOWN
            rows[place] = Row(cells, rows[place].query)
    return replace(table, rows=rows)


def _blocks(table: Table) -> list[list[int]]:
    """Return the places of each count and of the figures that belong to it."""
    blocks: list[list[int]] = []
    for place, head in enumerate(table.heads):
        if head.kind is Kind.COUNT:
            blocks.append([place])
        elif blocks:
            blocks[-1].append(place)
    return blocks


def _hidden(counts: Sequence[object]) -> list[int]:
    """Return the places of the rows to leave out."""
    known = [
        (count, place) for place, count in enumerate(counts) if isinstance(count, int) and count
    ]
    few = [(count, place) for count, place in known if count < FEWEST]
    others = sorted((count, place) for count, place in known if count >= FEWEST)
    if few and sum(count for count, _ in few) < FEWEST:
        few += others[:1]
    return [place for _, place in few]
