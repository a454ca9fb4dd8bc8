"""Areas as lists of local authorities: reading them, following changed codes, nesting them.

An area is known by the official codes of the authorities that it is made of, so that a payment
placed in an authority is placed in every area around it. Codes end when councils are joined or
boundaries move; a code that has ended leads to the one that followed.
"""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from socialvalue.calculations.place_files import PlaceFileFault, told_lines

_CODE = re.compile(r"[A-Z][0-9]{8}")
_OWN_CODE = re.compile(r"lieutenancy-[a-z-]+")
_AUTHORITY_HEADINGS = [
    *("code", "name", "nation", "region", "latitude", "longitude"),
    *("valid_from", "valid_to", "now"),
]
_AREA_HEADINGS = ["code", "kind", "name", "authorities", "valid_from", "note"]


class Kind(StrEnum):
    """What sort of area it is."""

    AUTHORITY = "authority"
    COUNTY = "county"
    LIEUTENANCY = "lieutenancy"
    COMBINED_AUTHORITY = "combined_authority"
    ICB = "icb"
    REGION = "region"
    NATION = "nation"
    OUTSIDE_UK = "outside_uk"


class CodesGoRound(ValueError):
    """A code that has ended leads back to itself."""


@dataclass(frozen=True, slots=True)
class AreaRow:
    """One area as its file tells it.

    `authorities` are codes, sorted; `now` is the code that follows one that has ended; latitude
    and longitude are degrees (WGS 84) of the centre, for authorities that exist today.
    """

    code: str
    name: str
    kind: Kind
    authorities: tuple[str, ...] = ()
    nation: str = ""
    region: str = ""
    latitude: float | None = None
    longitude: float | None = None
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    now: str = ""
    note: str = ""


_Code = TypeVar("_Code", bound=str)


def read_authorities(text: str, *, file: str) -> list[AreaRow]:
    """Return the authorities, present and past, in the order of the file.

    Raises PlaceFileFault: other headings or number of columns than expected, a code not in the form
    of an official one or given twice, no name, a day or a coordinate that cannot be read, an
    authority of today without its centre, or a code that leads to one that is not there.
    """
    rows = []
    for line, cells in told_lines(text, file=file, headings=_AUTHORITY_HEADINGS):
        where = f"{file}, line {line}"
        rows.append(
            AreaRow(
                code=_code(cells["code"], where=where),
                name=_name(cells["name"], where=where),
                kind=Kind.AUTHORITY,
                authorities=(cells["code"],),
                nation=cells["nation"],
                region=cells["region"],
                latitude=_degrees(cells, "latitude", most=90.0, where=where),
                longitude=_degrees(cells, "longitude", most=180.0, where=where),
                valid_from=_day(cells["valid_from"], where=where),
                valid_to=_day(cells["valid_to"], where=where),
                now=cells["now"],
            )
        )
    _refuse_repeats([row.code for row in rows], file=file)
    _refuse_loose_ends(rows, file=file)
    return rows


def read_areas(text: str, *, file: str, authorities: Iterable[AreaRow]) -> list[AreaRow]:
    """Return the areas made of authorities, in the order of the file.

    Raises PlaceFileFault as read_authorities does, and for a kind that is not known or an authority
    that is not there or has ended.
    """
    today = {row.code for row in authorities if not row.now}
    rows = []
    for line, cells in told_lines(text, file=file, headings=_AREA_HEADINGS):
        where = f"{file}, line {line}"
        codes = cells["authorities"].split()
        if strange := sorted(set(codes) - today):
            raise PlaceFileFault(f"{where}: not an authority of today: {', '.join(strange)}")
        rows.append(
            AreaRow(
                code=_code(cells["code"], where=where, own=True),
                name=_name(cells["name"], where=where),
                kind=_kind(cells["kind"], where=where),
                authorities=tuple(sorted(codes)),
                valid_from=_day(cells["valid_from"], where=where),
                note=cells["note"],
            )
        )
    _refuse_repeats([row.code for row in rows], file=file)
    return rows


def active_code(code: str, *, successors: Mapping[str, str]) -> str:
    """Return the code that stands today for this one: itself, unless it has ended.

    `successors` leads from each code that has ended to the one that followed. A code that is not
    known is returned as it is.

    Raises CodesGoRound.
    """
    seen = {code}
    while code in successors:
        code = successors[code]
        if code in seen:
            raise CodesGoRound(f"{code} leads back to itself")
        seen.add(code)
    return code


def wider(
    inner: frozenset[str], *, areas: Mapping[_Code, frozenset[str]], order: Mapping[_Code, int]
) -> list[_Code]:
    """Return the codes of the areas that hold all these authorities and at least one more.

    The nearest in size comes first; between areas of the same size, `order` decides, then the code.
    """
    holding = [code for code, authorities in areas.items() if inner < authorities]
    return sorted(holding, key=lambda code: (len(areas[code]), order[code], code))


def _code(code: str, *, where: str, own: bool = False) -> str:
    if not (_CODE.fullmatch(code) or (own and _OWN_CODE.fullmatch(code))):
        raise PlaceFileFault(f"{where}: {code!r} is not the code of an area")
    return code


def _name(name: str, *, where: str) -> str:
    if not name.strip():
        raise PlaceFileFault(f"{where}: the area has no name")
    return name


def _kind(kind: str, *, where: str) -> Kind:
    try:
        return Kind(kind)
    except ValueError:
        raise PlaceFileFault(f"{where}: {kind!r} is not a kind of area") from None


def _day(text: str, *, where: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError:
        raise PlaceFileFault(f"{where}: {text!r} is not a day such as 2023-04-01") from None


def _degrees(cells: Mapping[str, str], axis: str, *, most: float, where: str) -> float | None:
    text = cells[axis]
    if not text and cells["now"]:
        return None
    try:
        degrees = float(text)
    except ValueError:
        raise PlaceFileFault(f"{where}: the {axis} {text!r} is not a number") from None
    if not -most <= degrees <= most:
        raise PlaceFileFault(f"{where}: the {axis} {text} is not on the globe")
    return degrees


def _refuse_repeats(codes: list[str], *, file: str) -> None:
    if len(codes) != len(set(codes)):
        repeated = sorted({code for code in codes if codes.count(code) > 1})
        raise PlaceFileFault(f"{file}: given more than once: {', '.join(repeated)}")


def _refuse_loose_ends(rows: list[AreaRow], *, file: str) -> None:
    successors = {row.code: row.now for row in rows if row.now}
    known = {row.code for row in rows}
    for code in successors:
        try:
            end = active_code(code, successors=successors)
        except CodesGoRound as error:
            raise PlaceFileFault(f"{file}: {error}") from error
        if end not in known:
            raise PlaceFileFault(f"{file}: {code} leads to {end}, which is not in the file")
