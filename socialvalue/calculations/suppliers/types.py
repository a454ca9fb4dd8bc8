"""What a payments file says that a supplier is: its own column, read with the file's own words.

"SME" is three sizes in one and says no size: it is kept as what the file says, and no more. What
the words mean is a dated data file with a source for each.
"""

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

_FILE = Path(__file__).parent / "data" / "types.csv"
_MARKS = re.compile(r"[^A-Z0-9 ]+")
_PARTY = "(?:supplier|vendor|creditor|payee|beneficiary)"
_HEADINGS = tuple(
    map(
        re.compile,
        (
            rf"{_PARTY}s?(?:obs)?(?:type|class|classification|kind|status)s?(?:description)?",
            rf"typeof(?:the)?{_PARTY}",
            rf"(?:{_PARTY})?(?:sme|vcse?|smevcse?|smeorvcse?)(?:status|flag|yn)?",
        ),
    )
)


@dataclass(frozen=True, slots=True)
class Stated:
    """A fact of a supplier that a text says: `kind`, `size` or `is_individual`, and its value."""

    fact: str
    value: str


def type_heading(headings: Sequence[str]) -> str:
    """Return the heading of the column that says what each supplier is; empty if there is none."""
    squashed = [re.sub(r"[^a-z]+", "", heading.lower()) for heading in headings]
    for pattern in _HEADINGS:
        for heading, plain in zip(headings, squashed, strict=True):
            if pattern.fullmatch(plain):
                return heading
    return ""


@lru_cache(maxsize=4096)
def stated_by(text: str) -> Stated | None:
    """Return what a text in that column says of the supplier, or None if it says nothing known."""
    plain = " ".join(_MARKS.sub(" ", text.upper()).split())
    return next((stated for pattern, stated in _patterns() if pattern.fullmatch(plain)), None)


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], Stated], ...]:
    with _FILE.open(encoding="utf-8", newline="") as file:
        return tuple(
            (re.compile(row["pattern"]), Stated(row["fact"], row["value"]))
            for row in csv.DictReader(file)
        )
