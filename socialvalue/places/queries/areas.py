"""Reads of areas: what to choose from, what lies around, what a code is called."""

from collections.abc import Iterable

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


def authorities_of_today() -> dict[str, Area]:
    """Return the authorities whose codes have not ended, by code."""
    return {area.code: area for area in Area.objects.authorities().of_today().order_by("code")}
