"""The map itself: which kind it is, and the words around it."""

from collections.abc import Mapping
from typing import Any

from socialvalue.calculations.maps.measures import POUNDS, Measure
from socialvalue.places import queries
from socialvalue.places.models import Area
from socialvalue.places.presenters.circled import circled
from socialvalue.places.presenters.sheet import Sheet, number
from socialvalue.places.presenters.tinted import tinted

_SAID_ALOUD = 5


def authority_map(
    values: Mapping[str, int | None],
    *,
    focus: Area | None = None,
    title: str = "Payments by local authority",
    name: str = "map",
    measure: Measure = POUNDS,
) -> dict[str, Any]:
    """Return what templates/socialvalue/places/map.html needs to draw amounts by authority.

    `values`: whole pence (or another `measure`) by the code of the authority, of today or one that
    has ended; None where the amount is not known. An authority that is absent had no payments. With
    a `focus` the map shows that area and what lies around it, and marks it; without, the whole
    country. `name` keeps two maps on one page apart.

    With boundaries loaded the map is one of tinted areas; without, of circles at their centres.
    """
    boundaries, outlines = queries.outlines_in_use()
    sheet = Sheet(
        authorities=queries.authorities_of_today(),
        outlines=outlines,
        amounts=_of_today(values),
        focus=focus,
        name=name,
        measure=measure,
    )
    return {
        "name": name,
        "title": title,
        "description": _description(sheet),
        "focus": focus.name if focus else "",
        "beyond": _beyond(sheet),
        "source": boundaries.source if boundaries else "",
        "width": number(sheet.window.width),
        **(tinted(sheet) if outlines else circled(sheet)),
    }


def _of_today(values: Mapping[str, int | None]) -> dict[str, int | None]:
    """Return the amounts by the codes of today; those of codes that became one are added up.

    If one of several is not known, neither is their sum.
    """
    now = queries.active_codes(values)
    amounts: dict[str, int | None] = {}
    for code, pence in values.items():
        before = amounts.get(now[code], 0)
        amounts[now[code]] = None if before is None or pence is None else before + pence
    return amounts


def _description(sheet: Sheet) -> str:
    if not sheet.largest:
        return f"{sheet.measure.none} in the part of the country that is shown."
    said = "; ".join(sheet.said(code) for code, _ in sheet.largest[:_SAID_ALOUD])
    return f"{sheet.measure.largest} in the part of the country that is shown. {said}."


def _beyond(sheet: Sheet) -> str:
    """Return in words what was paid in places that the map does not show."""
    shown = set(sheet.shown)
    hidden = [pence for code, pence in sheet.amounts.items() if code not in shown and pence]
    if not hidden:
        return ""
    places = "1 other place" if len(hidden) == 1 else f"{len(hidden)} other places"
    return f"Not on this map: {sheet.measure.exact(sum(hidden))} in {places}."
