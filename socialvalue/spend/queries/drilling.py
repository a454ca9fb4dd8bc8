"""The payments behind a figure of an analysis, exactly as the analysis counted them.

Postcodes and areas may have been brought up to date since: the places kept with the analysis are
used, so that the lines always add up to the figure.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from socialvalue.calculations.spend import bands
from socialvalue.calculations.spend.columns import CodedColumn, PaymentLine, PaymentLines
from socialvalue.spend.models import Analysis, PaymentFile
from socialvalue.spend.queries.counting import category_key
from socialvalue.spend.queries.lines import lines_of
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
    lines: PaymentLines
    at: np.ndarray


class CountedLines(Sequence[CountedLine]):
    """The lines behind a figure, in the order of the files; each is made when it is looked at."""

    def __init__(self, analysis: Analysis, found: Sequence[_Found]) -> None:
        self._found = found
        self._placed = analysis.placed
        self._nested = nested_areas_then(analysis)

    def __len__(self) -> int:
        return sum(len(part.at) for part in self._found)

    def __getitem__(self, at: Any) -> Any:
        if isinstance(at, slice):
            return [self[index] for index in range(*at.indices(len(self)))]
        for part in self._found:
            if at < len(part.at):
                return self._line(part, int(part.at[at]))
            at -= len(part.at)
        raise IndexError(at)

    def __iter__(self) -> Iterator[CountedLine]:
        for part in self._found:
            for index in part.at:
                yield self._line(part, int(index))

    def _line(self, part: _Found, index: int) -> CountedLine:
        line = part.lines.at(index)
        place = self._placed.get(line.postcode)
        return CountedLine(part.file, line, place, self._nested.band_of(place))


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
        lines = lines_of(file)
        days = np.asarray(lines.days)
        wanted = (days >= analysis.start.toordinal()) & (days <= analysis.end.toordinal())
        if band:
            wanted &= _where(lines.postcode, lambda text: nested.band_of(placed.get(text)) == band)
        if category is not None:
            wanted &= _where(lines.category, lambda text: category_key(text) == category)
        found.append(_Found(file, lines, np.flatnonzero(wanted)))
    return CountedLines(analysis, found)


def _where(column: CodedColumn, is_wanted: Callable[[str], bool]) -> np.ndarray:
    """Return for each line whether its text is wanted, asking once for each distinct text."""
    answers = np.fromiter(map(is_wanted, column.values), dtype=bool, count=len(column.values))
    return answers[np.asarray(column.codes)]
