"""Turning amounts and deciles by area into a map, drawn on the server."""

from socialvalue.places.presenters.authority_map import authority_map
from socialvalue.places.presenters.neighbourhood_map import deprivation_map, neighbourhood_map

__all__ = ["authority_map", "deprivation_map", "neighbourhood_map"]
