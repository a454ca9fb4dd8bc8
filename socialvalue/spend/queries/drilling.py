"""The payments behind a figure of an analysis, exactly as the analysis counted them.

Postcodes and areas may have been brought up to date since: the places kept with the analysis are
used, so that the lines always add up to the figure.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from socialvalue.calculations.spend import bands
from socialvalue.calculations.spend.columns import CodedColumn, PaymentLine
from socialvalue.spend import store
from socialvalue.spend.models import Analysis, PaymentFile
from socialvalue.spend.queries.counting import category_key
from socialvalue.spend.queries.lines import kept_path
from socialvalue.spend.queries.placing import nested_areas_then


@dataclass(frozen=True)
class CountedLine:
    """A payment line that an analysis counts, with where it was read and where it went."""

    file: PaymentFile
    line: PaymentLine
    place: bands.Place
    band: str


class _Found(NamedTuple):
    """The lines of one file that are wanted: their positions, in the order of the file."""

    file: PaymentFile
    path: Path
    positions: np.ndarray


class CountedLines(Sequence[CountedLine]):
    """The lines behind a figure, in the order of the files; they are read when looked at."""

    def __init__(self, analysis: Analysis, found: Sequence[_Found]) -> None:
        self._found = found
        self._placed = analysis.placed
        self._nested = nested_areas_then(analysis)

    def __len__(self) -> int:
        return sum(len(part.positions) for part in self._found)

    def __getitem__(self, at: Any) -> Any:
        if isinstance(at, slice):
            start, stop, _ = at.indices(len(self))
            return list(self._between(start, stop))
        return next(self._between(at, at + 1))

    def __iter__(self) -> Iterator[CountedLine]:
        return self._between(0, len(self))

    def _between(self, start: int, stop: int) -> Iterator[CountedLine]:
        for file, path, positions in self._found:
            wanted = positions[max(start, 0) : max(stop, 0)]
            for some in range(0, len(wanted), store.ROWS_A_GROUP):
                for line in store.lines_at(path, wanted[some : some + store.ROWS_A_GROUP]):
                    place = self._placed.get(line.postcode)
                    yield CountedLine(file, line, place, self._nested.band_of(place))
            start, stop = start - len(positions), stop - len(positions)


def counted_lines(
    analysis: Analysis, *, band: str = "", category: str | None = None
) -> CountedLines:
    """Return the lines that an analysis counts, of one band or category or of all.

    `band` "" is any of them. `category` is the key of one (category_key), also that of no category
    at all, which is empty; None is any of them.
    """
    nested, placed = nested_areas_then(analysis), analysis.placed
    found = []
    for file in analysis.files.order_by("name", "pk"):
        path = kept_path(file)
        days = store.numbers_of(path, "days")
        wanted = (days >= analysis.start.toordinal()) & (days <= analysis.end.toordinal())
        if band:
            postcodes = store.text_of(path, "postcode")
            wanted &= _where(postcodes, lambda text: nested.band_of(placed.get(text)) == band)
        if category is not None:
            categories = store.text_of(path, "category")
            wanted &= _where(categories, lambda text: category_key(text) == category)
        found.append(_Found(file, path, np.flatnonzero(wanted)))
    return CountedLines(analysis, found)


def _where(column: CodedColumn, is_wanted: Callable[[str], bool]) -> np.ndarray:
    """Return for each line whether its text is wanted, asking once for each distinct text."""
    answers = np.fromiter(map(is_wanted, column.values), dtype=bool, count=len(column.values))
    return answers[np.asarray(column.codes)]
