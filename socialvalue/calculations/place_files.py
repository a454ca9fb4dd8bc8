"""Small files of facts about places, as the product ships them: comments, headings, cells."""

import csv
from collections.abc import Iterator

_STATED = {"Source", "Licence", "Date"}


class PlaceFileFault(ValueError):
    """A file of places breaks a rule. The message names the file and the line."""


def read_sources(text: str) -> str:
    """Return the sources, licence and date that a file of places states at its top."""
    said = [line[2:].strip() for line in text.splitlines() if line.startswith("# ")]
    return "\n".join(line for line in said if line.split(":")[0] in _STATED)


def told_lines(
    text: str, *, file: str, headings: list[str]
) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the number and the cells of every line below the headings, by heading.

    Lines that are empty or begin with # are passed over.

    Raises PlaceFileFault: other headings or another number of columns than expected.
    """
    numbered = enumerate(text.splitlines(), start=1)
    told = [(number, line) for number, line in numbered if line and not line.startswith("#")]
    found = None
    for (number, _), cells in zip(told, csv.reader(line for _, line in told), strict=True):
        if found is None:
            found = cells
            if found != headings:
                raise PlaceFileFault(f"{file}, line {number}: the headings are not {headings}")
        elif len(cells) != len(headings):
            raise PlaceFileFault(
                f"{file}, line {number}: {len(cells)} columns, where {len(headings)} are expected"
            )
        else:
            yield number, dict(zip(headings, cells, strict=True))
