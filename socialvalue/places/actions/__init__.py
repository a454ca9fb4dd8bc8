"""Loading places: areas, postcodes, boundaries, names, deprivation, prices.

Each may be run again without harm.
"""

from socialvalue.places.actions.areas import load_areas, load_places
from socialvalue.places.actions.boundaries import AreasNotLoaded, load_boundaries
from socialvalue.places.actions.demonstration import load_demonstration_places
from socialvalue.places.actions.deprivation import load_deprivation
from socialvalue.places.actions.names import load_names
from socialvalue.places.actions.postcodes import load_postcodes
from socialvalue.places.actions.prices import load_deflator

__all__ = [
    "AreasNotLoaded",
    "load_areas",
    "load_boundaries",
    "load_deflator",
    "load_demonstration_places",
    "load_deprivation",
    "load_names",
    "load_places",
    "load_postcodes",
]
