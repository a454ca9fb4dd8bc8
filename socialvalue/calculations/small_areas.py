"""Small areas of the census, and wards: their kinds, and files that give their names."""

import re
from collections.abc import Iterable, Sequence
from enum import StrEnum

Cells = Sequence[object]


class SmallKind(StrEnum):
    """What sort of small area it is, with the census that drew it. Wards change every year."""

    LSOA11 = "lsoa11"
    LSOA21 = "lsoa21"
    MSOA11 = "msoa11"
    MSOA21 = "msoa21"
    WARD = "ward"


KIND_WORDS = {
    SmallKind.LSOA11: "Small areas (LSOA) of 2011",
    SmallKind.LSOA21: "Small areas (LSOA) of 2021",
    SmallKind.MSOA11: "Middle areas (MSOA) of 2011",
    SmallKind.MSOA21: "Middle areas (MSOA) of 2021",
    SmallKind.WARD: "Wards",
}

# How headings call the code and the name: "LSOA21CD", "lsoa21_code", "LSOA code (2021)".
_SHORT = re.compile(r"(?P<kind>[lm]soa|wd|ward)(?P<year>\d\d)?_?(?P<what>code|cd|name|nm)", re.I)
_LONG = re.compile(
    r"(?P<kind>[lm]soa|ward) (?P<what>code|name) \((?:20)?(?P<year>\d\d)\)", re.IGNORECASE
)
_CENSUSES = ("11", "21")
_FIRST_ROWS = 20


def small_kind(heading: object) -> tuple[SmallKind, bool] | None:
    """Return the kind that a heading speaks of, and whether it is of codes (or else of names).

    None for any other heading, and for small areas of another census than 2011 and 2021.
    """
    text = str(heading).strip()
    found = _SHORT.fullmatch(text) or _LONG.fullmatch(text)
    if not found:
        return None
    is_code = found["what"].lower() in {"code", "cd"}
    name = found["kind"].lower()
    if name in {"wd", "ward"}:
        return SmallKind.WARD, is_code
    return (SmallKind(name + found["year"]), is_code) if found["year"] in _CENSUSES else None


def names_in(rows: Iterable[Cells]) -> dict[SmallKind, dict[str, str]]:
    """Return the names of small areas by kind and code, from a table that has both.

    The headings stand in one of the first twenty rows. Nothing is returned of a table without
    such headings: it is another table, not a faulty one. Rows without a code or name give none.
    """
    pairs: dict[SmallKind, tuple[int, int]] = {}
    found: dict[SmallKind, dict[str, str]] = {}
    for number, cells in enumerate(rows):
        if not pairs:
            if number == _FIRST_ROWS:
                break
            pairs = _pairs(cells)
            found = {kind: {} for kind in pairs}
            continue
        for kind, (code_at, name_at) in pairs.items():
            if len(cells) > max(code_at, name_at):
                code, name = str(cells[code_at]).strip(), str(cells[name_at]).strip()
                if code and name:
                    found[kind][code] = name
    return found


def _pairs(cells: Cells) -> dict[SmallKind, tuple[int, int]]:
    """Return for each kind the places of its code and its name among the headings."""
    places: dict[tuple[SmallKind, bool], int] = {}
    for place, heading in enumerate(cells):
        if kind := small_kind(heading):
            places.setdefault(kind, place)
    return {
        kind: (places[kind, True], places[kind, False])
        for kind in SmallKind
        if (kind, True) in places and (kind, False) in places
    }
