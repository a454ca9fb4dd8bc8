"""Reads: what a file holds, where its payments went, and which payments stand behind a figure."""

from .counting import WorkedOut, worked_out
from .drilling import CountedLine, CountedLines, counted_lines
from .lines import first_lines, lines_path
from .proposing import Proposal, alike, look, proposal, reading_of

__all__ = [
    "CountedLine",
    "CountedLines",
    "Proposal",
    "WorkedOut",
    "alike",
    "counted_lines",
    "first_lines",
    "lines_path",
    "look",
    "proposal",
    "reading_of",
    "worked_out",
]
