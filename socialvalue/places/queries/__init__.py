"""Reads of places: areas, outlines, small areas and their deprivation, prices."""

from socialvalue.places.queries.areas import (
    active_codes,
    areas_for_choice,
    authorities_of_today,
    authorities_on,
    authority_names,
    nested_areas_for,
    notes_of,
    parts_on,
    why_not_within,
    wider_area_for,
    words_of_parts_on,
)
from socialvalue.places.queries.outlines import (
    authorities_without_outline,
    boundaries_in_use,
    outlines_in_use,
    outlines_within,
)
from socialvalue.places.queries.prices import deflator_in_use
from socialvalue.places.queries.small_areas import (
    IndexNotLoaded,
    deciles_of,
    indices_in_use,
    lsoa_names,
    names_in_use,
    small_area_names,
    ward_names,
)

__all__ = [
    "IndexNotLoaded",
    "active_codes",
    "areas_for_choice",
    "authorities_of_today",
    "authorities_on",
    "authorities_without_outline",
    "authority_names",
    "boundaries_in_use",
    "deciles_of",
    "deflator_in_use",
    "indices_in_use",
    "lsoa_names",
    "names_in_use",
    "nested_areas_for",
    "notes_of",
    "outlines_in_use",
    "outlines_within",
    "parts_on",
    "small_area_names",
    "ward_names",
    "why_not_within",
    "wider_area_for",
    "words_of_parts_on",
]
