"""Reads: what a file holds, where its payments went, and which payments stand behind a figure."""

from .counting import WorkedOut, worked_out
from .drilling import CountedLine, CountedLines, counted_lines
from .lines import first_lines, lines_path, read_whole
from .proposing import Proposal, alike, look, proposal

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
    "read_whole",
    "worked_out",
]
