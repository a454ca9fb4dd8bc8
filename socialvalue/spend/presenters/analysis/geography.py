"""The map: payments by local authority, and close up by neighbourhood, with deprivation."""

from collections.abc import Mapping
from typing import Any

from socialvalue.calculations.small_areas import SmallKind
from socialvalue.places import queries as places
from socialvalue.places.models import Area, DeprivationIndex
from socialvalue.places.presenters import authority_map, deprivation_map, neighbourhood_map
from socialvalue.spend import figures
from socialvalue.spend.figures import TOP, Figures
from socialvalue.spend.models import Analysis

from .choices import Asked, Choice, answers, links
from .drawn import table_on_page
from .frame import address_of, framed

SPEND = "spend"
NEAR = "near"


def map_page(analysis: Analysis, asked: Asked) -> dict[str, Any]:
    """Return what the page of the map shows."""
    found = figures.figures_of(analysis)
    areas = Area.objects.in_bulk([analysis.wider_place_code, analysis.place_code])
    place = areas.get(analysis.place_code)
    focus = areas.get(analysis.wider_place_code) or place
    authorities = Area.objects.in_bulk(place.lad_codes) if place else {}
    indices = places.indices_in_use()
    choices = _choices(authorities, found, indices)
    chosen = answers(choices, asked)
    here = address_of(analysis, "analysis_map")
    return framed(
        analysis,
        "analysis_map",
        map=_map(found, focus),
        authorities=table_on_page(analysis, "authorities", most=TOP),
        near_links=links(choices, chosen, address=here, part="close-up"),
        near=_near(authorities.get(chosen["authority"]), found, chosen[NEAR], indices),
        wards=table_on_page(analysis, "wards", most=TOP),
        neighbourhoods=table_on_page(analysis, "neighbourhoods", most=TOP),
    )


def _map(found: Figures, focus: Area | None) -> dict[str, Any]:
    """Return the map of payments by local authority, around the wider area."""
    paid = {code: int(pence) for code, pence in found["authorities"].items()}
    return authority_map(paid, focus=focus)


def _choices(
    authorities: Mapping[str, Area], found: Figures, indices: list[DeprivationIndex]
) -> list[Choice]:
    """Return which authority of the place to see close up, the one paid most first, and how."""
    codes = sorted(authorities, key=lambda code: (-int(found["authorities"].get(code, "0")), code))
    named = [(code, authorities[code].name) for code in codes]
    shows = [(SPEND, "Payments"), *((index.code, index.name) for index in indices)]
    return [Choice("authority", "Close up", named or [("", "")]), Choice(NEAR, "Show", shows)]


def _near(
    authority: Area | None, found: Figures, shown: str, indices: list[DeprivationIndex]
) -> dict[str, Any] | None:
    """Return the map of one authority by small area: of payments, or of deprivation."""
    if authority is None:
        return None
    for index in indices:
        if index.code == shown:
            return deprivation_map(authority, index=index, name=NEAR)
    paid = found["neighbourhoods"].get(SmallKind.LSOA21.value, {})
    return neighbourhood_map(
        {code: int(pence) for code, pence in paid.items()},
        authority=authority,
        title=f"Payments by neighbourhood of {authority.name}",
        name=NEAR,
    )
