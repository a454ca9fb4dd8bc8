"""Turning amounts and deciles by area into a map, drawn on the server; and what is loaded."""

from socialvalue.places.presenters.authority_map import authority_map
from socialvalue.places.presenters.look_ups import look_ups
from socialvalue.places.presenters.neighbourhood_map import deprivation_map, neighbourhood_map

__all__ = ["authority_map", "deprivation_map", "look_ups", "neighbourhood_map"]
