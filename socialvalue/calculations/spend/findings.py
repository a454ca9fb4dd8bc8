"""What a reader found wrong in a payments file: which cell, what is wrong, and what to do."""

from collections.abc import Mapping
from dataclasses import dataclass, field

_LONGEST_CELL = 60


class FileRefused(ValueError):
    """The file as a whole cannot be read. The message says why and what to do, in plain words."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found in one place of a file.

    `sheet` is empty for a text file; `row` counts from 1 as a spreadsheet shows it (0: the whole
    file or sheet); `heading` and `cell` may be empty. `refused` says that the row was left out
    because of it; otherwise the row was read, in the way that `remedy` tells. `texts` has the cells
    of a row that was left out by field, as far as they could be told apart, so that a person can
    correct them.
    """

    sheet: str
    row: int
    heading: str
    cell: str
    problem: str
    remedy: str
    refused: bool = True
    texts: Mapping[str, str] = field(default_factory=dict, compare=False, repr=False)

    def __str__(self) -> str:
        """Return the finding as one plain sentence or two."""
        places = [
            f"sheet {self.sheet}" if self.sheet else "",
            f"row {self.row}" if self.row else "",
            f"column {self.heading}" if self.heading else "",
        ]
        where = ", ".join(place for place in places if place)
        cell = f' ("{shortened(self.cell)}")' if self.cell else ""
        return (
            f"{where}: {self.problem}{cell}. {self.remedy}."
            if where
            else (f"{self.problem}{cell}. {self.remedy}.")
        )


def shortened(text: str) -> str:
    """Return the text on one line, cut to sixty characters, for use in a sentence."""
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_CELL else f"{line[: _LONGEST_CELL - 3]}..."
