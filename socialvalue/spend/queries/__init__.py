"""Reads: what a file holds, where its payments went, and which payments stand behind a figure."""

from .asking import MINIMUM_LOCATED, TOP, terms_of
from .counting import Again, WorkedOut, category_key, worked_again, worked_out
from .drilling import (
    ANY_REASON,
    PARAMETERS,
    CountedLine,
    CountedLines,
    UnknownChoice,
    counted_lines,
)
from .lines import first_lines, lines_path, read_whole
from .proposing import Proposal, alike, look, proposal

__all__ = [
    "ANY_REASON",
    "MINIMUM_LOCATED",
    "PARAMETERS",
    "TOP",
    "Again",
    "CountedLine",
    "CountedLines",
    "Proposal",
    "UnknownChoice",
    "WorkedOut",
    "alike",
    "category_key",
    "counted_lines",
    "first_lines",
    "lines_path",
    "look",
    "proposal",
    "read_whole",
    "terms_of",
    "worked_again",
    "worked_out",
]
