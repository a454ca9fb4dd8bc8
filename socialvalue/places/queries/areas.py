"""Reads of areas: what to choose from, what lies around, what a code is called."""

import datetime as dt
from collections.abc import Iterable

from django.utils.formats import date_format

from socialvalue.calculations.areas import Kind, active_code, wider
from socialvalue.places.models import KIND_NAMES, Area

# Of two wider areas of the same size the one that people speak of comes first.
_NEAREST_FIRST = [
    Kind.COUNTY,
    Kind.LIEUTENANCY,
    Kind.COMBINED_AUTHORITY,
    Kind.ICB,
    Kind.REGION,
    Kind.NATION,
]


def areas_for_choice() -> list[tuple[str, list[tuple[str, str]]]]:
    """Return today's areas for a select: for each kind its name, and code and name of its areas."""
    names: dict[str, list[tuple[str, str]]] = {kind: [] for kind in KIND_NAMES}
    for code, kind, name in Area.objects.of_interest().values_list("code", "kind", "name"):
        names[kind].append((code, name))
    return [(KIND_NAMES[kind], areas) for kind, areas in names.items() if areas]


def area_of_interest(code: str) -> Area | None:
    """Return the area of today that somebody can call their place, or None for another code."""
    return Area.objects.of_interest().filter(code=code).first()


def nested_areas_for(area: Area) -> list[Area]:
    """Return the areas that hold all of this one and more, the nearest in size first.

    The first is the wider area to suggest. A nation has none.
    """
    wanted = [kind.value for kind in _NEAREST_FIRST]
    areas = {other.code: other for other in Area.objects.of_today().filter(kind__in=wanted)}
    codes = wider(
        area.lad_codes,
        areas={code: other.lad_codes for code, other in areas.items()},
        order={code: wanted.index(other.kind) for code, other in areas.items()},
    )
    return [areas[code] for code in codes]


def smallest_around(codes: Iterable[str]) -> Area | None:
    """Return the smallest area of today in which all these authorities lie.

    None where no one area holds them, or no authority is given. Codes that have ended count as
    those that followed them.
    """
    wanted = frozenset(active_codes(codes).values())
    around = [area for area in Area.objects.of_today() if wanted and wanted <= area.lad_codes]
    return min(around, key=_smallest_first, default=None)


def _smallest_first(area: Area) -> tuple[int, int, str]:
    is_wide = area.kind in _NEAREST_FIRST
    rank = _NEAREST_FIRST.index(Kind(area.kind)) + 1 if is_wide else 0
    return len(area.lad_codes), rank, area.code


def wider_area_for(place_code: str) -> str:
    """Return the code of the wider area to suggest for a place; empty if there is none."""
    around = nested_areas_for(Area.objects.get(pk=place_code))
    return around[0].code if around else ""


def why_not_within(place_code: str, wider_code: str) -> str:
    """Return in words why a place cannot have this wider area; empty if it can."""
    if place_code == wider_code:
        return "This is the same as your place: select a larger area, or none"
    found = Area.objects.in_bulk([place_code, wider_code])
    place, wider_area = found[place_code], found[wider_code]
    if not place.lad_codes - wider_area.lad_codes:
        return ""
    return f"{place} does not lie wholly within {wider_area}: select another area, or none"


def notes_of(codes: Iterable[str]) -> list[str]:
    """Return what must be said of these areas: that an area is cut by another's border, say."""
    wanted = [code for code in codes if code]
    noted = dict(Area.objects.filter(code__in=wanted).exclude(note="").values_list("code", "note"))
    return [noted[code] for code in dict.fromkeys(wanted) if code in noted]


def authority_names(codes: Iterable[str]) -> dict[str, str]:
    """Return the name of each code, of authorities past and present and of other areas.

    A code that is not known is its own name: it is shown, not dropped.
    """
    wanted = set(codes)
    known = dict(Area.objects.filter(code__in=wanted).values_list("code", "name"))
    return {code: known.get(code, code) for code in wanted}


def active_codes(codes: Iterable[str]) -> dict[str, str]:
    """Return for each code the one that stands today (itself if it has not ended or is unknown)."""
    successors = dict(Area.objects.ended().values_list("code", "now"))
    return {code: active_code(code, successors=successors) for code in set(codes)}


def authorities_on(day: dt.date) -> dict[str, Area]:
    """Return the authorities whose codes were in force on that day, by code.

    Where the source does not know since when a code has been in force, and a code that it followed
    was in force on that day, the earlier one counts.
    """
    found = {area.code: area for area in Area.objects.authorities().valid_on(day).order_by("code")}
    followed = dict(Area.objects.ended().values_list("code", "now"))
    not_yet = {followed[code] for code in found if code in followed}
    return {code: area for code, area in found.items() if code not in not_yet}


def parts_on(area: Area, *, day: dt.date) -> list[Area]:
    """Return the authorities of that day that lie in what the area is today, by name.

    So a study of an earlier year is of the districts of then, in the area as it is drawn now. For
    the years since the source begins (2014), and for today, that is exact; an authority that was
    divided is counted where the greater part of it went, as its source says.
    """
    then = authorities_on(day)
    now = active_codes(then)
    return sorted(
        (part for code, part in then.items() if now[code] in area.lad_codes),
        key=lambda part: (part.name, part.code),
    )


def words_of_parts_on(area: Area, *, day: dt.date) -> str:
    """Return in words how the area of that day differs from today's; empty if it does not."""
    parts = parts_on(area, day=day)
    if {part.code for part in parts} == area.lad_codes:
        return ""
    names = ", ".join(part.name for part in parts)
    return f"On {date_format(day, 'j F Y')}, {area.name} as it is drawn today was made of: {names}."


def authorities_of_today() -> dict[str, Area]:
    """Return the authorities whose codes have not ended, by code."""
    return {area.code: area for area in Area.objects.authorities().of_today().order_by("code")}
