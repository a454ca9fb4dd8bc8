"""Indices of deprivation: which there are, and the tenth in which each small area falls.

A decile of 1 is the most deprived tenth of England's small areas (LSOA). Each index joins the small
areas of one census only. Their codes look alike, and most did not change, so a wrong join would
pass unnoticed: it is refused by what the headings and the index say, never guessed from the codes.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from socialvalue.calculations.place_files import PlaceFileFault, told_lines
from socialvalue.calculations.small_areas import Cells, SmallKind, small_kind

_HEADINGS = ["code", "name", "nation", "lsoa_vintage", "areas", "source"]
_DECILE = re.compile(
    r"index of multiple deprivation \(imd\) decile.*|imd_?decile", re.IGNORECASE | re.DOTALL
)
_VINTAGES = {SmallKind.LSOA11: 2011, SmallKind.LSOA21: 2021}
_OF_ENGLAND = re.compile(r"E01\d{6}")
_YEAR = re.compile(r"(?:IMD|IoD)[^0-9]{0,3}(20\d\d)", re.IGNORECASE)
_FIRST_ROWS = 20


class NotADeprivationFile(ValueError):
    """The file cannot be read as an index of deprivation. The message says what is wrong."""


class WrongVintage(ValueError):
    """An index and small areas of different censuses. The message is the sentence to show."""


@dataclass(frozen=True, slots=True)
class KnownIndex:
    """An index that can be loaded: the census of its small areas, and how many it has."""

    code: str
    name: str
    nation: str
    lsoa_vintage: int
    areas: int
    source: str


@dataclass(frozen=True, slots=True)
class Deciles:
    """The decile of each small area, and the census that drew those areas."""

    lsoa_vintage: int
    deciles: Mapping[str, int]


def read_indices(text: str, *, file: str) -> dict[str, KnownIndex]:
    """Return the indices that a file lists, by code.

    Raises PlaceFileFault: a code given twice, or a year or number that is none.
    """
    found: dict[str, KnownIndex] = {}
    for line, cells in told_lines(text, file=file, headings=_HEADINGS):
        where = f"{file}, line {line}"
        if cells["code"] in found:
            raise PlaceFileFault(f"{where}: {cells['code']} is given more than once")
        if cells["lsoa_vintage"] not in {str(vintage) for vintage in _VINTAGES.values()}:
            raise PlaceFileFault(f"{where}: {cells['lsoa_vintage']!r} is not a census of LSOAs")
        if not cells["areas"].isdecimal():
            raise PlaceFileFault(f"{where}: {cells['areas']!r} is not a number of areas")
        found[cells["code"]] = KnownIndex(
            code=cells["code"],
            name=cells["name"],
            nation=cells["nation"],
            lsoa_vintage=int(cells["lsoa_vintage"]),
            areas=int(cells["areas"]),
            source=cells["source"],
        )
    return found


def index_named_in(file_name: str) -> str:
    """Return the code of the index that a file's name speaks of ("imd2019"); empty if none."""
    found = _YEAR.search(file_name)
    return f"imd{found[1]}" if found else ""


def read_deciles(tables: Iterable[tuple[str, Iterable[Cells]]]) -> Deciles:
    """Return the deciles from the first of the tables (name and rows) that has them.

    The headings are those of the official "File 7" ("LSOA code (2021)", "Index of Multiple
    Deprivation (IMD) Decile (where 1 is most deprived 10% of LSOAs)") or the short ones of plain
    tables ("lsoa21_code", "IMD_decile"), in one of the first twenty rows.

    Raises NotADeprivationFile, with table and row: no such headings, small areas of two censuses, a
    code that is not of a small area of England or is given twice, a decile that is not 1 to 10.
    """
    for name, rows in tables:
        numbered = enumerate(rows, start=1)
        if place := _headings(numbered):
            return _deciles(numbered, *place, table=name)
    raise NotADeprivationFile(
        "The file has no columns such as LSOA code (2021) and "
        "Index of Multiple Deprivation (IMD) Decile"
    )


def refuse_other_vintage(index: str, *, joins: int, vintage: int) -> None:
    """Raise WrongVintage, with a sentence, unless the index joins small areas of that census."""
    if joins != vintage:
        raise WrongVintage(
            f"{index} joins the small areas (LSOA) of {joins}, and these are of {vintage}: "
            "the two are never mixed"
        )


def _headings(numbered: Iterable[tuple[int, Cells]]) -> tuple[int, int, int] | None:
    """Return the vintage, and the places of code and decile; reads on to the row of headings."""
    for number, cells in numbered:
        spoken = [(place, small_kind(cell)) for place, cell in enumerate(cells)]
        codes = [
            (place, _VINTAGES[told[0]])
            for place, told in spoken
            if told and told[1] and told[0] in _VINTAGES
        ]
        deciles = [
            place for place, cell in enumerate(cells) if _DECILE.fullmatch(str(cell).strip())
        ]
        if codes and deciles:
            if len({vintage for _, vintage in codes}) > 1:
                raise NotADeprivationFile("The file has small areas (LSOA) of 2011 and of 2021")
            place, vintage = codes[0]
            return vintage, place, deciles[0]
        if number == _FIRST_ROWS:
            break
    return None


def _deciles(
    numbered: Iterable[tuple[int, Cells]], vintage: int, code_at: int, decile_at: int, *, table: str
) -> Deciles:
    found: dict[str, int] = {}
    for number, cells in numbered:
        if not any(str(cell).strip() for cell in cells):
            continue
        where = f"{table}, row {number}"
        code = str(cells[code_at]).strip() if len(cells) > code_at else ""
        if not _OF_ENGLAND.fullmatch(code):
            raise NotADeprivationFile(
                f"{where}: {code!r} is not a small area (LSOA) of England; the indices of Wales, "
                "Scotland and Northern Ireland are not comparable and are not used"
            )
        if code in found:
            raise NotADeprivationFile(f"{where}: {code} is given more than once")
        found[code] = _decile(cells[decile_at] if len(cells) > decile_at else "", where=where)
    return Deciles(vintage, found)


def _decile(cell: object, *, where: str) -> int:
    text = str(cell).strip().removesuffix(".0")  # a spreadsheet gives its whole numbers a point
    if not (text.isdecimal() and 1 <= int(text) <= 10):
        raise NotADeprivationFile(f"{where}: {text!r} is not a decile from 1 to 10")
    return int(text)
