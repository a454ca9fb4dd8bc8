"""What kind a supplier seems to be by its name: a proposal with its reason, for a person.

The patterns are a dated data file with a source for each. Nothing is decided here: "Council for
Voluntary Service" is no council, and only a person knows the odd ones.
"""

import csv
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from socialvalue.calculations.spend.suppliers import Kind, normal_form

_FILE = Path(__file__).parent / "data" / "kinds.csv"
_MARKS = re.compile(r"[^A-Z0-9 ]+")


@dataclass(frozen=True, slots=True)
class Proposed:
    """A kind that a name speaks for, why, by whose list, and of which day the list is."""

    kind: Kind
    because: str
    source: str
    as_of: str


@dataclass(frozen=True, slots=True)
class _Pattern:
    names: re.Pattern[str]
    unless: re.Pattern[str] | None
    proposed: Proposed


def proposed_kind(name: str, *, anchors: frozenset[str] = frozenset()) -> Proposed | None:
    """Return the kind that a name speaks for, or None if it speaks for none.

    `anchors` are the normal forms (calculations.spend.suppliers) of the anchors' own names: these
    come first. Then the patterns, in the order of the file.
    """
    if normal_form(name) in anchors:
        return Proposed(Kind.ANCHOR, "The name of one of your anchors", "your own list", "")
    text = _plain(name)
    for pattern in _patterns():
        if pattern.names.search(text) and not (pattern.unless and pattern.unless.search(text)):
            return pattern.proposed
    return None


def _plain(name: str) -> str:
    upper = name.upper().replace("&", " AND ").replace("'", "").replace(".", "")
    return " ".join(_MARKS.sub(" ", upper).split())


@cache
def _patterns() -> tuple[_Pattern, ...]:
    with _FILE.open(encoding="utf-8", newline="") as file:
        return tuple(
            _Pattern(
                re.compile(row["pattern"]),
                re.compile(row["unless"]) if row["unless"] else None,
                Proposed(Kind(row["kind"]), row["because"], row["source"], row["as_of"]),
            )
            for row in csv.DictReader(file)
        )
