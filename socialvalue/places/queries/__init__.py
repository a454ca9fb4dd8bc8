"""Reads of places: areas, outlines, small areas and their deprivation, prices.

What another room needs to place and to compare payments:

    neighbourhoods(postcodes)            authority, small areas, ward and end of each postcode
    indices_in_use()                     the indices of deprivation that are loaded
    deciles_of(index, lsoas, vintage=)   refuses small areas of another census
    lsoa_names, ward_names, authority_names
    active_codes, authorities_on, parts_on, notes_of
    deflator_in_use()                    None: amounts stay as they were paid
"""

from socialvalue.places.postcodes import neighbourhoods
from socialvalue.places.queries.areas import (
    active_codes,
    area_of_interest,
    areas_for_choice,
    authorities_of_today,
    authorities_on,
    authority_names,
    nested_areas_for,
    notes_of,
    parts_on,
    smallest_around,
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
    "area_of_interest",
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
    "neighbourhoods",
    "nested_areas_for",
    "notes_of",
    "outlines_in_use",
    "outlines_within",
    "parts_on",
    "small_area_names",
    "smallest_around",
    "ward_names",
    "why_not_within",
    "wider_area_for",
    "words_of_parts_on",
]
